using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Transparency;
using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>A book in an SQLite file. Writes go through one connection whose statements stay prepared; reads have connections of their own and never wait for a writer.</summary>
/// <param name="database">The file, already migrated.</param>
/// <param name="book">Which book: <c>currency</c> or <c>label</c>.</param>
/// <param name="clock">The store's clock: the database runs in this process, so it is the process's.</param>
public sealed class SqliteJournalStore(SqliteDatabase database, string book, TimeProvider clock) : IJournalStore, IDisposable
{
    private const int Full = 13, IoError = 10, Busy = 5, Locked = 6, CannotOpen = 14, ReadOnly = 8;
    private const int PageSize = 1000;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Writer? _writer;

    public async Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken) =>
        await Write(writer =>
        {
            var head = writer.ReadHead();
            var answers = new Appended[drafts.Count];
            for (var i = 0; i < drafts.Count; i++)
            {
                answers[i] = writer.Conflict(drafts[i]) ?? new Appended.Placed(writer.Place(drafts[i], head, clock.GetUtcNow()));
                if (answers[i] is Appended.Placed { Entry: var entry } && entry.Position > head.Position) head = new(entry.Position, entry.CommittedAt, entry.Hash);
            }
            return answers;
        }, cancellationToken);

    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> KeepReceiptsAsync(IReadOnlyList<(Position Position, ReadOnlyMemory<byte> Receipt)> receipts, CancellationToken cancellationToken) =>
        await Write(writer => receipts.Select(r => writer.KeepReceipt(r.Position, r.Receipt)).ToArray(), cancellationToken);

    /// <summary>Runs work in one transaction that locks the head first, and tells the three outcomes apart: done, not done, unknown.</summary>
    private async Task<T> Write<T>(Func<Writer, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return WriteUnderLock(work);
        }
        finally
        {
            _turn.Release();
        }
    }

    private T WriteUnderLock<T>(Func<Writer, T> work)
    {
        T result;
        try
        {
            _writer ??= new Writer(database.Open(), book);
            _writer.Begin();
            result = work(_writer);
        }
        catch (Exception e)
        {
            // Nothing is committed; the connection is not trusted again.
            DropWriter();
            if (e is SqliteException { SqliteErrorCode: Full or IoError or Busy or Locked or CannotOpen or ReadOnly })
                throw new StoreUnavailableException($"The {book} book cannot be written.", e);
            throw;
        }
        try
        {
            _writer.Commit();
            return result;
        }
        catch (SqliteException e)
        {
            DropWriter();
            throw new OutcomeUnknownException($"A commit to the {book} book ended in doubt.", e);
        }
    }

    private void DropWriter()
    {
        try
        {
            _writer?.Dispose();
        }
        catch (SqliteException)
        {
            // A broken connection may also fail to close; what matters is that the next write opens a new one.
        }
        _writer = null;
    }

    public Task<Head> HeadAsync(CancellationToken cancellationToken)
    {
        var last = Query($"select position, committed_at, hash, body from {book}_entry order by position desc limit 1").FirstOrDefault();
        return Task.FromResult(last is null ? Head.Empty : new Head(last.Position, last.CommittedAt, last.Hash));
    }

    public async IAsyncEnumerable<Entry> ReadAsync(Position after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var page = Query($"select position, committed_at, hash, body from {book}_entry where position > $after order by position limit {PageSize}", ("$after", after.Value));
            foreach (var entry in page) yield return entry;
            if (page.Count < PageSize) yield break;
            after = page[^1].Position;
        }
    }

    private const string EntryColumns = "e.position, e.committed_at, e.hash, e.body";

    public Task<IReadOnlyList<Leaf>> ReadLeavesAsync(Position after, int limit, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = Command(connection, $"select position, salt, hash from {book}_entry where position > $after order by position limit $limit", [("$after", after.Value), ("$limit", limit)]);
        using var reader = command.ExecuteReader();
        var leaves = new List<Leaf>();
        while (reader.Read()) leaves.Add(new(new(reader.GetInt64(0)), (byte[])reader[1], Digest.FromBytes((byte[])reader[2])));
        return Task.FromResult<IReadOnlyList<Leaf>>(leaves);
    }

    public Task<IReadOnlyList<Entry>> ReadSubjectAsync(string subject, Position after, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Entry>>(Query(
            $"select {EntryColumns} from {book}_subject_entry s join {book}_entry e on e.position = s.position where s.subject = $subject and s.position > $after order by s.position limit $limit",
            ("$subject", subject), ("$after", after.Value), ("$limit", limit)));

    public Task<IReadOnlyList<Entry>> ReadSubjectBackAsync(string subject, Position? before, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Entry>>(Query(
            $"select {EntryColumns} from {book}_subject_entry s join {book}_entry e on e.position = s.position where s.subject = $subject and s.position < $before order by s.position desc limit $limit",
            ("$subject", subject), ("$before", before?.Value ?? long.MaxValue), ("$limit", limit)));

    public Task<Entry?> FindAsync(Claim claim, CancellationToken cancellationToken) =>
        Task.FromResult(Query($"select {EntryColumns} from {book}_claim c join {book}_entry e on e.position = c.position where c.kind = $kind and c.key = $key",
            ("$kind", (int)claim.Kind), ("$key", claim.Key)).FirstOrDefault());

    public Task<IReadOnlyList<Entry>> FindByPrefixAsync(ClaimKind kind, string prefix, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Entry>>(Query(
            $"select {EntryColumns} from {book}_claim c join {book}_entry e on e.position = c.position where c.kind = $kind and c.key >= $prefix and c.key < $end limit 16",
            ("$kind", (int)kind), ("$prefix", prefix), ("$end", prefix + "\uffff")));

    public Task<Entry?> FindAsync(Position position, CancellationToken cancellationToken) =>
        Task.FromResult(Query($"select {EntryColumns} from {book}_entry e where e.position = $position", ("$position", position.Value)).FirstOrDefault());

    public Task<SubjectStatus?> StatusAsync(string subject, CancellationToken cancellationToken) =>
        Task.FromResult(Scalar($"select status from {book}_status where subject = $subject", ("$subject", subject)) is long status ? (SubjectStatus?)status : null);

    public Task<ReadOnlyMemory<byte>?> FindOriginalAsync(Position position, Digest digest, CancellationToken cancellationToken) =>
        Task.FromResult(Scalar($"select content from {book}_original where position = $position and digest = $digest", ("$position", position.Value), ("$digest", digest.ToBytes())) is byte[] content
            ? (ReadOnlyMemory<byte>?)content : null);

    public Task<IReadOnlyList<KeptOriginal>> ReadOriginalsAsync(Position after, Position through, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<KeptOriginal>>(Query(
            $"select position, digest, content from {book}_original where position > $after and position <= $through order by position, digest",
            reader => new KeptOriginal(new(reader.GetInt64(0)), Digest.FromBytes((byte[])reader[1]), (byte[])reader[2]), ("$after", after.Value), ("$through", through.Value)));

    public Task<ReadOnlyMemory<byte>?> FindReceiptAsync(Position position, CancellationToken cancellationToken) =>
        Task.FromResult(Scalar($"select content from {book}_receipt where position = $position", ("$position", position.Value)) is byte[] content ? (ReadOnlyMemory<byte>?)content : null);

    public Task<IReadOnlyList<KeptReceipt>> ReadReceiptsAsync(Position after, Position through, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<KeptReceipt>>(Query(
            $"select position, content from {book}_receipt where position > $after and position <= $through order by position",
            reader => new KeptReceipt(new(reader.GetInt64(0)), (byte[])reader[1]), ("$after", after.Value), ("$through", through.Value)));

    public async IAsyncEnumerable<IndexRow> ReadIndexAsync(Position after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var (table, sql) in new[]
        {
            (IndexTable.Subject, $"select subject, 0, position from {book}_subject_entry where position > $after"),
            (IndexTable.Turn, $"select subject, number, position from {book}_turn where position > $after"),
            (IndexTable.Claim, $"select key, kind, position from {book}_claim where position > $after order by kind, key"),
        })
        {
            await foreach (var row in Stream(sql, reader => new IndexRow(table, reader.GetString(0), reader.GetInt64(1), new(reader.GetInt64(2))), cancellationToken, ("$after", after.Value)))
                yield return row;
        }
    }

    public IAsyncEnumerable<(string Subject, SubjectStatus Status)> ReadStatusesAsync(CancellationToken cancellationToken) =>
        Stream($"select subject, status from {book}_status", reader => (reader.GetString(0), reader.GetInt64(1) is >= 0 and <= 2 and var status ? (SubjectStatus)status : (SubjectStatus)(-1)), cancellationToken);

    private async IAsyncEnumerable<T> Stream<T>(string sql, Func<SqliteDataReader, T> read, [EnumeratorCancellation] CancellationToken cancellationToken, params (string Name, object Value)[] parameters)
    {
        await Task.CompletedTask;
        using var connection = database.Open();
        using var command = Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return read(reader);
        }
    }

    private List<Entry> Query(string sql, params ReadOnlySpan<(string Name, object Value)> parameters) => Query(sql, ReadEntry, parameters);

    private List<T> Query<T>(string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var connection = database.Open();
        using var command = Command(connection, sql, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    private object? Scalar(string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        using var connection = database.Open();
        using var command = Command(connection, sql, parameters);
        return command.ExecuteScalar();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is ours: only the name of the book is put into it, and that is one of two constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }

    private static Entry ReadEntry(SqliteDataReader reader) => new(
        new(reader.GetInt64(0)), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)),
        Digest.FromBytes((byte[])reader[2]), (byte[])reader[3]);

    public void Dispose()
    {
        DropWriter();
        _turn.Dispose();
    }

    /// <summary>The one connection that writes, with its prepared statements.</summary>
    private sealed class Writer : IDisposable
    {
        private readonly SqliteConnection _connection;
        private readonly List<SqliteCommand> _commands = [];
        private readonly SqliteCommand _begin, _commit, _head, _entry, _subject, _turn, _claim, _status, _original, _receipt, _holderOfClaim, _holderOfTurn, _statusOf, _receiptOf;

        public Writer(SqliteConnection connection, string book)
        {
            _connection = connection;
            _begin = Prepare("begin immediate");
            _commit = Prepare("commit");
            _head = Prepare($"select position, committed_at, hash, x'' from {book}_entry order by position desc limit 1");
            _entry = Prepare($"insert into {book}_entry (position, committed_at, hash, salt, body) values ($1, $2, $3, $4, $5)", 5);
            _subject = Prepare($"insert into {book}_subject_entry (subject, position) values ($1, $2)", 2);
            _turn = Prepare($"insert into {book}_turn (subject, number, position) values ($1, $2, $3)", 3);
            _claim = Prepare($"insert into {book}_claim (kind, key, position) values ($1, $2, $3)", 3);
            _status = Prepare($"insert into {book}_status (subject, status) values ($1, $2) on conflict (subject) do update set status = excluded.status", 2);
            _original = Prepare($"insert into {book}_original (position, digest, content) values ($1, $2, $3)", 3);
            _receipt = Prepare($"insert into {book}_receipt (position, content) values ($1, $2) on conflict do nothing", 2);
            _holderOfClaim = Prepare($"select {EntryColumns} from {book}_claim c join {book}_entry e on e.position = c.position where c.kind = $1 and c.key = $2", 2);
            _holderOfTurn = Prepare($"select {EntryColumns} from {book}_turn t join {book}_entry e on e.position = t.position where t.subject = $1 and t.number = $2", 2);
            _statusOf = Prepare($"select status from {book}_status where subject = $1", 1);
            _receiptOf = Prepare($"select content from {book}_receipt where position = $1", 1);
        }

        public void Begin() => _begin.ExecuteNonQuery();
        public void Commit() => _commit.ExecuteNonQuery();

        public Head ReadHead() => Find(_head) is { } last ? new(last.Position, last.CommittedAt, last.Hash) : Head.Empty;

        public Appended? Conflict(Draft draft)
        {
            foreach (var claim in draft.Claims)
                if (Find(_holderOfClaim, (int)claim.Kind, claim.Key) is { } holder)
                    return IsSame(holder, draft) ? new Appended.Placed(holder) { Again = true } : new Appended.Taken(claim, holder.Position);
            if (draft.Turn is { } turn && Find(_holderOfTurn, turn.Subject, turn.Number) is { } other)
                return IsSame(other, draft) ? new Appended.Placed(other) { Again = true } : new Appended.Stale();
            if (draft.SecondTurn is { } second && Find(_holderOfTurn, second.Subject, second.Number) is not null) return new Appended.Stale();
            foreach (var subject in draft.MustBeOpen)
                if (Bind(_statusOf, subject).ExecuteScalar() is not (long)SubjectStatus.Open) return new Appended.NotOpen(subject);
            return null;
        }

        private static bool IsSame(Entry entry, Draft draft) => entry.Body.Span.SequenceEqual(draft.Body.Span);

        public Entry Place(Draft draft, Head head, DateTimeOffset now)
        {
            var position = head.Position.Next;
            var milliseconds = Math.Max(now.ToUnixTimeMilliseconds(), head.CommittedAt.ToUnixTimeMilliseconds());
            var at = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            var hash = Entry.HashOf(head.Hash, position, at, draft.Body.Span);
            Bind(_entry, position.Value, milliseconds, hash.ToBytes(), RandomNumberGenerator.GetBytes(32), draft.Body.ToArray()).ExecuteNonQuery();
            foreach (var subject in draft.Subjects) Bind(_subject, subject, position.Value).ExecuteNonQuery();
            if (draft.Turn is { } turn) Bind(_turn, turn.Subject, turn.Number, position.Value).ExecuteNonQuery();
            if (draft.SecondTurn is { } second) Bind(_turn, second.Subject, second.Number, position.Value).ExecuteNonQuery();
            foreach (var claim in draft.Claims) Bind(_claim, (int)claim.Kind, claim.Key, position.Value).ExecuteNonQuery();
            if (draft.Sets is { } sets) Bind(_status, sets.Subject, (int)sets.Status).ExecuteNonQuery();
            foreach (var original in draft.Originals) Bind(_original, position.Value, original.Digest.ToBytes(), original.Content.ToArray()).ExecuteNonQuery();
            return new(position, at, hash, draft.Body);
        }

        public ReadOnlyMemory<byte> KeepReceipt(Position position, ReadOnlyMemory<byte> receipt) =>
            Bind(_receipt, position.Value, receipt.ToArray()).ExecuteNonQuery() == 1
                ? receipt
                : (byte[])Bind(_receiptOf, position.Value).ExecuteScalar()!;

        private static Entry? Find(SqliteCommand command, params ReadOnlySpan<object> values)
        {
            using var reader = Bind(command, values).ExecuteReader();
            return reader.Read() ? ReadEntry(reader) : null;
        }

        private static SqliteCommand Bind(SqliteCommand command, params ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
            return command;
        }

        private SqliteCommand Prepare(string sql, int parameters = 0)
        {
            var command = Command(_connection, sql, []);
            for (var i = 1; i <= parameters; i++) command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
            _commands.Add(command);
            return command;
        }

        public void Dispose()
        {
            foreach (var command in _commands) command.Dispose();
            // Closed for good, not pooled: an open transaction must not come back.
            SqliteConnection.ClearPool(_connection);
            _connection.Dispose();
        }
    }
}
