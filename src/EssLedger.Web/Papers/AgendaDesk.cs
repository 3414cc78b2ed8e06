using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>What falls due within a year, for a calendar: to the office all of it, to who acts for participants what is theirs.</summary>
public sealed class AgendaDesk(LabelRegister register, IParticipantStore participants, People people, Settings settings, TimeProvider clock)
{
    /// <summary>The calendar of a person as they are now (RFC 5545); null: neither of the office nor acting for anybody.</summary>
    public async Task<string?> Write(PersonId person, Reader reader)
    {
        var (known, now) = (await register.Read(), clock.GetUtcNow());
        var today = ParisCalendar.DayOf(now);
        var office = (await people.RolesOf(person)).Intersect(Duties.Office).Any();
        var mine = (known.Represented.GetValueOrDefault(person) ?? []).Where(id => known.Participants[id].IsRepresentedBy(person, today)).ToHashSet();
        if (!office && mine.Count == 0) return null;
        var appointments = new List<Appointment>();
        foreach (var due in Deadlines.Of(known, today, today.AddYears(1)).Where(due => office || mine.Contains(due.Participant)))
        {
            var named = await participants.FindAsync(due.Participant, default);
            appointments.Add(Appointment.On($"{due.Kind}-{due.About.Replace('/', '-')}-{due.Day.Iso()}", due.Day, $"{named?.Name ?? reader["word.erased"]} : {reader[$"due.{due.Kind}"]}",
                named?.Address, new(settings.Origin + (office ? LabelScreens.PageOf(known, due) : $"/mon-label?pour={due.Participant}"))));
        }
        return Calendar.Of(reader[office ? "desk.title" : "mine.title"], appointments, settings.PublicUrl.Host, now);
    }
}
