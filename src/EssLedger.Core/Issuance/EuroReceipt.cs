using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Issuance;

/// <summary>A euro receipt that backs an issuance.</summary>
/// <param name="Kind">How the euro came: <c>bank_transfer</c>, <c>cash</c>…</param>
/// <param name="Reference">The receipt's own reference as typed.</param>
/// <param name="Amount">In cents.</param>
public sealed record EuroReceipt(string Kind, string Reference, Amount Amount)
{
    /// <summary>Kind and reference, a line each, in the form in which receipts are compared: compatibility-normalised (NFKC), upper case, without white space
    /// and invisible characters. So one receipt typed twice, with other spaces or case, is one receipt. These bytes are what is kept of it.</summary>
    public byte[] ToBytes() => System.Text.Encoding.UTF8.GetBytes(Normalise(Kind) + "\n" + Normalise(Reference));

    /// <summary>The kind of a receipt for cash, in the form in which receipts are kept.</summary>
    public const string Cash = "CASH";

    /// <summary>Kind and reference of a receipt as it is kept; null: these bytes are none.</summary>
    public static (string Kind, string Reference)? LinesOf(ReadOnlySpan<byte> kept) =>
        System.Text.Encoding.UTF8.GetString(kept).Split('\n') is [var kind, var reference] ? (kind, reference) : null;

    /// <summary>SHA-256 of <see cref="ToBytes"/>.</summary>
    public Digest Identity => Digest.Of(ToBytes());

    /// <summary>Whether nothing is left of the reference in that form.</summary>
    public bool HasNoReference => Normalise(Reference).Length == 0;

    private static string Normalise(string text) =>
        string.Concat(text.Normalize(System.Text.NormalizationForm.FormKC).ToUpperInvariant()
            .Where(c => !char.IsWhiteSpace(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format));
}
