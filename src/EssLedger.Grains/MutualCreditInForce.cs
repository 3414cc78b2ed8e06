using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Payments;
using EssLedger.Store;

namespace EssLedger.Grains;

/// <summary>The mutual credit, as this server knows it from the book.</summary>
public sealed class MutualCreditInForce(CurrencyBook book, PaymentRequests requests)
{
    private const int PageSize = 500;
    private volatile MutualCreditState _known = new();

    /// <summary>All of it, up to the head of the book.</summary>
    public async Task<MutualCreditState> Read()
    {
        var state = _known;
        await foreach (var entry in book.Store.ReadWholeSubjectAsync(MutualCreditState.Subject, state.Position, PageSize)) state = state.Apply(entry, Codec.Decode(entry.Body));
        return _known = state;
    }

    /// <summary>Its unit; null: there is none, as far as this server knows or, where it knows of none, the book.</summary>
    public async ValueTask<Unit?> Unit() => _known.Scheme.Unit ?? (await Read()).Scheme.Unit;

    /// <summary>What the rule must know for an order in a unit that is not the ledger's; null: there is no mutual credit.</summary>
    public async Task<CreditFacts?> For(AccountId payee) => await Unit() is { } unit ? new(unit, await requests.Holding(payee) is { Kind: not null } known ? known : null) : null;
}
