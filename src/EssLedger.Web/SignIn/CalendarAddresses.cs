using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;
using Microsoft.AspNetCore.Identity;

namespace EssLedger.Web.SignIn;

/// <summary>Addresses at which a calendar program reads what its owner may, without signing in. Whoever knows one may read it, so it holds 256 random bits, is told once and kept as
/// a digest only; its owner can take it back, and it falls when they sign out everywhere or their security stamp changes.</summary>
public sealed class CalendarAddresses(IServiceScopeFactory scopes)
{
    /// <summary>Under which name the framework's table of tokens has it.</summary>
    internal const string Provider = "calendar";

    private const string Kept = "address";
    private const int SecretSize = 32;

    /// <summary>Makes an address; the one before is none any more.</summary>
    /// <returns>Its unguessable part.</returns>
    public async Task<string> Make(PersonId person)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        var owner = await users.FindByIdAsync(person.Value) ?? throw new ArgumentException($"There is no person {person}.");
        var secret = RandomNumberGenerator.GetBytes(SecretSize);
        await users.SetAuthenticationTokenAsync(owner, Provider, Kept, Convert.ToHexString(Mark(secret, owner)));
        return $"{person}-{Base32.Encode(secret)}";
    }

    /// <summary>Takes the address of a person back, if there is one.</summary>
    public async Task Revoke(PersonId person)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        if (await users.FindByIdAsync(person.Value) is { } owner) await users.RemoveAuthenticationTokenAsync(owner, Provider, Kept);
    }

    /// <summary>Whether a person has an address.</summary>
    public async Task<bool> Has(PersonId person)
    {
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        return await users.FindByIdAsync(person.Value) is { } owner && await users.GetAuthenticationTokenAsync(owner, Provider, Kept) is not null;
    }

    /// <summary>Whose an address is; null: nobody's, or no longer.</summary>
    public async Task<PersonId?> OwnerOf(string address)
    {
        if (address.ToUpperInvariant().Split('-') is not [var id, var text] || !PersonId.TryParse(id, out var person) || !Base32.TryDecode(text, out var secret) || secret.Length != SecretSize) return null;
        await using var scope = scopes.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Person>>();
        return await users.FindByIdAsync(person.Value) is { } owner && await users.GetAuthenticationTokenAsync(owner, Provider, Kept) is { } kept
            && CryptographicOperations.FixedTimeEquals(Convert.FromHexString(kept), Mark(secret, owner)) ? person : null;
    }

    private static byte[] Mark(byte[] secret, Person owner) => SHA256.HashData([.. secret, .. Encoding.UTF8.GetBytes(owner.SecurityStamp ?? "")]);
}
