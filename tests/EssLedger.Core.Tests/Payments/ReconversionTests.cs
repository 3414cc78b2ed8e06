using System.Collections.Immutable;
using CsCheck;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Payments;

/// <summary>A professional gets euro for units: by an order that agrees to the fee, to the office's account.</summary>
public sealed class ReconversionTests
{
    [Fact]
    public void Professionals_reconvert_and_individuals_do_not() => PaymentScript.Play("""
        account bakery merchant 10000
        account garden ess 10000
        account city public 10000
        account ana resident 10000
        terms merchant 200 0 0
        pay 1 bakery OFFICE 5000 fee:100 = accepted
        pay 2 garden OFFICE 5000 fee:0 = accepted      // nothing was set for its kind
        pay 3 city OFFICE 5000 fee:0 = accepted
        pay 4 ana OFFICE 5000 fee:0 = not_professional
        pay 4 ana OFFICE 5000 fee:0 again = repeated not_professional
        balance bakery = 5000
        balance OFFICE = 15000
        balance ana = 10000
        """);

    [Fact]
    public void Fee_agreed_to_is_exactly_the_one_that_is_due() => PaymentScript.Play("""
        account bakery merchant 100000
        account garden ess 1000
        terms merchant 500 50 200
        pay 1 bakery OFFICE 1010 = fee_mismatch           // none
        pay 2 bakery OFFICE 1010 fee:50 = fee_mismatch    // too low
        pay 3 bakery OFFICE 1010 fee:52 = fee_mismatch    // nor is more taken than is due
        pay 4 bakery OFFICE 1010 fee:51 = accepted        // 50.5, half a hundredth upwards
        pay 5 bakery OFFICE 1009 fee:50 = accepted        // 50.45
        pay 6 bakery OFFICE 400 fee:50 = accepted         // the least fee, not 20
        pay 7 bakery OFFICE 200 fee:50 = accepted
        pay 8 bakery OFFICE 199 fee:50 = limit_exceeded least_reconversion
        pay 9 bakery garden 100 fee:0 = fee_mismatch      // what is no reconversion has none
        """);

    [Fact]
    public void Agreement_that_was_ended_holds_until_it_is_renewed() => PaymentScript.Play("""
        account bakery merchant 10000
        end-agreement bakery
        pay 1 bakery OFFICE 100 fee:0 = no_agreement
        account ana resident 1000
        pay 2 bakery ana 100 = accepted                   // it can still pay
        renew-agreement bakery
        pay 3 bakery OFFICE 100 fee:0 = accepted
        pay 1 bakery OFFICE 100 fee:0 again = repeated no_agreement
        """);

    [Fact]
    public void Only_a_device_that_can_pay_and_only_ordinary_money() => PaymentScript.Play("""
        account bakery merchant 10000
        account ana resident 1000
        purse bakery aid 500
        till bakery counter 5000
        request bread bakery 100 60
        mandate bakery m any 1000 1000 30 30
        pay 1 bakery OFFICE 100 fee:0 key:counter = limit_exceeded till_key
        pay 2 bakery OFFICE 100 fee:0 from:aid:100 = purse_not_accepted
        pay 3 bakery OFFICE 100 fee:0 request:bread = request_mismatch
        pay 4 bakery OFFICE 100 fee:0 request:cheese = request_unknown
        pay 5 ana bakery 100 = accepted
        pay 6 bakery OFFICE 100 fee:0 refunds:5 = sale_unknown
        use m bakery OFFICE 100 = fee_mismatch
        pay 7 bakery OFFICE 10101 fee:0 = insufficient_funds
        """);

    [Fact]
    public void Ceilings_for_payments_do_not_count_what_is_reconverted() => PaymentScript.Play("""
        account bakery merchant 10000
        account garden ess
        limit merchant 1000
        ceiling merchant day 500
        ceiling bakery payment 400
        pay 1 bakery OFFICE 5000 fee:0 = accepted
        pay 2 bakery garden 400 = accepted
        pay 3 bakery garden 101 = limit_exceeded day
        """);

    [Fact]
    public void Sound_terms_always_leave_something_to_pay_out() => Gen.Select(Gen.Int[0, ReconversionTerms.HighestRate], Gen.Long[0, 10_000], Gen.Long[1, 10_000], Gen.OneOf(Gen.Long[1, 1000], Gen.Long[1, long.MaxValue])).Sample((rate, fee, more, amount) =>
    {
        var terms = new ReconversionTerms(rate, Amount.FromMinor(fee), Amount.FromMinor(fee + more));
        Assert.True(terms.AreSound);
        var due = terms.FeeOf(Amount.FromMinor(amount));
        if (amount >= terms.LeastAmount.Minor) Assert.True(due.Minor < amount);
        // Of the exact fee it is the nearest hundredth, half upwards, unless the least fee is more.
        var exact = (decimal)amount * rate / 10_000;
        Assert.Equal(Math.Max(fee, (long)Math.Floor(exact + 0.5m)), due.Minor);
    });

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(2501, 0, 0)]
    [InlineData(0, 100, 100)]
    [InlineData(0, 1, 0)]
    public void Terms_that_may_leave_nothing_are_not_sound(int rate, long fee, long least) => Assert.False(new ReconversionTerms(rate, Amount.FromMinor(fee), Amount.FromMinor(least)).AreSound);

    private static readonly AccountId Bakery = AccountId.Parse("bakery");

    private static Act.ReconversionTermsSet Set(TreasuryState treasury, DateTimeOffset from, int rate) => new(
        new("TREASURY", treasury.Acts + 1), from, ImmutableSortedDictionary<AccountKind, ReconversionTerms>.Empty.Add(AccountKind.Merchant, new(rate, Amount.Zero, Amount.Zero)), Digest.Zero, LittleBook.Clerk);

    [Fact]
    public void First_terms_may_hold_at_once_and_later_ones_give_notice()
    {
        var treasury = new TreasuryState();
        var first = ReconversionHistory.Empty.Set(treasury, Set(treasury, LittleBook.Start, 200), LittleBook.Start);
        Assert.NotNull(first);
        Assert.Equal(LittleBook.Start, ReconversionHistory.Empty.Set(treasury, Set(treasury, LittleBook.Start.AddDays(-1), 200), LittleBook.Start)?.From);
        var history = new ReconversionHistory([first]);
        Assert.Null(history.Set(treasury, Set(treasury, LittleBook.Start.AddSeconds(59), 300), LittleBook.Start));
        var later = history.Set(treasury, Set(treasury, LittleBook.Start.AddSeconds(60), 300), LittleBook.Start);
        history = new([first, later!]);
        Assert.Equal(200, history.At(LittleBook.Start.AddSeconds(59))[AccountKind.Merchant].Rate);
        Assert.Equal(300, history.At(LittleBook.Start.AddSeconds(60))[AccountKind.Merchant].Rate);
        Assert.Equal(LittleBook.Start.AddSeconds(60), history.NextAfter(LittleBook.Start));
    }

    /// <summary>A book in which a bakery has money under terms of 2 %, 3 % after a day; then what a test adds.</summary>
    private static string? Audited(params Func<LittleBook, Act>[] further)
    {
        var book = new LittleBook();
        book.Place(Set(book.Treasury, LittleBook.Start, 200));
        book.Place(Set(book.Treasury, LittleBook.Start.AddDays(1), 300));
        book.Open(Bakery, AccountKind.Merchant, new Pen("bakery").Key);
        book.Open(AccountId.Parse("ana"), AccountKind.Resident, new Pen("ana").Key);
        foreach (var account in new[] { Bakery, AccountId.Parse("ana") })
        {
            var issuance = new IssuanceId(Uuid.Version7(LittleBook.Start, Digest.Of(System.Text.Encoding.UTF8.GetBytes(account.Value)).ToBytes()));
            book.Propose(issuance, account, 10_000, LittleBook.Unit, new("bank_transfer", account.Value, Amount.FromMinor(10_000)), PersonId.Parse("TREASURER"));
            book.Approve(issuance, PersonId.Parse("APPROVER"));
        }
        foreach (var act in further) book.Place(act(book));
        var audit = new CurrencyAudit();
        foreach (var (entry, _) in book.Entries)
            if (audit.Check(entry, _ => null, []) is { } fault) return $"{fault.Position.Value - book.Entries.Count}: {fault.What}";
        return null;
    }

    private static Func<LittleBook, Act> Reconverted(long fee, string payer = "bakery", int days = 0, Func<Act.Paid, Act.Paid>? forged = null) => book =>
    {
        book.Now = book.Now.AddDays(days);
        var account = AccountId.Parse(payer);
        var paid = new Act.Paid(book.NextTurn(account), new(Uuid.Version7(book.Now, Digest.Of(BitConverter.GetBytes(book.Entries.Count)).ToBytes())), account, OfficeAccounts.Reconversion,
            Digest.Zero, Digest.Zero, new Pen(payer).Key.Id, null, null, [new(account, null, OfficeAccounts.Reconversion, null, Amount.FromMinor(1000), LittleBook.Unit)])
        { Fee = Amount.FromMinor(fee) };
        return forged is null ? paid : forged(paid);
    };

    [Fact]
    public void Audit_finds_the_fee_that_was_due_then()
    {
        Assert.Null(Audited(Reconverted(20), Reconverted(30, days: 1)));
        Assert.StartsWith("0: The fee", Audited(Reconverted(19)), StringComparison.Ordinal);
        Assert.StartsWith("0: The fee", Audited(Reconverted(30)), StringComparison.Ordinal);
        Assert.StartsWith("0: The fee", Audited(Reconverted(20, days: 2)), StringComparison.Ordinal);
        // At the hour of the change a server may have gone by either.
        Assert.Null(Audited(Reconverted(20, days: 1)));
    }

    [Fact]
    public void Audit_lets_nobody_else_reconvert_and_nothing_else_be_reconverted()
    {
        Assert.StartsWith("0: Only professionals", Audited(Reconverted(0, payer: "ana")), StringComparison.Ordinal);
        Assert.StartsWith("0: The account's agreement", Audited(book => new Act.AgreementEnded(book.NextTurn(Bakery), Digest.Zero, LittleBook.Clerk), Reconverted(20)), StringComparison.Ordinal);
        Assert.Null(Audited(book => new Act.AgreementEnded(book.NextTurn(Bakery), Digest.Zero, LittleBook.Clerk), book => new Act.AgreementRenewed(book.NextTurn(Bakery), Digest.Zero, LittleBook.Clerk), Reconverted(20)));
        Assert.StartsWith("0: A reconversion is of ordinary money", Audited(Reconverted(20, forged: paid => paid with { Fee = null })), StringComparison.Ordinal);
        Assert.StartsWith("0: A reconversion is of ordinary money", Audited(Reconverted(20, forged: paid => paid with { Request = new(default) })), StringComparison.Ordinal);
        Assert.StartsWith("0: Only a reconversion", Audited(Reconverted(20, forged: paid => paid with { Payee = AccountId.Parse("ana"), Legs = [paid.Legs[0] with { To = AccountId.Parse("ana") }] })), StringComparison.Ordinal);
        Assert.StartsWith("0: The payee", Audited(Reconverted(20, forged: paid => paid with { Means = Means.Mandate, Credential = Uuid.Version7(LittleBook.Start, new byte[10]) })), StringComparison.Ordinal);
        Assert.StartsWith("0: It is no professional", Audited(book => new Act.AgreementRenewed(book.NextTurn(Bakery), Digest.Zero, LittleBook.Clerk)), StringComparison.Ordinal);
        Assert.StartsWith("0: It is no professional", Audited(book => new Act.AgreementEnded(book.NextTurn(AccountId.Parse("ana")), Digest.Zero, LittleBook.Clerk)), StringComparison.Ordinal);
        Assert.StartsWith("0: Terms do not change", Audited(book => Set(book.Treasury, LittleBook.Start.AddMinutes(-11), 100)), StringComparison.Ordinal);
    }
}
