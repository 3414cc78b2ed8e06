using System.Buffers.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Push;
using EssLedger.Store;
using EssLedger.Web.Keys;
using EssLedger.Web.Pages;
using EssLedger.Web.Push;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Devices that are told at once of what happens to their holder's accounts, by Web Push.</summary>
public static class PushEndpoints
{
    private static readonly NewsKinds[] Each = [NewsKinds.Money, NewsKinds.Asks, NewsKinds.Schedules, NewsKinds.Security];

    public static void AddPush(this WebApplicationBuilder builder, Books books)
    {
        builder.Services.AddSingleton(books.Push);
        builder.Services.AddSingleton(books.Asks);
        builder.Services.AddSingleton<PushDesk>();
        builder.Services.AddSingleton<PushSender>(s => new(s.GetRequiredService<KeyDirectory>(), s.GetRequiredService<Settings>()));
        builder.Services.AddSingleton<PushRound>();
        builder.Services.AddHostedService(s => s.GetRequiredService<PushRound>());
    }

    public static void MapPush(this IEndpointRouteBuilder app)
    {
        var push = app.MapGroup("/v1/push").RequireAuthorization().WithTags("Push");
        push.MapGet("/key", Key).WithSummary("The key with which a browser enters a device at its push service (RFC 8292): an uncompressed point of P-256.");
        push.MapGet("/devices", List).WithSummary("The caller's devices that are told of what happens to their accounts.");
        push.MapPut("/devices", Enter).WithSummary("Enters a device, or what is now to be told to it. It is told without names and without what is left, encrypted for it alone (RFC 8291).");
        push.MapDelete("/devices/{device}", Remove).WithSummary("Tells a device nothing more.");
    }

    private static Ok<PushKeyView> Key(KeyDirectory keys)
    {
        var key = keys.Current(Purposes.Push);
        return TypedResults.Ok(new PushKeyView(key.Id, PushSender.PublicPoint(key)));
    }

    private static async Task<Ok<Page<PushDeviceView>>> List(Caller caller, IPushStore store) =>
        TypedResults.Ok(new Page<PushDeviceView>([.. (await store.OfAsync([caller.RequiredPerson], default)).Select(View)], null));

    private static async Task<Results<Ok<PushDeviceView>, ProblemHttpResult>> Enter(PushDeviceFields asked, Caller caller, PushDesk desk, KeyDirectory keys, Settings settings, TimeProvider clock)
    {
        if (PushRules.Refuse(asked.Address, settings.Demo) is not null) return Problems.InvalidField("address", "the https address that the browser's push service gave");
        if (!PushSender.IsPoint(asked.Key)) return Problems.InvalidField("key", "an uncompressed point of P-256 (65 bytes)");
        if (asked.Secret.Length != PushRules.SecretSize) return Problems.InvalidField("secret", "16 bytes");
        if (keys.Find(asked.Expects) is not { Purpose: Purposes.Push }) return Problems.InvalidField("expects", "a key that GET /v1/push/key gave");
        if (!Reader.Languages.Contains(asked.Language)) return Problems.InvalidField("language", "fr or en");
        var kinds = asked.Kinds.Aggregate(NewsKinds.None, (all, one) => all | one);
        if (kinds == NewsKinds.None || !asked.Kinds.All(Each.Contains)) return Problems.InvalidField("kinds", "at least one of money, asks, schedules, security");
        var device = new PushDevice(caller.RequiredPerson, asked.Address, asked.Key, asked.Secret, asked.Expects, asked.Language, kinds, clock.GetUtcNow());
        await desk.Enter(device);
        return TypedResults.Ok(View(device));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(string device, Caller caller, PushDesk desk) =>
        Read(device) is { } id && await desk.Remove(caller.RequiredPerson, id) ? TypedResults.NoContent() : Problems.For("not_found");

    private static Digest? Read(string device)
    {
        var bytes = new byte[Digest.Size];
        return device.Length == Base64Url.GetEncodedLength(Digest.Size) && Base64Url.TryDecodeFromChars(device, bytes, out var written) && written == Digest.Size ? Digest.FromBytes(bytes) : null;
    }

    private static PushDeviceView View(PushDevice device) => new(device.Id, new Uri(device.Address).Host, device.Language, [.. Each.Where(kind => device.Kinds.HasFlag(kind))], device.MadeAt);

    /// <param name="Kid">To be sent back as <c>expects</c>.</param>
    /// <param name="Key">65 bytes, base64url.</param>
    public sealed record PushKeyView(KeyId Kid, string Key);

    /// <param name="Address">The <c>endpoint</c> of the browser's subscription.</param>
    /// <param name="Key">Its <c>p256dh</c>: 65 bytes.</param>
    /// <param name="Secret">Its <c>auth</c>: 16 bytes.</param>
    /// <param name="Expects">The key of ours with which it was made.</param>
    /// <param name="Language">In which it is told: <c>fr</c> or <c>en</c>.</param>
    /// <param name="Kinds">Of what it is told.</param>
    public sealed record PushDeviceFields(string Address, byte[] Key, byte[] Secret, KeyId Expects, string Language, IReadOnlyList<NewsKinds> Kinds);

    /// <param name="Service">The host of the push service.</param>
    public sealed record PushDeviceView(Digest Device, string Service, string Language, IReadOnlyList<NewsKinds> Kinds, DateTimeOffset Since);
}
