using System.Buffers;
using System.Globalization;
using System.Text.Unicode;
using EssLedger.Web.Banking;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.City;
using EssLedger.Web.Pages.Debits;
using EssLedger.Web.Pages.Merchants;
using EssLedger.Web.Pages.Moving;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Pages.Strategy;
using EssLedger.Web.Pages.Territory;
using EssLedger.Web.Pages.Treasury;
using EssLedger.Web.Papers;
using EssLedger.Web.PublicPayments;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.WebEncoders;

namespace EssLedger.Web.Pages;

/// <summary>The web shell: plain files (the wallet's among them) and server-rendered pages in French and English.</summary>
public static class Shell
{
    private static string LanguageCookie(bool isHttps) => isHttps ? "__Host-essledger-lang" : "essledger-lang";

    public static void AddPages(this WebApplicationBuilder builder, Settings settings)
    {
        builder.Services.AddRazorComponents();
        builder.Services.Configure<WebEncoderOptions>(html => html.TextEncoderSettings = new(UnicodeRanges.All));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddCascadingAuthenticationState();
        builder.Services.AddScoped<Reader>(_ => new());
        builder.Services.AddSingleton(settings.Accessibility);
        builder.Services.AddScoped<AccountPages.Desk>();
        builder.Services.AddScoped<InvitationPages.Desk>();
        builder.Services.AddScoped<MemberPages.Desk>();
        builder.Services.AddScoped<DevicePages.Desk>();
        builder.Services.AddScoped<AlertPages.Desk>();
        builder.Services.AddScoped<CampaignPages.Desk>();
        builder.Services.AddScoped<LineDesk>();
        builder.Services.AddScoped<PublicPaymentDesk>();
        builder.Services.AddScoped<PublicProof>();
        builder.Services.AddScoped<PublicPaymentPages.Desk>();
        builder.Services.AddScoped<RecentActs>();
        builder.Services.AddScoped<TreasuryPages.Desk>();
        builder.Services.AddDebitPages();
        builder.Services.AddScoped<HomePages.Desk>();
        builder.Services.AddScoped<OnlinePaymentPages.Desk>();
        builder.Services.AddScoped<WindDownPages.Desk>();
        builder.Services.AddScoped<MutualCreditPages.Desk>();
        builder.Services.AddScoped<ImportPages.Desk>();
        builder.Services.AddScoped<RightsPages.Desk>();
        builder.Services.AddScoped<TeamPages.Desk>();
        builder.Services.AddScoped<CashierCodePages.Desk>();
        builder.Services.AddScoped<ShopPages.Desk>();
        builder.Services.AddScoped<SitePages.Desk>();
        builder.Services.AddScoped<EntryPages.Desk>();
        builder.Services.AddScoped<ProfessionalPages.Desk>();
        builder.Services.AddScoped<Web.Territory.TerritoryDesk>();
        builder.Services.AddScoped<TerritoryDeskPages.Desk>();
        builder.Services.AddScoped<CityDeskPages.Desk>();
        builder.Services.AddScoped<AreaPages.Desk>();
        builder.Services.AddScoped<ReportPages.Desk>();
        builder.Services.AddScoped<StrategyPages.Desk>();
        builder.Services.Configure<RequestLocalizationOptions>(languages =>
        {
            languages.SetDefaultCulture("fr").AddSupportedCultures("fr", "en").AddSupportedUICultures("fr", "en");
            languages.RequestCultureProviders =
            [
                new QueryStringRequestCultureProvider { QueryStringKey = "lang", UIQueryStringKey = "lang" },
                new CookieRequestCultureProvider { CookieName = LanguageCookie(settings.IsHttps) },
                new AcceptedLanguages(),
            ];
        });
        // Only what is the same for everybody is compressed: compressing a secret beside a caller's text would betray it (BREACH).
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.MimeTypes = ["text/css", "text/javascript", "application/javascript", "application/wasm", "image/svg+xml", "application/manifest+json"];
        });
        builder.Services.AddAntiforgery(forgery =>
        {
            forgery.Cookie.Name = settings.IsHttps ? "__Host-essledger-form" : "essledger-form";
            forgery.Cookie.SameSite = SameSiteMode.Strict;
            forgery.Cookie.SecurePolicy = settings.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        });
    }

    /// <summary>Serves wwwroot. Names under /assets carry a digest of their content, so a browser need never ask again.</summary>
    public static void UseFiles(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseDefaultFiles();
        app.UseStaticFiles(new StaticFileOptions
        {
            OnPrepareResponse = file =>
            {
                file.Context.Response.Headers.CacheControl = file.Context.Request.Path.StartsWithSegments("/assets") ? "public, max-age=31536000, immutable" : "no-cache";
                // Credentials name them, and whoever shows a credential shows them.
                if (file.Context.Request.Path.StartsWithSegments("/pictures")) Security.OpenToOtherSites(file.Context);
            },
        });
    }

    public static void MapPages(this IEndpointRouteBuilder app)
    {
        app.MapPublicPages();
        app.MapDirectoryPages();
        app.MapAcceptorPages();
        app.MapOfficePages();
        app.MapAccountPages();
        app.MapInvitationPages();
        app.MapMemberPages();
        app.MapDevicePages();
        app.MapLimitPages();
        app.MapNotePages();
        app.MapBookkeepingPages();
        app.MapInvoicePages();
        app.MapHomePages();
        app.MapAlertPages();
        app.MapCampaignPages();
        app.MapTreasuryPages();
        app.MapPublicPaymentPages();
        app.MapDebitPages();
        app.MapOnlinePaymentPages();
        app.MapWindDownPages();
        app.MapMutualCreditPages();
        app.MapImportPages();
        app.MapRightsPages();
        app.MapShopPages();
        app.MapSitePages();
        app.MapLivingPages();
        app.MapEntryPages();
        app.MapTeamPages();
        app.MapCashierCodePages();
        app.MapPayoutPages();
        app.MapProfessionalPages();
        app.MapCityPages();
        app.MapTerritoryPages();
        app.MapTerritoryDeskPages();
        app.MapCityDeskPages();
        app.MapAreaPages();
        app.MapReportPages();
        app.MapDataPages();
        app.MapStrategyPages();
        app.MapProviderPages();
        app.MapTrailPages();
        app.MapPrivacyPages();
        app.MapRazorComponents<App>();
    }

    /// <summary>Tells a reader in words that there is no such page.</summary>
    internal static Task NotFound(HttpContext context) => new RazorComponentResult<App> { StatusCode = 404 }.ExecuteAsync(context);

    /// <summary>Keeps a language that the reader chose (with <c>?lang=</c>) for the next pages.</summary>
    internal static void KeepLanguage(HttpContext context)
    {
        if (!context.Request.Query.ContainsKey("lang") || context.Response.HasStarted) return;
        context.Response.Cookies.Append(LanguageCookie(context.Request.IsHttps), CookieRequestCultureProvider.MakeCookieValue(new(CultureInfo.CurrentUICulture)),
            new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365) });
    }

    /// <summary>The languages that a client accepts, without what cannot name one: looked up as a culture, the <c>*</c> that many programs send costs each of their requests two exceptions.</summary>
    private sealed class AcceptedLanguages : AcceptLanguageHeaderRequestCultureProvider
    {
        public override async Task<ProviderCultureResult?> DetermineProviderCultureResult(HttpContext httpContext) =>
            await base.DetermineProviderCultureResult(httpContext) is { } accepted && accepted.Cultures.Where(name => !name.AsSpan().ContainsAnyExcept(Letters)).ToList() is { Count: > 0 } named ? new(named) : null;

        // Of language tags (RFC 5646).
        private static readonly SearchValues<char> Letters = SearchValues.Create("-0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");
    }
}
