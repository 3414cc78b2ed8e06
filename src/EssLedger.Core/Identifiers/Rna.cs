using System.Diagnostics.CodeAnalysis;

namespace EssLedger.Core.Identifiers;

/// <summary>The number of a French association (Répertoire national des associations): <c>W</c> and 9 digits.</summary>
public readonly record struct Rna
{
    private Rna(string value) => Value = value;

    /// <summary>The 10 characters.</summary>
    public string Value { get; }

    /// <summary>Reads a number, strictly; there is no check digit.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Rna rna)
    {
        var good = text is ['W', .. { Length: 9 } digits] && digits.All(char.IsAsciiDigit);
        rna = good ? new(text!) : default;
        return good;
    }

    /// <summary>A number known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static Rna Parse(string text) => TryParse(text, out var rna) ? rna : throw new FormatException($"\"{text}\" is no RNA number.");

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}
