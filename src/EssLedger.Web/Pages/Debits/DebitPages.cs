using System.Security.Cryptography;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Web.Api;
using EssLedger.Web.Banking;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Debits;

/// <summary>A member's account with its mandates and what it owes.</summary>
public sealed record MyDebits(AccountHolder Holder, IReadOnlyList<DebitMandate> Mandates, IReadOnlyList<OwedDebit> Owed);

/// <summary>The screens of direct debits: what is due, batches, returns and mandates for the office; their own consent for members.</summary>
public static class DebitPages
{
    public const string Root = "/bureau/prelevements", Mandates = $"{Root}/mandats", Mine = "/mon-compte/prelevement";

    /// <summary>How many rows a screen shows at once.</summary>
    public const int Shown = 100;

    public static void AddDebitPages(this IServiceCollection services) => services.AddScoped<Desk>();

    public static void MapDebitPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Root).LetIn(TreasuryEndpoints.Readers).ForAll(TreasuryEndpoints.Readers);
        pages.MapGet("", (Desk desk) => desk.Show());
        pages.MapPost("", (HttpContext context, Desk desk) => desk.Take(context));
        pages.MapGet("/{batch}.xml", (DebitBatchId batch, string? version, Desk desk) => desk.File(batch, version));
        pages.MapGet("/mandats", (string? compte, Desk desk) => desk.ShowMandates(null, compte));
        pages.MapPost("/mandats", (HttpContext context, Desk desk) => desk.TakeMandates(context));
        var mine = app.MapGroup(Mine).LetIn([]);
        mine.MapGet("", (Desk desk) => desk.ShowMine(null));
        mine.MapPost("", (HttpContext context, Desk desk) => desk.TakeMine(context));
    }

    /// <summary>What these screens do.</summary>
    internal sealed class Desk(DebitDesk debits, People people, Caller caller, TimeProvider clock)
    {
        public async Task<IResult> Show(SentForm? sent = null, DebitFile? refusal = null)
        {
            var standing = await debits.Read();
            return AccountPages.Page<DebitsPage>(new
            {
                Standing = standing,
                Holders = await HoldersOf(standing.Mandates.Select(m => m.Account).Concat(standing.Debits.Owed.Values.Select(o => o.Debit.Account)).Concat(standing.Debits.Batches.Values.SelectMany(b => b.Waiting.Select(d => d.Account)))),
                Names = await NamesOf(standing.Debits.Batches.Values.Select(b => b.By).Concat(standing.Debits.Owed.Values.Select(o => o.RecordedBy)).Concat(standing.Known.Treasury.Statements.Values.Select(s => s.By))),
                NoFile = refusal,
                Me = caller.RequiredPerson,
                MayPropose = caller.Is(Roles.Treasurer),
                MayDecide = caller.Is(Roles.Approver),
                Sent = sent,
            }, sent?.Refusal is null && refusal is null ? 200 : 422);
        }

        public async Task<IResult> File(DebitBatchId batch, string? version)
        {
            if (!caller.Is(Roles.Treasurer, Roles.Approver)) return AccountPages.Page<DeniedPage>(status: 403);
            var written = await debits.Write(batch, version == "02" ? Pain008Version.V02 : Pain008Version.V08);
            return written.File is { } file ? Results.File(file, "application/xml", $"{batch}.xml") : await Show(refusal: written);
        }

        public async Task<IResult> Take(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (!(sent.Act is "cancel" ? caller.Is(Roles.Treasurer, Roles.Approver) : caller.Is(sent.Act is "approve" or "bear" ? Roles.Approver : Roles.Treasurer))) return AccountPages.Page<DeniedPage>(status: 403);
            var me = caller.RequiredPerson;
            try
            {
                DebitBatchId Batch() => sent.Id<DebitBatchId>("which", DebitBatchId.TryParse);
                DebitId Debit() => sent.Id<DebitId>("which", DebitId.TryParse);
                Digest? Line() => sent["line"] is { } text ? CoreJson.DigestOf(text) ?? throw new UnreadableException("choice") : null;
                var refusal = sent.Act switch
                {
                    "propose" => (await debits.Propose(new(NewId()), sent.Day("due") ?? throw new UnreadableException("day"), me)).Refusal,
                    "approve" => (await debits.Approve(Batch(), me)).Refusal,
                    "cancel" => (await debits.Cancel(Batch(), me)).Refusal,
                    "collect" => (await debits.Collect(Batch(), Line(), me)).Refusal,
                    "return" => (await debits.Return(Debit(), Reason(sent) is var reason && ReturnReasons.Is(reason) ? reason! : throw new UnreadableException("choice"), Line(), me)).Refusal,
                    "repay" => (await debits.Repay(Debit(), Line() ?? throw new UnreadableException("choice"), me)).Refusal,
                    "bear" => (await debits.Bear(Debit(), sent.Id<AccountId>("own", AccountId.TryParse), me)).Refusal,
                    _ => throw new UnreadableException("other"),
                };
                return refusal is { } no ? await Show(sent.Refused($"refusal.{Words.Of(no)}")) : Results.Redirect($"{Root}?fait={sent.Act}");
            }
            catch (UnreadableException unreadable)
            {
                return await Show(sent.Refused(unreadable.Sentence));
            }
        }

        // Where the bank gives a code that the list does not have, it is typed beside "another reason".
        private static string? Reason(SentForm sent) => (sent["reason"] is ReturnReasons.None && sent["code"] is { } code ? code : sent["reason"])?.Trim().ToUpperInvariant();

        public async Task<IResult> ShowMandates(SentForm? sent, string? account)
        {
            var standing = await debits.Read();
            return AccountPages.Page<DebitMandatesPage>(new { Standing = standing, Holders = await HoldersOf(standing.Mandates.Select(m => m.Account)), Account = account, MayAct = caller.Is(Roles.Treasurer), Sent = sent }, sent?.Refusal is null ? 200 : 422);
        }

        public async Task<IResult> TakeMandates(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (!caller.Is(Roles.Treasurer)) return AccountPages.Page<DeniedPage>(status: 403);
            try
            {
                if (sent.Act == "enter")
                {
                    if (sent.Day("signed") is not { } signed) throw new UnreadableException("day");
                    var (_, refusal) = await Enter(sent, sent.Id<AccountId>("account", AccountId.TryParse), signed);
                    return refusal is { } no ? await ShowMandates(sent.Refused($"debitMandateRefusal.{no}"), null) : Results.Redirect($"{Mandates}?fait=enter");
                }
                var state = sent.Act switch { "suspend" => DebitMandateState.Suspended, "resume" => DebitMandateState.Active, "end" => DebitMandateState.Ended, _ => throw new UnreadableException("other") };
                return await debits.Set(sent.Id<DebitMandateId>("which", DebitMandateId.TryParse), state) ? Results.Redirect($"{Mandates}?fait={sent.Act}") : await ShowMandates(sent.Refused("refusal.debit_mandate_ended"), null);
            }
            catch (UnreadableException unreadable)
            {
                return await ShowMandates(sent.Refused(unreadable.Sentence), null);
            }
        }

        public async Task<IResult> ShowMine(SentForm? sent)
        {
            var own = new List<MyDebits>();
            foreach (var account in await people.AccountsOf(caller.RequiredPerson))
                if (await people.HolderOf(account) is { } holder) own.Add(new(holder, await debits.Mandates(account, new()), await debits.OwedBy(account)));
            return AccountPages.Page<MyDebitsPage>(new { Own = own, Sent = sent }, sent?.Refusal is null ? 200 : 422);
        }

        public async Task<IResult> TakeMine(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            try
            {
                if (sent.Act == "end")
                {
                    if (await debits.Find(sent.Id<DebitMandateId>("which", DebitMandateId.TryParse)) is not { } mandate || !await caller.Holds(mandate.Account)) return AccountPages.Page<NotFoundPage>(status: 404);
                    await debits.Set(mandate.Id, DebitMandateState.Ended);
                    return Results.Redirect($"{Mine}?fait=end");
                }
                if (sent.Act != "agree" || !AccountId.TryParse(sent["account"], out var account) || !await caller.Holds(account)) return AccountPages.Page<NotFoundPage>(status: 404);
                if (!sent.Yes("agreed")) throw new UnreadableException("choice");
                var (_, refusal) = await Enter(sent, account, null);
                return refusal is { } no ? await ShowMine(sent.Refused($"debitMandateRefusal.{no}")) : Results.Redirect($"{Mine}?fait=agree");
            }
            catch (UnreadableException unreadable)
            {
                return await ShowMine(sent.Refused(unreadable.Sentence));
            }
        }

        private Task<(DebitMandate? Mandate, DebitMandateRefusal? Refusal)> Enter(SentForm sent, AccountId account, DateOnly? signed) => debits.Enter(account, sent["holder"], sent["iban"], sent["bic"],
            new(LimitPages.SumIn(sent, "exchange") ?? Amount.Zero, LimitPages.SumIn(sent, "dues") ?? Amount.Zero, sent["every"] == "1" ? 1 : 12, sent.Number("day", 1, DebitPlan.LastDay) ?? throw new UnreadableException("number"), sent.Yes("once"), sent.Day("until")),
            signed, sent["reference"], caller.RequiredPerson);

        private async Task<Dictionary<AccountId, string>> HoldersOf(IEnumerable<AccountId> accounts)
        {
            var names = new Dictionary<AccountId, string>();
            foreach (var account in accounts.Distinct())
                if (await people.HolderOf(account) is { } holder) names[account] = holder.Name;
            return names;
        }

        private async Task<Dictionary<PersonId, string>> NamesOf(IEnumerable<PersonId> persons)
        {
            var names = new Dictionary<PersonId, string>();
            foreach (var person in persons.Distinct())
                if (await people.Find(person) is { } known) names[person] = known.DisplayName;
            return names;
        }

        private Uuid NewId() => Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10));
    }
}
