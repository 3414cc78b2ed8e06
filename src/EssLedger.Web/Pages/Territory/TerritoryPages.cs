using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Territory;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using EssLedger.Web.Territory;

namespace EssLedger.Web.Pages.Territory;

/// <summary>What anyone may read of the territory, and register for: rendered on the server; only maps need a script.</summary>
public static class TerritoryPages
{
    public const string Root = "/territoire", Meetings = Root + "/rencontres", TakeBack = Root + "/inscription", Minutes = Root + "/comptes-rendus";

    private static readonly string[] Reading = ["GET", "HEAD"];

    /// <summary>The last part of the address of each kind that has a page, in the order in which they are named.</summary>
    public static IReadOnlyDictionary<SheetKind, string> Slugs { get; } = new Dictionary<SheetKind, string>
    {
        [SheetKind.Laureate] = "laureats",
        [SheetKind.Place] = "lieux",
        [SheetKind.Supporter] = "soutiens",
        [SheetKind.Supplier] = "achats",
        [SheetKind.Meeting] = "rencontres",
        [SheetKind.Group] = "groupes",
        [SheetKind.OtherLabel] = "labels",
    };

    /// <summary>Where people read a sheet.</summary>
    public static string Of(KeptSheet kept) => kept.Sheet.Kind switch
    {
        SheetKind.Meeting => MeetingDesk.PathOf(kept.Id),
        SheetKind.Minutes => $"{Root}/groupes#s-{kept.Sheet["group"]}",
        _ => $"{Root}/{Slugs[kept.Sheet.Kind]}#s-{kept.Id}",
    };

    public static void MapTerritoryPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Root).AddEndpointFilter(PublicPages.Prepare).ExcludeFromDescription();
        pages.MapMethods("/", Reading, () => PublicPages.Page<TerritoryPage>());
        foreach (var (kind, slug) in Slugs.Where(s => s.Key is not SheetKind.Meeting))
            pages.MapMethods($"/{slug}", Reading, (HttpContext context, TerritoryBook book, IRecordStore records, LabelRegister register, Settings settings, TimeProvider clock) => Show(kind, context, book, records, register, settings, clock));
        pages.MapMethods("/rencontres", Reading, async (TerritoryBook book, IRegistrationStore registrations, TimeProvider clock) =>
            PublicPages.Page<MeetingsPage>(new { Meetings = await book.Published(SheetKind.Meeting), Registered = await registrations.CountAsync(default), Today = PublicPages.Today(clock) }));
        pages.MapMethods("/rencontres.ics", Reading, Feed);
        pages.MapMethods("/rencontres/{id}.ics", Reading, File);
        pages.MapMethods("/comptes-rendus/{file}", Reading, MinutesFile);

        var open = AccountPages.LetIn(app.MapGroup(Root), null);
        open.MapMethods("/rencontres/{id}", Reading, (string id, HttpContext context, TerritoryBook book, IRegistrationStore registrations, IPublicLabel label, People people, TimeProvider clock) =>
            ShowMeeting(id, context, book, registrations, label, people, clock));
        open.MapPost("/rencontres/{id}", Register);
        open.MapMethods("/inscription/{secret}", Reading, async (string secret, HttpContext context, MeetingDesk desk, TerritoryBook book) => await ShowTakeBack(secret, context, desk, book));
        open.MapPost("/inscription/{secret}", async (string secret, MeetingDesk desk) =>
        {
            if (await desk.Find(secret) is { } registration) await desk.Remove(registration);
            return Results.Redirect($"{MeetingDesk.TakeBackPath(secret)}?fait=1");
        });
    }

    /// <summary>The filter as an address has it.</summary>
    internal static QueryString Query(SheetFilter filter) => QueryString.Create(new KeyValuePair<string, string?>[]
    {
        new("year", filter.Year?.ToString(CultureInfo.InvariantCulture)), new("stage", filter.Stage), new("filiere", filter.Filiere), new("role", filter.Role), new("need", filter.Need), new("use", filter.Use),
        new("reserved", filter.Reserved), new("spaser", filter.Spaser), new("cae", filter.Cae), new("clauses", filter.Clauses), new("commune", filter.Commune),
    }.Where(asked => asked.Value is not null));

    private static async Task<IResult> Show(SheetKind kind, HttpContext context, TerritoryBook book, IRecordStore records, LabelRegister register, Settings settings, TimeProvider clock)
    {
        context.Response.Headers.ContentSecurityPolicy = Security.MapPolicy(settings, embeddable: false);
        var (filter, readable) = Asked(context.Request.Query);
        var all = await book.Published(kind);
        var minutes = kind is SheetKind.Group ? (await book.Published(SheetKind.Minutes)).ToLookup(m => m.Sheet["group"]!) : Array.Empty<KeptSheet>().ToLookup(m => "");
        var files = new Dictionary<string, IReadOnlyList<RecordFile>>();
        foreach (var one in minutes.SelectMany(m => m)) files[one.Id] = await records.FilesAsync(TerritoryBook.RecordsOf(SheetKind.Minutes), one.Id, default);
        var mode = kind is SheetKind.Supplier ? (await register.Read()).SchemeOn(PublicPages.Today(clock))?.Mode : null;
        return PublicPages.Page<SheetsPage>(new
        {
            Kind = kind,
            Filter = filter,
            Unreadable = !readable,
            Found = (IReadOnlyList<KeptSheet>)[.. all.Where(s => filter.Takes(s.Sheet))],
            Of = all,
            Listed = (IReadOnlyDictionary<ParticipantId, GrantNumber>)(await book.Listed()).ToDictionary(l => l.Key, l => l.Value.Member.Number),
            Minutes = minutes,
            Files = files,
            Mode = mode,
        }, readable ? 200 : 400);
    }

    /// <summary>What an address asks for, as forms send it: a field left empty asks nothing. What cannot be read is not asked either, and the page says so.</summary>
    private static (SheetFilter Filter, bool Readable) Asked(IQueryCollection query)
    {
        string? Given(string name) => PublicPages.Given(query[name]);
        var isYear = int.TryParse(Given("year"), NumberStyles.None, CultureInfo.InvariantCulture, out var year);
        var filter = new SheetFilter(isYear ? year : null, Given("stage"), Given("filiere"), Given("role"), Given("need"), Given("use"), Given("reserved"), Given("spaser"), Given("cae"), Given("clauses"), Given("commune"));
        return filter.Flaw is null && (isYear || Given("year") is null) ? (filter, true) : (new(), false);
    }

    private static async Task<IResult> ShowMeeting(string id, HttpContext context, TerritoryBook book, IRegistrationStore registrations, IPublicLabel label, People people, TimeProvider clock, SentForm? sent = null, RegistrationRefusal? refusal = null)
    {
        if (await book.Find(SheetKind.Meeting, id) is not { Sheet.Published: true } meeting) return PublicPages.Page<NotFoundPage>(status: 404);
        var today = PublicPages.Today(clock);
        var grant = GrantNumber.TryParse(meeting.Sheet["grant"], out var number) && await label.MayBeShown() ? await label.Find(number, today, null) : null;
        var person = context.User.Person() is { } signedIn ? await people.Find(signedIn) : null;
        return PublicPages.Page<MeetingPage>(new
        {
            Meeting = meeting,
            Registered = (await registrations.CountAsync(default)).GetValueOrDefault(id),
            Grant = grant,
            Today = today,
            Person = person,
            Sent = sent,
            Refusal = refusal,
            Done = context.Request.Query.ContainsKey("fait"),
        }, refusal switch { null => 200, RegistrationRefusal.Full or RegistrationRefusal.Closed or RegistrationRefusal.Cancelled => 409, _ => 422 });
    }

    private static async Task<IResult> Register(string id, HttpContext context, TerritoryBook book, MeetingDesk desk, IRegistrationStore registrations, IPublicLabel label, People people, Reader reader, TimeProvider clock)
    {
        if (await book.Find(SheetKind.Meeting, id) is not { Sheet.Published: true } meeting) return PublicPages.Page<NotFoundPage>(status: 404);
        var sent = await SentForm.Read(context);
        return await desk.Register(meeting, sent["name"], sent["email"], sent["organisation"], sent["side"], sent.Yes("agreed"), reader, context.User.Person()) is { } refusal
            ? await ShowMeeting(id, context, book, registrations, label, people, clock, sent, refusal) : Results.Redirect($"{MeetingDesk.PathOf(id)}?fait=1");
    }

    private static async Task<IResult> ShowTakeBack(string secret, HttpContext context, MeetingDesk desk, TerritoryBook book)
    {
        var registration = await desk.Find(secret);
        var done = context.Request.Query.ContainsKey("fait");
        return PublicPages.Page<TakeBackPage>(new { Registration = registration, Meeting = registration is null ? null : await book.Find(SheetKind.Meeting, registration.Meeting), Done = done, Path = MeetingDesk.TakeBackPath(secret) }, registration is null && !done ? 404 : 200);
    }

    private static async Task<IResult> Feed(HttpContext context, TerritoryBook book, MeetingDesk desk, Settings settings, Reader reader, TimeProvider clock)
    {
        // A calendar that has asked once is told of what is over for a year, so that it keeps it.
        var since = PublicPages.Today(clock).AddYears(-1);
        return Written(reader["territory.title.meeting"], (await book.Published(SheetKind.Meeting)).Where(m => m.Sheet.Values.Day("day") >= since), desk, settings, clock);
    }

    private static async Task<IResult> File(string id, TerritoryBook book, MeetingDesk desk, Settings settings, TimeProvider clock) =>
        await book.Find(SheetKind.Meeting, id) is { Sheet.Published: true } meeting ? Written(meeting.Sheet.Name, [meeting], desk, settings, clock) : PublicPages.Page<NotFoundPage>(status: 404);

    private static IResult Written(string name, IEnumerable<KeptSheet> meetings, MeetingDesk desk, Settings settings, TimeProvider clock) =>
        Results.Text(Papers.Calendar.Of(name, meetings.Select(desk.Appointment), settings.PublicUrl.Host, clock.GetUtcNow()), $"{Papers.Calendar.MediaType}; charset=utf-8");

    private static async Task<IResult> MinutesFile(string file, IRecordStore records, TerritoryBook book) =>
        await records.ReadAsync(file, default) is { } kept && kept.File.Kind == TerritoryBook.RecordsOf(SheetKind.Minutes) && await book.Find(SheetKind.Minutes, kept.File.Id) is { Sheet.Published: true }
            ? Results.File(kept.Content, kept.File.MediaType, kept.File.Name) : PublicPages.Page<NotFoundPage>(status: 404);
}
