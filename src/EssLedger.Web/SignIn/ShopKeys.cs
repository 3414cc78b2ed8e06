using System.Buffers.Text;
using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using OpenIddict.EntityFrameworkCore.Models;

namespace EssLedger.Web.SignIn;

/// <summary>A web shop's key: a client that asks for payments of one shop, and for nothing else.</summary>
/// <param name="ClientId">By which it is known.</param>
/// <param name="Name">As its merchant calls it.</param>
/// <param name="For">The merchant for whom it acts.</param>
/// <param name="LastUsed">When it last got a token, as far as tokens are kept; null: not for a while.</param>
public sealed record ShopKey(string ClientId, string Name, PersonId For, DateTimeOffset? LastUsed);

/// <summary>The keys of web shops. Which shop a key is for stands in its client id, which nobody chooses but this class.</summary>
public sealed class ShopKeys(Clients clients, Applications applications, IOpenIddictApplicationManager manager, IDbContextFactory<PeopleContext> contexts, Withdrawals withdrawals)
{
    /// <summary>The claim of a token that names the shop.</summary>
    public const string Claim = "shop";

    /// <summary>How many a shop may have.</summary>
    public const int Most = 10;

    private const string Prefix = "shop-";

    /// <summary>The shop that a client is limited to; null: it is no web shop's key.</summary>
    public static AccountId? ShopOf(string? clientId) =>
        clientId?.Split('-') is ["shop", var account, { Length: > 0 }] && AccountId.TryParse(account, out var shop) ? shop : null;

    /// <summary>What such a key opens: payment requests, what became of them, and messages about them.</summary>
    public static bool Opens(HttpRequest request) =>
        !request.Path.StartsWithSegments("/v1") || request.Path.StartsWithSegments("/v1/payment-requests") || request.Path.StartsWithSegments("/v1/webhooks") || request.Path == "/v1/ledger";

    /// <summary>The keys of a shop, by name.</summary>
    public async Task<IReadOnlyList<ShopKey>> Of(AccountId shop)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var start = $"{Prefix}{shop}-";
        var named = await db.Set<OpenIddictEntityFrameworkCoreApplication>().AsNoTracking().Where(a => a.ClientId!.StartsWith(start)).Select(a => new { a.ClientId, a.DisplayName }).ToListAsync();
        var persons = await db.ClientPersons.AsNoTracking().Where(c => c.ClientId.StartsWith(start)).ToDictionaryAsync(c => c.ClientId, c => c.Person);
        var used = (await db.Set<OpenIddictEntityFrameworkCoreToken>().Where(t => t.Application!.ClientId!.StartsWith(start)).GroupBy(t => t.Application!.ClientId!).Select(g => new { g.Key, Last = g.Max(t => t.CreationDate) }).ToListAsync()).ToDictionary(u => u.Key, u => u.Last);
        return [.. named.Where(n => persons.ContainsKey(n.ClientId!)).Select(n => new ShopKey(n.ClientId!, n.DisplayName ?? "", persons[n.ClientId!],
            used.GetValueOrDefault(n.ClientId!) is { } at ? new DateTimeOffset(DateTime.SpecifyKind(at, DateTimeKind.Utc)) : null)).OrderBy(k => k.Name, StringComparer.CurrentCulture)];
    }

    /// <summary>Makes a key. Its secret is told once; only its hash is kept.</summary>
    public Task<(string Id, string Secret)> Make(AccountId shop, string name, PersonId by) => clients.CreateClient(by, name, $"{Prefix}{shop}-{People.NewId()[..8]}");

    /// <summary>Gives a key another secret; the one before, and the tokens that it got, are worth nothing from now on.</summary>
    /// <returns>The secret, told once; null: the shop has no such key.</returns>
    public async Task<string?> Renew(AccountId shop, string clientId)
    {
        if (ShopOf(clientId) != shop || await manager.FindByClientIdAsync(clientId) is not { } application) return null;
        var secret = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        await manager.UpdateAsync(application, secret);
        await withdrawals.Withdraw(clientId);
        return secret;
    }

    /// <summary>Ends a key.</summary>
    /// <returns>False: the shop has no such key.</returns>
    public async Task<bool> End(AccountId shop, string clientId) => ShopOf(clientId) == shop && await applications.Remove(clientId);
}
