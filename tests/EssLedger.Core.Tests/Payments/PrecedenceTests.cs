using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Payments;

/// <summary>Which reason wins: a good order is spoiled in two ways at once, for every two ways that can meet, and gets the reason that stands first in the protocol.</summary>
public sealed class PrecedenceTests
{
    private static readonly AccountId Ana = AccountId.Parse("ana"), Bakery = AccountId.Parse("bakery"), Bob = AccountId.Parse("bob");
    private static readonly Uuid Any = Uuid.Version7(LittleBook.Start, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);

    /// <summary>An order and the world in which it comes, before or after it was spoiled.</summary>
    private sealed record Case(PaymentOrder Order, Account Payer, Facts Facts, Pen Pen, Func<byte[], byte[]> Touch)
    {
        public bool Ended { get; init; }

        public string Answer()
        {
            if (!SignedOrder.TryDecode(Touch(Pen.Bytes(Order)), out var signed, out _)) return "malformed_payload";
            var terms = new LittleBook().Terms;
            var decision = PaymentRules.Decide(Payer, signed, Ended ? terms with { WindDown = new(LittleBook.Start, ParisCalendar.DayOf(LittleBook.Start).AddDays(-1), PaysResidents: false) } : terms, Facts, LittleBook.Start, Pen.Verifier);
            return decision is Decision.Refuse refuse ? LittleBook.Word(refuse.Reason) : LittleBook.Word(decision);
        }
    }

    private static Case Good => new(
        new(LedgerId.Parse("LILLE"), new(Any), Ana, Bakery, Amount.FromMinor(10), LittleBook.Unit, LittleBook.Start.ToUnixTimeSeconds() + 60),
        new Account(Ana)
        {
            Kind = AccountKind.Resident,
            Status = SubjectStatus.Open,
            Acts = 2,
            Keys = ImmutableDictionary<KeyId, DeviceKey>.Empty.Add(new Pen("ana").Key.Id, new(new Pen("ana").Key, Blocked: false)),
            Balances = ImmutableDictionary<Drawer, Balance>.Empty.Add(new(LittleBook.Unit, null), new(100)),
        },
        Facts.None with { Payee = SubjectStatus.Open }, new Pen("ana"), bytes => bytes);

    /// <summary>How to deserve each reason, changing as little as possible.</summary>
    private static readonly Dictionary<Refusal, Func<Case, Case>> Spoil = new()
    {
        [Refusal.MalformedPayload] = c => c with { Touch = bytes => c.Touch(bytes)[..^1] },
        [Refusal.UnknownKey] = c => c with { Pen = new("stranger") },
        [Refusal.BadSignature] = c => c with { Touch = bytes => [.. c.Touch(bytes)[..^3], .. "no!"u8] },
        [Refusal.OrderIdReused] = c => c with { Facts = c.Facts with { Earlier = Outcome(new Act.Refused(new("ana", 2), new(Any), Ana, default, Digest.Of("other"u8), default, Refusal.WrongUnit, Limit.None)) } },
        [Refusal.WrongLedger] = c => c with { Order = c.Order with { Ledger = LedgerId.Parse("ROUBAIX") } },
        [Refusal.WrongUnit] = c => c with { Order = c.Order with { Unit = Unit.Euro } },
        [Refusal.CurrencyEnded] = c => c with { Ended = true },
        [Refusal.OrderExpired] = c => c with { Order = c.Order with { NotAfter = LittleBook.Start.ToUnixTimeSeconds() - 1 } },
        [Refusal.ExpiryTooFar] = c => c with { Order = c.Order with { NotAfter = LittleBook.Start.ToUnixTimeSeconds() + 601 } },
        [Refusal.KeyBlocked] = c => c with { Payer = c.Payer with { Keys = c.Payer.Keys.SetItem(new Pen("ana").Key.Id, new(new Pen("ana").Key, Blocked: true)) } },
        [Refusal.PayerClosed] = c => c with { Payer = c.Payer with { Status = SubjectStatus.Closed } },
        [Refusal.SameAccount] = c => c with { Order = c.Order with { Payee = Ana } },
        [Refusal.PayeeUnknown] = c => c with { Facts = c.Facts with { Payee = null } },
        [Refusal.PayeeClosed] = c => c with { Facts = c.Facts with { Payee = SubjectStatus.Closed } },
        [Refusal.RequestUnknown] = c => c with { Order = c.Order with { Request = new(Any) } },
        [Refusal.RequestClosed] = c => Asked(c) with { Facts = Asked(c).Facts with { RequestEnded = true } },
        [Refusal.RequestMismatch] = c => Asked(c) with { Facts = Asked(c).Facts with { Request = Asked(c).Facts.Request! with { Payee = Bob } } },
        [Refusal.SaleUnknown] = c => c with { Order = c.Order with { Refunds = new(Any) } },
        [Refusal.RefundExceedsSale] = c => c with { Order = c.Order with { Refunds = new(Any) }, Facts = c.Facts with { Sale = Sale(c.Order, 1) } },
        [Refusal.NotProfessional] = c => Reconverted(c) with { Payer = c.Payer with { Kind = AccountKind.Resident } },
        [Refusal.NoAgreement] = c => Reconverted(c) with { Payer = c.Payer with { Kind = AccountKind.Merchant, AgreementEnded = true } },
        [Refusal.FeeMismatch] = c => c with { Order = c.Order with { Fee = Amount.FromMinor(1) } },
        [Refusal.LimitExceeded] = c => c with { Order = c.Order with { Amount = Amount.FromMinor(100_001), Purses = [.. c.Order.Purses.Select(p => p with { Part = Amount.FromMinor(100_001) })] } },
        [Refusal.PurseNotAccepted] = c => c with { Order = c.Order with { Purses = [new(new(Any), c.Order.Amount)] } },
        [Refusal.InsufficientFunds] = c => c with { Payer = c.Payer with { Balances = c.Payer.Balances.SetItem(new(LittleBook.Unit, null), new(9)) } },
    };

    /// <summary>What cannot be deserved together.</summary>
    private static readonly (Refusal, Refusal, string Why)[] NeverMeet =
    [
        (Refusal.OrderExpired, Refusal.ExpiryTooFar, "too late and too early"),
        (Refusal.PayeeUnknown, Refusal.PayeeClosed, "what is closed is known"),
        (Refusal.RequestUnknown, Refusal.RequestClosed, "what has ended is known"),
        (Refusal.RequestUnknown, Refusal.RequestMismatch, "what asks for something else is known"),
        (Refusal.SaleUnknown, Refusal.RefundExceedsSale, "what has an amount is known"),
        (Refusal.SameAccount, Refusal.NotProfessional, "the office's account is no member's"),
        (Refusal.SameAccount, Refusal.NoAgreement, "the office's account is no member's"),
        (Refusal.PayeeUnknown, Refusal.NotProfessional, "the office's account is always there"),
        (Refusal.PayeeUnknown, Refusal.NoAgreement, "the office's account is always there"),
        (Refusal.PayeeClosed, Refusal.NotProfessional, "the office's account is always open"),
        (Refusal.PayeeClosed, Refusal.NoAgreement, "the office's account is always open"),
        (Refusal.RefundExceedsSale, Refusal.NotProfessional, "the office buys nothing"),
        (Refusal.RefundExceedsSale, Refusal.NoAgreement, "the office buys nothing"),
        (Refusal.NotProfessional, Refusal.NoAgreement, "only professionals have an agreement"),
    ];

    public static TheoryData<Refusal, Refusal> Pairs()
    {
        var pairs = new TheoryData<Refusal, Refusal>();
        foreach (var first in Spoil.Keys)
            foreach (var second in Spoil.Keys.Where(second => Rank(second) > Rank(first) && !NeverMeet.Any(n => (n.Item1, n.Item2) == (first, second))))
                pairs.Add(first, second);
        return pairs;
    }

    // Numbers are stored, and reasons that came later got later ones; these win over those below them.
    private static double Rank(Refusal reason) => reason is Refusal.NotProfessional or Refusal.NoAgreement or Refusal.FeeMismatch ? (int)Refusal.RefundExceedsSale + (int)reason / 100.0 : reason is Refusal.CurrencyEnded ? (int)Refusal.WrongUnit + 0.5 : (int)reason;

    [Fact]
    public void Order_that_nobody_spoiled_is_accepted() => Assert.Equal("accepted", Good.Answer());

    [Fact]
    public void Every_reason_of_the_protocol_can_be_deserved() => Assert.Equal(Enum.GetValues<Refusal>(), Spoil.Keys.Order());

    [Fact]
    public void Each_reason_alone_is_given()
    {
        foreach (var (reason, spoil) in Spoil) Assert.Equal(LittleBook.Word(reason), spoil(Good).Answer());
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Of_two_reasons_the_first_is_given(Refusal first, Refusal second)
    {
        Assert.Equal(LittleBook.Word(first), Spoil[second](Spoil[first](Good)).Answer());
        Assert.Equal(LittleBook.Word(first), Spoil[first](Spoil[second](Good)).Answer());
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Repeat_wins_over_all_but_the_first_three(Refusal first, Refusal second)
    {
        var spoiled = Spoil[second](Spoil[first](Good));
        if (first == Refusal.MalformedPayload || second == Refusal.OrderIdReused || first == Refusal.OrderIdReused) return;
        var payload = Digest.Of(spoiled.Order.Encode());
        var paid = new Act.Paid(new("ana", 2), spoiled.Order.Id, Ana, Bakery, default, payload, default, null, null, [new(Ana, null, Bakery, null, Amount.FromMinor(10), LittleBook.Unit)]);
        var repeated = spoiled with { Facts = spoiled.Facts with { Earlier = Outcome(paid) } };

        Assert.Equal(first <= Refusal.BadSignature ? LittleBook.Word(first) : "repeated", repeated.Answer());
    }

    private static Case Reconverted(Case c) => c with { Order = c.Order with { Payee = OfficeAccounts.Reconversion, Fee = c.Order.Fee ?? Amount.Zero } };

    private static Case Asked(Case c) => c with
    {
        Order = c.Order with { Request = new(Any) },
        Facts = c.Facts with { Request = c.Facts.Request ?? new(new(Any), c.Order.Payee, null, c.Order.Unit, LittleBook.Start.AddSeconds(60), Standing: false) },
    };

    private static SaleFacts Sale(PaymentOrder refund, long amount) => new(new Act.Paid(
        new(refund.Payee.Value, 3), new(Any), refund.Payee, refund.Payer, default, default, default, null, null, [new(refund.Payee, null, refund.Payer, null, Amount.FromMinor(amount), refund.Unit)]));

    private static Outcome Outcome(Act act) => new(new(new(7), LittleBook.Start, default, default), act);
}
