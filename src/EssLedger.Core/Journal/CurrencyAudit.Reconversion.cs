using EssLedger.Core.Accounts;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;

namespace EssLedger.Core.Journal;

public sealed partial class CurrencyAudit
{
    private ReconversionHistory _reconversion = ReconversionHistory.Empty;

    private string? Terms(Entry entry, Act.ReconversionTermsSet set)
    {
        if (!IsOffice(set)) return "It is not an act of the treasury.";
        if (set.From < entry.CommittedAt - Skew) return "Terms do not change what has been.";
        if (set.Kinds.ContainsKey(AccountKind.Resident)) return "Only professionals reconvert.";
        _reconversion = new(_reconversion.Changes.Add(set));
        return null;
    }

    private string? Agreement(Act act, bool inForce) =>
        Member(act.Turn!.Value.Subject) is { IsProfessional: true } account && account.AgreementEnded != inForce ? null : "It is no professional's account, or its agreement stands so already.";

    /// <summary>A professional under an agreement pays ordinary money to the office, and the fee is the one that was due when some clock decided it.</summary>
    private string? Reconverts(Entry entry, Act.Paid paid, Account payer)
    {
        if (paid is not { Fee: { } fee, Request: null, Refunds: null, Printed: null, Legs: [{ FromPurse: null, ToPurse: null }] }) return "A reconversion is of ordinary money, with a fee and for nothing else.";
        return Reconverts(entry, payer, paid.Amount, fee);
    }

    /// <summary>Notes are reconverted as units are.</summary>
    private string? Reconverts(Entry entry, Act.NotesReconverted notes) =>
        Member(notes.Account.Value) is { Status: SubjectStatus.Open } payer ? IsOver(entry) ? "The currency had ended." : Reconverts(entry, payer, notes.Notes.Value, notes.Fee) : "The account is not open.";

    private string? Reconverts(Entry entry, Account payer, Amount amount, Amount fee)
    {
        var (endHolds, onlyEnd) = EndHolds(entry);
        if (!payer.IsProfessional && !(endHolds && Moving.WindDown!.PaysResidents)) return "Only professionals reconvert.";
        if (payer.AgreementEnded) return "The account's agreement was ended.";
        if (endHolds && fee == Amount.Zero) return null;
        return !onlyEnd && _reconversion.Between(entry.CommittedAt - Skew, entry.CommittedAt + Skew, payer.Kind!.Value).Any(terms => terms.FeeOf(amount) == fee && amount >= terms.LeastAmount)
            ? null : "The fee is not the one that was due, or the amount is less than a reconversion may be.";
    }
}
