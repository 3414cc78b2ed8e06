using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using Npgsql;
using NpgsqlTypes;

namespace EssLedger.Store.Postgres;

/// <summary>The label book's rows in the same database as the books.</summary>
public sealed class PostgresLabelProjection(PostgresDatabase database) : ILabelProjection
{
    public async Task<Projected> AtAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        return await At(connection, "select position, hash from label_projection", cancellationToken);
    }

    private static async Task<Projected> At(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // One of two constants.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return new(new(reader.GetInt64(0)), Digest.FromBytes((byte[])reader[1]));
    }

    public async Task<bool> AdvanceAsync(Projected from, Projected to, IReadOnlyCollection<Grant> grants, IReadOnlyCollection<ParticipantHistory> participants, CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        // Servers that follow at the same time take turns here, and all but the first find that it was done.
        if (await At(connection, "select position, hash from label_projection for update", cancellationToken) != from) return false;
        await Forget(connection, "delete from grant_standing where number = any($1)", [.. grants.Select(g => g.Number.Value)], cancellationToken);
        await Forget(connection, "delete from participant_profile where participant = any($1)", [.. participants.Select(p => p.Id.Value)], cancellationToken);
        await Write(connection, grants, cancellationToken);
        await Write(connection, participants, cancellationToken);
        await Move(connection, to, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private static async Task Forget(NpgsqlConnection connection, string sql, string[] keys, CancellationToken cancellationToken)
    {
#pragma warning disable CA2100 // One of two constants.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        command.Parameters.Add(new() { Value = keys });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private static async Task Write(NpgsqlConnection connection, IReadOnlyCollection<Grant> grants, CancellationToken cancellationToken)
    {
        await using var rows = await connection.BeginBinaryImportAsync("""
            copy grant_standing (number, begun, kind, holder, standing, level, grant_from, term_until, suspended_through, first_day, last_day, known_from, known_until) from stdin (format binary)
            """, cancellationToken);
        foreach (var grant in grants)
        {
            foreach (var (state, first, last, from, until) in grant.Stretches())
            {
                await rows.StartRowAsync(cancellationToken);
                await rows.WriteAsync(grant.Number.Value, cancellationToken);
                await rows.WriteAsync(grant.Begun.Value, cancellationToken);
                await rows.WriteAsync((short)grant.Kind, cancellationToken);
                await rows.WriteAsync(state.Holder.Value, cancellationToken);
                await rows.WriteAsync(state.Standing.Word(), cancellationToken);
                await rows.WriteAsync((short)state.Level, cancellationToken);
                foreach (var day in (DateOnly?[])[state.From, state.Until, state.SuspendedThrough, first, last, from, until]) await WriteDay(rows, day, cancellationToken);
            }
        }
        await rows.CompleteAsync(cancellationToken);
    }

    private static async Task Write(NpgsqlConnection connection, IReadOnlyCollection<ParticipantHistory> participants, CancellationToken cancellationToken)
    {
        await using var rows = await connection.BeginBinaryImportAsync("""
            copy participant_profile (participant, family, filieres, commune, qpv, networks, statuses, tags, accepts_currency, first_day, last_day, known_from, known_until) from stdin (format binary)
            """, cancellationToken);
        foreach (var participant in participants)
        {
            foreach (var (p, first, last, from, until) in participant.Stretches())
            {
                await rows.StartRowAsync(cancellationToken);
                await rows.WriteAsync(participant.Id.Value, cancellationToken);
                await WriteOptional(rows, (short?)p.Family, cancellationToken);
                await WriteOptional(rows, (short?)p.Filieres, cancellationToken);
                if (p.Commune is { } commune) await rows.WriteAsync(commune, cancellationToken);
                else await rows.WriteNullAsync(cancellationToken);
                await WriteOptional(rows, p.Qpv, cancellationToken);
                await WriteOptional(rows, (short?)p.Networks, cancellationToken);
                await WriteOptional(rows, (short?)p.Statuses, cancellationToken);
                await WriteOptional(rows, (short?)p.Tags, cancellationToken);
                await WriteOptional(rows, p.AcceptsCurrency, cancellationToken);
                foreach (var day in (DateOnly?[])[first, last, from, until]) await WriteDay(rows, day, cancellationToken);
            }
        }
        await rows.CompleteAsync(cancellationToken);
    }

    private static Task WriteOptional<T>(NpgsqlBinaryImporter rows, T? value, CancellationToken cancellationToken) where T : struct =>
        value is { } some ? rows.WriteAsync(some, cancellationToken) : rows.WriteNullAsync(cancellationToken);

    private static Task WriteDay(NpgsqlBinaryImporter rows, DateOnly? day, CancellationToken cancellationToken) =>
        day is { } some ? rows.WriteAsync(some, NpgsqlDbType.Date, cancellationToken) : rows.WriteNullAsync(cancellationToken);

    private static async Task Move(NpgsqlConnection connection, Projected to, CancellationToken cancellationToken)
    {
        await using var move = new NpgsqlCommand("update label_projection set position = $1, hash = $2", connection);
        move.Parameters.Add(new() { Value = to.Position.Value });
        move.Parameters.Add(new() { Value = to.Hash.ToBytes() });
        await move.ExecuteNonQueryAsync(cancellationToken);
    }

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.Source.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await At(connection, "select position, hash from label_projection for update", cancellationToken);
        await using (var command = new NpgsqlCommand("delete from grant_standing; delete from participant_profile", connection)) await command.ExecuteNonQueryAsync(cancellationToken);
        await Move(connection, Projected.Nothing, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
    }

    public async Task<IReadOnlyList<Member>> MembersOnAsync(DateOnly day, DateOnly? asKnownOn, CancellationToken cancellationToken)
    {
        await using var command = database.Source.CreateCommand("""
            select g.number, g.kind, g.holder, g.standing, g.level, g.grant_from, g.term_until,
                p.family, p.filieres, p.commune, p.qpv, p.networks, p.statuses, p.tags, p.accepts_currency
            from grant_standing g left join participant_profile p on p.participant = g.holder and $1 between p.first_day and p.last_day and $2 between p.known_from and p.known_until
            where $1 between g.first_day and g.last_day and $2 between g.known_from and g.known_until
            order by g.begun
            """);
        command.Parameters.Add(new() { Value = day });
        command.Parameters.Add(new() { Value = asKnownOn ?? DateOnly.MaxValue });
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var members = new List<Member>();
        while (await reader.ReadAsync(cancellationToken))
        {
            int? Number(int column) => reader.IsDBNull(column) ? null : reader.GetInt16(column);
            bool? Truth(int column) => reader.IsDBNull(column) ? null : reader.GetBoolean(column);
            members.Add(new(GrantNumber.Parse(reader.GetString(0)), (GrantKind)reader.GetInt16(1), ParticipantId.Parse(reader.GetString(2)), StandingWords.Parse(reader.GetString(3)), reader.GetInt16(4),
                reader.GetFieldValue<DateOnly>(5), reader.GetFieldValue<DateOnly>(6), new()
                {
                    Family = (LegalFamily?)Number(7),
                    Filieres = (Filieres?)Number(8),
                    Commune = reader.IsDBNull(9) ? null : reader.GetString(9),
                    Qpv = Truth(10),
                    Networks = (Networks?)Number(11),
                    Statuses = (Statuses?)Number(12),
                    Tags = (ProductTags?)Number(13),
                    AcceptsCurrency = Truth(14),
                }));
        }
        return members;
    }
}
