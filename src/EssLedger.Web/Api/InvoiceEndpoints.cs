using System.Text;
using EssLedger.Core.Books;
using EssLedger.Store;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.Members;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Invoices of commission and dues, and their credit notes.</summary>
public static class InvoiceEndpoints
{
    /// <summary>Who sees everybody's.</summary>
    public static readonly string[] Readers = [Roles.Treasurer, Roles.Approver, Roles.Auditor];

    public static void MapInvoices(this IEndpointRouteBuilder app)
    {
        var invoices = app.MapGroup("/v1/invoices").RequireAuthorization().WithTags("Invoices");
        invoices.MapGet("/", List).WithSummary("Invoices and credit notes, the newest first: one's own, or for the association's treasury all.");
        invoices.MapGet("/{invoice}", (string invoice, Caller caller, InvoiceDesk desk, ReconversionDesk reconversions, CancellationToken stop) =>
            One(invoice, caller, desk, reconversions, stored => TypedResults.Bytes(Encoding.UTF8.GetBytes(stored.Content), "application/json"), stop))
            .Produces<Invoice>().WithSummary("An invoice as data, by the business terms of EN 16931: the same bytes for ever.");
        invoices.MapGet("/{invoice}/cii.xml", (string invoice, Caller caller, InvoiceDesk desk, ReconversionDesk reconversions, CancellationToken stop) =>
            One(invoice, caller, desk, reconversions, stored => TypedResults.Bytes(InvoiceXml.Write(InvoiceDesk.Of(stored)), "application/xml", $"{invoice}.xml"), stop))
            .Produces<string>(contentType: "application/xml").WithSummary("An invoice as Cross Industry Invoice (EN 16931).");
        invoices.MapGet("/{invoice}/invoice.pdf", (string invoice, Caller caller, InvoiceDesk desk, ReconversionDesk reconversions, CancellationToken stop) =>
            One(invoice, caller, desk, reconversions, stored => TypedResults.Bytes(InvoicePrint.ToPdf(InvoiceDesk.Of(stored)), "application/pdf", $"{invoice}.pdf"), stop))
            .Produces<byte[]>(200, "application/pdf").WithSummary("An invoice on paper, in French.");
    }

    private static async Task<Results<Ok<Page<Invoice>>, ProblemHttpResult>> List(Caller caller, InvoiceDesk desk, ReconversionDesk reconversions, CancellationToken stop, int? year = null, int? limit = null, string? after = null)
    {
        if (limit is < 1 or > 500) return Problems.InvalidField("limit", "1 to 500");
        if (year is < 2000 or > 2999) return Problems.InvalidField("year", "2000 to 2999");
        var person = caller.RequiredPerson;
        var all = await desk.List(caller.Is(Readers) ? null : await InvoiceDesk.OwnersOf(person, reconversions), year, stop);
        var (wanted, rest) = (limit ?? 50, after is null ? all : all.SkipWhile(i => i.Invoice.Number != after).Skip(1).ToList());
        return TypedResults.Ok(new Page<Invoice>([.. rest.Take(wanted).Select(i => i.Invoice)], rest.Count > wanted ? rest[wanted - 1].Invoice.Number : null));
    }

    private static async Task<IResult> One(string number, Caller caller, InvoiceDesk desk, ReconversionDesk reconversions, Func<StoredInvoice, IResult> answer, CancellationToken stop) =>
        await MaySee(number, caller, desk, reconversions, stop) is { } stored ? answer(stored) : Problems.For("not_found");

    /// <summary>An invoice that the caller may see; null: there is none of this number, or it is another's.</summary>
    internal static async Task<StoredInvoice?> MaySee(string number, Caller caller, InvoiceDesk desk, ReconversionDesk reconversions, CancellationToken stop)
    {
        var person = caller.RequiredPerson;
        return await desk.Find(number, stop) is { } stored && (caller.Is(Readers) || (await InvoiceDesk.OwnersOf(person, reconversions)).Contains(stored.Owner)) ? stored : null;
    }
}
