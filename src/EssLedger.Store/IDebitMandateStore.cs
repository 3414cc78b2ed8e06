using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>Members' SEPA mandates with their bank accounts: personal data, apart from the books.</summary>
public interface IDebitMandateStore
{
    /// <summary>Enters one.</summary>
    /// <returns>False: it is known, or another has its reference.</returns>
    Task<bool> EnterAsync(DebitMandate mandate, CancellationToken cancellationToken);

    /// <summary>Says whether one may be used from now on. One that was ended stays so.</summary>
    /// <returns>False: there is none, or it was ended.</returns>
    Task<bool> SetAsync(DebitMandateId id, DebitMandateState state, string? why, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>A debit of that day was collected under these.</summary>
    Task UseAsync(IReadOnlyList<DebitMandateId> ids, DateOnly day, CancellationToken cancellationToken);

    /// <summary>The one of an id; null: there is none, or it is erased.</summary>
    Task<DebitMandate?> FindAsync(DebitMandateId id, CancellationToken cancellationToken);

    /// <summary>Those of an account, or all: in the order of their references.</summary>
    Task<IReadOnlyList<DebitMandate>> ListAsync(AccountId? account, CancellationToken cancellationToken);

    /// <summary>Removes all of an account.</summary>
    Task EraseAsync(AccountId account, CancellationToken cancellationToken);
}
