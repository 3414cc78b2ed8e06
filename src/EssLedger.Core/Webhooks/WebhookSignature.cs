using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EssLedger.Core.Webhooks;

/// <summary>How a message to a web shop is signed: by the Standard Webhooks specification (https://www.standardwebhooks.com), scheme <c>v1</c>, HMAC-SHA-256
/// over <c>id.timestamp.body</c>. Whoever has the secret knows by it that we sent these bytes, and when.</summary>
public static class WebhookSignature
{
    /// <summary>What a secret begins with where people see it.</summary>
    public const string SecretPrefix = "whsec_";

    /// <summary>The length of a secret in bytes; the specification asks for 24 to 64.</summary>
    public const int SecretSize = 32;

    /// <summary>How far the time of a message may be from the receiver's clock before it is held for a replay of somebody else.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    /// <summary>The secret as people copy it.</summary>
    public static string Write(ReadOnlySpan<byte> secret) => SecretPrefix + Convert.ToBase64String(secret);

    /// <summary>The header <c>webhook-signature</c>: a signature by each secret, with blanks between them.</summary>
    /// <param name="id">The header <c>webhook-id</c>; without full stops.</param>
    /// <param name="at">The header <c>webhook-timestamp</c>: whole seconds are signed.</param>
    /// <param name="body">The body, byte by byte.</param>
    /// <param name="secrets">The secret that holds now; for a while after it was renewed, the one before, too.</param>
    public static string Sign(string id, DateTimeOffset at, ReadOnlySpan<byte> body, IEnumerable<byte[]> secrets)
    {
        byte[] said = [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{id}.{at.ToUnixTimeSeconds()}.")), .. body];
        return string.Join(' ', secrets.Select(secret => $"v1,{Convert.ToBase64String(HMACSHA256.HashData(secret, said))}"));
    }
}
