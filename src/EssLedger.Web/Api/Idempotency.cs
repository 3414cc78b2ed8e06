using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Keys;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.Api;

/// <summary>A request that a person named with a key, once for ever; its answer once there is one.</summary>
public sealed class IdempotentRequest
{
    public required PersonId Caller { get; init; }
    public required string Key { get; init; }

    /// <summary>The id of a session key, and with it HMAC-SHA-256 over method, address, media type and body: a body may be no more than a PIN, which a bare digest in the same database would give away.</summary>
    public required byte[] Content { get; init; }

    /// <summary>When the first attempt came; ids are made from it, so a second attempt makes the same ones.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>Until when whoever works on it is believed alive. After that another attempt does the work again.</summary>
    public required DateTimeOffset HeldUntil { get; set; }

    public int? Status { get; set; }
    public string? ContentType { get; set; }
    public string? Location { get; set; }

    /// <summary>The answer's bytes, sealed: it may hold what is told once and kept nowhere, a card's number for instance. Null: it had none, or they were forgotten with a person.</summary>
    public byte[]? Body { get; set; }

    /// <summary>An id that every attempt of this request makes alike.</summary>
    public Uuid Id(string what) =>
        Uuid.Version7(FirstSeen, SHA256.HashData(Encoding.UTF8.GetBytes($"{Caller}\n{Key}\n{what}\n{Convert.ToHexString(Content)}")));
}

/// <summary>
/// <c>Idempotency-Key</c> on every POST that is no signed payload: the same request gets the first answer again, whichever server took it and
/// whatever crashed between. The row is written before the work. If no answer is found beside it, the work is done again with the same ids.
/// </summary>
public static class Idempotency
{
    private static readonly TimeSpan Hold = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan AskAgain = TimeSpan.FromMilliseconds(25);

    /// <summary>The id of the thing that this request makes: the same in every attempt with the same key, else a random one (version 7 either way).</summary>
    /// <param name="context">The request.</param>
    /// <param name="clock">For a request without key.</param>
    /// <param name="what">Tells apart several things that one request makes.</param>
    public static Uuid IdempotentId(HttpContext context, TimeProvider clock, string what = "") =>
        context.Features.Get<IdempotentRequest>()?.Id(what) ?? Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10));

    /// <summary>32 bytes that nobody can guess, for an id that has to be one of very many: the same in every attempt with the same key, else random.
    /// (The ids of <see cref="IdempotentId"/> say when they were made and follow from what the caller sent.)</summary>
    public static byte[] IdempotentSecret(HttpContext context, KeyDirectory keys, string what)
    {
        if (context.Features.Get<IdempotentRequest>() is not { } request) return RandomNumberGenerator.GetBytes(32);
        return HMACSHA256.HashData(KeyAt(request.FirstSeen, keys).DeriveSecret("ids of repeated requests"), request.Id(what).ToBytes());
    }

    /// <summary>Seals the answers that are kept, with keys that lie outside the database.</summary>
    public static IDataProtector Seal(IDataProtectionProvider protection) => protection.CreateProtector("answers of repeated requests");

    /// <summary>A kept answer's bytes; null: there are none, or the keys with which they were sealed are lost.</summary>
    public static byte[]? Opened(this IdempotentRequest row, IDataProtector seal)
    {
        try { return row.Body is null ? null : seal.Unprotect(row.Body); }
        catch (CryptographicException) { return null; }
    }

    /// <summary>The key of the time of the first attempt: a later one finds it again, also after a rotation.</summary>
    private static KeyFile KeyAt(DateTimeOffset firstSeen, KeyDirectory keys) =>
        keys.All.LastOrDefault(k => k.Purpose == Purposes.Session && k.Created <= firstSeen) ?? keys.Current(Purposes.Session);

    public static void UseIdempotency(this WebApplication app) => app.Use(async (context, next) =>
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !IsRepeatable(context)
            || request.Headers["Idempotency-Key"] is not { Count: > 0 } named
            || request.ContentType?.StartsWith("application/cose", StringComparison.OrdinalIgnoreCase) is true
            || context.User.Person() is not { } caller)
        {
            await next(context);
            return;
        }
        var key = named.ToString();
        if (named.Count != 1 || key.Length is 0 or > 255 || key.Any(c => c is < ' ' or > '~'))
        {
            await Problems.Write(context, Problems.For("invalid_idempotency_key"));
            return;
        }

        var digest = await ContentOf(request, context.RequestAborted);
        var keys = context.RequestServices.GetRequiredService<KeyDirectory>();
        bool Same(IdempotentRequest row) => keys.Find(KeyId.FromBytes(row.Content.AsSpan(0, KeyId.Size))) is { } known && row.Content.AsSpan().SequenceEqual(Keyed(digest, known));
        var clock = context.RequestServices.GetRequiredService<TimeProvider>();
        var contexts = context.RequestServices.GetRequiredService<IDbContextFactory<PeopleContext>>();
        var seal = Seal(context.RequestServices.GetRequiredService<IDataProtectionProvider>());
        var row = await TakeOrRead(contexts, clock, new()
        {
            Caller = caller,
            Key = key,
            Content = Keyed(digest, keys.Current(Purposes.Session)),
            FirstSeen = clock.GetUtcNow(),
            HeldUntil = clock.GetUtcNow() + Hold,
        }, Same, context.RequestAborted);
        if (!Same(row)) await Problems.Write(context, Problems.For("idempotency_key_reused"));
        else if (row.Status is not null) await Repeat(context, row, seal);
        else await Work(context, next, row, contexts, seal);
    });

    // All of the API, and the few forms that a script sends: of these only what came from our own page, so that an answer to a stale one does not stay.
    private static bool IsRepeatable(HttpContext context) => context.GetEndpoint() is { } endpoint && (context.Request.Path.StartsWithSegments("/v1")
        || (endpoint.Metadata.GetMetadata<Pages.Office.RepeatableAttribute>() is not null && context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: true }));

    private static async Task<byte[]> ContentOf(HttpRequest request, CancellationToken cancellationToken)
    {
        request.EnableBuffering();
        var body = await SHA256.HashDataAsync(request.Body, cancellationToken);
        request.Body.Position = 0;
        var head = $"{request.Method}\n{request.Path}{request.QueryString}\n{request.ContentType}\n";
        return SHA256.HashData([.. Encoding.UTF8.GetBytes(head), .. body]);
    }

    private static byte[] Keyed(byte[] digest, KeyFile key) => [.. key.Id.ToBytes(), .. HMACSHA256.HashData(key.DeriveSecret("content of repeated requests"), digest)];

    /// <summary>The row of this key: with an answer, of another content, or taken by us for the work. Waits while somebody else works on it.</summary>
    private static async Task<IdempotentRequest> TakeOrRead(IDbContextFactory<PeopleContext> contexts, TimeProvider clock, IdempotentRequest mine, Func<IdempotentRequest, bool> same, CancellationToken cancellationToken)
    {
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            // Of twins, one enters the row and the others find it.
            if (await db.Database.ExecuteSqlAsync($"""
                INSERT INTO "IdempotentRequests" ("Caller", "Key", "Content", "FirstSeen", "HeldUntil")
                VALUES ({mine.Caller.Value}, {mine.Key}, {mine.Content}, {mine.FirstSeen.ToUnixTimeMilliseconds()}, {mine.HeldUntil.ToUnixTimeMilliseconds()})
                ON CONFLICT DO NOTHING
                """, cancellationToken) == 1) return mine;
            var row = await db.IdempotentRequests.SingleAsync(r => r.Caller == mine.Caller && r.Key == mine.Key, cancellationToken);
            if (row.Status is not null || !same(row)) return row;

            var now = clock.GetUtcNow();
            var held = row.HeldUntil;
            if (held <= now)
            {
                // Only one of those who wait gets it.
                row.HeldUntil = now + Hold;
                if (await db.IdempotentRequests.Where(r => r.Caller == row.Caller && r.Key == row.Key && r.Status == null && r.HeldUntil == held)
                    .ExecuteUpdateAsync(set => set.SetProperty(r => r.HeldUntil, row.HeldUntil), cancellationToken) == 1) return row;
            }
            await Task.Delay(AskAgain, cancellationToken);
        }
    }

    private static async Task Work(HttpContext context, RequestDelegate next, IdempotentRequest row, IDbContextFactory<PeopleContext> contexts, IDataProtector seal)
    {
        context.Features.Set(row);
        var response = context.Response;
        var wire = response.Body;
        using var kept = new MemoryStream();
        response.Body = kept;
        var answered = false;
        try
        {
            await next(context);
            answered = true;
        }
        catch (Exception exception) when (Problems.Of(exception) is { } problem)
        {
            await Problems.Write(context, problem, Problems.RetryAfter(exception));
            answered = true;
        }
        finally
        {
            response.Body = wire;
            // Neither a fault nor "later" is an answer: the next attempt works again, and at once. Nor must a client that hung up undo the answer.
            var final = answered && response.StatusCode is < 500 and not 429;
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            var mine = db.IdempotentRequests.Where(r => r.Caller == row.Caller && r.Key == row.Key && r.Status == null);
            if (final)
            {
                var (status, type, location, body) = (response.StatusCode, response.ContentType, response.Headers.Location.ToString(), kept.Length == 0 ? null : seal.Protect(kept.ToArray()));
                await mine.ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, status).SetProperty(r => r.ContentType, type)
                    .SetProperty(r => r.Location, location).SetProperty(r => r.Body, body));
            }
            else await mine.ExecuteUpdateAsync(set => set.SetProperty(r => r.HeldUntil, DateTimeOffset.UnixEpoch));
        }
        // An answer without content (204) takes no bytes, not even none.
        if (kept.Length == 0) return;
        kept.Position = 0;
        await kept.CopyToAsync(wire, context.RequestAborted);
    }

    private static async Task Repeat(HttpContext context, IdempotentRequest row, IDataProtector seal)
    {
        var response = context.Response;
        response.StatusCode = row.Status!.Value;
        response.ContentType = row.ContentType;
        if (row.Location is { Length: > 0 } location) response.Headers.Location = location;
        if (row.Opened(seal) is { } body) await response.Body.WriteAsync(body);
    }
}
