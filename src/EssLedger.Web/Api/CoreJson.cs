using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using EssLedger.Core.Accounts;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Api;

/// <summary>How the core's types look in JSON, so that handlers take and return them as they are.</summary>
public static class CoreJson
{
    /// <summary>The largest integer that every JSON reader keeps exact (2^53 − 1).</summary>
    public const long MaxExact = (1L << 53) - 1;

    private delegate bool TryParse<T>(string? text, out T value);

    public static void AddTo(JsonSerializerOptions json)
    {
        json.Converters.Add(new InstantConverter());
        json.Converters.Add(new AmountConverter());
        json.Converters.Add(new BalanceConverter());
        json.Converters.Add(new TextConverter<AccountId>(AccountId.TryParse, "an account id"));
        json.Converters.Add(new TextConverter<PersonId>(PersonId.TryParse, "a person id"));
        json.Converters.Add(new TextConverter<MerchantId>(MerchantId.TryParse, "a merchant id"));
        json.Converters.Add(new TextConverter<LedgerId>(LedgerId.TryParse, "a ledger id"));
        json.Converters.Add(new TextConverter<GrantNumber>(GrantNumber.TryParse, "a grant number"));
        json.Converters.Add(new TextConverter<Unit>(Unit.TryParse, "a unit"));
        json.Converters.Add(new TextConverter<KeyId>(KeyId.TryParse, "a key id"));
        json.Converters.Add(new TextConverter<Uuid>(Uuid.TryParse, "a UUID"));
        json.Converters.Add(new TextConverter<OrderId>(Wrapped(u => new OrderId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<RequestId>(Wrapped(u => new RequestId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<PurseId>(Wrapped(u => new PurseId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<IssuanceId>(Wrapped(u => new IssuanceId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<RemittanceId>(Wrapped(u => new RemittanceId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<ProposalId>(Wrapped(u => new ProposalId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<PublicMandateId>(PublicMandateId.TryParse, "a public mandate's id"));
        json.Converters.Add(new TextConverter<CampaignId>(CampaignId.TryParse, "a campaign id"));
        json.Converters.Add(new TextConverter<LabelApplicationId>(Wrapped(u => new LabelApplicationId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<EvidenceId>(Wrapped(u => new EvidenceId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<CooperationId>(Wrapped(u => new CooperationId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<ComplaintId>(Wrapped(u => new ComplaintId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<TillId>(Wrapped(u => new TillId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<WebhookId>(Wrapped(u => new WebhookId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<MandateId>(Wrapped(u => new MandateId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<CardId>(Wrapped(u => new CardId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<ParticipantId>(ParticipantId.TryParse, "a participant id"));
        json.Converters.Add(new TextConverter<DebitMandateId>(Wrapped(u => new DebitMandateId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<DebitBatchId>(Wrapped(u => new DebitBatchId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<DebitId>(Wrapped(u => new DebitId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<SlipId>(Wrapped(u => new SlipId(u)), "a UUID"));
        json.Converters.Add(new TextConverter<BureauId>(BureauId.TryParse, "a bureau's id"));
        json.Converters.Add(new PositionConverter());
        json.Converters.Add(new DigestConverter());
        json.Converters.Add(new BytesConverter());
    }

    private static TryParse<T> Wrapped<T>(Func<Uuid, T> wrap) => (string? text, out T value) =>
    {
        var good = Uuid.TryParse(text, out var uuid);
        value = wrap(uuid);
        return good;
    };

    private sealed class TextConverter<T>(TryParse<T> tryParse, string what) : JsonConverter<T> where T : struct
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && tryParse(reader.GetString(), out var value) ? value : throw new FieldException($"is not {what}");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }

    /// <summary>Instants are RFC 3339 in UTC, to the millisecond.</summary>
    private sealed class InstantConverter : JsonConverter<DateTimeOffset>
    {
        public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant) ? instant : throw new FieldException("is not an RFC 3339 instant");

        public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }

    private sealed class AmountConverter : JsonConverter<Amount>
    {
        public override Amount Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out var minor) && minor is >= 0 and <= MaxExact
                ? Amount.FromMinor(minor)
                : throw new FieldException("is not a whole number of minor units from 0 to 2^53-1");

        public override void Write(Utf8JsonWriter writer, Amount value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Minor);
    }

    private sealed class BalanceConverter : JsonConverter<Balance>
    {
        public override Balance Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());
        public override void Write(Utf8JsonWriter writer, Balance value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Minor);
    }

    private sealed class PositionConverter : JsonConverter<Position>
    {
        public override Position Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetInt64());
        public override void Write(Utf8JsonWriter writer, Position value, JsonSerializerOptions options) => writer.WriteNumberValue(value.Value);
    }

    /// <summary>Reads 32 bytes as the API writes them; null: they are none.</summary>
    public static Digest? DigestOf(string? text) => BytesConverter.TryDecode(text, out var bytes) && bytes.Length == Digest.Size ? Digest.FromBytes(bytes) : null;

    private sealed class DigestConverter : JsonConverter<Digest>
    {
        public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            BytesConverter.TryRead(ref reader, out var bytes) && bytes.Length == Digest.Size
                ? Digest.FromBytes(bytes)
                : throw new FieldException("is not 32 bytes in base64url without padding");

        public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(Base64Url.EncodeToString(value.ToBytes()));
    }

    /// <summary>Bytes are base64url without padding (RFC 4648 §5), not the framework's base64.</summary>
    private sealed class BytesConverter : JsonConverter<byte[]>
    {
        public override byte[] Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            TryRead(ref reader, out var bytes) ? bytes : throw new FieldException("is not base64url without padding");

        public override void Write(Utf8JsonWriter writer, byte[] value, JsonSerializerOptions options) => writer.WriteStringValue(Base64Url.EncodeToString(value));

        public static bool TryRead(ref Utf8JsonReader reader, out byte[] bytes)
        {
            bytes = [];
            return reader.TokenType == JsonTokenType.String && TryDecode(reader.GetString(), out bytes);
        }

        public static bool TryDecode(string? text, out byte[] bytes)
        {
            bytes = [];
            if (text is null) return false;
            try { bytes = Base64Url.DecodeFromChars(text); }
            catch (FormatException) { return false; }
            // One meaning, one text: padding, spaces and spare bits are refused.
            return Base64Url.EncodeToString(bytes) == text;
        }
    }
}

/// <summary>A value of a JSON body that is not what its field takes; the message is for the caller.</summary>
public sealed class FieldException(string what) : JsonException(what);
