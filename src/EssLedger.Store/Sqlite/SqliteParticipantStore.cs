using EssLedger.Core.Identifiers;
using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>The register of participants in the same file as the books, in a table of its own.</summary>
public sealed class SqliteParticipantStore(SqliteDatabase database) : IParticipantStore
{
    private const string Select = """
        select id, holder, name, commune, rna, address, postcode, latitude, longitude, website, hours, description, email, in_directory, partial_diffusion
        from participant
        """;

    public Task KeepAsync(Participant participant, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            insert into participant (id, holder, name, commune, rna, address, postcode, latitude, longitude, website, hours, description, email, in_directory, partial_diffusion)
            values ($id, $holder, $name, $commune, $rna, $address, $postcode, $latitude, $longitude, $website, $hours, $description, $email, $in_directory, $partial_diffusion)
            on conflict (id) do update set name = excluded.name, commune = excluded.commune, rna = excluded.rna, address = excluded.address, postcode = excluded.postcode,
                latitude = excluded.latitude, longitude = excluded.longitude, website = excluded.website, hours = excluded.hours, description = excluded.description,
                email = excluded.email, in_directory = excluded.in_directory, partial_diffusion = excluded.partial_diffusion
            """;
        (string Name, object? Value)[] parameters =
        [
            ("$id", participant.Id.Value), ("$holder", participant.Holder.Value), ("$name", participant.Name), ("$commune", participant.Commune),
            ("$rna", participant.Rna?.Value), ("$address", participant.Address), ("$postcode", participant.Postcode),
            ("$latitude", participant.Place?.Latitude), ("$longitude", participant.Place?.Longitude), ("$website", participant.Website?.ToString()),
            ("$hours", participant.Hours), ("$description", participant.Description), ("$email", participant.Email),
            ("$in_directory", participant.InDirectory), ("$partial_diffusion", participant.PartialDiffusion),
        ];
        foreach (var (name, value) in parameters) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public Task<Participant?> FindAsync(ParticipantId id, CancellationToken cancellationToken) => Find("id", id.Value);

    public Task<Participant?> FindAsync(HolderId holder, CancellationToken cancellationToken) => Find("holder", holder.Value);

    public Task<IReadOnlyList<Participant>> ListAsync(CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"{Select} order by id";
        using var reader = command.ExecuteReader();
        var participants = new List<Participant>();
        while (reader.Read()) participants.Add(Read(reader));
        return Task.FromResult<IReadOnlyList<Participant>>(participants);
    }

    private Task<Participant?> Find(string column, string value)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The column is one of two constants.
        command.CommandText = $"{Select} where {column} = $value";
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$value", value);
        using var reader = command.ExecuteReader();
        return Task.FromResult(reader.Read() ? Read(reader) : null);
    }

    private static Participant Read(SqliteDataReader row) => new(
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

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
