using System.Collections.Concurrent;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Store;

namespace EssLedger.Web.Areas;

/// <summary>What is said of a set of areas when it is imported.</summary>
/// <param name="Kind">What its areas are.</param>
/// <param name="Year">Of which year they are, 1900 … 2100.</param>
/// <param name="ValidFrom">The first day on which they count; null: the first of that year.</param>
/// <param name="Source">Who published them, 1 … 200 characters.</param>
/// <param name="Licence">Under which licence, 1 … 200 characters.</param>
/// <param name="CodeProperty">The property with the code; null: the usual ones.</param>
public sealed record AreaImport(AreaKind Kind, int Year, DateOnly? ValidFrom, string Source, string Licence, string? CodeProperty)
{
    /// <summary>The field that is not as it must be, and what was expected; null: all is well.</summary>
    public (string Field, string What)? Flaw =>
        Year is < 1900 or > 2100 ? ("year", "1900 to 2100")
        : Source.Trim().Length is 0 or > 200 ? ("source", "1 to 200 characters: who published the areas")
        : Licence.Trim().Length is 0 or > 200 ? ("licence", "1 to 200 characters")
        : CodeProperty is { Length: > 50 } ? ("codeProperty", "the name of a property")
        : null;
}

/// <summary>Brings sets of areas, and says in which of them a participant lies on a day. What the label book says is never changed by it.</summary>
public sealed class AreaDesk(IAreaStore store, IParticipantStore participants, TimeProvider clock)
{
    // What another server imports counts here when this has passed.
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<int, AreaMap> _maps = new();
    private sealed record Known(IReadOnlyList<AreaSet> Sets, DateTimeOffset Read);
    private volatile Known? _known;

    /// <summary>All sets, the oldest first.</summary>
    public async Task<IReadOnlyList<AreaSet>> Sets()
    {
        var now = clock.GetUtcNow();
        if (_known is { } known && now - known.Read <= Fresh && now >= known.Read) return known.Sets;
        return (_known = new(await store.ListAsync(default), now)).Sets;
    }

    /// <summary>The areas of a set as GeoJSON; null: there is no such set.</summary>
    public Task<string?> Outlines(int number) => store.OutlinesAsync(number, default);

    /// <summary>Where places lie on a day.</summary>
    /// <param name="day">The day (Europe/Paris): the sets in force on it are asked.</param>
    /// <param name="asKnownOn">Leave out what was imported after this day.</param>
    public async Task<Func<Place?, Whereabouts>> On(DateOnly day, DateOnly? asKnownOn)
    {
        var sets = await Sets();
        var (communes, qpv) = (await Map(sets.InForce(AreaKind.Commune, day, asKnownOn)), await Map(sets.InForce(AreaKind.Qpv, day, asKnownOn)));
        return place => place is not { } at || (communes is null && qpv is null) ? Whereabouts.Unknown : new(communes?.Find(at), qpv?.Find(at));
    }

    /// <summary>Imports a set. The same file again for the same kind, year and first day changes nothing.</summary>
    public async Task<(AreaSet? Set, bool IsNew, AreaRefusal? Refusal)> Import(ReadOnlyMemory<byte> file, AreaImport asked, PersonId by)
    {
        var (areas, refusal) = AreaFile.Read(file, asked.CodeProperty);
        if (refusal is not null) return (null, false, refusal);
        if (asked.Kind is AreaKind.Commune && areas.Where(a => !IsCommune(a.Code)).Select(a => a.Code).Take(20).ToList() is { Count: > 0 } others)
            return (null, false, new("area_not_a_commune", others, "codes of communes (COG): 5 characters"));

        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        var set = new AreaSet(0, asked.Kind, asked.Year, asked.ValidFrom ?? new(asked.Year, 1, 1), asked.Source.Trim(), asked.Licence.Trim(), Digest.Of(file.Span), areas.Count, today, by, new(0, 0, 0, 0));
        var places = (await participants.ListAsync(default)).Select(p => p.Place).ToList();
        var (now, before) = (new AreaMap(set, areas), await Map((await store.ListAsync(default)).InForce(set.Kind, set.ValidFrom)));
        var placed = places.OfType<Place>().ToList();
        set = set with
        {
            Effect = new(placed.Count, places.Count - placed.Count, placed.Count(p => now.Find(p).Code is not null), placed.Count(p => before is null || before.Find(p).Code != now.Find(p).Code)),
        };
        var (kept, isNew) = await store.AddAsync(set, AreaFile.Write(areas), default);
        _known = null;
        return (kept, isNew, null);
    }

    private static bool IsCommune(string code) => code.Length == 5 && code.All(char.IsAsciiLetterOrDigit);

    private async Task<AreaMap?> Map(AreaSet? set)
    {
        if (set is null) return null;
        if (_maps.TryGetValue(set.Number, out var map)) return map;
        // They were read before they were kept.
        var (areas, _) = AreaFile.Read(System.Text.Encoding.UTF8.GetBytes(await store.OutlinesAsync(set.Number, default) ?? ""), "code");
        return _maps.GetOrAdd(set.Number, _ => new(set, areas));
    }
}
