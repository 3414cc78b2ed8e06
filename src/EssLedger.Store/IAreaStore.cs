using EssLedger.Core.Census;

namespace EssLedger.Store;

/// <summary>Sets of areas as they were imported. They can be added and read; nothing changes or removes them.</summary>
public interface IAreaStore
{
    /// <summary>Keeps a set under the next number, unless the same file is kept for the same kind, year and first day.</summary>
    /// <param name="set">The set; its number is not looked at.</param>
    /// <param name="outlines">Its areas, GeoJSON.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The one that there is now, and whether it is new.</returns>
    Task<(AreaSet Set, bool IsNew)> AddAsync(AreaSet set, string outlines, CancellationToken cancellationToken);

    /// <summary>All sets, in the order of their numbers.</summary>
    Task<IReadOnlyList<AreaSet>> ListAsync(CancellationToken cancellationToken);

    /// <summary>The areas of a set, GeoJSON; null: there is no such set.</summary>
    Task<string?> OutlinesAsync(int number, CancellationToken cancellationToken);
}
