using EssLedger.Core.Identifiers;

namespace EssLedger.Store.Sqlite;

/// <summary>The register of participants in the same file as the books, in a table of its own.</summary>
public sealed class SqliteParticipantStore(SqliteDatabase database) : IParticipantStore
{
    public Task KeepAsync(Participant participant, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = ParticipantRows.Keep;
        foreach (var (i, value) in ParticipantRows.Values(participant).Index()) command.Parameters.AddWithValue($"${i + 1}", value ?? DBNull.Value);
        command.ExecuteNonQuery();
        return Task.CompletedTask;
    }

    public Task<Participant?> FindAsync(ParticipantId id, CancellationToken cancellationToken) => Find("id", id.Value);

    public Task<Participant?> FindAsync(HolderId holder, CancellationToken cancellationToken) => Find("holder", holder.Value);

    public Task<IReadOnlyList<Participant>> ListAsync(CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"{ParticipantRows.Select} order by id";
        using var reader = command.ExecuteReader();
        var participants = new List<Participant>();
        while (reader.Read()) participants.Add(ParticipantRows.Read(reader));
        return Task.FromResult<IReadOnlyList<Participant>>(participants);
    }

    private Task<Participant?> Find(string column, string value)
    {
        using var connection = database.Open();
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // The column is one of two constants.
        command.CommandText = $"{ParticipantRows.Select} where {column} = $value";
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$value", value);
        using var reader = command.ExecuteReader();
        return Task.FromResult(reader.Read() ? ParticipantRows.Read(reader) : null);
    }
}
