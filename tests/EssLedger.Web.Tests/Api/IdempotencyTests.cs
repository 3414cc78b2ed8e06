using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Keys;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Api;

/// <summary>Each test is a person of its own: their keys are nobody else's.</summary>
public sealed class IdempotencyTests(IdempotencyTests.Place place) : IClassFixture<IdempotencyTests.Place>, IAsyncLifetime
{
    /// <summary>A server on a database that a second one can share.</summary>
    public sealed class Place(PostgresFixture postgres) : IAsyncLifetime
    {
        private readonly ConcurrentBag<(PersonId Caller, Uuid Id)> _done = [];
        public ServeOptions Options { get; private set; } = null!;
        public TestServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            Options = await postgres.NewLedger();
            Server = await TestServer.Start(Options, Map);
        }

        public ValueTask DisposeAsync() => Server.DisposeAsync();

        /// <summary>The ids under which work was done for somebody, at whichever server.</summary>
        public IReadOnlyList<Uuid> DoneFor(PersonId caller) => [.. _done.Where(done => done.Caller == caller).Select(done => done.Id)];

        public void Map(WebApplication app) => app.MapPost("/v1/test/{what}", async Task<IResult> (string what, Thing thing, HttpContext context, TimeProvider clock, Caller caller) =>
        {
            if (what == "broken" && DoneFor(caller.RequiredPerson).Count == 0) { _done.Add((caller.RequiredPerson, default)); throw new InvalidOperationException("first time"); }
            if (what == "slow") await Task.Delay(300);
            var id = Idempotency.IdempotentId(context, clock);
            _done.Add((caller.RequiredPerson, id));
            if (what == "refused") return Problems.For("insufficient_funds", $"attempt {DoneFor(caller.RequiredPerson).Count}");
            if (what == "thrown") throw new ProblemException("limit_exceeded", $"attempt {DoneFor(caller.RequiredPerson).Count}");
            return TypedResults.Created($"/v1/test/{what}/{id}", new { id, thing.Amount });
        }).RequireAuthorization();
    }

    private const string Body = """{"amount": 1250, "unit": "MLC"}""";
    private readonly TestServer _server = place.Server;
    private Person _person = null!;
    private HttpClient _caller = null!;

    private IReadOnlyList<Uuid> Done => place.DoneFor(_person.PersonId);

    public async ValueTask InitializeAsync()
    {
        _person = await _server.People.Create("Ana", [Roles.Bureau]);
        _caller = await _server.As(_person);
    }

    public ValueTask DisposeAsync()
    {
        _caller.Dispose();
        return default;
    }

    private Task<HttpResponseMessage> Post(string? key, string body = Body, string what = "things", HttpClient? caller = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/test/{what}") { Content = body.JsonText() };
        if (key is not null) request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        return (caller ?? _caller).SendAsync(request);
    }

    [Fact]
    public async Task Same_request_gets_the_first_answer_again()
    {
        var first = await Post("k");
        var second = await Post("k");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, second.StatusCode);
        Assert.Equal(first.Headers.Location, second.Headers.Location);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        Assert.Equal(first.Content.Headers.ContentType, second.Content.Headers.ContentType);
        Assert.True(Assert.Single(Done).IsVersion7);
    }

    [Fact]
    public async Task What_was_sent_cannot_be_guessed_from_the_table_and_is_known_again_after_a_rotation()
    {
        var first = await Post("k");
        await using (var db = await _server.Services.GetRequiredService<IDbContextFactory<PeopleContext>>().CreateDbContextAsync())
        {
            var kept = (await db.IdempotentRequests.SingleAsync(r => r.Caller == _person.PersonId && r.Key == "k")).Content;
            byte[] bare = [.. Encoding.UTF8.GetBytes("POST\n/v1/test/things\napplication/json\n"), .. SHA256.HashData(Encoding.UTF8.GetBytes(Body))];
            Assert.NotEqual(SHA256.HashData(bare), kept);
        }
        _server.Services.GetRequiredService<KeyDirectory>().Rotate(Purposes.Session);
        Assert.Equal(await first.Content.ReadAsStringAsync(), await (await Post("k")).Content.ReadAsStringAsync());
        Assert.Single(Done);
    }

    [Theory]
    [InlineData("refused")]
    [InlineData("thrown")]
    public async Task Refusal_is_an_answer_too(string what)
    {
        var first = await (await Post("k", what: what)).Content.ReadAsStringAsync();
        var second = await Post("k", what: what);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, second.StatusCode);
        Assert.Equal(first, await second.Content.ReadAsStringAsync());
        Assert.Single(Done);
    }

    [Fact]
    public async Task Other_content_with_the_same_key_is_refused()
    {
        await Post("k");
        await (await Post("k", """{"amount": 1251, "unit": "MLC"}""")).Refused(HttpStatusCode.Conflict, "idempotency_key_reused");
        await (await Post("k", what: "others")).Refused(HttpStatusCode.Conflict, "idempotency_key_reused");
        Assert.Single(Done);
    }

    [Fact]
    public async Task Another_person_may_use_the_same_key_and_another_client_of_the_same_person_shares_it()
    {
        var mine = await (await Post("k")).Content.ReadAsStringAsync();
        Assert.Equal(mine, await (await Post("k", caller: await _server.As(_person))).Content.ReadAsStringAsync());
        Assert.NotEqual(mine, await (await Post("k", caller: await _server.As(Roles.Bureau))).Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Without_a_key_each_request_is_its_own()
    {
        await Post(null);
        await Post(null);
        Assert.Equal(2, Done.Distinct().Count());
    }

    [Fact]
    public async Task Twins_at_the_same_time_do_the_work_once()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Post("k", what: "slow")));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
        Assert.Single(answers.Select(a => a.Headers.Location).Distinct());
        Assert.Single(Done);
    }

    [Fact]
    public async Task Twins_on_two_servers_do_the_work_once()
    {
        await using var other = await TestServer.Start(place.Options with { Data = _server.Data, Further = new Dictionary<string, string?> { ["EssLedger:PublicUrl"] = _server.Url.AbsoluteUri } }, place.Map);
        using var there = other.Browser();
        there.DefaultRequestHeaders.Authorization = _caller.DefaultRequestHeaders.Authorization;
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Post("k", what: "slow", caller: i % 2 == 0 ? _caller : there)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.Created, a.StatusCode));
        Assert.Single(answers.Select(a => a.Headers.Location).Distinct());
        Assert.Single(Done);
    }

    [Fact]
    public async Task After_a_fault_the_work_is_done_again_at_once()
    {
        await (await Post("k", what: "broken")).Refused(HttpStatusCode.InternalServerError, "internal_error");
        Assert.Equal(HttpStatusCode.Created, (await Post("k", what: "broken")).StatusCode);
    }

    [Fact]
    public async Task Request_that_a_crash_left_without_answer_is_done_again_with_the_same_id()
    {
        // As a crash leaves it: the row is there, and the answer that the client never saw is not.
        var first = (await (await Post("k")).Json()).GetProperty("id").GetString();
        await using (var db = await _server.Services.GetRequiredService<IDbContextFactory<PeopleContext>>().CreateDbContextAsync())
            await db.IdempotentRequests.Where(r => r.Caller == _person.PersonId).ExecuteUpdateAsync(set => set.SetProperty(r => r.Status, (int?)null).SetProperty(r => r.Body, (byte[]?)null));

        await using var restarted = await TestServer.Start(place.Options with { Data = _server.Data }, place.Map);
        var again = await Post("k", caller: await restarted.As(_person));
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(first, (await again.Json()).GetProperty("id").GetString());
        Assert.Equal(2, Done.Count);
    }

    [Fact]
    public async Task Malformed_key_is_refused()
    {
        await (await Post(new string('k', 256))).Refused(HttpStatusCode.BadRequest, "invalid_idempotency_key");
        Assert.Equal(HttpStatusCode.Created, (await Post(new string('k', 255))).StatusCode);
    }
}
