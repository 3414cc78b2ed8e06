using EssLedger.Core.Books;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payments;
using EssLedger.Core.Publishing;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Publishing;

/// <summary>What circulated at the end of a quarter, and who there was. Sums in hundredths.</summary>
/// <param name="Day">Its last day (Europe/Paris); the last of all is today.</param>
/// <param name="Residents">Open accounts of residents.</param>
/// <param name="Professionals">Open accounts of anybody else.</param>
public sealed record CirculationLine(DateOnly Day, long Circulating, long Digital, long Paper, int Residents, int Professionals);

/// <summary>The public figures of the currency. Whoever asks first after a quarter's end has them decided; from then on they stand.</summary>
public sealed class FigureDesk(
    CurrencyBook book, IPublicationStore store, IShopStore shops, IParticipantStore participants, LabelRegister register, People people, MeterDesk meters, ActivityDesk activity, Terms terms, Settings settings, TimeProvider clock) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private (DateOnly Day, IReadOnlyList<FigureRelease> Releases)? _known;

    /// <summary>Everything that was told, in the order of telling.</summary>
    public async Task<IReadOnlyList<FigureRelease>> Releases(CancellationToken cancellationToken)
    {
        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        if (_known is { } known && known.Day == today) return known.Releases;
        await _one.WaitAsync(cancellationToken);
        try
        {
            if (_known is { } meanwhile && meanwhile.Day == today) return meanwhile.Releases;
            var releases = (await store.FiguresAsync(cancellationToken)).ToList();
            if (await Untold(releases, today, cancellationToken) is { Count: > 0 } periods)
            {
                await Tell(periods, releases, cancellationToken);
                releases = [.. await store.FiguresAsync(cancellationToken)];
            }
            _known = (today, releases);
            return releases;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>What circulated at the end of each quarter that has ended by a day, the oldest first. No day between is told: two that lie close would tell what one person
    /// exchanged between them.</summary>
    public async Task<IReadOnlyList<CirculationLine>> Circulation(DateOnly through, CancellationToken cancellationToken)
    {
        var first = (await meters.Read()).Days[0].Day;
        return through < first ? [] : await Lines(FigurePeriod.Ended(first, through.AddDays(1)).Where(p => p.Quarter != 0).Select(p => p.Last), cancellationToken);
    }

    /// <summary>What circulates on a day, for those who may see it; null: the book began later.</summary>
    public async Task<CirculationLine?> Standing(DateOnly day, CancellationToken cancellationToken) =>
        day < (await meters.Read()).Days[0].Day ? null : (await Lines([day], cancellationToken))[0];

    private async Task<IReadOnlyList<CirculationLine>> Lines(IEnumerable<DateOnly> days, CancellationToken cancellationToken)
    {
        var readings = await meters.Read();
        return await activity.Read(a => (IReadOnlyList<CirculationLine>)[.. days.Select(day =>
        {
            var on = readings.Days.Last(d => d.Day <= day);
            var (residents, professionals) = a.OpenOn(day);
            return new CirculationLine(day, on.InCirculation, on.Digital, on.Paper, residents, professionals);
        })], cancellationToken);
    }

    private async Task<IReadOnlyList<FigurePeriod>> Untold(List<FigureRelease> releases, DateOnly today, CancellationToken cancellationToken)
    {
        if (releases is [.., { } last]) return [.. FigurePeriod.Ended(new(last.Period.Year, 1, 1), today).Where(p => p.Order > last.Period.Order)];
        var begun = await book.Store.FindAsync(new Position(1), cancellationToken);
        return begun is null ? [] : [.. FigurePeriod.Ended(ParisCalendar.DayOf(begun.CommittedAt), today)];
    }

    private async Task Tell(IReadOnlyList<FigurePeriod> periods, List<FigureRelease> releases, CancellationToken cancellationToken)
    {
        var contributions = new Contributions(terms.Unit, periods[0].Year, settings.FigureRule.Others);
        await foreach (var entry in book.Store.ReadAsync(Position.None, cancellationToken)) contributions.Take(entry, Codec.Decode(entry.Body));
        var places = await Places(cancellationToken);
        FigureDimension[] dimensions =
        [
            new("area", ["lille", "rest_of_mel"]), new("filiere", [.. DimensionWords.AllFilieres, Several]),
            new("commune", [.. Communes.OfLille.Order(StringComparer.Ordinal), .. Communes.Names.Keys.Except(Communes.OfLille).Order(StringComparer.Ordinal)]),
        ];
        foreach (var period in periods)
        {
            var next = Figures.Next(period, contributions.Of(period, dimensions, account => places.GetValueOrDefault(account) ?? [DimensionWords.Unknown, DimensionWords.Unknown, DimensionWords.Unknown]), releases, settings.FigureRule);
            await store.KeepAsync(next, cancellationToken);
            releases.Add(next);
        }
    }

    /// <summary>The class of who works in several lines of business: each payment is counted once.</summary>
    public const string Several = "several";

    // What a shop says of itself goes before what the label's register says of the same SIRET, as in the directory of those who take the currency.
    private async Task<Dictionary<AccountId, IReadOnlyList<string>>> Places(CancellationToken cancellationToken)
    {
        var (known, today) = (await register.Read(cancellationToken), ParisCalendar.DayOf(clock.GetUtcNow()));
        var named = (await participants.ListAsync(cancellationToken)).ToDictionary(p => p.Holder.Value);
        var entries = (await shops.EntriesAsync(cancellationToken)).ToDictionary(e => e.Shop);
        var places = new Dictionary<AccountId, IReadOnlyList<string>>();
        foreach (var kind in (string[])["merchant", "ess", "public"])
            foreach (var holder in await people.HoldersOfKind(kind))
            {
                var participant = holder.Siret is { } siret ? named.GetValueOrDefault(siret) : null;
                var entry = entries.GetValueOrDefault(holder.Account);
                var commune = entry?.Commune ?? participant?.Commune;
                var filieres = (entry?.Filieres ?? (participant is null ? null : known.Participants.GetValueOrDefault(participant.Id)?.ProfileOn(today).Filieres))?.Words() ?? [];
                places[holder.Account] =
                [
                    commune is null ? DimensionWords.Unknown : Communes.OfLille.Contains(commune) ? "lille" : Communes.IsOfMel(commune) ? "rest_of_mel" : "elsewhere",
                    filieres.Count switch { 0 => DimensionWords.Unknown, 1 => filieres[0], _ => Several }, commune ?? DimensionWords.Unknown,
                ];
            }
        return places;
    }

    public void Dispose() => _one.Dispose();
}
