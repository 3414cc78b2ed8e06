using EssLedger.Core.Identifiers;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using OpenIddict.Abstractions;

namespace EssLedger.Web.Pages.Account;

/// <summary>The screens on which people sign in, and look after how they do.</summary>
public static class AccountPages
{
    /// <summary>Where people look after how they sign in.</summary>
    public const string Security = "/mon-compte/securite";

    /// <summary>Where a bureau and administrators invite.</summary>
    public const string Invitations = "/bureau/invitations";

    public static void MapAccountPages(this IEndpointRouteBuilder app)
    {
        var open = app.MapGroup("").LetIn(null);
        open.MapGet("/sign-in", (string? returnUrl, string? provider) => Page<SignInPage>(new { ReturnUrl = Ours(returnUrl), Trouble = provider is null ? null : "provider.failed" }));
        open.MapPost("/sign-in", ByPassword);
        open.MapPost("/sign-in/passkey", ByPasskey);
        open.MapPost("/sign-in/passkey/options", async (SignInManager<Person> signIns) => Results.Text(await signIns.MakePasskeyRequestOptionsAsync(null), "application/json"));
        open.MapGet("/sign-in/code", async (string? returnUrl, Entrance entrance) => await entrance.Awaited() is null ? Results.Redirect("/sign-in") : Page<CodePage>(new { ReturnUrl = Ours(returnUrl) }));
        open.MapPost("/sign-in/code", ByCode);
        open.MapGet("/sign-out", () => Page<SignOutPage>());
        open.MapPost("/sign-out", async (HttpContext context, Sessions sessions) =>
        {
            await sessions.EndHere(context);
            return Results.Redirect("/sign-in");
        });

        app.MapGroup("/connect/consent").LetIn([]).MapPost("/", Consent);

        var mine = app.MapGroup(Security).LetIn([], confinedToo: true);
        mine.MapGet("/", async (string? returnUrl, HttpContext context, Desk desk) => await desk.Show(context, Ours(returnUrl)));
        mine.MapPost("/", async (HttpContext context, Desk desk) => await desk.Take(context));
        mine.MapPost("/passkey/options", async (HttpContext context, Desk desk) => await desk.Offer(context));
    }

    private static async Task<IResult> ByPassword(HttpContext context, Entrance entrance)
    {
        var sent = await SentForm.Read(context);
        var back = Ours(sent["returnUrl"]);
        return await entrance.ByPassword(context, sent["email"] ?? "", sent["password"] ?? "") switch
        {
            SignInOutcome.Entered => Enter(context, back),
            SignInOutcome.CodeAsked => Results.Redirect("/sign-in/code" + Asking(back)),
            var outcome => Page<SignInPage>(new { Email = sent["email"], ReturnUrl = back, Trouble = outcome is SignInOutcome.PasskeyAsked ? "signin.usePasskey" : "person.signInFailed" }),
        };
    }

    private static async Task<IResult> ByCode(HttpContext context, Entrance entrance)
    {
        var sent = await SentForm.Read(context);
        var back = Ours(sent["returnUrl"]);
        return await entrance.ByCode(context, sent["code"] ?? "") is SignInOutcome.Entered ? Enter(context, back) : Page<CodePage>(new { ReturnUrl = back, Trouble = "code.wrong" });
    }

    private static async Task<IResult> ByPasskey(HttpContext context, Entrance entrance)
    {
        var sent = await SentForm.Read(context);
        var back = Ours(sent["returnUrl"]);
        return await entrance.ByPasskey(context, sent["credential"] ?? "") is SignInOutcome.Entered ? Enter(context, back) : Page<SignInPage>(new { ReturnUrl = back, Trouble = "signin.passkeyRefused" });
    }

    /// <summary>On to where somebody wanted to go; who has signed in with too little first gets more.</summary>
    internal static IResult Enter(HttpContext context, string? back) =>
        context.User.IsConfined() ? Results.Redirect(Security + Asking(back)) : LeadsElsewhere(back) ? Page<OnwardPage>(new { To = back }) : Results.Redirect(back ?? "/");

    /// <summary>Whether it is the request of an application that is not ours, which lives at another address.</summary>
    private static bool LeadsElsewhere(string? back) =>
        back?.StartsWith("/connect/authorize?", StringComparison.Ordinal) is true && QueryHelpers.ParseQuery(back[back.IndexOf('?', StringComparison.Ordinal)..])["client_id"].ToString() is not ("wallet" or "till");

    /// <summary>Somebody says whether an application may act for them.</summary>
    private static async Task<IResult> Consent(HttpContext context, Consents consents)
    {
        var sent = await SentForm.Read(context);
        if (sent["returnUrl"] is not { } back || !LeadsElsewhere(back)) return Page<NotFoundPage>(status: 404);
        var asked = QueryHelpers.ParseQuery(back[back.IndexOf('?', StringComparison.Ordinal)..]);
        if (sent["answer"] != "yes") return Page<OnwardPage>(new { To = $"{back}&{Consents.Answer}=no" });
        await consents.Give(context.User.Person()!.Value, asked["client_id"].ToString(), asked["scope"].ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return Page<OnwardPage>(new { To = back });
    }

    internal static string Asking(string? returnUrl) => returnUrl is null ? "" : QueryString.Create("returnUrl", returnUrl).ToUriComponent();

    /// <summary>Only a path of this server: an address elsewhere could imitate it.</summary>
    internal static string? Ours(string? url) => url is ['/', not ('/' or '\\'), ..] or "/" && !url.Any(char.IsControl) ? url : null;

    internal static RazorComponentResult Page<TPage>(object? parameters = null, int status = 200) where TPage : IComponent => new(typeof(TPage), parameters ?? new { }) { StatusCode = status };

    /// <summary>Lets people in to pages with forms: with a session that is strong enough for their roles, and forms only with their token.</summary>
    /// <param name="pages">The pages.</param>
    /// <param name="roles">One of which is needed; none: whoever has signed in; null: anybody.</param>
    /// <param name="confinedToo">Whether those may come who have signed in with too little for their roles.</param>
    internal static RouteGroupBuilder LetIn(this RouteGroupBuilder pages, string[]? roles, bool confinedToo = false) => pages.ExcludeFromDescription()
        .WithMetadata(new RequireAntiforgeryTokenAttribute())
        .AddEndpointFilter(async (invocation, next) =>
        {
            var context = invocation.HttpContext;
            context.Response.Headers.CacheControl = "no-cache, no-store";
            Shell.KeepLanguage(context);
            var isForm = !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method);
            if (roles is not null && context.User.Person() is null)
                return !isForm ? TypedResults.Challenge(authenticationSchemes: [IdentityConstants.ApplicationScheme])
                    : context.Request.HasJsonContentType() ? Problems.For("token_required") : Page<SignedOutPage>(status: 401);
            if (roles is not null && !confinedToo && context.User.IsConfined())
                return Results.Redirect(Security + Asking(isForm ? null : context.Request.Path + context.Request.QueryString));
            if (roles is { Length: > 0 } && !roles.Any(context.User.IsInRole)) return Page<DeniedPage>(status: 403);
            if (isForm && context.Features.Get<IAntiforgeryValidationFeature>() is not { IsValid: true })
                return context.Request.HasJsonContentType() ? Problems.For("forbidden") : Page<SignedOutPage>(status: 400);
            return await next(invocation);
        });

    /// <summary>What the screen of one's own security does.</summary>
    internal sealed class Desk(UserManager<Person> users, Ways ways, Sessions sessions, Applications applications, WaysPost post, IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager grants)
    {
        public async Task<IResult> Show(HttpContext context, string? back = null, SentForm? sent = null, IReadOnlyList<string>? codes = null)
        {
            var (person, here) = await Who(context);
            var has = await ways.Of(person);
            var may = ways.MayChange(has, here);
            return Page<SecurityPage>(new
            {
                Ways = has,
                Here = here,
                Sessions = await sessions.Of(person.PersonId),
                Applications = await applications.Of(person.PersonId),
                MayChange = may,
                AppKey = may && has is { Password: true, App: false } ? await ways.OfferApp(person) : null,
                Codes = codes ?? [],
                ReturnUrl = back,
                Sent = sent,
            }, sent is null ? 200 : 422);
        }

        public async Task<IResult> Offer(HttpContext context)
        {
            var (person, here) = await Who(context);
            return ways.MayChange(await ways.Of(person), here) ? Results.Text(await ways.OfferPasskey(person.PersonId, person.Email ?? person.DisplayName, person.DisplayName), "application/json") : Problems.For("forbidden");
        }

        public async Task<IResult> Take(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            var (person, here) = await Who(context);
            var back = Ours(sent["returnUrl"]);
            switch (sent.Act)
            {
                // To end something is allowed to whoever is in: it gives nothing.
                case "session":
                    await sessions.End(person.PersonId, sent.Which ?? "");
                    return Done(sent, back);
                case "application":
                    await applications.Withdraw(person.PersonId, sent.Which ?? "");
                    return Done(sent, back);
                case "everywhere":
                    await sessions.EndAll(person.PersonId, tokens, grants);
                    await sessions.EndHere(context);
                    return Results.Redirect("/sign-in");
            }
            var has = await ways.Of(person);
            if (!ways.MayChange(has, here)) return await Refuse(WayRefusal.ProveAgain);
            switch (sent.Act)
            {
                case "passkey":
                    if (await ways.ReadPasskey(person.PersonId, sent["credential"] ?? "") is not { } made) return await Refuse(WayRefusal.PasskeyNotTaken);
                    if (await ways.AddPasskey(person, made, sent["name"]) is { } untaken) return await Refuse(untaken);
                    await sessions.Continue(context, person, Proof.Passkey);
                    return await Told();
                case "app":
                    var (codes, wrong) = await ways.AddApp(context, person, sent["code"] ?? "");
                    if (wrong is { } why) return await Refuse(why);
                    await sessions.Continue(context, person, Proof.PasswordAndCode);
                    await post.Tell(person, sent.Act);
                    return await Show(context, back, codes: codes);
                case "codes" when has.App:
                    return await Show(context, codes: await ways.NewCodes(person));
                case "password":
                    if (await ways.SetPassword(context, person, sent["current"], sent["chosen"] ?? "") is { } unset) return await Refuse(unset);
                    await sessions.EndAll(person.PersonId, tokens, grants, but: here.Id);
                    await sessions.Continue(context, person);
                    return await Told();
                case "unpasskey":
                    return await ways.RemovePasskey(has, sent.Which ?? "") is { } kept ? await Refuse(kept) : await Told();
                case "unapp":
                    if (await ways.RemoveApp(has) is { } appKept) return await Refuse(appKept);
                    await sessions.Continue(context, person);
                    return await Told();
                case "unlink":
                    if (await ways.Unlink(has, sent.Which ?? "") is { } linkKept) return await Refuse(linkKept);
                    await sessions.Continue(context, person);
                    return await Told();
                case "unpassword":
                    if (await ways.RemovePassword(has) is { } passwordKept) return await Refuse(passwordKept);
                    await sessions.Continue(context, person);
                    return await Told();
                default:
                    return Page<NotFoundPage>(status: 404);
            }

            async Task<IResult> Told()
            {
                await post.Tell(person, sent.Act);
                return Done(sent, back);
            }

            Task<IResult> Refuse(WayRefusal refusal) => Show(context, back, sent.Refused($"way.{refusal}"));
        }

        private static IResult Done(SentForm sent, string? back) => Results.Redirect($"{Security}?fait={Uri.EscapeDataString(sent.Act)}{(back is null ? "" : $"&{Asking(back)[1..]}")}");

        private async Task<(Person Person, Session Here)> Who(HttpContext context) =>
            await users.FindByIdAsync(context.User.Person()!.Value.Value) is { } person && await sessions.Here(context) is { } here ? (person, here) : throw new ProblemException("token_required");
    }
}
