using EssLedger.Web.Api;
using EssLedger.Web.Labels;

namespace EssLedger.Web.Pages.City;

/// <summary>A place of the City's desk.</summary>
/// <param name="Name">Its word: `city.place.NAME` is what it is called, `city.about.NAME` one sentence on what is found there.</param>
/// <param name="Path">Its address.</param>
/// <param name="Who">The roles that may open it.</param>
public sealed record CityPlace(string Name, string Path, IReadOnlyList<string> Who);

/// <summary>All places of the City's desk, in the order in which they are shown.</summary>
public static class CityPlaces
{
    public static IReadOnlyList<CityPlace> All { get; } =
    [
        new("label", CityPages.Root, Duties.Count),
        new("report", ReportPages.Root, Duties.Count),
        new("evolution", CityDeskPages.Evolution, Duties.Count),
        new("compare", CityDeskPages.Compare, Duties.Count),
        new("cooperations", CityDeskPages.Cooperations, Duties.Count),
        new("events", CityDeskPages.Events, Duties.Count),
        new("map", CityDeskPages.Map, Duties.Count),
        new("currency", ReportPages.Currency, Duties.Count),
        new("strategy", Strategy.StrategyPages.Root, Strategy.StrategyPages.Keepers),
        new("territory", TerritoryDeskPages.Root, Web.Territory.TerritoryDesk.City),
        new("areas", AreaPages.Path, AreaEndpoints.Readers),
    ];

    /// <summary>Who finds at least one place here.</summary>
    public static string[] Everybody { get; } = [.. All.SelectMany(p => p.Who).Distinct()];
}
