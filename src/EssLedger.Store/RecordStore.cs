using System.Data.Common;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>The statements, in both databases alike; each says how it runs them.</summary>
public abstract class RecordStore : IRecordStore
{
    private const string Version = "kind, id, version, body, author, at", Person = "kind, id, place, words, person, at", File = "file, kind, id, name, media_type, author, at";

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptRecord>> ListAsync(string kind, CancellationToken cancellationToken) => Query($"""
        select {Version} from record r where kind = $1 and body is not null
            and not exists (select 1 from record n where n.kind = r.kind and n.id = r.id and n.version = r.version + 1) order by id
        """, [kind], ReadVersion, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptRecord>> ListAsync(string kind, DateTimeOffset before, CancellationToken cancellationToken) => Query($"""
        select {Version} from record r where kind = $1 and at < $2 and body is not null
            and not exists (select 1 from record n where n.kind = r.kind and n.id = r.id and n.version > r.version and n.at < $2) order by id
        """, [kind, before.ToUnixTimeMilliseconds()], ReadVersion, cancellationToken);

    /// <inheritdoc/>
    public async Task<KeptRecord?> FindAsync(string kind, string id, CancellationToken cancellationToken) =>
        (await Query($"select {Version} from record where kind = $1 and id = $2 order by version desc limit 1", [kind, id], ReadVersion, cancellationToken)) is [var one] ? one : null;

    /// <inheritdoc/>
    public Task<IReadOnlyList<KeptRecord>> HistoryAsync(string kind, string id, CancellationToken cancellationToken) =>
        Query($"select {Version} from record where kind = $1 and id = $2 order by version desc", [kind, id], ReadVersion, cancellationToken);

    /// <inheritdoc/>
    public async Task<bool> PutAsync(KeptRecord record, CancellationToken cancellationToken) => await Execute($"""
        insert into record ({Version}) select $1, $2, $3, $4, $5, $6
            where $3 = 1 or exists (select 1 from record where kind = $1 and id = $2 and version = $3 - 1) on conflict do nothing
        """, [record.Kind, record.Id, record.Version, (object?)record.Body ?? DBNull.Value, record.By.Value, record.At.ToUnixTimeMilliseconds()], cancellationToken) == 1;

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordPerson>> PersonsAsync(string kind, string? id, CancellationToken cancellationToken) =>
        Query($"select {Person} from record_person where kind = $1 and ($2 = '' or id = $2) order by id, place", [kind, id ?? ""], ReadPerson, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordPerson>> NamingAsync(PersonId person, CancellationToken cancellationToken) =>
        Query($"select {Person} from record_person where person = $1 order by kind, id, place", [person.Value], ReadPerson, cancellationToken);

    /// <inheritdoc/>
    public Task NameAsync(RecordPerson person, CancellationToken cancellationToken) => Execute($"""
        insert into record_person ({Person}) values ($1, $2, $3, $4, $5, $6)
            on conflict (kind, id, place) do update set words = excluded.words, person = excluded.person, at = excluded.at
        """, [person.Kind, person.Id, person.Place, person.Words, (object?)person.Person?.Value ?? DBNull.Value, person.At.ToUnixTimeMilliseconds()], cancellationToken);

    /// <inheritdoc/>
    public Task ForgetAsync(string kind, string id, string? place, CancellationToken cancellationToken) =>
        Execute("delete from record_person where kind = $1 and id = $2 and ($3 = '' or place = $3)", [kind, id, place ?? ""], cancellationToken);

    /// <inheritdoc/>
    public Task AttachAsync(RecordFile file, byte[] content, CancellationToken cancellationToken) => Execute($"insert into record_file ({File}, content) values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing",
        [file.File, file.Kind, file.Id, file.Name, file.MediaType, file.By.Value, file.At.ToUnixTimeMilliseconds(), content], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<RecordFile>> FilesAsync(string kind, string id, CancellationToken cancellationToken) =>
        Query($"select {File} from record_file where kind = $1 and id = $2 order by at, file", [kind, id], ReadFile, cancellationToken);

    /// <inheritdoc/>
    public async Task<(RecordFile File, byte[] Content)?> ReadAsync(string file, CancellationToken cancellationToken) =>
        (await Query($"select {File}, content from record_file where file = $1", [file], row => (ReadFile(row), row.GetFieldValue<byte[]>(7)), cancellationToken)) is [var one] ? one : null;

    /// <inheritdoc/>
    public Task DetachAsync(string file, CancellationToken cancellationToken) => Execute("delete from record_file where file = $1", [file], cancellationToken);

    /// <inheritdoc/>
    public Task EraseAsync(PersonId person, CancellationToken cancellationToken) => Execute("delete from record_person where person = $1", [person.Value], cancellationToken);

    /// <summary>Runs a statement.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<int> Execute(string sql, object[] values, CancellationToken cancellationToken);

    /// <summary>Runs a query.</summary>
    /// <exception cref="StoreUnavailableException">It could not be run.</exception>
    private protected abstract Task<IReadOnlyList<T>> Query<T>(string sql, object[] values, Func<DbDataReader, T> read, CancellationToken cancellationToken);

    private static KeptRecord ReadVersion(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetInt32(2), row.IsDBNull(3) ? null : row.GetString(3), PersonId.Parse(row.GetString(4)), At(row, 5));

    private static RecordPerson ReadPerson(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.IsDBNull(4) ? null : PersonId.Parse(row.GetString(4)), At(row, 5));

    private static RecordFile ReadFile(DbDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), PersonId.Parse(row.GetString(5)), At(row, 6));

    private static DateTimeOffset At(DbDataReader row, int column) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
