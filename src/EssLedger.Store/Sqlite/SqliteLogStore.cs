using EssLedger.Core.Identifiers;
using EssLedger.Core.Transparency;
using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>The transparency log of a book in the same file as the book.</summary>
/// <param name="database">The file, already migrated.</param>
/// <param name="book">Which book: <c>currency</c> or <c>label</c>.</param>
public sealed class SqliteLogStore(SqliteDatabase database, string book) : ILogStore
{
    public Task<KeptCheckpoint?> LatestAsync(CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = Command(connection, $"select size, root, note, at from {book}_checkpoint order by size desc limit 1");
        using var reader = command.ExecuteReader();
        return Task.FromResult(reader.Read() ? ReadCheckpoint(reader) : null);
    }

    public Task<IReadOnlyList<KeptCheckpoint>> ReadCheckpointsAsync(long after, int limit, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = Command(connection, $"select size, root, note, at from {book}_checkpoint where size > $after order by size limit $limit", ("$after", after), ("$limit", limit));
        using var reader = command.ExecuteReader();
        var checkpoints = new List<KeptCheckpoint>();
        while (reader.Read()) checkpoints.Add(ReadCheckpoint(reader));
        return Task.FromResult<IReadOnlyList<KeptCheckpoint>>(checkpoints);
    }

    private static KeptCheckpoint ReadCheckpoint(SqliteDataReader reader) =>
        new(reader.GetInt64(0), Digest.FromBytes((byte[])reader[1]), (byte[])reader[2], DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)));

    public Task<bool> KeepAsync(KeptCheckpoint checkpoint, long builtOn, IReadOnlyList<Tile> tiles, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(checkpoint.Size, builtOn);
        var committing = false;
        try
        {
            using var connection = database.Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            using var latest = Command(connection, $"select coalesce(max(size), 0) from {book}_checkpoint");
            if ((long)latest.ExecuteScalar()! != builtOn) return Task.FromResult(false);
            using var keep = Command(connection, $"insert into {book}_checkpoint (size, root, note, at) values ($size, $root, $note, $at)",
                ("$size", checkpoint.Size), ("$root", checkpoint.Root.ToBytes()), ("$note", checkpoint.Note.ToArray()), ("$at", checkpoint.At.ToUnixTimeMilliseconds()));
            keep.ExecuteNonQuery();
            using var insert = Command(connection, $"insert into {book}_tile (level, \"index\", hashes) values ($level, $index, $hashes)", ("$level", 0), ("$index", 0), ("$hashes", Array.Empty<byte>()));
            foreach (var tile in tiles)
            {
                (insert.Parameters[0].Value, insert.Parameters[1].Value, insert.Parameters[2].Value) = (tile.Id.Level, tile.Id.Index, tile.ToBytes());
                insert.ExecuteNonQuery();
            }
            committing = true;
            transaction.Commit();
            return Task.FromResult(true);
        }
        catch (SqliteException e)
        {
            throw committing
                ? new OutcomeUnknownException($"A commit to the log of the {book} book ended in doubt.", e)
                : new StoreUnavailableException($"The log of the {book} book cannot be written.", e);
        }
    }

    public Task<IReadOnlyList<Tile>> ReadTilesAsync(IReadOnlyList<TileId> ids, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = Command(connection, $"select hashes from {book}_tile where level = $level and \"index\" = $index", ("$level", 0), ("$index", 0));
        command.Prepare();
        return Task.FromResult<IReadOnlyList<Tile>>([.. ids.Select(Read)]);

        Tile Read(TileId id)
        {
            (command.Parameters[0].Value, command.Parameters[1].Value) = (id.Level, id.Index);
            return command.ExecuteScalar() is byte[] hashes ? Tile.FromBytes(id, hashes) : throw new BrokenLogException($"{id} of the {book} log is missing.");
        }
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is ours: only the name of the book is put into it, and that is one of two constants.
        command.CommandText = sql;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value);
        return command;
    }
}
