using EssLedger.Core.Identifiers;

namespace EssLedger.Store.Postgres;

/// <summary>The register of participants in the same database as the books, in a table of its own.</summary>
public sealed class PostgresParticipantStore(PostgresDatabase database) : IParticipantStore
{
    public async Task KeepAsync(Participant participant, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand(ParticipantRows.Keep);
        foreach (var value in ParticipantRows.Values(participant)) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<Participant?> FindAsync(ParticipantId id, CancellationToken cancellationToken) => Find("id", id.Value, cancellationToken);

    public Task<Participant?> FindAsync(HolderId holder, CancellationToken cancellationToken) => Find("holder", holder.Value, cancellationToken);

    public async Task<IReadOnlyList<Participant>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand($"{ParticipantRows.Select} order by id collate \"C\"");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var participants = new List<Participant>();
        while (await reader.ReadAsync(cancellationToken)) participants.Add(ParticipantRows.Read(reader));
        return participants;
    }

    private async Task<Participant?> Find(string column, string value, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The column is one of two constants.
        await using var command = database.Source.CreateCommand($"{ParticipantRows.Select} where {column} = $1");
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? ParticipantRows.Read(reader) : null;
    }
}
