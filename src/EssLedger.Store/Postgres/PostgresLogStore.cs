using EssLedger.Core.Identifiers;
using EssLedger.Core.Transparency;
using Npgsql;
using NpgsqlTypes;

namespace EssLedger.Store.Postgres;

/// <summary>The transparency log of a book in the same database as the book.</summary>
/// <param name="database">The database, already migrated.</param>
/// <param name="book">Which book: <c>currency</c> or <c>label</c>.</param>
public sealed class PostgresLogStore(PostgresDatabase database, string book) : ILogStore
{
    public async Task<KeptCheckpoint?> LatestAsync(CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.Source.CreateCommand($"select size, root, note, at from {book}_checkpoint order by size desc limit 1");
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            return await reader.ReadAsync(cancellationToken) ? ReadCheckpoint(reader) : null;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw CannotRead(e);
        }
    }

    public async Task<IReadOnlyList<KeptCheckpoint>> ReadCheckpointsAsync(long after, int limit, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.Source.CreateCommand($"select size, root, note, at from {book}_checkpoint where size > $1 order by size limit $2");
            command.Parameters.Add(new() { Value = after });
            command.Parameters.Add(new() { Value = limit });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var checkpoints = new List<KeptCheckpoint>();
            while (await reader.ReadAsync(cancellationToken)) checkpoints.Add(ReadCheckpoint(reader));
            return checkpoints;
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw CannotRead(e);
        }
    }

    private static KeptCheckpoint ReadCheckpoint(NpgsqlDataReader reader) =>
        new(reader.GetInt64(0), Digest.FromBytes(reader.GetFieldValue<byte[]>(1)), reader.GetFieldValue<byte[]>(2), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)));

    public async Task<bool> KeepAsync(KeptCheckpoint checkpoint, long builtOn, IReadOnlyList<Tile> tiles, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(checkpoint.Size, builtOn);
        NpgsqlConnection connection;
        try
        {
            connection = await database.Source.OpenConnectionAsync(cancellationToken);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StoreUnavailableException($"The log of the {book} book cannot be reached.", e);
        }
        await using (connection)
        {
            try
            {
                // One round trip and one transaction; the second statement sees what was kept by those whom the first had to wait for.
                await using var batch = new NpgsqlBatch(connection)
                {
                    BatchCommands =
                    {
                        new($"select pg_advisory_xact_lock(hashtext('essledger log'), hashtext('{book}'))"),
                        new($"""
                            with allowed as (select 1 where coalesce((select max(size) from {book}_checkpoint), 0) = $1),
                            kept as (insert into {book}_checkpoint (size, root, note, at) select $2, $3, $4, $5 from allowed returning 1),
                            added as (insert into {book}_tile (level, index, hashes) select t.* from allowed, unnest($6, $7, $8) t)
                            select count(*) from kept
                            """)
                        {
                            Parameters =
                            {
                                new() { Value = builtOn },
                                new() { Value = checkpoint.Size },
                                new() { Value = checkpoint.Root.ToBytes() },
                                new() { Value = checkpoint.Note },
                                new() { Value = checkpoint.At.ToUnixTimeMilliseconds() },
                                new() { Value = tiles.Select(t => (short)t.Id.Level).ToArray() },
                                new() { Value = tiles.Select(t => t.Id.Index).ToArray() },
                                new() { Value = tiles.Select(t => t.ToBytes()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
                            },
                        },
                    },
                };
                await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
                await reader.NextResultAsync(cancellationToken);
                await reader.ReadAsync(cancellationToken);
                return reader.GetInt64(0) == 1;
            }
            catch (PostgresException e) when (e is { InvariantSeverity: "ERROR" } && e.SqlState[..2] is not ("22" or "23" or "42"))
            {
                // The server itself says that the transaction came to nothing.
                throw new StoreUnavailableException($"The log of the {book} book cannot be written: {e.MessageText}", e);
            }
            catch (Exception e) when ((e is NpgsqlException and not PostgresException { InvariantSeverity: "ERROR" }) || e is TimeoutException or IOException)
            {
                throw new OutcomeUnknownException($"A commit to the log of the {book} book ended in doubt.", e);
            }
        }
    }

    public async Task<IReadOnlyList<Tile>> ReadTilesAsync(IReadOnlyList<TileId> ids, CancellationToken cancellationToken)
    {
        var tiles = new Dictionary<TileId, Tile>();
        try
        {
            await using var command = database.Source.CreateCommand($"select t.level, t.index, t.hashes from unnest($1, $2) wanted (level, index) join {book}_tile t using (level, index)");
            command.Parameters.Add(new() { Value = ids.Select(id => (short)id.Level).ToArray() });
            command.Parameters.Add(new() { Value = ids.Select(id => id.Index).ToArray() });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var id = new TileId(reader.GetInt16(0), reader.GetInt64(1));
                tiles[id] = Tile.FromBytes(id, reader.GetFieldValue<byte[]>(2));
            }
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw CannotRead(e);
        }
        return [.. ids.Select(id => tiles.TryGetValue(id, out var tile) ? tile : throw new BrokenLogException($"{id} of the {book} log is missing."))];
    }

    private StoreUnavailableException CannotRead(Exception e) => new($"The log of the {book} book cannot be read.", e);
}
