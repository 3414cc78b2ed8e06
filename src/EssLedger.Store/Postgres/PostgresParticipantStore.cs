using EssLedger.Core.Identifiers;
using Npgsql;

namespace EssLedger.Store.Postgres;

/// <summary>The register of participants in the same database as the books, in a table of its own.</summary>
public sealed class PostgresParticipantStore(PostgresDatabase database) : IParticipantStore
{
    private const string Select = """
        select id, holder, name, commune, rna, address, postcode, latitude, longitude, website, hours, description, email, in_directory, partial_diffusion
        from participant
        """;

    public async Task KeepAsync(Participant participant, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("""
            insert into participant (id, holder, name, commune, rna, address, postcode, latitude, longitude, website, hours, description, email, in_directory, partial_diffusion)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
            on conflict (id) do update set name = excluded.name, commune = excluded.commune, rna = excluded.rna, address = excluded.address, postcode = excluded.postcode,
                latitude = excluded.latitude, longitude = excluded.longitude, website = excluded.website, hours = excluded.hours, description = excluded.description,
                email = excluded.email, in_directory = excluded.in_directory, partial_diffusion = excluded.partial_diffusion
            """);
        object?[] values =
        [
            participant.Id.Value, participant.Holder.Value, participant.Name, participant.Commune, participant.Rna?.Value, participant.Address, participant.Postcode,
            participant.Place?.Latitude, participant.Place?.Longitude, participant.Website?.ToString(), participant.Hours, participant.Description, participant.Email,
            participant.InDirectory, participant.PartialDiffusion,
        ];
        foreach (var value in values) command.Parameters.Add(new() { Value = value ?? DBNull.Value });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task<Participant?> FindAsync(ParticipantId id, CancellationToken cancellationToken) => Find("id", id.Value, cancellationToken);

    public Task<Participant?> FindAsync(HolderId holder, CancellationToken cancellationToken) => Find("holder", holder.Value, cancellationToken);

    public async Task<IReadOnlyList<Participant>> ListAsync(CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand($"{Select} order by id collate \"C\"");
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var participants = new List<Participant>();
        while (await reader.ReadAsync(cancellationToken)) participants.Add(Read(reader));
        return participants;
    }

    private async Task<Participant?> Find(string column, string value, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // The column is one of two constants.
        await using var command = database.Source.CreateCommand($"{Select} where {column} = $1");
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? Read(reader) : null;
    }

    private static Participant Read(NpgsqlDataReader row) => new(
        ParticipantId.Parse(row.GetString(0)), HolderId.TryParse(row.GetString(1), out var holder) ? holder : throw new FormatException("No holder id."), row.GetString(2), Text(row, 3))
    {
        Rna = Text(row, 4) is { } rna ? Rna.Parse(rna) : null,
        Address = Text(row, 5),
        Postcode = Text(row, 6),
        Place = row.IsDBNull(7) || row.IsDBNull(8) ? null : new(row.GetDouble(7), row.GetDouble(8)),
        Website = Text(row, 9) is { } website ? new(website) : null,
        Hours = Text(row, 10),
        Description = Text(row, 11),
        Email = Text(row, 12),
        InDirectory = row.GetBoolean(13),
        PartialDiffusion = row.GetBoolean(14),
    };

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
