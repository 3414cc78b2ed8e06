using EssLedger.Core.Identifiers;

namespace EssLedger.Store.Postgres;

/// <summary>The register of participants in the same database as the books, in a table of its own.</summary>
public sealed class PostgresParticipantStore(PostgresDatabase database) : IParticipantStore
{
    public async Task KeepAsync(Participant participant, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("""
            insert into participant (id, holder, name, commune) values ($1, $2, $3, $4)
            on conflict (id) do update set name = excluded.name, commune = excluded.commune
            """);
        foreach (var value in new object?[] { participant.Id.Value, participant.Holder.Value, participant.Name, participant.Commune })
            command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<Participant?> FindAsync(ParticipantId id, CancellationToken cancellationToken) => Find("id", id.Value, cancellationToken);

    public Task<Participant?> FindAsync(HolderId holder, CancellationToken cancellationToken) => Find("holder", holder.Value, cancellationToken);

    private async Task<Participant?> Find(string column, string value, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The column is one of two constants.
        await using var command = database.Source.CreateCommand($"select id, holder, name, commune from participant where {column} = $1");
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return !await reader.ReadAsync(cancellationToken) ? null : new Participant(
            ParticipantId.Parse(reader.GetString(0)), HolderId.TryParse(reader.GetString(1), out var holder) ? holder : throw new FormatException("No holder id."),
            reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3));
    }
}
