using EssLedger.Core.Accounts;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.Campaigns;
using EssLedger.Web.Keys;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Campaigns: bonus on exchange, aid purses, gifts, and the share of chosen associations.</summary>
public static class CampaignEndpoints
{
    private static readonly string[] Readers = [Roles.Treasurer, Roles.Approver, Roles.Auditor];

    public static void MapCampaigns(this IEndpointRouteBuilder app)
    {
        var campaigns = app.MapGroup("/v1/campaigns").RequireAuthorization().WithTags("Campaigns");
        campaigns.MapPost("/", Propose).WithSummary("Proposes a campaign; another person approves it.");
        campaigns.MapGet("/", List).WithSummary("All campaigns with what they gave, the newest first.");
        campaigns.MapGet("/{campaign}", Show).WithSummary("One campaign, with what is in its purses.");
        campaigns.MapPost("/{campaign}/approve", Approve).WithSummary("Approves it; always another person than who proposed it.");
        campaigns.MapPost("/{campaign}/end", End).WithSummary("Ends it today; one that waits for approval is rejected so. Its purses pay until its days of grace are over.");
        campaigns.MapPost("/{campaign}/funding", Fund).WithSummary("Says that a euro receipt is the funder's money; a receipt is used once. Another person approves.");
        campaigns.MapPost("/{campaign}/allotments", Allot).WithSummary("Proposes purses for the accounts on a list, all or none; with dryRun it only says, line by line, what would be.");
        campaigns.MapPost("/{campaign}/return-purses", Return).WithSummary("Takes back what is left in purses two days after they could last be spent: units out of circulation, euros to the campaign.");
        campaigns.MapPost("/shares", Share).WithSummary("Proposes the chosen associations' share of a half-year, from a campaign or from the commission; with dryRun it only says what it would be.");
        campaigns.MapGet("/proposals", Proposals).WithSummary("What waits for a second person, oldest first.");
        campaigns.MapPost("/proposals/{proposal}/approve", ApproveProposal).WithSummary("Does what was proposed, in one transaction; always another person than who proposed it.");
        campaigns.MapPost("/proposals/{proposal}/drop", Drop).WithSummary("Drops it: whoever proposed it takes it back, or another person refuses.");

        app.MapGet("/v1/associations", Associations).RequireAuthorization().WithTags("Accounts").WithSummary("The associations that a member can choose to have a share of what they exchange.");
        var accounts = app.MapGroup("/v1/accounts/{account}").RequireAuthorization().WithTags("Accounts");
        accounts.MapGet("/purses", Purses).WithSummary("The holder's purses, the one that ends first in front; with payee, whether each pays them today. Nobody else is told of purses.");
        accounts.MapGet("/association", ReadChoice).WithSummary("The association that the holder chose to have a share of what they exchange.");
        accounts.MapPut("/association", Choose).WithSummary("Chooses it, or none any more.");
    }

    private static async Task<Results<Created<CampaignView>, ProblemHttpResult>> Propose(ProposeCampaign asked, HttpContext context, Caller caller, CampaignDesk desk, KeyDirectory keys)
    {
        caller.Require(Roles.Treasurer);
        if (Name(asked.Name) is not { } name) return Problems.InvalidField("name", $"1 to {CampaignDesk.LongestName} characters without control characters and direction marks");
        if (Name(asked.Funder) is not { } funder) return Problems.InvalidField("funder", $"1 to {CampaignDesk.LongestName} characters without control characters and direction marks");
        var where = asked.Acceptors;
        var terms = new CampaignTerms(asked.Kind, asked.Budget, asked.Rate, asked.PerPerson, asked.First, asked.Last, asked.Grace,
            Acceptors.Of(where.Labelled, where.Kinds, where.Accounts, where.Categories));
        var id = CampaignId.FromRandom(Idempotency.IdempotentSecret(context, keys, "campaign"));
        var answer = await desk.Treasury.ProposeCampaign(new(new(OfficeAccounts.Treasury.Value, 0), id, terms, Digest.Zero, caller.RequiredPerson), name, funder);
        return answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Created($"/v1/campaigns/{id}", View((await desk.Find(id))!, desk.Today));
    }

    private static async Task<Ok<Page<CampaignView>>> List(Caller caller, CampaignDesk desk)
    {
        caller.Require(Readers);
        return TypedResults.Ok(new Page<CampaignView>([.. (await desk.All()).Select(c => View(c, desk.Today))], null));
    }

    private static async Task<Results<Ok<CampaignView>, ProblemHttpResult>> Show(CampaignId campaign, Caller caller, CampaignDesk desk)
    {
        caller.Require(Readers);
        return await desk.Find(campaign) is { } found ? TypedResults.Ok(View(found, desk.Today)) : Problems.For(Words.Of(CampaignRefusal.CampaignUnknown));
    }

    private static async Task<Results<Ok<CampaignView>, ProblemHttpResult>> Approve(CampaignId campaign, Caller caller, CampaignDesk desk)
    {
        caller.Require(Roles.Approver);
        return await Shown(campaign, await desk.Treasury.ApproveCampaign(campaign, caller.RequiredPerson), desk);
    }

    private static async Task<Results<Ok<CampaignView>, ProblemHttpResult>> End(CampaignId campaign, Caller caller, CampaignDesk desk)
    {
        caller.Require(Roles.Treasurer, Roles.Approver);
        return await Shown(campaign, await desk.Treasury.EndCampaign(campaign, caller.RequiredPerson), desk);
    }

    private static async Task<Results<Ok<CampaignView>, ProblemHttpResult>> Return(CampaignId campaign, Caller caller, CampaignDesk desk)
    {
        caller.Require(Roles.Treasurer);
        return await Shown(campaign, await desk.Treasury.ReturnPurses(campaign, caller.RequiredPerson), desk);
    }

    private static async Task<Results<Ok<CampaignView>, ProblemHttpResult>> Shown(CampaignId campaign, CampaignAnswer answer, CampaignDesk desk) =>
        answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(View((await desk.Find(campaign))!, desk.Today));

    private static async Task<Results<Accepted<ProposalView>, ProblemHttpResult>> Fund(CampaignId campaign, FundCampaign asked, HttpContext context, Caller caller, CampaignDesk desk, TimeProvider clock)
    {
        caller.Require(Roles.Treasurer);
        if (asked.Source.Kind.Trim() is not { Length: > 0 and <= 32 } kind) return Problems.InvalidField("source.kind", "1 to 32 characters");
        var receipt = new EuroReceipt(kind, asked.Source.Reference, asked.Source.Amount);
        if (asked.Source.Reference.Length > 140 || receipt.HasNoReference) return Problems.InvalidField("source.reference", "1 to 140 characters, not only spaces");
        if (asked.Source.Amount == Amount.Zero) return Problems.InvalidField("source.amount", "at least 1");
        var proposal = new ProposalId(Idempotency.IdempotentId(context, clock));
        var answer = await desk.Treasury.ProposeFunding(proposal, campaign, receipt, caller.RequiredPerson);
        return answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Accepted((string?)null, new ProposalView(proposal, "pending", answer.Position));
    }

    private static async Task<Results<Accepted<ListView>, Ok<ListView>, ProblemHttpResult>> Allot(CampaignId campaign, AllotList asked, HttpContext context, Caller caller, CampaignDesk desk, TimeProvider clock)
    {
        caller.Require(Roles.Treasurer);
        if (asked.Lines.Count is 0 or > AllotmentList.MostRows) return Problems.InvalidField("lines", $"1 to {AllotmentList.MostRows} lines");
        var proposal = new ProposalId(Idempotency.IdempotentId(context, clock));
        var list = await desk.Treasury.ProposeAllotments(proposal, campaign, [.. asked.Lines.Select(l => new AllotmentLine(l.Account, l.Amount))], asked.DryRun, caller.RequiredPerson);
        return Answer(proposal, list, asked.DryRun);
    }

    private static async Task<Results<Accepted<ListView>, Ok<ListView>, ProblemHttpResult>> Share(ShareOut asked, HttpContext context, Caller caller, CampaignDesk desk, TimeProvider clock)
    {
        caller.Require(Roles.Treasurer);
        if (!HalfYear.TryParse(asked.HalfYear, out var half)) return Problems.InvalidField("halfYear", "for example 2026-1");
        var proposal = new ProposalId(Idempotency.IdempotentId(context, clock));
        return Answer(proposal, await desk.Treasury.ProposeShare(proposal, asked.Campaign, half.First, asked.Rate, asked.DryRun, caller.RequiredPerson), asked.DryRun);
    }

    /// <summary>A trial is answered whatever it found; a list that is not taken is a refusal that names its lines.</summary>
    private static Results<Accepted<ListView>, Ok<ListView>, ProblemHttpResult> Answer(ProposalId proposal, ListAnswer list, bool dryRun)
    {
        var faults = list.Faults.Select((fault, i) => (Fault: fault, Line: i + 1)).Where(f => f.Fault is not null).ToList();
        if (list.Answer.Refusal is { } refusal && !dryRun)
            return faults.Count == 0 ? Problems.For(Words.Of(refusal)) : Problems.For(Words.Of(refusal), null, faults.ToDictionary(f => $"lines[{f.Line - 1}]", f => new[] { Words.Of(f.Fault!.Value) }));
        var view = new ListView(dryRun ? null : proposal, dryRun ? "tried" : "pending", list.Answer.Refusal is { } why ? Words.Of(why) : null, [.. faults.Select(f => new FaultView(f.Line, Words.Of(f.Fault!.Value)))],
            list.Allotments.Aggregate(Amount.Zero, (sum, a) => sum + a.Amount), [.. list.Allotments.Select(a => new LineFields(a.Account, a.Amount))]);
        return dryRun ? TypedResults.Ok(view) : TypedResults.Accepted((string?)null, view);
    }

    private static async Task<Ok<Page<WaitingView>>> Proposals(Caller caller, CampaignDesk desk)
    {
        caller.Require(Readers);
        return TypedResults.Ok(new Page<WaitingView>([.. (await desk.Treasury.CampaignProposals()).Select(p => p switch
        {
            Act.FundingProposed a => new WaitingView(a.Proposal, "funding", a.Campaign, null, a.Amount, 0, a.By),
            Act.AllotmentsProposed a => new WaitingView(a.Proposal, a.Period is null ? "allotments" : "share", CampaignId.Of(a.Source), a.Period?.ToString(), a.Total, a.Allotments.Count, a.By),
            _ => throw new BrokenBookException("Something else waits."),
        })], null));
    }

    private static async Task<Results<Ok<ProposalView>, ProblemHttpResult>> ApproveProposal(ProposalId proposal, Caller caller, CampaignDesk desk)
    {
        caller.Require(Roles.Approver);
        var answer = await desk.Treasury.ApproveProposal(proposal, caller.RequiredPerson);
        return answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(new ProposalView(proposal, "done", answer.Position));
    }

    private static async Task<Results<Ok<ProposalView>, ProblemHttpResult>> Drop(ProposalId proposal, Caller caller, CampaignDesk desk)
    {
        caller.Require(Roles.Treasurer, Roles.Approver);
        var answer = await desk.Treasury.DropProposal(proposal, caller.RequiredPerson);
        return answer.Refusal is { } refusal ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(new ProposalView(proposal, "dropped", answer.Position));
    }

    private static async Task<Results<Ok<Page<PurseView>>, ProblemHttpResult>> Purses(AccountId account, Caller caller, IGrainFactory grains, CampaignDesk desk, AccountId? payee = null)
    {
        await caller.RequireHolderOr(account);
        var items = new List<PurseView>();
        foreach (var purse in await desk.PursesOf(await grains.GetGrain<IAccountGrain>(account.Value).Read())) items.Add(await View(purse, desk, payee));
        return TypedResults.Ok(new Page<PurseView>(items, null));
    }

    private static async Task<Ok<Page<AccountEndpoints.PartyView>>> Associations(Caller caller, CampaignDesk desk)
    {
        _ = caller.RequiredPerson;
        return TypedResults.Ok(new Page<AccountEndpoints.PartyView>([.. (await desk.Associations()).Select(a => new AccountEndpoints.PartyView(a.Account, a.Name))], null));
    }

    private static async Task<Ok<ChoiceView>> ReadChoice(AccountId account, Caller caller, CampaignDesk desk)
    {
        await caller.RequireHolderOr(account);
        return TypedResults.Ok(await Choice(await desk.ChoiceOf(account), desk));
    }

    private static async Task<Results<Ok<ChoiceView>, ProblemHttpResult>> Choose(AccountId account, ChooseAssociation asked, Caller caller, IGrainFactory grains, CampaignDesk desk)
    {
        await caller.RequireHolderOr(account);
        return await grains.GetGrain<IAccountGrain>(account.Value).ChooseAssociation(asked.Association, caller.RequiredPerson) is { } refusal
            ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(await Choice(asked.Association, desk));
    }

    private static async Task<ChoiceView> Choice(AccountId? association, CampaignDesk desk) => new(association is { } chosen ? new(chosen, await desk.NameOf(chosen)) : null);

    internal static async Task<PurseView> View(ShownPurse purse, CampaignDesk desk, AccountId? payee = null) => new(purse.Id, purse.Holds, purse.Name, purse.Campaign?.Terms.Kind, purse.Campaign?.SpentUntil,
        purse.Campaign is { } campaign ? await View(campaign.Terms.Acceptors, desk) : null, payee is { } paid ? await desk.Pays(purse, paid) : null);

    private static async Task<WhereView> View(Acceptors acceptors, CampaignDesk desk)
    {
        var accounts = new List<AccountEndpoints.PartyView>();
        foreach (var account in acceptors.Accounts) accounts.Add(new(account, await desk.NameOf(account)));
        return new(acceptors.Labelled, acceptors.Kinds, accounts, acceptors.Categories);
    }

    private static CampaignView View(ShownCampaign c, DateOnly today) => new(c.Id, c.Terms.Kind, c.StateOn(today), c.Name, c.Funder, c.Terms.Budget, c.Terms.Rate, c.Terms.PerPerson, c.Terms.First, c.Last, c.Terms.Grace,
        new(c.Terms.Acceptors.Labelled, c.Terms.Acceptors.Kinds, c.Terms.Acceptors.Accounts, c.Terms.Acceptors.Categories), c.Now.Given, c.Now.Returned, new(c.Now.Euros), c.Now.Purses, c.Now.InPurses, c.Now.Proposed.By);

    internal static string? Name(string? text) => text?.Trim() is { Length: > 0 and <= CampaignDesk.LongestName } name && PlainText.Is(name) ? name : null;

    /// <param name="Kind">What it gives.</param>
    /// <param name="Name">What people call it, 1 to 120 characters.</param>
    /// <param name="Funder">Whose money it is, 1 to 120 characters.</param>
    /// <param name="Budget">Euro cents that it may give in all.</param>
    /// <param name="Rate">Of a bonus or a share: hundredths of a percent, 1 to 10 000; else 0.</param>
    /// <param name="PerPerson">What one account may receive in all.</param>
    /// <param name="First">The first day on which it gives.</param>
    /// <param name="Last">The last day on which it gives.</param>
    /// <param name="Grace">For how many days after it its purses can be spent.</param>
    /// <param name="Acceptors">Where they can be spent.</param>
    public sealed record ProposeCampaign(CampaignKind Kind, string Name, string Funder, Amount Budget, int Rate, Amount PerPerson, DateOnly First, DateOnly Last, int Grace, AcceptorFields Acceptors);

    /// <summary>Where purses can be spent: each condition that names something must hold.</summary>
    /// <param name="Labelled">Only where the label is active.</param>
    /// <param name="Kinds">Only at accounts of these kinds.</param>
    /// <param name="Accounts">Only at these.</param>
    /// <param name="Categories">Only at payees of one of these filières of the label.</param>
    public sealed record AcceptorFields(bool Labelled, IReadOnlyList<AccountKind> Kinds, IReadOnlyList<AccountId> Accounts, IReadOnlyList<string> Categories);

    /// <param name="State"><c>proposed</c>, <c>rejected</c>, <c>active</c>, <c>spending</c> (it gives no more, its purses pay) or <c>over</c>.</param>
    /// <param name="Given">What it gave so far, in minor units: euros and units are the same number.</param>
    /// <param name="Returned">What came back from purses that were not spent in time.</param>
    /// <param name="Euros">Cents that it has and did not give.</param>
    /// <param name="Purses">How many accounts have a purse of it.</param>
    /// <param name="InPurses">What is in them now; null in a list: not counted.</param>
    public sealed record CampaignView(CampaignId Campaign, CampaignKind Kind, string State, string? Name, string? Funder, Amount Budget, int Rate, Amount PerPerson, DateOnly First, DateOnly Last, int Grace,
        AcceptorFields Acceptors, Amount Given, Amount Returned, Balance Euros, int Purses, Amount? InPurses, PersonId ProposedBy);

    public sealed record FundCampaign(IssuanceEndpoints.SourceFields Source);

    /// <param name="DryRun">Whether it is only tried.</param>
    public sealed record AllotList(IReadOnlyList<LineFields> Lines, bool DryRun = false);

    public sealed record LineFields(AccountId Account, Amount Amount);

    /// <param name="HalfYear">For example <c>2026-1</c>.</param>
    /// <param name="Campaign">Whose euros, by whose rate; none: the commission's.</param>
    /// <param name="Rate">Of the commission: hundredths of a percent of what members exchanged.</param>
    public sealed record ShareOut(string HalfYear, CampaignId? Campaign = null, int Rate = 0, bool DryRun = false);

    /// <param name="State"><c>pending</c>, <c>done</c> or <c>dropped</c>.</param>
    public sealed record ProposalView(ProposalId Proposal, string State, Position Position);

    /// <param name="Proposal">Null: it was only tried.</param>
    /// <param name="State"><c>pending</c> or <c>tried</c>.</param>
    /// <param name="Refusal">The code for which it would be refused; null: it would not.</param>
    /// <param name="Faults">The lines that cannot be done.</param>
    /// <param name="Total">All that would be given.</param>
    /// <param name="Lines">To whom; of a list that cannot be done none.</param>
    public sealed record ListView(ProposalId? Proposal, string State, string? Refusal, IReadOnlyList<FaultView> Faults, Amount Total, IReadOnlyList<LineFields> Lines);

    /// <param name="Line">From 1.</param>
    /// <param name="Fault"><c>account_unknown</c>, <c>account_closed</c>, <c>not_a_resident</c>, <c>twice</c>, <c>nothing</c>, <c>above_person_cap</c> or <c>limit_exceeded</c>.</param>
    public sealed record FaultView(int Line, string Fault);

    /// <param name="Kind"><c>funding</c>, <c>allotments</c> or <c>share</c>.</param>
    /// <param name="Campaign">Null: the commission pays.</param>
    /// <param name="HalfYear">Of a share.</param>
    /// <param name="Count">How many receive something.</param>
    public sealed record WaitingView(ProposalId Proposal, string Kind, CampaignId? Campaign, string? HalfYear, Amount Amount, int Count, PersonId ProposedBy);

    /// <summary>A purse, as its holder sees it.</summary>
    /// <param name="Name">The campaign's; null: it is of none.</param>
    /// <param name="Until">The last day on which it pays; null: it has none.</param>
    /// <param name="Where">Where it pays; null: everywhere.</param>
    /// <param name="Accepted">Whether it pays the payee that was asked for today; null: none was.</param>
    public sealed record PurseView(PurseId Purse, Balance Balance, string? Name, CampaignKind? Kind, DateOnly? Until, WhereView? Where, bool? Accepted);

    public sealed record WhereView(bool Labelled, IReadOnlyList<AccountKind> Kinds, IReadOnlyList<AccountEndpoints.PartyView> Accounts, IReadOnlyList<string> Categories);

    /// <param name="Association">Null: none is chosen.</param>
    public sealed record ChoiceView(AccountEndpoints.PartyView? Association);

    public sealed record ChooseAssociation(AccountId? Association);
}
