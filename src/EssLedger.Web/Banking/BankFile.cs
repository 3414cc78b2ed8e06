using System.Buffers;
using System.Diagnostics;
using System.Text;
using System.Text.Unicode;

namespace EssLedger.Web.Banking;

/// <summary>Why a file cannot be read as a bank statement.</summary>
public enum BankFileFault
{
    Empty = 1,
    Compressed,
    TooLarge,
    NotUtf8,
    NotXml,
    Truncated,
    Malformed,
    DtdForbidden,
    TooDeep,
    TooLong,
    NotAStatement,
    OtherVersion,
    Missing,
    BadAmount,
    NegativeAmount,
    BelowCents,
    AmountTooLarge,
    UnknownCurrency,
    MixedCurrencies,
    BadDate,
    BadAccount,
    BadIndicator,
}

/// <summary>A file that cannot be read, as a whole: nothing of it is recorded.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Line">The line of the file, from 1; 0 where the file as a whole is meant.</param>
/// <param name="Expected">What should stand there, in English.</param>
public sealed record BankFileRefusal(BankFileFault Fault, long Line, string Expected)
{
    /// <summary>The stable code, which stands in the catalogue of problems.</summary>
    public string Code => Fault switch
    {
        BankFileFault.Empty => "statement_empty_file",
        BankFileFault.Compressed => "statement_compressed",
        BankFileFault.TooLarge => "statement_too_large",
        BankFileFault.NotUtf8 => "statement_not_utf8",
        BankFileFault.NotXml => "statement_not_xml",
        BankFileFault.Truncated => "statement_truncated",
        BankFileFault.Malformed => "statement_malformed",
        BankFileFault.DtdForbidden => "statement_dtd_forbidden",
        BankFileFault.TooDeep => "statement_too_deep",
        BankFileFault.TooLong => "statement_too_long",
        BankFileFault.NotAStatement => "statement_not_camt053",
        BankFileFault.OtherVersion => "statement_other_version",
        BankFileFault.Missing => "statement_element_missing",
        BankFileFault.BadAmount => "statement_bad_amount",
        BankFileFault.NegativeAmount => "statement_negative_amount",
        BankFileFault.BelowCents => "statement_below_cents",
        BankFileFault.AmountTooLarge => "statement_amount_too_large",
        BankFileFault.UnknownCurrency => "statement_unknown_currency",
        BankFileFault.MixedCurrencies => "statement_mixed_currencies",
        BankFileFault.BadDate => "statement_bad_date",
        BankFileFault.BadAccount => "statement_bad_account",
        BankFileFault.BadIndicator => "statement_bad_indicator",
        _ => throw new UnreachableException(),
    };
}

/// <summary>What must be so of a file before an XML reader may see it: not too large, UTF-8 to the last byte, nothing in it that would make a reader remember without end.</summary>
internal static class BankFile
{
    /// <summary>The most bytes, 100 MB.</summary>
    public const long MostBytes = 100_000_000;

    // No element of a statement holds as much; what a reader must hold at once ends with a '>'.
    private const int LongestPiece = 256 * 1024;

    /// <summary>Looks through a whole file; null: nothing stands against reading it.</summary>
    public static BankFileRefusal? Inspect(Stream file, CancellationToken stop)
    {
        file.Position = 0;
        if (file.Length == 0) return new(BankFileFault.Empty, 0, "a camt.053 file");
        if (file.Length > MostBytes) return new(BankFileFault.TooLarge, 0, $"at most {MostBytes} bytes");
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 17);
        try
        {
            int held = 0;
            long line = 1, piece = 0;
            var first = true;
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                var read = file.Read(buffer, held, buffer.Length - held);
                var bytes = buffer.AsSpan(0, held + read);
                if (first && bytes.Length < 4 && read > 0)
                {
                    held = bytes.Length;
                    continue;
                }
                if (first && Kind(bytes) is { } other) return other;
                first = false;
                // A character that the buffer cuts is looked at with what follows it.
                var whole = read == 0 ? bytes.Length : bytes.Length - Cut(bytes);
                if (!Utf8.IsValid(bytes[..whole])) return new(BankFileFault.NotUtf8, line + LinesBeforeFault(bytes[..whole]), "UTF-8, as the bank gave the file");
                if (LongPiece(bytes[..whole], ref piece) is { } at) return new(BankFileFault.TooLong, line + bytes[..at].Count((byte)'\n'), $"no more than {LongestPiece} bytes without an end of an element");
                line += bytes[..whole].Count((byte)'\n');
                if (read == 0) return null;
                bytes[whole..].CopyTo(buffer);
                held = bytes.Length - whole;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
            file.Position = 0;
        }
    }

    private static BankFileRefusal? Kind(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PK\x03\x04"u8) || start.StartsWith<byte>([0x1F, 0x8B]) || start.StartsWith("BZh"u8) || start.StartsWith("7z"u8) || start.StartsWith<byte>([0xFD, (byte)'7', (byte)'z']))
            return new(BankFileFault.Compressed, 0, "the file itself: take it out of the archive");
        if (start.StartsWith<byte>([0xFF, 0xFE]) || start.StartsWith<byte>([0xFE, 0xFF])) return new(BankFileFault.NotUtf8, 1, "UTF-8, as the bank gave the file");
        var text = start.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? start[3..] : start;
        var begin = text.IndexOfAnyExcept(" \t\r\n"u8);
        if (begin < 0) return text.Length < 1 << 16 ? new(BankFileFault.Empty, 0, "a camt.053 file") : new(BankFileFault.NotXml, 1, "an XML file (camt.053)");
        return text[begin] == '<' ? null : new(BankFileFault.NotXml, 1 + text[..begin].Count((byte)'\n'), "an XML file (camt.053)");
    }

    /// <summary>How many bytes at the end begin a character that is not whole.</summary>
    private static int Cut(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b < 0x80) return 0;
            if (b >= 0xC0) return back < (b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2) ? back : 0;
        }
        return 0;
    }

    private static long LinesBeforeFault(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out var consumed) == OperationStatus.Done) at += consumed;
        return bytes[..at].Count((byte)'\n');
    }

    private static int? LongPiece(ReadOnlySpan<byte> bytes, ref long piece)
    {
        var at = 0;
        while (bytes[at..].IndexOf((byte)'>') is >= 0 and var next)
        {
            if (piece + next > LongestPiece) return at;
            (at, piece) = (at + next + 1, 0);
        }
        piece += bytes.Length - at;
        return piece > LongestPiece ? at : null;
    }
}
