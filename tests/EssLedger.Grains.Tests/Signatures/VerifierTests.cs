using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;
using EssLedger.Grains.Signatures;
using Org.BouncyCastle.Math;

namespace EssLedger.Grains;

/// <summary>Two libraries behind one interface: whichever a machine has, the same signatures are good. A third voice is JavaScript's.</summary>
public sealed class VerifierTests
{
    private const int Rounds = 250;
    private static readonly BigInteger N = new("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141", 16);
    private static readonly BouncyCastleVerifier Managed = new();

    /// <summary>One signature and what must be said of it.</summary>
    public sealed record Case(string Name, PublicKey Key, byte[] Message, byte[] Signature, bool Valid);

    [Fact]
    public void Managed_library_judges_every_case_as_it_was_made() => Judges(Managed);

    [Fact]
    public void Native_library_judges_every_case_as_it_was_made() => Judges(Native());

    private static void Judges(IEs256kVerifier verifier)
    {
        foreach (var each in Cases(1))
            Assert.True(each.Valid == Es256k.Verify(verifier, each.Key, each.Message, each.Signature), $"{each.Name}: {Describe(each)}");
    }

    [Fact]
    public void Libraries_agree_even_on_what_our_own_checks_keep_from_them()
    {
        var native = Native();
        foreach (var each in Cases(2))
        {
            var digest = SHA256.HashData(each.Message);
            var (a, b) = (native.Verify(each.Key, digest, each.Signature), Managed.Verify(each.Key, digest, each.Signature));
            Assert.True(a == b && a == each.Valid, $"{each.Name}: native {a}, managed {b}: {Describe(each)}");
        }
    }

    [Fact]
    public void Libraries_agree_on_random_bytes()
    {
        var native = Native();
        var dice = new Random(3);
        for (var i = 0; i < 2000; i++)
        {
            byte[] key = new byte[33], digest = new byte[32], signature = new byte[64];
            dice.NextBytes(key);
            dice.NextBytes(digest);
            dice.NextBytes(signature);
            key[0] = (byte)dice.Next(2, 4);
            Assert.True(PublicKey.TryFromBytes(key, out var parsed));
            Assert.False(native.Verify(parsed, digest, signature));
            Assert.False(Managed.Verify(parsed, digest, signature));
        }
    }

    [Fact]
    public void Lengths_that_are_wrong_are_answered_and_not_read_over()
    {
        var signer = Signer(4);
        var signature = signer.SignMessage([1]);
        foreach (var verifier in new IEs256kVerifier[] { Managed, Native() })
            foreach (var length in new[] { 0, 1, 31, 33, 63, 65, 72 })
            {
                Assert.False(verifier.Verify(signer.Key, new byte[32], Resized(signature, length)));
                Assert.False(Es256k.Verify(verifier, signer.Key, [1], Resized(signature, length)));
                if (length != 32) Assert.False(verifier.Verify(signer.Key, Resized(SHA256.HashData([1]), length), signature));
            }
    }

    [Fact]
    public void Signer_is_deterministic_low_s_and_agrees_with_published_vectors()
    {
        // RFC 6979 with secp256k1 and SHA-256, as published with the first implementations of it.
        var one = new DeviceSigner(Bytes(BigInteger.One));
        Assert.Equal("0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798", Convert.ToHexStringLower(one.Key.Bytes));
        Assert.Equal(
            "934b1ea10a4b3c1757e2b0c017d0b6143ce3c9a7e6a4a49860d7a6ab210ee3d82442ce9d2b916064108014783e923ec36b49743e2ffa1c4496f01a512aafd9e5",
            Convert.ToHexStringLower(one.SignMessage("Satoshi Nakamoto"u8.ToArray())));
        Assert.Equal(
            "8600dbd41e348fe5c9465ab92d23e3db8b98b873beecd930736488696438cb6b547fe64427496db33bf66019dacbf0039c04199abb0122918601db38a72cfc21",
            Convert.ToHexStringLower(one.SignMessage("All those moments will be lost in time, like tears in rain. Time to die..."u8.ToArray())));

        Assert.Throws<ArgumentException>(() => new DeviceSigner(new byte[32]));
        Assert.Throws<ArgumentException>(() => new DeviceSigner(Bytes(N)));
        Assert.Throws<ArgumentException>(() => new DeviceSigner(new byte[31]));
    }

    [Fact]
    public void Best_verifier_is_the_native_one_where_it_is()
    {
        var (verifier, name) = Es256kVerifiers.Best();
        if (Libsecp256k1Verifier.TryLoad() is null) Assert.Equal("BouncyCastle", name);
        else Assert.Equal("libsecp256k1", name);
        var signer = Signer(5);
        Assert.True(Es256k.Verify(verifier, signer.Key, [7], signer.SignMessage([7])));
    }

    [Fact]
    public async Task Native_library_is_used_by_many_threads_at_once()
    {
        var native = Native();
        var cases = Cases(6).Take(400).ToList();
        var wrong = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, 8), (_, _) =>
        {
            foreach (var each in cases)
                if (each.Valid != Es256k.Verify(native, each.Key, each.Message, each.Signature)) Interlocked.Increment(ref wrong);
            return ValueTask.CompletedTask;
        });
        Assert.Equal(0, wrong);
    }

    [Fact]
    public async Task JavaScript_judges_every_case_as_it_was_made()
    {
        var examples = Path.Combine(Repository.Root, "mobile-api-spec/examples");
        if (!Directory.Exists(Path.Combine(examples, "node_modules"))) Missing($"npm ci was not run in {examples}.");
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await File.WriteAllLinesAsync(file, Cases(7).Select(each => new JsonObject
            {
                ["key"] = Convert.ToHexStringLower(each.Key.Bytes),
                ["message"] = Convert.ToHexStringLower(each.Message),
                ["signature"] = Convert.ToHexStringLower(each.Signature),
                ["valid"] = each.Valid,
            }.ToJsonString()), TestContext.Current.CancellationToken);
            using var node = Process.Start(new ProcessStartInfo("node", ["check-vectors.mjs", file]) { WorkingDirectory = examples, RedirectStandardOutput = true })!;
            var said = await node.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await node.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(node.ExitCode == 0, said);
            Assert.Matches(@"\n?[0-9]{4,} passed, 0 failed\s*$", said);
        }
        finally { File.Delete(file); }
    }

    /// <summary>Good signatures, and every way of spoiling them that we know; each with the answer known beforehand.</summary>
    private static IEnumerable<Case> Cases(int seed)
    {
        var dice = new Random(seed);
        var half = N.ShiftRight(1); // (n − 1) / 2: n is odd
        var edges = new (string Name, BigInteger Value)[]
        {
            ("0", BigInteger.Zero), ("1", BigInteger.One), ("n/2", half), ("n/2 + 1", half.Add(BigInteger.One)), ("n − 1", N.Subtract(BigInteger.One)), ("n", N),
            ("n + 1", N.Add(BigInteger.One)), ("2^256 − 1", BigInteger.One.ShiftLeft(256).Subtract(BigInteger.One)),
        };
        for (var round = 0; round < Rounds; round++)
        {
            var signer = Signer(dice.Next());
            var message = new byte[dice.Next(300)];
            dice.NextBytes(message);
            var good = signer.SignMessage(message);
            byte[] r = good[..32], s = good[32..];
            Case Spoilt(string name, byte[] signature) => new(name, signer.Key, message, signature, false);

            yield return new("good", signer.Key, message, good, true);
            yield return Spoilt("a bit", Flipped(good, dice));
            yield return new("a bit of the message", signer.Key, message.Length == 0 ? [0] : Flipped(message, dice), good, false);
            yield return Spoilt("high s", [.. r, .. Bytes(N.Subtract(new(1, s)))]);
            yield return Spoilt("swapped", [.. s, .. r]);
            yield return Spoilt("a byte less", good[..63]);
            yield return Spoilt("a byte more", [.. good, 0]);
            yield return Spoilt("DER", Der(r, s));
            var (name, value) = edges[round % edges.Length];
            yield return Spoilt($"r = {name}", [.. Bytes(value), .. s]);
            yield return Spoilt($"s = {name}", [.. r, .. Bytes(value)]);
            yield return Spoilt($"both {name}", [.. Bytes(value), .. Bytes(value)]);
            yield return new("another key", Signer(dice.Next()).Key, message, good, false);
            yield return new("the mirrored key", Key([(byte)(signer.Key.Bytes[0] ^ 1), .. signer.Key.Bytes[1..]]), message, good, false);
            yield return new("no point of the curve", Key([2, .. NoX[round % NoX.Length]]), message, good, false);
        }
    }

    // x of no point: 5 and 7 have no root; 0 has none; p and more are no field elements at all.
    private static readonly byte[][] NoX =
    [
        Bytes(BigInteger.ValueOf(5)), Bytes(BigInteger.ValueOf(7)), new byte[32],
        Convert.FromHexString("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC2F"),
        Convert.FromHexString("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEFFFFFC30"),
        Enumerable.Repeat((byte)0xFF, 32).ToArray(),
    ];

    private static DeviceSigner Signer(int seed)
    {
        var secret = SHA256.HashData(BitConverter.GetBytes(seed));
        secret[0] &= 0x7F; // below n, whatever follows
        return new(secret);
    }

    private static PublicKey Key(byte[] bytes) => PublicKey.TryFromBytes(bytes, out var key) ? key : throw new InvalidOperationException();

    private static byte[] Bytes(BigInteger value)
    {
        var bytes = new byte[32];
        Org.BouncyCastle.Utilities.BigIntegers.AsUnsignedByteArray(value, bytes.AsSpan());
        return bytes;
    }

    private static byte[] Flipped(byte[] bytes, Random dice)
    {
        byte[] other = [.. bytes];
        other[dice.Next(other.Length)] ^= (byte)(1 << dice.Next(8));
        return other;
    }

    private static byte[] Resized(byte[] bytes, int length)
    {
        var other = new byte[length];
        bytes.AsSpan(0, Math.Min(length, bytes.Length)).CopyTo(other);
        return other;
    }

    private static byte[] Der(byte[] r, byte[] s) =>
        new Org.BouncyCastle.Asn1.DerSequence(new Org.BouncyCastle.Asn1.DerInteger(new BigInteger(1, r)), new Org.BouncyCastle.Asn1.DerInteger(new BigInteger(1, s))).GetDerEncoded();

    private static string Describe(Case each) => string.Create(CultureInfo.InvariantCulture,
        $"key {Convert.ToHexStringLower(each.Key.Bytes)}, message {Convert.ToHexStringLower(each.Message)}, signature {Convert.ToHexStringLower(each.Signature)}");

    private static Libsecp256k1Verifier Native()
    {
        if (Libsecp256k1Verifier.TryLoad() is { } native) return native;
        Missing("libsecp256k1 is not installed.");
        throw new UnreachableException();
    }

    /// <summary>A laptop may lack something; the machine that says whether all is well may not.</summary>
    private static void Missing(string what)
    {
        if (Environment.GetEnvironmentVariable("CI") is "true" or "1") Assert.Fail(what);
        Assert.Skip(what);
    }
}
