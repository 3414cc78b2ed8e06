using System.Globalization;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Records;
using EssLedger.Core.Strategy;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using EssLedger.Web.Strategy;

namespace EssLedger.Web.Pages.Strategy;

/// <summary>A version of a record, for a reader.</summary>
/// <param name="Number">1, 2, 3 …</param>
/// <param name="By">The name of who wrote it; null: it came with the program, or they are forgotten.</param>
/// <param name="At">UTC.</param>
/// <param name="Values">What stood in it; null: it was taken back.</param>
/// <param name="Changed">The fields that are not as in the version before.</param>
public sealed record ShownVersion(int Number, string? By, DateTimeOffset At, FieldValues? Values, IReadOnlyList<Field> Changed);

/// <summary>The strategy: for everybody to read, for the City to keep up.</summary>
public static class StrategyPages
{
    public const string Public = "/strategie", Root = "/ville/strategie", New = "nouveau";

    /// <summary>Who keeps it up, and who reads all of it.</summary>
    public static string[] Keepers { get; } = [Roles.City, Roles.Admin];

    private const int LinesOnPage = 50;

    /// <summary>The kinds by the last part of their addresses.</summary>
    public static IReadOnlyDictionary<string, StrategyKind> Kinds { get; } = new Dictionary<string, StrategyKind>
    {
        ["reunions"] = StrategyKind.Meeting,
        ["evenements"] = StrategyKind.Event,
        ["enquetes"] = StrategyKind.Survey,
        ["actions"] = StrategyKind.Action,
        ["chiffres"] = StrategyKind.Figure,
        ["indicateurs"] = StrategyKind.Indicator,
        ["instances"] = StrategyKind.Body,
        ["objectifs"] = StrategyKind.Objective,
        ["axes"] = StrategyKind.Axis,
    };

    public static void MapStrategyPages(this IEndpointRouteBuilder app)
    {
        var open = app.MapGroup(Public).AddEndpointFilter(PublicPages.Prepare).ExcludeFromDescription();
        string[] reading = ["GET", "HEAD"];
        open.MapMethods("", reading, (Desk desk) => desk.Open());
        open.MapMethods("/objectifs/{objective}", reading, (string objective, Desk desk) => desk.Open(objective));
        open.MapMethods("/reunions.ics", reading, (Desk desk) => desk.Calendar(all: false));
        var city = app.MapGroup(Root).LetIn(Keepers);
        city.MapGet("", (Desk desk) => desk.Home());
        city.MapGet("/reunions.ics", (Desk desk) => desk.Calendar(all: true));
        city.MapGet("/fichiers/{file}", (string file, Desk desk) => desk.File(file));
        city.MapGet("/{kind}", (string kind, HttpRequest request, Desk desk) => desk.List(kind, request));
        city.MapGet("/{kind}/{record}", (string kind, string record, HttpRequest request, Desk desk) => desk.Show(kind, record, request));
        city.MapPost("/{kind}/{record}", (string kind, string record, HttpContext context, Desk desk) => desk.Take(kind, record, context));
    }

    /// <summary>The address of a record, for whoever keeps it up.</summary>
    public static string Of(StrategyKind kind, string id) => $"{Root}/{Kinds.First(k => k.Value == kind).Key}/{Uri.EscapeDataString(id)}";

    public static string OfObjective(string id) => $"{Public}/objectifs/{Uri.EscapeDataString(id)}";

    /// <summary>What these screens show and do.</summary>
    internal sealed class Desk(StrategyDesk strategy, IRecordStore store, People people, Caller caller, Settings settings, Reader reader, TimeProvider clock)
    {
        private static IResult Missing => AccountPages.Page<NotFoundPage>(status: 404);

        /// <summary>The public page of the whole, or of an objective.</summary>
        public async Task<IResult> Open(string? objective = null)
        {
            var board = await strategy.Read();
            if (objective is not null && board.Objectives.All(o => o.Id != objective)) return Missing;
            var labels = new Dictionary<int, int?>();
            foreach (var year in Years(board)) labels[year] = await strategy.Labels(year);
            return objective is null ? PublicPages.Page<StrategyPage>(new { Of = board, strategy.Today, Labels = labels })
                : PublicPages.Page<ObjectivePage>(new { Of = board, Objective = board.Objectives.First(o => o.Id == objective), Labels = labels });
        }

        // From the first year of the strategy, or of a figure, to this one.
        private IEnumerable<int> Years(Board board) => board.Bodies.Select(b => b.First.Year).Concat(board.Figures.Select(f => f.Year)).Append(2021).Min() is var first ? Enumerable.Range(first, Math.Max(1, strategy.Today.Year - first + 1)) : [];

        public async Task<IResult> Home()
        {
            var board = await strategy.Read();
            return AccountPages.Page<StrategyHomePage>(new { Of = board, strategy.Today });
        }

        /// <summary>The meetings as a calendar: for everybody those of public bodies, for the City all of them.</summary>
        public async Task<IResult> Calendar(bool all)
        {
            var board = await strategy.Read();
            var bodies = board.Bodies.Where(b => all || b.IsPublic).ToDictionary(b => b.Id);
            var appointments = board.Meetings.Where(m => bodies.ContainsKey(m.Body)).Select(m => new Appointment($"meeting-{m.Id}", m.Day, m.Time, TimeSpan.FromHours(2), bodies[m.Body].Title, m.Place.Length > 0 ? m.Place : null,
                new(settings.Origin + (all ? Of(StrategyKind.Meeting, m.Id) : Public)), m.State is MeetingState.Cancelled));
            return Results.Text(Papers.Calendar.Of(reader["strategy.meetings"], appointments, settings.PublicUrl.Host, clock.GetUtcNow()), Papers.Calendar.MediaType, Encoding.UTF8);
        }

        public async Task<IResult> List(string path, HttpRequest request)
        {
            if (!Kinds.TryGetValue(path, out var kind)) return Missing;
            var (board, lines) = (await strategy.Read(), new List<(string Id, string Name, FieldValues Values)>());
            foreach (var record in await store.ListAsync(kind.Name, default)) lines.Add((record.Id, board.NameOf(kind.Name, record.Id), StrategyDesk.ValuesIn(record.Body!)));
            var day = kind.Fields.FirstOrDefault(f => f.Kind is FieldKind.Day && f.Required && kind != StrategyKind.Body)?.Name ?? (kind == StrategyKind.Figure ? "year" : null);
            lines = [.. day is null ? lines.OrderBy(l => l.Name, StringComparer.CurrentCulture) : lines.OrderByDescending(l => l.Values[day], StringComparer.Ordinal).ThenBy(l => l.Name, StringComparer.CurrentCulture)];
            var last = Math.Max(1, (lines.Count + LinesOnPage - 1) / LinesOnPage);
            var number = int.TryParse(request.Query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var wanted) ? Math.Clamp(wanted, 1, last) : 1;
            return AccountPages.Page<StrategyListPage>(new { Path = path, Kind = kind, Day = day, Lines = lines.Skip((number - 1) * LinesOnPage).Take(LinesOnPage).ToList(), lines.Count, Number = number, Last = last });
        }

        public async Task<IResult> Show(string path, string id, HttpRequest? request = null, SentForm? sent = null, RecordFaults? refused = null)
        {
            if (!Kinds.TryGetValue(path, out var kind)) return Missing;
            var versions = id == New ? [] : await Versions(kind, id);
            if (id != New && versions.Count == 0) return Missing;
            var board = await strategy.Read();
            // What a link proposes stands in a new form: the body that is late, the day that is planned.
            var proposed = FieldForm.Read(kind.Fields, field => request?.Query[field].OfType<string>() ?? []);
            var shown = sent is not null && sent.Act == "save" ? FieldForm.Read(kind.Fields, sent.All) : id == New ? proposed : versions.First(v => v.Values is not null).Values!;
            return AccountPages.Page<StrategyRecordPage>(new
            {
                Path = path,
                Kind = kind,
                Id = id,
                Of = board,
                Values = shown,
                Versions = versions,
                Persons = id == New ? "" : string.Join('\n', (await store.PersonsAsync(kind.Name, id, default)).Select(p => p.Words)),
                Files = id == New ? [] : await store.FilesAsync(kind.Name, id, default),
                Refused = refused,
                Sent = sent,
                strategy.Today,
            }, refused is null && sent?.Refusal is null ? 200 : 422);
        }

        public async Task<IResult> Take(string path, string id, HttpContext context)
        {
            if (!Kinds.TryGetValue(path, out var kind)) return Missing;
            var (sent, me) = (await SentForm.Read(context), caller.RequiredPerson);
            if (id != New && await store.FindAsync(kind.Name, id, default) is null) return Missing;
            var version = int.TryParse(sent["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : 0;
            switch (sent.Act)
            {
                case "save":
                    var (kept, faults) = await strategy.Put(kind, id == New ? null : id, version, FieldForm.Read(kind.Fields, sent.All), me);
                    return faults.AreNone ? Done(kind, kept, "save") : await Show(path, id, sent: sent, refused: faults);
                case "withdraw" when id != New:
                    var gone = await strategy.Withdraw(kind, id, version, me);
                    return gone.AreNone ? Results.Redirect($"{Root}/{path}?fait=withdraw") : await Show(path, id, sent: sent, refused: gone);
                case "names" when id != New && kind == StrategyKind.Meeting:
                    if (sent["names"] is { Length: > 4000 }) return await Show(path, id, sent: sent.Refused("strategy.tooManyNames"));
                    if (sent["names"]?.Trim() is { Length: > 0 } names) await store.NameAsync(new(kind.Name, id, "present", names, null, clock.GetUtcNow()), default);
                    else await store.ForgetAsync(kind.Name, id, null, default);
                    return Done(kind, id, "names");
                case "file" when id != New && kind == StrategyKind.Meeting:
                    if (await Brought(sent.File) is not { } content) return await Show(path, id, sent: sent.Refused("strategy.badFile"));
                    await store.AttachAsync(new(StrategyDesk.NewId(), kind.Name, id, sent.File!.FileName, "application/pdf", me, clock.GetUtcNow()), content, default);
                    return Done(kind, id, "file");
                case "unfile" when id != New && await store.ReadAsync(sent["file"] ?? "", default) is { } found && found.File.Id == id && found.File.Kind == kind.Name:
                    await store.DetachAsync(found.File.File, default);
                    return Done(kind, id, "unfile");
                default:
                    return Missing;
            }
        }

        public async Task<IResult> File(string id) => await store.ReadAsync(id, default) is { } found && found.File.Kind == StrategyKind.Meeting.Name
            ? Results.File(found.Content, found.File.MediaType, found.File.Name) : Missing;

        private static IResult Done(StrategyKind kind, string id, string act) => Results.Redirect($"{Of(kind, id)}?fait={act}");

        // A PDF that says it is one; browsers and readers guard against what stands in it.
        private static async Task<byte[]?> Brought(IFormFile? file)
        {
            if (file is null or { Length: > IRecordStore.LargestFile } || file.FileName.Length > 200) return null;
            using var bytes = new MemoryStream();
            await using var stream = file.OpenReadStream();
            await stream.CopyToAsync(bytes);
            var content = bytes.ToArray();
            return content.AsSpan().StartsWith("%PDF-"u8) ? content : null;
        }

        private async Task<IReadOnlyList<ShownVersion>> Versions(StrategyKind kind, string id)
        {
            var (versions, names) = (await store.HistoryAsync(kind.Name, id, default), new Dictionary<PersonId, string?>());
            var shown = new List<ShownVersion>();
            for (var i = 0; i < versions.Count; i++)
            {
                var (now, before) = (versions[i].Body is { } body ? StrategyDesk.ValuesIn(body) : null, versions.Skip(i + 1).FirstOrDefault(v => v.Body is not null) is { } other ? StrategyDesk.ValuesIn(other.Body!) : null);
                if (!names.TryGetValue(versions[i].By, out var name)) names[versions[i].By] = name = (await people.Find(versions[i].By))?.DisplayName;
                shown.Add(new(versions[i].Version, name, versions[i].At, now, now is null || before is null ? [] : [.. kind.Fields.Where(f => !now.All(f.Name).SequenceEqual(before.All(f.Name)))]));
            }
            return shown;
        }
    }
}
