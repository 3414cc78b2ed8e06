using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Territory;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Pages;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Sheet = EssLedger.Core.Territory.Sheet;

namespace EssLedger.Web.Territory;

/// <summary>Somebody whom a meeting invites.</summary>
/// <param name="Id">Which participant.</param>
/// <param name="Name">Its name.</param>
/// <param name="Always">Whether they are invited to every meeting.</param>
/// <param name="Reached">Where an invitation goes; none: nobody is known who could get it, and somebody has to ring them up.</param>
/// <param name="Invited">Whether all of these have it.</param>
public sealed record Guest(ParticipantId Id, string Name, bool Always, IReadOnlyList<Addressee> Reached, bool Invited);

/// <summary>The label's meetings: who registers, who is invited, when they are.</summary>
public sealed class MeetingDesk(
    TerritoryBook book, IRegistrationStore registrations, IOutboxStore outbox, Postbox postbox, SealedWords seals, LabelRegister register, IParticipantStore participants, People people, Settings settings, TimeProvider clock)
{
    /// <summary>So many days ahead whoever is always invited is, if the City has not invited them by then.</summary>
    public const int DaysAhead = 21;

    // More mails than anybody has.
    private const int Many = 10_000;

    public DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    public static string PathOf(string id) => $"/territoire/rencontres/{id}";

    public static string TakeBackPath(string secret) => $"/territoire/inscription/{secret}";

    /// <summary>Where a meeting is, as one writes it.</summary>
    public static string PlaceOf(Sheet meeting) => string.Join(", ", new[] { meeting["venue"], PublicPages.Where(meeting["address"], meeting["postcode"], meeting["commune"]) }.Where(t => !string.IsNullOrEmpty(t)));

    /// <summary>Registers somebody, and writes to them how to take it back. Whose address has a seat hears the same, so that nobody learns whose address that is.</summary>
    public async Task<RegistrationRefusal?> Register(KeptSheet meeting, string? name, string? email, string? organisation, string? side, bool agreed, Reader reader, PersonId? person)
    {
        (name, email, organisation) = (name?.Trim(), email?.Trim(), organisation?.Trim() is { Length: > 0 } said ? said : null);
        if (MeetingRules.Refuse(meeting.Sheet, Today, name, email, organisation, side, agreed) is { } refusal) return refusal;
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        var now = DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
        var registration = new Registration(Uuid.Version7(now, RandomNumberGenerator.GetBytes(10)).ToString(), meeting.Id, meeting.Sheet.Values.Day("day")!.Value, name!, email!, organisation, side!, reader.Language, person, DigestOf(secret), now);
        switch (await registrations.RegisterAsync(registration, meeting.Sheet.Values.Number("capacity")!.Value, default))
        {
            case RegistrationOutcome.Full: return RegistrationRefusal.Full;
            case RegistrationOutcome.There: return null;
        }
        await Post("registered", meeting, new(registration.Id, name!, email!, reader.Language), ("undo", seals.Seal(settings.Origin + TakeBackPath(secret))));
        return null;
    }

    /// <summary>Of whom a secret is; null: of nobody, or no more.</summary>
    public Task<Registration?> Find(string secret) => registrations.FindAsync(DigestOf(secret), default);

    /// <summary>Forgets somebody who registered, with the mails to them.</summary>
    public Task Remove(Registration registration) => Remove(registration, registrations, outbox);

    internal static async Task Remove(Registration registration, IRegistrationStore registrations, IOutboxStore outbox)
    {
        await outbox.EraseAsync(registration.Id, default);
        await registrations.RemoveAsync(registration.Id, default);
    }

    /// <summary>Tells whoever registered that a meeting will not take place, once.</summary>
    public async Task TellCancelled(KeptSheet meeting)
    {
        foreach (var one in await registrations.OfAsync(meeting.Id, default)) await Post("cancelled", meeting, new(one.Id, one.Name, one.Email, one.Language));
    }

    /// <summary>Whom a meeting invites: structures of integration by work whatever was chosen, and the audiences that were.</summary>
    public async Task<IReadOnlyList<Guest>> Guests(KeptSheet meeting)
    {
        var known = await register.Read();
        var holders = known.MembersOn(Today, null).Where(m => m.Standing is Standing.Active).Select(m => m.Holder).ToHashSet();
        var partners = (await book.Published(SheetKind.Supporter)).Concat(await book.Published(SheetKind.Place)).Select(s => s.Sheet.Participant).OfType<ParticipantId>().ToHashSet();
        var all = known.Participants.Values.Select(p => new Invitable(p.Id, p.Kind, p.ProfileOn(Today), holders.Contains(p.Id), partners.Contains(p.Id)));
        var guests = new List<Guest>();
        foreach (var invited in MeetingRules.Invited(all, meeting.Sheet.Values.All("audiences")))
        {
            // Erased from the register of names: nobody can be written to.
            if (await participants.FindAsync(invited.Id, default) is not { } named) continue;
            var reached = await Reached(named, known.Participants[invited.Id]);
            var have = 0;
            foreach (var addressee in reached)
                if ((await outbox.ReadAsync(addressee.Id, Many, default)).Any(m => m.Occasion == Occasion("invitation", meeting))) have++;
            guests.Add(new(invited.Id, named.Name, MeetingRules.Always(invited.Profile), reached, reached.Count > 0 && have == reached.Count));
        }
        return [.. guests.OrderByDescending(g => g.Always).ThenBy(g => g.Name, StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("fr-FR"), ignoreCase: true))];
    }

    /// <summary>Invites whoever has no invitation yet.</summary>
    /// <returns>How many mails were written.</returns>
    public async Task<int> Invite(KeptSheet meeting, bool onlyAlways = false)
    {
        var written = 0;
        foreach (var guest in (await Guests(meeting)).Where(g => g.Always || !onlyAlways))
            foreach (var addressee in guest.Reached)
                if (await Post("invitation", meeting, addressee)) written++;
        return written;
    }

    /// <summary>Invites whoever is always invited to the meetings of the next weeks, so that nobody can forget them.</summary>
    /// <returns>How many mails were written.</returns>
    public async Task<int> InviteAlways(DateOnly today)
    {
        var written = 0;
        foreach (var meeting in (await book.Published(SheetKind.Meeting)).Where(m => m.Sheet["cancelled"] is null && MeetingRules.LastDay(m.Sheet) >= today && m.Sheet.Values.Day("day") <= today.AddDays(DaysAhead)))
            written += await Invite(meeting, onlyAlways: true);
        return written;
    }

    /// <summary>A meeting as it stands in calendars.</summary>
    public Appointment Appointment(KeptSheet meeting) => new(
        $"meeting-{meeting.Id}", meeting.Sheet.Values.Day("day")!.Value, meeting.Sheet.Values.Time("start"), TimeSpan.FromMinutes(meeting.Sheet.Values.Number("minutes") ?? 60), meeting.Sheet.Name, PlaceOf(meeting.Sheet),
        new(settings.Origin + PathOf(meeting.Id)), meeting.Sheet["cancelled"] is not null);

    private Task<bool> Post(string what, KeptSheet meeting, Addressee addressee, params ReadOnlySpan<(string, string)> more)
    {
        var reader = new Reader(Reader.Languages.Contains(addressee.Language) ? addressee.Language : Reader.Languages[0]);
        ReadOnlySpan<(string, string)> values =
        [
            ("name", addressee.Name), ("what", meeting.Sheet.Name), ("day", reader.Day(meeting.Sheet.Values.Day("day")!.Value)), ("time", meeting.Sheet["start"]!), ("place", PlaceOf(meeting.Sheet)),
            ("until", reader.Day(MeetingRules.LastDay(meeting.Sheet))), ("link", settings.Origin + PathOf(meeting.Id)), ("owner", settings.Name), .. more,
        ];
        return postbox.Post(Occasion(what, meeting), addressee, reader.Say($"meetingMail.{what}Subject", values), reader.Say($"meetingMail.{what}Text", values));
    }

    private static string Occasion(string what, KeptSheet meeting) => $"meeting:{what}:{meeting.Id}";

    // To the participant's own address, else to those who act for it; without an address it is shown on their screens.
    private async Task<IReadOnlyList<Addressee>> Reached(Participant named, ParticipantHistory history)
    {
        if (named.Email is { Length: > 0 } own) return [new(named.Id.Value, named.Name, own)];
        var acting = new List<Addressee>();
        foreach (var representative in history.Representatives.Where(r => r.On(Today)))
            if (await people.Find(representative.Person) is { } person) acting.Add(new(person.Id, person.DisplayName, person.Email ?? ""));
        return acting;
    }

    private static Digest DigestOf(string secret) => Digest.Of(Encoding.UTF8.GetBytes(secret));
}
