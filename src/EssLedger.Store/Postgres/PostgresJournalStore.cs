using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Transparency;
using Npgsql;
using NpgsqlTypes;

namespace EssLedger.Store.Postgres;

/// <summary>A book in PostgreSQL. A batch is one call of the function <c>{book}_append</c>: one round trip, and the head is locked inside the server only,
/// never while this process might sleep.</summary>
/// <param name="database">The database, already migrated.</param>
/// <param name="book">Which book: <c>currency</c> or <c>label</c>.</param>
public sealed class PostgresJournalStore(PostgresDatabase database, string book) : IJournalStore, IDisposable
{
    private const int PageSize = 1000;
    private const string EntryColumns = "e.position, e.committed_at, e.hash, e.body";
    private readonly SemaphoreSlim _turn = new(1, 1);
    private Writer? _writer;

    public async Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            var answers = new Appended[drafts.Count];
            var placed = false;
            for (var from = 0; from < drafts.Count;)
            {
                var to = EndOfPiece(drafts, from);
                try
                {
                    placed |= await AppendPiece(drafts, from, to, answers);
                }
                catch (StoreUnavailableException e) when (placed)
                {
                    throw new OutcomeUnknownException($"A part of a batch stands in the {book} book, a part does not.", e);
                }
                from = to;
            }
            return answers;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Up to where no draft conflicts with one before it in the same batch: the function compares drafts with the book, not with each other.</summary>
    private static int EndOfPiece(IReadOnlyList<Draft> drafts, int from)
    {
        var claims = new HashSet<Claim>();
        var turns = new HashSet<Turn>();
        var set = new HashSet<string>();
        for (var i = from; i < drafts.Count; i++)
        {
            var draft = drafts[i];
            if (draft.MustBeOpen.Any(set.Contains) || (draft.Turn is { } turn && !turns.Add(turn)) || (draft.Sets is { } sets && !set.Add(sets.Subject))) return i;
            foreach (var claim in draft.Claims)
                if (!claims.Add(claim)) return i;
        }
        return drafts.Count;
    }

    /// <summary>Calls until every draft is placed or found in conflict; says whether any was placed.</summary>
    private async Task<bool> AppendPiece(IReadOnlyList<Draft> drafts, int from, int to, Appended[] answers)
    {
        var rest = Enumerable.Range(from, to - from).ToList();
        while (rest.Count > 0)
        {
            var placed = true;
            var left = new List<int>();
            var answered = new HashSet<int>();
            await Write(async writer =>
            {
                await using var reader = await writer.Append(rest.ConvertAll(i => drafts[i]));
                while (await reader.ReadAsync())
                {
                    var index = rest[reader.GetInt32(0) - 1];
                    placed = reader.IsDBNull(1);
                    answers[index] = placed ? new Appended.Placed(EntryOf(reader, drafts[index])) : Conflict(reader, drafts[index]);
                    answered.Add(index);
                }
            });
            if (placed) return true;
            rest.RemoveAll(answered.Contains);
        }
        return false;
    }

    private static Entry EntryOf(NpgsqlDataReader reader, Draft draft) => new(
        new(reader.GetInt64(3)), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)), Digest.FromBytes(reader.GetFieldValue<byte[]>(5)), draft.Body);

    private static Appended Conflict(NpgsqlDataReader reader, Draft draft) => reader.GetString(1) switch
    {
        "not_open" => new Appended.NotOpen(draft.MustBeOpen[ElementOf(reader, draft, d => d.MustBeOpen.Count)]),
        _ when reader.GetBoolean(6) => new Appended.Placed(EntryOf(reader, draft)) { Again = true },
        "stale" => new Appended.Stale(),
        _ => new Appended.Taken(draft.Claims[ElementOf(reader, draft, d => d.Claims.Count)], new(reader.GetInt64(3))),
    };

    private static int ElementOf(NpgsqlDataReader reader, Draft draft, Func<Draft, int> count) =>
        reader.GetInt32(2) is var index && index >= 1 && index <= count(draft) ? index - 1 : throw new BrokenBookException("The append function names an element that was not given.");

    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> KeepReceiptsAsync(IReadOnlyList<(Position Position, ReadOnlyMemory<byte> Receipt)> receipts, CancellationToken cancellationToken)
    {
        var first = receipts.DistinctBy(r => r.Position).ToList();
        var positions = first.ConvertAll(r => r.Position.Value).ToArray();
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            await using var batch = new NpgsqlBatch(connection);
            // Two statements in one round trip, each with its own view: the second sees what others kept before the first.
            batch.BatchCommands.Add(new($"insert into {book}_receipt (position, content) select * from unnest($1, $2) on conflict do nothing")
            {
                Parameters = { new() { Value = positions }, new() { Value = first.ConvertAll(r => r.Receipt).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea } },
            });
            batch.BatchCommands.Add(new($"select position, content from {book}_receipt where position = any($1)") { Parameters = { new() { Value = positions } } });
            await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
            var kept = new Dictionary<long, ReadOnlyMemory<byte>>();
            while (await reader.ReadAsync(cancellationToken)) kept[reader.GetInt64(0)] = reader.GetFieldValue<byte[]>(1);
            return [.. receipts.Select(r => kept[r.Position.Value])];
        }
        catch (NpgsqlException e)
        {
            throw new StoreUnavailableException("Receipts cannot be kept now.", e);
        }
    }

    /// <summary>Runs a statement on the one connection that writes, and tells the three outcomes apart: done, not done, unknown.</summary>
    private async Task Write(Func<Writer, Task> work)
    {
        try
        {
            _writer ??= await Writer.Open(database, book);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StoreUnavailableException($"The {book} book cannot be reached.", e);
        }
        try
        {
            await work(_writer);
        }
        catch (PostgresException e) when (e.InvariantSeverity == "ERROR")
        {
            // The server itself says that the statement, and with it the transaction, came to nothing.
            if (IsOurFault(e)) throw;
            DropWriter();
            throw new StoreUnavailableException($"The {book} book cannot be written: {e.MessageText}", e);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
        {
            DropWriter();
            throw new OutcomeUnknownException($"A commit to the {book} book ended in doubt.", e);
        }
        catch
        {
            DropWriter();
            throw;
        }
    }

    /// <summary>Not of the machine or the moment (connection, rollback, resources, intervention, system), but of the statement.</summary>
    private static bool IsOurFault(PostgresException e) => e.SqlState[..2] is not ("08" or "25" or "40" or "53" or "55" or "57" or "58");

    private void DropWriter()
    {
        _writer?.Dispose();
        _writer = null;
    }

    public async Task<Head> HeadAsync(CancellationToken cancellationToken)
    {
        var last = await Query($"select {EntryColumns} from {book}_entry e order by e.position desc limit 1", ReadEntry, cancellationToken);
        return last is [var entry] ? new(entry.Position, entry.CommittedAt, entry.Hash) : Head.Empty;
    }

    public async IAsyncEnumerable<Entry> ReadAsync(Position after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await Query($"select {EntryColumns} from {book}_entry e where e.position > $1 and e.position <= $2 order by e.position", ReadEntry, cancellationToken, after.Value, after.Value + PageSize);
            foreach (var entry in page) yield return entry;
            if (page.Count < PageSize) yield break;
            after = page[^1].Position;
        }
    }

    public Task<IReadOnlyList<Leaf>> ReadLeavesAsync(Position after, int limit, CancellationToken cancellationToken) => Query(
        $"select position, salt, hash from {book}_entry where position > $1 order by position limit $2",
        reader => new Leaf(new(reader.GetInt64(0)), reader.GetFieldValue<byte[]>(1), Digest.FromBytes(reader.GetFieldValue<byte[]>(2))), cancellationToken, after.Value, limit);

    public Task<IReadOnlyList<Entry>> ReadSubjectAsync(string subject, Position after, int limit, CancellationToken cancellationToken) => Query(
        $"select {EntryColumns} from {book}_subject_entry s join {book}_entry e on e.position = s.position where s.subject = $1 and s.position > $2 order by s.position limit $3",
        ReadEntry, cancellationToken, subject, after.Value, limit);

    public Task<IReadOnlyList<Entry>> ReadSubjectBackAsync(string subject, Position? before, int limit, CancellationToken cancellationToken) => Query(
        $"select {EntryColumns} from {book}_subject_entry s join {book}_entry e on e.position = s.position where s.subject = $1 and s.position < $2 order by s.position desc limit $3",
        ReadEntry, cancellationToken, subject, before?.Value ?? long.MaxValue, limit);

    public async Task<Entry?> FindAsync(Claim claim, CancellationToken cancellationToken) =>
        await Query($"select {EntryColumns} from {book}_claim c join {book}_entry e on e.position = c.position where c.kind = $1 and c.key = $2",
            ReadEntry, cancellationToken, (short)claim.Kind, claim.Key) is [var entry] ? entry : null;

    public Task<IReadOnlyList<Entry>> FindByPrefixAsync(ClaimKind kind, string prefix, CancellationToken cancellationToken) => Query(
        $"select {EntryColumns} from {book}_claim c join {book}_entry e on e.position = c.position where c.kind = $1 and c.key >= $2 and c.key < $3 limit 16",
        ReadEntry, cancellationToken, (short)kind, prefix, prefix + "\uffff");

    public async Task<Entry?> FindAsync(Position position, CancellationToken cancellationToken) =>
        await Query($"select {EntryColumns} from {book}_entry e where e.position = $1", ReadEntry, cancellationToken, position.Value) is [var entry] ? entry : null;

    public async Task<SubjectStatus?> StatusAsync(string subject, CancellationToken cancellationToken) =>
        await Query($"select status from {book}_status where subject = $1", reader => (SubjectStatus)reader.GetInt16(0), cancellationToken, subject) is [var status] ? status : null;

    public async Task<ReadOnlyMemory<byte>?> FindOriginalAsync(Position position, Digest digest, CancellationToken cancellationToken) =>
        await Query($"select content from {book}_original where position = $1 and digest = $2", ReadBytes, cancellationToken, position.Value, digest.ToBytes()) is [var content] ? (ReadOnlyMemory<byte>?)content : null;

    public Task<IReadOnlyList<KeptOriginal>> ReadOriginalsAsync(Position after, Position through, CancellationToken cancellationToken) => Query(
        $"select position, digest, content from {book}_original where position > $1 and position <= $2 order by position, digest",
        reader => new KeptOriginal(new(reader.GetInt64(0)), Digest.FromBytes(reader.GetFieldValue<byte[]>(1)), reader.GetFieldValue<byte[]>(2)), cancellationToken, after.Value, through.Value);

    public async Task<ReadOnlyMemory<byte>?> FindReceiptAsync(Position position, CancellationToken cancellationToken) =>
        await Query($"select content from {book}_receipt where position = $1", ReadBytes, cancellationToken, position.Value) is [var content] ? (ReadOnlyMemory<byte>?)content : null;

    private async Task<IReadOnlyList<T>> Query<T>(string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken, params object[] values)
    {
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
#pragma warning disable CA2100 // The text is ours: only the name of the book is put into it, and that is one of two constants.
            await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
            foreach (var value in values) command.Parameters.Add(new() { Value = value });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellationToken)) rows.Add(read(reader));
            return rows;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException && e is not PostgresException { SqlState: ['4', '2', ..] })
        {
            throw new StoreUnavailableException($"The {book} book cannot be read.", e);
        }
    }

    private static Entry ReadEntry(NpgsqlDataReader reader) => new(
        new(reader.GetInt64(0)), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), Digest.FromBytes(reader.GetFieldValue<byte[]>(2)), reader.GetFieldValue<byte[]>(3));

    private static ReadOnlyMemory<byte> ReadBytes(NpgsqlDataReader reader) => reader.GetFieldValue<byte[]>(0);

    public void Dispose()
    {
        DropWriter();
        _turn.Dispose();
    }

    /// <summary>The one connection that writes, with its prepared call.</summary>
    private sealed class Writer : IDisposable
    {
        private readonly NpgsqlConnection _connection;
        private readonly NpgsqlCommand _append;

        private Writer(NpgsqlConnection connection, NpgsqlCommand append) => (_connection, _append) = (connection, append);

        public static async Task<Writer> Open(PostgresDatabase database, string book)
        {
            var connection = await database.Source.OpenConnectionAsync();
            try
            {
                // Whoever holds the head does so for milliseconds; a wait of seconds means that something is wrong there.
                await using var patience = new NpgsqlCommand("set lock_timeout = '5s'", connection);
                await patience.ExecuteNonQueryAsync();
                var append = new NpgsqlCommand($"select * from {book}_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)", connection);
                foreach (var type in new[]
                {
                    NpgsqlDbType.Bytea, NpgsqlDbType.Bytea, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Integer, NpgsqlDbType.Smallint, NpgsqlDbType.Text,
                    NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Smallint, NpgsqlDbType.Integer, NpgsqlDbType.Bytea, NpgsqlDbType.Bytea,
                }) append.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | type });
                await append.PrepareAsync();
                return new(connection, append);
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }

        public Task<NpgsqlDataReader> Append(List<Draft> drafts)
        {
            var bodies = new ReadOnlyMemory<byte>[drafts.Count];
            var salts = new byte[drafts.Count][];
            List<int> ofSubject = [], ofClaim = [], ofOpen = [], ofOriginal = [];
            List<string> subjects = [], keys = [], open = [], setSubjects = [];
            List<long?> turns = [];
            List<short> kinds = [], statuses = [];
            List<byte[]> digests = [];
            List<ReadOnlyMemory<byte>> contents = [];
            for (var i = 0; i < drafts.Count; i++)
            {
                var draft = drafts[i];
                bodies[i] = draft.Body;
                salts[i] = RandomNumberGenerator.GetBytes(32);
                if (draft.Turn is { } decider && !draft.Subjects.Contains(decider.Subject)) throw new ArgumentException("The decider of a draft is one of its subjects.", nameof(drafts));
                foreach (var subject in draft.Subjects)
                {
                    ofSubject.Add(i + 1);
                    subjects.Add(subject);
                    turns.Add(draft.Turn is { } turn && turn.Subject == subject ? turn.Number : null);
                }
                foreach (var claim in draft.Claims)
                {
                    ofClaim.Add(i + 1);
                    kinds.Add((short)claim.Kind);
                    keys.Add(claim.Key);
                }
                foreach (var subject in draft.MustBeOpen)
                {
                    ofOpen.Add(i + 1);
                    open.Add(subject);
                }
                if (draft.Sets is { } sets)
                {
                    setSubjects.Add(sets.Subject);
                    statuses.Add((short)sets.Status);
                }
                foreach (var original in draft.Originals)
                {
                    ofOriginal.Add(i + 1);
                    digests.Add(original.Digest.ToBytes());
                    contents.Add(original.Content);
                }
            }
            object[] values = [bodies, salts, ofSubject, subjects, turns, ofClaim, kinds, keys, ofOpen, open, setSubjects, statuses, ofOriginal, digests, contents];
            for (var i = 0; i < values.Length; i++) _append.Parameters[i].Value = values[i];
            return _append.ExecuteReaderAsync();
        }

        public void Dispose()
        {
            _append.Dispose();
            // Closed for good, not pooled: what the server still does with its last statement must not meet the next one.
            NpgsqlConnection.ClearPool(_connection);
            _connection.Dispose();
        }
    }
}
