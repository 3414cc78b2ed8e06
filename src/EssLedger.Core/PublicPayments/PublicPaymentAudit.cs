using EssLedger.Core.Issuance;

namespace EssLedger.Core.Journal;

public sealed partial class CurrencyAudit
{
    private string? PublicAct(Act act) => act switch
    {
        Act.PublicMandateEntered a => _treasury.PublicMandates.All.ContainsKey(a.Mandate) ? "This public mandate was entered before."
            : !IsOpen(a.Terms.Beneficiary) ? "The beneficiary's account is not open."
            : a.Terms.AreSound ? null : "Nothing can be paid under this public mandate.",
        Act.PublicMandateRevoked a => _treasury.PublicMandates.All.GetValueOrDefault(a.Mandate) is not { Revoked: null } ? "There is no such public mandate, or it was taken back before."
            : _treasury.Pending.Values.Any(p => p.Mandate == a.Mandate) ? "Euro that had come under the public mandate waited for their units." : null,
        _ => null,
    };

    /// <summary>Units under a public mandate go to whoever gave it, against a line that the bank booked while it held, and never more than it says. What waits is not yet
    /// among what was paid, and what is decided no longer waits: both are counted once.</summary>
    private string? UnderMandate(Act.IssuanceProposed proposed)
    {
        if (proposed.Mandate is not { } id) return null;
        if (_treasury.PublicMandates.All.GetValueOrDefault(id) is not { Revoked: null } mandate) return "There is no such public mandate, or it was taken back.";
        if (proposed.Source != OfficeAccounts.Suspense || !_treasury.Open.TryGetValue(proposed.Receipt, out var line) || !mandate.Covers(line)) return "No line of a statement brought the euro while the public mandate held.";
        if (mandate.Terms.Beneficiary != proposed.Account) return "Another than the beneficiary of the public mandate is to be credited.";
        return mandate.Paid.Minor + _treasury.Pending.Values.Where(p => p.Mandate == id).Sum(p => p.Amount.Minor) + proposed.Amount.Minor > mandate.Terms.Most.Minor ? "It is more than the public mandate says." : null;
    }
}
