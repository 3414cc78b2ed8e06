using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;
using Microsoft.AspNetCore.Identity;

namespace EssLedger.Web.Keys;

/// <summary>PINs of printed cards. What is kept is the framework's slow salted hash (PBKDF2) of the PIN under a secret of the server, so that a copy of the
/// database alone, in which there are but some thousand PINs to try, opens no card.</summary>
public sealed class CardPins(KeyDirectory keys)
{
    private const string Use = "PINs of cards";
    private static readonly PasswordHasher<CardPins> Hasher = new();

    /// <summary>Whether a text may be a PIN: 4 to 6 digits, neither one digit over and over nor digits in a row.</summary>
    public static bool IsPin(string text) => text.Length is >= 4 and <= 6 && text.All(char.IsAsciiDigit)
        && Enumerable.Range(1, text.Length - 1).Select(i => text[i] - text[i - 1]).Distinct().Count() is var steps && !(steps == 1 && text[1] - text[0] is 0 or 1 or -1);

    /// <summary>What is kept of a PIN: the id of the server's key, a space, the hash.</summary>
    public byte[] Hash(string pin)
    {
        var key = keys.Current(Purposes.Session);
        return Encoding.UTF8.GetBytes($"{key.Id} {Hasher.HashPassword(this, Peppered(key, pin))}");
    }

    /// <summary>Whether it is the PIN of which this was kept. Takes as long as hashing does, some 50 ms.</summary>
    public bool Verify(ReadOnlySpan<byte> kept, string pin)
    {
        var parts = Encoding.UTF8.GetString(kept).Split(' ');
        return parts is [var kid, var hash] && KeyId.TryParse(kid, out var id) && keys.Find(id) is { } key
            && Hasher.VerifyHashedPassword(this, hash, Peppered(key, pin)) is not PasswordVerificationResult.Failed;
    }

    private static string Peppered(KeyFile key, string pin) => Convert.ToHexString(HMACSHA256.HashData(key.DeriveSecret(Use), Encoding.UTF8.GetBytes(pin)));
}
