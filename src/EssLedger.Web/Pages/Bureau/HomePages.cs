using EssLedger.Core.Alerts;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Banking;
using EssLedger.Web.Bookkeeping;
using EssLedger.Web.Campaigns;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Debits;
using EssLedger.Web.Pages.Moving;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Pages.Treasury;
using EssLedger.Web.SignIn;
using EssLedger.Web.Trail;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>Something that waits for the reader.</summary>
/// <param name="Name"><c>home.do.NAME</c> says what.</param>
/// <param name="Count">How many.</param>
/// <param name="Since">Since when the oldest of them waits; null: it cannot be said.</param>
/// <param name="Path">Where it is done.</param>
public sealed record HomeTask(string Name, int Count, DateOnly? Since, string Path);

/// <summary>What changed since an auditor's last visit.</summary>
/// <param name="Since">The last visit before today; without one, 30 days ago.</param>
/// <param name="IsVisit">Whether it is a visit's.</param>
/// <param name="Acts">Privileged acts since, by their word, the most frequent first.</param>
/// <param name="More">Whether there were more than are counted here.</param>
/// <param name="Closures">Closures since.</param>
/// <param name="Statements">Guarantee accounts with a statement recorded since.</param>
public sealed record SinceLastVisit(DateOnly Since, bool IsVisit, IReadOnlyList<(string Action, int Count)> Acts, bool More, int Closures, int Statements);

/// <summary>The first screen of everybody who works in the association's office: what waits for them, the oldest first, and how things stand.</summary>
public static class HomePages
{
    public const string Path = "/bureau";

    /// <summary>For whom it is.</summary>
    public static string[] Readers { get; } = [Roles.Bureau, Roles.Treasurer, Roles.Approver, Roles.Auditor, Roles.Admin];

    public static void MapHomePages(this IEndpointRouteBuilder app) =>
        app.MapGroup(Path).LetIn(Readers).MapGet("", (HttpContext context, Desk desk, CancellationToken stop) => desk.Show(context, stop));

    /// <summary>Puts it together from what the other screens show.</summary>
    internal sealed class Desk(
        Caller caller, IGrainFactory grains, CurrencyBook book, MeterDesk meters, PayoutDesk payouts, Proposals proposals, IAlertStore alerts, CampaignDesk campaigns, MutualCreditInForce mutual, DebitDesk debits, OnlinePaymentDesk online, IAuditTrail trail, Terms terms,
        IDbContextFactory<PeopleContext> contexts, TimeProvider clock)
    {
        private const int Counted = 500, StatementDays = 10, FirstVisitDays = 30;

        public async Task<IResult> Show(HttpContext context, CancellationToken stop)
        {
            var treasury = await grains.Treasury().Read();
            var readings = await meters.Read();
            var isOffice = await MemberPages.CountersOf(context) is null;
            var tasks = new List<HomeTask>();
            await OfTreasury(tasks, treasury, stop);
            await OfMembers(tasks, isOffice, stop);
            OfMeters(tasks, readings);
            var closures = await meters.Closures();
            return AccountPages.Page<HomePage>(new
            {
                Tasks = (IReadOnlyList<HomeTask>)[.. tasks.Where(t => t.Count > 0).OrderBy(t => t.Since ?? DateOnly.MaxValue)],
                Fund = Fund.Of(treasury.Treasury, treasury.InProgress.Select(r => r.Reconversion), terms.Unit),
                treasury.Treasury.Statements,
                Readings = readings,
                Standings = (IReadOnlyList<ThresholdStanding>)[.. meters.Thresholds.Select(readings.Of)],
                Closures = (IReadOnlyList<RecordedClosure>)[.. closures.GroupBy(c => c.Closed.Period.Kind).OrderBy(g => g.Key).Select(g => g.First())],
                Visit = caller.Is(Roles.Auditor) ? await Since(closures, treasury, stop) : null,
                Mine = Readers.Where(role => caller.Is(role)).ToArray(),
                terms.Unit,
            });
        }

        private static DateOnly DayOf(DateTimeOffset at) => ParisCalendar.DayOf(at);

        private DateOnly Today => DayOf(clock.GetUtcNow());

        private async Task OfTreasury(List<HomeTask> tasks, TreasuryView known, CancellationToken stop)
        {
            var (treasurer, approver) = (caller.Is(Roles.Treasurer), caller.Is(Roles.Approver));
            var me = caller.RequiredPerson;
            if (caller.Is(TreasuryPages.Readers)) tasks.Add(new("gaps", Fund.Of(known.Treasury, known.InProgress.Select(r => r.Reconversion), terms.Unit).Gaps.Count, DateOnly.MinValue, TreasuryPages.Root));
            if (approver)
            {
                var issuances = known.Treasury.Pending.Values.Where(p => p.By != me).ToList();
                tasks.Add(new("issuances", issuances.Count, await Oldest(issuances.Select(p => Claim.BeginningOf(p.Issuance)), stop), TreasuryPages.Issuances));
                tasks.Add(new("reversals", known.Treasury.Reversals.Values.Count(r => r.By != me) + known.Treasury.PartReversals.Values.Count(r => r.By != me), null, $"{TreasuryPages.Issuances}#reversals"));
                var remittances = known.Treasury.Remittances.Where(r => r.Value.ApprovedBy is null && r.Value.By != me).Select(r => Claim.BeginningOf(r.Key)).ToList();
                tasks.Add(new("remittances", remittances.Count, await Oldest(remittances, stop), TreasuryPages.Reconversions));
                tasks.Add(new("batches", known.Treasury.Debits.Batches.Values.Count(b => b.ApprovedBy is null && b.By != me), null, DebitPages.Root));
                var moving = known.Treasury.Moving.Pending.Values;
                tasks.Add(new("balances", moving.OfType<Act.BalancesProposed>().Count(p => p.By != me), null, ImportPages.Path));
                tasks.Add(new("end", moving.OfType<Act.WindDownProposed>().Count(p => p.By != me) + moving.OfType<Act.RemainderProposed>().Count(p => p.By != me), null, WindDownPages.Path));
                var credit = await mutual.Read();
                tasks.Add(new("credit", credit.Accounts.Values.Count(a => a.Asked is { By: var by } && by != me) + (credit.Scheme.Asked is { By: var opener } && opener != me ? 1 : 0), null, MutualCreditPages.Path));
                tasks.Add(new("campaigns", (await campaigns.All()).Count(c => c.Waits && c.Now.Proposed.By != me), null, CampaignPages.Root));
            }
            if (!treasurer) return;
            tasks.Add(new("slips", known.Treasury.Paper.Cases.Count, known.Treasury.Paper.Cases.IsEmpty ? null : DayOf(known.Treasury.Paper.Cases.Values.Min(c => c.At)), SlipPages.Path));
            tasks.Add(new("slipPhones", known.Treasury.Paper.Keys.Values.Count(k => k is { Confirmed: false, BlockedAt: null } && k.Person != me), null, SlipPages.Path));
            tasks.Add(new("lines", known.Treasury.Open.Count, known.Treasury.Open.Count == 0 ? null : known.Treasury.Open.Values.Min(l => l.Day), TreasuryPages.Lines));
            var unpaid = known.InProgress.Where(r => known.Treasury.Paying(r.Reconversion) is null).ToList();
            tasks.Add(new("reconversions", unpaid.Count, unpaid.Count == 0 ? null : DayOf(unpaid.Min(r => r.Since)), TreasuryPages.Reconversions));
            var cards = await online.All();
            tasks.Add(new("cards", cards.Count(p => !p.Kept.IsCase && p.State is (OnlinePaymentState.Ready or OnlinePaymentState.Unknown)), null, OnlinePaymentPages.Path));
            tasks.Add(new("cases", cards.Count(p => p.Kept.IsCase), null, OnlinePaymentPages.Path));
            var (collecting, today) = (await debits.Read(), Today);
            tasks.Add(new("debits", collecting.Due.Sum(d => d.Items.Count), null, DebitPages.Root));
            tasks.Add(new("collected", collecting.Debits.Batches.Values.Count(b => b.ApprovedBy is not null && b.Due <= today), null, DebitPages.Root));
            tasks.Add(new("debitsBack", collecting.Back.Count, null, DebitPages.Root));
            var late = known.Treasury.Statements.Values.Where(s => s.Day.AddDays(StatementDays) < Today).ToList();
            tasks.Add(new("statements", late.Count, late.Count == 0 ? null : late.Min(s => s.Day), $"{TreasuryPages.Lines}#import"));
        }

        private async Task OfMembers(List<HomeTask> tasks, bool isOffice, CancellationToken stop)
        {
            if (caller.Is(Roles.Bureau))
            {
                await using var db = await contexts.CreateDbContextAsync(stop);
                var asked = await db.Admissions.AsNoTracking().Where(a => a.Decided == null).ToListAsync(stop);
                tasks.Add(new("admissions", asked.Count, asked.Count == 0 ? null : DayOf(asked.Min(a => a.Asked)), MemberPages.Members));
                var ibans = new List<PayoutIban>();
                foreach (var entry in await payouts.Waiting())
                    if (entry.By != caller.RequiredPerson && await caller.LooksAfter(entry.Account)) ibans.Add(entry);
                tasks.Add(new("ibans", ibans.Count, ibans.Count == 0 ? null : DayOf(ibans.Min(p => p.At)), ProfessionalPages.Path));
            }
            if (isOffice && caller.Is(Roles.Bureau, Roles.Admin))
            {
                var waiting = (await proposals.Waiting()).Where(p => p.By != caller.RequiredPerson).ToList();
                tasks.Add(new("proposals", waiting.Count, waiting.Count == 0 ? null : DayOf(waiting.Min(p => p.At)), MemberPages.Proposals));
            }
            if (isOffice && caller.Is(AlertPages.Readers))
            {
                var open = await alerts.ListAsync(new(AlertState.Open), null, Counted, stop);
                tasks.Add(new("alerts", open.Count, open.Count == 0 ? null : DayOf(open.Min(a => a.Alert.At)), AlertPages.Alerts));
            }
        }

        private void OfMeters(List<HomeTask> tasks, MeterReadings readings)
        {
            if (!caller.Is(Roles.Treasurer, Roles.Admin)) return;
            var due = meters.Thresholds.Select(readings.Of).Where(s => s.UpdateDue is { } day && day <= Today.AddDays(Papers.DeadlinePost.DeclarationAhead)).ToList();
            tasks.Add(new("declarations", due.Count, due.Count == 0 ? null : due.Min(s => s.UpdateDue), BookkeepingPages.Meters));
        }

        private async Task<DateOnly?> Oldest(IEnumerable<Claim> beginnings, CancellationToken stop)
        {
            DateTimeOffset? oldest = null;
            foreach (var claim in beginnings.Take(Counted))
                if (await book.Store.FindAsync(claim, stop) is { } entry && !(entry.CommittedAt >= oldest)) oldest = entry.CommittedAt;
            return oldest is { } at ? DayOf(at) : null;
        }

        // That an auditor looks is written down before they see it, so the trail itself knows when they were here last.
        private async Task<SinceLastVisit> Since(IReadOnlyList<RecordedClosure> closures, TreasuryView treasury, CancellationToken stop)
        {
            var today = ParisCalendar.StartOf(Today);
            DateTimeOffset? visit = await trail.FindAsync(new(caller.RequiredPerson.Value, "office.look", Until: today), null, 1, stop) is [var last] ? last.Row.At : null;
            var since = visit ?? today.AddDays(-FirstVisitDays);
            var acts = await trail.FindAsync(new(From: since), null, Counted, stop);
            return new(DayOf(since), visit is not null,
                [.. acts.Where(a => a.Row.Entry.Stage is not TrailStage.Read && Privileges.Actions.Contains(a.Row.Entry.Action)).GroupBy(a => a.Row.Entry.Action).Select(g => (g.Key, g.Count())).OrderByDescending(g => g.Item2).ThenBy(g => g.Key, StringComparer.Ordinal)],
                acts.Count == Counted, closures.Count(c => c.At >= since), treasury.Treasury.Statements.Values.Count(s => s.Day >= DayOf(since)));
        }
    }
}
