using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.Shops;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Identity;

namespace EssLedger.Web.Pages.Account;

/// <summary>Somebody who works at a shop.</summary>
public sealed record Colleague(Person Person, Assignment As);

/// <summary>A shop with who works there, and who is invited to.</summary>
/// <param name="Codes">The codes by which they take turns at shared tills, by person; of others none is set.</param>
/// <param name="LocksAfter">After how many minutes without a touch these lock.</param>
public sealed record Team(Shop Shop, IReadOnlyList<Colleague> Staff, IReadOnlyList<Invitation> Invited, IReadOnlyDictionary<PersonId, CashierCode> Codes, int LocksAfter);

/// <summary>The screen on which a merchant lets cashiers in at their shops and takes that back.</summary>
public static class TeamPages
{
    public const string Path = "/ma-boutique/equipe";

    public static void MapTeamPages(this IEndpointRouteBuilder app)
    {
        var mine = app.MapGroup(Path).LetIn([Roles.Merchant]);
        mine.MapGet("/", (HttpContext context, Desk desk) => desk.Show(context));
        mine.MapPost("/", (HttpContext context, Desk desk) => desk.Take(context));
    }

    /// <summary>What the screen shows and does.</summary>
    internal sealed class Desk(People people, Rights rights, Invitations invitations, CashierDesk cashiers, IShopStore shops, UserManager<Person> users, WaysPost post)
    {
        public async Task<IResult> Show(HttpContext context, SentForm? sent = null, string? secret = null)
        {
            var me = context.User.Person()!.Value;
            var teams = new List<Team>();
            var names = new Dictionary<string, string>();
            foreach (var shop in await people.ShopsOf(me, Roles.Merchant))
                teams.Add(new(shop, [.. (await rights.StaffOf(shop.Account)).Select(s => new Colleague(s.Person, s.As))], await invitations.ForShop(shop.Account),
                    (await shops.CodesAsync(shop.Account, default)).ToDictionary(c => c.Person), await shops.LockAfterAsync(shop.Account, default) ?? CashierDesk.DefaultMinutes));
            foreach (var by in teams.SelectMany(t => t.Staff).Select(s => s.As.GivenBy).OfType<PersonId>().Distinct())
                if (await people.Find(by) is { } known) names[by.Value] = known.DisplayName;
            return AccountPages.Page<TeamPage>(new { Teams = teams, Names = names, Link = secret is null ? null : post.LinkOf(secret), Sent = sent }, sent is null ? 200 : 422);
        }

        public async Task<IResult> Take(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            var me = await users.FindByIdAsync(context.User.Person()!.Value.Value) ?? throw new ProblemException("token_required");
            switch (sent.Act)
            {
                case "invite":
                    if (!AccountId.TryParse(sent["shop"], out var shop)) return await Show(context, sent.Refused("right.unknown"));
                    var (invitation, secret, refusal) = await invitations.InviteCashier(me, sent["name"] ?? "", sent["email"] ?? "", shop);
                    if (refusal is { } why) return await Show(context, sent.Refused($"invitation.{why}"));
                    await post.Invite(invitation!, secret!);
                    return post.Sends ? Done(sent) : await Show(context, secret: secret);
                case "revoke":
                    return await invitations.Revoke(me, sent.Which ?? "") is { } late ? await Show(context, sent.Refused($"invitation.{late}")) : Done(sent);
                case "take":
                    if (!PersonId.TryParse(sent["person"], out var person)) return await Show(context, sent.Refused("right.unknown"));
                    return await rights.Take(person, Roles.Cashier, sent["shop"] ?? "", me.PersonId) is { } kept ? await Show(context, sent.Refused($"right.{Rights.Word(kept)}")) : Done(sent);
                default:
                    return await TakeCode(context, sent, me.PersonId);
            }
        }

        /// <summary>What a merchant says of the codes at their shop.</summary>
        private async Task<IResult> TakeCode(HttpContext context, SentForm sent, PersonId me)
        {
            if (!AccountId.TryParse(sent["shop"], out var shop) || !await people.WorksAt(me, shop, Roles.Merchant)) return AccountPages.Page<NotFoundPage>(status: 404);
            switch (sent.Act)
            {
                case "lock" when int.TryParse(sent["minutes"], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes is >= 1 and <= 60:
                    await shops.LockAfterAsync(shop, minutes, default);
                    return Done(sent);
                case "code" when PersonId.TryParse(sent["person"], out var person):
                    return await cashiers.Set(shop, person, sent["code"], sent["again"]) is { } refusal ? await Show(context, sent.Refused(refusal)) : Done(sent);
                case "refunds" when PersonId.TryParse(sent["person"], out var person):
                    await shops.LetRefundAsync(shop, person, sent.Yes("refunds"), default);
                    return Done(sent);
                case "uncode" when PersonId.TryParse(sent["person"], out var person):
                    await shops.RemoveCodeAsync(shop, person, default);
                    return Done(sent);
                default:
                    return AccountPages.Page<NotFoundPage>(status: 404);
            }
        }

        private static IResult Done(SentForm sent) => Results.Redirect($"{Path}?fait={Uri.EscapeDataString(sent.Act)}");
    }
}
