using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Web.Keys;
using EssLedger.Web.Pages;

namespace EssLedger.Web.Badges;

/// <summary>A badge that somebody presents as a credential, as a JWT or as JSON with an embedded proof: read strictly, for only one form of each is ours.
/// What it claims about keys is believed of no one: the key is looked up among the owner's own, by its address.</summary>
/// <param name="Signer">Whose signature it carries.</param>
/// <param name="Badge">What it says; null: nothing that we read. Nobody's word unless the issuer signed it.</param>
public sealed record PresentedBadge(BadgeSigner Signer, BadgeView? Badge)
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    // By these a token would bring its key along (RFC 7515 §4.1).
    private static readonly string[] KeysBroughtAlong = ["jwk", "jku", "x5c", "x5u", "x5t", "x5t#S256"];

    /// <summary>Reads a text; null: it is no badge.</summary>
    public static PresentedBadge? TryRead(string text, LabelOwner owner)
    {
        try
        {
            // A JWT begins with a JSON object in base64url, and has three parts.
            return text.StartsWith('{') ? ReadJson(text, owner)
                : text.StartsWith("eyJ", StringComparison.Ordinal) && text.Split('.').Length == 3 ? ReadJwt(text, owner)
                : null;
        }
        // The last for text in it that is no text: half a surrogate pair.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static PresentedBadge? ReadJson(string text, LabelOwner owner)
    {
        using var whole = JsonDocument.Parse(text, Strict);
        var json = whole.RootElement;
        if (!IsBadge(json) || !json.TryGetProperty("proof", out var proof) || proof.ValueKind != JsonValueKind.Object) return null;
        var badge = Instant(json, "validFrom") is { } from && Instant(json, "validUntil") is { } until ? View(json, from, until, owner) : null;

        if (Text(proof, "verificationMethod") is not { } method || owner.KeyOf(method) is not { Purpose: Purposes.BadgeProof } key
            || !json.TryGetProperty("issuer", out var issuer) || issuer.ValueKind != JsonValueKind.Object || Text(issuer, "id") != owner.Did) return new(BadgeSigner.Unknown, badge);
        if (badge is null || Signed(json, proof) is not { } message || !Multibase.TryBase58(Text(proof, "proofValue"), out var signature) || !LabelOwner.SignedProof(key, message, signature))
            return new(BadgeSigner.Forged, badge);
        return new(Instant(proof, "created") is { } made && key.SignedAt(made) ? BadgeSigner.Issuer : BadgeSigner.Unknown, badge);
    }

    /// <summary>What the proof signs; null where the document has a word, a context or a form that none of ours has: it was changed.</summary>
    private static byte[]? Signed(JsonElement json, JsonElement proof)
    {
        string[] ours = [Vocabulary.CredentialsContext, Vocabulary.BadgesContext];
        if (!json.TryGetProperty("@context", out var contexts) || contexts.ValueKind != JsonValueKind.Array
            || !contexts.EnumerateArray().Select(context => context.ValueKind == JsonValueKind.String ? context.GetString() : null).SequenceEqual(ours)) return null;
        if (Text(proof, "cryptosuite") != LabelOwner.Cryptosuite || Text(proof, "proofPurpose") != Vocabulary.AssertionMethod) return null;
        try
        {
            return LabelOwner.Message(Thing.Read(proof, "proofValue"), Thing.Read(json, "@context", "proof"));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static PresentedBadge? ReadJwt(string text, LabelOwner owner)
    {
        var parts = text.Split('.');
        if (!TryDecode(parts[0], out var head) || !TryDecode(parts[1], out var body) || !TryDecode(parts[2], out var signature)) return null;
        using var headerText = JsonDocument.Parse(head, Strict);
        using var claimsText = JsonDocument.Parse(body, Strict);
        var (header, claims) = (headerText.RootElement, claimsText.RootElement);
        if (header.ValueKind != JsonValueKind.Object || claims.ValueKind != JsonValueKind.Object) return null;

        var badge = Instant(claims, "nbf") is { } from && Instant(claims, "exp") is { } until ? View(claims, from, until, owner) : null;
        var (alg, kid) = (Text(header, "alg"), Text(header, "kid"));
        if (alg is null || Text(header, "typ") is not (null or "JWT")) return null;
        if (header.EnumerateObject().Any(member => KeysBroughtAlong.Contains(member.Name))) return new(BadgeSigner.Unknown, badge);
        if (header.EnumerateObject().Any(member => member.Name is not ("alg" or "kid" or "typ"))) return null;

        if (kid is null || owner.KeyAt(kid) is not { Purpose: Purposes.Badge } key || Text(claims, "iss") != owner.Did) return new(BadgeSigner.Unknown, badge);
        if (alg != "ES256" || !owner.Signed(key, Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), signature)) return new(BadgeSigner.Forged, badge);
        // A retired key speaks for its own time only: whoever found one cannot issue with it today.
        if (Instant(claims, "iat") is not { } made || !key.SignedAt(made)) return new(BadgeSigner.Unknown, badge);
        // Another credential of ours (a status list) is signed by the same key, and is no badge.
        return badge is null ? null : new(BadgeSigner.Issuer, badge);
    }

    private static BadgeView? View(JsonElement claims, DateTimeOffset from, DateTimeOffset until, LabelOwner owner)
    {
        if (!IsBadge(claims)) return null;
        if (!claims.TryGetProperty("credentialSubject", out var subject) || subject.ValueKind != JsonValueKind.Object) return null;
        if (!subject.TryGetProperty("achievement", out var achievement) || achievement.ValueKind != JsonValueKind.Object) return null;
        if (!GrantNumber.TryParse(Text(subject, "licenseNumber"), out var number) || Text(subject, "name") is not { } holder) return null;
        var start = $"{owner.Origin}/label#";
        if (Text(subject, "id") is not { } id || !id.StartsWith(start, StringComparison.Ordinal)) return null;
        if (Text(achievement, "humanCode") is not { Length: > 2 } code || code[^1] is not (>= '1' and <= '9')) return null;
        return new(number, holder, id[start.Length..], code[^1] - '0', ParisCalendar.DayOf(from), ParisCalendar.DayOf(until));
    }

    private static bool IsBadge(JsonElement credential) => credential.TryGetProperty("type", out var types) && types.ValueKind == JsonValueKind.Array
        && types.EnumerateArray().Any(type => type.ValueKind == JsonValueKind.String && type.ValueEquals(Vocabulary.OpenBadge.Name));

    /// <summary>An instant in Unix seconds, or in the one way in which credentials write it.</summary>
    private static DateTimeOffset? Instant(JsonElement of, string name) => !of.TryGetProperty(name, out var at) ? null : at.ValueKind switch
    {
        JsonValueKind.Number => at.TryGetInt64(out var seconds) && seconds is >= 0 and <= 253_402_207_200 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null,
        JsonValueKind.String => DateTimeOffset.TryParseExact(at.GetString(), LabelOwner.InstantForm, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) ? instant : null,
        _ => null,
    };

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
