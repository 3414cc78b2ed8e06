using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.Members;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>Writes to those who act for a participant about what falls due: to the participant's own address, else to its people's.</summary>
public sealed class DeadlinePost(Postbox postbox, LabelRegister register, IParticipantStore participants, IEvidenceStore evidence, People people, MembershipDesk memberships, MeterDesk meters, Territory.MeetingDesk meetings, Settings settings) : IDeadlinePost
{
    /// <summary>So many days after its end nobody is reminded any more of a membership: the screens go on showing it.</summary>
    private const int DaysLate = 30;

    /// <summary>So many days ahead somebody is reminded of a declaration.</summary>
    public const int DeclarationAhead = 60;

    /// <inheritdoc/>
    public async Task<int> TellOthers(DateOnly today)
    {
        var told = 0;
        foreach (var (member, last) in await memberships.Ends(today.AddDays(-DaysLate), today.AddDays(MembershipStates.DueAhead)))
        {
            if (await people.Find(member) is not { } person) continue;
            await postbox.Remind(new(last < today ? ReminderKind.MembershipOver : ReminderKind.MembershipEnds, person.Id, settings.Name, last), new(person.Id, person.DisplayName, person.Email ?? ""));
            told++;
        }
        return told + await TellOfDeclarations(today) + await meetings.InviteAlways(today);
    }

    /// <summary>Whoever looks after the meters is told once for each year's update, in time to write it.</summary>
    private async Task<int> TellOfDeclarations(DateOnly today)
    {
        var readings = await meters.Read();
        var told = 0;
        foreach (var standing in meters.Thresholds.Select(readings.Of))
        {
            if (standing.UpdateDue is not { } due || due > today.AddDays(DeclarationAhead)) continue;
            foreach (var person in (await people.InRole(Roles.Admin)).Concat(await people.InRole(Roles.Treasurer)).DistinctBy(p => p.Id))
            {
                await postbox.Remind(new(ReminderKind.DeclarationDue, standing.Threshold.Meter.ToString(), standing.Threshold.Source, due), new(person.Id, person.DisplayName, person.Email ?? ""));
                told++;
            }
        }
        return told;
    }

    /// <inheritdoc/>
    public async Task Tell(Deadline deadline, int daysLeft)
    {
        if (KindOf(deadline.Kind, daysLeft) is not { } kind || await participants.FindAsync(deadline.Participant, default) is not { } participant) return;
        var reminder = new Reminder(kind, deadline.About, await What(deadline), deadline.Day);
        if (participant.Email is { } own)
        {
            await postbox.Remind(reminder, new(participant.Id.Value, participant.Name, own));
            return;
        }
        var history = (await register.Read()).Participants.GetValueOrDefault(deadline.Participant);
        foreach (var representative in history?.Representatives.Where(r => r.Until is null) ?? [])
            // Without an address it is shown on their screens.
            if (await people.Find(representative.Person) is { } person) await postbox.Remind(reminder, new(person.Id, person.DisplayName, person.Email ?? ""));
    }

    /// <summary>Of what one is reminded so many days ahead; null: not yet, or not at all.</summary>
    internal static ReminderKind? KindOf(DeadlineKind kind, int daysLeft) => (kind, daysLeft) switch
    {
        (DeadlineKind.CommitmentDue, < 0) => ReminderKind.CommitmentOverdue,
        (DeadlineKind.CommitmentDue, <= 30) => ReminderKind.CommitmentDue,
        (DeadlineKind.EvidenceExpires, <= 30) => ReminderKind.EvidenceExpires,
        (DeadlineKind.RenewalDue, <= 14) => ReminderKind.LastDayNear,
        (DeadlineKind.RenewalDue, <= 90) => ReminderKind.RenewalOpens,
        (DeadlineKind.SuspensionEnds, <= 7) => ReminderKind.SuspensionEnds,
        (DeadlineKind.ReportDue, <= 30) => ReminderKind.ReportDue,
        (DeadlineKind.VisitPlanned, >= 0 and <= 7) => ReminderKind.VisitPlanned,
        _ => null,
    };

    /// <summary>The thing in words that its holder knows: the commitment's text, the file's name, else the number or the address where it is found.</summary>
    private async Task<string> What(Deadline deadline)
    {
        if (deadline.Kind is DeadlineKind.CommitmentDue && deadline.About.Split('/') is [var application, var number] && LabelApplicationId.TryParse(application, out var id)
            && (await register.Read()).Applications.GetValueOrDefault(id)?.Commitments.GetValueOrDefault(int.Parse(number, System.Globalization.CultureInfo.InvariantCulture)) is { } commitment)
            return await register.Words(commitment.Made.Fact, commitment.Made.Position) ?? $"{settings.Origin}/mon-label";
        if (deadline.Kind is DeadlineKind.EvidenceExpires)
            return EvidenceId.TryParse(deadline.About, out var file) && await evidence.FindAsync(file, default) is { } brought ? brought.Name : $"{settings.Origin}/mon-label";
        return deadline.About;
    }
}

/// <summary>Sets the daily look at deadlines going; whichever server starts first does, and the others find it so.</summary>
internal sealed class Reminding(IGrainFactory grains) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => grains.GetGrain<IDeadlineGrain>(DeadlineGrain.Key).Begin();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
