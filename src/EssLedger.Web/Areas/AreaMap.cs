using System.Collections.Concurrent;
using EssLedger.Core.Census;
using EssLedger.Core.Labels;
using EssLedger.Store;
using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;
using NetTopologySuite.Index.Strtree;

namespace EssLedger.Web.Areas;

/// <summary>The areas of one set, ready to be asked in which of them a place lies.</summary>
public sealed class AreaMap
{
    private sealed record Prepared(Area Area, IPreparedGeometry Shape, double Size);

    private readonly STRtree<Prepared> _near = new();
    private readonly ConcurrentDictionary<Place, Located> _found = new();
    private readonly (int Number, int Year) _set;
    private readonly Lock _lock = new();

    public AreaMap(AreaSet set, IEnumerable<Area> areas)
    {
        _set = (set.Number, set.Year);
        foreach (var area in areas) _near.Insert(area.Shape.EnvelopeInternal, new(area, PreparedGeometryFactory.Prepare(area.Shape), area.Shape.Area));
        _near.Build();
    }

    /// <summary>In which area a place lies; on a boundary it lies in both. Of several the smallest counts: an associated commune before the commune around it.</summary>
    public Located Find(Place place) => _found.GetOrAdd(place, Look);

    private Located Look(Place place)
    {
        var point = GeometryFactory.Default.CreatePoint(new Coordinate(place.Longitude, place.Latitude));
        // A prepared shape builds its index when it is first asked, for one at a time.
        lock (_lock)
        {
            var area = _near.Query(point.EnvelopeInternal).Where(a => a.Shape.Covers(point)).OrderBy(a => a.Size).ThenBy(a => a.Area.Code, StringComparer.Ordinal).FirstOrDefault()?.Area;
            return new(_set.Number, _set.Year, area?.Code, area?.Name);
        }
    }
}
