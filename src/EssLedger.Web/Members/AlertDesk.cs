using EssLedger.Core.Accounts;
using EssLedger.Core.Alerts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Members;

/// <summary>An entry behind an alert, as far as its reader may see it.</summary>
/// <param name="Position">Where it stands in the currency book.</param>
/// <param name="At">When it was committed (UTC).</param>
/// <param name="Account">In whose history.</param>
/// <param name="Kind">What it is, a stable word: issuance, paid, received, device or opened.</param>
/// <param name="Amount">How much; null: nothing moves, or it is a member's purchase.</param>
/// <param name="With">Whom it was paid to or by; null: nobody, or it is not the reader's to know.</param>
/// <param name="Receipt">Of an issuance kind and reference of its receipt.</param>
public sealed record ShownEntry(Position Position, DateTimeOffset At, AccountId Account, string Kind, Amount? Amount, AccountId? With, string? Receipt);

/// <summary>What people make of alerts. Who handles them sees that money was passed on, how much in all and when; to whom it was paid is seen by the auditor alone,
/// as with every purchase. Nobody is blocked, and nothing is told to anyone, but by a person.</summary>
public sealed class AlertDesk(IAlertStore store, People people, CurrencyBook book, TimeProvider clock)
{
    private static readonly TimeSpan Soon = TermsHistory.Notice + TermsHistory.Notice;

    /// <summary>Somebody takes it up.</summary>
    public async Task<AlertRefusal?> TakeUp(KeptAlert alert, PersonId by) =>
        AlertLog.TakeUp(alert.Last, by, await IsOwn(alert, by)) is { } refusal ? refusal : await Write(alert, null, "", by);

    /// <summary>Whoever has it in hand decides what it is.</summary>
    public async Task<AlertRefusal?> Decide(KeptAlert alert, AlertOutcome outcome, string? reason, PersonId by)
    {
        var words = reason?.Trim() ?? "";
        return AlertLog.Decide(alert.Last, by, await IsOwn(alert, by), words) is { } refusal ? refusal : await Write(alert, outcome, words, by);
    }

    private async Task<AlertRefusal?> Write(KeptAlert alert, AlertOutcome? outcome, string reason, PersonId by) =>
        await store.LogAsync(alert.Number, new((alert.Last?.Number ?? 0) + 1, outcome, reason, by, Now()), default) ? null : AlertRefusal.Overtaken;

    /// <summary>Whether one of the accounts behind it is the person's.</summary>
    public async Task<bool> IsOwn(KeptAlert alert, PersonId person)
    {
        foreach (var account in alert.Alert.Behind.Select(b => b.Account).Append(alert.Alert.Account).Distinct())
            if (await people.Holds(person, account)) return true;
        return false;
    }

    /// <summary>The entries behind it.</summary>
    /// <param name="alert">With what stands behind it.</param>
    /// <param name="purchases">Whether the reader may see what members bought.</param>
    public async Task<IReadOnlyList<ShownEntry>> EntriesOf(Alert alert, bool purchases)
    {
        var shown = new List<ShownEntry>();
        foreach (var (account, position) in alert.Behind)
        {
            // After a restore an entry may be gone; what was found by it stays.
            if (await book.Store.FindAsync(position, default) is not { } entry) continue;
            switch (Codec.Decode(entry.Body))
            {
                case Act.Issued issued:
                    shown.Add(Of(entry, account, "issuance") with { Amount = issued.Legs.FirstOrDefault(leg => leg.To == account)?.Amount, Receipt = await ReceiptOf(issued) });
                    break;
                case Act.Paid paid when paid.Payer == account:
                    shown.Add(Of(entry, account, "paid") with { Amount = purchases ? paid.Amount : null, With = purchases ? paid.Payee : null });
                    break;
                case Act.Paid paid when paid.Payee == account:
                    shown.Add(Of(entry, account, "received") with { Amount = purchases ? paid.Amount : null, With = purchases ? paid.Payer : null });
                    break;
                case Act.KeyAdded or Act.KeyEntered:
                    shown.Add(Of(entry, account, "device"));
                    break;
                case Act.AccountOpened:
                    shown.Add(Of(entry, account, "opened"));
                    break;
            }
        }
        return shown;
    }

    private static ShownEntry Of(Entry entry, AccountId account, string kind) => new(entry.Position, entry.CommittedAt, account, kind, null, null, null);

    private async Task<string?> ReceiptOf(Act.Issued issued) =>
        await book.Store.FindAsync(Claim.BeginningOf(issued.Issuance), default) is { } asked && await book.Store.FindOriginalAsync(asked.Position, issued.Receipt, default) is { } kept
            && EuroReceipt.LinesOf(kept.Span) is var (kind, reference) ? $"{kind} {reference}" : null;

    /// <summary>Sets the terms by which alerts are found, from as soon as every server can know: what was committed before is not judged anew.</summary>
    /// <returns>False: they are not sound, or the reason is missing.</returns>
    public async Task<bool> Set(AlertTerms terms, string? reason, PersonId by)
    {
        if (!terms.IsSound || reason?.Trim() is not { Length: > 0 and <= AlertLog.LongestReason } words) return false;
        var now = Now();
        await store.SetAsync(new(now + Soon, terms, by, now, words), default);
        return true;
    }

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());
}
