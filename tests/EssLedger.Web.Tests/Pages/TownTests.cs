using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Store;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Pages;

/// <summary>The public pages of a whole server with its demonstration town: real signatures, real books.</summary>
public sealed class TownTests(TownTests.Town town) : IClassFixture<TownTests.Town>
{
    public sealed class Town() : SharedServer(options: new() { Demo = true });

    private readonly TestServer _server = town.Server;
    private readonly JsonElement _town = JsonDocument.Parse(File.ReadAllText(Path.Combine(town.Server.Data, "demo.json"))).RootElement;

    [Fact]
    public async Task Request_of_a_shop_opens_in_any_case_and_a_changed_one_says_do_not_pay()
    {
        var address = await NewRequest();
        var page = await Get(address.ToLowerInvariant());
        Assert.Contains("12,50", page, StringComparison.Ordinal);
        Assert.Contains("Label actif", page, StringComparison.Ordinal);

        Assert.Contains("ne payez pas", await Get(Changed(address, 150), HttpStatusCode.NotFound), StringComparison.Ordinal);
        Assert.Contains("ne payez pas", await Get(Changed(address, address.Length - 9), HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Badges_tell_their_standing_and_a_changed_one_is_not_authentic()
    {
        var active = await Badge(Shop("active").GetProperty("grant").GetString()!);
        Assert.Contains("Badge valable", await Get(active), StringComparison.Ordinal);
        Assert.Contains("<h1>Label suspendu</h1>", await Get(await Badge(Shop("suspended").GetProperty("grant").GetString()!)), StringComparison.Ordinal);
        Assert.Contains("class=\"verdict bad_signature\"", await Get(Changed(active, active.Length - 9)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_is_no_badge_and_a_badge_is_no_request()
    {
        var request = await NewRequest();
        var badge = await Badge(Shop("active").GetProperty("grant").GetString()!);
        Assert.Contains("class=\"verdict malformed\"", await Get(request.Replace("/R/", "/B/", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("ne payez pas", await Get(badge.Replace("/B/", "/R/", StringComparison.Ordinal), HttpStatusCode.NotFound), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sole_trader_with_partial_diffusion_has_no_name_on_the_page_of_the_grant_either()
    {
        var shop = Shop("active");
        var participants = _server.Services.GetRequiredService<IParticipantStore>();
        var siret = HolderId.Of(Siret.Parse(shop.GetProperty("siret").GetString()!));
        await participants.KeepAsync((await participants.FindAsync(siret, default))! with { PartialDiffusion = true }, default);
        foreach (var address in new[] { "/label/", "/v1/label/grants/" })
        {
            var text = await Get(address + shop.GetProperty("grant").GetString());
            Assert.DoesNotContain(shop.GetProperty("name").GetString()!, text, StringComparison.Ordinal);
            Assert.DoesNotContain(siret.Value[9..], text, StringComparison.Ordinal);
        }
        Assert.Contains("Nom non diffusé", await Get("/label/" + shop.GetProperty("grant").GetString()), StringComparison.Ordinal);
    }

    private JsonElement Shop(string standing) => _town.GetProperty("shops").EnumerateArray().First(shop => shop.GetProperty("standing").GetString() == standing);

    private async Task<string> NewRequest()
    {
        var shop = Shop("active");
        var till = _server.Browser();
        till.DefaultRequestHeaders.Authorization = new("Bearer", await _server.TokenFor(shop.GetProperty("clientId").GetString()!, shop.GetProperty("clientSecret").GetString()!));
        var made = await till.PostAsJsonAsync("/v1/payment-requests", new { payee = shop.GetProperty("account").GetString(), amount = 1250, unit = _town.GetProperty("unit").GetString() });
        return new Uri((await made.Json()).GetProperty("uri").GetString()!).AbsolutePath;
    }

    private async Task<string> Badge(string number) =>
        new Uri((await _server.Http.GetFromJsonAsync<JsonElement>($"/v1/badges/{number}/code")).GetProperty("text").GetString()!).AbsolutePath;

    // One character of the code is another: in the payload or in the signature, wherever the place is.
    private static string Changed(string address, int place) => string.Concat(address.AsSpan(0, place), address[place] == 'A' ? "B" : "A", address.AsSpan(place + 1));

    private async Task<string> Get(string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        var answer = await _server.Http.GetAsync(path);
        Assert.Equal(expected, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }
}
