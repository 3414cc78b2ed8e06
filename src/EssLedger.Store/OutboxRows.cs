using System.Data.Common;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>How a mail stands in a row, in both databases alike.</summary>
internal static class OutboxRows
{
    public const string All = "id, occasion, addressee, name, address, language, subject, content, written_at, state, attempts, next_attempt, sent_at, trouble";

    public static object[] Values(Mail mail) =>
    [
        mail.Id.ToBytes(), mail.Occasion, mail.Addressee, mail.Name, mail.Address, mail.Language, mail.Subject, mail.Text, mail.WrittenAt.ToUnixTimeMilliseconds(),
        (int)mail.State, mail.Attempts, Instant(mail.NextAttempt), Instant(mail.SentAt), (object?)mail.Trouble ?? DBNull.Value,
    ];

    public static object Instant(DateTimeOffset? at) => (object?)at?.ToUnixTimeMilliseconds() ?? DBNull.Value;

    public static Mail Read(DbDataReader row) => new(
        Uuid.FromBytes(row.GetFieldValue<byte[]>(0)), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6), row.GetString(7),
        DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(8)))
    {
        State = (MailState)row.GetInt32(9),
        Attempts = row.GetInt32(10),
        NextAttempt = InstantAt(row, 11),
        SentAt = InstantAt(row, 12),
        Trouble = row.IsDBNull(13) ? null : row.GetString(13),
    };

    private static DateTimeOffset? InstantAt(DbDataReader row, int column) => row.IsDBNull(column) ? null : DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(column));
}
