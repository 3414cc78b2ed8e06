using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Web.Keys;
using EssLedger.Web.Pages;

namespace EssLedger.Web.Badges;

/// <summary>A badge that came as a JWT: read strictly, for only one form of it is ours. What its header claims about keys is believed of no one:
/// the key is looked up among the owner's own, by its address.</summary>
/// <param name="Signer">Whose signature it carries.</param>
/// <param name="Badge">What it says; null: nothing that we read. Nobody's word unless the issuer signed it.</param>
public sealed record BadgeToken(BadgeSigner Signer, BadgeView? Badge)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    // By these a token would bring its key along (RFC 7515 §4.1).
    private static readonly string[] KeysBroughtAlong = ["jwk", "jku", "x5c", "x5u", "x5t", "x5t#S256"];

    /// <summary>Whether a text looks like a JWT: three parts, the first a JSON object in base64url.</summary>
    public static bool Looks(string text) => text.StartsWith("eyJ", StringComparison.Ordinal) && text.Split('.').Length == 3;

    /// <summary>Reads a text that looks like one; null: it is no badge.</summary>
    public static BadgeToken? TryRead(string text, LabelOwner owner)
    {
        try
        {
            return Read(text, owner);
        }
        // The second for text in it that is no text: half a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static BadgeToken? Read(string text, LabelOwner owner)
    {
        var parts = text.Split('.');
        if (!TryDecode(parts[0], out var head) || !TryDecode(parts[1], out var body) || !TryDecode(parts[2], out var signature)) return null;
        using var headerText = JsonDocument.Parse(head, Strict);
        using var claimsText = JsonDocument.Parse(body, Strict);
        var (header, claims) = (headerText.RootElement, claimsText.RootElement);
        if (header.ValueKind != JsonValueKind.Object || claims.ValueKind != JsonValueKind.Object) return null;

        var badge = View(claims, owner);
        var (alg, kid) = (Text(header, "alg"), Text(header, "kid"));
        if (alg is null || Text(header, "typ") is not (null or "JWT")) return null;
        if (header.EnumerateObject().Any(member => KeysBroughtAlong.Contains(member.Name))) return new(BadgeSigner.Unknown, badge);
        if (header.EnumerateObject().Any(member => member.Name is not ("alg" or "kid" or "typ"))) return null;

        if (kid is null || owner.KeyAt(kid) is not { Purpose: Purposes.Badge } key || Text(claims, "iss") != owner.Did) return new(BadgeSigner.Unknown, badge);
        if (alg != "ES256" || !owner.Signed(key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature)) return new(BadgeSigner.Forged, badge);
        // A retired key speaks for its own time only: whoever found one cannot issue with it today.
        if (!claims.TryGetProperty("iat", out var made) || !key.SignedAt(DateTimeOffset.FromUnixTimeSeconds(made.GetInt64()))) return new(BadgeSigner.Unknown, badge);
        // Another credential of ours (a status list) is signed by the same key, and is no badge.
        return badge is null ? null : new(BadgeSigner.Issuer, badge);
    }

    private static BadgeView? View(JsonElement claims, LabelOwner owner)
    {
        if (!claims.TryGetProperty("type", out var types) || types.ValueKind != JsonValueKind.Array
            || !types.EnumerateArray().Any(type => type.ValueKind == JsonValueKind.String && type.ValueEquals(Vocabulary.OpenBadge.Name))) return null;
        if (!claims.TryGetProperty("credentialSubject", out var subject) || subject.ValueKind != JsonValueKind.Object) return null;
        if (!subject.TryGetProperty("achievement", out var achievement) || achievement.ValueKind != JsonValueKind.Object) return null;
        if (!GrantNumber.TryParse(Text(subject, "licenseNumber"), out var number) || Text(subject, "name") is not { } holder) return null;
        var start = $"{owner.Origin}/label#";
        if (Text(subject, "id") is not { } id || !id.StartsWith(start, StringComparison.Ordinal)) return null;
        if (Text(achievement, "humanCode") is not { Length: > 2 } code || code[^1] is not (>= '1' and <= '9')) return null;
        if (Day(claims, "nbf") is not { } from || Day(claims, "exp") is not { } until) return null;
        return new(number, holder, id[start.Length..], code[^1] - '0', from, until);
    }

    private static DateOnly? Day(JsonElement claims, string name) =>
        claims.TryGetProperty(name, out var at) && at.ValueKind == JsonValueKind.Number && at.TryGetInt64(out var seconds) && seconds is >= 0 and <= 253_402_207_200
            ? ParisCalendar.DayOf(DateTimeOffset.FromUnixTimeSeconds(seconds)) : null;

    private static string? Text(JsonElement of, string name) =>
        of.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    // One meaning, one text: padding, blanks and spare bits are refused.
    private static bool TryDecode(string text, out byte[] bytes)
    {
        try { bytes = Base64Url.DecodeFromChars(text); }
        catch (FormatException)
        {
            bytes = [];
            return false;
        }
        return Base64Url.EncodeToString(bytes) == text;
    }
}
