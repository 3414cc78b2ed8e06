using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Api;

public sealed class FullQueueTests
{
    [Fact]
    public async Task With_a_full_queue_a_payment_is_told_at_once_to_come_back_and_nothing_is_half_done()
    {
        await using var server = await TestServer.Start(new() { Demo = true });
        var town = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(server.Data, "demo.json"))).RootElement;
        var (payer, shop) = (town.GetProperty("residents")[0], town.GetProperty("shops")[0]);
        var order = new PaymentOrder(LedgerId.Parse(town.GetProperty("ledger").GetString()!), new(NewUuid()), AccountId.Parse(payer.GetProperty("account").GetString()!),
            AccountId.Parse(shop.GetProperty("account").GetString()!), Amount.FromMinor(10), Unit.Parse("MLC"), DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 300);
        var bytes = new DeviceSigner(Convert.FromHexString(payer.GetProperty("deviceKey").GetString()!)).Sign(PaymentOrder.Type, order.Encode());
        async Task<HttpResponseMessage> Pay() => await server.Http.PostAsync("/v1/payments", new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/cose") } });

        var book = server.Services.GetRequiredService<CurrencyBook>();
        var head = (await book.Store.HeadAsync(default)).Position;
        var queued = new List<Task<Appended>>();
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(server.Data, "ledger.db")};Pooling=false"))
        {
            // Somebody holds the file: whatever is to be written waits.
            await connection.OpenAsync();
            await using (var hold = connection.CreateCommand())
            {
                hold.CommandText = "begin immediate";
                await hold.ExecuteNonQueryAsync();
            }
            // Until also the batch that the appender took out is made up for.
            for (var full = 0; full < 3; await Task.Delay(50))
            {
                try
                {
                    while (true) queued.Add(book.AppendAsync(new Act.RequestEnded(new(NewUuid()), Cancelled: true).ToDraft()));
                }
                catch (BusyException)
                {
                    full++;
                }
            }

            var took = Stopwatch.StartNew();
            using var answer = await Pay();
            await answer.Refused(HttpStatusCode.ServiceUnavailable, "busy");
            Assert.NotNull(answer.Headers.RetryAfter);
            Assert.True(took.Elapsed < TimeSpan.FromSeconds(2), $"{took.Elapsed}");
        }
        await Task.WhenAll(queued);
        Assert.Equal(head.Value + queued.Count, (await book.Store.HeadAsync(default)).Position.Value);
        using var paid = await Pay();
        Assert.Equal(HttpStatusCode.Created, paid.StatusCode);
        using var again = await Pay();
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        Assert.Equal(await paid.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task With_as_many_payments_under_way_as_may_be_one_more_is_told_at_once_to_come_back()
    {
        await using var server = await TestServer.Start(new() { Demo = true, Further = new Dictionary<string, string?> { ["EssLedger:PaymentsAtOnce"] = "1" } });
        var town = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(server.Data, "demo.json"))).RootElement;
        var shop = AccountId.Parse(town.GetProperty("shops")[0].GetProperty("account").GetString()!);
        async Task<HttpResponseMessage> Pay(byte[] order) => await server.Http.PostAsync("/v1/payments", new ByteArrayContent(order) { Headers = { ContentType = new MediaTypeHeaderValue("application/cose") } });
        byte[] Order(int resident)
        {
            var payer = town.GetProperty("residents")[resident];
            var order = new PaymentOrder(LedgerId.Parse(town.GetProperty("ledger").GetString()!), new(NewUuid()), AccountId.Parse(payer.GetProperty("account").GetString()!), shop, Amount.FromMinor(10), Unit.Parse("MLC"), DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 300);
            return new DeviceSigner(Convert.FromHexString(payer.GetProperty("deviceKey").GetString()!)).Sign(PaymentOrder.Type, order.Encode());
        }

        var (first, second) = (Order(0), Order(1));
        Task<HttpResponseMessage> waits;
        await using (var connection = new SqliteConnection($"Data Source={Path.Combine(server.Data, "ledger.db")};Pooling=false"))
        {
            await connection.OpenAsync();
            await using var hold = connection.CreateCommand();
            hold.CommandText = "begin immediate";
            await hold.ExecuteNonQueryAsync();
            waits = Pay(first);
            HttpResponseMessage refused;
            // The first one may not have arrived yet: then it is the other that waits, and this one that is refused.
            var other = Pay(second);
            refused = await await Task.WhenAny(waits, other);
            if (refused == (waits.IsCompleted ? await waits : null)) (waits, other) = (other, waits);
            await refused.Refused(HttpStatusCode.ServiceUnavailable, "busy");
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.False(waits.IsCompleted);
        }
        Assert.Equal(HttpStatusCode.Created, (await waits).StatusCode);
        HttpStatusCode[] both = [(await Pay(first)).StatusCode, (await Pay(second)).StatusCode];
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Created], both.Order());
    }

    private static Uuid NewUuid() => Uuid.Version7(DateTimeOffset.UtcNow, RandomNumberGenerator.GetBytes(10));
}
