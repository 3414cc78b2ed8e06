using System.Net;
using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Keys;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace EssLedger.Web.SignIn;

public sealed class OtherIssuerTests
{
    [Fact]
    public async Task Another_provider_says_who_signed_in_and_our_tables_what_they_may_do()
    {
        await using var provider = await TestServer.Start();
        await using var server = await TestServer.Start(
            new() { Further = new Dictionary<string, string?> { ["EssLedger:Issuers:0:Authority"] = provider.Url.AbsoluteUri } },
            app =>
            {
                app.MapGet("/v1/test/me", (HttpContext context) => context.User.Person()!.Value.Value).RequireAuthorization();
                app.MapGet("/v1/test/treasury", () => "in").RequireAuthorization(new AuthorizeAttribute { Roles = Roles.Treasurer });
            });
        // There she is a treasurer; here a bureau.
        var there = await provider.People.Create("Zoé", [Roles.Treasurer]);
        var (id, secret) = await provider.NewClient(there.PersonId);
        using var caller = server.Browser();
        caller.DefaultRequestHeaders.Authorization = new("Bearer", await provider.TokenFor(id, secret));
        await (await caller.GetAsync("/v1/test/me")).Refused(HttpStatusCode.Unauthorized, "invalid_token");

        var here = await server.People.Create("Zoé", [Roles.Bureau]);
        await server.People.Link(here.PersonId, provider.Url.AbsoluteUri, id);
        Assert.Equal(here.Id, await caller.GetStringAsync("/v1/test/me"));
        await (await caller.GetAsync("/v1/test/treasury")).Refused(HttpStatusCode.Forbidden, "forbidden");

        // What it signed for another purpose, for somebody else, for another time, or by another algorithm is no access token for us.
        var signer = ((KeyDirectory)provider.Services.GetService(typeof(KeyDirectory))!).Current(Purposes.Token);
        using var rsa = RSA.Create(2048);
        async Task<HttpStatusCode> With(Action<SecurityTokenDescriptor> change)
        {
            var descriptor = new SecurityTokenDescriptor
            {
                Issuer = provider.Url.AbsoluteUri,
                Audience = Server.Audience,
                Expires = DateTime.UtcNow.AddMinutes(5),
                TokenType = "at+jwt",
                Claims = new Dictionary<string, object> { ["sub"] = id },
                SigningCredentials = new(signer.SecurityKey, SecurityAlgorithms.EcdsaSha256),
            };
            change(descriptor);
            caller.DefaultRequestHeaders.Authorization = new("Bearer", new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor));
            return (await caller.GetAsync("/v1/test/me")).StatusCode;
        }
        Assert.Equal(HttpStatusCode.OK, await With(_ => { }));
        foreach (var change in (Action<SecurityTokenDescriptor>[])
        [
            d => d.TokenType = "JWT", d => d.Audience = "wallet", d => d.Expires = DateTime.UtcNow.AddMinutes(-2), d => d.Expires = null,
            d => d.SigningCredentials = new(new RsaSecurityKey(rsa) { KeyId = signer.Id.ToString() }, SecurityAlgorithms.RsaSha256),
            d => d.SigningCredentials = new(new SymmetricSecurityKey(signer.PublicKey) { KeyId = signer.Id.ToString() }, SecurityAlgorithms.HmacSha256),
        ])
            Assert.Equal(HttpStatusCode.Unauthorized, await With(change));

        // Whoever is barred here is not let in by another's word.
        await server.People.Bar(new(here.PersonId, "x", here.PersonId, DateTimeOffset.UtcNow));
        Assert.Equal(HttpStatusCode.Unauthorized, await With(_ => { }));
    }

    [Fact]
    public async Task Provider_that_is_not_in_the_configuration_says_nothing()
    {
        await using var provider = await TestServer.Start();
        await using var server = await TestServer.Start(map: app => app.MapGet("/v1/test/me", () => "in").RequireAuthorization());
        using var caller = server.Browser();
        var (id, secret) = await provider.NewClient((await provider.People.Create("Zoé", [Roles.Admin])).PersonId);
        caller.DefaultRequestHeaders.Authorization = new("Bearer", await provider.TokenFor(id, secret));
        await (await caller.GetAsync("/v1/test/me")).Refused(HttpStatusCode.Unauthorized, "invalid_token");
    }
}
