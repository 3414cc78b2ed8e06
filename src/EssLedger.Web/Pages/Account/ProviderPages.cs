using EssLedger.Web.Api;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;

namespace EssLedger.Web.Pages.Account;

/// <summary>Signing in by another provider, and saying that one is whom it knows. An e-mail address that it names joins nobody to anything.</summary>
public static class ProviderPages
{
    public static void MapProviderPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup("/sign-in/provider/{number:int}").LetIn(null);
        pages.MapGet("/", Leave);
        pages.MapGet("/done", Return);
        pages.MapPost("/done", Join);
    }

    /// <summary>Off to the provider.</summary>
    private static IResult Leave(int number, Settings settings, HttpContext context, string? returnUrl, string? purpose, string? invitation)
    {
        if (number >= settings.Providers.Count) return AccountPages.Page<NotFoundPage>(status: 404);
        var state = new AuthenticationProperties { RedirectUri = $"/sign-in/provider/{number}/done" };
        state.Items[Providers.Scheme] = Providers.SchemeOf(number);
        state.Items[Providers.Back] = AccountPages.Ours(returnUrl);
        state.Items[Providers.Purpose] = purpose is "link" or "invitation" ? purpose : "enter";
        state.Items[Providers.Invitation] = invitation;
        return Results.Challenge(state, [Providers.SchemeOf(number)]);
    }

    private static async Task<(ProviderWord? Word, IDictionary<string, string?> State)> Read(int number, Settings settings, HttpContext context)
    {
        var brought = await context.AuthenticateAsync(IdentityConstants.ExternalScheme);
        var isOf = number < settings.Providers.Count && brought.Properties?.Items.TryGetValue(Providers.Scheme, out var scheme) is true && scheme == Providers.SchemeOf(number);
        return isOf ? (ProviderWord.Of(settings.Providers[number], brought.Principal), brought.Properties!.Items) : (null, new Dictionary<string, string?>());
    }

    private static async Task<IResult> Return(int number, Settings settings, HttpContext context, Entrance entrance)
    {
        var (word, state) = await Read(number, settings, context);
        if (word is null) return Results.Redirect("/sign-in?provider=failed");
        var name = settings.Providers[number].Name;
        if (state[Providers.Purpose] != "enter") return AccountPages.Page<ProviderPage>(new { Name = name, Word = word, Number = number });
        var outcome = await entrance.ByProvider(context, word.Authority, word.Subject, word.TwoFactors);
        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        return outcome switch
        {
            SignInOutcome.Entered => AccountPages.Enter(context, AccountPages.Ours(state[Providers.Back])),
            SignInOutcome.Unlinked => AccountPages.Page<ProviderPage>(new { Name = name, Word = word, Number = number, Unlinked = true }, 403),
            _ => Results.Redirect("/sign-in?provider=failed"),
        };
    }

    /// <summary>Takes the form in which somebody says: yes, that is me.</summary>
    private static async Task<IResult> Join(int number, Settings settings, HttpContext context, UserManager<Person> users, Ways ways, Sessions sessions, Invitations invitations, WaysPost post)
    {
        var (word, state) = await Read(number, settings, context);
        if (word is null) return Results.Redirect("/sign-in?provider=failed");
        await context.SignOutAsync(IdentityConstants.ExternalScheme);
        var name = settings.Providers[number].Name;
        var proof = word.TwoFactors ? Proof.ProviderTwice : Proof.Provider;
        if (state[Providers.Purpose] == "invitation")
        {
            if (await invitations.Find(state[Providers.Invitation] ?? "") is not { } invitation) return AccountPages.Page<InvitationPage>(status: 404);
            var (entered, _) = await invitations.Accept(invitation, newcomer => ways.Link(newcomer, word.Authority, word.Subject, name));
            if (entered is null) return AccountPages.Page<ProviderPage>(new { Name = name, Word = word, Number = number, Taken = true }, 422);
            if (invitation.IsRecovery) await post.Tell(entered, "recovered");
            await sessions.Start(context, entered, proof);
            return AccountPages.Enter(context, $"{AccountPages.Security}?returnUrl=/");
        }
        if (context.User.Person() is not { } who || await users.FindByIdAsync(who.Value) is not { } person || await sessions.Here(context) is not { } here) return Results.Redirect("/sign-in");
        if (!ways.MayChange(await ways.Of(person), here)) return Results.Redirect(AccountPages.Security);
        if (!await ways.Link(person, word.Authority, word.Subject, name)) return AccountPages.Page<ProviderPage>(new { Name = name, Word = word, Number = number, Taken = true }, 422);
        await post.Tell(person, "link");
        await sessions.Continue(context, person);
        return Results.Redirect($"{AccountPages.Security}?fait=link");
    }
}
