using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Records;
using EssLedger.Core.Strategy;
using EssLedger.Store;
using EssLedger.Web.Labels;

namespace EssLedger.Web.Strategy;

/// <summary>The strategy as it is kept: reads all of it, and adds versions.</summary>
public sealed class StrategyDesk(IRecordStore store, CensusDesk census, LabelDesk label, TimeProvider clock)
{
    /// <summary>By whom the records are with which a ledger begins.</summary>
    public static PersonId Installer { get; } = PersonId.Parse("INSTALLER");

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Today in Paris.</summary>
    public DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>All of it, as it stands; an empty ledger begins with the strategy of Lille.</summary>
    public async Task<Board> Read()
    {
        if (await store.FindAsync(StrategyKind.Axis.Name, LilleStrategy.Axes[0].Code, default) is null)
            foreach (var (kind, id, values) in LilleStrategy.Records) await store.PutAsync(new(kind.Name, id, 1, Written(values), Installer, clock.GetUtcNow()), default);
        return await Board(kind => store.ListAsync(kind, default));
    }

    /// <summary>The strategy as it was known at the end of a day (Europe/Paris).</summary>
    public Task<Board> KnownOn(DateOnly day, CancellationToken cancellationToken) => Board(kind => store.ListAsync(kind, ParisCalendar.StartOf(day.AddDays(1)), cancellationToken));

    private static async Task<Board> Board(Func<string, Task<IReadOnlyList<KeptRecord>>> list)
    {
        var records = new List<(string, string, FieldValues)>();
        foreach (var kind in StrategyKind.All)
            foreach (var record in await list(kind.Name)) records.Add((kind.Name, record.Id, ValuesIn(record.Body!)));
        return new(records);
    }

    /// <summary>Adds a version, or the first of a record.</summary>
    /// <param name="kind">Of which kind.</param>
    /// <param name="id">Of which record; null: a new one.</param>
    /// <param name="version">The one that whoever changes it saw; 0: none.</param>
    /// <param name="values">As they were typed, read.</param>
    /// <param name="by">Who changes it.</param>
    /// <returns>Its id, and why it was not taken.</returns>
    public async Task<(string Id, RecordFaults Faults)> Put(StrategyKind kind, string? id, int version, FieldValues values, PersonId by)
    {
        var refusals = kind.Refuse(values, id, await Read(), Today);
        var named = id ?? (kind.IsNumbered ? values["code"] : NewId());
        if (refusals.Count > 0) return (named, new(refusals));
        // A number that was taken back is not free: its record goes on.
        if (id is null && kind.IsNumbered) version = (await store.FindAsync(kind.Name, named, default))?.Version ?? 0;
        return (named, await store.PutAsync(new(kind.Name, named, version + 1, Written(values), by, clock.GetUtcNow()), default) ? RecordFaults.None : RecordRefusal.Changed);
    }

    /// <summary>Takes a record back, unless another one names it.</summary>
    public async Task<RecordFaults> Withdraw(StrategyKind kind, string id, int version, PersonId by) =>
        (await Read()).IsNamed(kind, id) ? RecordRefusal.InUse
            : await store.PutAsync(new(kind.Name, id, version + 1, null, by, clock.GetUtcNow()), default) ? RecordFaults.None : RecordRefusal.Changed;

    /// <summary>What the strategy came to in a year; for the yearly report.</summary>
    public async Task<StrategyYear> Year(int year) => StrategyYear.Of(await Read(), year, await Labels(year));

    /// <summary>Labelled participants of the public directory on a year's last day, or today while it lasts; null: the year has not begun, or the label may not be shown.</summary>
    public async Task<int?> Labels(int year)
    {
        if (year > Today.Year || !await label.MayBeShown()) return null;
        var end = new DateOnly(year, 12, 31);
        return (await census.Public(new(end < Today ? end : Today, null, Core.Census.Perimeter.Everywhere, []))).Total;
    }

    public static string NewId() => Base32.Encode(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8))[..12];

    /// <summary>The fields of a record, as JSON: one entry as a text, those that can have several as a list.</summary>
    public static string Written(FieldValues values)
    {
        var body = new JsonObject();
        foreach (var name in values.Names) body[name] = values.All(name) is [var one] ? one : new JsonArray([.. values.All(name).Select(v => JsonValue.Create(v))]);
        return body.ToJsonString(Plain);
    }

    /// <summary>The fields that a body has.</summary>
    public static FieldValues ValuesIn(string body) => new(JsonNode.Parse(body)!.AsObject().ToDictionary(f => f.Key, f => f.Value is JsonArray all ? (IReadOnlyList<string>)[.. all.Select(v => v!.GetValue<string>())] : [f.Value!.GetValue<string>()]));
}
