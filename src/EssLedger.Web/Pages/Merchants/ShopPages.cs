using System.Globalization;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Badges;
using EssLedger.Web.Labels;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.Shops;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Merchants;

/// <summary>A shop on a day.</summary>
/// <param name="Takings">Those of the day.</param>
/// <param name="HasIban">Whether a bank account for its euro is entered.</param>
/// <param name="Label">Null: it has none, and asked for none.</param>
public sealed record ShopToday(Shop Shop, Takings Takings, ClosureStanding Closure, bool HasIban, ShopLabel? Label)
{
    /// <summary>Whether something of a day before waits to be closed.</summary>
    public bool IsUnclosed(DateOnly today) => Closure.OldestOpen < today;
}

/// <summary>A shop with what was set up for it.</summary>
/// <param name="Tills">Those in use.</param>
/// <param name="Codes">The printed codes that can be paid, each with the till that it is for; null: the whole shop.</param>
public sealed record ShopSetUp(Shop Shop, AccountLabel? Label, IReadOnlyList<Till> Tills, IReadOnlyList<(StoredRequest Code, string? Till)> Codes);

/// <summary>The merchant's desk: the day at a glance, takings, tills and printed codes. Nothing here says whose money it was.</summary>
public static class ShopPages
{
    public const string Home = "/ma-boutique", Takings = Home + "/recettes", Tills = Home + "/caisses", Codes = Tills + "/codes", Reconversion = Home + "/reconversion", Site = Home + "/site", Spend = Home + "/depenser", Label = Home + "/label";

    /// <summary>What a printed code can be had as: the file, and the sentence that says what it is.</summary>
    public static readonly (string File, string Words)[] Files = [("affiche-a4.pdf", "sheet"), ("chevalet-a6.pdf", "stand"), ("code.svg", "svg"), ("code.png", "png")];

    private const int LongestName = 40;

    public static void MapShopPages(this IEndpointRouteBuilder app)
    {
        var mine = app.MapGroup(Home).LetIn([Roles.Merchant]);
        mine.MapGet("", (Desk desk) => desk.ShowHome());
        mine.MapGet("/recettes", (Desk desk, string? boutique, string? jour, string? mois) => desk.ShowTakings(boutique, jour, mois));
        mine.MapGet("/recettes.csv", (Desk desk, string? boutique, string? jour, string? mois) => desk.Csv(boutique, jour, mois));
        mine.MapGet("/recettes.pdf", (Desk desk, string? boutique, string? jour, string? mois) => desk.Pdf(boutique, jour, mois));
        mine.MapPost("/recettes", (HttpContext context, Desk desk) => desk.TakeTakings(context));
        mine.MapGet("/caisses", (Desk desk) => desk.ShowTills());
        mine.MapPost("/caisses", (HttpContext context, Desk desk) => desk.TakeTills(context));
        mine.MapGet("/caisses/codes/{request}/{file}", (RequestId request, string file, Desk desk) => desk.File(request, file));
    }

    public static string TakingsOf(AccountId shop, DateOnly day) => $"{Takings}?jour={day.Iso()}&boutique={shop}";

    public static string LabelOf(ParticipantId participant) => $"/mon-label?pour={participant}";

    /// <summary>By what people tell one printed code from another.</summary>
    public static string NumberOf(StoredRequest code) => code.Terms.Id.ToString()[^6..].ToUpperInvariant();

    private static IResult Missing => AccountPages.Page<NotFoundPage>(status: 404);

    /// <summary>The stretch that is asked for, of which shops.</summary>
    private sealed record Asked(IReadOnlyList<Shop> Shops, Shop? Chosen, DateOnly From, DateOnly Through, bool IsMonth, bool IsReadable)
    {
        public IReadOnlyList<Shop> Of => Chosen is { } one ? [one] : Shops;

        public string Name => IsMonth ? From.ToString("yyyy-MM", CultureInfo.InvariantCulture) : From.Iso();
    }

    /// <summary>What these screens show and do.</summary>
    internal sealed class Desk(
        Caller caller, People people, TakingsDesk takings, IShopStore shops, RequestDesk requests, IPaymentRequestStore printed, ReconversionDesk reconversions, PayoutDesk payouts, LabelDesk label, ShopLabels labels,
        IGrainFactory grains, Reader reader, Terms terms, Settings settings, IWebHostEnvironment site, TimeProvider clock)
    {
        private const int MostReconversions = 20;

        private DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

        private Task<IReadOnlyList<Shop>> Mine() => people.ShopsOf(caller.RequiredPerson, Roles.Merchant);

        public async Task<IResult> ShowHome()
        {
            var all = new List<ShopToday>();
            foreach (var shop in await Mine())
            {
                var (inUse, waiting) = await payouts.Of(shop.Account);
                all.Add(new(shop, Taking.Sum(await takings.Of(shop.Account, Today, Today)), await takings.Closure(shop.Account), inUse is not null || waiting is not null, await labels.Of(shop)));
            }
            var underWay = all.Count == 0 ? [] : await reconversions.List([.. all.Select(s => s.Shop.Account)], null, MostReconversions);
            return AccountPages.Page<ShopHomePage>(new { Shops = all, Reconversions = (IReadOnlyList<ReconversionStanding>)[.. underWay.Where(r => r.State is ReconversionState.InProgress or ReconversionState.Approved)], Today });
        }

        public async Task<IResult> ShowTakings(string? shop, string? day, string? month, SentForm? sent = null)
        {
            if (await Read(shop, day, month) is not { } asked) return Missing;
            var (lines, tills, cashiers) = await Lines(asked);
            var closures = new List<(Shop, ClosureStanding)>();
            var mails = new Dictionary<AccountId, int>();
            foreach (var one in asked.Of)
            {
                closures.Add((one, await takings.Closure(one.Account)));
                if ((await shops.MailsAsync(one.Account, default)).FirstOrDefault(m => m.Person == caller.RequiredPerson) is { } mail) mails[one.Account] = mail.Hour;
            }
            return AccountPages.Page<TakingsPage>(new
            {
                asked.Shops,
                asked.Chosen,
                asked.From,
                asked.IsMonth,
                Today,
                Lines = lines,
                Tills = tills,
                Cashiers = cashiers,
                Closures = (IReadOnlyList<(Shop, ClosureStanding)>)closures,
                Mails = mails,
                Email = (await people.Find(caller.RequiredPerson))?.Email,
                Unreadable = !asked.IsReadable,
                Sent = sent,
            }, sent is not null ? 422 : asked.IsReadable ? 200 : 400);
        }

        public async Task<IResult> Csv(string? shop, string? day, string? month)
        {
            if (await Read(shop, day, month) is not { IsReadable: true } asked) return Missing;
            var (lines, tills, cashiers) = await Lines(asked);
            var names = asked.Of.ToDictionary(s => s.Account, s => s.Name);
            var text = Api.Csv.Table(["position", "time_in_paris", "shop", "till", "cashier", "kind", "amount", "unit"], lines.Select(t => (string?[])
            [
                t.Position.ToString(), ParisCalendar.TimeOf(t.At).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), names[t.Shop], t.Till is { } till ? tills.GetValueOrDefault(till) : null,
                t.Cashier is { } cashier ? cashiers.GetValueOrDefault(cashier.Value) : null, t.Adds.Refunds > 0 ? "refund" : "sale", ((t.Adds.Sold - t.Adds.Returned) / 100m).ToString("0.00", CultureInfo.InvariantCulture), terms.Unit.Code,
            ]));
            return Results.Text(text, "text/csv; charset=utf-8; header=present");
        }

        public async Task<IResult> Pdf(string? shop, string? day, string? month)
        {
            if (await Read(shop, day, month) is not { IsReadable: true } asked) return Missing;
            var (lines, tills, cashiers) = await Lines(asked);
            return Results.File(TakingsPrint.ToPdf(asked.Of, asked.From, asked.IsMonth, lines, tills, cashiers, terms.Unit, settings.Name, reader), "application/pdf", $"recettes-{asked.Name}.pdf");
        }

        public async Task<IResult> TakeTakings(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (!AccountId.TryParse(sent["shop"], out var shop) || (await Mine()).All(s => s.Account != shop)) return Missing;
            switch (sent.Act)
            {
                case "close":
                    await grains.GetGrain<IAccountGrain>(shop.Value).CloseTakings(caller.RequiredPerson);
                    break;
                case "mail" when int.TryParse(sent["hour"], NumberStyles.None, CultureInfo.InvariantCulture, out var hour) && hour is >= 0 and <= 23:
                    await shops.WantMailAsync(new(shop, caller.RequiredPerson, hour, reader.Language, clock.GetUtcNow(), null), default);
                    break;
                case "unmail":
                    await shops.StopMailAsync(shop, caller.RequiredPerson, default);
                    break;
                default:
                    return Missing;
            }
            return Results.Redirect($"{Takings}?fait={sent.Act}");
        }

        public async Task<IResult> ShowTills(SentForm? sent = null)
        {
            var all = new List<ShopSetUp>();
            foreach (var shop in await Mine())
            {
                var tills = await shops.TillsAsync(shop.Account, default);
                var codes = new List<(StoredRequest, string?)>();
                foreach (var code in await printed.PrintedAsync(shop.Account, default))
                    if ((await grains.GetGrain<IPaymentRequestGrain>(code.Terms.Id.ToString()).Read())?.State is RequestState.Open) codes.Add((code, tills.FirstOrDefault(t => t.Id == code.Till)?.Name));
                all.Add(new(shop, await label.OfAccount(shop.Account), [.. tills.Where(t => t.EndedAt is null)], codes));
            }
            return AccountPages.Page<ShopTillsPage>(new { Shops = all, Sent = sent }, sent is null ? 200 : 422);
        }

        public async Task<IResult> TakeTills(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (!AccountId.TryParse(sent["shop"], out var shop) || (await Mine()).All(s => s.Account != shop)) return Missing;
            var (now, all) = (clock.GetUtcNow(), await shops.TillsAsync(shop, default));
            var till = TillId.TryParse(sent.Which ?? sent["till"], out var which) ? all.FirstOrDefault(t => t.Id == which && t.EndedAt is null) : null;
            var name = sent["name"]?.Trim() ?? "";
            switch (sent.Act)
            {
                case "add" or "rename" when name.Length is 0 or > LongestName || !PlainText.Is(name):
                    return await ShowTills(sent.Refused("tills.nameUnfit"));
                case "add" or "rename" when all.Any(t => t.EndedAt is null && t.Id != till?.Id && string.Equals(t.Name, name, StringComparison.OrdinalIgnoreCase)):
                    return await ShowTills(sent.Refused("tills.nameTaken"));
                case "add":
                    await shops.AddTillAsync(new(new(NewId(now)), shop, name, now, null), default);
                    return Done(sent);
                case "rename" when till is not null:
                    await shops.ChangeTillAsync(till.Id, shop, name, null, default);
                    return Done(sent);
                case "end" when till is not null:
                    await shops.ChangeTillAsync(till.Id, shop, till.Name, now, default);
                    return Done(sent);
                case "code" when sent["till"] is null || till is not null:
                    await requests.Make(new(NewId(now)), shop, terms.Unit, null, null, null, caller.RequiredPerson, till?.Id);
                    return Done(sent);
                case "withdraw" when RequestId.TryParse(sent.Which, out var code) && (await printed.FindAsync(code, default))?.Terms.Payee == shop:
                    await grains.GetGrain<IPaymentRequestGrain>(code.ToString()).Cancel();
                    return Done(sent);
                default:
                    return Missing;
            }
        }

        public async Task<IResult> File(RequestId request, string file)
        {
            if (await printed.FindAsync(request, default) is not { Terms.Standing: true } code || (await Mine()).FirstOrDefault(s => s.Account == code.Terms.Payee) is not { } shop) return Missing;
            if ((await grains.GetGrain<IPaymentRequestGrain>(request.ToString()).Read())?.State is not RequestState.Open) return Missing;
            var qr = Qr.Of(requests.UriOf(code));
            var till = (await shops.TillsAsync(shop.Account, default)).FirstOrDefault(t => t.Id == code.Till)?.Name;
            var facts = await label.OfAccount(shop.Account) is { Standing: Standing.Active } active ? await label.Facts(active.Grant) : null;
            return file switch
            {
                "affiche-a4.pdf" => Results.File(Print(CodePrint.Sheet), "application/pdf", $"code-a4-{NumberOf(code)}.pdf"),
                "chevalet-a6.pdf" => Results.File(Print(CodePrint.Stand), "application/pdf", $"code-a6-{NumberOf(code)}.pdf"),
                "code.svg" => Results.Text(qr.ToSvg(reader.Say("codes.alternative", ("shop", shop.Name))), "image/svg+xml"),
                "code.png" => Results.File(qr.ToPng(16), "image/png", $"code-{NumberOf(code)}.png"),
                _ => Missing,
            };

            byte[] Print(CodePrint form) => form.ToPdf(shop.Name, till, NumberOf(code), qr, facts, code.Terms.Unit, settings.Name, reader, site.WebRootFileProvider);
        }

        private static IResult Done(SentForm sent) => Results.Redirect($"{Tills}?fait={Uri.EscapeDataString(sent.Act)}");

        private static Uuid NewId(DateTimeOffset now) => Uuid.Version7(now, System.Security.Cryptography.RandomNumberGenerator.GetBytes(10));

        /// <summary>Null: it names a shop that is not the caller's.</summary>
        private async Task<Asked?> Read(string? shop, string? day, string? month)
        {
            var mine = await Mine();
            var chosen = mine.FirstOrDefault(s => s.Account.Value == shop);
            if (!string.IsNullOrEmpty(shop) && chosen is null) return null;
            if (!string.IsNullOrEmpty(month))
            {
                var good = DateOnly.TryParseExact($"{month}-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first) && IsDay(first);
                if (!good) first = Today.AddDays(1 - Today.Day);
                return new(mine, chosen, first, first.AddMonths(1).AddDays(-1), IsMonth: true, good);
            }
            if (string.IsNullOrEmpty(day)) return new(mine, chosen, Today, Today, IsMonth: false, IsReadable: true);
            return DateOnly.TryParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var asked) && IsDay(asked)
                ? new(mine, chosen, asked, asked, IsMonth: false, IsReadable: true) : new(mine, chosen, Today, Today, IsMonth: false, IsReadable: false);
        }

        // Within them the day before and the day after are days, too.
        private static bool IsDay(DateOnly day) => day.Year is > 2000 and < 2200;

        private async Task<(IReadOnlyList<Taking> Lines, Dictionary<TillId, string> Tills, Dictionary<string, string> Cashiers)> Lines(Asked asked)
        {
            var (lines, tills, cashiers) = (new List<Taking>(), new Dictionary<TillId, string>(), new Dictionary<string, string>());
            foreach (var shop in asked.Of)
            {
                lines.AddRange(await takings.Of(shop.Account, asked.From, asked.Through));
                foreach (var till in await shops.TillsAsync(shop.Account, default)) tills[till.Id] = asked.Of.Count > 1 ? $"{till.Name} ({shop.Name})" : till.Name;
            }
            foreach (var person in lines.Select(t => t.Cashier).OfType<PersonId>().Distinct())
                if (await people.Find(person) is { } known) cashiers[person.Value] = known.DisplayName;
            return ([.. lines.OrderBy(t => t.Position)], tills, cashiers);
        }
    }
}
