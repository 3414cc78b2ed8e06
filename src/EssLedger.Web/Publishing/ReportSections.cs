using EssLedger.Core.Books;
using EssLedger.Core.Census;
using EssLedger.Core.Labels;
using EssLedger.Core.Publishing;
using EssLedger.Store;
using EssLedger.Web.Bookkeeping;

namespace EssLedger.Web.Publishing;

/// <summary>Who held the label: only those who stand in the public directory, and of what it does not tell, what was released.</summary>
public sealed class LabelSection(IParticipantStore participants, ICensusStore releases) : IReportSection
{
    private static readonly Dimension[] Open = [Dimension.Commune, Dimension.Filiere, Dimension.Kind], Withheld = [Dimension.Family, Dimension.Qpv, Dimension.Iae];
    private static readonly ReportColumn Participants = new("participants", "count");

    public string Name => "label";

    public async Task<IReadOnlyList<ReportTable>> Tables(ReportSpan span, CancellationToken cancellationToken)
    {
        var shown = (await participants.ListAsync(cancellationToken)).Where(p => p.InDirectory).ToDictionary(p => p.Id);
        var listed = span.Label.MembersOn(span.Through, span.KnownOn).Where(m => shown.ContainsKey(m.Holder)).ToList();
        var told = await releases.ReleasesAsync(cancellationToken);
        var grants = span.Label.Grants.Values.Where(g => shown.ContainsKey(g.Holder)).ToList();
        var cooperations = span.Label.Cooperations.Values.Where(c => c.Confirmed.Count == 2 && c.Confirmed.Values.All(f => !(f.Recorded > span.KnownOn)) && shown.ContainsKey(c.Act.From) && shown.ContainsKey(c.Act.To)).ToList();
        return
        [
            new("participants", [new("year", "year"), new("active_first", "count"), new("active_during", "count"), new("granted", "count"), new("active_last", "count")],
                [.. span.Years.Select(y => (IReadOnlyList<object?>)[y.Year, Holders(y.First, y.First), Holders(y.First, y.Last), Given(y.First, y.Last), Holders(y.Last, y.Last)])]) { Notes = ["directory"] },
            new("perimeters", [new("perimeter", "word"), Participants],
            [
                ["lille", Count(m => Perimeter.Lille.Contains(m.Profile.Commune))], .. Communes.OfLille.Order(StringComparer.Ordinal).Select(c => (IReadOnlyList<object?>)[c, Count(m => m.Profile.Commune == c)]),
                ["mel", Count(m => Perimeter.Mel.Contains(m.Profile.Commune))], ["everywhere", Count(_ => true)],
            ]) { Notes = ["lille"] },
            .. Open.Select(by => new ReportTable($"by_{by.Word()}", [new(by.Word(), by.Word()), Participants], Rows(CensusTable.Of(listed, [by], Perimeter.Everywhere, span.Through))) { Notes = by is Dimension.Filiere ? ["several"] : [] }),
            .. Withheld.Select(by => (By: by, Table: PublicCensus.Answer(listed, [by], Perimeter.Everywhere, span.Through, span.KnownOn, told)))
                .Select(t => new ReportTable($"by_{t.By.Word()}", [new(t.By.Word(), t.By.Word()), new("counted_on", "day"), Participants], [.. t.Table.Rows.Select(r => (IReadOnlyList<object?>)[r.Values[0], t.Table.CountedOn, r.Count])]) { Notes = ["suppressed"] }),
            new("cooperations", [new("year", "year"), new("form", "form"), new("begun", "count"), new("in_force", "count")],
            [
                .. from year in span.Years
                   from form in Enum.GetValues<CooperationForm>()
                   let of = cooperations.Where(c => c.Act.Form == form).ToList()
                   let begun = of.Count(c => c.Start >= year.First && c.Start <= year.Last)
                   let inForce = of.Count(c => c.On(year.Last) is CooperationState.InForce)
                   where begun + inForce > 0
                   select (IReadOnlyList<object?>)[year.Year, $"{form}", begun, inForce],
            ]) { Notes = ["cooperations"] },
            new("events", [new("year", "year"), new("events", "count")],
                [.. span.Years.Select(y => (IReadOnlyList<object?>)[y.Year, grants.Count(g => g.Kind is GrantKind.Event && g.StateOn(y.Last, span.KnownOn) is { } s && s.From >= y.First && s.From <= y.Last)])]),
            // A square of some kilometre: a point would still show where somebody was who has left since.
            new("places", [new("latitude", "text"), new("longitude", "text"), Participants],
                [.. listed.Where(m => m.Standing is Standing.Active).Select(m => shown[m.Holder].Place is { } place && !shown[m.Holder].PartialDiffusion ? (Math.Round(place.Latitude, 2), Math.Round(place.Longitude, 2)) : ((double, double)?)null)
                    .OfType<(double Latitude, double Longitude)>().GroupBy(p => p).OrderBy(g => g.Key.Latitude).ThenBy(g => g.Key.Longitude)
                    .Select(g => (IReadOnlyList<object?>)[FormattableString.Invariant($"{g.Key.Latitude:0.00}"), FormattableString.Invariant($"{g.Key.Longitude:0.00}"), g.Count()])]) { Notes = ["places"] },
        ];

        int Count(Func<Member, bool> which) => listed.Where(m => m.Standing is Standing.Active && which(m)).DistinctBy(m => m.Holder).Count();

        // On the first day, or on one of those on which a fact counts: between them nothing changes but that a term ends.
        int Holders(DateOnly first, DateOnly last) => grants.Where(g => g.Facts.Select(f => f.Fact.Effective).Where(d => d > first && d <= last).Prepend(first).Any(d => g.On(d, span.KnownOn) is Standing.Active)).Select(g => g.StateOn(last, span.KnownOn)?.Holder ?? g.Holder).Distinct().Count();

        int Given(DateOnly first, DateOnly last) => grants.Count(g => g.StateOn(last, span.KnownOn) is not null && g.From >= first && g.From <= last);

        static IReadOnlyList<IReadOnlyList<object?>> Rows(CensusTable table) => [.. table.Rows.Select(r => (IReadOnlyList<object?>)[r.Values[0], r.Count])];
    }
}

/// <summary>How the currency lives: what was told of it, and nothing else.</summary>
public sealed class CurrencySection(FigureDesk figures, MeterDesk meters) : IReportSection
{
    private static readonly ReportColumn[] Counted = [new("professionals", "count"), new("payments", "count"), new("sum", "sum")];

    public string Name => "currency";

    public async Task<IReadOnlyList<ReportTable>> Tables(ReportSpan span, CancellationToken cancellationToken)
    {
        var releases = (await figures.Releases(cancellationToken)).Where(r => r.Period.Year >= span.From && r.Period.Year <= span.To && r.Period.Last <= span.Through).ToList();
        var circulation = (await figures.Circulation(span.Through, cancellationToken)).Where(l => l.Day.Year >= span.From).ToList();
        var readings = await meters.Read();
        string[] note = circulation.Count == 0 ? ["no_quarter"] : [];
        return
        [
            new("circulation", [new("day", "day"), new("circulating", "sum"), new("digital", "sum"), new("paper", "sum"), new("residents", "count"), new("open_professionals", "count")],
                [.. circulation.Select(l => (IReadOnlyList<object?>)[l.Day, l.Circulating, l.Digital, l.Paper, l.Residents, l.Professionals])]) { Notes = note },
            new("indicators", [new("period", "text"), .. Counted, new("exchanged", "sum"), new("reconverted", "sum"), new("rate", "share"), new("velocity", "number"), new("between", "share"), new("reuse", "share")],
                [.. releases.Select(r => Line(r, readings))]) { Notes = [.. note, "figures"] },
            .. ((string[])["area", "commune", "filiere"]).Select(word => new ReportTable($"received_by_{word}", [new("period", "text"), new(word, word), .. Counted],
                [.. releases.SelectMany(r => r.Told, (r, f) => (r.Period, Figure: f)).Where(t => t.Figure.Measure == Contributions.Received && t.Figure.By == word).Select(t => (IReadOnlyList<object?>)[t.Period.ToString(), t.Figure.Class, t.Figure.Contributors, t.Figure.Count, t.Figure.Sum])]) { Notes = ["figures"] }),
            .. ((string[])["commune", "filiere"]).Select(word => new ReportTable($"professionals_by_{word}", [new("period", "text"), new(word, word), new("professionals", "count")],
                [.. releases.SelectMany(r => r.Told, (r, f) => (r.Period, Figure: f)).Where(t => t.Figure.Measure == Contributions.Professionals && t.Figure.By == word).Select(t => (IReadOnlyList<object?>)[t.Period.ToString(), t.Figure.Class, t.Figure.Contributors])])),
        ];
    }

    /// <summary>The indicators of a period, as far as they were told.</summary>
    public static IReadOnlyList<object?> Line(FigureRelease release, MeterReadings readings)
    {
        Figure? Of(string measure, string by = "", string of = "") => release.Told.FirstOrDefault(f => f.Measure == measure && f.By == by && f.Class == of);
        var received = Of(Contributions.Received);
        var (exchanged, reconverted) = (Of(Contributions.Flows, "flow", "exchanged")?.Sum, Of(Contributions.Flows, "flow", "reconverted")?.Sum);
        var mean = Indicators.Of(readings, release.Period.First, release.Period.Last).MeanStock;
        return
        [
            release.Period.ToString(), received?.Contributors, received?.Count, received?.Sum, exchanged, reconverted, Share(reconverted, exchanged),
            release.Period.Quarter == 0 && received is not null && mean > 0 ? decimal.Round((decimal)received.Sum / mean, 2) : null,
            Share(Of(Contributions.Received, "payer", "professional")?.Sum, received?.Sum), Share(Of(Contributions.Spent)?.Sum, received?.Sum),
        ];

        static decimal? Share(long? part, long? whole) => part is { } p && whole is > 0 and var w ? decimal.Round((decimal)p / w, 4) : null;
    }
}

/// <summary>The figures with which the strategy began.</summary>
public sealed class BaselineSection : IReportSection
{
    public string Name => "baseline";

    public Task<IReadOnlyList<ReportTable>> Tables(ReportSpan span, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<ReportTable>>(
    [
        new("baseline", [new("series", "word"), new("year", "year"), new("unit", "word"), new("source", "text"), new("perimeter", "word"), new("base", "text"), new("value", "number")],
            [.. Baseline.Figures.Select(f => (IReadOnlyList<object?>)[$"series_{f.Series}", f.Year, $"unit_{f.Unit}", f.Source, f.Perimeter, f.Base, f.Value])]),
        new("comparisons", [new("series", "word"), new("year_before", "year"), new("year", "year"), new("warning", "word"), new("before", "number"), new("value", "number"), new("difference", "number")],
            [.. Baseline.Comparisons(Baseline.Figures).Select(c => (IReadOnlyList<object?>)[$"series_{c.Later.Series}", c.Earlier.Year, c.Later.Year, c.IsBroken ? "broken" : "comparable", c.Earlier.Value, c.Later.Value, c.Difference])]) { Notes = ["break"] },
        new("contradictions", [new("what", "word"), new("published", "number"), new("computed", "number")],
            [.. Baseline.Contradictions(Baseline.Figures).Select(c => (IReadOnlyList<object?>)[c.Name, c.Published, c.Computed])]) { Notes = ["contradictions"] },
    ]);
}
