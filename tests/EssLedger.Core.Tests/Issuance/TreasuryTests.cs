using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Issuance;

/// <summary>The rules of making money, as the association's board reads them.</summary>
public sealed class TreasuryTests
{
    [Fact]
    public void Units_are_made_against_euro_by_two_persons()
    {
        var book = PaymentScript.Play("""
            account ana resident
            propose i1 ana 5000 MLC R1 6000 by ALICE   = accepted
            balance ana                                = 0
            approve i1 by ALICE                        = same_person
            approve i1 by BRUNO                        = accepted
            approve i1 by BRUNO                        = already_decided
            reject  i1 by BRUNO                        = already_decided
            balance ana                                = 5000
            balance issuance                           = -5000
            """);

        Assert.Equal(6000, book[OfficeAccounts.Announced].Of(Unit.Euro).Minor);
        Assert.Equal(-1000, book[OfficeAccounts.Suspense].Of(Unit.Euro).Minor);
        Assert.Equal(-5000, book[OfficeAccounts.Backing].Of(Unit.Euro).Minor);
    }

    [Fact]
    public void Every_refusal_has_its_reason_and_the_first_wins() => PaymentScript.Play("""
        account ana    resident
        account late   resident pending
        account gone   resident
        close   gone
        propose i1 ana 50 MLC R1 50 by ALICE        = accepted
        propose i2 nobody 60 EUR R1 50 by ALICE     = wrong_unit            // wins over all that follow
        propose i2 nobody 60 MLC R1 50 by ALICE     = account_unknown       // wins over the receipt
        propose i2 gone 60 MLC R1 50 by ALICE       = account_closed
        propose i2 late 60 MLC R1 50 by ALICE       = account_closed        // not yet approved
        propose i2 ana 60 MLC R1 50 by ALICE        = already_issued        // wins over the amount; R1 waits
        propose i2 ana 51 MLC R2 50 by ALICE        = exceeds_receipt
        approve i9 by BRUNO                         = issuance_unknown
        reject  i9 by BRUNO                         = issuance_unknown
        reject  i1 by ALICE                         = same_person
        reject  i1 by BRUNO                         = accepted
        approve i1 by ALICE                         = already_decided       // wins over the same person
        """);

    [Fact]
    public void Receipt_backs_one_issuance_and_is_free_again_when_that_is_rejected() => PaymentScript.Play("""
        account ana    resident
        propose i1 ana 50 MLC VIR-2026-03 50 by ALICE     = accepted
        propose i2 ana 50 MLC vir-2026-03 50 by ALICE     = already_issued      // the same reference, typed otherwise
        reject  i1 by BRUNO                               = accepted
        propose i3 ana 50 MLC VIR-2026-03 50 by ALICE     = accepted
        approve i3 by BRUNO                               = accepted
        propose i4 ana 50 MLC VIR-2026-03 50 by ALICE     = already_issued
        balance ana                                       = 50
        """);

    [Theory]
    [InlineData("VIR 2026 03", true)]
    [InlineData("vir202603", true)]
    [InlineData("\u200bVIR\u00a02026\t03\u2060", true)]
    [InlineData("ＶＩＲ２０２６０３", true)]
    [InlineData("VIR202604", false)]
    [InlineData("VIR-2026-03", false)]
    public void One_receipt_typed_twice_is_one_receipt(string reference, bool same) =>
        Assert.Equal(same, Receipt("bank_transfer", "VIR202603").Identity == Receipt("Bank_Transfer", reference).Identity);

    [Fact]
    public void Kind_is_part_of_a_receipt() => Assert.NotEqual(Receipt("cash", "7").Identity, Receipt("cheque", "7").Identity);

    [Theory]
    [InlineData(" \u200b\t", true)]
    [InlineData("0", false)]
    public void Reference_of_nothing_visible_is_none(string reference, bool none) => Assert.Equal(none, Receipt("cash", reference).HasNoReference);

    [Fact]
    public void Entries_that_do_not_follow_are_a_broken_book()
    {
        var book = PaymentScript.Play("""
            account ana resident
            propose i1 ana 50 MLC R1 50 by ALICE   = accepted
            propose i2 ana 50 MLC R2 50 by ALICE   = accepted
            """);
        var (first, act) = book.Entries[^2];
        var (second, next) = book.Entries[^1];

        Assert.Throws<Journal.BrokenBookException>(() => new TreasuryState().Apply(second, next));
        Assert.Throws<Journal.BrokenBookException>(() => new TreasuryState().Apply(first, act).Apply(first, act));
    }

    private static EuroReceipt Receipt(string kind, string reference) => new(kind, reference, Amount.FromMinor(1));
}
