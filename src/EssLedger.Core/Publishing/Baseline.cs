namespace EssLedger.Core.Publishing;

/// <summary>A figure that somebody else counted and published, as they did: never rounded, never brought into line with another.</summary>
/// <param name="Series">What is counted: a stable word.</param>
/// <param name="Year">Of which year.</param>
/// <param name="Value">The figure as published.</param>
/// <param name="Unit"><c>count</c> or <c>percent</c>.</param>
/// <param name="Source">Who counted, and from what.</param>
/// <param name="Perimeter"><c>lille</c>: the City with Hellemmes and Lomme.</param>
/// <param name="Base">The statistical base; two figures of different bases are not compared.</param>
public sealed record BaselineFigure(string Series, int Year, decimal Value, string Unit, string Source, string Perimeter, string Base);

/// <summary>A figure beside an earlier one of its series.</summary>
/// <param name="Earlier">The earlier one.</param>
/// <param name="Later">The later one.</param>
/// <param name="Difference">By how much it changed; null: the base changed between them, and a difference would mean nothing.</param>
public sealed record BaselineComparison(BaselineFigure Earlier, BaselineFigure Later, decimal? Difference)
{
    /// <summary>Whether the base changed between the two.</summary>
    public bool IsBroken => Difference is null;
}

/// <summary>Published figures that do not agree with one another.</summary>
/// <param name="Name">A stable word.</param>
/// <param name="Published">What is said.</param>
/// <param name="Computed">What the other published figures come to.</param>
public sealed record Contradiction(string Name, decimal Published, decimal Computed);

/// <summary>The figures with which the City's strategy began, as its chapter 1.3 has them.</summary>
public static class Baseline
{
    private const string Insee = "INSEE, strategie ESS 2021-2026, ch. 1.3", Clap = "CLAP", Flores = "FLORES";

    /// <summary>The figures, by series and year.</summary>
    /// <remarks>Source: INSEE, cited by the City's strategy of 2021-2026, chapter 1.3; jobs and establishments of the social and solidarity economy in Lille with Hellemmes and Lomme.</remarks>
    public static IReadOnlyList<BaselineFigure> Figures { get; } =
    [
        new("jobs", 2012, 19_898, "count", Insee, "lille", Clap), new("jobs", 2017, 17_835, "count", Insee, "lille", Flores), new("jobs_share", 2017, 11.89m, "percent", Insee, "lille", Flores),
        new("establishments", 2013, 1_267, "count", Insee, "lille", Clap), new("establishments", 2017, 1_243, "count", Insee, "lille", Flores),
        new("associations", 2017, 1_092, "count", Insee, "lille", Flores), new("associations_share", 2017, 88, "percent", Insee, "lille", Flores), new("cooperatives_share", 2017, 7, "percent", Insee, "lille", Flores),
        new("mutuals_share", 2017, 5.5m, "percent", Insee, "lille", Flores), new("foundations_share", 2017, 0.5m, "percent", Insee, "lille", Flores),
    ];

    /// <summary>Each figure beside the one before it in its series.</summary>
    public static IReadOnlyList<BaselineComparison> Comparisons(IEnumerable<BaselineFigure> figures) =>
    [
        .. figures.GroupBy(f => (f.Series, f.Perimeter)).SelectMany(g => g.OrderBy(f => f.Year).ToList() is var years
            ? years.Zip(years.Skip(1), (a, b) => new BaselineComparison(a, b, a.Base == b.Base ? b.Value - a.Value : null)) : []),
    ];

    /// <summary>Where figures of one year do not agree: shown as they are, since to mend them would be to invent.</summary>
    public static IReadOnlyList<Contradiction> Contradictions(IReadOnlyList<BaselineFigure> figures)
    {
        var found = new List<Contradiction>();
        foreach (var year in figures.Select(f => f.Year).Distinct().Order())
        {
            decimal? Of(string series) => figures.FirstOrDefault(f => f.Series == series && f.Year == year)?.Value;
            if (Of("associations_share") is { } a && Of("cooperatives_share") is { } c && Of("mutuals_share") is { } m && Of("foundations_share") is { } f && a + c + m + f != 100) found.Add(new("shares_sum", 100, a + c + m + f));
            // The strategy says "88 % of the workforce"; the figure is that of establishments.
            if (Of("associations_share") is { } share && Of("associations") is { } part && Of("establishments") is > 0 and var whole) found.Add(new("share_of_establishments", share, decimal.Round(100 * part / whole, 2, MidpointRounding.AwayFromZero)));
        }
        return found;
    }
}
