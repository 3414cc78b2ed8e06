using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;
using Microsoft.AspNetCore.Identity;

namespace EssLedger.Web.Keys;

/// <summary>Short numbers that people know by heart. What is kept is the framework's slow salted hash (PBKDF2) of the number under a secret of the server, so that a copy of the
/// database alone, in which there are but some thousand numbers to try, opens nothing.</summary>
/// <param name="keys">Where the secret is.</param>
/// <param name="use">For what: a hash that was made for one use is worth nothing for another.</param>
public abstract class Pins(KeyDirectory keys, string use)
{
    private static readonly PasswordHasher<Pins> Hasher = new();

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

    private string Peppered(KeyFile key, string pin) => Convert.ToHexString(HMACSHA256.HashData(key.DeriveSecret(use), Encoding.UTF8.GetBytes(pin)));
}

/// <summary>PINs of printed cards.</summary>
public sealed class CardPins(KeyDirectory keys) : Pins(keys, "PINs of cards");

/// <summary>Codes by which cashiers take their turn at a shared till.</summary>
public sealed class CashierPins(KeyDirectory keys) : Pins(keys, "codes of cashiers");
