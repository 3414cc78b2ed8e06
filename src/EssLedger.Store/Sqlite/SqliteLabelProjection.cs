using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using Microsoft.Data.Sqlite;

namespace EssLedger.Store.Sqlite;

/// <summary>The label book's rows in the same file as the books.</summary>
public sealed class SqliteLabelProjection(SqliteDatabase database) : ILabelProjection
{
    private const string DayFormat = "yyyy-MM-dd";

    public Task<Projected> AtAsync(CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        return Task.FromResult(At(connection));
    }

    private static Projected At(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "select position, hash from label_projection";
        using var reader = command.ExecuteReader();
        reader.Read();
        return new(new(reader.GetInt64(0)), Digest.FromBytes((byte[])reader[1]));
    }

    public Task<bool> AdvanceAsync(Projected from, Projected to, IReadOnlyCollection<Grant> grants, IReadOnlyCollection<ParticipantHistory> participants, CancellationToken cancellationToken)
    {
        try
        {
            using var connection = database.Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            if (At(connection) != from) return Task.FromResult(false);
            Write(connection, grants);
            Write(connection, participants);
            Move(connection, to);
            transaction.Commit();
            return Task.FromResult(true);
        }
        catch (SqliteException e)
        {
            throw new StoreUnavailableException("The label's rows cannot be written.", e);
        }
    }

    private static void Write(SqliteConnection connection, IReadOnlyCollection<Grant> grants)
    {
        using var forget = Statement(connection, "delete from grant_standing where number = $1", 1);
        using var write = Statement(connection, """
            insert into grant_standing (number, begun, kind, holder, standing, level, grant_from, term_until, suspended_through, first_day, last_day, known_from, known_until)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """, 13);
        foreach (var grant in grants)
        {
            Run(forget, grant.Number.Value);
            foreach (var (state, first, last, from, until) in grant.Stretches())
                Run(write, grant.Number.Value, grant.Begun.Value, (int)grant.Kind, state.Holder.Value, state.Standing.Word(), state.Level,
                    Text(state.From), Text(state.Until), Text(state.SuspendedThrough), Text(first), Text(last), Text(from), Text(until));
        }
    }

    private static void Write(SqliteConnection connection, IReadOnlyCollection<ParticipantHistory> participants)
    {
        using var forget = Statement(connection, "delete from participant_profile where participant = $1", 1);
        using var write = Statement(connection, """
            insert into participant_profile (participant, family, filieres, commune, qpv, networks, statuses, tags, accepts_currency, first_day, last_day, known_from, known_until)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
            """, 13);
        foreach (var participant in participants)
        {
            Run(forget, participant.Id.Value);
            foreach (var (p, first, last, from, until) in participant.Stretches())
                Run(write, participant.Id.Value, (int?)p.Family, (int?)p.Filieres, p.Commune, p.Qpv, (int?)p.Networks, (int?)p.Statuses, (int?)p.Tags, p.AcceptsCurrency,
                    Text(first), Text(last), Text(from), Text(until));
        }
    }

    public Task ClearAsync(CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: false);
        using var command = connection.CreateCommand();
        command.CommandText = "delete from grant_standing; delete from participant_profile";
        command.ExecuteNonQuery();
        Move(connection, Projected.Nothing);
        transaction.Commit();
        return Task.CompletedTask;
    }

    private static void Move(SqliteConnection connection, Projected to)
    {
        using var move = Statement(connection, "update label_projection set position = $1, hash = $2", 2);
        Run(move, to.Position.Value, to.Hash.ToBytes());
    }

    public Task<IReadOnlyList<Member>> MembersOnAsync(DateOnly day, DateOnly? asKnownOn, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        using var command = Statement(connection, """
            select g.number, g.kind, g.holder, g.standing, g.level, g.grant_from, g.term_until,
                p.family, p.filieres, p.commune, p.qpv, p.networks, p.statuses, p.tags, p.accepts_currency
            from grant_standing g left join participant_profile p on p.participant = g.holder and $1 between p.first_day and p.last_day and $2 between p.known_from and p.known_until
            where $1 between g.first_day and g.last_day and $2 between g.known_from and g.known_until
            order by g.begun
            """, 2);
        Bind(command, Text(day), Text(asKnownOn ?? DateOnly.MaxValue));
        using var reader = command.ExecuteReader();
        var members = new List<Member>();
        while (reader.Read())
        {
            int? Number(int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);
            bool? Truth(int column) => reader.IsDBNull(column) ? null : reader.GetBoolean(column);
            members.Add(new(GrantNumber.Parse(reader.GetString(0)), (GrantKind)reader.GetInt32(1), ParticipantId.Parse(reader.GetString(2)), StandingWords.Parse(reader.GetString(3)), reader.GetInt32(4),
                Day(reader.GetString(5)), Day(reader.GetString(6)), new()
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
        return Task.FromResult<IReadOnlyList<Member>>(members);
    }

    private static SqliteCommand Statement(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Our own text.
        command.CommandText = sql;
#pragma warning restore CA2100
        for (var i = 1; i <= parameters; i++) command.Parameters.Add(new() { ParameterName = $"${i}" });
        return command;
    }

    private static void Bind(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i] ?? DBNull.Value;
    }

    private static void Run(SqliteCommand command, params ReadOnlySpan<object?> values)
    {
        Bind(command, values);
        command.ExecuteNonQuery();
    }

    private static string? Text(DateOnly? day) => day?.ToString(DayFormat, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, DayFormat, CultureInfo.InvariantCulture);
}
