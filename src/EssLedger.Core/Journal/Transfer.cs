using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Journal;

/// <summary>Moves an amount of one unit from one account to another. Being two-sided it cannot create or destroy anything:
/// every unit's accounts sum to zero after each transfer, as they did before it.</summary>
/// <param name="From">Debited.</param>
/// <param name="FromPurse">Debited purse of that account; null for ordinary money.</param>
/// <param name="To">Credited.</param>
/// <param name="ToPurse">Credited purse; null for ordinary money.</param>
/// <param name="Amount">At least one hundredth.</param>
/// <param name="Unit">What is moved.</param>
public sealed record Transfer(AccountId From, PurseId? FromPurse, AccountId To, PurseId? ToPurse, Amount Amount, Unit Unit)
{
    /// <summary>Asserts what every transfer promises, where an entry is made and again where it is read back.</summary>
    /// <exception cref="BrokenBookException">It moves nothing, or moves it nowhere.</exception>
    public static void AssertSound(IEnumerable<Transfer> transfers)
    {
        foreach (var transfer in transfers)
        {
            if (transfer.Amount == Amount.Zero) throw new BrokenBookException("A transfer moves nothing.");
            if (transfer.From == transfer.To) throw new BrokenBookException($"A transfer goes from {transfer.From} to itself.");
        }
    }
}

/// <summary>A promise of our own is broken: the book does not say what a book of ours can say. Work stops; nothing is answered to a customer.</summary>
public sealed class BrokenBookException : Exception
{
    /// <inheritdoc/>
    public BrokenBookException(string message) : base(message) { }
    /// <inheritdoc/>
    public BrokenBookException() { }
    /// <inheritdoc/>
    public BrokenBookException(string message, Exception innerException) : base(message, innerException) { }
}
