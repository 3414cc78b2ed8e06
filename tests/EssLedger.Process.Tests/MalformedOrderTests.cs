using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;

namespace EssLedger.Outside;

/// <summary>Bytes that are no order, each signed as well as it can be, so that nothing but the form is wrong.</summary>
public abstract class MalformedOrderTests(Town town)
{
    [Collection<SqliteTown.Shared>]
    public sealed class OnSqlite(SqliteTown town) : MalformedOrderTests(town);

    [Collection<ClusterTown.Shared>]
    public sealed class OnCluster(ClusterTown town) : MalformedOrderTests(town);

    private static readonly Dictionary<string, Func<Member, byte[]>> Spoilt = new()
    {
        ["nothing"] = _ => [],
        ["no CBOR"] = _ => "hello"u8.ToArray(),
        ["cut short"] = m => Good(m)[..^1],
        ["cut inside the header"] = m => Good(m)[..10],
        ["one byte more"] = m => [.. Good(m), 0],
        ["two orders"] = m => [.. Good(m), .. Good(m)],
        ["without tag 18"] = m => Good(m)[1..],
        ["tag 17"] = m => [0xD1, .. Good(m)[1..]],
        ["tag 18 in two bytes"] = m => [0xD8, 0x12, .. Good(m)[1..]],
        ["tagged twice"] = m => [0xD2, .. Good(m)],
        ["five parts"] = m => [0xD2, 0x85, .. Good(m)[2..], 0x40],
        ["an array of unknown length"] = m => [0xD2, 0x9F, .. Good(m)[2..], 0xFF],
        ["an innocent unprotected header"] = m => Raw.Sign(m.Device, Payload(m), unprotected: Raw.Map((Raw.Int(3), Raw.Text("x")))),
        ["the kid in the unprotected header too"] = m => Raw.Sign(m.Device, Payload(m), unprotected: Raw.Map((Raw.Int(4), Raw.Bytes(m.Device.Key.Id.ToBytes())))),
        ["an unprotected header of unknown length"] = m => Raw.Sign(m.Device, Payload(m), unprotected: [0xBF, 0xFF]),
        ["another protected header"] = m => Raw.Sign(m.Device, Payload(m), Header(m, (Raw.Int(3), Raw.Text("x")))),
        ["a critical header"] = m => Raw.Sign(m.Device, Payload(m), Header(m, (Raw.Int(2), Raw.Array(Raw.Int(1))))),
        ["no kid"] = m => Raw.Sign(m.Device, Payload(m), Raw.Map((Raw.Int(1), Raw.Int(-47)), (Raw.Int(16), Raw.Text(PaymentOrder.Type)))),
        ["a kid of 9 bytes"] = m => Raw.Sign(m.Device, Payload(m), HeaderOf(-47, [.. m.Device.Key.Id.ToBytes(), 0], PaymentOrder.Type)),
        ["headers out of order"] = m => Raw.Sign(m.Device, Payload(m), Raw.Map((Raw.Int(16), Raw.Text(PaymentOrder.Type)), (Raw.Int(1), Raw.Int(-47)), (Raw.Int(4), Raw.Bytes(m.Device.Key.Id.ToBytes())))),
        ["a header twice"] = m => Raw.Sign(m.Device, Payload(m), Header(m, (Raw.Int(1), Raw.Int(-47)))),
        ["typ of a proof"] = m => Raw.Sign(m.Device, Payload(m), HeaderOf(-47, m.Device.Key.Id.ToBytes(), "vnd.essledger.proof")),
        ["typ with application/"] = m => Raw.Sign(m.Device, Payload(m), HeaderOf(-47, m.Device.Key.Id.ToBytes(), "application/vnd.essledger.order")),
        ["typ in capitals"] = m => Raw.Sign(m.Device, Payload(m), HeaderOf(-47, m.Device.Key.Id.ToBytes(), "vnd.essledger.Order")),
        ["alg ES256"] = m => Raw.Sign(m.Device, Payload(m), HeaderOf(-7, m.Device.Key.Id.ToBytes(), PaymentOrder.Type)),
        ["alg EdDSA"] = m => Raw.Sign(m.Device, Payload(m), HeaderOf(-8, m.Device.Key.Id.ToBytes(), PaymentOrder.Type)),
        ["alg as text"] = m => Raw.Sign(m.Device, Payload(m), Raw.Map((Raw.Int(1), Raw.Text("ES256K")), (Raw.Int(4), Raw.Bytes(m.Device.Key.Id.ToBytes())), (Raw.Int(16), Raw.Text(PaymentOrder.Type)))),
        ["an empty protected header"] = m => Raw.Sign(m.Device, Payload(m), []),
        ["no payload"] = m => [0xD2, .. Raw.Array(Raw.Bytes(SignedPayload.Header(PaymentOrder.Type, -47, m.Device.Key.Id)), Raw.Map(), [0xF6], Raw.Bytes(new byte[64]))],
        ["a payload that is no map"] = m => Raw.Sign(m.Device, Raw.Array()),
        ["a payload of unknown length"] = m => Raw.Sign(m.Device, [0xBF, .. Payload(m)[1..], 0xFF]),
        ["a text of unknown length"] = m => With(m, 6, [0x7F, .. Raw.Text("MLC"), 0xFF]),
        ["a key twice"] = m => Raw.Sign(m.Device, Raw.Map([.. Fields(m), (Raw.Int(7), Fields(m)[6].Value)])),
        ["a key twice, at once"] = m => Raw.Sign(m.Device, Raw.Map([.. Fields(m)[..5], Fields(m)[4], .. Fields(m)[5..]])),
        ["keys out of order"] = m => Raw.Sign(m.Device, Raw.Map([.. Fields(m).Reverse()])),
        ["an unknown key"] = m => Raw.Sign(m.Device, Raw.Map([.. Fields(m), (Raw.Int(13), Raw.Int(1))])),
        ["key 0"] = m => Raw.Sign(m.Device, Raw.Map([(Raw.Int(0), Raw.Int(1)), .. Fields(m)])),
        ["a negative key"] = m => Raw.Sign(m.Device, Raw.Map([.. Fields(m), (Raw.Int(-1), Raw.Int(1))])),
        ["a text key"] = m => Raw.Sign(m.Device, Raw.Map([.. Fields(m), (Raw.Text("note"), Raw.Text("x"))])),
        ["a key missing"] = m => Raw.Sign(m.Device, Raw.Map(Fields(m)[..^1])),
        ["a map that says one more"] = m => Raw.Sign(m.Device, [0xA8, .. Payload(m)[1..]]),
        ["bytes after the payload"] = m => Raw.Sign(m.Device, [.. Payload(m), 0]),
        ["amount 0"] = m => With(m, 5, Raw.Int(0)),
        ["amount -1"] = m => With(m, 5, Raw.Int(-1)),
        ["amount -2^63"] = m => With(m, 5, Raw.Int(long.MinValue)),
        ["amount 2^63"] = m => With(m, 5, Raw.Head(0, 1UL << 63)),
        ["amount 2^64-1"] = m => With(m, 5, Raw.Head(0, ulong.MaxValue)),
        ["amount as big number"] = m => With(m, 5, [0xC2, .. Raw.Bytes([100])]),
        ["amount as float"] = m => With(m, 5, [0xFB, .. BitConverter.GetBytes(100d).Reverse()]),
        ["amount as text"] = m => With(m, 5, Raw.Text("12,50")),
        ["amount in two bytes where one is enough"] = m => With(m, 5, [0x18, 0x05]),
        ["amount in nine bytes"] = m => With(m, 5, [0x1B, 0, 0, 0, 0, 0, 0, 0, 100]),
        ["a length longer than it need be"] = m => With(m, 6, [0x78, 3, .. "MLC"u8]),
        ["a length of 2^62"] = m => With(m, 6, [0x7B, 0x40, 0, 0, 0, 0, 0, 0, 0, .. "MLC"u8]),
        ["unit as bytes"] = m => With(m, 6, Raw.Bytes("MLC"u8.ToArray())),
        ["unit of nine"] = m => With(m, 6, Raw.Text("MLCMLCMLC")),
        ["an empty unit"] = m => With(m, 6, Raw.Text("")),
        ["text that is no UTF-8"] = m => With(m, 6, [0x63, (byte)'M', 0xC3, 0x28]),
        ["an account of 23"] = m => With(m, 4, Raw.Text(new string('A', 23))),
        ["a ledger of 17"] = m => With(m, 1, Raw.Text(new string('A', 17))),
        ["an id of version 4"] = m => With(m, 2, Raw.Bytes(Guid.NewGuid().ToByteArray(bigEndian: true))),
        ["an id of 15 bytes"] = m => With(m, 2, Raw.Bytes(new byte[15])),
        ["an id as text"] = m => With(m, 2, Raw.Text(Any.OrderId().ToString())),
        ["a negative expiry"] = m => With(m, 7, Raw.Int(-1)),
        ["an expiry as float"] = m => With(m, 7, [0xFA, 0, 0, 0, 0]),
        ["a request of 15 bytes"] = m => Plus(m, 8, Raw.Bytes(new byte[15])),
        ["a note of 141"] = m => Plus(m, 9, Raw.Text(new string('n', 141))),
        ["a note with a line break"] = m => Plus(m, 9, Raw.Text("a\nb")),
        ["a note that changes direction"] = m => Plus(m, 9, Raw.Text("10\u202E01")),
        ["a note with half a surrogate pair"] = m => Plus(m, 9, [0x63, 0xED, 0xA0, 0x80]),
        ["no purse in the array"] = m => Plus(m, 10, Raw.Array()),
        ["purses that sum to less"] = m => Plus(m, 10, Raw.Array(Purse(1, 99))),
        ["purses that sum beyond 2^63"] = m => Plus(m, 10, Raw.Array(Purse(1, long.MaxValue), Purse(2, 101))),
        ["a purse twice"] = m => Plus(m, 10, Raw.Array(Purse(1, 50), Purse(1, 50))),
        ["a part of 0"] = m => Plus(m, 10, Raw.Array(Purse(1, 100), Purse(2, 0))),
        ["2^31 purses"] = m => Plus(m, 10, Raw.Head(4, 1UL << 31)),
        ["2^63 purses"] = m => Plus(m, 10, Raw.Head(4, 1UL << 63)),
        ["a refund of 17 bytes"] = m => Plus(m, 11, Raw.Bytes(new byte[17])),
        ["a negative fee"] = m => Plus(m, 12, Raw.Int(-1)),
        ["null for what is absent"] = m => Plus(m, 8, [0xF6]),
        ["a nest of arrays"] = m => Plus(m, 10, [.. Enumerable.Repeat((byte)0x81, 20_000), 0x00]),
    };

    public static TheoryData<string> Names => [.. Spoilt.Keys];

    private static byte[] Good(Member m) => m.Sign(m.Order(m.Account, 100));

    private static byte[] Payload(Member m) => m.Order(Any.Account(), 100).Encode();

    private static (byte[] Key, byte[] Value)[] Fields(Member m)
    {
        var order = m.Order(Any.Account(), 100);
        return
        [
            (Raw.Int(1), Raw.Text(order.Ledger.Value)), (Raw.Int(2), Raw.Bytes(order.Id.Uuid.ToBytes())), (Raw.Int(3), Raw.Text(order.Payer.Value)),
            (Raw.Int(4), Raw.Text(order.Payee.Value)), (Raw.Int(5), Raw.Int(order.Amount.Minor)), (Raw.Int(6), Raw.Text(order.Unit.Code)), (Raw.Int(7), Raw.Int(order.NotAfter)),
        ];
    }

    private static byte[] With(Member m, int key, byte[] value)
    {
        var fields = Fields(m);
        fields[key - 1].Value = value;
        return Raw.Sign(m.Device, Raw.Map(fields));
    }

    private static byte[] Plus(Member m, int key, byte[] value) => Raw.Sign(m.Device, Raw.Map([.. Fields(m), (Raw.Int(key), value)]));

    private static byte[] Purse(byte id, long part) => Raw.Array(Raw.Bytes([.. new byte[15], id]), Raw.Int(part));

    private static byte[] HeaderOf(int algorithm, byte[] kid, string type) => Raw.Map((Raw.Int(1), Raw.Int(algorithm)), (Raw.Int(4), Raw.Bytes(kid)), (Raw.Int(16), Raw.Text(type)));

    /// <summary>The good header and one pair more, in its place.</summary>
    private static byte[] Header(Member m, (byte[] Key, byte[] Value) more) => Raw.Map(
        [.. ((byte[] Key, byte[] Value)[])[(Raw.Int(1), Raw.Int(-47)), more, (Raw.Int(4), Raw.Bytes(m.Device.Key.Id.ToBytes())), (Raw.Int(16), Raw.Text(PaymentOrder.Type))]]);

    [Theory, MemberData(nameof(Names))]
    public async Task What_is_not_the_one_form_is_malformed(string name) =>
        await town.Pay(Spoilt[name](town.Resident(1))).Refused(400, "malformed_payload");

    [Fact]
    public async Task The_fields_of_these_tests_are_good_as_they_are()
    {
        var m = town.Resident(1);
        await town.Pay(Raw.Sign(m.Device, Raw.Map(Fields(m)))).Refused(422, "payee_unknown");
        await town.Pay(Plus(m, 9, Raw.Text(string.Concat(Enumerable.Repeat("\U0001F950", 140))))).Refused(422, "payee_unknown");
    }

    [Fact]
    public async Task An_order_cut_at_any_byte_or_with_any_bit_turned_is_refused()
    {
        var good = Good(town.Resident(1));
        for (var length = 0; length < good.Length; length += 3) await town.Pay(good[..length]).Refused(400, "malformed_payload");
        for (var i = 0; i < good.Length; i++)
        {
            byte[] turned = [.. good];
            turned[i] ^= (byte)(1 << (i % 8));
            using var answer = await town.Pay(turned);
            var code = (await answer.Is((int)answer.StatusCode)).GetProperty("code").GetString();
            Assert.Contains(code, (string[])["malformed_payload", "unknown_key", "bad_signature"]);
        }
    }
}
