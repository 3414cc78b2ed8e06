using System.Diagnostics.CodeAnalysis;

namespace EssLedger.Core.Identifiers;

/// <summary>The pseudonymous name of a body in the label book: 1 … 22 characters of A–Z and 2–7. Name, SIRET and address lie apart from the book.</summary>
public readonly record struct ParticipantId
{
    private ParticipantId(string value) => Value = value;

    /// <summary>The text.</summary>
    public string Value { get; }

    /// <summary>Reads a participant id, strictly.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out ParticipantId id)
    {
        var good = text is { Length: >= 1 and <= 22 } && text.All(c => c is (>= 'A' and <= 'Z') or (>= '2' and <= '7'));
        id = good ? new(text!) : default;
        return good;
    }

    /// <summary>A participant id known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static ParticipantId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"\"{text}\" is no participant id.");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}

/// <summary>Who a badge is about, as the world knows it: the SIRET of an establishment, the RNA number of an association that has none (W and 9 digits; SCDL 2.1.1),
/// or <c>E-</c> and 1 … 14 characters of A–Z, 0–9 and hyphen for an event.</summary>
public readonly record struct HolderId
{
    private HolderId(string value) => Value = value;

    /// <summary>The text, at most 16 characters.</summary>
    public string Value { get; }

    /// <summary>Whether it names an event, not an establishment.</summary>
    public bool IsEvent => Value.StartsWith("E-", StringComparison.Ordinal);

    /// <summary>An establishment.</summary>
    public static HolderId Of(Siret siret) => new(siret.Value);

    /// <summary>Reads a holder id, strictly.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out HolderId id)
    {
        var isEvent = text is { Length: >= 3 and <= 16 } && text.StartsWith("E-", StringComparison.Ordinal)
            && text.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '-');
        var good = isEvent || Rna.TryParse(text, out _) || Siret.TryParse(text, out _);
        id = good ? new(text!) : default;
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
