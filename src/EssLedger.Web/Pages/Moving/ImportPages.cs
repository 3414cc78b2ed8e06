using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Moving;
using EssLedger.Grains;
using EssLedger.Web.Api;
using EssLedger.Web.Moving;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace EssLedger.Web.Pages.Moving;

/// <summary>The screen on which members come from another system, and on which they get what they had there.</summary>
public static class ImportPages
{
    public const string Path = "/bureau/import", Lines = $"{Path}/lignes.csv";

    /// <summary>The kinds of accounts for which a file may have words of its own.</summary>
    internal static string[] KindsAsked { get; } = ["resident", "merchant", "ess", "public"];

    /// <summary>Who sees it.</summary>
    public static string[] Readers { get; } = [Roles.Bureau, Roles.Admin, Roles.Treasurer, Roles.Approver];

    public static void MapImportPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Path).LetIn(Readers).ForAll(Roles.Treasurer, Roles.Approver);
        pages.MapGet("", (Desk desk, CancellationToken stop) => desk.Show(stop));
        pages.MapPost("", (HttpContext context, Desk desk) => desk.Take(context)).WithMetadata(new RequestSizeLimitAttribute(MemberFile.MostBytes + 100_000));
        pages.MapGet("/lignes.csv", (Desk desk) => desk.Lines());
    }

    /// <summary>What it does.</summary>
    internal sealed class Desk(MemberImport import, FormerPayments former, IGrainFactory grains, People people, Caller caller)
    {
        private Task<bool> Brings => ImportEndpoints.Brings(caller, people);

        public async Task<IResult> Show(CancellationToken stop, SentForm? sent = null, FormerResult? history = null)
        {
            var (known, brings) = (await grains.Treasury().Read(), await Brings);
            var left = import.Progress is { IsRunning: true } ? [] : await import.Unbrought(grains.Treasury(), stop);
            return AccountPages.Page<ImportPage>(new
            {
                Progress = brings ? import.Progress : null,
                History = history,
                Headings = brings ? import.Headings : [],
                Doubts = brings ? import.Lines.Where(l => l.State is LineState.Doubtful or LineState.Refused).Take(20).ToList() : [],
                Left = left.Count,
                Sum = left.Aggregate(Amount.Zero, (sum, l) => sum + l.Amount),
                Waiting = ImportEndpoints.Waiting(known),
                Open = known.Treasury.Open.Where(l => l.Value.Minor > 0).OrderByDescending(l => l.Value.Minor).Take(50).ToList(),
                Me = caller.RequiredPerson,
                MayBring = brings,
                MayPropose = caller.Is(Roles.Treasurer),
                MayDecide = caller.Is(Roles.Approver),
                Sent = sent,
            }, sent?.Refusal is null ? 200 : 422);
        }

        /// <summary>What was chosen for each column, and the file's own words for each kind, separated by commas.</summary>
        private static MemberMapping Chosen(SentForm sent) => new(
            MemberFile.Names.Keys.Where(what => sent[$"column-{what}"] is not null).ToDictionary(what => what, what => sent[$"column-{what}"]!),
            KindsAsked.SelectMany(kind => (sent[$"kind-{kind}"] ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(word => (Word: word, Kind: kind))).DistinctBy(k => k.Word).ToDictionary(k => k.Word, k => k.Kind),
            sent["charset"] is "utf-8" or "windows-1252" ? sent["charset"] : null);

        public async Task<IResult> Lines() => await Brings ? Results.File(import.Csv(), "text/csv; charset=utf-8", "lignes.csv") : AccountPages.Page<DeniedPage>(status: 403);

        public async Task<IResult> Take(HttpContext context)
        {
            var (sent, stop) = (await SentForm.Read(context), context.RequestAborted);
            if (!(sent.Act switch { "propose" => caller.Is(Roles.Treasurer), "approve" => caller.Is(Roles.Approver), "drop" => caller.Is(Roles.Treasurer, Roles.Approver), _ => await Brings })) return AccountPages.Page<DeniedPage>(status: 403);
            try
            {
                var me = caller.RequiredPerson;
                MovingRefusal? refusal = null;
                switch (sent.Act)
                {
                    case "try" or "bring":
                        if (sent.File is not { } file) throw new UnreadableException("file");
                        var source = ImportEndpoints.Source(sent["source"]) ?? throw new UnreadableException("other");
                        var mapping = Chosen(sent);
                        await using (var bytes = file.OpenReadStream())
                            if (!await import.Begin(bytes, source, mapping, sent.Act == "try", sent.Yes("doubtful"), me, stop)) return await Show(stop, sent.Refused("import.running"));
                        return Results.Redirect(Path);
                    case "try-history" or "history":
                        if (sent.File is not { } table) throw new UnreadableException("file");
                        var system = ImportEndpoints.Source(sent["source"]) ?? throw new UnreadableException("other");
                        await using (var bytes = table.OpenReadStream())
                        {
                            var told = await former.Bring(bytes, system, sent.Act == "try-history", stop);
                            return await Show(stop, told.Refusal is { } unread ? sent.Refused($"refusal.{unread.Code}") : sent, told);
                        }
                    case "cancel":
                        import.Cancel();
                        return Results.Redirect(Path);
                    case "propose":
                        refusal = (await import.ProposeBalances(grains.Treasury(), CoreJson.DigestOf(sent["line"]) ?? throw new UnreadableException("choice"), me, stop)).Refusal;
                        break;
                    case "approve":
                        refusal = (await ImportEndpoints.Decide(grains, p => p.By != me, p => grains.Treasury().ApproveMoving(p.Proposal, me))).Refusal;
                        break;
                    case "drop":
                        refusal = (await ImportEndpoints.Decide(grains, _ => true, p => grains.Treasury().DropMoving(p.Proposal, me))).Refusal;
                        break;
                    default:
                        throw new UnreadableException("other");
                }
                return refusal is { } why ? await Show(stop, sent.Refused($"refusal.{Api.Words.Of(why)}")) : Results.Redirect($"{Path}?fait={sent.Act}");
            }
            catch (UnreadableException unreadable)
            {
                return await Show(stop, sent.Refused(unreadable.Sentence));
            }
        }
    }
}
