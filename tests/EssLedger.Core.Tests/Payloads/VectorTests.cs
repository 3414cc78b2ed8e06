using EssLedger.Core.Accounts;
using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Payloads;

public sealed class VectorTests
{
    [Fact]
    public void Every_good_vector_is_read_and_written_again_to_the_same_bytes()
    {
        var good = Vectors.All.Where(v => v.Code is null).ToList();
        Assert.True(good.Count >= 49);
        Assert.All(good, v => Assert.Equal(v.Message, Vectors.KindOf(v.Type).MessageAgain(v.Message)));
    }

    [Fact]
    public void Every_malformed_vector_is_refused_with_a_reason_and_no_other_one_is()
    {
        var bad = Vectors.All.Where(v => v.Code is not null).ToList();
        Assert.True(bad.Count(v => v.Code == "malformed_payload") >= 40);
        Assert.All(bad, v => Assert.Equal(v.Code == "malformed_payload", Refusal(v) is { Length: > 0 }));
    }

    [Fact]
    public void The_reading_by_verdict_agrees_with_the_reading_by_exception()
    {
        foreach (var v in Vectors.All)
        {
            bool? read = v.Type switch
            {
                PaymentOrder.Type => SignedOrder.TryDecode(v.Message, out _, out var why) || why.Length == 0,
                DeviceProof.Type => SignedProof.TryDecode(v.Message, out _, out var why) || why.Length == 0,
                Mandate.Type => SignedMandate.TryDecode(v.Message, out _, out var why) || why.Length == 0,
                CooperationConfirmation.Type => SignedConfirmation.TryDecode(v.Message, out _, out var why) || why.Length == 0,
                TransferSlip.Type => SignedSlip.TryDecode(v.Message, out _, out var why) || why.Length == 0,
                Badge.Type => Badge.TryDecode(v.Message, out _, out _, out var why) || why.Length == 0,
                _ => null,
            };
            Assert.True(read is null || read == (v.Code != "malformed_payload"), v.ToString());
        }
    }

    [Fact]
    public void What_an_order_says_is_what_the_vector_says()
    {
        foreach (var v in Vectors.All.Where(v => v is { Code: null, Type: PaymentOrder.Type }))
        {
            Assert.True(SignedOrder.TryDecode(v.Message, out var signed, out _));
            var (order, says) = (signed.Order, v.Says);
            Assert.Equal(says.GetProperty("ledger").GetString(), order.Ledger.Value);
            Assert.Equal(says.GetProperty("id").GetString(), order.Id.ToString());
            Assert.Equal(says.GetProperty("payer").GetString(), order.Payer.Value);
            Assert.Equal(says.GetProperty("payee").GetString(), order.Payee.Value);
            Assert.Equal(says.GetProperty("amount").GetInt64(), order.Amount.Minor);
            Assert.Equal(says.GetProperty("unit").GetString(), order.Unit.Code);
            Assert.Equal(says.GetProperty("notAfter").GetInt64(), order.NotAfter);
            Assert.Equal(says.TryGetProperty("request", out var request) ? request.GetString() : null, order.Request?.ToString());
            Assert.Equal(says.TryGetProperty("note", out var note) ? note.GetString() : null, order.Note);
            Assert.Equal(says.TryGetProperty("refunds", out var refunds) ? refunds.GetString() : null, order.Refunds?.ToString());
            Assert.Equal(says.TryGetProperty("fee", out var fee) ? fee.GetInt64() : null, order.Fee?.Minor);
            Assert.Equal(
                says.TryGetProperty("purses", out var purses) ? purses.EnumerateArray().Select(p => (p.GetProperty("purse").GetString()!, p.GetProperty("part").GetInt64())) : [],
                order.Purses.Select(p => (p.Purse.ToString(), p.Part.Minor)));
        }
    }

    [Fact]
    public void A_code_has_one_text()
    {
        foreach (var code in Vectors.Read("codes").GetProperty("valid").EnumerateArray())
        {
            var text = code.GetProperty("text").GetString()!.ToUpperInvariant();
            var last = text[(text.LastIndexOf('/') + 1)..];
            Assert.True(Base32.TryDecode(last, out var bytes));
            Assert.Equal(Vectors.Hex(code, "message"), bytes);
            Assert.Equal(last, Base32.Encode(bytes));
        }
    }

    private static string? Refusal(Vector v)
    {
        try
        {
            Vectors.KindOf(v.Type).MessageAgain(v.Message);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }
}
