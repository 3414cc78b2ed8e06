using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;
using EssLedger.Grains.Signatures;

namespace EssLedger.Grains;

/// <summary>What the server signs goes through the framework's COSE and must still be in the one form that our own decoder takes.</summary>
public sealed class ServerKeyTests
{
    private const string Type = "vnd.essledger.receipt";

    [Theory]
    [InlineData(0)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(65_536)]
    public void Framework_writes_the_one_form(int length)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new ServerKey(key, "receipt");
        var payload = RandomNumberGenerator.GetBytes(length);
        var bytes = server.Sign(Type, payload);

        var envelope = SignedPayload.Decode(bytes, Type, SignedPayload.Es256);
        Assert.Equal(payload, envelope.Payload);
        Assert.Equal(bytes, envelope.Encode());
        Assert.Equal(SignedPayload.Header(Type, SignedPayload.Es256, server.Id), envelope.ProtectedHeader);
        Assert.Equal(64, envelope.Signature.Length);
        Assert.True(server.Verify(envelope));
    }

    [Fact]
    public void Kid_is_that_of_the_public_key_in_der()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Equal(SHA256.HashData(key.ExportSubjectPublicKeyInfo())[..8], new ServerKey(key, "receipt").Id.ToBytes());
    }

    [Fact]
    public void Whatever_was_changed_no_longer_verifies()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new ServerKey(key, "receipt");
        var good = SignedPayload.Decode(server.Sign(Type, [1, 2, 3]));
        Assert.False(server.Verify(good with { Payload = new byte[] { 1, 2, 4 } }));
        Assert.False(server.Verify(good with { ProtectedHeader = SignedPayload.Header("vnd.essledger.badge", SignedPayload.Es256, server.Id) }));
        Assert.False(server.Verify(good with { Key = new(good.Key.Value ^ 1) }));
        Assert.False(server.Verify(good with { Algorithm = SignedPayload.Es256k }));
        Assert.False(new ServerKey(other, "receipt").Verify(good));
        foreach (var length in new[] { 0, 1, 63, 65, 72 }) Assert.False(server.Verify(good with { Signature = new byte[length] }));
        Assert.False(server.Verify(good with { Signature = new byte[64] }));
    }

    [Fact]
    public void Framework_verifies_what_our_own_writer_made()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var kid = new ServerKey(key, "receipt").Id;
        var bytes = SignedPayload.Sign(Type, SignedPayload.Es256, kid, new byte[] { 1, 2, 3 }, message => key.SignData(message, HashAlgorithmName.SHA256)).Encode();
        Assert.True(CoseMessage.DecodeSign1(bytes).VerifyEmbedded(key));
    }

    [Fact]
    public async Task One_key_signs_for_many_threads()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new ServerKey(key, "receipt");
        await Parallel.ForEachAsync(Enumerable.Range(0, 200), (i, _) =>
        {
            Assert.True(server.Verify(SignedPayload.Decode(server.Sign(Type, BitConverter.GetBytes(i)))));
            return ValueTask.CompletedTask;
        });
    }
}
