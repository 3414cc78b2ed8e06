using System.Net;
using System.Net.Http.Headers;
using System.Text;
using EssLedger.Core.Identifiers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;

namespace EssLedger.Web.SignIn;

public sealed class ClientCredentialsTests(ClientCredentialsTests.Place place) : IClassFixture<ClientCredentialsTests.Place>, IAsyncLifetime
{
    private readonly TestServer _server = place.Server;
    private readonly AccountId _account = AccountId.Parse(People.NewId());
    private readonly MerchantId _merchant = MerchantId.Parse(People.NewId());
    private Person _person = null!;
    private (string Id, string Secret) _client;

    public sealed class Place() : SharedServer;

    public async ValueTask InitializeAsync()
    {
        _person = await _server.People.Create("Fournil du Faubourg", [Roles.Merchant, Roles.Participant]);
        await _server.People.CreateShop(new(_account, _merchant, "Fournil", "12345678900011"), owner: _person.PersonId);
        _client = await _server.NewClient(_person.PersonId);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private Task<HttpResponseMessage> Ask(params (string, string)[] form) =>
        _server.Http.PostAsync("/connect/token", new FormUrlEncodedContent(form.Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2))));

    [Fact]
    public async Task Token_names_the_person_their_roles_accounts_and_merchants()
    {
        var token = new JsonWebToken(await _server.TokenFor(_client.Id, _client.Secret));
        Assert.Equal("ES256", token.Alg);
        Assert.Equal("at+jwt", token.Typ);
        Assert.Equal(_server.Url.AbsoluteUri, token.Issuer);
        Assert.Equal(["essledger"], token.Audiences);
        Assert.Equal(_client.Id, token.Subject);
        Assert.Equal(_client.Id, token.GetClaim("client_id").Value);
        Assert.Equal(_person.Id, token.GetClaim("person").Value);
        Assert.Equal(["merchant", "participant"], token.Claims.Where(c => c.Type == "role").Select(c => c.Value).Order());
        Assert.Equal(_account.Value, token.GetClaim("account").Value);
        Assert.Equal(_merchant.Value, token.GetClaim("merchant").Value);
        Assert.InRange((token.ValidTo - token.IssuedAt).TotalMinutes, 15, 60);
    }

    [Fact]
    public async Task Client_may_show_its_secret_by_basic_authentication()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/connect/token")
        {
            Content = new FormUrlEncodedContent([new("grant_type", "client_credentials")]),
            Headers = { Authorization = new("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes($"{_client.Id}:{_client.Secret}"))) },
        };
        Assert.Equal(HttpStatusCode.OK, (await _server.Http.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Wrong_secret_gets_no_token()
    {
        var answer = await Ask(("grant_type", "client_credentials"), ("client_id", _client.Id), ("client_secret", _client.Secret + "x"));
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Equal("invalid_client", (await answer.Json()).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Wallet_and_till_are_no_machines()
    {
        var answer = await Ask(("grant_type", "client_credentials"), ("client_id", "wallet"));
        Assert.False(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Roles_are_read_at_each_issue()
    {
        await _server.People.SetRoles(_person.PersonId, [Roles.Cashier]);
        var token = new JsonWebToken(await _server.TokenFor(_client.Id, _client.Secret));
        Assert.Equal("cashier", token.GetClaim("role").Value);
    }

    [Fact]
    public async Task Client_of_an_erased_person_gets_no_token()
    {
        await _server.People.Erase(_person.PersonId);
        Assert.False((await Ask(("grant_type", "client_credentials"), ("client_id", _client.Id), ("client_secret", _client.Secret))).IsSuccessStatusCode);
    }
}
