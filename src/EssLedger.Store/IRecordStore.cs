using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>A version of something that the City or its partners keep up themselves.</summary>
/// <param name="Kind">What it is, for instance <c>strategy.meeting</c>: 1 … 40 characters.</param>
/// <param name="Id">Its name among those of its kind: 1 … 60 characters.</param>
/// <param name="Version">1, 2, 3 … without a gap.</param>
/// <param name="Body">JSON of the kind's own type, naming nobody; null: it was taken back.</param>
/// <param name="By">Who wrote this version.</param>
/// <param name="At">When, UTC, to the millisecond.</param>
public sealed record KeptRecord(string Kind, string Id, int Version, string? Body, PersonId By, DateTimeOffset At);

/// <summary>Somebody who is named in a record. It has no history, and can be erased without a trace in the record.</summary>
/// <param name="Kind">Of the record.</param>
/// <param name="Id">Of the record.</param>
/// <param name="Place">Where in the record: one for each of its places, 1 … 60 characters.</param>
/// <param name="Words">The name, or more where more is needed.</param>
/// <param name="Person">Whom, where they are known here; with them it is erased.</param>
/// <param name="At">Since when, UTC, to the millisecond.</param>
public sealed record RecordPerson(string Kind, string Id, string Place, string Words, PersonId? Person, DateTimeOffset At);

/// <summary>A file that belongs to a record.</summary>
/// <param name="File">Its own name: random, 1 … 40 characters.</param>
/// <param name="Kind">Of the record.</param>
/// <param name="Id">Of the record.</param>
/// <param name="Name">As whoever brought it calls it.</param>
/// <param name="MediaType">What it is.</param>
/// <param name="By">Who brought it.</param>
/// <param name="At">When, UTC, to the millisecond.</param>
public sealed record RecordFile(string File, string Kind, string Id, string Name, string MediaType, PersonId By, DateTimeOffset At);

/// <summary>Records in versions: nothing is written over, and who changed what and when stays. Apart from them, and erasable, who is named in them and their files.</summary>
public interface IRecordStore
{
    /// <summary>How large a file may be, in bytes.</summary>
    const int LargestFile = 5 * 1024 * 1024;

    /// <summary>The last version of every record of a kind that was not taken back, ordered by id.</summary>
    Task<IReadOnlyList<KeptRecord>> ListAsync(string kind, CancellationToken cancellationToken);

    /// <summary>The same as it stood just before an instant: of every record the last version that was added until then.</summary>
    Task<IReadOnlyList<KeptRecord>> ListAsync(string kind, DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>The last version of a record, also one by which it was taken back; null: there is none.</summary>
    Task<KeptRecord?> FindAsync(string kind, string id, CancellationToken cancellationToken);

    /// <summary>All versions of a record, the newest first.</summary>
    Task<IReadOnlyList<KeptRecord>> HistoryAsync(string kind, string id, CancellationToken cancellationToken);

    /// <summary>Adds a version: the first of a record, or the one after its last.</summary>
    /// <returns>False, and nothing is added: somebody else added one meanwhile, which callers refuse as <c>record_changed</c>.</returns>
    Task<bool> PutAsync(KeptRecord record, CancellationToken cancellationToken);

    /// <summary>Who is named in the records of a kind, or in one of them, ordered by record and place.</summary>
    Task<IReadOnlyList<RecordPerson>> PersonsAsync(string kind, string? id, CancellationToken cancellationToken);

    /// <summary>In which records somebody is named.</summary>
    Task<IReadOnlyList<RecordPerson>> NamingAsync(PersonId person, CancellationToken cancellationToken);

    /// <summary>Names somebody at a place of a record; whoever was named there before is forgotten.</summary>
    Task NameAsync(RecordPerson person, CancellationToken cancellationToken);

    /// <summary>Forgets who is named at a place of a record, or at all of its places.</summary>
    Task ForgetAsync(string kind, string id, string? place, CancellationToken cancellationToken);

    /// <summary>Keeps a file.</summary>
    Task AttachAsync(RecordFile file, byte[] content, CancellationToken cancellationToken);

    /// <summary>The files of a record, oldest first.</summary>
    Task<IReadOnlyList<RecordFile>> FilesAsync(string kind, string id, CancellationToken cancellationToken);

    /// <summary>A file and its content, or null.</summary>
    Task<(RecordFile File, byte[] Content)?> ReadAsync(string file, CancellationToken cancellationToken);

    /// <summary>Removes a file.</summary>
    Task DetachAsync(string file, CancellationToken cancellationToken);

    /// <summary>Forgets wherever somebody is named.</summary>
    Task EraseAsync(PersonId person, CancellationToken cancellationToken);
}
