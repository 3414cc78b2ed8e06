using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;
using OpenIddict.Abstractions;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>The screens on which an administrator gives roles and takes them back, bars people, ends sessions and applications.</summary>
public static class RightsPages
{
    public const string Root = "/bureau/droits", OfApplications = $"{Root}/applications";

    public static void MapRightsPages(this IEndpointRouteBuilder app)
    {
        var office = app.MapGroup(Root).LetIn([Roles.Admin]);
        office.MapGet("/", (string? q, Desk desk) => desk.List(q));
        office.MapPost("/", (HttpContext context, Desk desk) => desk.TakeList(context));
        office.MapGet("/applications", (Desk desk) => desk.ShowApplications());
        office.MapPost("/applications", (HttpContext context, Desk desk) => desk.TakeApplication(context));
        office.MapGet("/{person}", (string person, HttpContext context, Desk desk) => desk.Show(context, person));
        office.MapPost("/{person}", (string person, HttpContext context, Desk desk) => desk.Take(context, person));
    }

    /// <summary>What these screens show and do.</summary>
    internal sealed class Desk(
        Rights rights, People people, Sessions sessions, Applications applications, Proposals proposals, TimeProvider clock, IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager grants)
    {
        private const int Most = 200, LongestReason = 500;

        public async Task<IResult> List(string? query, SentForm? sent = null)
        {
            var asked = query?.Trim();
            var found = await rights.Find(asked, Most + 1);
            return AccountPages.Page<RightsPage>(new
            {
                Found = found.Take(Most).ToList(),
                HasMore = found.Count > Most,
                Query = asked,
                Scopes = await Scopes(found.SelectMany(h => h.Held)),
                Names = await Names(found.SelectMany(h => h.Held)),
                Bureaux = await rights.Bureaux(),
                Committees = await rights.Committees(),
                Sent = sent,
            }, sent is null ? 200 : 422);
        }

        public async Task<IResult> TakeList(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            var refusal = sent.Act switch
            {
                "bureau" => await rights.NameBureau(sent.Which, sent["name"]),
                "committee" => await rights.NameCommittee(sent.Which, sent["name"], [.. Enum.GetValues<GrantKind>().Where(kind => sent.Yes($"hears-{kind}"))]),
                _ => RightRefusal.Unknown,
            };
            return refusal is { } no ? await List(null, sent.Refused($"right.{Rights.Word(no)}")) : Results.Redirect($"{Root}?fait={Uri.EscapeDataString(sent.Act)}");
        }

        public async Task<IResult> Show(HttpContext context, string person, SentForm? sent = null, IReadOnlyList<Collision>? collisions = null)
        {
            if (!PersonId.TryParse(person, out var id) || await people.Find(id) is not { } known) return AccountPages.Page<NotFoundPage>(status: 404);
            var held = await people.AssignmentsOf(id);
            var bar = await people.BarOf(id);
            return AccountPages.Page<HolderRightsPage>(new
            {
                Of = new Holder(known, held),
                Scopes = await Scopes(held),
                Names = await Names(held, bar?.By),
                Bureaux = await rights.Bureaux(),
                Committees = await rights.Committees(),
                Bar = bar,
                IsAsked = (await proposals.Waiting()).Any(p => p.Act is ProposedAct.LetIn && p.Person == id),
                Ways = await people.WaysOf(id),
                Sessions = await sessions.Of(id),
                Applications = await applications.Of(id),
                IsMine = id == Me(context),
                Colliding = collisions ?? [],
                Sent = sent,
            }, sent is null ? 200 : 422);
        }

        public async Task<IResult> Take(HttpContext context, string person)
        {
            var (sent, me) = (await SentForm.Read(context), Me(context));
            if (!PersonId.TryParse(person, out var id) || await people.Find(id) is null) return AccountPages.Page<NotFoundPage>(status: 404);
            switch (sent.Act)
            {
                case "give":
                    var (refusal, collisions) = await rights.Give(id, sent["role"] ?? "", await ScopeIn(sent), me);
                    return refusal is { } not ? await Show(context, person, sent.Refused($"right.{Rights.Word(not)}"), collisions) : Done(id, sent);
                case "take":
                    var (role, scope) = sent.Which?.Split('@') is [var r, var s] ? (r, s) : (sent.Which ?? "", "");
                    return await rights.Take(id, role, scope, me) is { } kept ? await Show(context, person, sent.Refused($"right.{Rights.Word(kept)}")) : Done(id, sent);
                case "bar":
                    if (id == me) return await Show(context, person, sent.Refused("memberRefusal.Own"));
                    if (sent.Reason?.Trim() is not { Length: > 0 and <= LongestReason } why) return await Show(context, person, sent.Refused("memberRefusal.ReasonMissing"));
                    await people.Bar(new(id, why, me, clock.GetUtcNow()));
                    await sessions.EndAll(id, tokens, grants);
                    return Done(id, sent);
                case "letin":
                    return await proposals.Ask(ProposedAct.LetIn, id, "", sent.Reason, seen: true, me) is { } against ? await Show(context, person, sent.Refused($"memberRefusal.{against}")) : Done(id, sent);
                case "session":
                    await sessions.End(id, sent.Which ?? "");
                    return Done(id, sent);
                case "everywhere":
                    await sessions.EndAll(id, tokens, grants);
                    return Done(id, sent);
                case "application":
                    await applications.Withdraw(id, sent.Which ?? "");
                    return Done(id, sent);
                default:
                    return AccountPages.Page<NotFoundPage>(status: 404);
            }
        }

        public async Task<IResult> ShowApplications(SentForm? sent = null)
        {
            var all = await applications.All();
            var names = new Dictionary<string, string>();
            foreach (var person in all.Select(a => a.For).OfType<PersonId>().Distinct())
                if (await people.Find(person) is { } known) names[person.Value] = known.DisplayName;
            return AccountPages.Page<ApplicationsPage>(new { All = all, Names = names, Sent = sent }, sent is null ? 200 : 422);
        }

        public async Task<IResult> TakeApplication(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            return sent.Act == "remove" && await applications.Remove(sent.Which ?? "") ? Results.Redirect($"{OfApplications}?fait=remove") : await ShowApplications(sent.Refused("right.unknown"));
        }

        // A shop is named by its account or its SIRET; anything else is chosen.
        private async Task<string> ScopeIn(SentForm sent)
        {
            if (Rights.ScopeOf(sent["role"] ?? "") is not ScopeKind.Shop) return sent["scope"] ?? "";
            var typed = string.Concat((sent["shop"] ?? "").Where(c => !char.IsWhiteSpace(c))).ToUpperInvariant();
            return typed.Length == 0 ? "" : (await people.AllShops()).FirstOrDefault(s => s.Account.Value == typed || s.Siret == typed)?.Account.Value ?? typed;
        }

        private async Task<IReadOnlyDictionary<string, string>> Scopes(IEnumerable<Assignment> held)
        {
            var names = new Dictionary<string, string>();
            foreach (var bureau in await rights.Bureaux()) names[bureau.Id] = bureau.Name;
            foreach (var committee in await rights.Committees()) names[committee.Id] = committee.Name;
            foreach (var scope in held.Where(a => Rights.ScopeOf(a.Role) is ScopeKind.Shop && a.Scope.Length > 0).Select(a => a.Scope).Distinct())
                if (AccountId.TryParse(scope, out var shop) && await people.HolderOf(shop) is { } holder) names[scope] = holder.Name;
            return names;
        }

        private async Task<IReadOnlyDictionary<string, string>> Names(IEnumerable<Assignment> held, PersonId? too = null)
        {
            var names = new Dictionary<string, string>();
            foreach (var person in held.Select(a => a.GivenBy).Append(too).OfType<PersonId>().Distinct())
                if (await people.Find(person) is { } known) names[person.Value] = known.DisplayName;
            return names;
        }

        private static IResult Done(PersonId person, SentForm sent) => Results.Redirect($"{Root}/{person}?fait={Uri.EscapeDataString(sent.Act)}");

        private static PersonId Me(HttpContext context) => context.User.Person()!.Value;
    }
}
