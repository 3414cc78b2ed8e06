using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Web.Api;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Labels;

/// <summary>Why and since when: what every act on the label book is told with.</summary>
public interface IReasoned
{
    /// <summary>The reasons, or what else is said in words; 1 to 4000 characters where they are needed.</summary>
    string? Reason { get; }

    /// <summary>The first day (Europe/Paris) on which it counts; today if left out.</summary>
    DateOnly? Effective { get; }
}

/// <summary>Writes into the label book for whoever calls, and knows for whom they act.</summary>
public sealed class LabelClerk(Caller caller, LabelRegister register, IGrainFactory grains, TimeProvider clock)
{
    private const int LongestReason = 4000;

    public DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    public PersonId Person => caller.RequiredPerson;

    public Task<Register> Register() => register.Read();

    public IRegisterGrain Grain => grains.GetGrain<IRegisterGrain>(Core.Labels.Register.Decider);

    /// <summary>Records an act of the caller; the problem if it may not be.</summary>
    public Task<ProblemHttpResult?> Record(RegisterAct act, IReasoned said, bool needsReason = true, params IReadOnlyList<Original> originals) =>
        Record(said, needsReason, (day, by) => new RegisterFact(act, day, by, Digest.Zero), originals);

    /// <summary>Records an act of the caller on a grant; the problem if it may not be.</summary>
    public Task<ProblemHttpResult?> Record(GrantNumber number, GrantAct act, IReasoned said) =>
        Record(said, needsReason: true, (day, by) => new GrantFact(number, act, day, by, Digest.Zero), []);

    private async Task<ProblemHttpResult?> Record(IReasoned said, bool needsReason, Func<DateOnly, PersonId, DatedFact> fact, IReadOnlyList<Original> originals)
    {
        var reason = said.Reason?.Trim() ?? "";
        if (reason.Length > LongestReason || (needsReason && reason.Length == 0)) return Problems.InvalidField("reason", $"1 to {LongestReason} characters");
        var day = said.Effective ?? Today;
        if (day < Today.AddYears(-50) || day > Today.AddYears(20)) return Problems.InvalidField("effective", "a day of the last 50 or the next 20 years");
        var answer = await Grain.Record(fact(day, caller.RequiredPerson), reason, originals);
        return answer.Refusal is { } refusal ? Problems.For(refusal.Word()) : null;
    }

    /// <summary>Whether the caller acts for a participant today.</summary>
    public async Task<bool> ActsFor(ParticipantId participant) =>
        caller.Person is { } person && (await register.Read()).Participants.GetValueOrDefault(participant)?.IsRepresentedBy(person, Today) is true;

    /// <summary>Ends the request with 403 unless the caller acts for the participant or has one of these roles.</summary>
    public async Task RequireFor(ParticipantId participant, params string[] roles)
    {
        _ = caller.RequiredPerson;
        if (!caller.Is(roles) && !await ActsFor(participant)) throw new ProblemException("forbidden");
    }

    /// <summary>Ends the request with 404 for a file that is none, or is none of the caller's business.</summary>
    public async Task<Application> Find(LabelApplicationId id, params string[] roles)
    {
        _ = caller.RequiredPerson;
        if ((await register.Read()).Applications.GetValueOrDefault(id) is not { } application) throw new ProblemException("unknown_application");
        return caller.Is(roles) || await ActsFor(application.Opened.Applicant) ? application : throw new ProblemException("unknown_application");
    }

    /// <summary>The roles of those who work on files.</summary>
    public static string[] Office { get; } = [Roles.LabelManager, Roles.LabelVisitor, Roles.LabelCommittee, Roles.Appeal, Roles.Auditor];
}
