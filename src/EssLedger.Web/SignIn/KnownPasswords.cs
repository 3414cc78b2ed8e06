using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;

namespace EssLedger.Web.SignIn;

/// <summary>
/// Whether a password is among those that leaked somewhere and that everybody who guesses begins with. The operator supplies them as Have I Been Pwned gives them out ("Pwned Passwords",
/// SHA-1, ordered by hash): a line each, 40 hexadecimal digits, then anything. The file is never read as a whole; it may have any size.
/// </summary>
public sealed class KnownPasswords : IDisposable
{
    private const int Digits = 40, LongestLine = 128;

    /// <summary>A word of one's own that is shorter may stand in a password by chance.</summary>
    private const int ShortestWord = 4;

    // Those of English speakers come from a list; these are the ones of people at French keyboards.
    private static readonly string[] French = ["motdepasse", "monmotdepasse", "azertyuiop", "azertyuiopqs", "azertyuiopqsdfghjklm", "bonjour", "doudou", "soleil", "jetaime", "loulou"];

    private static readonly Lazy<FrozenSet<string>> Usual = new(() =>
    {
        using var list = new StreamReader(typeof(KnownPasswords).Assembly.GetManifestResourceStream("EssLedger.Web.UsualPasswords.txt")!);
        return list.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line[0] != '#').Concat(French).Append("essledger").ToFrozenSet();
    });
    private readonly FileStream? _file;

    /// <exception cref="StartRefusedException">There is no such file, or it is none of its kind.</exception>
    public KnownPasswords(Settings settings)
    {
        if (settings.BreachedPasswords is not { } path) return;
        try { _file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite); }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException) { throw new StartRefusedException($"EssLedger:BreachedPasswords: {e.Message}"); }
        if (LineFrom(0) is not { } first || !IsHash(first)) throw new StartRefusedException($"EssLedger:BreachedPasswords: {path} does not begin with a SHA-1 hash in hexadecimal digits.");
    }

    /// <summary>Whether it is a usual password or a word of the person's own, once or again and again, with digits and signs about it, and signs for letters in it.</summary>
    public static bool AreUsual(string password, IEnumerable<string> own)
    {
        var plain = password.Trim().ToLowerInvariant();
        if (Usual.Value.Contains(plain) || "0123456789012345678901234567890".Contains(plain, StringComparison.Ordinal) || "98765432109876543210".Contains(plain, StringComparison.Ordinal)) return true;
        var words = own.Select(word => word.Trim().ToLowerInvariant()).Where(word => word.Length >= ShortestWord).ToHashSet();
        return new[] { plain, Letters(plain) }.Select(Once).Any(form => words.Contains(form) || Core(form) is { Length: >= ShortestWord } core && (Usual.Value.Contains(Once(core)) || words.Contains(Once(core))));
    }

    private static string Core(string text) => text.Trim([.. text.Where(c => !char.IsLetter(c)).Distinct()]);

    private static string Letters(string text) => Core(text.TrimEnd([.. "0123456789!?.-_*#"])).Replace('@', 'a').Replace('4', 'a').Replace('0', 'o').Replace('3', 'e').Replace('1', 'i').Replace('$', 's').Replace('5', 's');

    /// <summary>What is repeated to make a text.</summary>
    private static string Once(string text)
    {
        var length = Enumerable.Range(1, text.Length / 2).FirstOrDefault(n => text.Length % n == 0 && text.AsSpan(n).SequenceEqual(text.AsSpan(0, text.Length - n)));
        return length == 0 ? text : text[..length];
    }

    /// <summary>Whether the file has it; without a file nothing is known.</summary>
    public bool Has(string password)
    {
        if (_file is null) return false;
#pragma warning disable CA5350 // It is how the list is made, and protects nothing.
        var wanted = Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350
        // The first line that begins at or after a place: places before `low` are too early, those from `high` on late enough.
        var (low, high) = (0L, _file.Length);
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (LineFrom(middle) is { } line && string.Compare(line, 0, wanted, 0, Digits, StringComparison.OrdinalIgnoreCase) < 0) low = middle + 1;
            else high = middle;
        }
        return LineFrom(low) is { } found && found.StartsWith(wanted, StringComparison.OrdinalIgnoreCase);
    }

    public void Dispose() => _file?.Dispose();

    /// <summary>The first line that begins at this place or after it; null: none.</summary>
    private string? LineFrom(long place)
    {
        Span<byte> bytes = stackalloc byte[2 * LongestLine];
        // A line begins at 0 or after the end of one.
        var from = Math.Max(0, place - 1);
        var read = RandomAccess.Read(_file!.SafeFileHandle, bytes, from);
        var text = bytes[..read];
        if (place > 0)
        {
            var end = text.IndexOf((byte)'\n');
            if (end < 0) return null;
            text = text[(end + 1)..];
        }
        return text.Length < Digits ? null : Encoding.ASCII.GetString(text[..Math.Min(text.Length, LongestLine)]);
    }

    private static bool IsHash(string line) => line.Take(Digits).All(char.IsAsciiHexDigit);
}
