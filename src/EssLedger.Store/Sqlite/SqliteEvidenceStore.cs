using System.Runtime.CompilerServices;
using EssLedger.Core.Identifiers;
using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>Evidence in the same file as the books, in tables of its own.</summary>
public sealed class SqliteEvidenceStore(SqliteDatabase database) : IEvidenceStore
{
    public Task<EvidenceFile?> BeginAsync(EvidenceFile file, long mostBytes, int mostFiles, CancellationToken cancellationToken) => Write(connection =>
    {
        using var command = Command(connection, $"""
            insert into evidence ({EvidenceRows.Entered})
            select $id, $application, $by, $name, $type, $size, $announced, $criterion, $expires, $visibility, $begun
            where (select coalesce(sum(case when state = 2 then 0 else size end), 0) + $size <= $bytes and count(*) < $files from evidence where application = $application)
            on conflict do nothing
            """, ("$bytes", mostBytes), ("$files", mostFiles));
        foreach (var (name, value) in EvidenceRows.Values(file)) command.Parameters.AddWithValue($"${name}", value);
        command.ExecuteNonQuery();
        return Find(connection, file.Id);
    });

    public Task<EvidenceFile?> FindAsync(EvidenceId id, CancellationToken cancellationToken) => Write(connection => Find(connection, id));

    public Task<IReadOnlyList<EvidenceFile>> ListAsync(LabelApplicationId application, CancellationToken cancellationToken) => Write<IReadOnlyList<EvidenceFile>>(connection =>
    {
        using var command = Command(connection, $"select {EvidenceRows.All} from evidence where application = $application order by id", ("$application", application.Uuid.ToBytes()));
        using var reader = command.ExecuteReader();
        var files = new List<EvidenceFile>();
        while (reader.Read()) files.Add(EvidenceRows.Read(reader));
        return files;
    });

    public Task<bool> AppendAsync(EvidenceId id, long offset, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken) => Write(connection =>
    {
        using var transaction = connection.BeginTransaction();
        using var count = Command(connection, "update evidence set received = received + $length where id = $id and received = $offset and state = 0 and received + $length <= size",
            ("$id", id.Uuid.ToBytes()), ("$offset", offset), ("$length", piece.Length));
        if (count.ExecuteNonQuery() == 0) return false;
        Add(connection, id, offset, piece);
        transaction.Commit();
        return true;
    });

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(EvidenceId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var at = 0L; await Write(connection => Piece(connection, id, at)) is { } piece; at += piece.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return piece;
        }
    }

    private static byte[]? Piece(SqliteConnection connection, EvidenceId id, long at)
    {
        using var command = Command(connection, "select content from evidence_piece where evidence = $id and at = $at", ("$id", id.Uuid.ToBytes()), ("$at", at));
        return (byte[]?)command.ExecuteScalar();
    }

    public Task<bool> SettleAsync(EvidenceFile settled, byte[]? content, CancellationToken cancellationToken) => Write(connection =>
    {
        using var transaction = connection.BeginTransaction();
        using var settle = Command(connection, "update evidence set state = $state, media_type = $type, kept_size = $size, kept = $kept, refusal = $refusal where id = $id and state = 0",
            ("$id", settled.Id.Uuid.ToBytes()), ("$state", (int)settled.State), ("$type", settled.MediaType), ("$size", settled.KeptSize),
            ("$kept", settled.Kept?.ToBytes()), ("$refusal", settled.Refusal));
        if (settle.ExecuteNonQuery() == 0) return false;
        if (settled.State is EvidenceState.Refused || content is not null)
        {
            using var drop = Command(connection, "delete from evidence_piece where evidence = $id", ("$id", settled.Id.Uuid.ToBytes()));
            drop.ExecuteNonQuery();
        }
        foreach (var (at, piece) in EvidenceRows.Pieces(content)) Add(connection, settled.Id, at, piece);
        transaction.Commit();
        return true;
    });

    private static void Add(SqliteConnection connection, EvidenceId id, long at, ReadOnlyMemory<byte> piece)
    {
        using var add = Command(connection, "insert into evidence_piece (evidence, at, content) values ($id, $at, $content)", ("$id", id.Uuid.ToBytes()), ("$at", at), ("$content", piece.ToArray()));
        add.ExecuteNonQuery();
    }

    public Task EraseAsync(EvidenceId id, CancellationToken cancellationToken) => Write(connection =>
    {
        using var command = Command(connection, "delete from evidence where id = $id", ("$id", id.Uuid.ToBytes()));
        return command.ExecuteNonQuery();
    });

    public Task<int> DropUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken) => Write(connection =>
    {
        using var command = Command(connection, "delete from evidence where begun_at < $before and state <> 1", ("$before", before.ToUnixTimeMilliseconds()));
        return command.ExecuteNonQuery();
    });

    private static EvidenceFile? Find(SqliteConnection connection, EvidenceId id)
    {
        using var command = Command(connection, $"select {EvidenceRows.All} from evidence where id = $id", ("$id", id.Uuid.ToBytes()));
        using var reader = command.ExecuteReader();
        return reader.Read() ? EvidenceRows.Read(reader) : null;
    }

    private Task<T> Write<T>(Func<SqliteConnection, T> work)
    {
        try
        {
            using var connection = database.Open();
            return Task.FromResult(work(connection));
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException("Evidence cannot be reached.", e);
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Our own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
