using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
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

    private static readonly LedgerId Ledger = LedgerId.Parse("LILLE");
    private static readonly Mandate Mandate = new(Ledger, new(Uuid.Version7(LittleBook.Start, new byte[10])), AccountId.Parse("ana"), null, Amount.FromMinor(5), LittleBook.Unit, Amount.FromMinor(9), 7, new(2027, 3, 2));
    private static readonly PersonId Other = PersonId.Parse("OTHER");

    private static SignedProof Proof(string key, string signer, string ledger = "LILLE", string of = "ana") =>
        new Pen(signer).Sign(new DeviceProof(LedgerId.Parse(ledger), AccountId.Parse(of), new byte[32], new Pen(key).Key));

    private static (Act.KeyAdded? Act, KeyRefusal? Refusal) Decide(Account account, string key, string signer, string ledger = "LILLE", string of = "ana", bool challengeHolds = true, Amount? refundsUpTo = null) =>
        KeyRules.Add(account, Proof(key, signer, ledger, of), Ledger, challengeHolds, LittleBook.Clerk, LittleBook.Start, Pen.Verifier, refundsUpTo);

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

        Assert.Equal(KeyRefusal.BadSignature, KeyRules.Add(Ana("phone"), forged, Ledger, true, LittleBook.Clerk, LittleBook.Start, Pen.Verifier).Refusal);
    }

    [Fact]
    public void Pending_account_may_have_its_first_key() => Assert.NotNull(Decide(Ana("", SubjectStatus.Pending), "phone", "phone").Act);

    [Fact]
    public void Till_key_is_vouched_for_and_vouches_for_nobody()
    {
        var most = Amount.FromMinor(2000);
        Assert.Equal(KeyRefusal.EndorsementRequired, Decide(Ana(""), "till", "till", refundsUpTo: most).Refusal);
        Assert.Equal(most, Decide(Ana("phone"), "till", "phone", refundsUpTo: most).Act?.RefundsUpTo);
        var till = new DeviceKey(new Pen("till").Key, Blocked: false) { RefundsUpTo = most };
        var shop = Ana("phone") with { Keys = Ana("phone").Keys.Add(till.Key.Id, till) };
        Assert.Equal(KeyRefusal.EndorsementRequired, Decide(shop, "tablet", "till").Refusal);
    }

    [Fact]
    public void Lost_phone_is_replaced_by_two_persons_and_a_day()
    {
        var book = new LittleBook();
        var ana = AccountId.Parse("ana");
        book.Open(ana, AccountKind.Resident, new Pen("lost").Key);
        book.Place(new Act.KeyBlocked(book.NextTurn(ana), new Pen("lost").Key.Id, LittleBook.Clerk));

        var proof = Proof("new", "new");
        book.Place(KeyRules.Enter(book[ana], proof, Ledger, challengeHolds: true, LittleBook.Clerk, Pen.Verifier).Act!);
        Assert.Equal(KeyRefusal.KeyExists, KeyRules.Enter(book[ana], proof, Ledger, true, LittleBook.Clerk, Pen.Verifier).Refusal);
        Assert.Equal(KeyRefusal.EndorsementRequired, Decide(book[ana], "third", "new").Refusal);
        Assert.Equal(KeyRefusal.SamePerson, KeyRules.Confirm(book[ana], proof.Key, LittleBook.Clerk).Refusal);
        Assert.Equal(KeyRefusal.KeyNotEntered, KeyRules.Confirm(book[ana], new Pen("lost").Key.Id, Other).Refusal);

        book.Place(KeyRules.Confirm(book[ana], proof.Key, Other).Act!);
        var key = book[ana].Keys[proof.Key];
        Assert.False(key.IsActive(book.Now + KeyRules.Wait - TimeSpan.FromMilliseconds(1)));
        Assert.True(key.IsActive(book.Now + KeyRules.Wait));
        Assert.Equal(KeyRefusal.EndorsementRequired, Decide(book[ana], "third", "new").Refusal);
    }

    [Fact]
    public void Entered_key_that_its_holder_objects_to_never_signs()
    {
        var book = new LittleBook();
        var ana = AccountId.Parse("ana");
        book.Open(ana, AccountKind.Resident, new Pen("phone").Key);
        book.Place(KeyRules.Enter(book[ana], Proof("thief", "thief"), Ledger, true, LittleBook.Clerk, Pen.Verifier).Act!);
        book.Place(new Act.KeyBlocked(book.NextTurn(ana), new Pen("thief").Key.Id, LittleBook.Clerk));

        Assert.Equal(KeyRefusal.KeyNotEntered, KeyRules.Confirm(book[ana], new Pen("thief").Key.Id, Other).Refusal);
        Assert.Equal(KeyRefusal.KeyExists, KeyRules.Enter(book[ana], Proof("thief", "thief"), Ledger, true, LittleBook.Clerk, Pen.Verifier).Refusal);
        Assert.True(book[ana].Keys[new Pen("thief").Key.Id].Blocked);
    }

    [Theory]
    [InlineData("")]
    [InlineData("phone -lost")]
    public void State_is_kept_whole(string keys)
    {
        var ana = Ana(keys) with
        {
            Keys = Ana(keys).Keys.Add(new Pen("till").Key.Id, new DeviceKey(new Pen("till").Key, Blocked: false) { From = LittleBook.Start, RefundsUpTo = Amount.FromMinor(5) }),
            Entered = Ana("").Entered.Add(new Pen("new").Key.Id, new(new Pen("new").Key, Other, LittleBook.Start)),
            Ceilings = new(Balance: Amount.FromMinor(5), CardDay: Amount.Zero),
            PaidByDay = [new(5, Amount.FromMinor(7), Amount.FromMinor(6))],
            Cards = Ana("").Cards.Add(new(new Uuid(1)), new(Other, new(4), Digest.Of("pin"u8)) { Confirmed = true, WrongPins = 2, Day = 5, PaidOnDay = Amount.FromMinor(3) }).Add(new(new Uuid(2)), new(Other, new(5), Digest.Zero) { Blocked = true }),
            Mandates = Ana("").Mandates.Add(Mandate.Id, new(Mandate, AccountId.Parse("bob"), new(2026, 3, 2)) { Revoked = true, Period = 4, PaidInPeriod = Amount.FromMinor(9) }),
        };
        var again = AccountBytes.Decode(AccountBytes.Encode(ana));
        Assert.Equal(ana.Ceilings, again.Ceilings);
        Assert.Equal(ana.PaidByDay, again.PaidByDay);
        Assert.Equal(ana.Cards, again.Cards);
        Assert.Equal(ana.Mandates, again.Mandates);
        Assert.Equal(ana.Keys.OrderBy(k => k.Key.ToString()), again.Keys.OrderBy(k => k.Key.ToString()));
        Assert.Equal(ana.Entered, again.Entered);
    }
}
