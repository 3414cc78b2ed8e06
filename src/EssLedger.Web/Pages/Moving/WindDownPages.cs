using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.Api;
using EssLedger.Web.Moving;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Pages.Treasury;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Moving;

/// <summary>The screen on which the association ends its currency.</summary>
public static class WindDownPages
{
    public const string Path = $"{TreasuryPages.Root}/fin", List = $"{Path}/remboursements.csv";

    public static void MapWindDownPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Path).LetIn(WindDownEndpoints.Readers).ForAll(WindDownEndpoints.Readers);
        pages.MapGet("", (Desk desk) => desk.Show());
        pages.MapPost("", (HttpContext context, Desk desk) => desk.Take(context));
        pages.MapGet("/remboursements.csv", async (WindDownDesk desk, CancellationToken stop) => Results.File(await desk.ReimbursementList(stop), "text/csv; charset=utf-8", "remboursements.csv"));
    }

    /// <summary>What it does.</summary>
    internal sealed class Desk(WindDownDesk desk, People people, Caller caller, Terms terms, TimeProvider clock)
    {
        public async Task<IResult> Show(SentForm? sent = null)
        {
            var known = await desk.Treasury.Read();
            var waiting = new List<(Act Act, PersonId By, string? Name)>();
            foreach (var act in known.Treasury.Moving.Pending.Values)
                if (((act as Act.WindDownProposed)?.By ?? (act as Act.RemainderProposed)?.By) is { } by) waiting.Add((act, by, (await people.Find(by))?.DisplayName));
            return AccountPages.Page<WindDownPage>(new
            {
                known.Treasury.Moving,
                Fund = Fund.Of(known.Treasury, known.InProgress.Select(r => r.Reconversion), terms.Unit),
                Waiting = waiting,
                Today = ParisCalendar.DayOf(clock.GetUtcNow()),
                Me = caller.RequiredPerson,
                MayPropose = caller.Is(Roles.Treasurer),
                MayDecide = caller.Is(Roles.Approver),
                Sent = sent,
            }, sent?.Refusal is null ? 200 : 422);
        }

        public async Task<IResult> Take(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (!(sent.Act is "approve" ? caller.Is(Roles.Approver) : sent.Act is "drop" or "take" ? caller.Is(Roles.Treasurer, Roles.Approver) : caller.Is(Roles.Treasurer))) return AccountPages.Page<DeniedPage>(status: 403);
            var me = caller.RequiredPerson;
            try
            {
                string Words(string field) => WindDownEndpoints.Read(sent[field]) ?? throw new UnreadableException("other");
                ProposalId Which() => sent.Id<ProposalId>("which", ProposalId.TryParse);
                if (sent.Act == "take")
                {
                    await desk.TakeRemainder(me, context.RequestAborted);
                    return Results.Redirect($"{Path}?fait=take");
                }
                var answer = await (sent.Act switch
                {
                    "end" => desk.Treasury.ProposeWindDown(desk.NewProposal(), sent.Day("last") ?? throw new UnreadableException("day"), sent.Yes("residents"), WindDownDesk.Words(Words("reason")), me),
                    "remainder" => desk.Treasury.ProposeRemainder(desk.NewProposal(), WindDownDesk.Words(Words("body")), me),
                    "approve" => desk.Treasury.ApproveMoving(Which(), me),
                    "drop" => desk.Treasury.DropMoving(Which(), me),
                    _ => throw new UnreadableException("other"),
                });
                if (answer.Refusal is { } refusal) return await Show(sent.Refused($"refusal.{Api.Words.Of(refusal)}"));
                if (sent.Act == "approve" && (await desk.Treasury.Read()).Treasury.Moving.Remainder == Which()) await desk.TakeRemainder(me, context.RequestAborted);
                return Results.Redirect($"{Path}?fait={sent.Act}");
            }
            catch (UnreadableException unreadable)
            {
                return await Show(sent.Refused(unreadable.Sentence));
            }
        }
    }
}
