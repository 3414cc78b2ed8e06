using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;

namespace EssLedger.Store;

/// <summary>How far a file has come.</summary>
public enum EvidenceState
{
    /// <summary>Pieces of it are still to come, or have come and were not looked at.</summary>
    Arriving = 0,
    /// <summary>It is whole and was found good.</summary>
    Kept = 1,
    /// <summary>It was whole and was not taken; its content is gone.</summary>
    Refused = 2,
}

/// <summary>A file that somebody brings for an application. It lies apart from the label book, which has the digest of what is evidence, and can be erased.</summary>
/// <param name="Id">Version 7.</param>
/// <param name="Application">For which.</param>
/// <param name="By">Who brings it.</param>
/// <param name="Name">The file's name as they call it.</param>
/// <param name="MediaType">As they call it until it is kept, then what it is.</param>
/// <param name="Size">How many bytes they announced.</param>
/// <param name="Announced">The SHA-256 that they announced, if they did.</param>
/// <param name="Criterion">Which criterion of the charter it is to prove; null: none, as a photo taken at a visit.</param>
/// <param name="Expires">The last day (Europe/Paris) on which it proves anything; null: it does not age.</param>
/// <param name="Visibility">Who may see it.</param>
/// <param name="BegunAt">UTC, to the millisecond.</param>
public sealed record EvidenceFile(
    EvidenceId Id, LabelApplicationId Application, PersonId By, string Name, string MediaType, long Size, Digest? Announced, int? Criterion, DateOnly? Expires, Visibility Visibility, DateTimeOffset BegunAt)
{
    /// <summary>How far it has come.</summary>
    public EvidenceState State { get; init; }

    /// <summary>How many bytes have come.</summary>
    public long Received { get; init; }

    /// <summary>How many bytes are kept, which can be fewer than came: a photo's metadata goes.</summary>
    public long KeptSize { get; init; }

    /// <summary>The SHA-256 of what is kept.</summary>
    public Digest? Kept { get; init; }

    /// <summary>Why it was not taken: a code of the API.</summary>
    public string? Refusal { get; init; }
}

/// <summary>Where evidence is kept, in pieces, so that no row and no reader ever holds a whole file.</summary>
public interface IEvidenceStore
{
    /// <summary>The largest piece, in bytes.</summary>
    const int LargestPiece = 256 * 1024;

    /// <summary>Enters a file that is to come; the first entered under an id stays. Files of one application are entered one after the other.</summary>
    /// <param name="file">What is known of it.</param>
    /// <param name="mostBytes">What all files of the application, as announced, may have together, without those refused.</param>
    /// <param name="mostFiles">How many they may be, with those refused.</param>
    /// <returns>The one that is entered; null when it would be too much.</returns>
    Task<EvidenceFile?> BeginAsync(EvidenceFile file, long mostBytes, int mostFiles, CancellationToken cancellationToken);

    /// <summary>A file, or null.</summary>
    Task<EvidenceFile?> FindAsync(EvidenceId id, CancellationToken cancellationToken);

    /// <summary>All files of an application, in the order in which they were entered.</summary>
    Task<IReadOnlyList<EvidenceFile>> ListAsync(LabelApplicationId application, CancellationToken cancellationToken);

    /// <summary>Adds a piece at the end of what has come.</summary>
    /// <param name="id">Of which file.</param>
    /// <param name="offset">How many bytes came before it.</param>
    /// <param name="piece">1 … <see cref="LargestPiece"/> bytes.</param>
    /// <returns>False, and nothing is added: that many have not come, or more have, or the file would be larger than announced, or it is settled.</returns>
    Task<bool> AppendAsync(EvidenceId id, long offset, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken);

    /// <summary>The content, piece by piece.</summary>
    IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(EvidenceId id, CancellationToken cancellationToken);

    /// <summary>Ends the arrival of a file: it is kept with the given content, or refused and without content.</summary>
    /// <param name="settled">The file with its state and what follows from it.</param>
    /// <param name="content">What is kept; null: as it came. (An array, since a null one becomes an empty memory without a word.)</param>
    /// <returns>False when somebody settled it before, or it is gone.</returns>
    Task<bool> SettleAsync(EvidenceFile settled, byte[]? content, CancellationToken cancellationToken);

    /// <summary>Removes a file and all that is known of it.</summary>
    Task EraseAsync(EvidenceId id, CancellationToken cancellationToken);

    /// <summary>Removes what was entered before an instant and is not kept.</summary>
    /// <returns>How many files.</returns>
    Task<int> DropUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken);
}
