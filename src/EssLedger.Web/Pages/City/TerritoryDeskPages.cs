using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Records;
using EssLedger.Core.Territory;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Pages.Territory;
using EssLedger.Web.SignIn;
using EssLedger.Web.Territory;
using Microsoft.AspNetCore.Mvc;

namespace EssLedger.Web.Pages.City;

/// <summary>Where the City keeps up what the territory's pages show, and an organisation what is its own.</summary>
public static class TerritoryDeskPages
{
    public const string Root = "/ville/territoire";

    // A file of the usual limit with the form around it.
    private const long LargestForm = TerritoryDesk.LargestFile + 100_000;

    public static void MapTerritoryDeskPages(this IEndpointRouteBuilder app)
    {
        var desk = app.MapGroup(Root).LetIn(TerritoryDesk.Who);
        desk.MapGet("", (string? quoi, Desk on) => on.Home(quoi));
        desk.MapGet("/{kind}/nouveau", (string kind, string? groupe, Desk on) => on.New(kind, groupe));
        desk.MapPost("/{kind}/nouveau", (string kind, HttpContext context, Desk on) => on.Begin(kind, context));
        desk.MapGet("/{kind}/{id}", (string kind, string id, Desk on) => on.Show(kind, id));
        desk.MapPost("/{kind}/{id}", (string kind, string id, HttpContext context, Desk on) => on.Take(kind, id, context)).WithMetadata(new RequestSizeLimitAttribute(LargestForm));
        var city = app.MapGroup(Root).LetIn(TerritoryDesk.City);
        city.MapGet("/rencontres/{id}", (string id, Desk on) => on.ShowGuests(id));
        city.MapPost("/rencontres/{id}", (string id, HttpContext context, Desk on) => on.TakeGuests(id, context));
    }

    public static string Of(SheetKind kind, string id) => $"{Root}/{kind.Word()}/{id}";

    public static string GuestsOf(string id) => $"{Root}/rencontres/{id}";

    /// <summary>What these screens show and do.</summary>
    internal sealed class Desk(TerritoryDesk desk, TerritoryBook book, MeetingDesk meetings, IRecordStore records, IRegistrationStore registrations, IParticipantStore participants, People people)
    {
        public async Task<IResult> Home(string? chosen)
        {
            var writer = await desk.Writer();
            var kinds = Enum.GetValues<SheetKind>().Where(k => writer.City || k.IsPartners()).ToList();
            var kind = Sheets.TryParse(chosen, out var asked) && kinds.Contains(asked) ? asked : kinds[0];
            return AccountPages.Page<TerritoryDeskPage>(new { Kinds = kinds, Kind = kind, desk.IsCity, MayBegin = writer.City || writer.For.Count > 0, Sheets = (IReadOnlyList<KeptSheet>)[.. (await book.All(kind)).Where(s => SheetRules.MayKeepUp(s.Sheet, writer))] });
        }

        public async Task<IResult> New(string word, string? group) => await Kind(word) is { } kind
            ? await Page(kind, null, group is null ? null : new(kind, desk.IsCity, FieldForm.Read(kind.Fields(), field => field == "group" ? [group] : []))) : NotFound;

        public async Task<IResult> Begin(string word, HttpContext context)
        {
            if (await Kind(word) is not { } kind) return NotFound;
            var sent = await SentForm.Read(context);
            // What an organisation says of itself is proposed first; the City publishes what it writes.
            var sheet = new Sheet(kind, desk.IsCity, FieldForm.Read(kind.Fields(), sent.All));
            var (id, faults) = await desk.Keep(null, 0, sheet);
            return faults.AreNone ? Results.Redirect($"{Of(kind, id!)}?fait=save") : await Page(kind, null, sheet, faults);
        }

        public async Task<IResult> Show(string word, string id) => await Find(word, id) is { } kept ? await Page(kept.Sheet.Kind, kept, kept.Sheet) : NotFound;

        public async Task<IResult> Take(string word, string id, HttpContext context)
        {
            if (await Find(word, id) is not { } kept) return NotFound;
            var sent = await SentForm.Read(context);
            if (!int.TryParse(sent["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var version)) version = kept.Version;
            switch (sent.Act)
            {
                case "save":
                    var sheet = kept.Sheet with { Values = FieldForm.Read(kept.Sheet.Kind.Fields(), sent.All) };
                    if ((await desk.Keep(id, version, sheet)).Faults is { AreNone: false } faults) return await Page(kept.Sheet.Kind, kept, sheet, faults);
                    if (sheet["cancelled"] is not null && kept.Sheet["cancelled"] is null) await meetings.TellCancelled(kept with { Sheet = sheet });
                    break;
                case "publish":
                    if (await desk.Publish(kept) is { AreNone: false } unfit) return await Page(kept.Sheet.Kind, kept, kept.Sheet, unfit);
                    break;
                case "withdraw":
                    if (await desk.TakeBack(kept) is { AreNone: false } refused) return await Page(kept.Sheet.Kind, kept, kept.Sheet, refused);
                    return Results.Redirect($"{Root}?quoi={kept.Sheet.Kind.Word()}&fait=withdraw");
                case "attach" when kept.Sheet.Kind is SheetKind.Minutes:
                    if (sent.File is not { } file) return await Page(kept.Sheet.Kind, kept, kept.Sheet, file: "minutes.noFile");
                    await using (var content = file.OpenReadStream())
                        if (!await desk.Attach(kept, file.FileName, content)) return await Page(kept.Sheet.Kind, kept, kept.Sheet, file: "minutes.badFile");
                    break;
                case "detach" when kept.Sheet.Kind is SheetKind.Minutes && (await Files(kept)).FirstOrDefault(f => f.File == sent.Which) is { } gone:
                    await records.DetachAsync(gone.File, default);
                    break;
                default: return NotFound;
            }
            return Results.Redirect($"{Of(kept.Sheet.Kind, id)}?fait={sent.Act}");
        }

        public async Task<IResult> ShowGuests(string id) => await book.Find(SheetKind.Meeting, id) is { } meeting
            ? AccountPages.Page<GuestsPage>(new { Meeting = meeting, Guests = await meetings.Guests(meeting), Registered = await registrations.OfAsync(id, default) }) : NotFound;

        public async Task<IResult> TakeGuests(string id, HttpContext context)
        {
            if (await book.Find(SheetKind.Meeting, id) is not { } meeting) return NotFound;
            var sent = await SentForm.Read(context);
            switch (sent.Act)
            {
                // What is not public, or over, invites nobody.
                case "invite" when meeting.Sheet is { Published: true } sheet && sheet["cancelled"] is null && MeetingRules.LastDay(sheet) >= desk.Today:
                    await meetings.Invite(meeting);
                    break;
                case "remove" when (await registrations.OfAsync(id, default)).FirstOrDefault(r => r.Id == sent.Which) is { } registration:
                    await meetings.Remove(registration);
                    break;
                default: return NotFound;
            }
            return Results.Redirect($"{GuestsOf(id)}?fait={sent.Act}");
        }

        private static IResult NotFound => AccountPages.Page<NotFoundPage>(status: 404);

        private async Task<SheetKind?> Kind(string word) => Sheets.TryParse(word, out var kind) && ((await desk.Writer()).City || kind.IsPartners()) ? kind : null;

        // That there is a sheet of somebody else's is nobody's business.
        private async Task<KeptSheet?> Find(string word, string id) =>
            await Kind(word) is { } kind && await book.Find(kind, id) is { } kept && SheetRules.MayKeepUp(kept.Sheet, await desk.Writer()) ? kept : null;

        private Task<IReadOnlyList<RecordFile>> Files(KeptSheet kept) => records.FilesAsync(TerritoryBook.RecordsOf(kept.Sheet.Kind), kept.Id, default);

        private async Task<IResult> Page(SheetKind kind, KeptSheet? kept, Sheet? sheet, RecordFaults? faults = null, string? file = null)
        {
            var writer = await desk.Writer();
            var history = kept is null ? [] : await book.History(kind, kept.Id);
            var names = new Dictionary<PersonId, string>();
            foreach (var by in history.Select(v => v.By).Distinct())
                if (await people.Find(by) is { } person) names[by] = person.DisplayName;
            return AccountPages.Page<SheetPage>(new
            {
                Kind = kind,
                Kept = kept,
                Sheet = sheet,
                Faults = faults,
                FileTrouble = file,
                desk.IsCity,
                History = history,
                Names = names,
                Participants = (IReadOnlyList<Participant>)[.. (await participants.ListAsync(default)).Where(p => writer.City || writer.For.Contains(p.Id)).OrderBy(p => p.Name, StringComparer.CurrentCultureIgnoreCase)],
                Groups = kind is SheetKind.Minutes ? await book.All(SheetKind.Group) : [],
                Files = kept is not null && kind is SheetKind.Minutes ? await Files(kept) : [],
            }, (faults, file) switch { (null, null) => 200, ({ Whole: RecordRefusal.Changed }, _) => 409, ({ Whole: RecordRefusal.NotYours or RecordRefusal.NotYoursToPublish }, _) => 403, _ => 422 });
        }
    }
}
