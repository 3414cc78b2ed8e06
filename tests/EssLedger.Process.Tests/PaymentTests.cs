using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;

namespace EssLedger.Outside;

public abstract class PaymentTests(Town town)
{
    [Collection<SqliteTown.Shared>]
    public sealed class OnSqlite(SqliteTown town) : PaymentTests(town);

    [Collection<ClusterTown.Shared>]
    public sealed class OnCluster(ClusterTown town) : PaymentTests(town);

    [Fact]
    public async Task A_payment_moves_money_once()
    {
        var (payer, payee) = (await town.NewMember(500), await town.NewMember());
        var order = payer.Order(payee.Account, 200) with { Note = "Deux pains, merci 🥖" };
        var first = await payer.Pay(order).Is(201);
        var again = await payer.Pay(order).Is(200);
        Assert.Equal(first.GetRawText(), again.GetRawText());
        Assert.Equal((300, 200), (await payer.Balance(), await payee.Balance()));

        Assert.Equal(order.Id.ToString(), first.GetProperty("payment").GetString());
        Assert.Equal("done", first.GetProperty("state").GetString());
        Assert.Equal(200, first.GetProperty("amount").GetInt64());
        Assert.Equal(town.Unit.Code, first.GetProperty("unit").GetString());
        Assert.Equal(payer.Account.Value, first.GetProperty("payer").GetString());
        Assert.Equal(payee.Account.Value, first.GetProperty("payee").GetString());
        var at = first.GetProperty("committedAt").GetString()!;
        Assert.EndsWith("Z", at, StringComparison.Ordinal);
        Assert.InRange(DateTimeOffset.Parse(at, CultureInfo.InvariantCulture), DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow);
    }

    [Fact]
    public async Task Same_order_signed_anew_is_the_same_order()
    {
        var (payer, payee) = (await town.NewMember(500), await town.NewMember());
        var order = payer.Order(payee.Account, 200);
        var first = await payer.Pay(order).Is(201);
        var second = Any.Device();
        await (await town.Enrol(await town.As("bureau"), payer.Account, second, payer.Device)).Is(201);
        var again = await town.Pay(second.Sign(PaymentOrder.Type, order.Encode())).Is(200);
        Assert.Equal(first.GetRawText(), again.GetRawText());
    }

    [Fact]
    public async Task Expired_order_that_was_paid_still_gets_its_receipt()
    {
        var (payer, payee) = (await town.NewMember(500), await town.NewMember());
        var order = payer.Sign(payer.Order(payee.Account, 200) with { NotAfter = DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 2 });
        var first = await town.Pay(order).Is(201);
        await Task.Delay(3100);
        Assert.Equal(first.GetRawText(), (await town.Pay(order).Is(200)).GetRawText());
    }

    [Fact]
    public async Task Media_type_of_an_order_may_name_its_type_and_nothing_else_is_taken()
    {
        var (payer, payee) = (await town.NewMember(500), await town.NewMember());
        Task<HttpResponseMessage> Send(string? type)
        {
            var body = new ByteArrayContent(payer.Sign(payer.Order(payee.Account, 1)));
            if (type is not null) body.Headers.TryAddWithoutValidation("Content-Type", type);
            return town.Anyone.PostAsync("/v1/payments", body);
        }
        foreach (var good in (string[])["application/cose", "application/cose; cose-type=\"cose-sign1\"", "APPLICATION/COSE"]) await Send(good).Is(201);
        foreach (var bad in (string?[])[null, "application/json", "application/cose-key", "application/octet-stream", "nonsense", "text/plain"]) await Send(bad).Refused(415, "unsupported_media_type");
    }

    [Fact]
    public async Task Receipt_says_what_was_paid_and_verifies_with_the_published_key()
    {
        var (payer, payee) = (await town.NewMember(500), await town.NewMember());
        var order = payer.Order(payee.Account, 200);
        var sent = payer.Sign(order);
        var answer = await town.Pay(sent).Is(201);
        var bytes = answer.GetProperty("receipt").GetBytes();

        var envelope = SignedPayload.Decode(bytes, Receipt.Type, SignedPayload.Es256);
        var receipt = Receipt.Decode(envelope.Payload);
        Assert.Equal((town.Ledger, order.Id, order.Amount, order.Unit, payer.Account, payee.Account),
            (receipt.Ledger, receipt.Order, receipt.Amount, receipt.Unit, receipt.Payer, receipt.Payee));
        Assert.Equal(answer.GetProperty("position").GetInt64(), receipt.Position.Value);
        Assert.Equal(SHA256.HashData(sent), receipt.Received.ToBytes());
        Assert.Equal(answer.GetProperty("committedAt").GetDateTimeOffset(), receipt.CommittedAt);

        await ReceiptKeys.Verify(town.Anyone, envelope, "receipt");

        var auditor = await town.As("auditor");
        var shown = await auditor.GetAsync($"/v1/payments/{order.Id}/receipt");
        Assert.Equal("application/cose", shown.Content.Headers.ContentType?.MediaType);
        Assert.Equal(bytes, await shown.Content.ReadAsByteArrayAsync());
        Assert.Equal(answer.GetRawText(), (await auditor.GetAsync($"/v1/payments/{order.Id}").Is(200)).GetRawText());
    }

    [Fact]
    public async Task Two_hundred_times_the_same_order_at_once_is_one_payment()
    {
        var (payer, payee) = (await town.NewMember(500), await town.NewMember());
        var order = payer.Sign(payer.Order(payee.Account, 300));
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => town.PayUntilAnswered(order)));
        Assert.All(answers, a => Assert.Contains((int)a.StatusCode, (int[])[200, 201]));
        // Whoever was first may have had to ask again, and heard 200 then.
        Assert.InRange(answers.Count(a => (int)a.StatusCode == 201), 0, 1);
        var bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync()));
        Assert.Single(bodies.Distinct());
        Assert.Equal((200, 300), (await payer.Balance(), await payee.Balance()));
        var entries = await (await town.As("auditor")).GetAsync($"/v1/accounts/{payee.Account}/entries").Is(200);
        Assert.Equal(1, entries.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_thousand_orders_at_once_take_what_is_there_and_no_more()
    {
        var (payer, a, b) = (await town.NewMember(10_007), await town.NewMember(), await town.NewMember());
        var orders = Enumerable.Range(0, 1000).Select(i => payer.Sign(payer.Order((i % 2 == 0 ? a : b).Account, 30))).ToArray();
        var answers = await Task.WhenAll(orders.Select(town.PayUntilAnswered));
        var paid = answers.Count(Paid);
        Assert.Equal(10_007 / 30, paid);
        foreach (var refused in answers.Where(r => !Paid(r))) await refused.Refused(422, "insufficient_funds");
        Assert.Equal(10_007 % 30, await payer.Balance());
        Assert.Equal(paid * 30, await a.Balance() + await b.Balance());

        // Each of them says the same again.
        var again = await Task.WhenAll(orders.Select(town.PayUntilAnswered));
        for (var i = 0; i < orders.Length; i++)
        {
            Assert.Equal(Paid(answers[i]) ? 200 : 422, (int)again[i].StatusCode);
            if (Paid(answers[i])) Assert.Equal(await answers[i].Content.ReadAsStringAsync(), await again[i].Content.ReadAsStringAsync());
        }
    }

    private static bool Paid(HttpResponseMessage answer) => (int)answer.StatusCode is 200 or 201;

    [Fact]
    public async Task Money_that_just_came_can_be_paid_on_at_once()
    {
        var chain = new List<Member> { await town.NewMember(100) };
        for (var i = 0; i < 4; i++) chain.Add(await town.NewMember());
        for (var i = 0; i + 1 < chain.Count; i++) await chain[i].Pay(chain[i + 1], 100).Is(201);
        Assert.Equal(100, await chain[^1].Balance());
    }

    [Fact]
    public async Task Ring_of_payers_keeps_the_sum()
    {
        var members = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => town.NewMember(1000)));
        await Task.WhenAll(Enumerable.Range(0, 300).Select(async i =>
        {
            using var answer = await members[i % 6].Pay(members[(i + 1 + (i / 6 % 5)) % 6], 1 + (i * 7 % 97));
            Assert.Contains((int)answer.StatusCode, (int[])[201, 422]);
        }));
        var balances = await Task.WhenAll(members.Select(m => m.Balance()));
        Assert.Equal(6000, balances.Sum());
        Assert.All(balances, b => Assert.True(b >= 0));
    }

    [Fact]
    public async Task Refunds_go_back_to_the_payer_and_never_beyond_the_sale()
    {
        var (payer, other, shop) = (await town.NewMember(500), await town.NewMember(500), town.Shop(2));
        var sale = payer.Order(shop.Account, 300);
        await payer.Pay(sale).Is(201);
        PaymentOrder Refund(long amount) => shop.Order(payer.Account, amount) with { Refunds = sale.Id };

        await shop.Pay(Refund(301)).Refused(422, "refund_exceeds_sale");
        var part = Refund(100);
        await shop.Pay(part).Is(201);
        await shop.Pay(part).Is(200);
        await shop.Pay(Refund(201)).Refused(422, "refund_exceeds_sale");
        await shop.Pay(Refund(200) with { Payee = other.Account }).Refused(422, "sale_unknown");
        await shop.Pay(Refund(200) with { Refunds = Any.OrderId() }).Refused(422, "sale_unknown");
        await shop.Pay(Refund(200)).Is(201);
        await shop.Pay(Refund(1)).Refused(422, "refund_exceeds_sale");
        Assert.Equal(500, await payer.Balance());
        // A refund is no sale: it cannot be refunded again.
        await payer.Pay(payer.Order(shop.Account, 100) with { Refunds = part.Id }).Refused(422, "sale_unknown");
        // Nor is somebody else's payment.
        await other.Pay(other.Order(payer.Account, 1) with { Refunds = sale.Id }).Refused(422, "sale_unknown");
    }

    [Fact]
    public async Task Refunds_at_once_never_exceed_the_sale()
    {
        var (payer, shop) = (await town.NewMember(500), town.Shop(2));
        var sale = payer.Order(shop.Account, 300);
        await payer.Pay(sale).Is(201);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shop.Pay(shop.Order(payer.Account, 70) with { Refunds = sale.Id })));
        Assert.Equal(4, answers.Count(a => (int)a.StatusCode == 201));
        Assert.Equal(200 + 280, await payer.Balance());
    }

    [Fact]
    public async Task Payments_of_others_are_as_if_there_were_none()
    {
        var (payer, shop) = (await town.NewMember(500), town.Shop(1));
        var order = payer.Order(shop.Account, 10);
        await payer.Pay(order).Is(201);
        foreach (var path in (string[])[$"/v1/payments/{order.Id}", $"/v1/payments/{order.Id}/receipt"])
        {
            await town.Anyone.GetAsync(path).Refused(401, "token_required");
            foreach (var role in (string[])["resident", "merchant", "cashier", "bureau", "treasurer", "admin", "city"]) await (await town.As(role)).GetAsync(path).Refused(404, "not_found");
            using var mine = await (await town.As(town.File.Shops[1])).GetAsync(path);
            Assert.Equal(200, (int)mine.StatusCode);
        }
        var auditor = await town.As("auditor");
        foreach (var nothing in (string[])[$"{Any.OrderId()}", "x", $"{order.Id}".ToUpperInvariant(), new string('a', 300)])
            await auditor.GetAsync($"/v1/payments/{nothing}").Refused(nothing == $"{order.Id}" ? 200 : 404, "not_found");
    }
}

/// <summary>The published keys of payloads, used as a stranger would.</summary>
public static class ReceiptKeys
{
    public static async Task Verify(HttpClient anyone, SignedPayload envelope, string purpose)
    {
        var keys = await anyone.GetAsync("/.well-known/jwks.json").Is(200);
        var key = keys.GetProperty("keys").EnumerateArray().Single(k => k.GetProperty("kid").GetString() == envelope.Key.ToString());
        Assert.Equal(("EC", "P-256", purpose), (key.GetProperty("kty").GetString(), key.GetProperty("crv").GetString(), key.GetProperty("purpose").GetString()));
        Assert.False(key.TryGetProperty("d", out _));
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new() { X = key.GetProperty("x").GetBytes(), Y = key.GetProperty("y").GetBytes() } });
        Assert.True(ecdsa.VerifyData(envelope.ToBeSigned(), envelope.Signature.Span, HashAlgorithmName.SHA256));
        Assert.Equal(envelope.Key.ToString(), Convert.ToHexStringLower(SHA256.HashData(ecdsa.ExportSubjectPublicKeyInfo())[..8]));
    }
}
