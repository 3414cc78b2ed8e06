using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>A member who came with a file from another system.</summary>
/// <param name="Source">Which system, in a word of the office.</param>
/// <param name="Reference">Their id there.</param>
/// <param name="Person">Who they are here.</param>
/// <param name="Account">Their account here.</param>
/// <param name="Minor">What they had there, in hundredths.</param>
/// <param name="Done">Whether they are here with all that belongs to them; if not, the next run finishes it.</param>
public sealed record Newcomer(string Source, string Reference, PersonId Person, AccountId Account, long Minor, bool Done);

/// <summary>What a member paid or was paid in the currency before: history, no part of a book here.</summary>
/// <param name="Source">Which system.</param>
/// <param name="Account">Whose account here.</param>
/// <param name="Reference">The payment's id there.</param>
/// <param name="Day">As the old system has it.</param>
/// <param name="Minor">In hundredths: received above zero, paid below.</param>
/// <param name="Other">With whom, in the old system's words; empty: it does not say.</param>
/// <param name="Words">What for; empty: it does not say.</param>
public sealed record FormerPayment(string Source, AccountId Account, string Reference, DateOnly Day, long Minor, string Other, string Words);

/// <summary>Who came from where: what makes an import go on where it was stopped, and the same file change nothing. Personal data, apart from the books.</summary>
public interface INewcomerStore
{
    /// <summary>Enters some, not done; a reference that is known stays as it is.</summary>
    Task BeginAsync(IReadOnlyList<Newcomer> newcomers, CancellationToken cancellationToken);

    /// <summary>Says that these are here with all that belongs to them.</summary>
    Task DoneAsync(IReadOnlyList<AccountId> accounts, CancellationToken cancellationToken);

    /// <summary>All of one source; null: of every one.</summary>
    Task<IReadOnlyList<Newcomer>> AllAsync(string? source, CancellationToken cancellationToken);

    /// <summary>Keeps what members paid before; what is known stays as it is.</summary>
    /// <returns>How many were new.</returns>
    Task<int> RememberAsync(IReadOnlyList<FormerPayment> payments, CancellationToken cancellationToken);

    /// <summary>What an account's member paid and was paid before, the newest first.</summary>
    Task<IReadOnlyList<FormerPayment>> FormerAsync(AccountId account, int most, CancellationToken cancellationToken);

    /// <summary>The ids of all that is kept of a source, with the accounts whose they are.</summary>
    Task<IReadOnlySet<(AccountId Account, string Reference)>> RememberedAsync(string source, CancellationToken cancellationToken);

    /// <summary>Forgets a person's, and what they paid before.</summary>
    Task EraseAsync(PersonId person, CancellationToken cancellationToken);
}
