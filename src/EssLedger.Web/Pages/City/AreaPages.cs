using EssLedger.Core.Census;
using EssLedger.Core.Labels;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Areas;
using EssLedger.Web.Labels;
using EssLedger.Web.Pages.Office;
using Microsoft.AspNetCore.Mvc;

namespace EssLedger.Web.Pages.City;

/// <summary>The screen of the sets of areas: which there are, what they say that the label book does not, and a form for the next.</summary>
public static class AreaPages
{
    public const string Path = "/ville/zones";

    public static void MapAreaPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Path).LetIn(AreaEndpoints.Readers);
        pages.MapGet("", (Desk desk) => desk.Show());
        pages.MapPost("", (HttpContext context, Desk desk) => desk.Take(context)).WithMetadata(new RequestSizeLimitAttribute(AreaFile.MostBytes + 100_000));
        pages.MapGet("/differences.csv", (Desk desk) => desk.Differences());
        pages.MapGet("/{number:int}.geojson", (int number, Desk desk) => desk.Outlines(number));
    }

    /// <summary>What it does.</summary>
    internal sealed class Desk(AreaDesk areas, IMembers members, IParticipantStore participants, Caller caller, TimeProvider clock)
    {
        public async Task<IResult> Show(SentForm? sent = null, AreaRefusal? refusal = null, int status = 200)
        {
            var sets = await areas.Sets();
            var today = PublicPages.Today(clock);
            // Whom they count is the City's business; an administrator sees the sets alone.
            var counted = caller.Is(Duties.Count) ? await Counted(today) : null;
            return PublicPages.Page<AreasPage>(new { Sets = sets, Today = today, Counted = counted, MayImport = caller.Is(AreaEndpoints.Bringers), Sent = sent, Wrong = refusal }, status);
        }

        public async Task<IResult> Take(HttpContext context)
        {
            if (!caller.Is(AreaEndpoints.Bringers)) return PublicPages.Page<DeniedPage>(status: 403);
            var sent = await SentForm.Read(context);
            try
            {
                if (sent.File is not { } file) throw new UnreadableException("file");
                if (!AreaSets.TryParse(sent["kind"], out var kind)) throw new UnreadableException("choice");
                var asked = new AreaImport(kind, sent.Number("year", 1900, 2100) ?? throw new UnreadableException("number"), sent.Day("validFrom"), sent["source"] ?? "", sent["licence"] ?? "", PublicPages.Given(sent["codeProperty"]));
                if (asked.Flaw is not null) throw new UnreadableException("other");
                using var bytes = new MemoryStream();
                await file.CopyToAsync(bytes, context.RequestAborted);
                var (_, _, refusal) = await areas.Import(bytes.GetBuffer().AsMemory(0, (int)bytes.Length), asked, caller.RequiredPerson);
                return refusal is null ? Results.Redirect($"{Path}?fait=import") : await Show(sent.Refused($"refusal.{refusal.Code}"), refusal, StatusCodes.Status422UnprocessableEntity);
            }
            catch (UnreadableException unreadable)
            {
                return await Show(sent.Refused(unreadable.Sentence), status: StatusCodes.Status422UnprocessableEntity);
            }
        }

        public async Task<IResult> Outlines(int number) => await areas.Outlines(number) is { } text ? Results.Text(text, "application/geo+json") : PublicPages.Page<NotFoundPage>(status: 404);

        public async Task<IResult> Differences()
        {
            if (!caller.Is(Duties.Count)) return PublicPages.Page<DeniedPage>(status: 403);
            var today = PublicPages.Today(clock);
            var rows = new List<string?[]>();
            foreach (var member in (await Counted(today)).Differ)
                rows.Add([
                    member.Number.Value, (await participants.FindAsync(member.Holder, default))?.Name, member.Profile.Qpv switch { true => "yes", false => "no", null => null }, member.Whereabouts.Qpv?.Code ?? (member.Whereabouts.Qpv is null ? null : "no"),
                    member.Whereabouts.Qpv?.Year.ToString(System.Globalization.CultureInfo.InvariantCulture), member.Profile.Commune, member.Whereabouts.Commune?.Code,
                ]);
            return Results.File(System.Text.Encoding.UTF8.GetBytes(Csv.Table(["number", "name", "saidQpv", "foundQpv", "foundQpvYear", "saidCommune", "foundCommune"], rows)), "text/csv; charset=utf-8; header=present", $"zones-differences-{today.Iso()}.csv");
        }

        private async Task<AreaCount> Counted(DateOnly today)
        {
            var counted = (await members.On(today, null)).Where(m => m.Standing is Standing.Active).DistinctBy(m => m.Holder).ToList();
            var placed = (await participants.ListAsync(default)).Where(p => p.Place is not null).Select(p => p.Id).ToHashSet();
            return new(counted.Count, counted.Count(m => !placed.Contains(m.Holder)), counted.Count(m => m.Profile.Qpv is null && m.Whereabouts.Qpv is not null), counted.Count(m => m.Whereabouts.QpvOf(m.Profile) is null),
                [.. counted.Where(m => m.Whereabouts.Qpv?.Code is not null).GroupBy(m => (Code: m.Whereabouts.Qpv!.Code!, m.Whereabouts.Qpv.Name)).OrderByDescending(g => g.Count()).ThenBy(g => g.Key.Code, StringComparer.Ordinal).Select(g => (g.Key.Code, g.Key.Name, g.Count()))],
                [.. counted.Where(m => m.Whereabouts.QpvDiffers(m.Profile) || m.Whereabouts.CommuneDiffers(m.Profile)).OrderBy(m => m.Number.Value, StringComparer.Ordinal)]);
        }
    }
}

/// <summary>What the areas in force say of the participants with an active label.</summary>
/// <param name="Participants">How many there are.</param>
/// <param name="Unplaced">How many have no coordinates.</param>
/// <param name="ByPlace">Of how many the book says nothing of a priority neighbourhood, but the coordinates do.</param>
/// <param name="Unknown">Of how many neither says anything.</param>
/// <param name="ByQpv">How many lie in each priority neighbourhood by their coordinates.</param>
/// <param name="Differ">Of whom the book says one thing and the coordinates another.</param>
public sealed record AreaCount(int Participants, int Unplaced, int ByPlace, int Unknown, IReadOnlyList<(string Code, string? Name, int Count)> ByQpv, IReadOnlyList<Member> Differ);
