using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;

namespace EssLedger.Outside;

/// <summary>A server of one's own, for nobody else's is killed.</summary>
public abstract class CrashTests(Town town, int kills)
{
    public sealed class OnSqlite(SqliteTown town) : CrashTests(town, kills: 20), IClassFixture<SqliteTown>;

    public sealed class OnPostgres(OnPostgres.OneServer town) : CrashTests(town, kills: 3), IClassFixture<OnPostgres.OneServer>
    {
        public sealed class OneServer : ClusterTown
        {
            protected override int Size => 1;
        }
    }

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
        var settled = 0;
        for (var kill = 0; kill < kills; kill++)
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
                        // The server is gone, and what else is sent meets nobody.
                        unknown.Add(bytes);
                        return;
                    }
                }
            })).ToList();
            // Once payments pass, and never at the same point of one.
            var before = acknowledged.Count;
            for (var waited = Stopwatch.StartNew(); acknowledged.Count < before + 10; await Task.Delay(5)) Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "No payments pass.");
            await Task.Delay(40 + (kill * 17));
            await town.Server.Kill();
            await over.CancelAsync();
            await Task.WhenAll(streams);
            await town.Server.Run();
            // At once: an order lasts five minutes, and five restarts can take longer.
            for (; unknown.TryTake(out var order); settled++)
            {
                using var first = await town.Pay(order);
                using var second = await town.Pay(order);
                Assert.True(first.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK, first.StatusCode.ToString());
                Assert.Equal(await first.Content.ReadAsStringAsync(), await second.Content.ReadAsStringAsync());
            }
        }

        foreach (var (order, answer) in acknowledged.Values)
        {
            using var again = await town.Pay(order);
            Assert.Equal(HttpStatusCode.OK, again.StatusCode);
            Assert.Equal(answer, await again.Content.ReadAsStringAsync());
        }
        using var still = await town.Pay(refused);
        Assert.Equal(refusal, await still.Content.ReadAsStringAsync());

        var paid = acknowledged.Count + settled;
        Assert.Equal(paid, await shop.Balance());
        var left = 0L;
        foreach (var payer in payers) left += await payer.Balance();
        Assert.Equal(40_000 + 300_000 - paid, left);
    }
}
