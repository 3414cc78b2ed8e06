using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Web.Api;
using EssLedger.Web.Campaigns;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>What waits for a second person.</summary>
/// <param name="Act">What was proposed.</param>
/// <param name="By">The name of who proposed it.</param>
/// <param name="IsMine">Whether the reader did.</param>
/// <param name="Rows">Who would receive what; of money from a funder none.</param>
public sealed record WaitingProposal(Act Act, string? By, bool IsMine, IReadOnlyList<(string? Name, AccountId Account, Amount Amount)> Rows);

/// <summary>A list that was tried.</summary>
/// <param name="Rows">Its rows, each with what is wrong with it (the name of the sentence), or null.</param>
/// <param name="Text">The list as it was brought, to be sent again; null: it cannot be done.</param>
/// <param name="Total">What it would give.</param>
public sealed record TriedList(IReadOnlyList<(int Number, string Account, string? Name, string Amount, string? Fault)> Rows, string? Text, Amount Total);

/// <summary>A share that was tried.</summary>
/// <param name="Rows">Which association would receive what.</param>
public sealed record TriedShare(HalfYear Half, CampaignId? Campaign, int Rate, IReadOnlyList<(string? Name, AccountId Account, Amount Amount)> Rows);

/// <summary>The screens on campaigns: what they gave of their budget, what waits for a second person, lists, and the share of chosen associations.</summary>
public static class CampaignPages
{
    public const string Root = "/bureau/campagnes";

    /// <summary>Who sees them.</summary>
    public static string[] Readers { get; } = [Roles.Treasurer, Roles.Approver, Roles.Auditor];

    /// <summary>The filières that a campaign can be kept to, by the words of the label.</summary>
    public static IReadOnlyList<string> Categories => Core.Census.DimensionWords.AllFilieres;

    public static void MapCampaignPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Root).LetIn(Readers);
        pages.MapGet("/", (Desk desk) => desk.List());
        pages.MapPost("/", (HttpContext context, Desk desk) => desk.Take(context));
        pages.MapGet("/{campaign}", (string campaign, Desk desk) => desk.Show(campaign));
        pages.MapPost("/{campaign}", (string campaign, HttpContext context, Desk desk) => desk.Take(context, campaign));
    }

    /// <summary>What these screens do.</summary>
    internal sealed class Desk(CampaignDesk campaigns, People people, Caller caller, TimeProvider clock)
    {
        private static IResult Missing => AccountPages.Page<NotFoundPage>(status: 404);

        public async Task<IResult> List(SentForm? sent = null, TriedShare? share = null)
        {
            var waiting = new List<WaitingProposal>();
            foreach (var act in await campaigns.Treasury.CampaignProposals())
            {
                var by = act is Act.FundingProposed funding ? funding.By : ((Act.AllotmentsProposed)act).By;
                waiting.Add(new(act, (await people.Find(by))?.DisplayName, by == caller.RequiredPerson, act is Act.AllotmentsProposed asked ? await Named(asked.Allotments) : []));
            }
            return AccountPages.Page<CampaignsPage>(new { All = await campaigns.All(), Waiting = waiting, Today = campaigns.Today, Me = caller.RequiredPerson, Share = share, Sent = sent }, sent?.Refusal is null ? 200 : 422);
        }

        public async Task<IResult> Show(string id, SentForm? sent = null, TriedList? tried = null)
        {
            if (!CampaignId.TryParse(id, out var known) || await campaigns.Find(known) is not { } campaign) return Missing;
            var accounts = new List<string>();
            foreach (var account in campaign.Terms.Acceptors.Accounts) accounts.Add(await campaigns.NameOf(account) ?? account.Value);
            return AccountPages.Page<CampaignPage>(new { Of = campaign, By = (await people.Find(campaign.Now.Proposed.By))?.DisplayName, Accounts = accounts, Today = campaigns.Today, Me = caller.RequiredPerson, Tried = tried, Sent = sent },
                sent?.Refusal is null ? 200 : 422);
        }

        public async Task<IResult> Take(HttpContext context, string? campaign = null)
        {
            var sent = await SentForm.Read(context);
            Task<IResult> Again(string sentence) => campaign is null ? List(sent.Refused(sentence)) : Show(campaign, sent.Refused(sentence));
            try
            {
                var id = CampaignId.TryParse(campaign ?? sent.Which, out var known) ? known : default;
                var forApprover = sent.Act is "approve" or "approve-proposal";
                if (!(forApprover ? caller.Is(Roles.Approver) : sent.Act is "end" or "drop" ? caller.Is(Roles.Treasurer, Roles.Approver) : caller.Is(Roles.Treasurer))) return AccountPages.Page<DeniedPage>(status: 403);
                var me = caller.RequiredPerson;
                CampaignAnswer answer;
                switch (sent.Act)
                {
                    case "propose":
                        var proposed = CampaignId.FromRandom(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
                        answer = await campaigns.Treasury.ProposeCampaign(new(new(OfficeAccounts.Treasury.Value, 0), proposed, TermsIn(sent), Digest.Zero, me),
                            CampaignEndpoints.Name(sent["name"]) ?? throw new UnreadableException("name"), CampaignEndpoints.Name(sent["funder"]) ?? throw new UnreadableException("name"));
                        if (answer.Refusal is null) return Results.Redirect($"{Root}/{proposed}?fait=propose");
                        break;
                    case "approve":
                        answer = await campaigns.Treasury.ApproveCampaign(id, me);
                        break;
                    case "end":
                        answer = await campaigns.Treasury.EndCampaign(id, me);
                        break;
                    case "return":
                        answer = await campaigns.Treasury.ReturnPurses(id, me);
                        break;
                    case "fund":
                        var receipt = new EuroReceipt("bank_transfer", sent["reference"] ?? "", LimitPages.SumIn(sent, "euros") ?? throw new UnreadableException("sum"));
                        if (receipt.HasNoReference || receipt.Reference.Length > 140) throw new UnreadableException("other");
                        answer = await campaigns.Treasury.ProposeFunding(NewProposal(), id, receipt, me);
                        break;
                    case "try" or "allot":
                        return await List(sent, id, me);
                    case "try-share" or "share":
                        if (!HalfYear.TryParse(sent["half"], out var half)) throw new UnreadableException("choice");
                        var source = CampaignId.TryParse(sent["source"], out var from) ? from : (CampaignId?)null;
                        var rate = source is null ? Rate(sent, "percent") : 0;
                        var share = await campaigns.Treasury.ProposeShare(NewProposal(), source, half.First, rate, onlyTry: sent.Act is "try-share", me);
                        if (share.Answer.Refusal is { } no) return await Again($"campaignRefusal.{no}");
                        if (sent.Act is "try-share") return await List(sent, new TriedShare(half, source, rate, await Named(share.Allotments)));
                        answer = share.Answer;
                        break;
                    case "approve-proposal":
                        answer = await campaigns.Treasury.ApproveProposal(sent.Id<ProposalId>("which", ProposalId.TryParse), me);
                        break;
                    case "drop":
                        answer = await campaigns.Treasury.DropProposal(sent.Id<ProposalId>("which", ProposalId.TryParse), me);
                        break;
                    default:
                        throw new UnreadableException("other");
                }
                return answer.Refusal is { } refusal ? await Again($"campaignRefusal.{refusal}") : Results.Redirect($"{(campaign is null ? Root : $"{Root}/{campaign}")}?fait={Uri.EscapeDataString(sent.Act)}");
            }
            catch (UnreadableException unreadable)
            {
                return await Again(unreadable.Sentence);
            }
        }

        private ProposalId NewProposal() => new(Uuid.Version7(clock.GetUtcNow(), System.Security.Cryptography.RandomNumberGenerator.GetBytes(10)));

        /// <summary>Tries a list that was brought, or proposes one that was tried.</summary>
        private async Task<IResult> List(SentForm sent, CampaignId id, PersonId me)
        {
            byte[] file;
            if (sent.Act is "allot") file = Encoding.UTF8.GetBytes(sent["list"] ?? "");
            else if (sent.File is { Length: <= AllotmentList.MostBytes } brought)
            {
                using var bytes = new MemoryStream();
                await using var stream = brought.OpenReadStream();
                await stream.CopyToAsync(bytes);
                file = bytes.ToArray();
            }
            else throw new UnreadableException("file");
            if (AllotmentList.Read(file) is not { Count: > 0 } rows) return await Show(id.Value, sent.Refused("campaign.notAList"));
            var readable = rows.Where(r => r.Line is not null).ToList();
            var answer = await campaigns.Treasury.ProposeAllotments(NewProposal(), id, [.. readable.Select(r => r.Line!)], onlyTry: sent.Act is "try" || readable.Count < rows.Count, me);
            if (sent.Act is "allot" && answer.Answer.Refusal is null && readable.Count == rows.Count) return Results.Redirect($"{Root}?fait=allot");

            var faults = readable.Zip(answer.Faults, (row, fault) => (row.Number, fault)).ToDictionary(f => f.Number, f => f.fault);
            var shown = new List<(int, string, string?, string, string?)>();
            foreach (var row in rows)
            {
                shown.Add((row.Number, row.Account, row.Line is { } line ? await campaigns.NameOf(line.Account) : null, row.Amount,
                    row.Line is null ? "lineFault.Unreadable" : faults.GetValueOrDefault(row.Number) is { } fault ? $"lineFault.{fault}" : null));
            }
            var refusal = answer.Answer.Refusal ?? (readable.Count < rows.Count ? CampaignRefusal.ListFaulty : null);
            var total = readable.Aggregate(Amount.Zero, (sum, r) => sum + r.Line!.Amount);
            var tried = new TriedList(shown, refusal is null ? string.Concat(readable.Select(r => $"{r.Line!.Account};{r.Line.Amount}\n")) : null, total);
            return await Show(id.Value, refusal is { } no ? sent.Refused($"campaignRefusal.{no}") : sent, tried);
        }

        private async Task<IReadOnlyList<(string?, AccountId, Amount)>> Named(IReadOnlyList<Allotment> allotments)
        {
            var rows = new List<(string?, AccountId, Amount)>();
            foreach (var allotment in allotments) rows.Add((await campaigns.NameOf(allotment.Account), allotment.Account, allotment.Amount));
            return rows;
        }

        private static CampaignTerms TermsIn(SentForm sent)
        {
            var kind = sent.Choice<CampaignKind>("kind");
            Amount Sum(string field) => LimitPages.SumIn(sent, field) ?? throw new UnreadableException("sum");
            DateOnly Day(string field) => sent.Day(field) ?? throw new UnreadableException("day");
            var accounts = (sent["accounts"] ?? "").Split([' ', '\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Select(a => AccountId.TryParse(a, out var account) ? account : throw new UnreadableException("other"));
            return new(kind, Sum("budget"), kind is CampaignKind.Bonus or CampaignKind.Share ? Rate(sent, "rate") : 0, Sum("person"), Day("first"), Day("last"), sent.Number("grace", 0, CampaignTerms.MostGrace) ?? 0,
                Acceptors.Of(sent.Yes("labelled"), sent.All("kinds").Select(k => Enum.TryParse<AccountKind>(k, out var parsed) && Enum.IsDefined(parsed) ? parsed : throw new UnreadableException("choice")), accounts,
                    sent.All("categories").Where(Categories.Contains)));
        }

        /// <summary>A percentage with at most two decimals, in hundredths of a percent.</summary>
        private static int Rate(SentForm sent, string field) => AmountParser.Read(sent[field], out var percent) is null && percent.Minor is >= 1 and <= CampaignTerms.Whole ? (int)percent.Minor : throw new UnreadableException("number");
    }
}
