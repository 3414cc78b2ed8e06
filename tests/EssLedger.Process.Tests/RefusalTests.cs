using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;

namespace EssLedger.Outside;

/// <summary>Every refusal of an order, in the words and with the status that clients rely on.</summary>
public abstract class RefusalTests(Town town)
{
    [Collection<SqliteTown.Shared>]
    public sealed class OnSqlite(SqliteTown town) : RefusalTests(town);

    [Collection<ClusterTown.Shared>]
    public sealed class OnCluster(ClusterTown town) : RefusalTests(town);

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeSeconds();

    [Fact]
    public async Task Key_of_nobody_is_unknown()
    {
        var member = await town.NewMember(100);
        var stranger = Any.Device();
        await town.Pay(stranger.Sign(PaymentOrder.Type, member.Order(Any.Account(), 1).Encode())).Refused(422, "unknown_key");
    }

    [Fact]
    public async Task Account_of_nobody_is_an_unknown_key()
    {
        var member = await town.NewMember();
        await member.Pay(member.Order(member.Account, 1) with { Payer = Any.Account() }).Refused(422, "unknown_key");
        await member.Pay(member.Order(member.Account, 1) with { Payer = AccountId.Parse("TREASURY") }).Refused(422, "unknown_key");
        await member.Pay(member.Order(member.Account, 1) with { Payer = AccountId.Parse("ISSUANCE") }).Refused(422, "unknown_key");
        await member.Pay(member.Order(member.Account, 1) with { Payer = AccountId.Parse("../%2f'\";--") }).Refused(422, "unknown_key");
    }

    [Fact]
    public async Task Registered_key_of_another_account_is_unknown_here()
    {
        var (a, b) = (await town.NewMember(100), await town.NewMember(100));
        var order = a.Order(b.Account, 50);
        await town.Pay(b.Device.Sign(PaymentOrder.Type, order.Encode())).Refused(422, "unknown_key");
        Assert.Equal((100, 100), (await a.Balance(), await b.Balance()));
        // Nothing of it is kept against the account that did not sign.
        await a.Pay(order).Is(201);
    }

    [Fact]
    public async Task Signature_is_checked_in_its_one_form()
    {
        var (payer, payee) = (await town.NewMember(100), await town.NewMember());
        byte[] Signed(Func<byte[], byte[]> spoil) => Raw.Sign(payer.Device, payer.Order(payee.Account, 10).Encode(), spoil: spoil);
        await town.Pay(Signed(s => s)).Is(201);
        await town.Pay(Signed(Raw.HighS)).Refused(422, "bad_signature");
        await town.Pay(Signed(Raw.Der)).Refused(422, "bad_signature");
        await town.Pay(Signed(s => s[..63])).Refused(422, "bad_signature");
        await town.Pay(Signed(s => [.. s, 0])).Refused(422, "bad_signature");
        await town.Pay(Signed(_ => [])).Refused(422, "bad_signature");
        await town.Pay(Signed(_ => new byte[64])).Refused(422, "bad_signature");
        await town.Pay(Signed(s => [.. s[32..], .. s[..32]])).Refused(422, "bad_signature");
        Assert.Equal(90, await payer.Balance());
    }

    [Fact]
    public async Task Bad_signature_is_not_final()
    {
        var (payer, payee) = (await town.NewMember(100), await town.NewMember());
        var order = payer.Order(payee.Account, 10);
        await town.Pay(Raw.Sign(payer.Device, order.Encode(), spoil: Raw.HighS)).Refused(422, "bad_signature");
        await payer.Pay(order).Is(201);
    }

    [Fact]
    public async Task Signature_over_another_payload_is_bad()
    {
        var (payer, payee) = (await town.NewMember(100), await town.NewMember());
        var (small, large) = (payer.Order(payee.Account, 1), payer.Order(payee.Account, 100));
        var header = SignedPayload.Header(PaymentOrder.Type, SignedPayload.Es256k, payer.Device.Key.Id);
        var signature = payer.Device.SignMessage(SignedPayload.ToBeSigned(header, small.Encode()));
        await town.Pay([0xD2, .. Raw.Array(Raw.Bytes(header), Raw.Map(), Raw.Bytes(large.Encode()), Raw.Bytes(signature))]).Refused(422, "bad_signature");
    }

    [Fact]
    public async Task Ledger_unit_and_time_are_held()
    {
        var (payer, payee) = (await town.NewMember(100), await town.NewMember());
        var order = payer.Order(payee.Account, 10);
        await payer.Pay(order with { Id = Any.OrderId(), Ledger = LedgerId.Parse("OTHER") }).Refused(422, "wrong_ledger");
        await payer.Pay(order with { Id = Any.OrderId(), Unit = Unit.Parse("EUR") }).Refused(422, "wrong_unit");
        await payer.Pay(order with { Id = Any.OrderId(), Unit = Unit.Parse(town.Unit.Code.ToLowerInvariant()) }).Refused(422, "wrong_unit");
        await payer.Pay(order with { Id = Any.OrderId(), NotAfter = Now - 1 }).Refused(422, "order_expired");
        await payer.Pay(order with { Id = Any.OrderId(), NotAfter = 0 }).Refused(422, "order_expired");
        await payer.Pay(order with { Id = Any.OrderId(), NotAfter = Now + 602 }).Refused(422, "expiry_too_far");
        await payer.Pay(order with { Id = Any.OrderId(), NotAfter = long.MaxValue }).Refused(422, "expiry_too_far");
        await payer.Pay(order with { Id = Any.OrderId(), NotAfter = Now + 600 }).Is(201);
        Assert.Equal(90, await payer.Balance());
    }

    [Fact]
    public async Task Payee_must_be_another_and_be_there()
    {
        var payer = await town.NewMember(100);
        await payer.Pay(payer.Order(payer.Account, 10)).Refused(422, "same_account");
        await payer.Pay(payer.Order(Any.Account(), 10)).Refused(422, "payee_unknown");
        await payer.Pay(payer.Order(AccountId.Parse("ISSUANCE"), 10)).Refused(422, "payee_unknown");
        await payer.Pay(payer.Order(AccountId.Parse("TREASURY"), 10)).Refused(422, "payee_unknown");
        Assert.Equal(100, await payer.Balance());
    }

    [Fact]
    public async Task Limits_come_before_funds()
    {
        var (payer, payee) = (await town.NewMember(100), await town.NewMember());
        foreach (var amount in (long[])[5_000_01, (1L << 53) - 1, 1L << 53, long.MaxValue])
        {
            var problem = await payer.Pay(payer.Order(payee.Account, amount)).Refused(422, "limit_exceeded");
            Assert.Equal("max_amount", problem.GetProperty("errors").GetProperty("limit")[0].GetString());
        }
        await payer.Pay(payer.Order(payee.Account, 5_000_00)).Refused(422, "insufficient_funds");
        await payer.Pay(payer.Order(payee.Account, 101)).Refused(422, "insufficient_funds");
        await payer.Pay(payer.Order(payee.Account, 100)).Is(201);
    }

    [Fact]
    public async Task Residents_limit_of_30_days_is_held()
    {
        var (payer, payee) = (await town.NewMember(6_000_00), await town.NewMember());
        await payer.Pay(payer.Order(payee.Account, 4_999_99)).Is(201);
        var problem = await payer.Pay(payer.Order(payee.Account, 2)).Refused(422, "limit_exceeded");
        Assert.Equal("payments_in30_days", problem.GetProperty("errors").GetProperty("limit")[0].GetString());
        await payer.Pay(payer.Order(payee.Account, 1)).Is(201);
    }

    [Fact]
    public async Task Purse_of_nobody_is_not_accepted()
    {
        var (payer, payee) = (await town.NewMember(100), await town.NewMember());
        await payer.Pay(payer.Order(payee.Account, 10) with { Purses = [new(new(Any.OrderId().Uuid), Amount.FromMinor(10))] }).Refused(422, "purse_not_accepted");
    }

    [Fact]
    public async Task Id_used_for_another_order_is_a_conflict()
    {
        var (payer, payee) = (await town.NewMember(100), await town.NewMember());
        var order = payer.Order(payee.Account, 10);
        await payer.Pay(order).Is(201);
        await payer.Pay(order with { Amount = Amount.FromMinor(20) }).Refused(409, "order_id_reused");
        await payer.Pay(order with { Note = "" }).Refused(409, "order_id_reused");
        // It wins over every later reason.
        await payer.Pay(order with { Ledger = LedgerId.Parse("OTHER") }).Refused(409, "order_id_reused");
        await payer.Pay(order with { NotAfter = 0 }).Refused(409, "order_id_reused");
        await payer.Pay(order).Is(200);
        Assert.Equal(90, await payer.Balance());
    }

    [Fact]
    public async Task Id_of_another_payer_is_free()
    {
        var (a, b) = (await town.NewMember(100), await town.NewMember(100));
        var order = a.Order(b.Account, 10);
        await a.Pay(order).Is(201);
        await b.Pay(order with { Payer = b.Account, Payee = a.Account }).Is(201);
    }

    public static TheoryData<string> Final =>
        ["wrong_ledger", "wrong_unit", "order_expired", "expiry_too_far", "same_account", "payee_unknown", "request_unknown", "sale_unknown", "limit_exceeded", "purse_not_accepted", "insufficient_funds"];

    private static PaymentOrder Spoil(PaymentOrder order, string code) => code switch
    {
        "wrong_ledger" => order with { Ledger = LedgerId.Parse("OTHER") },
        "wrong_unit" => order with { Unit = Unit.Parse("EUR") },
        "order_expired" => order with { NotAfter = Now - 5 },
        "expiry_too_far" => order with { NotAfter = Now + 1000 },
        "same_account" => order with { Payee = order.Payer },
        "payee_unknown" => order with { Payee = Any.Account() },
        "request_unknown" => order with { Request = new(Any.OrderId().Uuid) },
        "sale_unknown" => order with { Refunds = Any.OrderId() },
        "limit_exceeded" => order with { Amount = Amount.FromMinor(6_000_00) },
        "purse_not_accepted" => order with { Purses = [new(new(Any.OrderId().Uuid), order.Amount)] },
        _ => order with { Amount = Amount.FromMinor(4_000_00) },
    };

    [Theory, MemberData(nameof(Final))]
    public async Task A_refusal_is_final_and_its_id_is_spent(string code)
    {
        var (payer, payee) = (await town.NewMember(100), await town.NewMember());
        var good = payer.Order(payee.Account, 10);
        var spoilt = Spoil(good, code);
        for (var i = 0; i < 3; i++) await payer.Pay(spoilt).Refused(422, code);
        // Another payload under the same id is another order; under a new id it goes through.
        await payer.Pay(good).Refused(409, "order_id_reused");
        await payer.Pay(good with { Id = Any.OrderId() }).Is(201);
        await payer.Pay(spoilt).Refused(422, code);
    }

    [Fact]
    public async Task Refusal_for_funds_stays_when_funds_come()
    {
        var (payer, payee) = (await town.NewMember(100), await town.NewMember());
        var order = payer.Order(payee.Account, 200);
        await payer.Pay(order).Refused(422, "insufficient_funds");
        await town.Issue(payer.Account, 500);
        await payer.Pay(order).Refused(422, "insufficient_funds");
        Assert.Equal(600, await payer.Balance());
        await payer.Pay(order with { Id = Any.OrderId() }).Is(201);
    }

    [Fact]
    public async Task Till_is_told_declined_and_nothing_of_the_payers_money()
    {
        var (payer, payee) = (await town.NewMember(100), town.Shop(0));
        var till = await town.As("cashier");
        var poor = payer.Sign(payer.Order(payee.Account, 101));
        var told = await till.PostCose("/v1/payments", poor).Refused(422, "declined");
        Assert.DoesNotContain("fund", told.GetRawText(), StringComparison.OrdinalIgnoreCase);
        await till.PostCose("/v1/payments", payer.Sign(payer.Order(payee.Account, 6_000_00))).Refused(422, "declined");
        await till.PostCose("/v1/payments", payer.Sign(payer.Order(payee.Account, 10) with { Purses = [new(new(Any.OrderId().Uuid), Amount.FromMinor(10))] })).Refused(422, "declined");
        await town.Pay(poor).Refused(422, "insufficient_funds");
        // Other reasons are the till's business.
        await till.PostCose("/v1/payments", payer.Sign(payer.Order(payee.Account, 10) with { NotAfter = 0 })).Refused(422, "order_expired");
        await till.PostCose("/v1/payments", payer.Sign(payer.Order(payee.Account, 10))).Is(201);
    }

    [Fact]
    public async Task Payer_is_told_the_reason_by_a_token_too()
    {
        var payer = town.Resident(0);
        var wallet = await town.As("resident");
        await wallet.PostCose("/v1/payments", payer.Sign(payer.Order(town.Shop(0).Account, 4_000_00))).Refused(422, "insufficient_funds");
        await (await town.As("cashier")).PostCose("/v1/payments", payer.Sign(payer.Order(town.Shop(0).Account, 4_000_00))).Refused(422, "declined");
    }

    [Fact]
    public async Task Reasons_win_in_their_order()
    {
        var payer = await town.NewMember(100);
        var closed = await town.Request(0, 50, seconds: 600);
        await (await town.As(town.File.Shops[0])).PostAsync($"/v1/payment-requests/{closed.Id}/cancel", null).Is(200);
        // Everything is wrong; each step mends what was complained of.
        var order = payer.Order(payer.Account, 9_000_00) with
        {
            Ledger = LedgerId.Parse("OTHER"),
            Unit = Unit.Parse("EUR"),
            NotAfter = 0,
            Request = new(Any.OrderId().Uuid),
            Refunds = Any.OrderId(),
            Purses = [new(new(Any.OrderId().Uuid), Amount.FromMinor(9_000_00))],
        };
        async Task Next(string code, Func<PaymentOrder, PaymentOrder> mend)
        {
            await payer.Pay(order).Refused(422, code);
            order = mend(order) with { Id = Any.OrderId() };
        }
        await town.Pay(Any.Device().Sign(PaymentOrder.Type, order.Encode())).Refused(422, "unknown_key");
        await town.Pay(Raw.Sign(payer.Device, order.Encode(), spoil: Raw.HighS)).Refused(422, "bad_signature");
        await Next("wrong_ledger", o => o with { Ledger = town.Ledger });
        await Next("wrong_unit", o => o with { Unit = town.Unit });
        await Next("order_expired", o => o with { NotAfter = Now + 5000 });
        await Next("expiry_too_far", o => o with { NotAfter = Now + 300 });
        await Next("same_account", o => o with { Payee = Any.Account() });
        await Next("payee_unknown", o => o with { Payee = town.Shop(0).Account });
        await Next("request_unknown", o => o with { Request = closed.Id });
        await Next("request_closed", o => o with { Request = null });
        await Next("sale_unknown", o => o with { Refunds = null });
        await Next("limit_exceeded", o => o with { Amount = Amount.FromMinor(4_000_00), Purses = [new(o.Purses[0].Purse, Amount.FromMinor(4_000_00))] });
        await Next("purse_not_accepted", o => o with { Purses = [] });
        await Next("insufficient_funds", o => o with { Amount = Amount.FromMinor(100) });
        await payer.Pay(order).Is(201);
    }
}
