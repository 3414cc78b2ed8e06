using System.Globalization;
using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using Microsoft.IdentityModel.Tokens;
using Org.BouncyCastle.Crypto.Parameters;

namespace EssLedger.Web.Keys;

/// <summary>One key of the server: a PKCS#8 PEM file, its purpose and its period. A key is retired by the birth of its successor.</summary>
public sealed class KeyFile
{
    // RFC 8410: everything before the 32 bytes of an Ed25519 key is the same in every file.
    private static readonly byte[] SeedPrefix = Convert.FromHexString("302e020100300506032b657004220420");
    private static readonly byte[] PublicPrefix = Convert.FromHexString("302a300506032b6570032100");

    private readonly ECDsa? _p256;
    private readonly byte[]? _seed;

    private KeyFile(string purpose, int number, DateTimeOffset created, byte[] pkcs8)
    {
        (Purpose, Number, Created) = (purpose, number, created);
        if (pkcs8.AsSpan().StartsWith(SeedPrefix) && pkcs8.Length == SeedPrefix.Length + 32)
        {
            _seed = pkcs8[SeedPrefix.Length..];
            PublicKey = [.. PublicPrefix, .. new Ed25519PrivateKeyParameters(_seed).GeneratePublicKey().GetEncoded()];
        }
        else
        {
            _p256 = ECDsa.Create();
            _p256.ImportPkcs8PrivateKey(pkcs8, out _);
            if (_p256.ExportParameters(false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
                throw new CryptographicException("Only P-256 and Ed25519 keys are used here.");
            PublicKey = _p256.ExportSubjectPublicKeyInfo();
        }
        Id = KeyId.Of(PublicKey);
    }

    /// <summary>What it signs: one word of <see cref="Purposes"/>.</summary>
    public string Purpose { get; }

    /// <summary>1 for the first key of its purpose, 2 for the next…</summary>
    public int Number { get; }

    /// <summary>The first 8 bytes of SHA-256 of <see cref="PublicKey"/>.</summary>
    public KeyId Id { get; }

    /// <summary>The DER SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey { get; }

    /// <summary>The 32 bytes of an Ed25519 public key (RFC 8032).</summary>
    /// <exception cref="InvalidOperationException">This purpose signs with P-256.</exception>
    public byte[] Ed25519PublicKey => _seed is null ? throw new InvalidOperationException($"The {Purpose} key is a P-256 key.") : PublicKey[PublicPrefix.Length..];

    public DateTimeOffset Created { get; }

    /// <summary>Since when its successor signs; null while it is the current one.</summary>
    public DateTimeOffset? Retired { get; internal set; }

    // A server that shares the directory signs with the old key until it has seen the new one.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(1);

    /// <summary>Until when it may sign: for a moment beside its successor. Null while it is the current one.</summary>
    public DateTimeOffset? Ends => Retired + Overlap;

    /// <summary>Whether an instant, in whole seconds, lies in the key's time.</summary>
    public bool SignedAt(DateTimeOffset instant) => instant >= Created && !(instant > Ends);

    /// <summary>The P-256 key.</summary>
    /// <exception cref="InvalidOperationException">This purpose signs with Ed25519.</exception>
    public ECDsa Key => _p256 ?? throw new InvalidOperationException($"The {Purpose} key is an Ed25519 key.");

    /// <summary>The 32 bytes of an Ed25519 private key.</summary>
    /// <exception cref="InvalidOperationException">This purpose signs with P-256.</exception>
    public ReadOnlySpan<byte> Seed => _seed ?? throw new InvalidOperationException($"The {Purpose} key is a P-256 key.");

    /// <summary>The same key as the token libraries want it; one object, because they cache by object.</summary>
    internal SecurityKey SecurityKey => field ??= new ECDsaSecurityKey(Key) { KeyId = Id.ToString() };

    /// <summary>32 secret bytes that only who holds this key can make again (HKDF, RFC 5869).</summary>
    internal byte[] DeriveSecret(string use) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Key.ExportParameters(includePrivateParameters: true).D!, 32, info: System.Text.Encoding.ASCII.GetBytes(use));

    /// <summary>The text of a new key file.</summary>
    internal static string NewText(string purpose, DateTimeOffset now)
    {
        byte[] pkcs8;
        if (Purposes.AlgorithmOf(purpose) == KeyAlgorithm.Ed25519)
        {
            pkcs8 = [.. SeedPrefix, .. RandomNumberGenerator.GetBytes(32)];
        }
        else
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            pkcs8 = key.ExportPkcs8PrivateKey();
        }
        return $"Purpose: {purpose}\nCreated: {now.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\n{PemEncoding.WriteString("PRIVATE KEY", pkcs8)}\n";
    }

    /// <summary>Reads a key file; the lines before the PEM block are ours (RFC 7468 §2 lets them be).</summary>
    internal static KeyFile Read(string path, string purpose, int number)
    {
        var text = File.ReadAllText(path);
        var created = text.Split('\n').First(line => line.StartsWith("Created: ", StringComparison.Ordinal))[9..];
        var pem = PemEncoding.Find(text);
        return new(purpose, number,
            DateTimeOffset.Parse(created, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal),
            Convert.FromBase64String(text[pem.Base64Data]));
    }
}

/// <summary>How a key signs.</summary>
public enum KeyAlgorithm { P256, Ed25519 }

/// <summary>What the server's keys are for: never one key for two of these.</summary>
public static class Purposes
{
    public const string Request = "request", Receipt = "receipt", Badge = "badge";
    /// <summary>Signs the embedded <c>eddsa-rdfc-2022</c> proofs of badges and status lists.</summary>
    public const string BadgeProof = "badge-proof";
    /// <summary>Sign the checkpoints of the two books; they belong to two legal persons.</summary>
    public const string CurrencyCheckpoint = "checkpoint-currency", LabelCheckpoint = "checkpoint-label";
    /// <summary>Signs the checkpoints of a book.</summary>
    public static string CheckpointOf(string book) => book == "currency" ? CurrencyCheckpoint : LabelCheckpoint;
    /// <summary>Signs access and identity tokens.</summary>
    public const string Token = "token";
    /// <summary>Seals what sign-in hands out for itself only: authorization codes and refresh tokens.</summary>
    public const string Session = "session";
    /// <summary>Shows the push services of browsers that it is we who tell a device something (RFC 8292). A retired one goes on for the devices that were entered with it.</summary>
    public const string Push = "push";

    public static IReadOnlyList<string> All { get; } =
        [Request, Receipt, Badge, BadgeProof, CurrencyCheckpoint, LabelCheckpoint, Token, Session, Push];

    /// <summary>Those whose signatures outside clients check, under payloads and credentials.</summary>
    public static bool IsPublished(string purpose) => purpose is Request or Receipt || IsOfLabelOwner(purpose);

    /// <summary>Those with which the label's owner speaks: badges in codes and as JWTs, status lists, embedded proofs.</summary>
    public static bool IsOfLabelOwner(string purpose) => purpose is Badge or BadgeProof;

    public static KeyAlgorithm AlgorithmOf(string purpose) =>
        purpose is BadgeProof or CurrencyCheckpoint or LabelCheckpoint ? KeyAlgorithm.Ed25519 : KeyAlgorithm.P256;
}
