using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;
using EssLedger.Web.Badges;

namespace EssLedger.Web.Api;

/// <summary>The stable words under which the outside knows the rules' reasons: the same as in the code, in snake case. Each is in the catalogue of <see cref="Problems"/>.</summary>
public static class Words
{
    public static string Of(Refusal refusal) => Snake(refusal.ToString());
    public static string Of(TreasuryRefusal refusal) => Snake(refusal.ToString());
    public static string Of(CampaignRefusal refusal) => Snake(refusal.ToString());
    public static string Of(Core.Moving.MovingRefusal refusal) => Snake(refusal.ToString());
    public static string Of(Core.MutualCredit.CreditRefusal refusal) => Snake(refusal.ToString());
    public static string Of(LineFault fault) => Snake(fault.ToString());
    public static string Of(PaperRefusal refusal) => Snake(refusal.ToString());
    public static string Of(SlipDoubt doubt) => Snake(doubt.ToString());
    public static string Of(KeyRefusal refusal) => Snake(refusal.ToString());

    public static string Of(CardRefusal refusal) => Snake(refusal.ToString());
    public static string Of(MandateRefusal refusal) => Snake(refusal.ToString());
    public static string Of(Members.ReconversionState state) => Snake(state.ToString());
    public static string Of(Denial denial) => Snake(denial.ToString());
    public static string Of(Means means) => Snake(means.ToString());
    public static string Of(AskRefusal refusal) => Snake(refusal.ToString());
    public static string Of(ScheduleRefusal refusal) => Snake(refusal.ToString());
    public static string Of(RunState state) => Snake(state.ToString());

    public static string Of(Core.Debits.DebitMandateState state) => Snake(state.ToString());

    public static string Of(Limit limit) => Snake(limit.ToString());

    public static string Of(SubjectStatus status) => status switch
    {
        SubjectStatus.Pending => "pending",
        SubjectStatus.Open => "active",
        _ => "closed",
    };

    public static string Of(StatusPurpose purpose) => Snake(purpose.ToString());

    /// <summary>Which kind of movement an act is.</summary>
    public static string KindOf(Act act) => act switch { Act.Paid { Refunds: not null } => "refund", Act.Paid { Reconverts: true } => "reconversion", Act.ReconversionReturned => "reconversion_returned", Act.Paid => "payment", Act.Issued or Act.DebitsCollected or Act.BalancesBrought => "issuance", Act.IssuanceReversed or Act.PartReversed => "issuance_reversed", Act.AllotmentsMade => "allotment", Act.PursesReturned => "purse_return", Act.NotesTakenBack or Act.NotesWithdrawn => "notes", Act.RemainderTaken => "remainder_taken", _ => "other" };

    public static string Of(Vote vote) => Snake(vote.ToString());
    public static string Of(Core.Labels.Outcome outcome) => Snake(outcome.ToString());
    public static string Of(CommitmentState state) => Snake(state.ToString());

    private static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);
}
