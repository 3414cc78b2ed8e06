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
        office.MapGet("", async (InvoiceDesk desk, CancellationToken stop) => Page(await desk.List(null, null, stop), desk, mine: false));
        office.MapGet("/{file}", File);
        var mine = app.MapGroup(Mine).LetIn([Roles.Merchant, Roles.Resident]);
        mine.MapGet("", async (Caller caller, InvoiceDesk desk, ReconversionDesk reconversions, CancellationToken stop) =>
            Page(await desk.List(await InvoiceDesk.OwnersOf(caller.RequiredPerson, reconversions), null, stop), desk, mine: true));
        mine.MapGet("/{file}", File);
    }

    private static RazorComponentResult Page(IReadOnlyList<(Store.StoredInvoice Stored, Core.Books.Invoice Invoice)> all, InvoiceDesk desk, bool mine) =>
        AccountPages.Page<InvoicesPage>(new { All = (IReadOnlyList<Core.Books.Invoice>)[.. all.Select(i => i.Invoice).OrderByDescending(i => i.Issued)], Mine = mine, Ready = desk.Head is not null });

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
