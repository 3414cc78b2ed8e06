using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Merchants;

/// <summary>What a merchant says of their shops to whoever looks where the currency is taken.</summary>
public static class EntryPages
{
    public const string Path = ShopPages.Home + "/fiche";

    public static void MapEntryPages(this IEndpointRouteBuilder app)
    {
        var mine = app.MapGroup(Path).LetIn([Roles.Merchant]);
        mine.MapGet("", (Desk desk) => desk.Show());
        mine.MapPost("", (HttpContext context, Desk desk) => desk.Take(context));
    }

    /// <summary>What these screens show and do.</summary>
    internal sealed class Desk(Caller caller, People people, IShopStore shops, IParticipantStore participants, TimeProvider clock)
    {
        public async Task<IResult> Show(SentForm? sent = null)
        {
            var all = new List<(Shop, ShopEntry)>();
            foreach (var shop in await Mine()) all.Add((shop, await shops.EntryAsync(shop.Account, default) ?? await Proposed(shop)));
            return AccountPages.Page<EntryPage>(new { Shops = (IReadOnlyList<(Shop, ShopEntry)>)all, Sent = sent }, sent is null ? 200 : 422);
        }

        public async Task<IResult> Take(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (!AccountId.TryParse(sent["shop"], out var shop) || (await Mine()).All(s => s.Account != shop) || sent.Act != "entry") return AccountPages.Page<NotFoundPage>(status: 404);
            try
            {
                if (sent["commune"] is { } commune && !Communes.Names.ContainsKey(commune)) throw new UnreadableException("commune");
                var asked = new DirectoryEndpoints.DirectoryEntryFields(
                    Address: sent["address"], Postcode: sent["postcode"], Latitude: sent.Degrees("latitude"), Longitude: sent.Degrees("longitude"), Website: sent["website"], Hours: sent["hours"], Description: sent["description"]);
                if (asked.Flaw is var (field, _)) throw new UnreadableException(field);
                await shops.KeepEntryAsync(
                    new(shop, sent.Yes("shown"), Said(asked.Address), asked.Postcode, sent["commune"], asked is { Latitude: { } latitude, Longitude: { } longitude } ? new(latitude, longitude) : null,
                        sent.Flags<Filieres>("filieres"), asked.Website is { } website ? new(website) : null, Said(asked.Hours), Said(asked.Description), clock.GetUtcNow()), default);
                return Results.Redirect($"{Path}?fait=entry");
            }
            catch (UnreadableException unreadable)
            {
                return await Show(sent.Refused(unreadable.Sentence));
            }
        }

        private Task<IReadOnlyList<Shop>> Mine() => people.ShopsOf(caller.RequiredPerson, Roles.Merchant);

        // What the label's office knows of the same establishment need not be typed again; it is shown to nobody before the merchant says so.
        private async Task<ShopEntry> Proposed(Shop shop)
        {
            var known = shop.Siret is { } siret && HolderId.TryParse(siret, out var holder) ? await participants.FindAsync(holder, default) : null;
            return new(shop.Account, Shown: false, known?.Address, known?.Postcode, known?.Commune is { } commune && Communes.Names.ContainsKey(commune) ? commune : null, known?.Place, null, known?.Website, known?.Hours, known?.Description, default);
        }

        private static string? Said(string? text) => text?.Trim() is { Length: > 0 } said ? said : null;
    }
}
