using System.Diagnostics.CodeAnalysis;

namespace EssLedger.Core.Money;

/// <summary>What is counted: <c>MLC</c>, <c>EUR</c>… 1 … 8 printable ASCII characters. Every unit has hundredths.</summary>
public readonly record struct Unit
{
    private Unit(string code) => Code = code;

    /// <summary>The euro, held in the guarantee accounts.</summary>
    public static Unit Euro { get; } = new("EUR");

    /// <summary>The code.</summary>
    public string Code { get; }

    /// <summary>Reads a unit code.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Unit unit)
    {
        var good = text is { Length: >= 1 and <= 8 } && text.All(c => c is > ' ' and <= '~');
        unit = good ? new(text!) : default;
        return good;
    }

    /// <summary>A unit known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static Unit Parse(string text) => TryParse(text, out var unit) ? unit : throw new FormatException($"\"{text}\" is no unit.");

    /// <inheritdoc/>
    public override string ToString() => Code ?? "";
}
