using System.Diagnostics.CodeAnalysis;

namespace EssLedger.Core.Identifiers;

/// <summary>The id of a public mandate: 12 characters of base32 (A–Z, 2–7), 60 random bits. It stands in the reference that the accountant of the public body writes in the transfer.</summary>
public readonly record struct PublicMandateId
{
    private const int Length = 12;

    // No account id has this length, so that neither reference is taken for the other.
    private const char Mark = 'P';

    private PublicMandateId(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>The creditor reference (ISO 11649) of payments under the mandate, 17 characters.</summary>
    public CreditorReference Reference => CreditorReference.Of($"{Mark}{Value}");

    /// <summary>Reads an id, strictly.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out PublicMandateId id)
    {
        var good = text is { Length: Length } && text.All(c => c is (>= 'A' and <= 'Z') or (>= '2' and <= '7'));
        id = good ? new(text!) : default;
        return good;
    }

    /// <summary>An id known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static PublicMandateId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"\"{text}\" is no public mandate.");

    /// <summary>An id made of 8 random bytes (60 of their 64 bits are used).</summary>
    public static PublicMandateId FromRandom(ReadOnlySpan<byte> random) => new(Base32.Encode(random[..8])[..Length]);

    /// <summary>Finds the references to public mandates in text that people and banks mangled, each once: whatever stands between the characters, and their case, do not count.</summary>
    public static IEnumerable<PublicMandateId> FindIn(string text)
    {
        var dense = string.Concat(text.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        var found = new HashSet<PublicMandateId>();
        for (var i = dense.IndexOf("RF", StringComparison.Ordinal); i >= 0 && i + 5 + Length <= dense.Length; i = dense.IndexOf("RF", i + 1, StringComparison.Ordinal))
            if (dense[i + 4] == Mark && CreditorReference.TryParse(dense.Substring(i, 5 + Length), out _) && TryParse(dense.Substring(i + 5, Length), out var id) && found.Add(id)) yield return id;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
