using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Labels;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Shops;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Merchants;

/// <summary>Somebody from whom a shop may buy.</summary>
/// <param name="Page">Where the public sees them.</param>
/// <param name="Name">Null: withheld.</param>
/// <param name="TakesCurrency">Whether they say that they take the currency.</param>
public sealed record Supplier(string Page, string? Name, GrantNumber? Grant, bool TakesCurrency, Filieres? Filieres, string? Description, string? Address, string? Hours, Place? Place)
{
    internal static Supplier Of(DirectoryLine line) => new(
        $"/label/{line.Member.Number}", line.Holder.Name, line.Member.Number, line.Member.Profile.AcceptsCurrency is true, line.Member.Profile.Filieres, line.Holder.Description, line.Holder.Address, line.Holder.Hours, line.Holder.Place);

    internal static Supplier Of(Acceptor one) => new(AcceptorPages.Of(one.Key), one.Name, one.Grant, TakesCurrency: true, one.Filieres, one.Description, one.Address, one.Hours, one.Place);
}

/// <summary>Where what a shop took goes on to: suppliers who take it, and the bank; and what the label asks of the shop.</summary>
public static class LivingPages
{
    private const int MostReconversions = 200;

    public static void MapLivingPages(this IEndpointRouteBuilder app)
    {
        var mine = app.MapGroup(ShopPages.Home).LetIn([Roles.Merchant]);
        mine.MapGet("/depenser", Spend);
        mine.MapGet("/reconversion", Reconvert);
        mine.MapGet("/label", async (Caller caller, People people, ShopLabels labels, TimeProvider clock) =>
        {
            var shops = new List<(Shop, ShopLabel?)>();
            foreach (var shop in await people.ShopsOf(caller.RequiredPerson, Roles.Merchant)) shops.Add((shop, await labels.Of(shop)));
            return AccountPages.Page<ShopLabelPage>(new { Shops = (IReadOnlyList<(Shop, ShopLabel?)>)shops, Today = ParisCalendar.DayOf(clock.GetUtcNow()) });
        });
    }

    private static async Task<IResult> Spend(
        HttpContext context, Caller caller, People people, PublicDirectory directory, CurrencyDirectory currency, IPublicLabel label, IShopStore store, IParticipantStore participants, Settings settings, TimeProvider clock,
        string? boutique = null, string? filiere = null, string? commune = null, string? qui = null)
    {
        context.Response.Headers.ContentSecurityPolicy = Security.MapPolicy(settings, embeddable: false);
        var shops = await people.ShopsOf(caller.RequiredPerson, Roles.Merchant);
        var from = shops.FirstOrDefault(s => s.Account.Value == boutique) ?? (shops.Count > 0 ? shops[0] : null);
        var filter = new AcceptorFilter(Commune: PublicPages.Given(commune), Filiere: PublicPages.Given(filiere));
        if (filter.Flaw is not null) filter = new();
        var (ofLabel, own) = (qui is "tous", shops.Select(s => s.Account.Value).Concat(shops.Select(s => s.Siret)).OfType<string>().ToHashSet());
        var here = from is null ? null : (await store.EntryAsync(from.Account, default))?.Place ?? (from.Siret is { } siret && HolderId.TryParse(siret, out var holder) ? (await participants.FindAsync(holder, default))?.Place : null);
        var shown = !ofLabel || await label.MayBeShown();
        var found = !shown ? [] : ofLabel
            ? (await directory.On(ParisCalendar.DayOf(clock.GetUtcNow()), new(filter.Commune, filter.Filiere))).Where(l => l.Member.Kind is not GrantKind.Event && !(l.Holder.HolderId is { } id && own.Contains(id.Value))).Select(Supplier.Of)
            : (await currency.Find(filter)).Where(a => !own.Contains(a.Key)).Select(Supplier.Of);
        var lines = found.Select(s => (Supplier: s, Metres: here is { } a && s.Place is { } b ? Metres(a, b) : (double?)null)).OrderBy(l => l.Metres ?? double.MaxValue).ToList();
        return AccountPages.Page<SpendPage>(new { Shops = shops, From = from, HasPlace = here is not null, Filter = filter, OfLabel = ofLabel, Lines = (IReadOnlyList<(Supplier, double?)>)lines, Shown = shown });
    }

    private static async Task<IResult> Reconvert(Caller caller, People people, ReconversionDesk desk, Terms terms, string? compte = null, string? somme = null)
    {
        var accounts = new List<(AccountId Account, string Name)>();
        foreach (var one in await desk.AccountsOf(caller.RequiredPerson)) accounts.Add((one, (await people.HolderOf(one))?.Name ?? one.Value));
        AccountId? account = accounts.Count == 0 ? null : accounts.FirstOrDefault(a => a.Account.Value == compte, accounts[0]).Account;
        var (quote, trouble) = ((ReconversionQuote?)null, (string?)null);
        if (account is { } payer && !string.IsNullOrWhiteSpace(somme))
        {
            if (AmountParser.Read(somme, out var amount) is not null || amount == Amount.Zero) trouble = "entry.sum";
            else if (await desk.Quote(payer, amount) is var (found, refusal)) (quote, trouble) = (found, refusal is null ? null : refusal.Limit is Limit.LeastReconversion ? "reconversions.tooLittle" : "reconversions.refused");
        }
        var all = accounts.Count == 0 ? [] : await desk.List([.. accounts.Select(a => a.Account)], null, MostReconversions);
        return AccountPages.Page<ShopReconversionPage>(new { Accounts = (IReadOnlyList<(AccountId, string)>)accounts, Account = account, Typed = somme, Quote = quote, Trouble = trouble, All = all }, trouble is null ? 200 : 422);
    }

    /// <summary>The distance in metres on a sphere of the Earth's mean radius (the haversine formula); a town is too small to need more.</summary>
    private static double Metres(Place a, Place b)
    {
        const double radius = 6_371_009;
        static double Radians(double degrees) => degrees * Math.PI / 180;
        var (x, y) = (Math.Sin(Radians(b.Latitude - a.Latitude) / 2), Math.Sin(Radians(b.Longitude - a.Longitude) / 2));
        return 2 * radius * Math.Asin(Math.Min(1, Math.Sqrt((x * x) + (Math.Cos(Radians(a.Latitude)) * Math.Cos(Radians(b.Latitude)) * y * y))));
    }
}
