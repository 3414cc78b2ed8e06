using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Web.Api;
using EssLedger.Web.Banking;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Mvc;

namespace EssLedger.Web.Pages.Treasury;

/// <summary>The treasurer's screens: what is to be done, the fund, what the bank showed, units to be made, and euro to be paid out.</summary>
public static class TreasuryPages
{
    public const string Root = "/bureau/tresorerie", Lines = $"{Root}/lignes", Issuances = $"{Root}/emissions", Reconversions = $"{Root}/reconversions";

    /// <summary>How many rows a screen shows at once: what one works off in an evening.</summary>
    public const int Shown = 50;

    /// <summary>How many things that are done a screen offers to take back.</summary>
    public const int ShownDone = 12;

    public static string[] Readers => TreasuryEndpoints.Readers;

    public static void MapTreasuryPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Root).LetIn(Readers).ForAll(Readers);
        pages.MapGet("", (Desk desk) => desk.Home());
        pages.MapGet("/lignes", (string? qui, Desk desk) => desk.ShowLines(asked: qui));
        pages.MapPost("/lignes", (HttpContext context, Desk desk) => desk.TakeLines(context)).WithMetadata(new RequestSizeLimitAttribute(BankFile.MostBytes));
        pages.MapGet("/emissions", (Desk desk) => desk.ShowIssuances());
        pages.MapPost("/emissions", (HttpContext context, Desk desk) => desk.TakeIssuances(context));
        pages.MapGet("/reconversions", (Desk desk) => desk.ShowReconversions());
        pages.MapGet("/reconversions/{remittance}.xml", (RemittanceId remittance, string? version, Desk desk, RemittanceDesk files) => desk.Transfers(remittance, version, files));
        pages.MapPost("/reconversions", (HttpContext context, Desk desk) => desk.TakeReconversions(context));
    }

    /// <summary>The accounts against which a line can be explained by hand: those of the association's own, and what members owe.</summary>
    internal static AccountId[] Against { get; } = [OfficeAccounts.Dues, OfficeAccounts.Donations, OfficeAccounts.Commission, OfficeAccounts.OwnFunds, OfficeAccounts.Receivable];

    /// <summary>What these screens do.</summary>
    internal sealed class Desk(IGrainFactory grains, LineDesk lines, DebitDesk debits, RecentActs recent, OnlinePaymentDesk online, StatementDesk statements, CurrencyBook book, People people, Caller caller, Terms terms, TimeProvider clock)
    {
        private ITreasuryGrain Treasury => grains.Treasury();

        public async Task<IResult> Home()
        {
            var known = await Treasury.Read();
            var cards = await online.All();
            return AccountPages.Page<TreasuryPage>(new
            {
                Cards = cards.Count(p => !p.Kept.IsCase && p.State is OnlinePaymentState.Ready or OnlinePaymentState.Unknown),
                Cases = cards.Count(p => p.Kept.IsCase),
                Fund = Fund.Of(known.Treasury, known.InProgress.Select(r => r.Reconversion), terms.Unit),
                Known = known,
                Announced = await lines.Announced(known.Treasury, Shown),
                Names = await NamesOf(known.Treasury.Statements.Values.Select(s => s.By)),
                Debits = await debits.Read(),
                Now = clock.GetUtcNow(),
            });
        }

        public async Task<IResult> ShowLines(SentForm? sent = null, IReadOnlyList<ImportedStatement>? imported = null, string? asked = null)
        {
            var name = asked?.Trim() is { Length: > 0 and <= 100 } typed ? typed : null;
            var known = await Treasury.Read();
            var explained = await recent.Explanations(ShownDone);
            return AccountPages.Page<LinesPage>(new
            {
                Known = known,
                Lines = await lines.Waiting(known, Shown),
                Announced = await lines.Announced(known.Treasury, Shown),
                Explained = explained,
                Names = await NamesOf(explained.Select(e => e.Act.By)),
                Imported = imported,
                Asked = name,
                Heard = name is not null && caller.Is(Roles.Treasurer) ? await people.HoldersNamed(name, ShownDone) : [],
                MayAct = caller.Is(Roles.Treasurer),
                Sent = sent,
            }, sent?.Refusal is null ? 200 : 422);
        }

        public async Task<IResult> TakeLines(HttpContext context)
        {
            if (!caller.Is(Roles.Treasurer)) return AccountPages.Page<DeniedPage>(status: 403);
            var sent = await SentForm.Read(context);
            try
            {
                if (sent.Act == "import") return await Import(context, sent);
                if (sent.Act == "correct") return await Done(Treasury.Correct(new(sent.Number("which", 1, int.MaxValue) ?? throw new UnreadableException("choice")), caller.RequiredPerson), Lines, sent, s => ShowLines(s));
                var known = await Treasury.Read();
                if (sent.Act == "offset") return await Done(Treasury.Explain(new(Turn.OfTreasury, [.. sent.All("line").Select(l => Part(known, Key(l), null))], null, null, caller.RequiredPerson)), Lines, sent, s => ShowLines(s));
                var key = Key(sent.Which);
                var answer = sent.Act switch
                {
                    "issue" => Treasury.ProposeLine(new(NewId()), sent.Id<AccountId>("account", AccountId.TryParse),
                        LimitPages.SumIn(sent, "amount") ?? throw new UnreadableException("sum"), terms.Unit, key, caller.RequiredPerson),
                    "explain" => Treasury.Explain(new(Turn.OfTreasury, [Part(known, key, LimitPages.SumIn(sent, "amount"))], sent.Id<AccountId>("against", AccountId.TryParse), null, caller.RequiredPerson)),
                    "announced" => Treasury.Explain(new(Turn.OfTreasury, [Part(known, key, null)], OfficeAccounts.Announced, Key(sent["receipt"]), caller.RequiredPerson)),
                    "settle" => Treasury.Settle(await Reconversion(sent), [Part(known, key, null)], caller.RequiredPerson),
                    "return" => Treasury.Return(await Reconversion(sent), [Part(known, key, null)], caller.RequiredPerson),
                    _ => throw new UnreadableException("other"),
                };
                return await Done(answer, Lines, sent, s => ShowLines(s));
            }
            catch (UnreadableException unreadable)
            {
                return await ShowLines(sent.Refused(unreadable.Sentence));
            }
        }

        private async Task<IResult> Import(HttpContext context, SentForm sent)
        {
            if (sent.File is not { } file) throw new UnreadableException("file");
            await using var bytes = file.OpenReadStream();
            var import = await statements.Import(bytes, caller.RequiredPerson, dryRun: false, context.RequestAborted);
            return import.Refusal is { } refusal ? await ShowLines(sent.Refused($"refusal.{refusal.Code}")) : await ShowLines(sent, import.Statements);
        }

        public async Task<IResult> ShowIssuances(SentForm? sent = null)
        {
            var known = (await Treasury.Read()).Treasury;
            var waiting = known.Pending.Values.OrderBy(p => p.Decider.Number).ToList();
            var (made, reversals) = (await recent.Issuances(known, ShownDone), await recent.Reversals(known));
            var (many, parts) = (await recent.ForMany(ShownDone), await recent.Parts(known));
            return AccountPages.Page<IssuancesPage>(new
            {
                Made = made,
                Reversals = reversals,
                ForMany = many,
                Parts = parts,
                Waiting = waiting.Take(Shown).ToList(),
                All = waiting.Count,
                Holders = await HoldersOf([.. waiting.Take(Shown).Select(p => p.Account), .. made.Select(m => m.Account), .. reversals.Select(r => r.Made.Account), .. parts.Select(p => p.Proposed.Account)]),
                Names = await NamesOf([.. waiting.Take(Shown).Select(p => p.By), .. made.Select(m => m.ApprovedBy), .. reversals.Select(r => r.By), .. parts.Select(p => p.Proposed.By)]),
                Me = caller.RequiredPerson,
                MayPropose = caller.Is(Roles.Treasurer),
                MayDecide = caller.Is(Roles.Approver),
                Sent = sent,
            }, sent?.Refusal is null ? 200 : 422);
        }

        public async Task<IResult> TakeIssuances(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (!caller.Is(sent.Act is "propose" or "reverse" or "reverse-part" ? Roles.Treasurer : Roles.Approver)) return AccountPages.Page<DeniedPage>(status: 403);
            try
            {
                if (sent.Act == "propose")
                {
                    var amount = LimitPages.SumIn(sent, "amount") is { Minor: > 0 } sum ? sum : throw new UnreadableException("sum");
                    var receipt = new EuroReceipt(sent["kind"] is "cash" or "cheque" ? sent["kind"]! : "bank_transfer", sent["reference"] ?? "", LimitPages.SumIn(sent, "euro") ?? amount);
                    if (receipt.HasNoReference || receipt.Reference.Length > 140) throw new UnreadableException("reference");
                    return await Done(Treasury.Propose(new(NewId()),
                        sent.Id<AccountId>("account", AccountId.TryParse), amount, terms.Unit, receipt, caller.RequiredPerson), Issuances, sent, s => ShowIssuances(s));
                }
                if (sent.Act is "reverse-part" or "undo-part" or "keep-part")
                {
                    // Of which entry, and of what it gave whose part.
                    var (entry, account) = (new Position(sent.Number("which", 1, int.MaxValue) ?? throw new UnreadableException("choice")), sent.Id<AccountId>("account", AccountId.TryParse));
                    return await Done(sent.Act switch
                    {
                        "reverse-part" => Treasury.ProposePartReversal(entry, account, TermsDesk.Words(sent.Reason) ?? throw new UnreadableException("reason"), caller.RequiredPerson),
                        "undo-part" => Treasury.ApprovePartReversal(entry, account, caller.RequiredPerson),
                        _ => Treasury.RejectPartReversal(entry, account, caller.RequiredPerson),
                    }, Issuances, sent, s => ShowIssuances(s));
                }
                IssuanceId Which() => sent.Id<IssuanceId>("which", IssuanceId.TryParse);
                if (sent.Act == "reverse") return await Done(Treasury.ProposeReversal(Which(), TermsDesk.Words(sent.Reason) ?? throw new UnreadableException("reason"), caller.RequiredPerson), Issuances, sent, s => ShowIssuances(s));
                if (sent.Act == "undo") return await Done(Treasury.ApproveReversal(Which(), caller.RequiredPerson), Issuances, sent, s => ShowIssuances(s));
                if (sent.Act == "keep") return await Done(Treasury.RejectReversal(Which(), caller.RequiredPerson), Issuances, sent, s => ShowIssuances(s));
                if (sent.Act == "reject") return await Done(Treasury.Reject(Which(), caller.RequiredPerson), Issuances, sent, s => ShowIssuances(s));
                if (sent.Act != "approve") throw new UnreadableException("other");
                var chosen = sent.All("issuance").Select(id => IssuanceId.TryParse(id, out var issuance) ? issuance : throw new UnreadableException("choice")).ToList();
                if (chosen.Count == 0) throw new UnreadableException("choice");
                // Each is an act of its own: one that is refused keeps none of the others back, and is still on the screen with its reason above.
                TreasuryRefusal? first = null;
                foreach (var issuance in chosen) first ??= (await Treasury.Approve(issuance, caller.RequiredPerson)).Refusal;
                return first is { } refusal ? await ShowIssuances(sent.Refused($"refusal.{Words.Of(refusal)}")) : Results.Redirect($"{Issuances}?fait=approve");
            }
            catch (UnreadableException unreadable)
            {
                return await ShowIssuances(sent.Refused(unreadable.Sentence));
            }
        }

        public async Task<IResult> ShowReconversions(SentForm? sent = null, RemittanceFile? refusal = null)
        {
            var known = await Treasury.Read();
            return AccountPages.Page<ReconversionsPage>(new
            {
                Known = known,
                Holders = await HoldersOf(known.InProgress.Select(r => r.Reconversion.Payer).Concat(known.Treasury.Remittances.Values.SelectMany(r => r.Items.Select(i => i.Payer)))),
                Names = await NamesOf(known.Treasury.Remittances.Values.Select(r => r.By)),
                NoFile = refusal,
                Me = caller.RequiredPerson,
                MayPropose = caller.Is(Roles.Treasurer),
                MayDecide = caller.Is(Roles.Approver),
                Sent = sent,
            }, sent?.Refusal is null && refusal is null ? 200 : 422);
        }

        public async Task<IResult> Transfers(RemittanceId remittance, string? version, RemittanceDesk files)
        {
            if (!caller.Is(Roles.Treasurer, Roles.Approver)) return AccountPages.Page<DeniedPage>(status: 403);
            var written = await files.Write(remittance, version == "03" ? Pain001Version.V03 : Pain001Version.V09);
            return written.File is { } file ? Results.File(file, "application/xml", $"{remittance}.xml") : await ShowReconversions(refusal: written);
        }

        public async Task<IResult> TakeReconversions(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (!(sent.Act is "cancel" ? caller.Is(Roles.Treasurer, Roles.Approver) : caller.Is(sent.Act == "approve" ? Roles.Approver : Roles.Treasurer))) return AccountPages.Page<DeniedPage>(status: 403);
            try
            {
                RemittanceId Remittance() => sent.Id<RemittanceId>("which", RemittanceId.TryParse);
                if (sent.Act == "remit")
                {
                    var asked = sent.All("payment").ToHashSet();
                    var items = (await Treasury.Read()).InProgress.Select(r => r.Reconversion).Where(r => asked.Contains($"{r.Order}")).ToList();
                    if (items.Count == 0) throw new UnreadableException("choice");
                    var id = new RemittanceId(NewId());
                    return await Done(Treasury.ProposeRemittance(id, OfficeAccounts.Guarantee, items, caller.RequiredPerson), Reconversions, sent, s => ShowReconversions(s));
                }
                var answer = sent.Act switch
                {
                    "approve" => Treasury.ApproveRemittance(Remittance(), caller.RequiredPerson),
                    "cancel" => Treasury.CancelRemittance(Remittance(), caller.RequiredPerson),
                    "return" => Treasury.Return(await Reconversion(sent, "which"), [], caller.RequiredPerson),
                    _ => throw new UnreadableException("other"),
                };
                return await Done(answer, Reconversions, sent, s => ShowReconversions(s));
            }
            catch (UnreadableException unreadable)
            {
                return await ShowReconversions(sent.Refused(unreadable.Sentence));
            }
        }

        private static async Task<IResult> Done(Task<TreasuryAnswer> asked, string page, SentForm sent, Func<SentForm, Task<IResult>> again) =>
            (await asked).Refusal is { } refusal ? await again(sent.Refused($"refusal.{Words.Of(refusal)}")) : Results.Redirect($"{page}?fait={sent.Act}");

        private async Task<Reconversion> Reconversion(SentForm sent, string field = "payment") =>
            await TreasuryEndpoints.Find(book, sent.Id<OrderId>(field, OrderId.TryParse)) ?? throw new UnreadableException("choice");

        private static Digest Key(string? text) => CoreJson.DigestOf(text) ?? throw new UnreadableException("choice");

        private static LinePart Part(TreasuryView known, Digest key, Amount? amount) =>
            known.Treasury.Open.TryGetValue(key, out var line) ? new(key, line.Account, line.Day, amount?.Minor * Math.Sign(line.Minor) ?? line.Minor) : throw new UnreadableException("choice");

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
