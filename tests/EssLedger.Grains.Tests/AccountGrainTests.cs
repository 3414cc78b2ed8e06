using System.Collections.Immutable;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Store.Memory;

namespace EssLedger.Grains;

public sealed class AccountGrainTests : IAsyncLifetime
{
    private readonly MemoryJournalStore _store = new(TimeProvider.System);
    private readonly MemoryPaymentRequestStore _requests = new();
    private TestLedger _ledger = null!;

    public async ValueTask InitializeAsync() => _ledger = await TestLedger.Start(_store, requests: _requests);

    public async ValueTask DisposeAsync()
    {
        await _ledger.AssertClean();
        await _ledger.DisposeAsync();
    }

    private Task<PaymentAnswer> Pay(Member payer, SignedOrder order) => _ledger.Account(payer.Account).Pay(order);

    [Fact]
    public async Task Repeated_order_returns_the_first_outcome_and_moves_nothing_twice()
    {
        var (ana, bakery) = (await _ledger.NewMember(100), await _ledger.NewMember());
        var order = ana.Order(bakery, 60);
        var first = await Pay(ana, order);
        var second = await Pay(ana, order);
        Assert.True(first is { First: true, Refusal: null } && second is { First: false, Refusal: null });
        Assert.Equal(first.Outcome!.Entry.Hash, second.Outcome!.Entry.Hash);
        Assert.Equal((40, 60), (await _ledger.BalanceOf(ana), await _ledger.BalanceOf(bakery)));
        Assert.Equal(Refusal.OrderIdReused, (await Pay(ana, ana.Order(bakery, 1, order.Order.Id))).Refusal);
    }

    [Fact]
    public async Task Two_hundred_identical_orders_at_once_make_one_entry_and_equal_answers()
    {
        var (ana, bakery) = (await _ledger.NewMember(100), await _ledger.NewMember());
        var order = ana.Order(bakery, 60);
        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Pay(ana, order)));
        Assert.Single(answers, a => a.First);
        Assert.Single(answers.Select(a => a.Outcome!.Entry.Hash).Distinct());
        Assert.Single(await _ledger.Acts(), a => a is Act.Paid);
    }

    [Fact]
    public async Task Of_a_thousand_orders_beyond_the_balance_exactly_the_affordable_ones_pass()
    {
        var (ana, bakery) = (await _ledger.NewMember(5000), await _ledger.NewMember());
        var orders = Enumerable.Range(0, 1000).Select(_ => ana.Order(bakery, 7)).ToList();
        var answers = await Task.WhenAll(orders.Select(o => Pay(ana, o)));
        Assert.Equal(5000 / 7, answers.Count(a => a.Outcome is not null));
        Assert.All(answers.Where(a => a.Outcome is null), a => Assert.Equal(Refusal.InsufficientFunds, a.Refusal));
        Assert.Equal(5000 % 7, await _ledger.BalanceOf(ana));
    }

    [Fact]
    public async Task A_refusal_for_funds_stays_when_funds_have_come_also_on_another_server()
    {
        var (ana, bakery) = (await _ledger.NewMember(10), await _ledger.NewMember());
        var order = ana.Order(bakery, 60);
        Assert.Equal(Refusal.InsufficientFunds, (await Pay(ana, order)).Refusal);
        await _ledger.Issue(ana.Account, 100);
        Assert.Equal(Refusal.InsufficientFunds, (await Pay(ana, order)).Refusal);
        await using var other = await TestLedger.Start(_store, requests: _requests);
        Assert.Equal(Refusal.InsufficientFunds, (await other.Account(ana.Account).Pay(order)).Refusal);
        Assert.NotNull((await Pay(ana, ana.Order(bakery, 60))).Outcome);
    }

    [Fact]
    public async Task Payee_who_waits_for_admission_is_paid_neither_by_card_nor_under_a_mandate()
    {
        var (ana, newcomer) = (await _ledger.NewMember(100), AccountId.FromRandom(System.Security.Cryptography.RandomNumberGenerator.GetBytes(13)));
        await _ledger.Account(newcomer).Open(AccountKind.Merchant, SubjectStatus.Pending, TestLedger.Bureau);
        var (grain, card) = (_ledger.Account(ana.Account), new CardId(TestLedger.NewUuid()));
        Assert.Null(await grain.EnterCard(card, [1], TestLedger.Bureau));
        Assert.Null(await grain.ConfirmCard(card, TestLedger.Approver));
        var mandate = new Mandate(TestLedger.Terms.Ledger, new(TestLedger.NewUuid()), ana.Account, newcomer, Amount.FromMinor(50), TestLedger.Terms.Unit, Amount.FromMinor(50), 1, ParisCalendar.DayOf(DateTimeOffset.UtcNow).AddDays(2));
        Assert.True(SignedMandate.TryDecode(ana.Device.Sign(Mandate.Type, mandate.Encode()), out var signed, out _));
        Assert.Null(await grain.GiveMandate(signed, null, TestLedger.Bureau));
        var request = new RequestTerms(new(TestLedger.NewUuid()), newcomer, Amount.FromMinor(10), TestLedger.Terms.Unit, DateTimeOffset.UtcNow.AddMinutes(5), Standing: false);
        await _ledger.Requests.Keep(new(request, null, DateTimeOffset.UtcNow, Array.Empty<byte>()));
        var order = new OrderId(TestLedger.NewUuid());
        Task<PaymentAnswer> UnderMandate() => grain.PayByMandate(mandate.Id, order, newcomer, Amount.FromMinor(20), null, null, null);
        Assert.Equal((Refusal.PayeeClosed, Refusal.PayeeClosed), ((await grain.PayByCard(card, request, pinHolds: true, TestLedger.Bureau)).Refusal, (await UnderMandate()).Refusal));

        await _ledger.Account(newcomer).Approve(TestLedger.Bureau);
        Assert.True((await grain.PayByCard(card, request, pinHolds: true, TestLedger.Bureau)).First && (await UnderMandate()).First);
        Assert.Equal(30, (await _ledger.Account(newcomer).Read()).Of(TestLedger.Terms.Unit).Minor);
    }

    [Fact]
    public async Task Money_received_a_moment_ago_can_be_spent()
    {
        var (ana, ben, bakery) = (await _ledger.NewMember(100), await _ledger.NewMember(), await _ledger.NewMember());
        await Pay(ben, ben.Order(bakery, 1)); // wakes ben's grain with nothing in it
        await Pay(ana, ana.Order(ben, 80));
        Assert.NotNull((await Pay(ben, ben.Order(bakery, 80))).Outcome);
    }

    [Fact]
    public async Task A_request_that_two_residents_pay_at_once_is_paid_once()
    {
        var (ana, ben, bakery) = (await _ledger.NewMember(100), await _ledger.NewMember(100), await _ledger.NewMember());
        for (var i = 0; i < 10; i++)
        {
            var request = await _ledger.Ask(bakery, 5, DateTimeOffset.UtcNow.AddMinutes(1));
            var answers = await Task.WhenAll(Pay(ana, ana.Order(bakery, 5, request: request)), Pay(ben, ben.Order(bakery, 5, request: request)));
            Assert.Single(answers, a => a.Outcome is not null);
            Assert.Single(answers, a => a.Refusal is Refusal.RequestClosed);
        }
    }

    [Fact]
    public async Task A_closed_request_is_the_reason_even_where_the_money_is_missing_too()
    {
        var (ana, ben, bakery) = (await _ledger.NewMember(100), await _ledger.NewMember(1), await _ledger.NewMember());
        var request = await _ledger.Ask(bakery, 5, DateTimeOffset.UtcNow.AddMinutes(1));
        await Pay(ana, ana.Order(bakery, 5, request: request));
        Assert.Equal(Refusal.RequestClosed, (await Pay(ben, ben.Order(bakery, 5, request: request))).Refusal);
    }

    [Fact]
    public async Task An_expiry_that_was_shown_never_turns_into_a_payment()
    {
        var (ana, bakery) = (await _ledger.NewMember(100), await _ledger.NewMember());
        var request = await _ledger.Ask(bakery, 5, DateTimeOffset.UtcNow.AddMilliseconds(-1));
        Assert.Equal(RequestState.Expired, (await _ledger.Request(request).Read())!.State);
        Assert.Contains(new Act.RequestEnded(request, Cancelled: false), await _ledger.Acts());
        Assert.Equal(Refusal.RequestClosed, (await Pay(ana, ana.Order(bakery, 5, request: request))).Refusal);
    }

    [Fact]
    public async Task Whoever_cancels_or_pays_first_decides_how_a_request_ends()
    {
        var (ana, bakery) = (await _ledger.NewMember(1000), await _ledger.NewMember());
        for (var i = 0; i < 20; i++)
        {
            var request = await _ledger.Ask(bakery, 5, DateTimeOffset.UtcNow.AddMinutes(1));
            var paying = Pay(ana, ana.Order(bakery, 5, request: request));
            var cancelled = (await _ledger.Request(request).Cancel())!.State is RequestState.Cancelled;
            Assert.NotEqual(cancelled, (await paying).Outcome is not null);
        }
    }

    [Fact]
    public async Task A_blocked_key_signs_nothing_new_but_its_old_payment_is_still_answered()
    {
        var (ana, bakery) = (await _ledger.NewMember(100), await _ledger.NewMember());
        var paid = ana.Order(bakery, 5);
        await Pay(ana, paid);
        Assert.True(await _ledger.Account(ana.Account).BlockKey(ana.Device.Key.Id, TestLedger.Bureau));
        Assert.Equal(Refusal.KeyBlocked, (await Pay(ana, ana.Order(bakery, 5))).Refusal);
        Assert.False((await Pay(ana, paid)).First);
    }

    [Fact]
    public async Task A_later_key_needs_the_signature_of_an_active_one()
    {
        var (ana, bakery) = (await _ledger.NewMember(100), await _ledger.NewMember());
        var grain = _ledger.Account(ana.Account);
        var second = new DeviceSigner(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
        Assert.Equal(KeyRefusal.EndorsementRequired, (await grain.AddKey(ana.Prove(await grain.Challenge(TestLedger.Bureau), second.Key, second), TestLedger.Bureau)).Refusal);
        var challenge = await grain.Challenge(TestLedger.Bureau);
        Assert.Equal(KeyRefusal.ChallengeUnknown, (await grain.AddKey(ana.Prove(challenge, second.Key), TestLedger.Approver)).Refusal);
        Assert.Equal(KeyRefusal.ChallengeUnknown, (await grain.AddKey(ana.Prove(challenge, second.Key), TestLedger.Bureau)).Refusal); // a wrong caller has used it up
        Assert.Null((await grain.AddKey(ana.Prove(await grain.Challenge(TestLedger.Bureau), second.Key), TestLedger.Bureau)).Refusal);
        Assert.NotNull((await Pay(ana, ana.Order(bakery, 5, device: second))).Outcome);
    }

    [Fact]
    public async Task An_order_that_comes_again_through_a_stale_activation_is_no_new_payment()
    {
        await using var other = await TestLedger.Start(_store, requests: _requests);
        var (ana, bakery) = (await _ledger.NewMember(100), await _ledger.NewMember());
        await other.Account(ana.Account).Read(); // wakes it; what it would decide now is what the other decides, to the byte
        var order = ana.Order(bakery, 40);
        Assert.True((await Pay(ana, order)).First);
        Assert.False((await other.Account(ana.Account).Pay(order)).First);
    }

    [Fact]
    public async Task Of_two_activations_the_stale_one_reads_the_book_and_answers_right()
    {
        await using var other = await TestLedger.Start(_store, requests: _requests);
        var (ana, bakery) = (await _ledger.NewMember(100), await _ledger.NewMember());
        IAccountGrain here = _ledger.Account(ana.Account), there = other.Account(ana.Account);

        // Both know 100; together they may not spend 120.
        Assert.Equal(100, (await there.Read()).Of(TestLedger.Terms.Unit).Minor);
        Assert.NotNull((await here.Pay(ana.Order(bakery, 60))).Outcome);
        Assert.Equal(Refusal.InsufficientFunds, (await there.Pay(ana.Order(bakery, 60))).Refusal);

        // A payment made there is repeated here, and neither pays it twice.
        var order = ana.Order(bakery, 30);
        Assert.True((await there.Pay(order)).First);
        Assert.False((await here.Pay(order)).First);

        // A key blocked there is honoured nowhere.
        await there.BlockKey(ana.Device.Key.Id, TestLedger.Bureau);
        Assert.Equal(Refusal.KeyBlocked, (await here.Pay(ana.Order(bakery, 1))).Refusal);
        Assert.Equal(10, (await here.Read()).Of(TestLedger.Terms.Unit).Minor);
    }

    [Fact]
    public async Task Two_activations_that_race_never_overspend()
    {
        await using var other = await TestLedger.Start(_store, requests: _requests);
        var (ana, bakery) = (await _ledger.NewMember(50), await _ledger.NewMember());
        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(i => (i % 2 == 0 ? _ledger : other).Account(ana.Account).Pay(ana.Order(bakery, 1))));
        Assert.Equal(50, answers.Count(a => a.Outcome is not null));
        Assert.Equal(0, await _ledger.BalanceOf(ana));
    }

    [Fact]
    public async Task Refunds_go_back_to_the_payer_and_never_beyond_the_sale()
    {
        var (ana, bakery) = (await _ledger.NewMember(100), await _ledger.NewMember());
        var sale = ana.Order(bakery, 60);
        await Pay(ana, sale);
        Assert.Equal(Refusal.SaleUnknown, (await Pay(bakery, bakery.Order(ana, 10, refunds: new(TestLedger.NewUuid())))).Refusal);
        Assert.NotNull((await Pay(bakery, bakery.Order(ana, 40, refunds: sale.Order.Id))).Outcome);
        Assert.Equal(Refusal.RefundExceedsSale, (await Pay(bakery, bakery.Order(ana, 21, refunds: sale.Order.Id))).Refusal);
        Assert.NotNull((await Pay(bakery, bakery.Order(ana, 20, refunds: sale.Order.Id))).Outcome);
        Assert.Equal(100, await _ledger.BalanceOf(ana));
    }

    [Fact]
    public async Task Merchant_reconverts_for_the_fee_that_the_treasury_set_as_long_as_the_agreement_holds()
    {
        var (bakery, office) = (await _ledger.NewMember(100_00, AccountKind.Merchant), new Member(OfficeAccounts.Reconversion, null!));
        Assert.NotNull((await Pay(bakery, bakery.Order(office, 10_00, fee: 0))).Outcome);
        var words = "Assemblée du 3 mai"u8.ToArray();
        var set = new Act.ReconversionTermsSet(default, DateTimeOffset.UnixEpoch,
            ImmutableSortedDictionary<AccountKind, ReconversionTerms>.Empty.Add(AccountKind.Merchant, new(250, Amount.Zero, Amount.Zero)), Digest.Of(words), TestLedger.Treasurer);
        Assert.NotNull(await _ledger.Treasury.SetReconversionTerms(set, words));
        Assert.Null(await _ledger.Treasury.SetReconversionTerms(set, words));
        Assert.Equal(Refusal.FeeMismatch, (await Pay(bakery, bakery.Order(office, 10_00, fee: 0))).Refusal);
        var paid = (Act.Paid)(await Pay(bakery, bakery.Order(office, 10_00, fee: 25))).Outcome!.Act;
        Assert.Equal(25, paid.Fee!.Value.Minor);

        var grain = _ledger.Account(bakery.Account);
        Assert.True((await grain.EndAgreement(words, TestLedger.Bureau)).AgreementEnded);
        await grain.EndAgreement(words, TestLedger.Bureau);
        Assert.Equal(Refusal.NoAgreement, (await Pay(bakery, bakery.Order(office, 10_00, fee: 25))).Refusal);
        Assert.False((await grain.RenewAgreement(words, TestLedger.Bureau)).AgreementEnded);
        Assert.Single(await _ledger.Acts(), a => a is Act.AgreementEnded);
        Assert.Equal(80_00, await _ledger.BalanceOf(bakery));
        await _ledger.AssertClean();
    }

    [Fact]
    public async Task A_hot_payee_is_not_even_woken()
    {
        var bakery = await _ledger.NewMember();
        var payers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _ledger.NewMember(100)));
        var management = _ledger.Grains.GetGrain<IManagementGrain>(0);
        await management.ForceActivationCollection(TimeSpan.Zero);
        await Task.WhenAll(payers.SelectMany(p => Enumerable.Range(0, 50).Select(_ => Pay(p, p.Order(bakery, 1)))));
        var awake = await management.GetDetailedGrainStatistics();
        Assert.DoesNotContain(awake, g => g.GrainId.Key.ToString() == bakery.Account.Value);
        Assert.Equal(1000, await _ledger.BalanceOf(bakery));
    }

    [Fact]
    public async Task A_receipt_backs_one_issuance_however_it_is_typed_and_however_many_try()
    {
        var ana = await _ledger.NewMember();
        string[] spellings = ["VIR 2026-17", "vir2026-17", " VIR  2026-17 ", "ＶＩＲ 2026-17"];
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => _ledger.Treasury.Propose(
            TestLedger.NewIssuance(), ana.Account, Amount.FromMinor(10), TestLedger.Terms.Unit, new("bank", spellings[i % 4], Amount.FromMinor(10)), TestLedger.Treasurer)));
        Assert.Single(answers, a => a.Refusal is null);
        Assert.All(answers.Where(a => a.Refusal is not null), a => Assert.Equal(TreasuryRefusal.AlreadyIssued, a.Refusal));
    }

    [Fact]
    public async Task Who_asks_never_approves_and_a_rejected_receipt_is_free_again()
    {
        var ana = await _ledger.NewMember();
        var receipt = new EuroReceipt("bank", "R1", Amount.FromMinor(100));
        Task<TreasuryAnswer> Propose(IssuanceId id) => _ledger.Treasury.Propose(id, ana.Account, Amount.FromMinor(90), TestLedger.Terms.Unit, receipt, TestLedger.Treasurer);
        IssuanceId first = TestLedger.NewIssuance(), second = TestLedger.NewIssuance();
        Assert.Null((await Propose(first)).Refusal);
        Assert.Equal(TreasuryRefusal.SamePerson, (await _ledger.Treasury.Approve(first, TestLedger.Treasurer)).Refusal);
        Assert.Null((await _ledger.Treasury.Reject(first, TestLedger.Approver)).Refusal);
        Assert.Equal(TreasuryRefusal.AlreadyDecided, (await _ledger.Treasury.Approve(first, TestLedger.Approver)).Refusal);
        Assert.Null((await Propose(second)).Refusal);
        var approved = await _ledger.Treasury.Approve(second, TestLedger.Approver);
        Assert.Equal(approved, await _ledger.Treasury.Approve(second, TestLedger.Approver));
        Assert.Equal(90, await _ledger.BalanceOf(ana));
    }

    [Fact]
    public async Task An_office_act_that_another_activation_does_at_the_same_moment_is_answered_not_refused()
    {
        var store = new Interrupted(_store);
        await using var other = await TestLedger.Start(store, requests: _requests);
        var (ana, id) = (await _ledger.NewMember(), TestLedger.NewIssuance());
        Task<TreasuryAnswer> Propose(TestLedger at) =>
            at.Treasury.Propose(id, ana.Account, Amount.FromMinor(10), TestLedger.Terms.Unit, new("bank", "R1", Amount.FromMinor(10)), TestLedger.Treasurer);

        // The other act before it makes sure that the two are not the same to the byte.
        store.BeforeNextAppend = async () =>
        {
            await _ledger.Issue(ana.Account, 1);
            await Propose(_ledger);
        };
        var proposed = await Propose(other);
        Assert.Null(proposed.Refusal);
        Assert.Equal(await Propose(_ledger), proposed);

        store.BeforeNextAppend = async () =>
        {
            await _ledger.Issue(ana.Account, 1);
            await _ledger.Treasury.Approve(id, TestLedger.Approver);
        };
        var approved = await other.Treasury.Approve(id, TestLedger.Approver);
        Assert.Null(approved.Refusal);
        Assert.Equal(await _ledger.Treasury.Approve(id, TestLedger.Approver), approved);
        Assert.Equal(12, await _ledger.BalanceOf(ana));
    }

    [Fact]
    public async Task What_another_activation_gives_back_at_the_same_moment_does_not_go_to_the_bank()
    {
        await _store.AppendAsync([new Act.BookOpened(TestLedger.Terms.Ledger, TestLedger.Terms.Unit).ToDraft()], default);
        var store = new Interrupted(_store);
        await using var other = await TestLedger.Start(store, requests: _requests);
        var (bakery, office) = (await _ledger.NewMember(100_00, AccountKind.Merchant), new Member(OfficeAccounts.Reconversion, null!));
        Assert.NotNull((await Pay(bakery, bakery.Order(office, 10_00, fee: 0))).Outcome);
        var asked = Assert.Single((await other.Treasury.Read()).InProgress).Reconversion;

        store.AfterNextRead = (OfficeAccounts.Reconversion.Value, async () => Assert.Null((await _ledger.Treasury.Return(asked, [], TestLedger.Treasurer)).Refusal));
        Assert.Equal(TreasuryRefusal.ReconversionUnknown, (await other.Treasury.ProposeRemittance(new(TestLedger.NewUuid()), OfficeAccounts.Guarantee, [asked], TestLedger.Treasurer)).Refusal);
        Assert.Null(store.AfterNextRead);
        Assert.Equal(100_00, await _ledger.BalanceOf(bakery));
    }

    /// <summary>Somebody else is faster, once.</summary>
    private sealed class Interrupted(IJournalStore inner) : StoreDecorator(inner)
    {
        public (string Subject, Func<Task> Do)? AfterNextRead { get; set; }

        public override async Task<IReadOnlyList<Entry>> ReadSubjectAsync(string subject, Position after, int limit, CancellationToken cancellationToken)
        {
            var read = await Inner.ReadSubjectAsync(subject, after, limit, cancellationToken);
            if (AfterNextRead is { } interrupt && interrupt.Subject == subject)
            {
                AfterNextRead = null;
                await interrupt.Do();
            }
            return read;
        }

        public Func<Task>? BeforeNextAppend { get; set; }

        public override async Task<IReadOnlyList<Appended>> AppendAsync(IReadOnlyList<Draft> drafts, CancellationToken cancellationToken)
        {
            var interrupt = BeforeNextAppend;
            BeforeNextAppend = null;
            if (interrupt is not null) await interrupt();
            return await Inner.AppendAsync(drafts, cancellationToken);
        }
    }
}
