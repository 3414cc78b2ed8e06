using System.Text.Encodings.Web;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Push;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Push;

/// <summary>Devices that are told of what happens to their holder's accounts, and the words in which they are.</summary>
public sealed class PushDesk(IPushStore store, People people, CurrencyBook book, TimeProvider clock) : IDisposable
{
    // It is read by no page: letters are bytes, so that every message has room in one step.
    private static readonly JsonSerializerOptions Short = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SemaphoreSlim _bell = new(0, 1);

    /// <summary>Enters a device, or what is now to be told to it. Beyond as many as one person may have, the oldest is told no more: its browser was given up long ago.</summary>
    public async Task Enter(PushDevice device)
    {
        await store.PutAsync(device, (await book.Store.HeadAsync(default)).Position, default);
        var all = await store.OfAsync([device.Person], default);
        foreach (var old in all.Where(d => d.Id != device.Id).Take(Math.Max(0, all.Count - PushRules.MostOfPerson))) await store.RemoveAsync(old.Id, default);
    }

    /// <summary>Tells a device of the caller no more.</summary>
    /// <returns>False: they have no such device.</returns>
    public async Task<bool> Remove(PersonId person, Digest device)
    {
        if ((await store.FindAsync(device, default))?.Person != person) return false;
        await store.RemoveAsync(device, default);
        return true;
    }

    /// <summary>The devices that are told of each of these accounts.</summary>
    internal async Task<ILookup<AccountId, PushDevice>> Of(IReadOnlyCollection<AccountId> accounts)
    {
        var holdings = await people.ToldOf(accounts);
        var devices = holdings.Count == 0 ? [] : await store.OfAsync([.. holdings.Select(h => h.Person)], default);
        return holdings.Join(devices, h => h.Person, d => d.Person, (h, d) => (h.Account, Device: d)).ToLookup(pair => pair.Account, pair => pair.Device);
    }

    /// <summary>Tells those who hold an account of something that the book does not say.</summary>
    /// <param name="news">What.</param>
    /// <param name="occasion">Once for it, whoever tells it and how often.</param>
    public async Task Tell(News news, string occasion)
    {
        var now = clock.GetUtcNow();
        var devices = (await Of([news.Account]))[news.Account].Where(d => d.Kinds.HasFlag(News.KindOf(news.What)));
        await store.WriteAsync([.. devices.Select(d => new PushMessage(d.Id, occasion, news.Account, news.What, news.Amount, news.Unit, now))], null, default);
        if (_bell.CurrentCount == 0) _bell.Release();
    }

    /// <summary>Waits until something is to be told from this server, and no longer than so.</summary>
    internal Task Wait(TimeSpan most, CancellationToken cancellationToken) => _bell.WaitAsync(most, cancellationToken);

    /// <summary>What a device is told: a headline, a sentence, and which screen of the wallet says more.</summary>
    internal static string Text(PushDevice device, PushMessage message)
    {
        var reader = new Reader(Reader.Languages.Contains(device.Language) ? device.Language : Reader.Languages[0]);
        var sum = message is { Amount: { } amount, Unit: { } unit } ? reader.Sum(amount, unit) : "";
        var kind = News.KindOf(message.What);
        var screen = kind switch { NewsKinds.Money => "history", NewsKinds.Asks => "", NewsKinds.Schedules => "mandates", _ => "settings" };
        return JsonSerializer.Serialize(new { title = reader[$"push.{kind}"], body = reader.Say($"push.{message.What}", ("sum", sum)), to = $"#/at/{message.Account}/{screen}", tag = message.Occasion }, Short);
    }

    public void Dispose() => _bell.Dispose();
}
