using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Accounts;

/// <summary>Who may give an account a key.</summary>
public sealed class KeyRulesTests
{
    /// <summary>An account called ana: its keys as <c>phone</c>, or <c>-phone</c> when blocked.</summary>
    private static Account Ana(string keys, SubjectStatus status = SubjectStatus.Open) => new(AccountId.Parse("ana"))
    {
        Kind = AccountKind.Resident,
        Status = status,
        Acts = 5,
        Keys = keys.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(k => new DeviceKey(new Pen(k.TrimStart('-')).Key, Blocked: k[0] == '-'))
            .Aggregate(new Account(AccountId.Parse("ana")).Keys, (all, key) => all.Add(key.Key.Id, key)),
    };

    private static (Act.KeyAdded? Act, KeyRefusal? Refusal) Decide(Account account, string key, string signer, string ledger = "LILLE", string of = "ana", bool challengeHolds = true)
    {
        var proof = new Pen(signer).Sign(new DeviceProof(LedgerId.Parse(ledger), AccountId.Parse(of), new byte[32], new Pen(key).Key));
        return KeyRules.Decide(account, proof, LedgerId.Parse("LILLE"), challengeHolds, LittleBook.Clerk, Pen.Verifier);
    }

    [Theory]
    // has            adds     signed by   answer
    [InlineData("", "phone", "phone", "added")]                             // the first key signs for itself
    [InlineData("", "phone", "stranger", "bad_signature")]
    [InlineData("phone", "tablet", "phone", "added")]                       // a key that it has signs for the next
    [InlineData("phone", "tablet", "tablet", "endorsement_required")]
    [InlineData("phone", "tablet", "stranger", "endorsement_required")]
    [InlineData("-lost phone", "tablet", "lost", "endorsement_required")]   // a blocked key vouches for nobody
    [InlineData("-lost phone", "tablet", "phone", "added")]
    [InlineData("-lost", "tablet", "tablet", "endorsement_required")]       // having blocked all does not open the account to anyone
    [InlineData("-lost", "tablet", "lost", "endorsement_required")]
    [InlineData("phone", "phone", "phone", "key_exists")]
    [InlineData("-lost phone", "lost", "phone", "key_exists")]              // a blocked key never comes back
    public void Key_is_added_by_whoever_may(string has, string adds, string signer, string answer)
    {
        var (act, refusal) = Decide(Ana(has), adds, signer);

        Assert.Equal(answer, refusal is { } reason ? LittleBook.Word(reason) : "added");
        if (act is null) return;
        Assert.Equal(new Pen(adds).Key, act.Key);
        Assert.Equal(has.Length == 0 ? null : new Pen(signer).Key.Id, act.Voucher);
        Assert.Equal(new Turn("ana", 6), act.Turn);
    }

    [Fact]
    public void Reasons_win_in_their_order()
    {
        var closed = Ana("-lost phone", SubjectStatus.Closed);
        Assert.Equal(KeyRefusal.WrongLedger, Decide(closed, "phone", "tablet", ledger: "ROUBAIX", of: "bob", challengeHolds: false).Refusal);
        Assert.Equal(KeyRefusal.WrongAccount, Decide(closed, "phone", "tablet", of: "bob", challengeHolds: false).Refusal);
        Assert.Equal(KeyRefusal.ChallengeUnknown, Decide(closed, "phone", "tablet", challengeHolds: false).Refusal);
        Assert.Equal(KeyRefusal.AccountClosed, Decide(closed, "phone", "tablet").Refusal);
        Assert.Equal(KeyRefusal.EndorsementRequired, Decide(Ana("phone"), "phone", "tablet").Refusal);
    }

    [Fact]
    public void Forged_signature_of_a_key_that_may_is_bad()
    {
        var proof = new Pen("phone").Sign(new DeviceProof(LedgerId.Parse("LILLE"), AccountId.Parse("ana"), new byte[32], new Pen("tablet").Key));
        var forged = proof with { Envelope = proof.Envelope with { Signature = new byte[] { 1 }.Concat(new byte[62]).Append((byte)1).ToArray() } };

        Assert.Equal(KeyRefusal.BadSignature, KeyRules.Decide(Ana("phone"), forged, LedgerId.Parse("LILLE"), true, LittleBook.Clerk, Pen.Verifier).Refusal);
    }

    [Fact]
    public void Pending_account_may_have_its_first_key() => Assert.NotNull(Decide(Ana("", SubjectStatus.Pending), "phone", "phone").Act);
}
