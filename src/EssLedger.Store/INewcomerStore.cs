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

/// <summary>Who came from where: what makes an import go on where it was stopped, and the same file change nothing. Personal data, apart from the books.</summary>
public interface INewcomerStore
{
    /// <summary>Enters some, not done; a reference that is known stays as it is.</summary>
    Task BeginAsync(IReadOnlyList<Newcomer> newcomers, CancellationToken cancellationToken);

    /// <summary>Says that these are here with all that belongs to them.</summary>
    Task DoneAsync(IReadOnlyList<AccountId> accounts, CancellationToken cancellationToken);

    /// <summary>All of one source; null: of every one.</summary>
    Task<IReadOnlyList<Newcomer>> AllAsync(string? source, CancellationToken cancellationToken);

    /// <summary>Forgets a person's.</summary>
    Task EraseAsync(PersonId person, CancellationToken cancellationToken);
}
