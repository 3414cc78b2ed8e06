using System.Data.Common;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;

namespace EssLedger.Store;

/// <summary>How a file of evidence stands in a row, in both databases alike.</summary>
internal static class EvidenceRows
{
    public const string Entered = "id, application, brought_by, name, media_type, size, announced, criterion, expires, visibility, begun_at";
    public const string All = $"{Entered}, state, received, kept_size, kept, refusal";

    /// <summary>What is entered when a file is announced.</summary>
    public static IEnumerable<(string Name, object Value)> Values(EvidenceFile file) =>
    [
        ("id", file.Id.Uuid.ToBytes()), ("application", file.Application.Uuid.ToBytes()), ("by", file.By.Value), ("name", file.Name), ("type", file.MediaType), ("size", file.Size),
        ("announced", (object?)file.Announced?.ToBytes() ?? DBNull.Value), ("criterion", (object?)file.Criterion ?? DBNull.Value),
        ("expires", (object?)file.Expires?.DayNumber ?? DBNull.Value), ("visibility", (int)file.Visibility), ("begun", file.BegunAt.ToUnixTimeMilliseconds()),
    ];

    public static EvidenceFile Read(DbDataReader row) => new(
        new(Uuid.FromBytes(row.GetFieldValue<byte[]>(0))), new(Uuid.FromBytes(row.GetFieldValue<byte[]>(1))), PersonId.Parse(row.GetString(2)), row.GetString(3), row.GetString(4), row.GetInt64(5),
        DigestAt(row, 6), row.IsDBNull(7) ? null : row.GetInt32(7), row.IsDBNull(8) ? null : DateOnly.FromDayNumber(row.GetInt32(8)), (Visibility)row.GetInt32(9), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(10)))
    {
        State = (EvidenceState)row.GetInt32(11),
        Received = row.GetInt64(12),
        KeptSize = row.GetInt64(13),
        Kept = DigestAt(row, 14),
        Refusal = row.IsDBNull(15) ? null : row.GetString(15),
    };

    public static IEnumerable<(long At, ReadOnlyMemory<byte> Piece)> Pieces(ReadOnlyMemory<byte> content)
    {
        for (var at = 0; at < content.Length; at += IEvidenceStore.LargestPiece)
            yield return (at, content.Slice(at, Math.Min(IEvidenceStore.LargestPiece, content.Length - at)));
    }

    private static Digest? DigestAt(DbDataReader row, int column) => row.IsDBNull(column) ? null : Digest.FromBytes(row.GetFieldValue<byte[]>(column));
}
