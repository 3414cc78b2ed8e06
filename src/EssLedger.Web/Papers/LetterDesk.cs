using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>Writes the letter that tells an applicant what was decided on their file.</summary>
public sealed class LetterDesk(LabelRegister register, LabelDesk label, IParticipantStore participants, People people, Settings settings, IConfiguration configuration)
{
    /// <summary>The letter on a file's newest decision as PDF; null: nothing was decided that a letter tells of.</summary>
    public async Task<byte[]?> Write(Application file, Reader reader)
    {
        if (file.Decision is not { } decision || OutcomeOf(file, decision.Fact.Act) is not { } outcome) return null;
        var known = await register.Read();
        var holder = await participants.FindAsync(file.Opened.Applicant, default);
        var commitments = new List<(string, DateOnly?)>();
        foreach (var c in file.Commitments.Values)
            if (c.State is CommitmentState.Open && await register.Words(c.Made.Fact, c.Made.Position) is { } text) commitments.Add((text, c.Due));
        var reasons = await register.Words(decision.Fact, decision.Position) ?? "";
        var state = file.Grant is { } number ? known.Grants[number].StateOn(decision.Fact.Effective) : null;
        var head = LetterHead.From(configuration, settings);
        if (known.SchemeOn(decision.Recorded) is { } scheme) head = head with { AppealDays = scheme.AppealDays };
        var onAppeal = decision.Fact.Act is RegisterAct.AppealDecided;
        var letter = new DecisionLetter(
            file.Id.ToString(), decision.Recorded, [.. new[] { holder?.Name, holder?.Address, holder?.Postcode }.OfType<string>()], holder?.Name ?? "", file.Opened.Event?.Value ?? holder?.Holder.Value ?? "",
            reader[onAppeal ? "letter.panel" : "letter.committee"], $"{file.Opened.Charter}", outcome, (await people.Find(decision.Fact.By))?.DisplayName ?? "", reader[onAppeal ? "letter.forPanel" : "letter.forCommittee"])
        {
            Number = file.Grant,
            Level = state?.Level,
            From = state?.From,
            Until = state?.Until,
            Reasons = reasons.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Commitments = commitments,
            Check = file.Grant is { } granted && await label.MayBeShown() ? new(settings.PublicUrl, $"label/{granted}") : null,
        };
        return letter.ToPdf(head, reader);
    }

    private static LetterOutcome? OutcomeOf(Application file, RegisterAct act) => act switch
    {
        RegisterAct.Decided { Outcome: Outcome.Granted } => file.Opened.Renews is null ? LetterOutcome.Granted : LetterOutcome.Renewed,
        RegisterAct.Decided { Outcome: Outcome.GrantedWithReserve } => LetterOutcome.GrantedWithReserve,
        RegisterAct.Decided { Outcome: Outcome.Adjourned } => LetterOutcome.Adjourned,
        RegisterAct.Decided { Outcome: Outcome.Refused } => LetterOutcome.Refused,
        RegisterAct.AppealDecided { Allowed: true } => LetterOutcome.AppealUpheld,
        RegisterAct.AppealDecided => LetterOutcome.AppealDismissed,
        _ => null,
    };
}
