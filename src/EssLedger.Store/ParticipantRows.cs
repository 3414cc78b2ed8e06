using System.Data.Common;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>How a participant stands in a row, in both databases alike.</summary>
internal static class ParticipantRows
{
    private const string All = "id, holder, name, commune, rna, address, postcode, latitude, longitude, website, hours, description, email, in_directory, partial_diffusion";

    public const string Select = $"select {All} from participant";

    public const string Keep = $"""
        insert into participant ({All}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
        on conflict (id) do update set name = excluded.name, commune = excluded.commune, rna = excluded.rna, address = excluded.address, postcode = excluded.postcode,
            latitude = excluded.latitude, longitude = excluded.longitude, website = excluded.website, hours = excluded.hours, description = excluded.description,
            email = excluded.email, in_directory = excluded.in_directory, partial_diffusion = excluded.partial_diffusion
        """;

    public static object?[] Values(Participant participant) =>
    [
        participant.Id.Value, participant.Holder.Value, participant.Name, participant.Commune, participant.Rna?.Value, participant.Address, participant.Postcode,
        participant.Place?.Latitude, participant.Place?.Longitude, participant.Website?.ToString(), participant.Hours, participant.Description, participant.Email,
        participant.InDirectory, participant.PartialDiffusion,
    ];

    public static Participant Read(DbDataReader row) => new(
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

    private static string? Text(DbDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
