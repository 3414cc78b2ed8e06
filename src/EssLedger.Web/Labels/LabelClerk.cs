using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Grains;
using EssLedger.Web.Api;
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
public sealed class LabelClerk(Caller caller, LabelRegister register, IGrainFactory grains, Settings settings, TimeProvider clock)
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

    /// <summary>Proposes a cooperation. The text is kept as it was given: both sides sign its digest.</summary>
    public async Task<ProblemHttpResult?> Propose(RegisterAct.CooperationProposed act, string text, DateOnly? start)
    {
        if (text.Length > LongestReason || text.Trim().Length == 0 || !PlainText.IsInLines(text))
            return Problems.InvalidField("text", $"1 to {LongestReason} characters without control characters (but line ends and tabs) and direction marks");
        await RequireFor(act.From);
        return (await Grain.Record(new RegisterFact(act, start ?? Today, caller.RequiredPerson, Digest.Zero), text, [])).Refusal is { } refusal ? Problems.For(refusal.Word()) : null;
    }

    /// <summary>What was said in words with a fact; null: erased.</summary>
    public Task<string?> Words(RecordedAct act) => register.Words(act.Fact, act.Position);

    private async Task<ProblemHttpResult?> Record(IReasoned said, bool needsReason, Func<DateOnly, PersonId, DatedFact> fact, IReadOnlyList<Original> originals)
    {
        var reason = said.Reason?.Trim() ?? "";
        if (reason.Length > LongestReason || (needsReason && reason.Length == 0)) return Problems.InvalidField("reason", $"1 to {LongestReason} characters");
        var day = DayOf(said.Effective);
        var answer = await Grain.Record(fact(day, caller.RequiredPerson), reason, originals);
        return answer.Refusal is { } refusal ? Problems.For(refusal.Word()) : null;
    }

    /// <summary>The day on which an act counts. Who reckons with it asks first: a calendar ends somewhere.</summary>
    /// <exception cref="ProblemException">400 <c>invalid_field</c>.</exception>
    private DateOnly DayOf(DateOnly? effective)
    {
        const string possible = "a day of the last 50 or the next 20 years";
        var day = effective ?? Today;
        return day >= Today.AddYears(-50) && day <= Today.AddYears(20) ? day
            : throw new ProblemException("invalid_field", $"effective: {possible}", new Dictionary<string, string[]> { ["effective"] = [possible] });
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
        return await caller.Is(application.Opened.Kind, roles) || await ActsFor(application.Opened.Applicant) ? application : throw new ProblemException("unknown_application");
    }

    /// <summary>Ends the request with 403 unless the caller has one of these roles for grants of this kind; of a number that is none, the book says so.</summary>
    public async Task Require(GrantNumber number, params string[] roles)
    {
        caller.Require(roles);
        if ((await register.Read()).Grants.GetValueOrDefault(number) is { } grant) await caller.Require(grant.Kind, roles);
    }

    /// <summary>How a file begins: where it is left open, for what the participant is, on the charter in force.</summary>
    public async Task<RegisterAct.Opened> Opening(LabelApplicationId id, ParticipantHistory applicant, GrantKind? kind, HolderId? held, GrantNumber? renews, int? charter, DateOnly? effective) => new(
        id, applicant.Id, kind ?? (held is not null ? GrantKind.Event : applicant.Kind is ParticipantKind.Ess ? GrantKind.EssActor : GrantKind.Shop),
        charter ?? (await register.Read()).CharterOn(effective ?? Today)?.Adopted.Version ?? 0, held, renews);

    /// <summary>What is granted: where the decision leaves it open, the next number, the lowest level and the scheme's term, whose last day is the one before its anniversary.</summary>
    public async Task<Award> AwardOf(Application application, GrantNumber? number, int? level, DateOnly? until, DateOnly? effective)
    {
        var known = await register.Read();
        var from = DayOf(effective);
        var months = MonthsOf(known, from);
        var renewed = application.Opened.Renews is { } renews ? known.Grants.GetValueOrDefault(renews)?.StateOn(from) : null;
        // A term of months from 29 February ends on the last day of February, as a year does.
        return new(application.Opened.Renews ?? number ?? NextNumber(known, settings.GrantPrefix, from.Year), level ?? 1, until ?? renewed?.Until.AddMonths(months) ?? from.AddMonths(months).AddDays(-1));
    }

    /// <summary>The decision on an appeal. What an allowed one undoes: the last suspension or withdrawal of the grant; where there is no grant, the refusal, if a level is given.</summary>
    public async Task<RegisterAct.AppealDecided> AppealDecision(Application application, bool allowed, GrantNumber? number, int? level, DateOnly? until, DateOnly? effective)
    {
        var known = await register.Read();
        var contested = application.Grant is { } granted ? known.Grants[granted].Facts.Where(f => f.Fact.Act is GrantAct.Suspended or GrantAct.Withdrawn).MaxBy(f => f.Position) : null;
        var annuls = allowed && contested is not null ? new Annulment(application.Grant!.Value, contested.Position) : null;
        var award = allowed && application.Grant is null && level is not null ? await AwardOf(application, number, level, until, effective) : null;
        return new(application.Id, allowed, award, annuls);
    }

    /// <summary>A further term: where it is left open, of the same level and as long as the scheme says.</summary>
    public async Task<GrantAct.Renewed> RenewalOf(Grant grant, int? level, DateOnly? until, DateOnly? effective)
    {
        var state = grant.StateOn(DayOf(effective))!;
        return new(level ?? state.Level, until ?? state.Until.AddMonths(MonthsOf(await register.Read(), Today)));
    }

    private static int MonthsOf(Register known, DateOnly day) => known.SchemeOn(day)?.Months ?? 36;

    private static GrantNumber NextNumber(Register register, string prefix, int year)
    {
        var beginning = $"{prefix}-{year}-";
        var last = register.GrantsInOrder.Where(n => n.Value.StartsWith(beginning, StringComparison.Ordinal)).Select(n => int.TryParse(n.Value.AsSpan(beginning.Length), out var i) ? i : 0).DefaultIfEmpty(0).Max();
        return GrantNumber.Parse($"{beginning}{last + 1:0000}");
    }
}
