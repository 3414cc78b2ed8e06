using EssLedger.Core.Identifiers;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;

namespace EssLedger.Web.Pages.Account;

/// <summary>The screens of those who invite, and the page behind a link.</summary>
public static class InvitationPages
{
    public static void MapInvitationPages(this IEndpointRouteBuilder app)
    {
        var office = app.MapGroup(AccountPages.Invitations).LetIn([Roles.Bureau, Roles.Admin]);
        office.MapGet("/", (HttpContext context, Desk desk) => desk.Show(context));
        office.MapPost("/", (HttpContext context, Desk desk) => desk.Take(context));

        var link = app.MapGroup("/invitation/{secret}").LetIn(null);
        link.MapGet("/", async (string secret, Invitations invitations) => Show(await invitations.Find(secret), secret));
        link.MapPost("/", Accept);
        link.MapPost("/passkey/options", async (string secret, Invitations invitations, Ways ways) => await invitations.Find(secret) is { Joins: false } invitation
            ? Results.Text(await ways.OfferPasskey(invitation.Person, invitation.Email, invitation.Name), "application/json") : Problems.For("not_found"));
    }

    private static RazorComponentResult Show(Invitation? invitation, string secret, SentForm? sent = null) =>
        AccountPages.Page<InvitationPage>(new { Invitation = invitation, Path = $"/invitation/{Uri.EscapeDataString(secret)}", Sent = sent }, invitation is null ? 404 : sent is null ? 200 : 422);

    private static async Task<IResult> Accept(string secret, HttpContext context, Invitations invitations, Ways ways, Sessions sessions, WaysPost post)
    {
        if (await invitations.Find(secret) is not { } invitation) return Show(null, secret);
        var sent = await SentForm.Read(context);
        if (invitation.Joins)
            return await invitations.Join(invitation, context.User.IsConfined() ? null : context.User.Person()) is { } not ? Show(not is InvitationRefusal.Over ? null : invitation, secret, sent.Refused($"invitation.{not}")) : Results.Redirect("/till/");
        Func<Person, Task<bool>> give;
        if (sent.Act == "passkey")
        {
            if (await ways.ReadPasskey(invitation.Person, sent["credential"] ?? "") is not { } made) return Show(invitation, secret, sent.Refused($"way.{WayRefusal.PasskeyNotTaken}"));
            var device = DeviceWords.Of(context.Request.Headers.UserAgent.ToString());
            give = async person => await ways.AddPasskey(person, made, device) is null;
        }
        else
        {
            var chosen = sent["chosen"] ?? "";
            if (ways.Judge(chosen, invitation.Email, invitation.Name) is { } poor) return Show(invitation, secret, sent.Refused($"way.{poor}"));
            give = async person => await ways.SetPassword(context, person, null, chosen) is null;
        }
        var (person, refusal) = await invitations.Accept(invitation, give);
        if (person is null) return Show(refusal is InvitationRefusal.Over ? null : invitation, secret, sent.Refused($"invitation.{refusal}"));
        if (invitation.IsRecovery) await post.Tell(person, "recovered");
        await sessions.Start(context, person, sent.Act == "passkey" ? Proof.Passkey : Proof.Password);
        return Results.Redirect($"{AccountPages.Security}?returnUrl=/");
    }

    /// <summary>What the screen of those who invite does.</summary>
    internal sealed class Desk(UserManager<Person> users, People people, Invitations invitations, WaysPost post, TimeProvider clock)
    {
        public async Task<IResult> Show(HttpContext context, SentForm? sent = null, string? secret = null)
        {
            var me = await Me(context);
            var known = await invitations.Known(me);
            var names = new Dictionary<PersonId, string>();
            foreach (var person in known.SelectMany(i => new[] { i.InvitedBy, i.ConfirmedBy ?? i.InvitedBy }).Distinct())
                if (await people.Find(person) is { } found) names[person] = found.DisplayName;
            return AccountPages.Page<InvitationsPage>(new
            {
                All = known,
                Names = names,
                MayGive = await invitations.MayGive(me.PersonId),
                Now = clock.GetUtcNow(),
                Link = secret is null ? null : post.LinkOf(secret),
                Sent = sent,
            }, sent is null ? 200 : 422);
        }

        public async Task<IResult> Take(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            var me = await Me(context);
            if (sent.Act == "revoke")
                return await invitations.Revoke(me, sent.Which ?? "") is { } late ? await Show(context, sent.Refused($"invitation.{late}")) : Done(sent);
            var (invitation, secret, refusal) = sent.Act switch
            {
                "invite" => await invitations.Invite(me, sent["name"] ?? "", sent["email"] ?? "", [.. Roles.All.Where(role => sent.Yes($"role-{role}"))]),
                "recover" when sent.Yes("seen") => await invitations.Recover(me, sent["email"] ?? ""),
                "confirm" => await invitations.Confirm(me, sent.Which ?? ""),
                _ => (null, null, InvitationRefusal.Over),
            };
            if (refusal is { } why) return await Show(context, sent.Refused($"invitation.{why}"));
            if (secret is null) return Done(sent);
            await post.Invite(invitation!, secret);
            // Without a mail server the link goes from hand to hand; with one, whoever invites never sees it.
            return post.Sends ? Done(sent) : await Show(context, secret: secret);
        }

        private static IResult Done(SentForm sent) => Results.Redirect($"{AccountPages.Invitations}?fait={Uri.EscapeDataString(sent.Act)}");

        private async Task<Person> Me(HttpContext context) => await users.FindByIdAsync(context.User.Person()!.Value.Value) ?? throw new ProblemException("token_required");
    }
}
