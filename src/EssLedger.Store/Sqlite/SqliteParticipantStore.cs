using EssLedger.Core.Identifiers;

namespace EssLedger.Store.Sqlite;

/// <summary>The register of participants in the same file as the books, in a table of its own.</summary>
public sealed class SqliteParticipantStore(SqliteDatabase database) : IParticipantStore
{
    public Task KeepAsync(Participant participant, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            insert into participant (id, holder, name, commune) values ($id, $holder, $name, $commune)
            on conflict (id) do update set name = excluded.name, commune = excluded.commune
            """;
        command.Parameters.AddWithValue("$id", participant.Id.Value);
        command.Parameters.AddWithValue("$holder", participant.Holder.Value);
        command.Parameters.AddWithValue("$name", participant.Name);
        command.Parameters.AddWithValue("$commune", (object?)participant.Commune ?? DBNull.Value);
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public Task<Participant?> FindAsync(ParticipantId id, CancellationToken cancellationToken) => Find("id", id.Value);

    public Task<Participant?> FindAsync(HolderId holder, CancellationToken cancellationToken) => Find("holder", holder.Value);

    private Task<Participant?> Find(string column, string value)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The column is one of two constants.
        command.CommandText = $"select id, holder, name, commune from participant where {column} = $value";
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$value", value);
        using var reader = command.ExecuteReader();
        return Task.FromResult(!reader.Read() ? null : new Participant(
            ParticipantId.Parse(reader.GetString(0)), HolderId.TryParse(reader.GetString(1), out var holder) ? holder : throw new FormatException("No holder id."),
            reader.GetString(2), reader.IsDBNull(3) ? null : reader.GetString(3)));
    }
}
