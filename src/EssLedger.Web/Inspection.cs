using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using EssLedger.Core.Accounts;
using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Paper;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Core.Transparency;
using EssLedger.Grains.Signatures;

namespace EssLedger.Web;

/// <summary>
/// Says of one item what it is, what it says, and whether its signature holds: what an app developer asks when a payload is refused.
/// The decoders and checks are those of the server. Time, balances and registers are not looked at: a valid order may still be refused.
/// </summary>
/// <remarks>
/// <c>valid</c> is true only when a signature was checked and held; null when everything that can be seen is good and only the signer's key is missing;
/// else false, with the server's <c>code</c> where it has one.
/// </remarks>
public static partial class Inspection
{
    // What comes from outside may hold anything: characters that steer a terminal or turn its text round are written as escapes.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(WithoutDirectionMarks()) };
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <summary>Inspects one line and answers one JSON object.</summary>
    /// <param name="line">The text of a QR code; base64url of a payload; a JWT; a signed note as one JSON string or in base64 or base64url; or a JSON object of
    /// <c>key, message, signature</c> (hex), of <c>key</c> (hex) and <c>payload</c>, of <c>note</c> and <c>vkey</c>, or of the members of a proof of inclusion (and <c>vkey</c>).</param>
    /// <param name="verifier">Checks ES256K.</param>
    /// <param name="keys">The ledger's own keys; null for one that it does not have.</param>
    public static string Inspect(string line, IEs256kVerifier verifier, Func<KeyId, ServerKey?> keys) =>
        new Inspector(verifier, keys).Look(line.Trim()).ToJson().ToJsonString(Readable);

    /// <summary>What was found.</summary>
    /// <param name="Is">The kind of thing, one word.</param>
    /// <param name="Valid">See the remarks of <see cref="Inspection"/>.</param>
    /// <param name="Why">Why it is not valid, or what is missing to tell.</param>
    /// <param name="Code">The code with which the server refuses it.</param>
    /// <param name="Says">What it says.</param>
    private sealed record Finding(string Is, bool? Valid, string? Why = null, string? Code = null, JsonObject? Says = null)
    {
        public JsonObject? Envelope { get; init; }

        /// <summary>The letter of the QR text that carried it.</summary>
        public char? Carrier { get; init; }

        public static Finding Malformed(string what, string why) => new(what, false, why, "malformed_payload");

        public JsonObject ToJson()
        {
            var json = new JsonObject { ["is"] = Is, ["valid"] = Valid, ["why"] = Why };
            if (Code is not null) json["code"] = Code;
            if (Carrier is { } letter) json["qr"] = letter.ToString();
            if (Envelope is not null) json["envelope"] = Envelope;
            if (Says is not null) json["says"] = Says;
            return json;
        }
    }

    private sealed class Inspector(IEs256kVerifier verifier, Func<KeyId, ServerKey?> keys)
    {
        public Finding Look(string item)
        {
            if (item.Length == 0) return new("nothing", false, "The line is empty.");
            if (item[0] is '{' or '"') return LookIntoJson(item);
            if (item.Contains("://", StringComparison.Ordinal)) return QrCode(item);
            if (item.Contains("\n\n", StringComparison.Ordinal)) return Note(item, null);
            if (item.Split('.') is { Length: 3 } parts) return Jwt(item, parts);
            if (FromBase64Url(item) is { } payload) return IsNote(payload) ? Note(Encoding.UTF8.GetString(payload), null) : Payload(payload, null);
            return FromBase64(item) is not { } bytes ? new("text", false, "It is no QR text of ours, no base64url, no JWT, no signed note and no JSON.")
                : IsNote(bytes) ? Note(Encoding.UTF8.GetString(bytes), null)
                : new("base64", false, "A payload is written in base64url without padding.");
        }

        private Finding LookIntoJson(string item)
        {
            try
            {
                using var json = JsonDocument.Parse(item, Strict);
                if (json.RootElement.ValueKind == JsonValueKind.String)
                    return json.RootElement.GetString() is { Length: > 0 } inner && inner[0] is not ('{' or '"') ? Look(inner) : new("text", false, "The text in it is none of ours.");

                if (json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("checkpoint", out _)) return Proof(json.RootElement);
                return (Member("key"), Member("message"), Member("signature"), Member("payload"), Member("note")) switch
                {
                    ({ } key, { } message, { } signature, null, null) => Signature(key, message, signature),
                    ({ } key, null, null, { } payload, null) => PayloadWithKey(key, payload),
                    (null, null, null, null, { } note) => Note(note, Member("vkey")),
                    _ => new("json", false, "It needs key, message and signature; or key and payload; or note (and vkey): all of them texts; or the members of a proof."),
                };

                string? Member(string name) =>
                    json.RootElement.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException)
            {
                return new("json", false, "It is no JSON object without repeated members.");
            }
        }

        private Finding Signature(string keyHex, string messageHex, string signatureHex)
        {
            if (FromHex(messageHex) is not { } message) return new("signature", false, "The message is not hexadecimal.");
            if (FromHex(signatureHex) is not { } signature) return new("signature", false, "The signature is not hexadecimal.");
            if (Key(keyHex, out var why) is not { } key) return new("signature", false, why);
            var flaw = DeviceFlaw(key, message, signature);
            return new("signature", flaw is null, flaw, flaw is null ? null : "bad_signature",
                new() { ["alg"] = "ES256K", ["kid"] = key.Id.ToString(), ["messageSha256"] = Text(Digest.Of(message)) });
        }

        private Finding PayloadWithKey(string keyHex, string text)
        {
            if (Key(keyHex, out var why) is not { } key) return new("payload", false, why);
            return text.Contains("://", StringComparison.Ordinal) ? QrCode(text, key)
                : FromBase64Url(text) is { } bytes ? Payload(bytes, key)
                : new("text", false, "The payload is not base64url without padding.");
        }

        private Finding QrCode(string text, PublicKey? key = null)
        {
            if (QrForm().Match(text) is not { Success: true } match) return new("text", false, "It is an address, but not of the form HTTPS://HOST/R/…, /P/… or /B/….");
            var letter = char.ToUpperInvariant(match.Groups["letter"].Value[0]);
            var host = match.Groups["host"].Value;
            if (match.Groups["secure"].Length == 0 && !LoopbackHost().IsMatch(host)) return new("text", false, "HTTP is for codes of a machine's own loopback address only.");
            // Paths are case-insensitive; base32 itself is not.
            if (!Base32.TryDecode(match.Groups["payload"].Value.ToUpperInvariant(), out var bytes)) return Finding.Malformed("qr", "The last part is not base32 (RFC 4648) without padding and with spare bits zero.");
            return Payload(bytes, key, letter) with { Carrier = letter };
        }

        private Finding Payload(byte[] bytes, PublicKey? given, char? carrier = null)
        {
            SignedPayload envelope;
            try
            {
                envelope = SignedPayload.Decode(bytes);
            }
            catch (FormatException e)
            {
                return Finding.Malformed("payload", e.Message);
            }
            if (Kinds.FirstOrDefault(k => k.Type == envelope.Type) is not { } kind) return Finding.Malformed("payload", "The typ is none of ours.");

            var header = new JsonObject
            {
                ["typ"] = envelope.Type,
                ["alg"] = envelope.Algorithm == SignedPayload.Es256k ? "ES256K" : "ES256",
                ["kid"] = envelope.Key.ToString(),
                ["sha256"] = Text(Digest.Of(bytes)),
                ["payloadSha256"] = Text(Digest.Of(envelope.Payload.Span)),
            };
            return Read() with { Envelope = header };

            Finding Read()
            {
                if (envelope.Algorithm != kind.Algorithm) return Finding.Malformed(kind.Name, "The algorithm is not that of this typ.");
                if (carrier is { } letter && letter != kind.Carrier) return Finding.Malformed(kind.Name, $"A code under /{letter}/ does not carry this typ.");
                try
                {
                    var (says, own) = kind.Read(envelope.Payload);
                    if (carrier == 'P' && !PaymentOrder.Decode(envelope.Payload).IsShowable) return Finding.Malformed(kind.Name, "An order in a code has the keys 1 to 8 only.");
                    var verdict = kind.Algorithm == SignedPayload.Es256k ? ByDevice(envelope, kind, given ?? Matching(own, envelope)) : ByServer(envelope, kind);
                    return verdict with { Says = says };
                }
                catch (Exception e) when (e is FormatException or OverflowException)
                {
                    return Finding.Malformed(kind.Name, e.Message);
                }
            }
        }

        private Finding ByDevice(SignedPayload envelope, Kind kind, PublicKey? key)
        {
            // The server looks the key up first: an unknown key wins over a bad signature.
            if (key is not null && key.Id != envelope.Key) return new(kind.Name, false, $"The kid is not that of the key given, {key.Id}.", "unknown_key");
            if (Es256k.Flaw(envelope.Signature.Span) is { } flaw) return new(kind.Name, false, flaw, "bad_signature");
            if (key is null) return new(kind.Name, null, "The signer's public key was not given, so only the form was checked: give {\"key\": hex, \"payload\": …}.");
            return DeviceFlaw(key, envelope.ToBeSigned(), envelope.Signature.Span) is { } bad ? new(kind.Name, false, bad, "bad_signature") : new(kind.Name, true);
        }

        private Finding ByServer(SignedPayload envelope, Kind kind)
        {
            if (keys(envelope.Key) is not { } key) return new(kind.Name, false, "No key known here has this kid.", "unknown_key");
            if (key.Purpose != kind.Name) return new(kind.Name, false, $"The key of this kid signs another kind of payload: {key.Purpose}.", "unknown_key");
            return key.Verify(envelope) ? new(kind.Name, true) : new(kind.Name, false, "The key did not sign these bytes.", "bad_signature");
        }

        private string? DeviceFlaw(PublicKey key, ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature) =>
            Es256k.Flaw(signature) ?? (Es256k.Verify(verifier, key, message, signature) ? null : "The key did not sign these bytes, or it is no point of the curve.");

        private Finding Jwt(string text, string[] parts)
        {
            if (FromBase64Url(parts[0]) is not { } head || FromBase64Url(parts[1]) is not { } body || FromBase64Url(parts[2]) is not { } signature)
                return new("jwt", false, "Its parts are not base64url without padding.");
            if (ToObject(head) is not { } header || ToObject(body) is not { } claims) return new("jwt", false, "Its header or its claims are no JSON object.");

            var credential = CredentialIn(claims);
            var finding = new Finding(credential ?? "jwt", false, Says: new() { ["header"] = header, ["claims"] = claims });
            if (credential is not null && header.FirstOrDefault(member => member.Key is not ("alg" or "kid" or "typ")) is { Key: { } further })
                return finding with { Why = $"A credential's header has alg, kid and typ only, and no {further}: its key is looked up, not brought along." };
            if (TextOf(header["alg"]) != "ES256") return finding with { Why = "The algorithm is not ES256." };
            if (credential is not null && TextOf(header["typ"]) is not (null or "JWT")) return finding with { Why = "The typ of a credential is JWT." };
            var kid = TextOf(header["kid"]);
            // A credential names its key by an address that ends with the kid.
            if (kid is null || !KeyId.TryParse(kid[(kid.LastIndexOfAny(['#', '/']) + 1)..], out var id) || keys(id) is not { } key) return finding with { Why = "No key known here has this kid.", Code = "unknown_key" };
            if (credential is not null && key.Purpose != Keys.Purposes.Badge) return finding with { Why = $"The key of this kid does not sign credentials: {key.Purpose}.", Code = "unknown_key" };
            if (!key.Verify(Encoding.ASCII.GetBytes(text[..text.LastIndexOf('.')]), signature)) return finding with { Why = "The key did not sign these bytes.", Code = "bad_signature" };
            finding.Says!["purpose"] = key.Purpose;
            return finding with { Valid = true };
        }

        /// <summary>Which of the label owner's credentials the claims are; null: none.</summary>
        private static string? CredentialIn(JsonObject claims)
        {
            var types = claims["type"] is JsonArray array ? array.Select(TextOf).ToList() : [];
            return types.Contains("OpenBadgeCredential") ? "badge" : types.Contains("BitstringStatusListCredential") ? "status_list" : null;
        }

        /// <summary>A signed note of C2SP (signed-note), as checkpoints are; its key comes as the note verifier key (vkey) that <c>/v1/ledger</c> gives.</summary>
        private static Finding Note(string text, string? vkey)
        {
            if (!text.EndsWith('\n')) text += "\n"; // an item on a line loses its last line break
            if (!SignedNote.TryParse(text, out var note, out var why)) return new("note", false, why);

            var says = new JsonObject { ["text"] = note.Text };
            if (Checkpoint.TryParse(note.Text, out var checkpoint))
                (says["origin"], says["treeSize"], says["root"]) = (checkpoint.Origin, checkpoint.Size, Convert.ToBase64String(checkpoint.Root.ToBytes()));
            says["signatures"] = new JsonArray([.. note.Signatures.Select(s => new JsonObject { ["name"] = s.Name, ["keyHash"] = s.KeyId.ToString("x8", CultureInfo.InvariantCulture) })]);

            var finding = new Finding("note", null, Says: says);
            return vkey is null ? finding with { Why = "The signer's verifier key was not given, so only the form was checked: give {\"note\": …, \"vkey\": …}." }
                : !NoteKey.TryParse(vkey, out var key) ? finding with { Valid = false, Why = "The vkey is none: name, + and 8 hexadecimal digits, + and base64 of an Ed25519 key." }
                : !note.Signatures.Any(key.Made) ? finding with { Valid = false, Why = "The note has no signature by that key.", Code = "unknown_key" }
                : NoteSigner.Verify(key, note) ? finding with { Valid = true }
                : finding with { Valid = false, Why = "The key did not sign this text.", Code = "bad_signature" };
        }

        /// <summary>The answer of <c>/v1/payments/{payment}/proof</c>; its key may be given beside its members.</summary>
        private static Finding Proof(JsonElement json)
        {
            if (Number("position") is not { } position || position < 1 || Number("treeSize") is not { } size || Text("checkpoint") is not { } checkpoint
                || Bytes(Text("salt"), Leaf.SaltSize) is not { } salt || Bytes(Text("entryHash"), Digest.Size) is not { } entryHash
                || !json.TryGetProperty("path", out var steps) || steps.ValueKind != JsonValueKind.Array)
                return new("proof", false, "A proof has position, salt, entryHash, treeSize, path and checkpoint.");
            var path = steps.EnumerateArray().Select(step => step.ValueKind == JsonValueKind.String ? Bytes(step.GetString(), Digest.Size) : null).ToList();
            if (path.Contains(null)) return new("proof", false, "A step of the path is not 32 bytes in base64url without padding.");

            var note = Note(checkpoint, Text("vkey"));
            var finding = note with { Is = "proof", Says = new() { ["position"] = position, ["checkpoint"] = note.Says } };
            if (note.Valid is false) return finding with { Why = $"Its checkpoint: {note.Why}" };
            if (note.Says!["treeSize"] is not { } sealedSize) return finding with { Valid = false, Why = "Its checkpoint is a signed note, but no checkpoint." };
            if ((long)sealedSize != size) return finding with { Valid = false, Why = "Its treeSize is not that of its checkpoint." };
            var leaf = new Leaf(new(position), salt, Digest.FromBytes(entryHash));
            finding.Says!["leafHash"] = Convert.ToHexStringLower(leaf.Hash.ToBytes());
            var root = Digest.FromBytes(Convert.FromBase64String((string)note.Says["root"]!));
            return MerkleTree.VerifyInclusion(leaf.Hash, leaf.Index, size, root, [.. path.Select(step => Digest.FromBytes(step))])
                ? finding with { Why = note.Valid is null ? "The path leads to the root, but the signer's verifier key was not given: add \"vkey\"." : null }
                : finding with { Valid = false, Why = "The path does not lead from the entry to the root of the checkpoint." };

            long? Number(string name) => json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number) ? number : null;
            string? Text(string name) => json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
            static byte[]? Bytes(string? text, int size) => text is not null && FromBase64Url(text) is { } bytes && bytes.Length == size ? bytes : null;
        }
    }

    /// <summary>One of the seven payloads.</summary>
    /// <param name="Type">The typ of its envelope.</param>
    /// <param name="Algorithm">The alg of its envelope.</param>
    /// <param name="Carrier">The letter of the QR text that may carry it, or none.</param>
    /// <param name="Read">What it says; and the key that it names itself, if it does.</param>
    private sealed record Kind(string Type, int Algorithm, char? Carrier, Func<ReadOnlyMemory<byte>, (JsonObject Says, PublicKey? Own)> Read)
    {
        public string Name => Type[(Type.LastIndexOf('.') + 1)..];
    }

    private static readonly Kind[] Kinds =
    [
        new(PaymentOrder.Type, SignedPayload.Es256k, 'P', bytes => (Say(PaymentOrder.Decode(bytes)), null)),
        new(DeviceProof.Type, SignedPayload.Es256k, null, bytes => DeviceProof.Decode(bytes) is var proof ? (Say(proof), proof.Key) : default),
        new(Mandate.Type, SignedPayload.Es256k, null, bytes => (Say(Mandate.Decode(bytes)), null)),
        new(CooperationConfirmation.Type, SignedPayload.Es256k, null, bytes => (Say(CooperationConfirmation.Decode(bytes)), null)),
        new(TransferSlip.Type, SignedPayload.Es256k, 'N', bytes => (Say(TransferSlip.Decode(bytes)), null)),
        new(RequestCode.Type, SignedPayload.Es256, 'R', bytes => (Say(RequestCode.Decode(bytes)), null)),
        new(Receipt.Type, SignedPayload.Es256, null, bytes => (Say(Receipt.Decode(bytes)), null)),
        new(Badge.Type, SignedPayload.Es256, 'B', bytes => (Say(Badge.Decode(bytes)), null)),
    ];

    /// <summary>A proof names its key; another key that vouches for it must be given.</summary>
    private static PublicKey? Matching(PublicKey? own, SignedPayload envelope) => own?.Id == envelope.Key ? own : null;

    private static JsonObject Say(PaymentOrder order) => WithoutNulls(new()
    {
        ["ledger"] = order.Ledger.Value,
        ["id"] = order.Id.ToString(),
        ["payer"] = order.Payer.Value,
        ["payee"] = order.Payee.Value,
        ["amount"] = order.Amount.Minor,
        ["unit"] = order.Unit.Code,
        ["notAfter"] = Seconds(order.NotAfter),
        ["request"] = order.Request?.ToString(),
        ["note"] = order.Note,
        ["purses"] = order.Purses.Count == 0 ? null : new JsonArray([.. order.Purses.Select(p => new JsonObject { ["purse"] = p.Purse.ToString(), ["part"] = p.Part.Minor })]),
        ["refunds"] = order.Refunds?.ToString(),
        ["fee"] = order.Fee?.Minor,
    });

    private static JsonObject Say(DeviceProof proof) => new()
    {
        ["ledger"] = proof.Ledger.Value,
        ["account"] = proof.Account.Value,
        ["challenge"] = Base64Url.EncodeToString(proof.Challenge.Span),
        ["key"] = Base64Url.EncodeToString(proof.Key.Bytes),
    };

    private static JsonObject Say(Mandate mandate) => WithoutNulls(new()
    {
        ["ledger"] = mandate.Ledger.Value,
        ["id"] = mandate.Id.ToString(),
        ["payer"] = mandate.Payer.Value,
        ["payee"] = mandate.Payee?.Value,
        ["perPayment"] = mandate.PerPayment.Minor,
        ["unit"] = mandate.Unit.Code,
        ["perPeriod"] = mandate.PerPeriod.Minor,
        ["periodDays"] = mandate.PeriodDays,
        ["lastDay"] = Day(mandate.LastDay),
    });

    private static JsonObject Say(CooperationConfirmation confirmation) => new()
    {
        ["ledger"] = confirmation.Book.Value,
        ["cooperation"] = confirmation.Cooperation.Uuid.ToString(),
        ["text"] = Text(confirmation.Text),
        ["participant"] = confirmation.Participant.Value,
        ["day"] = Day(confirmation.Day),
    };

    private static JsonObject Say(TransferSlip slip) => WithoutNulls(new()
    {
        ["ledger"] = slip.Ledger.Value,
        ["id"] = slip.Id.ToString(),
        ["from"] = slip.From.Value,
        ["to"] = slip.To.Value,
        ["notes"] = new JsonArray([.. slip.Notes.Counts.Select(c => new JsonObject { ["series"] = c.Key.Series, ["denomination"] = c.Key.Denomination.Minor, ["count"] = c.Value })]),
        ["at"] = slip.At,
        ["first"] = slip.First is { } first ? Text(first) : null,
    });

    private static JsonObject Say(RequestCode code) => WithoutNulls(new()
    {
        ["ledger"] = code.Ledger.Value,
        ["request"] = code.Request.ToString(),
        ["payee"] = code.Payee.Value,
        ["payeeName"] = code.PayeeName,
        ["amount"] = code.Amount?.Minor,
        ["unit"] = code.Unit.Code,
        ["expiresAt"] = code.ExpiresAt is { } at ? Seconds(at) : null,
        ["reference"] = code.Reference,
        ["grant"] = code.Grant,
        ["standing"] = code.Standing ? true : null,
    });

    private static JsonObject Say(Receipt receipt) => new()
    {
        ["ledger"] = receipt.Ledger.Value,
        ["order"] = receipt.Order.ToString(),
        ["position"] = receipt.Position.Value,
        ["entryHash"] = Text(receipt.EntryHash),
        ["received"] = Text(receipt.Received),
        ["amount"] = receipt.Amount.Minor,
        ["unit"] = receipt.Unit.Code,
        ["payer"] = receipt.Payer.Value,
        ["payee"] = receipt.Payee.Value,
        ["committedAt"] = receipt.CommittedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
    };

    private static JsonObject Say(Badge badge) => new()
    {
        ["issuer"] = badge.Issuer.Value,
        ["grant"] = badge.Number.Value,
        ["holder"] = badge.Holder,
        ["holderId"] = badge.HolderId,
        ["level"] = badge.Level,
        ["from"] = Day(badge.From),
        ["until"] = Day(badge.Until),
        ["statusIndex"] = badge.StatusIndex,
        ["commune"] = badge.Commune,
        ["kind"] = badge.Kind,
    };

    // The framework's encoder escapes controls by itself; Unicode's Bidi_Control property (UAX #9) it does not know.
    private static TextEncoderSettings WithoutDirectionMarks()
    {
        var settings = new TextEncoderSettings(UnicodeRanges.All);
        settings.ForbidCharacters('\u061C', '\u200E', '\u200F');
        settings.ForbidRange(UnicodeRange.Create('\u202A', '\u202E'));
        settings.ForbidRange(UnicodeRange.Create('\u2066', '\u2069'));
        return settings;
    }

    private static JsonObject WithoutNulls(JsonObject json)
    {
        foreach (var absent in json.Where(member => member.Value is null).Select(member => member.Key).ToList()) json.Remove(absent);
        return json;
    }

    private static string Text(Digest digest) => Base64Url.EncodeToString(digest.ToBytes());

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>An instant; the bare number where the calendar ends before it.</summary>
    private static JsonNode Seconds(long unix) => unix <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
        ? DateTimeOffset.FromUnixTimeSeconds(unix).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture)
        : unix;

    private static PublicKey? Key(string hex, out string? why)
    {
        why = null;
        if (FromHex(hex) is not { } bytes) why = "The key is not hexadecimal.";
        else if (PublicKey.TryFromBytes(bytes, out var key)) return key;
        else why = "The key is not 33 bytes, the compressed form (02 or 03 and x).";
        return null;
    }

    private static bool IsNote(byte[] bytes) => Utf8.IsValid(bytes) && bytes.AsSpan().IndexOf("\n\n\u2014 "u8) >= 0;

    private static JsonObject? ToObject(byte[] json)
    {
        try
        {
            return JsonNode.Parse(json, documentOptions: Strict) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? TextOf(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static byte[]? FromHex(string text)
    {
        try
        {
            return Convert.FromHexString(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static byte[]? FromBase64(string text)
    {
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // One meaning, one text: padding, blanks and spare bits are refused.
    private static byte[]? FromBase64Url(string text)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(text);
            return Base64Url.EncodeToString(bytes) == text ? bytes : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\AHTTP(?<secure>S?)://(?<host>[^/?#@\s]+)/(?<letter>[RPB])/(?<payload>[A-Z2-7]+)\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex QrForm();

    [GeneratedRegex(@"\A(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])(:\d+)?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex LoopbackHost();
}
