using System.Runtime.CompilerServices;
using EssLedger.Core.Identifiers;
using Npgsql;

namespace EssLedger.Store.Postgres;

/// <summary>Evidence in the same database as the books, in tables of its own.</summary>
public sealed class PostgresEvidenceStore(PostgresDatabase database) : IEvidenceStore
{
    public Task<EvidenceFile?> BeginAsync(EvidenceFile file, long mostBytes, int mostFiles, CancellationToken cancellationToken) => Work(async connection =>
    {
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            // A statement's snapshot is taken before it waits for anything: hence the lock in one of its own.
            await using (var turn = Command(connection, "select pg_advisory_xact_lock(hashtextextended('evidence ' || $1, 0))", file.Application.ToString())) await turn.ExecuteNonQueryAsync(cancellationToken);
            await using var command = Command(connection, $"""
                insert into evidence ({EvidenceRows.Entered})
                select $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
                where (select coalesce(sum(case when state = 2 then 0 else size end), 0) + $6 <= $12 and count(*) < $13 from evidence where application = $2)
                on conflict do nothing
                """, [.. EvidenceRows.Values(file).Select(v => v.Value), mostBytes, mostFiles]);
            await command.ExecuteNonQueryAsync(cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        return await Find(connection, file.Id, cancellationToken);
    }, cancellationToken);

    public Task<EvidenceFile?> FindAsync(EvidenceId id, CancellationToken cancellationToken) => Work(connection => Find(connection, id, cancellationToken), cancellationToken);

    public Task<IReadOnlyList<EvidenceFile>> ListAsync(LabelApplicationId application, CancellationToken cancellationToken) => Work<IReadOnlyList<EvidenceFile>>(async connection =>
    {
        await using var command = Command(connection, $"select {EvidenceRows.All} from evidence where application = $1 order by id", application.Uuid.ToBytes());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var files = new List<EvidenceFile>();
        while (await reader.ReadAsync(cancellationToken)) files.Add(EvidenceRows.Read(reader));
        return files;
    }, cancellationToken);

    public Task<bool> AppendAsync(EvidenceId id, long offset, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken) => Work(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var count = Command(connection, "update evidence set received = received + $3 where id = $1 and received = $2 and state = 0 and received + $3 <= size", id.Uuid.ToBytes(), offset, (long)piece.Length);
        if (await count.ExecuteNonQueryAsync(cancellationToken) == 0) return false;
        await Add(connection, id, offset, piece, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }, cancellationToken);

    public async IAsyncEnumerable<ReadOnlyMemory<byte>> ReadAsync(EvidenceId id, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // A connection for each piece: whoever reads slowly keeps none from others.
        for (var at = 0L; await Work(connection => Piece(connection, id, at, cancellationToken), cancellationToken) is { } piece; at += piece.Length) yield return piece;
    }

    private static async Task<byte[]?> Piece(NpgsqlConnection connection, EvidenceId id, long at, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, "select content from evidence_piece where evidence = $1 and at = $2", id.Uuid.ToBytes(), at);
        return (byte[]?)await command.ExecuteScalarAsync(cancellationToken);
    }

    public Task<bool> SettleAsync(EvidenceFile settled, byte[]? content, CancellationToken cancellationToken) => Work(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await using var settle = Command(connection, "update evidence set state = $2, media_type = $3, kept_size = $4, kept = $5, refusal = $6 where id = $1 and state = 0",
            settled.Id.Uuid.ToBytes(), (int)settled.State, settled.MediaType, settled.KeptSize, settled.Kept?.ToBytes(), settled.Refusal);
        if (await settle.ExecuteNonQueryAsync(cancellationToken) == 0) return false;
        if (settled.State is EvidenceState.Refused || content is not null)
        {
            await using var drop = Command(connection, "delete from evidence_piece where evidence = $1", settled.Id.Uuid.ToBytes());
            await drop.ExecuteNonQueryAsync(cancellationToken);
        }
        foreach (var (at, piece) in EvidenceRows.Pieces(content)) await Add(connection, settled.Id, at, piece, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }, cancellationToken);

    private static async Task Add(NpgsqlConnection connection, EvidenceId id, long at, ReadOnlyMemory<byte> piece, CancellationToken cancellationToken)
    {
        await using var add = Command(connection, "insert into evidence_piece (evidence, at, content) values ($1, $2, $3)", id.Uuid.ToBytes(), at, piece);
        await add.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task EraseAsync(EvidenceId id, CancellationToken cancellationToken) => Work(async connection =>
    {
        await using var command = Command(connection, "delete from evidence where id = $1", id.Uuid.ToBytes());
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }, cancellationToken);

    public Task<int> DropUnfinishedAsync(DateTimeOffset before, CancellationToken cancellationToken) => Work(async connection =>
    {
        await using var command = Command(connection, "delete from evidence where begun_at < $1 and state <> 1", before.ToUnixTimeMilliseconds());
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }, cancellationToken);

    private static async Task<EvidenceFile?> Find(NpgsqlConnection connection, EvidenceId id, CancellationToken cancellationToken)
    {
        await using var command = Command(connection, $"select {EvidenceRows.All} from evidence where id = $1", id.Uuid.ToBytes());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? EvidenceRows.Read(reader) : null;
    }

    private async Task<T> Work<T>(Func<NpgsqlConnection, Task<T>> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
            return await work(connection);
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            throw new StoreUnavailableException("Evidence cannot be reached.", e);
        }
    }

    private static NpgsqlCommand Command(NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
#pragma warning disable CA2100 // Our own text.
        var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        return command;
    }
}
