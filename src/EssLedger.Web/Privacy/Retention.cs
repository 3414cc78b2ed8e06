using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;

namespace EssLedger.Web.Privacy;

/// <summary>A kind of data that is removed after its time.</summary>
/// <param name="Word">Its stable word.</param>
/// <param name="Days">How many days it is kept where no rule was set.</param>
/// <param name="Least">The fewest that a rule may say: the law's, or what the people concerned need.</param>
public sealed record RetainedKind(string Word, int Days, int Least);

/// <summary>How long data is kept, and the daily removal of what was kept long enough.</summary>
public sealed class Retention(IPersonalDataStore store, IEvidenceStore evidence, IAuditTrail trail, Books books, LabelRegister register, TimeProvider clock) : IRetention
{
    private const int TenYears = 3653;

    // Whole years after the one that ends (Code de commerce, art. L123-22).
    private const int InvoiceYears = 10;

    /// <summary>What is removed, by rules that the dpo sets. Who paid by card and is known to nobody may be asked about for 13 months (Code monétaire et financier, art. L133-24). Signed orders are accounting papers (Code de commerce, art. L123-22: 10 years).</summary>
    public static IReadOnlyList<RetainedKind> Kinds { get; } = [new("mail", 365, 30), new("evidence", 5 * 365, 365), new("signed_order", TenYears, TenYears), new("erasure_request", 5 * 365, 365), new("online_payment", 13 * 31, 13 * 31), new("registration", 90, 7)];

    /// <summary>What stays, pseudonymous, or goes by itself; each is told with its reason.</summary>
    public static IReadOnlyList<string> Told { get; } = ["account", "book", "invoice", "trail", "alert", "session", "address", "push", "ask"];

    /// <summary>How many days each kind is kept by the rules in force on a day.</summary>
    public static IReadOnlyDictionary<string, int> On(DateOnly day, IReadOnlyList<RetentionRule> rules) =>
        Kinds.ToDictionary(k => k.Word, k => rules.LastOrDefault(r => r.Kind == k.Word && r.From <= day)?.Days ?? k.Days);

    /// <inheritdoc/>
    public async Task<int> Apply()
    {
        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        var days = On(today, await store.RulesAsync(default));
        DateTimeOffset Before(string kind) => ParisCalendar.StartOf(today.AddDays(-days[kind]));
        var removed = new Dictionary<string, int>
        {
            ["mail"] = await store.EraseMailsAsync(Before("mail"), default),
            ["evidence"] = await EraseEvidence(today, today.AddDays(-days["evidence"])),
            ["signed_order"] = await EraseOrders(Before("signed_order")),
            ["invoice"] = await books.Invoices.EraseAsync(today.Year - InvoiceYears - 1, default),
            ["online_payment"] = await books.OnlinePayments.ForgetNobodysAsync(Before("online_payment"), default),
            ["registration"] = await EraseRegistrations(today.AddDays(-days["registration"])),
            ["erasure_request"] = await store.EraseRequestsAsync(Before("erasure_request"), default),
        };
        if (removed.Values.Sum() == 0) return 0;
        await store.ScrubAsync(default);
        var told = new JsonObject { ["changed"] = new JsonObject(removed.Where(r => r.Value > 0).Select(r => KeyValuePair.Create(r.Key, (JsonNode?)r.Value))) };
        await trail.AppendAsync(clock.GetUtcNow(), new("", "", "daily-job", "", "retention.apply", "", "", TrailStage.Done, "", null, told.ToJsonString()), default);
        return removed.Values.Sum();
    }

    // Of files that were closed long ago, unless the label that came of them is still held.
    private async Task<int> EraseEvidence(DateOnly today, DateOnly before)
    {
        var known = await register.Read();
        var erased = 0;
        foreach (var file in known.Applications.Values.Where(a => a.IsClosed && a.Appeal is null && a.LastDay < before && !(a.Grant is { } number && known.Grants[number].On(today) is Standing.Active or Standing.Suspended)))
            foreach (var piece in await evidence.ListAsync(file.Id, default))
            {
                await evidence.EraseAsync(piece.Id, default);
                erased++;
            }
        return erased;
    }

    private async Task<int> EraseRegistrations(DateOnly before)
    {
        var gone = await books.Registrations.BeforeAsync(before, default);
        foreach (var registration in gone) await Territory.MeetingDesk.Remove(registration, books.Registrations, books.Outbox);
        return gone.Count;
    }

    // Times grow with positions.
    private async Task<int> EraseOrders(DateTimeOffset before)
    {
        var (below, above) = (0L, (await books.Currency.HeadAsync(default)).Position.Value + 1);
        while (above - below > 1)
        {
            var middle = below + (above - below) / 2;
            if ((await books.Currency.FindAsync(new Position(middle), default))!.CommittedAt < before) below = middle;
            else above = middle;
        }
        return below == 0 ? 0 : await store.EraseOriginalsThroughAsync("currency", new(below), default);
    }
}

/// <summary>Sets the daily removal going; whichever server starts first does, and the others find it so.</summary>
internal sealed class Keeping(IGrainFactory grains) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => grains.GetGrain<IRetentionGrain>(RetentionGrain.Key).Begin();

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
