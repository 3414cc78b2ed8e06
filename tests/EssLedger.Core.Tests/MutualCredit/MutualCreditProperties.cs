using CsCheck;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Core.MutualCredit;

/// <summary>What holds after any history of payments, refunds, new limits and departures among firms. A failure prints its seed; the variable CsCheck_Seed plays it again.</summary>
public sealed class MutualCreditProperties
{
    private static readonly AccountId[] Firms = [.. new[] { "bakery", "mill", "farm", "kiosk" }.Select(AccountId.Parse)];
    private static readonly Unit Barter = Unit.Parse("BARTER");

    private sealed record Step(int What, int Who, int Whom, int Which, long Much);

    private static readonly Gen<Step[]> Histories = Gen.Select(Gen.Int[0, 19], Gen.Int[0, 3], Gen.Int[0, 3], Gen.Int[0, 99], Gen.Frequency((8, Gen.Long[1, 120]), (1, Gen.Long[1, 2_000]), (1, Gen.Long[1, long.MaxValue])),
        (what, who, whom, which, much) => new Step(what, who, whom, which, much)).Array[1, 60];

    [Fact]
    public void Sum_is_zero_and_no_payment_passes_a_floor_or_a_ceiling() => Histories.Sample(history =>
    {
        var book = PaymentScript.Play("""
            mutual BARTER
            account bakery merchant 100
            account mill   merchant
            account farm   ess 50
            account kiosk  merchant
            firm bakery 500 500
            firm mill 100 1000
            firm farm 0 300
            """);
        var sent = new List<PaymentOrder>();
        foreach (var (step, count) in history.Select((step, count) => (step, count)))
        {
            var (payer, payee) = (Firms[step.Who], Firms[step.Whom]);
            var before = Firms.ToDictionary(f => f, f => (book[f].Credit, Balance: book[f].In(new(Barter, null)).Minor));
            var order = new PaymentOrder(book.Terms.Ledger, new(Uuid.Version7(book.Now, [(byte)count, 0, 0, 0, 0, 0, 0, 0, 0, 0])), payer, payee, Amount.FromMinor(step.Much), step.Which % 5 == 0 ? LittleBook.Unit : Barter, book.Now.ToUnixTimeSeconds() + 60);
            switch (step.What)
            {
                case 0:
                    book.Place(new Act.CreditLimitsProposed(book.NextTurn(payer), new(Amount.FromMinor(step.Much % 700), Amount.FromMinor(1 + step.Which * 10)), LittleBook.Clerk));
                    book.Place(new Act.CreditDecided(book.NextTurn(payer), step.Which % 4 > 0, PersonId.Parse("OTHER")));
                    continue;
                case 1 when step.Which % 3 == 0 && book[payer].Credit is not null:
                    book.Place(new Act.CreditEnded(book.NextTurn(payer), book[payer].In(new(Barter, null)), Digest.Zero, LittleBook.Clerk));
                    continue;
                case 2 or 3 when sent.Count > 0:
                    var sale = sent[step.Which % sent.Count];
                    order = order with { Payer = sale.Payee, Payee = sale.Payer, Unit = sale.Unit, Refunds = sale.Id };
                    break;
            }
            sent.Add(order);
            var moved = book.Pay(new Pen(order.Payer.Value).Sign(order)) is Decision.Accept && order.Unit == Barter;
            foreach (var firm in Firms)
            {
                var (limits, was) = before[firm];
                var now = book[firm].In(new(Barter, null)).Minor;
                Assert.True(moved || now == was);
                Assert.True(now >= was || now >= -limits!.Floor.Minor, $"{firm} fell to {now}");
                Assert.True(now <= was || now <= limits!.Ceiling.Minor, $"{firm} rose to {now}");
            }
            Assert.Equal(0, book.Credit.Sum);
            Assert.All(book.Accounts.Values.SelectMany(a => a.Balances).GroupBy(b => b.Key.Unit), unit => Assert.Equal(0, unit.Sum(b => b.Value.Minor)));
            Assert.Equal(Firms.Where(book.Credit.Accounts.ContainsKey).Select(f => book[f].In(new(Barter, null))), Firms.Where(book.Credit.Accounts.ContainsKey).Select(f => book.Credit.Accounts[f].Balance));
        }
        Assert.Equal(150, Firms.Sum(f => book[f].In(new(LittleBook.Unit, null)).Minor));
    }, iter: 1_000);
}
