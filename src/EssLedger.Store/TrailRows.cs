using System.Data.Common;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>How the trail stands in rows, in both databases alike.</summary>
internal static class TrailRows
{
    private const string Columns = "number, at, person, roles, client, network, action, kind, subject, stage, refusal, begun, details, hash";

    public const string Insert = $"insert into audit_trail ({Columns}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    public const string Last = $"select {Columns} from audit_trail order by number desc limit 1";
    public const string After = $"select {Columns} from audit_trail where number > $1 order by number limit $2";

    /// <summary>Parameters: person, action, subject, from, until, before, limit; then the actions of <c>Among</c>.</summary>
    public static string Find(int among) => $"""
        select {Of("a")}, {Of("e")} from audit_trail a left join audit_trail e on e.begun = a.number
        where a.begun is null and ($1 = '' or a.person = $1) and ($2 = '' or a.action = $2) and ($3 = '' or a.subject = $3 or e.subject = $3)
            and a.at >= $4 and a.at < $5 and a.number < $6 {(among == 0 ? "" : $"and a.action in ({string.Join(", ", Enumerable.Range(8, among).Select(i => $"${i}"))})")}
        order by a.number desc limit $7
        """;

    public static object[] Values(TrailRow row) =>
    [
        row.Number, row.At.ToUnixTimeMilliseconds(), row.Entry.Person, row.Entry.Roles, row.Entry.Client, row.Entry.Network, row.Entry.Action, row.Entry.Kind, row.Entry.Subject,
        (int)row.Entry.Stage, row.Entry.Refusal, (object?)row.Entry.Begun ?? DBNull.Value, row.Entry.Details, row.Hash.ToBytes(),
    ];

    public static object[] Values(TrailQuestion question, long? before, int limit) =>
    [
        question.Person ?? "", question.Action ?? "", question.Subject ?? "", question.From?.ToUnixTimeMilliseconds() ?? 0L, question.Until?.ToUnixTimeMilliseconds() ?? long.MaxValue,
        before ?? long.MaxValue, limit, .. question.Among ?? [],
    ];

    public static TrailRow Read(DbDataReader row, int from = 0) => new(
        row.GetInt64(from), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(from + 1)),
        new(row.GetString(from + 2), row.GetString(from + 3), row.GetString(from + 4), row.GetString(from + 5), row.GetString(from + 6), row.GetString(from + 7), row.GetString(from + 8),
            (TrailStage)row.GetInt32(from + 9), row.GetString(from + 10), row.IsDBNull(from + 11) ? null : row.GetInt64(from + 11), row.GetString(from + 12)),
        Digest.FromBytes(row.GetFieldValue<byte[]>(from + 13)));

    public static TrailAct ReadAct(DbDataReader row) => new(Read(row), row.IsDBNull(14) ? null : Read(row, 14));

    private static string Of(string table) => string.Join(", ", Columns.Split(", ").Select(column => $"{table}.{column}"));
}
