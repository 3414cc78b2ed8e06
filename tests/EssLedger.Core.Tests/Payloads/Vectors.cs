using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Badges;
using EssLedger.Core.Labels;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Payloads;

/// <summary>A frozen vector of mobile-api-spec/vectors.</summary>
/// <param name="Type">The typ as which it is read.</param>
/// <param name="Name">What it is.</param>
/// <param name="Code">The code it gets; null when it is good.</param>
/// <param name="Message">All bytes.</param>
/// <param name="Says">What a good one says.</param>
public sealed record Vector(string Type, string Name, string? Code, byte[] Message, JsonElement Says)
{
    public override string ToString() => $"{Type[(Type.LastIndexOf('.') + 1)..]}: {Name}";
}

/// <summary>The files of mobile-api-spec/vectors, copied beside the tests.</summary>
public static class Vectors
{
    /// <summary>What a payload's own code does with its bytes: reads them and writes them again.</summary>
    public sealed record Kind(string Type, int Algorithm, Func<ReadOnlyMemory<byte>, byte[]> Again)
    {
        /// <summary>Reads a whole message and writes it again.</summary>
        public byte[] MessageAgain(ReadOnlyMemory<byte> message)
        {
            var envelope = SignedPayload.Decode(message, Type, Algorithm);
            var header = SignedPayload.Header(Type, Algorithm, envelope.Key);
            return (envelope with { ProtectedHeader = header, Payload = Again(envelope.Payload) }).Encode();
        }
    }

    public static IReadOnlyList<Kind> Kinds { get; } =
    [
        new(PaymentOrder.Type, SignedPayload.Es256k, p => PaymentOrder.Decode(p).Encode()),
        new(DeviceProof.Type, SignedPayload.Es256k, p => DeviceProof.Decode(p).Encode()),
        new(Mandate.Type, SignedPayload.Es256k, p => Mandate.Decode(p).Encode()),
        new(CooperationConfirmation.Type, SignedPayload.Es256k, p => CooperationConfirmation.Decode(p).Encode()),
        new(TransferSlip.Type, SignedPayload.Es256k, p => TransferSlip.Decode(p).Encode()),
        new(RequestCode.Type, SignedPayload.Es256, p => RequestCode.Decode(p).Encode()),
        new(Receipt.Type, SignedPayload.Es256, p => Receipt.Decode(p).Encode()),
        new(Badge.Type, SignedPayload.Es256, p => Badge.Decode(p).Encode()),
    ];

    public static Kind KindOf(string type) => Kinds.Single(k => k.Type == type);

    public static IReadOnlyList<Vector> All { get; } = [.. Kinds.SelectMany(kind => Of(kind.Type))];

    public static JsonElement Read(string name) =>
        JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "vectors", $"{name}.json"))).RootElement;

    public static byte[] Hex(JsonElement element, string name) => Convert.FromHexString(element.GetProperty(name).GetString()!);

    private static IEnumerable<Vector> Of(string type)
    {
        var file = Read(type[(type.LastIndexOf('.') + 1)..]);
        foreach (var v in file.GetProperty("valid").EnumerateArray())
            yield return new(type, v.GetProperty("name").GetString()!, null, Hex(v, "message"), v.GetProperty("says"));
        foreach (var v in file.GetProperty("invalid").EnumerateArray())
            yield return new(type, v.GetProperty("name").GetString()!, v.GetProperty("code").GetString(), Hex(v, "message"), default);
    }
}
