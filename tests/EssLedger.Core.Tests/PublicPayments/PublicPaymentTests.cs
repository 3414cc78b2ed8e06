using EssLedger.Core.Banking;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.PublicPayments;

/// <summary>A public body pays euro, and whoever asked for it in writing is credited in units. Every act of these stories goes through the audit too.</summary>
public sealed class PublicPaymentTests
{
    [Fact]
    public void Body_pays_in_euro_and_the_beneficiary_is_credited_under_their_mandate() => OfficeBook.Play("""
        account ana
        mandate AAAAAAAAAAAA ana 5000 2026-03-01 2026-06-30         = accepted
        statement s1 GUARANTEE 2026-03-02 0 5000 a:5000             = accepted
        propose i1 ana 5000 line a under AAAAAAAAAAAA               = accepted
        revoke AAAAAAAAAAAA                                         = public_payment_arrived
        approve i1 by TINA                                          = same_person
        approve i1 by BRUNO                                         = accepted
        holds ana                                                   = 5000
        balance BACKING EUR                                         = -5000
        balance SUSPENSE EUR                                        = 0
        open                                                        =
        gaps                                                        =
        """);

    [Fact]
    public void Euro_that_the_mandate_does_not_cover_stay_in_suspense_and_can_be_sent_back() => OfficeBook.Play("""
        account ana
        account bob
        mandate AAAAAAAAAAAA ana 5000 2026-03-01 2026-06-30                      = accepted
        statement s1 GUARANTEE 2026-03-02 0 6000 a:6000                          = accepted
        propose i1 ana 6000 line a under BBBBBBBBBBBB                            = public_mandate_unknown
        propose i1 bob 5000 line a under AAAAAAAAAAAA                            = public_beneficiary_mismatch
        propose i1 ana 5000 line a under AAAAAAAAAAAA from another               = public_payer_mismatch
        propose i1 ana 5001 line a under AAAAAAAAAAAA                            = public_mandate_exceeded
        propose i1 ana 5000 line a under AAAAAAAAAAAA                            = accepted
        approve i1 by BRUNO                                                      = accepted
        balance SUSPENSE EUR                                                     = -1000
        statement s2 GUARANTEE 2026-03-03 6000 5000 b:-1000                      = accepted
        offset a,b                                                               = accepted
        balance SUSPENSE EUR                                                     = 0
        gaps                                                                     =
        """);

    [Fact]
    public void Mandate_holds_from_its_first_day_to_its_last_as_the_bank_books() => OfficeBook.Play("""
        account ana
        mandate AAAAAAAAAAAA ana 5000 2026-03-02 2026-03-04                      = accepted
        statement s1 GUARANTEE 2026-03-01 0 100 a:100                            = accepted
        statement s2 GUARANTEE 2026-03-02 100 200 b:100                          = accepted
        statement s3 GUARANTEE 2026-03-04 200 300 c:100                          = accepted
        statement s4 GUARANTEE 2026-03-05 300 400 d:100                          = accepted
        propose i1 ana 100 line a under AAAAAAAAAAAA                             = public_mandate_expired
        propose i2 ana 100 line b under AAAAAAAAAAAA                             = accepted
        propose i3 ana 100 line c under AAAAAAAAAAAA                             = accepted
        propose i4 ana 100 line d under AAAAAAAAAAAA                             = public_mandate_expired
        """);

    [Fact]
    public void Mandate_is_taken_back_until_the_euro_have_come_and_once() => OfficeBook.Play("""
        account ana
        revoke AAAAAAAAAAAA                                                      = public_mandate_unknown
        mandate AAAAAAAAAAAA ana 5000 2026-03-01 2026-06-30                      = accepted
        revoke AAAAAAAAAAAA arrived                                              = public_payment_arrived
        revoke AAAAAAAAAAAA                                                      = accepted
        revoke AAAAAAAAAAAA                                                      = public_mandate_revoked
        statement s1 GUARANTEE 2026-03-02 0 5000 a:5000                          = accepted
        propose i1 ana 5000 line a under AAAAAAAAAAAA                            = public_mandate_revoked
        """);

    [Fact]
    public void What_was_undone_after_the_mandate_ended_had_come_in_time() => OfficeBook.Play("""
        account ana
        account bob
        mandate AAAAAAAAAAAA ana 5000 2026-03-01 2026-03-10                      = accepted
        statement s1 GUARANTEE 2026-03-02 0 3000 a:3000                          = accepted
        propose i1 ana 3000 line a under AAAAAAAAAAAA                            = accepted
        approve i1 by BRUNO                                                      = accepted
        days 30
        reverse i1 by TINA                                                       = accepted
        approve-reversal i1 by BRUNO                                             = accepted
        propose i2 bob 3000 line undone.i1 under AAAAAAAAAAAA                    = public_beneficiary_mismatch
        propose i2 ana 3000 line undone.i1 under AAAAAAAAAAAA                    = accepted
        approve i2 by BRUNO                                                      = accepted
        holds ana                                                                = 3000
        """);

    [Fact]
    public void Several_transfers_share_a_ceiling_and_what_waits_counts() => OfficeBook.Play("""
        account ana
        mandate AAAAAAAAAAAA ana 5000 2026-03-01 2026-06-30                      = accepted
        statement s1 GUARANTEE 2026-03-02 0 8000 a:3000 b:3000 c:2000            = accepted
        propose i1 ana 3000 line a under AAAAAAAAAAAA                            = accepted
        propose i2 ana 3000 line b under AAAAAAAAAAAA                            = public_mandate_exceeded
        reject i1 by BRUNO                                                       = accepted
        propose i2 ana 3000 line b under AAAAAAAAAAAA                            = accepted
        approve i2 by BRUNO                                                      = accepted
        propose i3 ana 2000 line c under AAAAAAAAAAAA                            = accepted
        approve i3 by BRUNO                                                      = accepted
        propose i4 ana 1 line a under AAAAAAAAAAAA                               = public_mandate_exceeded
        holds ana                                                                = 5000
        reverse i2 by TINA                                                       = accepted
        approve-reversal i2 by BRUNO                                             = accepted
        propose i4 ana 3000 line undone.i2 under AAAAAAAAAAAA                    = accepted          // what was undone was not paid
        """);

    [Theory]
    [InlineData("mandate AAAAAAAAAAAA nobody 5000 2026-03-01 2026-06-30 = account_unknown")]
    [InlineData("mandate AAAAAAAAAAAA ana 0 2026-03-01 2026-06-30 = public_mandate_unsound")]
    [InlineData("mandate AAAAAAAAAAAA ana 5000 2026-03-02 2026-03-01 = public_mandate_unsound")]
    [InlineData("mandate AAAAAAAAAAAA ana 5000 2026-03-01 2028-03-02 = public_mandate_unsound")]
    [InlineData("mandate AAAAAAAAAAAA ana 5000 2026-03-01 2028-03-01 = accepted")]
    public void Mandate_is_for_something_and_for_two_years_at_most(string line) => OfficeBook.Play($"account ana\n{line}");

    [Theory]
    [InlineData("bob", 5000, 6000, "another than the beneficiary")]
    [InlineData("ana", 5001, 6000, "more than the public mandate")]
    public void Audit_finds_units_that_no_mandate_allowed(string account, long amount, long euro, string wrong)
    {
        var book = OfficeBook.Play("""
            account ana
            account bob
            mandate AAAAAAAAAAAA ana 5000 2026-03-01 2026-06-30
            statement s1 GUARANTEE 2026-03-02 0 6000 a:6000
            """);
        var audit = new CurrencyAudit();
        foreach (var (entry, _) in book.Entries) Assert.Null(audit.Check(entry, _ => null, []));
        var act = new Act.IssuanceProposed(book.Treasury.NextTurn, new(new((UInt128)1)), AccountId.Parse(account), Amount.FromMinor(amount), Unit.Parse("MLC"), OfficeBook.Key("a"), Amount.FromMinor(euro), PersonId.Parse("TINA"))
        {
            Source = OfficeAccounts.Suspense,
            Mandate = PublicMandateId.Parse("AAAAAAAAAAAA"),
        };
        var last = book.Entries[^1].Entry;
        var body = Codec.Encode(act);
        var fault = audit.Check(new Entry(last.Position.Next, last.CommittedAt, Entry.HashOf(last.Hash, last.Position.Next, last.CommittedAt, body), body), _ => null, []);
        Assert.Contains(wrong, fault?.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Words_come_back_from_their_bytes_and_no_two_have_the_same()
    {
        var words = new MandateWords("Ville de Lille", "facture 2026-118", "FR1420041010050500013M02606");
        var (salt, other) = (new byte[MandateWords.SaltSize], Enumerable.Repeat((byte)1, MandateWords.SaltSize).ToArray());
        Assert.Equal(words, MandateWords.Of(words.ToBytes(salt)));
        Assert.Equal(words with { PaysFrom = null }, MandateWords.Of((words with { PaysFrom = null }).ToBytes(salt)));
        Assert.NotEqual(words.ToBytes(salt), words.ToBytes(other));
        Assert.Throws<ArgumentException>(() => words.ToBytes([1]));
        Assert.Null(MandateWords.Of([1, 2, 3]));
    }

    [Fact]
    public void Euro_come_from_the_bank_account_that_the_mandate_names_if_it_names_one()
    {
        var line = new BankLine { Booked = new(2026, 3, 2), Cents = 5000, CounterpartyIban = "FR14 2004 1010 0505 0001 3M02 606" };
        var words = new MandateWords("Ville de Lille", "facture 2026-118", "FR1420041010050500013M02606");
        Assert.True(PublicPaymentRules.CameFrom(line, words));
        Assert.True(PublicPaymentRules.CameFrom(line, words with { PaysFrom = null }));
        Assert.True(PublicPaymentRules.CameFrom(line, null));
        Assert.False(PublicPaymentRules.CameFrom(line, words with { PaysFrom = "BE68539007547034" }));
        Assert.False(PublicPaymentRules.CameFrom(line with { CounterpartyIban = null }, words));
    }
}
