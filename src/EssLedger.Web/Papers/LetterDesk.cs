using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>A letter that lies ready: it is written anew each time it is asked for, from what the book had then.</summary>
/// <param name="Outcome">What it tells.</param>
/// <param name="Position">Where the decision stands in the book.</param>
/// <param name="Day">The day (Europe/Paris) on which it was recorded, which is the day of the letter.</param>
/// <param name="To">To whom.</param>
public sealed record LetterEntry(LetterOutcome Outcome, Position Position, DateOnly Day, ParticipantId To);

/// <summary>Writes the letters that tell applicants and holders what was decided about them.</summary>
public sealed class LetterDesk(LabelRegister register, LabelDesk label, IParticipantStore participants, People people, Settings settings, IConfiguration configuration)
{
    /// <summary>The letters on a file's decisions, the newest first.</summary>
    public static IReadOnlyList<LetterEntry> Of(Application file) =>
        [.. file.Facts.Reverse().Select(f => OutcomeOf(AsOf(file, f.Position), f.Fact.Act) is { } outcome ? new LetterEntry(outcome, f.Position, f.Recorded, file.Opened.Applicant) : null).OfType<LetterEntry>()];

    /// <summary>The letters on what the office did with a grant, the newest first. What came of a file is told by the file's own letters.</summary>
    public static IReadOnlyList<LetterEntry> Of(Register known, Grant grant)
    {
        var byFile = known.Applications.Values.Where(a => a.Grant == grant.Number || a.Opened.Renews == grant.Number).SelectMany(a => a.Facts).Select(f => f.Position).ToHashSet();
        return [.. grant.Facts.Where(f => !byFile.Contains(f.Position)).OrderByDescending(f => f.Position)
            .Select(f => OutcomeOf(f.Fact.Act) is { } outcome ? new LetterEntry(outcome, f.Position, f.Recorded, AsOf(grant, f.Position).StateOn(f.Fact.Effective)!.Holder) : null).OfType<LetterEntry>()];
    }

    /// <summary>A letter on a file as PDF; null: there is none at this position.</summary>
    public async Task<byte[]?> Write(Application file, Position position, Reader reader)
    {
        if (Of(file).FirstOrDefault(l => l.Position == position) is not { } entry) return null;
        var (known, decision, then) = (await register.Read(), file.Facts.First(f => f.Position == position), AsOf(file, position));
        var (grant, act) = (then.Grant is { } number ? AsOf(known.Grants[number], position) : null, decision.Fact.Act);
        var commitments = new List<(string, DateOnly?)>();
        if (act is not RegisterAct.Examined)
            foreach (var c in then.Commitments.Values)
                if (c.State is CommitmentState.Open && await register.Words(c.Made.Fact, c.Made.Position) is { } text) commitments.Add((text, c.Due));
        var who = act switch { RegisterAct.Examined => "Office", RegisterAct.Decided => "Committee", _ => "Panel" };
        return await Write(known, entry, decision.Fact, await register.Words(decision.Fact, position), grant, then.Opened.Charter, reader, who, letter => letter with
        {
            Reference = file.Id.ToString(),
            HolderId = file.Opened.Event?.Value ?? letter.HolderId,
            Commitments = commitments,
        });
    }

    /// <summary>A letter on a grant as PDF; null: there is none at this position.</summary>
    public async Task<byte[]?> Write(Grant grant, Position position, Reader reader)
    {
        var known = await register.Read();
        if (Of(known, grant).FirstOrDefault(l => l.Position == position) is not { } entry) return null;
        var (fact, then) = (grant.Facts.First(f => f.Position == position).Fact, AsOf(grant, position));
        var charter = known.Applications.Values.Where(a => a.Grant == grant.Number && a.Decision?.Position < position).OrderBy(a => a.Decision!.Position).LastOrDefault()?.Opened.Charter;
        return await Write(known, entry, fact, await register.Words(fact, position), then, charter ?? known.CharterOn(then.From)?.Adopted.Version, reader, "Office", letter => letter);
    }

    private async Task<byte[]> Write(
        Register known, LetterEntry entry, DatedFact fact, string? reasons, Grant? grant, int? charter, Reader reader, string who, Func<DecisionLetter, DecisionLetter> finish)
    {
        var holder = await participants.FindAsync(entry.To, default);
        var state = grant?.StateOn(fact.Effective);
        var rules = known.Schemes.LastOrDefault(s => s.From <= entry.Day);
        var head = LetterHead.From(configuration, settings);
        // What the register says of the owner outweighs what the settings say.
        if (rules is { Set: var set }) head = head with { AppealDays = set.AppealDays, Gracious = set.Mode is LegalMode.PublicAuthority, Court = set.Mode is LegalMode.PublicAuthority ? head.Court : null };
        var letter = new DecisionLetter(
            grant?.Number.Value ?? "", entry.Day, [.. new[] { holder?.Name, holder?.Address, holder?.Postcode }.OfType<string>()], holder?.Name ?? "", holder?.Holder.Value ?? "",
            reader[$"letter.the{who}"], $"{charter}", entry.Outcome, (await people.Find(fact.By))?.DisplayName ?? "", reader[$"letter.for{who}"])
        {
            Number = grant?.Number,
            Level = state?.Level,
            From = entry.Outcome.Awards() ? state?.From : fact.Effective,
            Until = entry.Outcome is LetterOutcome.Suspended ? state?.SuspendedThrough : state?.Until,
            RulesSince = rules?.From,
            CharterSince = charter is { } version ? known.Charters.GetValueOrDefault(version)?.InForce : null,
            Reasons = (reasons ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Check = grant is not null && await label.MayBeShown() ? new(settings.PublicUrl, $"label/{grant.Number}") : null,
        };
        return finish(letter).ToPdf(head, reader);
    }

    private static Application AsOf(Application file, Position position) =>
        file.Facts.TakeWhile(f => f.Position <= position).Aggregate(new Application { Id = file.Id, Opened = file.Opened }, (then, fact) => then.With(fact));

    private static Grant AsOf(Grant grant, Position position) => Grant.Fold(grant.Facts.Where(f => f.Position <= position));

    private static LetterOutcome? OutcomeOf(Application then, RegisterAct act) => act switch
    {
        RegisterAct.Examined { Admissible: false } => LetterOutcome.Inadmissible,
        RegisterAct.Decided { Outcome: Outcome.Granted } => then.Opened.Renews is null ? LetterOutcome.Granted : LetterOutcome.Renewed,
        RegisterAct.Decided { Outcome: Outcome.GrantedWithReserve } => LetterOutcome.GrantedWithReserve,
        RegisterAct.Decided { Outcome: Outcome.Adjourned } => LetterOutcome.Adjourned,
        RegisterAct.Decided { Outcome: Outcome.Refused } => then.Opened.Renews is null ? LetterOutcome.Refused : LetterOutcome.RenewalRefused,
        RegisterAct.AppealDecided { Allowed: false } => LetterOutcome.AppealDismissed,
        RegisterAct.AppealDecided { Annuls: not null } => LetterOutcome.AppealUpheld,
        RegisterAct.AppealDecided => then.Grant is null ? LetterOutcome.AppealReopened : LetterOutcome.AppealGranted,
        _ => null,
    };

    private static LetterOutcome? OutcomeOf(GrantAct act) => act switch
    {
        GrantAct.Suspended => LetterOutcome.Suspended,
        GrantAct.Reinstated => LetterOutcome.Reinstated,
        GrantAct.Withdrawn => LetterOutcome.Withdrawn,
        GrantAct.Renewed => LetterOutcome.Renewed,
        GrantAct.Annulled => LetterOutcome.Annulled,
        _ => null,
    };
}
