using System.Collections.Concurrent;
using System.Net;

namespace EssLedger.Outside;

public sealed class CrashTests(CrashTests.OwnTown town) : IClassFixture<CrashTests.OwnTown>
{
    /// <summary>Nobody else's server is killed.</summary>
    public sealed class OwnTown : Town;

    private const int Kills = 20;

    [Fact]
    public async Task A_killed_server_has_lost_nothing_it_acknowledged_and_doubled_nothing()
    {
        var payers = new List<Member>();
        for (var i = 0; i < 4; i++) payers.Add(await town.NewMember(10_000));
        var shop = await town.NewMember(kind: "merchant");
        var refused = payers[0].Sign(payers[0].Order(shop.Account, 200_000));
        var refusal = await (await town.Pay(refused)).Content.ReadAsStringAsync();
        Assert.Contains("insufficient_funds", refusal, StringComparison.Ordinal);
        await town.Issue(payers[0].Account, 300_000);

        var acknowledged = new ConcurrentDictionary<string, (byte[] Order, string Answer)>();
        var unknown = new ConcurrentBag<byte[]>();
        for (var kill = 0; kill < Kills; kill++)
        {
            using var over = new CancellationTokenSource();
            var streams = payers.Select(payer => Task.Run(async () =>
            {
                using var client = town.NewClient();
                while (!over.IsCancellationRequested)
                {
                    var order = payer.Order(shop.Account, 1);
                    var bytes = payer.Sign(order);
                    try
                    {
                        using var answer = await client.PostCose("/v1/payments", bytes);
                        if (answer.StatusCode == HttpStatusCode.Created) acknowledged[order.Id.ToString()] = (bytes, await answer.Content.ReadAsStringAsync());
                        else unknown.Add(bytes);
                    }
                    catch (HttpRequestException)
                    {
                        unknown.Add(bytes);
                    }
                }
            })).ToList();
            // Never at the same point of a payment.
            await Task.Delay(120 + (kill * 17));
            await town.Server.Kill();
            await over.CancelAsync();
            await Task.WhenAll(streams);
            await town.Server.Run();
        }

        Assert.True(acknowledged.Count > 100, $"Only {acknowledged.Count} payments were acknowledged: nothing was put to the test.");
        foreach (var (order, answer) in acknowledged.Values)
        {
            using var again = await town.Pay(order);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.Equal(answer, await again.Content.ReadAsStringAsync());
        }
        foreach (var order in unknown)
        {
            using var first = await town.Pay(order);
            using var second = await town.Pay(order);
            Assert.True(first.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, first.StatusCode.ToString());
            Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
        }
        using var still = await town.Pay(refused);
        Assert.Equal(refusal, await still.Content.ReadAsStringAsync());

        var paid = acknowledged.Count + unknown.Count;
        Assert.Equal(paid, await shop.Balance());
        var left = 0L;
        foreach (var payer in payers) left += await payer.Balance();
        Assert.Equal(40_000 + 300_000 - paid, left);

        await town.Server.Kill();
        var (code, output) = await town.Server.Verb("verify", "--data", town.Server.Data);
        Assert.True(code == 0, output);
    }
}
