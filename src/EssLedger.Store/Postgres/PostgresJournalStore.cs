using System.Collections.Concurrent;
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
    private readonly SemaphoreSlim _turns = new(2, 2);
    private readonly ConcurrentStack<Writer> _idle = new();

    /// <inheritdoc/>
    /// <remarks>One waits for the disk while the other is sent and waits for the head inside the server.</remarks>
    public int Writers => 2;

    public async Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken);
        try
        {
            var answers = new Appended[drafts.Count];
            var placed = false;
            for (var from = 0; from < drafts.Count;)
            {
                var to = EndOfPiece(drafts, from);
                try
                {
                    placed |= await AppendPiece([.. Enumerable.Range(from, to - from)], drafts, answers);
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
            _turns.Release();
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
            if (draft.MustBeOpen.Any(set.Contains) || (draft.Turn is { } turn && !turns.Add(turn)) || (draft.SecondTurn is { } second && !turns.Add(second)) || (draft.Sets is { } sets && !set.Add(sets.Subject))) return i;
            foreach (var claim in draft.Claims)
                if (!claims.Add(claim)) return i;
        }
        return drafts.Count;
    }

    /// <summary>Tries until every draft is placed or found in conflict; says whether any was placed.</summary>
    private async Task<bool> AppendPiece(List<int> rest, IReadOnlyList<Draft> drafts, Appended[] answers)
    {
        for (var fruitless = 0; rest.Count > 0;)
        {
            var batch = rest.ConvertAll(i => drafts[i]);
            if (await Write(writer => writer.Append(batch)) is { } entries)
            {
                for (var i = 0; i < entries.Length; i++) answers[rest[i]] = new Appended.Placed(entries[i]);
                return true;
            }
            var conflicts = await Write(writer => writer.Conflicts(batch));
            foreach (var (index, conflict) in conflicts) answers[rest[index]] = conflict;
            // What was in the way may be gone again (a subject was opened meanwhile), but not time after time.
            fruitless = conflicts.Count == 0 ? fruitless + 1 : 0;
            if (fruitless == 3) throw new BrokenBookException($"The {book} book refuses a batch without a conflict.");
            rest = [.. rest.Where((_, index) => !conflicts.ContainsKey(index))];
        }
        return false;
    }

    public async Task<IReadOnlyList<ReadOnlyMemory<byte>>> KeepReceiptsAsync(IReadOnlyList<(Position Position, ReadOnlyMemory<byte> Receipt)> receipts, CancellationToken cancellationToken)
    {
        // In the order of positions, so that two servers cannot wait for each other.
        var first = receipts.DistinctBy(r => r.Position).OrderBy(r => r.Position).ToList();
        var positions = first.ConvertAll(r => r.Position.Value).ToArray();
        var kept = first.ToDictionary(r => r.Position.Value, r => r.Receipt);
        var mine = await Query($"insert into {book}_receipt (position, content) select * from unnest($1, $2) on conflict do nothing returning position",
            reader => reader.GetInt64(0), cancellationToken, positions, first.ConvertAll(r => r.Receipt.ToArray()).ToArray());
        if (mine.Count < positions.Length)
        {
            // Others were first: theirs stay.
            foreach (var (position, content) in await Query($"select position, content from {book}_receipt where position = any($1)",
                reader => (reader.GetInt64(0), reader.GetFieldValue<byte[]>(1)), cancellationToken, positions.Except(mine).ToArray()))
                kept[position] = content;
        }
        return [.. receipts.Select(r => kept[r.Position.Value])];
    }

    /// <summary>Runs a statement on a connection that writes, and tells the three outcomes apart: done, not done, unknown.</summary>
    private async Task<T> Write<T>(Func<Writer, Task<T>> work)
    {
        Writer writer;
        try
        {
            writer = _idle.TryPop(out var idle) ? idle : await Writer.Open(database, book);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StoreUnavailableException($"The {book} book cannot be reached.", e);
        }
        try
        {
            var result = await work(writer);
            _idle.Push(writer);
            return result;
        }
        catch (Exception e)
        {
            // What the server still does with its last statement must not meet the next one.
            writer.Dispose();
            throw e switch
            {
                // The server itself says that the statement, and with it the transaction, came to nothing.
                PostgresException { InvariantSeverity: "ERROR" } refused when !IsOurFault(refused) => new StoreUnavailableException($"The {book} book cannot be written: {refused.MessageText}", e),
                PostgresException { InvariantSeverity: "ERROR" } => new BrokenBookException($"The {book} book refused a statement: {e.Message}", e),
                NpgsqlException or TimeoutException or IOException => new OutcomeUnknownException($"A commit to the {book} book ended in doubt.", e),
                _ => new BrokenBookException($"A batch for the {book} book could not be sent: {e.Message}", e),
            };
        }
    }

    /// <summary>Not of the machine or the moment (connection, rollback, resources, intervention, system), but of the statement.</summary>
    private static bool IsOurFault(PostgresException e) => e.SqlState[..2] is not ("08" or "25" or "40" or "53" or "55" or "57" or "58");

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

    // A page of positions first, then their entries: a plain join of the two walks the book from its beginning for every page of a busy account.
    public Task<IReadOnlyList<Entry>> ReadSubjectAsync(string subject, Position after, int limit, CancellationToken cancellationToken) => Query(
        $"select {EntryColumns} from (select position from {book}_subject_entry where subject = $1 and position > $2 order by position limit $3) s join {book}_entry e on e.position = s.position and e.position > $2 order by e.position",
        ReadEntry, cancellationToken, subject, after.Value, limit);

    public Task<IReadOnlyList<Entry>> ReadSubjectBackAsync(string subject, Position? before, int limit, CancellationToken cancellationToken) => Query(
        $"select {EntryColumns} from (select position from {book}_subject_entry where subject = $1 and position < $2 order by position desc limit $3) s join {book}_entry e on e.position = s.position and e.position < $2 order by e.position desc",
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

    public Task<IReadOnlyList<KeptReceipt>> ReadReceiptsAsync(Position after, Position through, CancellationToken cancellationToken) => Query(
        $"select position, content from {book}_receipt where position > $1 and position <= $2 order by position",
        reader => new KeptReceipt(new(reader.GetInt64(0)), reader.GetFieldValue<byte[]>(1)), cancellationToken, after.Value, through.Value);

    public async IAsyncEnumerable<IndexRow> ReadIndexAsync(Position after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var (subject, turn, position) in Stream($"select subject, turn, position from {book}_subject_entry where position > $1",
            reader => (reader.GetString(0), reader.IsDBNull(1) ? (long?)null : reader.GetInt64(1), new Position(reader.GetInt64(2))), cancellationToken, after.Value))
        {
            yield return new(IndexTable.Subject, subject, 0, position);
            if (turn is { } number) yield return new(IndexTable.Turn, subject, number, position);
        }
        await foreach (var claim in Stream($"select key, kind, position from {book}_claim where position > $1 order by kind, key",
            reader => new IndexRow(IndexTable.Claim, reader.GetString(0), reader.GetInt16(1), new(reader.GetInt64(2))), cancellationToken, after.Value))
            yield return claim;
    }

    public IAsyncEnumerable<(string Subject, SubjectStatus Status)> ReadStatusesAsync(CancellationToken cancellationToken) =>
        Stream($"select subject, status from {book}_status", reader => (reader.GetString(0), reader.GetInt16(1) is >= 0 and <= 2 and var status ? (SubjectStatus)status : (SubjectStatus)(-1)), cancellationToken);

    /// <summary>Rows as they come, for tables that are larger than memory; there is no limit to how long that may take.</summary>
    private async IAsyncEnumerable<T> Stream<T>(string sql, Func<NpgsqlDataReader, T> read, [EnumeratorCancellation] CancellationToken cancellationToken, params object[] values)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
#pragma warning disable CA2100 // The text is ours: only the name of the book is put into it, and that is one of two constants.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) yield return read(reader);
    }

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
        while (_idle.TryPop(out var writer)) writer.Dispose();
        _turns.Dispose();
    }

    /// <summary>A connection that writes, with its prepared calls.</summary>
    private sealed class Writer : IDisposable
    {
        private readonly NpgsqlConnection _connection;
        private readonly NpgsqlCommand _append, _conflicts;

        private Writer(NpgsqlConnection connection, string book)
        {
            _connection = connection;
            _append = Call($"{book}_append", NpgsqlDbType.Bytea, NpgsqlDbType.Bytea, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Integer, NpgsqlDbType.Smallint,
                NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Smallint, NpgsqlDbType.Integer, NpgsqlDbType.Bytea, NpgsqlDbType.Bytea);
            _conflicts = Call($"{book}_conflicts", NpgsqlDbType.Bytea, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Integer, NpgsqlDbType.Smallint, NpgsqlDbType.Text,
                NpgsqlDbType.Integer, NpgsqlDbType.Text);
        }

        public static async Task<Writer> Open(PostgresDatabase database, string book)
        {
            var connection = await database.Source.OpenConnectionAsync();
            try
            {
                // Whoever holds the head does so for milliseconds; a wait of seconds means that something is wrong there.
                await using var patience = new NpgsqlCommand("set lock_timeout = '5s'", connection);
                await patience.ExecuteNonQueryAsync();
                var writer = new Writer(connection, book);
                await writer._append.PrepareAsync();
                return writer;
            }
            catch
            {
                await connection.DisposeAsync();
                throw;
            }
        }

        private NpgsqlCommand Call(string function, params ReadOnlySpan<NpgsqlDbType> types)
        {
            var command = _connection.CreateCommand();
#pragma warning disable CA2100 // The names are ours.
            command.CommandText = $"select * from {function}({string.Join(", ", Enumerable.Range(1, types.Length).Select(i => $"${i}"))})";
#pragma warning restore CA2100
            foreach (var type in types) command.Parameters.Add(new() { NpgsqlDbType = NpgsqlDbType.Array | type });
            return command;
        }

        /// <summary>The entries of all drafts, or null and nothing is placed: some conflict.</summary>
        public async Task<Entry[]?> Append(List<Draft> drafts)
        {
            var columns = new Columns(drafts);
            Bind(_append, columns.Bodies, columns.Salts, columns.OfSubject, columns.Subjects, columns.Turns, columns.OfClaim, columns.ClaimKinds, columns.ClaimKeys, columns.MustBeOpen,
                columns.StatusSubjects, columns.Statuses, columns.OfOriginal, columns.Digests, columns.Contents);
            try
            {
                await using var reader = await _append.ExecuteReaderAsync();
                var entries = new Entry[drafts.Count];
                var read = 0;
                for (; await reader.ReadAsync(); read++) entries[read] = new(new(reader.GetInt64(0)), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(1)), ReadDigest(reader, 2), drafts[read].Body);
                return read == 0 ? null : entries;
            }
            catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
            {
                return null;
            }
        }

        /// <summary>By the index of a draft, what stands in its way.</summary>
        public async Task<Dictionary<int, Appended>> Conflicts(List<Draft> drafts)
        {
            var columns = new Columns(drafts);
            Bind(_conflicts, columns.Bodies, columns.OfSubject, columns.Subjects, columns.Turns, columns.OfClaim, columns.ClaimKinds, columns.ClaimKeys, columns.OfOpen, columns.MustBeOpen);
            await using var reader = await _conflicts.ExecuteReaderAsync();
            var conflicts = new Dictionary<int, Appended>();
            while (await reader.ReadAsync())
            {
                var index = reader.GetInt32(0) - 1;
                var (draft, what) = (drafts[index], reader.GetString(2));
                conflicts[index] = reader.GetString(1) switch
                {
                    "not_open" => new Appended.NotOpen(what),
                    _ when reader.GetBoolean(6) => new Appended.Placed(new(new(reader.GetInt64(3)), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)), ReadDigest(reader, 5), draft.Body)) { Again = true },
                    "stale" => new Appended.Stale(),
                    _ => new Appended.Taken(draft.Claims.Single(c => $"{(int)c.Kind} {c.Key}" == what), new(reader.GetInt64(3))),
                };
            }
            return conflicts;
        }

        private static void Bind(NpgsqlCommand command, params ReadOnlySpan<object> values)
        {
            for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
        }

        private static Digest ReadDigest(NpgsqlDataReader reader, int column) => Digest.FromBytes(reader.GetFieldValue<byte[]>(column));

        public void Dispose()
        {
            // Closed for good: the pool must not give it to a reader.
            NpgsqlConnection.ClearPool(_connection);
            _connection.Dispose();
        }
    }

    /// <summary>Drafts turned round: a column for each parameter of the functions.</summary>
    private sealed class Columns
    {
        public readonly ReadOnlyMemory<byte>[] Bodies;
        public readonly ReadOnlyMemory<byte>[] Salts;
        public readonly List<int> OfSubject = [], OfClaim = [], OfOpen = [], OfOriginal = [];
        public readonly List<string> Subjects = [], ClaimKeys = [], MustBeOpen = [], StatusSubjects = [];
        public readonly List<long?> Turns = [];
        public readonly List<short> ClaimKinds = [], Statuses = [];
        public readonly List<byte[]> Digests = [];
        public readonly List<ReadOnlyMemory<byte>> Contents = [];

        public Columns(List<Draft> drafts)
        {
            const int saltSize = 32;
            var dice = RandomNumberGenerator.GetBytes(drafts.Count * saltSize);
            Bodies = new ReadOnlyMemory<byte>[drafts.Count];
            Salts = new ReadOnlyMemory<byte>[drafts.Count];
            for (var i = 0; i < drafts.Count; i++)
            {
                var draft = drafts[i];
                Bodies[i] = draft.Body;
                Salts[i] = dice.AsMemory(i * saltSize, saltSize);
                if ((draft.Turn is { } decider && !draft.Subjects.Contains(decider.Subject)) || (draft.SecondTurn is { } other && !draft.Subjects.Contains(other.Subject))) throw new ArgumentException("The decider of a draft is one of its subjects.", nameof(drafts));
                foreach (var subject in draft.Subjects)
                {
                    OfSubject.Add(i + 1);
                    Subjects.Add(subject);
                    Turns.Add(draft.Turn is { } turn && turn.Subject == subject ? turn.Number : draft.SecondTurn is { } second && second.Subject == subject ? second.Number : null);
                }
                foreach (var claim in draft.Claims)
                {
                    OfClaim.Add(i + 1);
                    ClaimKinds.Add((short)claim.Kind);
                    ClaimKeys.Add(claim.Key);
                }
                foreach (var subject in draft.MustBeOpen)
                {
                    OfOpen.Add(i + 1);
                    MustBeOpen.Add(subject);
                }
                if (draft.Sets is { } sets)
                {
                    StatusSubjects.Add(sets.Subject);
                    Statuses.Add((short)sets.Status);
                }
                foreach (var original in draft.Originals)
                {
                    OfOriginal.Add(i + 1);
                    Digests.Add(original.Digest.ToBytes());
                    Contents.Add(original.Content);
                }
            }
        }
    }
}
