using System.Text;
using EssLedger.Web.Api;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>The screens on which the treasury sees all invoices, and a professional their own.</summary>
public static class InvoicePages
{
    public const string Office = "/bureau/factures", Mine = "/ma-boutique/factures";

    public static void MapInvoicePages(this IEndpointRouteBuilder app)
    {
        var office = app.MapGroup(Office).LetIn(InvoiceEndpoints.Readers);
        office.MapGet("", (InvoiceDesk desk, Caller caller, People people, CancellationToken stop) => Show(desk, caller, people, null, stop));
        office.MapPost("", Take);
        office.MapGet("/{file}", File);
        var mine = app.MapGroup(Mine).LetIn([Roles.Merchant, Roles.Resident]);
        mine.MapGet("", async (Caller caller, InvoiceDesk desk, ReconversionDesk reconversions, CancellationToken stop) =>
            Page(await desk.List(await InvoiceDesk.OwnersOf(caller.RequiredPerson, reconversions), null, stop), desk, mine: true, caller, [], null));
        mine.MapGet("/{file}", File);
    }

    private static async Task<IResult> Show(InvoiceDesk desk, Caller caller, People people, SentForm? sent, CancellationToken stop)
    {
        var wishes = new List<(Store.CreditWish Wish, string? Name)>();
        foreach (var wish in await desk.Wishes(stop)) wishes.Add((wish, (await people.Find(wish.By))?.DisplayName));
        return Page(await desk.List(null, null, stop), desk, mine: false, caller, wishes, sent);
    }

    private static async Task<IResult> Take(HttpContext context, InvoiceDesk desk, Caller caller, People people)
    {
        var (sent, stop) = (await SentForm.Read(context), context.RequestAborted);
        if (!(sent.Act switch { "credit" => caller.Is(Roles.Treasurer), "issue" => caller.Is(Roles.Approver), _ => caller.Is(Roles.Treasurer, Roles.Approver) })) return AccountPages.Page<DeniedPage>(status: 403);
        var refusal = sent.Act switch
        {
            "credit" => await desk.AskCredit(sent.Which, sent.Reason, caller.RequiredPerson, stop),
            "issue" => await desk.IssueCredit(sent.Which, caller.RequiredPerson, stop),
            "keep" => await desk.DropCredit(sent.Which, stop),
            _ => CreditNoteRefusal.Unknown,
        };
        return refusal is { } no ? await Show(desk, caller, people, sent.Refused($"creditNoteRefusal.{no}"), stop) : Results.Redirect($"{Office}?fait={Uri.EscapeDataString(sent.Act)}");
    }

    private static RazorComponentResult Page(IReadOnlyList<(Store.StoredInvoice Stored, Core.Books.Invoice Invoice)> all, InvoiceDesk desk, bool mine, Caller caller, IReadOnlyList<(Store.CreditWish Wish, string? Name)> wishes, SentForm? sent) =>
        AccountPages.Page<InvoicesPage>(new
        {
            All = (IReadOnlyList<Core.Books.Invoice>)[.. all.Select(i => i.Invoice).OrderByDescending(i => i.Issued)],
            Mine = mine,
            Ready = desk.Head is not null,
            Wishes = wishes,
            Me = caller.RequiredPerson,
            MayAsk = !mine && caller.Is(Roles.Treasurer),
            MayIssue = !mine && caller.Is(Roles.Approver),
            Sent = sent,
        }, sent?.Refusal is null ? 200 : 422);

    private static async Task<IResult> File(string file, Caller caller, InvoiceDesk desk, ReconversionDesk reconversions, CancellationToken stop)
    {
        if (await InvoiceEndpoints.MaySee(Path.GetFileNameWithoutExtension(file), caller, desk, reconversions, stop) is not { } stored) return AccountPages.Page<NotFoundPage>(status: 404);
        return Path.GetExtension(file) switch
        {
            ".pdf" => Results.File(InvoicePrint.ToPdf(InvoiceDesk.Of(stored)), "application/pdf", file),
            ".xml" => Results.File(InvoiceXml.Write(InvoiceDesk.Of(stored)), "application/xml", file),
            ".json" => Results.File(Encoding.UTF8.GetBytes(stored.Content), "application/json", file),
            _ => AccountPages.Page<NotFoundPage>(status: 404),
        };
    }
}
