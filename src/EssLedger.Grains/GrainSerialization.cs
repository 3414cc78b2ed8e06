using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Serialization.Cloning;

namespace EssLedger.Grains;

/// <summary>Lets grains take and return the core's types: within a server as they are (they never change), between servers as JSON whose
/// interesting parts are the very bytes of the book and of the order.</summary>
public static class GrainSerialization
{
    /// <summary>The shape of what servers say to each other. Servers of two shapes on one database are two clusters, which the book keeps from acting against each
    /// other; so a change here is all that a rolling update needs. A test compares what is said with what was said under this number, and tells when to raise it.</summary>
    public const int Version = 1;

    public static void AddCoreTypes(this ISerializerBuilder builder)
    {
        builder.Services.AddSingleton<IGeneralizedCopier, SameInstance>();
        // "Busy" is still "busy" when another server says it, whatever the database said to that one.
        builder.Services.Configure<ExceptionSerializationOptions>(options => options.SupportedNamespacePrefixes.UnionWith(["EssLedger", "Npgsql"]));
        builder.AddJsonSerializer(IsOurs, _ => false, options => options.Configure(codec => codec.SerializerOptions = Json()));
    }

    /// <summary>Core types, and records of this project that are made of them.</summary>
    private static bool IsOurs(Type type) =>
        type.Assembly == typeof(Act).Assembly || (type.Assembly == typeof(GrainSerialization).Assembly && type.GetCustomAttributes(typeof(GenerateSerializerAttribute), false).Length == 0 && !typeof(Delegate).IsAssignableFrom(type) && !typeof(IGrain).IsAssignableFrom(type) && !typeof(Exception).IsAssignableFrom(type) && !type.IsInterface && type.IsPublic && type.Namespace == "EssLedger.Grains");

    private sealed class SameInstance : IGeneralizedCopier
    {
        public object? DeepCopy(object? input, CopyContext context) => input;
        public bool IsSupportedType(Type type) => IsOurs(type);
    }

    public static JsonSerializerOptions Json()
    {
        var json = new JsonSerializerOptions { IncludeFields = true };
        Add(Text<AccountId>.Converter(v => v.Value, AccountId.Parse));
        Add(Text<PersonId>.Converter(v => v.Value, PersonId.Parse));
        Add(Text<LedgerId>.Converter(v => v.Value, LedgerId.Parse));
        Add(Text<GrantNumber>.Converter(v => v.Value, GrantNumber.Parse));
        Add(Text<Unit>.Converter(v => v.Code, Unit.Parse));
        Add(Text<ParticipantId>.Converter(v => v.Value, ParticipantId.Parse));
        Add(Text<HolderId>.Converter(v => v.Value, t => HolderId.TryParse(t, out var id) ? id : throw new JsonException()));
        Add(Text<PublicMandateId>.Converter(v => v.Value, PublicMandateId.Parse));
        Add(Text<Siret>.Converter(v => v.Value, Siret.Parse));
        Add(Text<CampaignId>.Converter(v => v.Value, CampaignId.Parse));
        Add(Text<KeyId>.Converter(v => v.ToString(), t => KeyId.TryParse(t, out var id) ? id : throw new JsonException()));
        Add(Text<Uuid>.Converter(v => v.ToString(), t => Uuid.TryParse(t, out var id) ? id : throw new JsonException()));
        Add(Text<Position>.Converter(v => v.ToString(), t => new(long.Parse(t, CultureInfo.InvariantCulture))));
        Add(Text<Digest>.Converter(v => v.ToString(), t => Digest.FromBytes(Convert.FromHexString(t))));
        Add(Text<Amount>.Converter(v => v.Minor.ToString(CultureInfo.InvariantCulture), t => Amount.FromMinor(long.Parse(t, CultureInfo.InvariantCulture))));
        Add(Text<BureauId>.Converter(v => v.Value, BureauId.Parse));
        Add(Text<Notes>.Converter(v => Convert.ToBase64String(PaperBytes.Encode(v)), t => PaperBytes.DecodeNotes(Convert.FromBase64String(t))));
        Add(Text<PaperState>.Converter(v => Convert.ToBase64String(PaperBytes.Encode(v)), t => PaperBytes.Decode(Convert.FromBase64String(t))));
        Add(Text<Account>.Converter(v => AccountSnapshot.Of(v, Digest.Zero).Text, t => new AccountSnapshot { Text = t }.Read()!.Value.Account));
        Add(Text<TreasuryState>.Converter(v => Convert.ToBase64String(TreasuryBytes.Encode(v)), t => TreasuryBytes.Decode(Convert.FromBase64String(t))));
        Add(Text<SignedOrder>.Converter(v => Convert.ToBase64String(v.Bytes.Span), t => SignedOrder.TryDecode(Convert.FromBase64String(t), out var order, out _) ? order : throw new JsonException()));
        Add(Text<SignedProof>.Converter(v => Convert.ToBase64String(v.Bytes.Span), t => SignedProof.TryDecode(Convert.FromBase64String(t), out var proof, out _) ? proof : throw new JsonException()));
        Add(Text<SignedMandate>.Converter(v => Convert.ToBase64String(v.Bytes.Span), t => SignedMandate.TryDecode(Convert.FromBase64String(t), out var mandate, out _) ? mandate : throw new JsonException()));
        Add(Text<SignedConfirmation>.Converter(v => Convert.ToBase64String(v.Bytes.Span), t => SignedConfirmation.TryDecode(Convert.FromBase64String(t), out var signed, out _) ? signed : throw new JsonException()));
        Add(Text<PublicKey>.Converter(v => Convert.ToBase64String(v.Bytes), t => PublicKey.TryFromBytes(Convert.FromBase64String(t), out var key) ? key : throw new JsonException()));
        json.Converters.Add(new FactConverter());
        json.Converters.Add(new ActConverter());
        return json;

        void Add(JsonConverter converter) => json.Converters.Add(converter);
    }

    private static class Text<T>
    {
        public static JsonConverter Converter(Func<T, string> write, Func<string, T> read) => new TextConverter(write, read);

        private sealed class TextConverter(Func<T, string> write, Func<string, T> read) : JsonConverter<T>
        {
            public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => read(reader.GetString()!);
            public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) => writer.WriteStringValue(write(value));
        }
    }

    private sealed class ActConverter : JsonConverter<Act>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(Act).IsAssignableFrom(typeToConvert);
        public override Act Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Codec.Decode(reader.GetBytesFromBase64());
        public override void Write(Utf8JsonWriter writer, Act value, JsonSerializerOptions options) => writer.WriteBase64StringValue(Codec.Encode(value));
    }

    private sealed class FactConverter : JsonConverter<LabelFact>
    {
        public override bool CanConvert(Type typeToConvert) => typeof(LabelFact).IsAssignableFrom(typeToConvert);
        public override LabelFact Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => LabelFact.Decode(reader.GetBytesFromBase64());
        public override void Write(Utf8JsonWriter writer, LabelFact value, JsonSerializerOptions options) => writer.WriteBase64StringValue(value.Encode());
    }
}
