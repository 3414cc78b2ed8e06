using System.Globalization;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Areas;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages.Office;

namespace EssLedger.Web.Pages.City;

/// <summary>What a page of the City's desk is asked.</summary>
/// <param name="From">The first day, where two are asked.</param>
/// <param name="On">The day, or the last one.</param>
/// <param name="Perimeter">Whom to count.</param>
/// <param name="By">The dimension; null: none.</param>
/// <param name="Value">Of that dimension; null: all.</param>
/// <param name="Step">How far apart the days of an evolution lie.</param>
/// <param name="Unreadable">The field that could not be read, so that something else is shown; null: all could.</param>
public sealed record CityQuestion(DateOnly From, DateOnly On, Perimeter Perimeter, string? By, string? Value, Step Step, string? Unreadable)
{
    /// <summary>The dimension of the census; null: none, or another one.</summary>
    public Dimension? Dimension => DimensionWords.TryParse(By, out var dimension) ? dimension : null;

    /// <summary>The address of a page that is asked this.</summary>
    public string Address(string path)
    {
        var query = QueryString.Create("on", On.Iso()).Add("from", From.Iso());
        if (Perimeter.Word() is { } within) query = query.Add("perimeter", within);
        if (By is not null) query = query.Add("by", By);
        if (Value is not null) query = query.Add("value", Value);
        if (Step is not Step.Month) query = query.Add("step", Step.ToString().ToLowerInvariant());
        return path + query;
    }
}

/// <summary>The City's desk beside the count of labels: the day's figures, their course, two days compared, cooperations, events and the map.</summary>
public static class CityDeskPages
{
    public const string Root = "/ville", Evolution = $"{Root}/evolution", Compare = $"{Root}/comparer", Cooperations = $"{Root}/cooperations", Events = $"{Root}/evenements", Map = $"{Root}/carte";

    /// <summary>By what cooperations are counted; null: by their form.</summary>
    internal static Dimension?[] LinkDimensions { get; } = [null, Dimension.Commune, Dimension.Area, Dimension.Filiere, Dimension.Family, Dimension.Qpv];

    private const string GeoJson = "application/geo+json";

    public static void MapCityDeskPages(this IEndpointRouteBuilder app)
    {
        app.MapGroup(Root).LetIn(CityPlaces.Everybody).MapGet("/", (Desk desk, HttpRequest request) => desk.Home(request));
        var city = app.MapGroup(Root).LetIn(Duties.Count);
        city.MapGet("/evolution", (Desk desk, HttpRequest request) => desk.Evolution(request));
        city.MapGet("/evolution.csv", (Desk desk, HttpRequest request) => desk.EvolutionTable(request));
        city.MapGet("/comparer", (Desk desk, HttpRequest request) => desk.Compare(request));
        city.MapGet("/comparer.csv", (Desk desk, HttpRequest request) => desk.CompareTable(request));
        city.MapGet("/comparer-membres.csv", (Desk desk, HttpRequest request) => desk.CompareMembers(request));
        city.MapGet("/cooperations", (Desk desk, HttpRequest request) => desk.Cooperations(request));
        city.MapGet("/cooperations.csv", (Desk desk, HttpRequest request) => desk.CooperationTable(request));
        city.MapGet("/cooperations-liste.csv", (Desk desk, HttpRequest request) => desk.CooperationList(request));
        city.MapGet("/evenements", (Desk desk, HttpRequest request) => desk.Events(request));
        city.MapGet("/evenements.csv", (Desk desk, HttpRequest request) => desk.EventTable(request));
        city.MapGet("/evenements-liste.csv", (Desk desk, HttpRequest request) => desk.EventList(request));
        city.MapGet("/carte", (Desk desk, HttpRequest request) => desk.Map(request));
        city.MapGet("/carte.csv", (Desk desk, HttpRequest request) => desk.MapTable(request));
        city.MapGet("/carte.geojson", (Desk desk, HttpRequest request) => desk.Points(request));
        city.MapGet("/contours.geojson", (Desk desk, HttpRequest request) => desk.Outlines(request));
    }

    /// <summary>What the pages show.</summary>
    internal sealed class Desk(RegisterMembers members, LabelRegister register, IParticipantStore participants, AreaDesk areas, Settings settings, TimeProvider clock, Reader t)
    {
        private DateOnly Today => PublicPages.Today(clock);

        public async Task<IResult> Home(HttpRequest request)
        {
            if (!Duties.Count.Any(request.HttpContext.User.IsInRole)) return PublicPages.Page<CityHomePage>(new { Today, Figures = (CityFigures?)null });
            var (now, side) = (await members.On(Today, null), await Side(Today));
            int Count(Perimeter perimeter) => CensusTable.Of(now, [], perimeter, Today).Total;
            var known = await register.Read();
            var newYear = new DateOnly(Today.Year, 1, 1);
            return PublicPages.Page<CityHomePage>(new
            {
                Today,
                Figures = new CityFigures(Count(Perimeter.Everywhere), Count(Perimeter.Lille), Count(Perimeter.Mel), known.Links(Today, null, side).Count(), known.Events(newYear, Today, null, side).Count()),
            });
        }

        public async Task<IResult> Evolution(HttpRequest request)
        {
            var asked = Asked(request, Today.AddMonths(-23));
            return PublicPages.Page<EvolutionPage>(new { Question = asked, Tables = await Course(asked) }, Status(asked));
        }

        public async Task<IResult> EvolutionTable(HttpRequest request)
        {
            var asked = Asked(request, Today.AddMonths(-23));
            var rows = new List<string?[]>();
            foreach (var table in await Course(asked))
            {
                rows.Add([table.CountedOn.Iso(), "", Number(table.Total)]);
                if (asked.Dimension is not null) rows.AddRange(table.Rows.Select(r => (string?[])[table.CountedOn.Iso(), r.Values[0], Number(r.Count!.Value)]));
            }
            return Csv(asked, "evolution", ["day", asked.Dimension?.Word() ?? "line", "count"], rows);
        }

        public async Task<IResult> Compare(HttpRequest request)
        {
            var asked = Asked(request, Today.AddYears(-1));
            return PublicPages.Page<ComparisonPage>(new { Question = asked, Difference = await Difference(asked) }, Status(asked));
        }

        public async Task<IResult> CompareTable(HttpRequest request)
        {
            var asked = Asked(request, Today.AddYears(-1));
            var told = await Difference(asked);
            return Csv(asked, "comparaison", [asked.Dimension?.Word() ?? "line", asked.From.Iso(), asked.On.Iso(), "difference"],
                [.. told.Rows.Select(r => (string?[])[r.Values.Count > 0 ? r.Values[0] : "", Number(r.Before), Number(r.After), Number(r.After - r.Before)])]);
        }

        public async Task<IResult> CompareMembers(HttpRequest request)
        {
            var asked = Asked(request, Today.AddYears(-1));
            var (told, rows) = (await Difference(asked), new List<string?[]>());
            foreach (var (word, who) in new[] { ("came", told.Came), ("left", told.Left), ("moved", told.Moved) })
                foreach (var member in who)
                {
                    var named = await participants.FindAsync(member.Holder, default);
                    rows.Add([word, member.Number.Value, named?.Name, named?.Holder.Value, member.Kind.Word(), .. asked.Dimension is { } by ? new[] { string.Join(';', by.Values(member)) } : []]);
                }
            return Csv(asked, "comparaison-membres", ["change", "number", "name", "holderId", "kind", .. asked.Dimension is { } one ? new[] { one.Word() } : []], rows);
        }

        public async Task<IResult> Cooperations(HttpRequest request)
        {
            var (asked, by) = Links(request);
            var links = await Links(asked);
            return PublicPages.Page<LinksPage>(new { Question = asked, By = by, Total = links.Count, Rows = LabelActivity.Count(links, l => l.Values(by)), Links = Shown(asked, links, l => l.Values(by)) }, Status(asked));
        }

        public async Task<IResult> CooperationTable(HttpRequest request)
        {
            var (asked, by) = Links(request);
            return Csv(asked, "cooperations", [by?.Word() ?? "form", "count"], [.. LabelActivity.Count(await Links(asked), l => l.Values(by)).Select(r => (string?[])[r.Values[0], Number(r.Count!.Value)])]);
        }

        public async Task<IResult> CooperationList(HttpRequest request)
        {
            var ((asked, by), rows) = (Links(request), new List<string?[]>());
            foreach (var link in Shown(asked, await Links(asked), l => l.Values(by)))
            {
                var act = link.Cooperation.Act;
                rows.Add([act.Cooperation.ToString(), act.Form.Word(), await Name(act.From), await Name(act.To), link.From.Whereabouts.CommuneOf(link.From.Profile), link.To.Whereabouts.CommuneOf(link.To.Profile),
                    link.Cooperation.Start.Iso(), link.Cooperation.End.Iso(), string.Join(';', Facts(link.Cooperation).Select(f => f.Position.ToString()))]);
            }
            return Csv(asked, "cooperations-liste", ["cooperation", "form", "from", "to", "fromCommune", "toCommune", "start", "end", "positions"], rows);
        }

        public async Task<IResult> Events(HttpRequest request)
        {
            var (asked, by) = Occasions(request);
            var events = await Events(asked);
            return PublicPages.Page<EventsPage>(new { Question = asked, By = by, All = events, Rows = LabelActivity.Count(events, e => e.Values(by)), Events = Shown(asked, events, e => e.Values(by)) }, Status(asked));
        }

        public async Task<IResult> EventTable(HttpRequest request)
        {
            var (asked, by) = Occasions(request);
            return Csv(asked, "evenements", [by.Word(), "count"], [.. LabelActivity.Count(await Events(asked), e => e.Values(by)).Select(r => (string?[])[r.Values[0], Number(r.Count!.Value)])]);
        }

        public async Task<IResult> EventList(HttpRequest request)
        {
            var ((asked, by), rows) = (Occasions(request), new List<string?[]>());
            foreach (var one in Shown(asked, await Events(asked), e => e.Values(by)))
                rows.Add([one.Grant.Number.Value, await Name(one.Holder.Id), one.Grant.From.Iso(), one.Standing.Word(), one.Holder.Whereabouts.CommuneOf(one.Holder.Profile),
                    one.Told?.EssActors.ToString(CultureInfo.InvariantCulture), one.Told?.Shops.ToString(CultureInfo.InvariantCulture), one.Told?.Visitors.ToString(CultureInfo.InvariantCulture),
                    Truth(one.Told?.AcceptedCurrency), Truth(one.Told?.InQpv), string.Join(';', one.Grant.Facts.Select(f => f.Position.ToString()))]);
            return Csv(asked, "evenements-liste", ["number", "holder", "from", "standing", "commune", "essActors", "shops", "visitors", "acceptedCurrency", "inQpv", "positions"], rows);
        }

        public async Task<IResult> Map(HttpRequest request)
        {
            var asked = Asked(request, Today);
            request.HttpContext.Response.Headers.ContentSecurityPolicy = Security.MapPolicy(settings, embeddable: false);
            var sets = await areas.Sets();
            var drawn = new[] { AreaKind.Commune, AreaKind.Qpv }.Select(kind => sets.InForce(kind, asked.On)).OfType<AreaSet>().ToList();
            return PublicPages.Page<LabelMapPage>(new { Question = asked, Rows = await ByCommune(asked), Sets = drawn }, Status(asked));
        }

        public async Task<IResult> MapTable(HttpRequest request)
        {
            var asked = Asked(request, Today);
            return Csv(asked, "carte", ["commune", "communeName", "count", "inQpv", "withoutCoordinates"],
                [.. (await ByCommune(asked)).Select(r => (string?[])[r.Commune, Communes.Names.GetValueOrDefault(r.Commune), Number(r.Count), Number(r.InQpv), Number(r.Unplaced)])]);
        }

        public async Task<IResult> Points(HttpRequest request)
        {
            var asked = Asked(request, Today);
            var (named, features) = ((await participants.ListAsync(default)).ToDictionary(p => p.Id), new List<object>());
            foreach (var member in await Counted(asked))
            {
                if (named.GetValueOrDefault(member.Holder) is not { Place: { } place } holder) continue;
                features.Add(new
                {
                    type = "Feature",
                    id = member.Number.Value,
                    geometry = new { type = "Point", coordinates = new[] { place.Longitude, place.Latitude } },
                    properties = new { kind = member.Kind.Word(), name = holder.Name, address = holder.Address, communeName = member.Commune is { } commune ? t.Value(Dimension.Commune, commune) : null, page = $"{settings.Origin}{Page(request, member.Number, asked.On)}" },
                });
            }
            return Results.Json(new { type = "FeatureCollection", features }, contentType: GeoJson);
        }

        /// <summary>The outlines of the priority neighbourhoods and communes in force on the day, together.</summary>
        public async Task<IResult> Outlines(HttpRequest request)
        {
            var (asked, features) = (Asked(request, Today), new List<object>());
            var sets = await areas.Sets();
            foreach (var kind in new[] { AreaKind.Commune, AreaKind.Qpv })
            {
                if (sets.InForce(kind, asked.On) is not { } set || await areas.Outlines(set.Number) is not { } text) continue;
                using var json = JsonDocument.Parse(text);
                features.AddRange(json.RootElement.GetProperty("features").EnumerateArray().Select(f => new { type = "Feature", properties = new { kind = kind.Word(), name = f.GetProperty("properties").GetProperty("name").GetString() }, geometry = f.GetProperty("geometry").Clone() }));
            }
            return Results.Json(new { type = "FeatureCollection", features }, contentType: GeoJson);
        }

        private static string Page(HttpRequest request, GrantNumber number, DateOnly on) =>
            Duties.Office.Any(request.HttpContext.User.IsInRole) ? $"/bureau/label/titulaires/{number}" : $"/label/{number}?on={on.Iso()}";

        private async Task<IReadOnlyList<Member>> Counted(CityQuestion asked) => [.. (await members.On(asked.On, null)).Where(m => CensusTable.IsCounted(m, asked.Perimeter))];

        private async Task<IReadOnlyList<MapRow>> ByCommune(CityQuestion asked)
        {
            var placed = (await participants.ListAsync(default)).Where(p => p.Place is not null).Select(p => p.Id).ToHashSet();
            return [.. (await Counted(asked)).DistinctBy(m => m.Holder).GroupBy(m => m.Commune ?? DimensionWords.Unknown)
                .Select(g => new MapRow(g.Key, g.Count(), g.Count(m => m.Whereabouts.QpvOf(m.Profile) is true), g.Count(m => !placed.Contains(m.Holder))))
                .OrderByDescending(r => r.Count).ThenBy(r => r.Commune, StringComparer.Ordinal)];
        }

        private async Task<IReadOnlyList<CensusTable>> Course(CityQuestion asked)
        {
            IReadOnlyList<DateOnly> days = [.. asked.Step.Days(asked.From, asked.On)];
            return [.. days.Zip(await members.OnEach(days, null), (day, counted) => CensusTable.Of(counted, asked.Dimension is { } by ? [by] : [], asked.Perimeter, day))];
        }

        private async Task<CensusDifference> Difference(CityQuestion asked) =>
            CensusDifference.Of(await members.On(asked.From, null), await members.On(asked.On, null), asked.Dimension is { } by ? [by] : [], asked.Perimeter, asked.From, asked.On);

        private async Task<IReadOnlyList<Link>> Links(CityQuestion asked)
        {
            var (known, side) = (await register.Read(), await Side(asked.On));
            return [.. known.Links(asked.On, null, side).Where(l => l.IsIn(asked.Perimeter))];
        }

        private async Task<IReadOnlyList<LabelledEvent>> Events(CityQuestion asked)
        {
            var (known, side) = (await register.Read(), await Side(asked.On));
            return [.. known.Events(asked.From, asked.On, null, side).Where(e => asked.Perimeter.Contains(e.Holder.Whereabouts.CommuneOf(e.Holder.Profile)))];
        }

        private async Task<Func<ParticipantId, Side>> Side(DateOnly day)
        {
            var (known, where) = (await register.Read(), await members.Where(day, null));
            return id => new(id, known.Participants.GetValueOrDefault(id)?.ProfileOn(day) ?? Profile.Unknown, where(id));
        }

        private static IReadOnlyList<T> Shown<T>(CityQuestion asked, IReadOnlyList<T> all, Func<T, IReadOnlyList<string>> values) => asked.Value is { } value ? [.. all.Where(one => values(one).Contains(value))] : all;

        private async Task<string?> Name(ParticipantId id) => (await participants.FindAsync(id, default))?.Name;

        private (CityQuestion Asked, Dimension? By) Links(HttpRequest request)
        {
            var asked = Asked(request, Today);
            var by = LinkDimensions.Contains(asked.Dimension) ? asked.Dimension : null;
            return (asked with { By = by?.Word() ?? "form" }, by);
        }

        private (CityQuestion Asked, EventDimension By) Occasions(HttpRequest request)
        {
            var asked = Asked(request, new(Today.Year, 1, 1));
            var by = Enum.GetValues<EventDimension>().FirstOrDefault(d => d.Word() == asked.By);
            return (asked with { By = by.Word() }, by);
        }

        /// <summary>What an address asks. What cannot be read is not asked, and the page says so.</summary>
        private CityQuestion Asked(HttpRequest request, DateOnly usualFrom)
        {
            var query = request.Query;
            var readable = PublicPages.TryDay(query["from"], out var from) & PublicPages.TryDay(query["on"], out var on);
            var within = Perimeters.TryParse(query["perimeter"], out var perimeter);
            var (first, last) = (from ?? usualFrom, on ?? Today);
            // Further back or ahead there is no register.
            var ordered = first <= last && first.Year >= 1990 && last.Year <= 2200;
            if (!ordered) (first, last) = usualFrom <= Today ? (usualFrom, Today) : (Today, Today);
            return new(first, last, perimeter, PublicPages.Given(query["by"]), PublicPages.Given(query["value"]),
                query["step"].ToString() switch { "quarter" => Step.Quarter, "year" => Step.Year, _ => Step.Month },
                !readable ? "city.badDay" : !ordered ? "city.badOrder" : !within ? "city.badPerimeter" : null);
        }

        private static int Status(CityQuestion asked) => asked.Unreadable is null ? 200 : 400;

        private static IResult Csv(CityQuestion asked, string name, string[] heading, IReadOnlyList<string?[]> rows)
        {
            if (asked.Unreadable is not null) return Problems.InvalidField("from", "days as YYYY-MM-DD, the first one first, and a perimeter");
            return Results.File(Encoding.UTF8.GetBytes(Api.Csv.Table(heading, rows)), "text/csv; charset=utf-8; header=present", $"{name}-{asked.On.Iso()}.csv");
        }

        private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

        private static string? Truth(bool? value) => value switch { true => "true", false => "false", null => null };
    }

    /// <summary>The entries of the book behind a cooperation, in their order.</summary>
    internal static IEnumerable<RecordedAct> Facts(Cooperation cooperation) =>
        cooperation.Confirmed.Values.Append(cooperation.Proposed).Concat(cooperation.Ending is { } end ? [end] : []).OrderBy(f => f.Position);
}

/// <summary>The figures of a day.</summary>
/// <param name="Participants">With an active label, wherever they are.</param>
/// <param name="InLille">Of them in Lille with Hellemmes and Lomme.</param>
/// <param name="InMel">Of them in the metropolis.</param>
/// <param name="Cooperations">In force.</param>
/// <param name="Events">With the label since the first of January.</param>
public sealed record CityFigures(int Participants, int InLille, int InMel, int Cooperations, int Events);

/// <summary>A commune on the map's table.</summary>
/// <param name="Commune">Its code, or the word for what is not known.</param>
/// <param name="Count">How many participants.</param>
/// <param name="InQpv">How many of them in a priority neighbourhood.</param>
/// <param name="Unplaced">How many of them without coordinates.</param>
public sealed record MapRow(string Commune, int Count, int InQpv, int Unplaced);
