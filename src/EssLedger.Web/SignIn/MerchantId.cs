using System.Diagnostics.CodeAnalysis;

namespace EssLedger.Web.SignIn;

/// <summary>The public name of a merchant, who may have several shops: 1 … 22 characters of A–Z and 2–7.</summary>
public readonly record struct MerchantId
{
    private MerchantId(string value) => Value = value;

    public string Value { get; }

    public static bool TryParse([NotNullWhen(true)] string? text, out MerchantId id)
    {
        var good = text is { Length: >= 1 and <= 22 } && text.All(c => c is (>= 'A' and <= 'Z') or (>= '2' and <= '7'));
        id = good ? new(text!) : default;
        return good;
    }

    /// <exception cref="FormatException">It is none.</exception>
    public static MerchantId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"\"{text}\" is no merchant id.");

    public override string ToString() => Value ?? "";
}
