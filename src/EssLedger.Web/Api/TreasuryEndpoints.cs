using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.Banking;
using EssLedger.Web.Members;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>The guarantee fund, what the bank showed and nobody explained, and what professionals are to be paid.</summary>
public static class TreasuryEndpoints
{
    /// <summary>Who sees the fund and what belongs to it.</summary>
    public static readonly string[] Readers = [Roles.Treasurer, Roles.Approver, Roles.Auditor];

    public static void MapTreasury(this IEndpointRouteBuilder app)
    {
        var treasury = app.MapGroup("/v1").RequireAuthorization().WithTags("Treasury");
        treasury.MapGet("/fund", ReadFund).WithSummary("The guarantee fund: the euro that there are, whose they are, and where book and bank differ.");
        treasury.MapGet("/statements/lines", Lines).WithSummary("Lines of bank statements that nobody explained yet, oldest first.");
        treasury.MapPost("/statements/explanations", Explain).WithSummary("Says what lines of statements were.");
        treasury.MapPost("/statements/explanations/{position:long}/correct", Correct).WithSummary("Takes an explanation back; its lines wait again.");
        treasury.MapGet("/remittances", Remittances).WithSummary("Remittances of which something is neither paid nor given back.");
        treasury.MapPost("/remittances", Propose).WithSummary("Puts together which reconversions the bank is to pay.");
        treasury.MapPost("/remittances/{remittance}/approve", Approve).WithSummary("Approves a remittance; always another person than who put it together.");
        treasury.MapGet("/remittances/{remittance}/transfers.xml", Transfers).Produces<string>(contentType: "application/xml").WithSummary("The file with which the bank is told to pay an approved remittance: pain.001.001.09, or .03 where asked for.");
        treasury.MapPost("/remittances/{remittance}/cancel", Cancel).WithSummary("Cancels a remittance; what it was to pay waits again.");
        treasury.MapPost("/reconversions/{payment}/settle", Settle).WithTags("Reconversions").WithSummary("Says that the bank has paid a reconversion, by the lines that show it.");
        treasury.MapPost("/reconversions/{payment}/return", Return).WithTags("Reconversions").WithSummary("Gives the units of a reconversion back: before it was paid, or against the lines that brought the euro back.");
    }

    private static async Task<Ok<FundView>> ReadFund(Caller caller, IGrainFactory grains, Terms terms)
    {
        caller.Require(Readers);
        var known = await grains.Treasury().Read();
        var fund = Fund.Of(known.Treasury, known.InProgress.Select(r => r.Reconversion), terms.Unit);
        return TypedResults.Ok(new FundView(
            terms.Unit, known.Treasury.Position, fund.IsWhole, fund.There, fund.Needed, View(fund.Guarantees), View(fund.InTransit), fund.Paper, fund.Digital, fund.InProgress, fund.Unmatched, fund.Unexplained,
            fund.Campaigns, fund.Own, fund.Receivable, [.. fund.Gaps.Select(g => new GapView(g.Account, new(g.Minor), g.Owner, g.Since))]));

        static List<FundLineView> View(IEnumerable<FundLine> lines) => [.. lines.Select(l => new FundLineView(l.Account, l.Balance))];
    }

    private static async Task<Results<Ok<Page<LineView>>, ProblemHttpResult>> Lines(Caller caller, IGrainFactory grains, int? limit = null, string? after = null)
    {
        caller.Require(Readers);
        if (limit is < 1 or > 500) return Problems.InvalidField("limit", "1 to 500");
        var wanted = limit ?? 50;
        var treasury = (await grains.Treasury().Read()).Treasury;
        // The key is the cursor beside the day: it stays where it is when lines before it are explained.
        var open = treasury.Open.Select(l => (Cursor: $"{l.Value.Day:yyyy-MM-dd}{l.Key}", l.Key, Line: l.Value)).OrderBy(l => l.Cursor, StringComparer.Ordinal)
            .SkipWhile(l => after is not null && string.CompareOrdinal(l.Cursor, after) <= 0).Take(wanted + 1).ToList();
        return TypedResults.Ok(new Page<LineView>([.. open.Take(wanted).Select(l => new LineView(l.Key, l.Line.Account, l.Line.Day, new(l.Line.Minor), new(treasury.Reserved(l.Key))))], open.Count > wanted ? open[wanted - 1].Cursor : null));
    }

    private static async Task<Results<Ok<OfficeActView>, ProblemHttpResult>> Explain(ExplainLines asked, Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Treasurer);
        if (asked.Lines.Count is 0 or > 500) return Problems.InvalidField("lines", "1 to 500 lines");
        if (asked.Receipt is not null && asked.Against is not null) return Problems.InvalidField("against", "absent beside a receipt");
        var receipt = asked.Receipt is { } named ? new EuroReceipt(named.Kind, named.Reference, Amount.Zero).Identity : (Digest?)null;
        var against = receipt is null ? asked.Against : OfficeAccounts.Announced;
        return Answer(await grains.Treasury().Explain(new(Turn.OfTreasury, await Parts(asked.Lines, grains), against, receipt, caller.RequiredPerson)));
    }

    private static async Task<Results<Ok<OfficeActView>, ProblemHttpResult>> Correct(long position, Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Treasurer);
        return position < 1 ? Problems.InvalidField("position", "at least 1") : Answer(await grains.Treasury().Correct(new(position), caller.RequiredPerson));
    }

    private static async Task<Ok<Page<RemittanceView>>> Remittances(Caller caller, IGrainFactory grains)
    {
        caller.Require(Readers);
        var known = await grains.Treasury().Read();
        return TypedResults.Ok(new Page<RemittanceView>(
            [.. known.Treasury.Remittances.OrderBy(r => r.Key.ToString(), StringComparer.Ordinal).Select(r => new RemittanceView(r.Key, r.Value.From, r.Value.ApprovedBy is null ? "pending" : "approved", r.Value.By, r.Value.ApprovedBy,
                [.. r.Value.Items.Select(i => new RemittanceItemView(i.Order, i.Payer, i.Amount, i.Fee, i.Net, i.EndToEndId))]))], null));
    }

    private static async Task<Results<Accepted<RemittanceMade>, ProblemHttpResult>> Propose(ProposeRemittance asked, HttpContext context, Caller caller, IGrainFactory grains, TimeProvider clock)
    {
        caller.Require(Roles.Treasurer);
        if (asked.Reconversions.Count is 0 or > 1000) return Problems.InvalidField("reconversions", "1 to 1000 payments");
        var known = (await grains.Treasury().Read()).InProgress.ToLookup(r => r.Reconversion.Order, r => r.Reconversion);
        if (asked.Reconversions.FirstOrDefault(id => !known.Contains(id)) is { } unknown && unknown != default) return Problems.For("reconversion_unknown", $"{unknown} is not in progress.");
        var remittance = new RemittanceId(Idempotency.IdempotentId(context, clock));
        var answer = await grains.Treasury().ProposeRemittance(remittance, asked.From ?? OfficeAccounts.Guarantee, [.. asked.Reconversions.SelectMany(id => known[id])], caller.RequiredPerson);
        return answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Accepted($"/v1/remittances/{remittance}", new RemittanceMade(remittance, "pending", answer.Position));
    }

    private static async Task<Results<Ok<RemittanceMade>, ProblemHttpResult>> Approve(RemittanceId remittance, Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Approver);
        return Answer(remittance, "approved", await grains.Treasury().ApproveRemittance(remittance, caller.RequiredPerson));
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Transfers(RemittanceId remittance, Caller caller, RemittanceDesk desk, int version = (int)Pain001Version.V09)
    {
        caller.Require(Roles.Treasurer, Roles.Approver);
        if (!Enum.IsDefined((Pain001Version)version)) return Problems.InvalidField("version", "3 or 9");
        var written = await desk.Write(remittance, (Pain001Version)version);
        return written.File is { } file ? TypedResults.File(file, "application/xml", $"{remittance}.xml") : Problems.For(written.Refusal!, written.About);
    }

    private static async Task<Results<Ok<RemittanceMade>, ProblemHttpResult>> Cancel(RemittanceId remittance, Caller caller, IGrainFactory grains)
    {
        caller.Require(Roles.Treasurer, Roles.Approver);
        return Answer(remittance, "cancelled", await grains.Treasury().CancelRemittance(remittance, caller.RequiredPerson));
    }

    private static async Task<Results<Ok<OfficeActView>, ProblemHttpResult>> Settle(OrderId payment, PaidLines asked, Caller caller, IGrainFactory grains, CurrencyBook book)
    {
        caller.Require(Roles.Treasurer);
        if (asked.Lines.Count is 0 or > 100) return Problems.InvalidField("lines", "1 to 100 lines");
        return await Find(book, payment) is { } reconversion
            ? Answer(await grains.Treasury().Settle(reconversion, await Parts(asked.Lines, grains), caller.RequiredPerson)) : Problems.For("reconversion_unknown");
    }

    private static async Task<Results<Ok<OfficeActView>, ProblemHttpResult>> Return(OrderId payment, PaidLines asked, Caller caller, IGrainFactory grains, CurrencyBook book)
    {
        caller.Require(Roles.Treasurer);
        if (asked.Lines.Count > 100) return Problems.InvalidField("lines", "0 to 100 lines");
        return await Find(book, payment) is { } reconversion
            ? Answer(await grains.Treasury().Return(reconversion, await Parts(asked.Lines, grains), caller.RequiredPerson)) : Problems.For("reconversion_unknown");
    }

    /// <summary>The reconversion that an order is; null: it is none.</summary>
    internal static async Task<Reconversion?> Find(CurrencyBook book, OrderId payment) => (await ReconversionDesk.BegunBy(book, payment))?.Of;

    /// <summary>The lines as the treasury knows them; one that it does not know stands there for nothing, and is refused by the rule.</summary>
    private static async Task<IReadOnlyList<LinePart>> Parts(IReadOnlyList<LineFields> lines, IGrainFactory grains)
    {
        if (lines.Count == 0) return [];
        var open = (await grains.Treasury().Read()).Treasury.Open;
        return [.. lines.Select(l => open.TryGetValue(l.Line, out var line) ? new LinePart(l.Line, line.Account, line.Day, l.Amount?.Minor * Math.Sign(line.Minor) ?? line.Minor) : new LinePart(l.Line, OfficeAccounts.Guarantee, default, 1))];
    }

    private static Results<Ok<OfficeActView>, ProblemHttpResult> Answer(TreasuryAnswer answer) =>
        answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(new OfficeActView(answer.Position));

    private static Results<Ok<RemittanceMade>, ProblemHttpResult> Answer(RemittanceId remittance, string state, TreasuryAnswer answer) =>
        answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(new RemittanceMade(remittance, state, answer.Position));

    /// <param name="Position">Up to which office act this counts.</param>
    /// <param name="Whole">Whether book and bank agree, and there is a cent for each hundredth in circulation.</param>
    /// <param name="There">Euro cents at the bank and on their way to it.</param>
    /// <param name="Needed">Euro cents that there must be.</param>
    /// <param name="Paper">Units in circulation as notes.</param>
    /// <param name="Digital">Units that members hold.</param>
    /// <param name="InProgress">Units whose holders wait for euro.</param>
    /// <param name="Unmatched">Euro cents received and not yet explained.</param>
    /// <param name="Unexplained">Euro cents paid out and not yet explained.</param>
    /// <param name="Campaigns">Euro cents of funders, not yet granted.</param>
    /// <param name="Own">Euro cents of the association's own.</param>
    /// <param name="Receivable">Euro cents that members owe.</param>
    public sealed record FundView(
        Unit Unit, Position Position, bool Whole, Balance There, Balance Needed, IReadOnlyList<FundLineView> Guarantees, IReadOnlyList<FundLineView> InTransit, Amount Paper, Amount Digital, Amount InProgress,
        Amount Unmatched, Amount Unexplained, Amount Campaigns, Amount Own, Amount Receivable, IReadOnlyList<GapView> Gaps);

    public sealed record FundLineView(AccountId Account, Balance Balance);

    /// <param name="Account">A guarantee account; or <c>BACKING</c>, when units and the euro behind them differ.</param>
    /// <param name="Difference">Cents: the bank has so much more than the book.</param>
    /// <param name="Owner">Who recorded the statement that shows it.</param>
    /// <param name="Since">The entry that shows it.</param>
    public sealed record GapView(AccountId Account, Balance Difference, PersonId? Owner, Position Since);

    /// <param name="Amount">Cents that are left to explain: received above zero, paid out below.</param>
    /// <param name="Reserved">Cents of it that waiting issuances will take.</param>
    public sealed record LineView(Digest Line, AccountId Account, DateOnly Day, Balance Amount, Balance Reserved);

    /// <param name="Against">The account that they belong to, were on their way from, or were spent by; absent (and no receipt): they offset each other.</param>
    /// <param name="Receipt">The receipt, entered by hand before, that the line shows.</param>
    public sealed record ExplainLines(IReadOnlyList<LineFields> Lines, AccountId? Against = null, ReceiptFields? Receipt = null);

    /// <param name="Amount">How much of it, in cents without a sign; absent: all that is left.</param>
    public sealed record LineFields(Digest Line, Amount? Amount = null);

    public sealed record ReceiptFields(string Kind, string Reference);

    public sealed record PaidLines(IReadOnlyList<LineFields> Lines);

    /// <param name="Reconversions">Their payment ids.</param>
    /// <param name="From">The guarantee account that is to pay; absent: the first.</param>
    public sealed record ProposeRemittance(IReadOnlyList<OrderId> Reconversions, AccountId? From = null);

    /// <param name="Position">Where the act stands in the book.</param>
    public sealed record OfficeActView(Position Position);

    /// <param name="State"><c>pending</c>, <c>approved</c> or <c>cancelled</c>.</param>
    public sealed record RemittanceMade(RemittanceId Remittance, string State, Position Position);

    /// <param name="State"><c>pending</c> or <c>approved</c>.</param>
    public sealed record RemittanceView(RemittanceId Remittance, AccountId From, string State, PersonId ProposedBy, PersonId? ApprovedBy, IReadOnlyList<RemittanceItemView> Items);

    public sealed record RemittanceItemView(OrderId Payment, AccountId Account, Amount Amount, Amount Fee, Amount Net, string EndToEndId);
}
