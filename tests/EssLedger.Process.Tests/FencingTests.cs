using EssLedger.Core.Payments;

namespace EssLedger.Outside;

/// <summary>Two activations of one account over one PostgreSQL, under the grain directory of production: two clusters that do not know of each other.</summary>
[Collection<ClusterTown.Shared>]
public sealed class FencingTests(ClusterTown town)
{
    private const string Payments = "/v1/payments";

    private readonly HttpClient _here = Town.At(town.Servers[0]);

    private async Task<HttpClient> There(string? role = null) => Town.At(await town.Stranger, role is null ? null : await town.As(role));

    private async Task<long> BalanceThere(Member member) =>
        (await (await There("auditor")).GetAsync($"/v1/accounts/{member.Account}").Is(200)).GetProperty("balance").GetInt64();

    [Fact]
    public async Task Stale_one_spends_nothing_twice_and_answers_as_the_book_does()
    {
        var there = await There();
        var (ana, ben) = (await town.NewMember(100), await town.NewMember());
        Assert.Equal(100, await BalanceThere(ana));

        // Both know 100; together they do not spend 120.
        await _here.PostCose(Payments, ana.Sign(ana.Order(ben.Account, 60))).Is(201);
        var second = ana.Sign(ana.Order(ben.Account, 60));
        var refused = await there.PostCose(Payments, second).Refused(422, "insufficient_funds");
        Assert.Equal(refused.GetRawText(), (await _here.PostCose(Payments, second).Refused(422, "insufficient_funds")).GetRawText());

        // What was paid by one is repeated by the other, which knew of nothing, with the same receipt; and the other way round.
        foreach (var (first, then) in ((HttpClient, HttpClient)[])[(_here, there), (there, _here), (_here, there)])
        {
            var order = ana.Sign(ana.Order(ben.Account, 10));
            var paid = await first.PostCose(Payments, order).Is(201);
            Assert.Equal(paid.GetRawText(), (await then.PostCose(Payments, order).Is(200)).GetRawText());
            await then.PostCose(Payments, ana.Sign(ana.Order(ben.Account, 1_000))).Refused(422, "insufficient_funds");
        }
        Assert.Equal((10, 10), (await ana.Balance(), await BalanceThere(ana)));
    }

    [Fact]
    public async Task Stale_one_refuses_nothing_that_the_book_allows()
    {
        var there = await There();
        var (ana, ben) = (await town.NewMember(), await town.NewMember());
        Assert.Equal((0, 0), (await ana.Balance(), await BalanceThere(ana)));
        for (var i = 0; i < 3; i++)
        {
            // Money and a key that came while it knew of neither.
            await town.Issue(ana.Account, 50);
            await (i % 2 == 0 ? there : _here).PostCose(Payments, ana.Sign(ana.Order(ben.Account, 50))).Is(201);
            var device = Any.Device();
            await (await town.Enrol(Town.At(town.Servers[i], await town.As("bureau")), ana.Account, device, ana.Device)).Is(201);
            await there.PostCose(Payments, device.Sign(PaymentOrder.Type, ana.Order(ben.Account, 1).Encode())).Refused(422, "insufficient_funds");
        }
        // A refusal stays one, on whichever side money came since.
        var refused = ana.Sign(ana.Order(ben.Account, 70));
        await _here.PostCose(Payments, refused).Refused(422, "insufficient_funds");
        await town.Issue(ana.Account, 100);
        await there.PostCose(Payments, refused).Refused(422, "insufficient_funds");
        Assert.Equal(100, await BalanceThere(ana));
    }

    [Fact]
    public async Task Stale_one_honours_no_key_that_the_other_blocked()
    {
        var (here, there) = (_here, await There());
        var (ana, ben) = (await town.NewMember(1000), await town.NewMember());
        foreach (var atStranger in (bool[])[false, true, false])
        {
            var device = Any.Device();
            await (await town.Enrol(await town.As("bureau"), ana.Account, device, ana.Device)).Is(201);
            byte[] Order() => device.Sign(PaymentOrder.Type, ana.Order(ben.Account, 1).Encode());
            foreach (var door in (HttpClient[])[here, there]) await door.PostCose(Payments, Order()).Is(201);
            var bureau = atStranger ? await There("bureau") : await town.As("bureau");
            using (var blocked = await bureau.DeleteAsync($"/v1/accounts/{ana.Account}/keys/{device.Key.Id}")) await blocked.Is(204);
            foreach (var door in (HttpClient[])[here, there, here, there]) await door.PostCose(Payments, Order()).Refused(422, "key_blocked");
        }
    }

    [Fact]
    public async Task Two_that_race_never_overspend_and_pay_no_order_twice()
    {
        HttpClient[] doors = [_here, await There()];
        var (ana, ben) = (await town.NewMember(60), await town.NewMember());
        var orders = Enumerable.Range(0, 120).Select(_ => ana.Sign(ana.Order(ben.Account, 1))).ToList();
        var answers = await Task.WhenAll(orders.Select((order, i) => Settle(doors[i % 2], order)));
        Assert.Equal(60, answers.Count(a => (int)a.StatusCode is 200 or 201));
        foreach (var answer in answers.Where(a => !a.IsSuccessStatusCode)) await answer.Refused(422, "insufficient_funds");
        Assert.Equal((0, 60), (await ana.Balance(), await ben.Balance()));

        // The same order through both at once.
        await town.Issue(ana.Account, 20);
        for (var i = 0; i < 20; i++)
        {
            var order = ana.Sign(ana.Order(ben.Account, 1));
            var both = await Task.WhenAll(doors.Select(door => Settle(door, order)));
            Assert.All(both, a => Assert.True(a.IsSuccessStatusCode, a.StatusCode.ToString()));
            Assert.True(both.Count(a => (int)a.StatusCode == 201) <= 1);
            Assert.Single((await Task.WhenAll(both.Select(a => a.Content.ReadAsStringAsync()))).Distinct());
        }
        Assert.Equal((0, 80), (await ana.Balance(), await ben.Balance()));
    }

    /// <summary>"Busy" decides nothing: one asks again.</summary>
    private static async Task<HttpResponseMessage> Settle(HttpClient door, byte[] order)
    {
        while (true)
        {
            var answer = await door.PostCose(Payments, order);
            if ((int)answer.StatusCode != 503) return answer;
            await answer.Refused(503, "busy");
            await Task.Delay(50);
        }
    }
}
