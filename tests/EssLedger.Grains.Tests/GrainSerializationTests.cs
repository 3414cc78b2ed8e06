using System.Collections.Immutable;
using System.Reflection;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.Moving;
using EssLedger.Core.MutualCredit;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace EssLedger.Grains;

/// <summary>Whatever a grain takes or returns arrives at another server as it was sent.</summary>
public sealed class GrainSerializationTests
{
    private static readonly Serializer Wire = new ServiceCollection().AddSerializer(serializer => serializer.AddCoreTypes()).BuildServiceProvider().GetRequiredService<Serializer>();
    private static readonly PersonId Person = PersonId.Parse("PERSON");
    private static readonly AccountId Ana = AccountId.FromRandom(new byte[13]), Shop = AccountId.FromRandom([.. Enumerable.Repeat((byte)7, 13)]);
    private static readonly Unit Mlc = Unit.Parse("MLC");
    private static readonly Uuid Some = Uuid.Version7(DateTimeOffset.UnixEpoch.AddYears(56), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    private static readonly DeviceSigner Device = new([.. Enumerable.Repeat((byte)3, 32)]);
    private static readonly DateTimeOffset Moment = DateTimeOffset.FromUnixTimeMilliseconds(1_790_000_000_123);

    private static readonly Act.Paid Paid = new(new(Ana.Value, 7), new(Some), Ana, Shop, Digest.Of([1]), Digest.Of([2]), Device.Key.Id, new RequestId(Some), null,
        [new(Ana, new PurseId(Some), Shop, null, Amount.FromMinor(1250), Mlc)]);

    private static readonly StoredRequest Stored = new(new(new(Some), Shop, Amount.FromMinor(1250), Mlc, Moment, Standing: false), "T-1", Moment, new byte[] { 1, 2 });
    private static readonly GrantFact Fact = new(GrantNumber.Parse("LIL-1"), new GrantAct.Granted(ParticipantId.Parse("ABC"), GrantKind.Shop, 2, new(2029, 1, 1)), new(2026, 1, 1), Person, Digest.Of([4]));

    private static Entry EntryOf(Act act) => new(new(9), Moment, Digest.Of([9]), Codec.Encode(act));

    private static SignedOrder Order()
    {
        var order = new PaymentOrder(LedgerId.Parse("LEDGER"), new(Some), Ana, Shop, Amount.FromMinor(1250), Mlc, 1_790_000_600) { Note = "café ✓" };
        return SignedOrder.TryDecode(Device.Sign(PaymentOrder.Type, order.Encode()), out var signed, out var why) ? signed : throw new InvalidOperationException(why);
    }

    private static SignedProof Proof()
    {
        var proof = new DeviceProof(LedgerId.Parse("LEDGER"), Ana, new byte[32], Device.Key);
        return SignedProof.TryDecode(Device.Sign(DeviceProof.Type, proof.Encode()), out var signed, out var why) ? signed : throw new InvalidOperationException(why);
    }

    private static SignedConfirmation Confirmation()
    {
        var confirmation = new CooperationConfirmation(LedgerId.Parse("LABEL"), new(Some), Digest.Of([8]), ParticipantId.Parse("ABC"), new(2026, 1, 3));
        return SignedConfirmation.TryDecode(Device.Sign(CooperationConfirmation.Type, confirmation.Encode()), out var signed, out var why) ? signed : throw new InvalidOperationException(why);
    }

    private static SignedMandate AMandate()
    {
        var mandate = new Mandate(LedgerId.Parse("LEDGER"), new(Some), Ana, null, Amount.FromMinor(5), Mlc, Amount.FromMinor(9), 30, new(2027, 1, 31));
        return SignedMandate.TryDecode(Device.Sign(Mandate.Type, mandate.Encode()), out var signed, out var why) ? signed : throw new InvalidOperationException(why);
    }

    private static Account AnAccount()
    {
        var account = new Account(Ana);
        Act[] acts = [new Act.AccountOpened(Ana, AccountKind.Resident, SubjectStatus.Open, Person), new Act.KeyAdded(new(Ana.Value, 2), Device.Key, null, Digest.Of([3]), Person)];
        for (var i = 0; i < acts.Length; i++) account = account.Apply(new(new(i + 1), Moment, Digest.Of([5]), Codec.Encode(acts[i])), acts[i]);
        return account;
    }

    private static readonly Act.StatementRecorded Statement = new(new("TREASURY", 2), OfficeAccounts.Guarantee, Digest.Of([8]), new(2026, 3, 2), new(40), new(100), [new(Digest.Of([9]), new(2026, 3, 2), 60)], Digest.Of([7]), Person);

    private static readonly Reconversion Asked = new(new(Some), Ana, Amount.FromMinor(6), Amount.FromMinor(1));

    private static TreasuryState ATreasury()
    {
        Act[] acts = [new Act.IssuanceProposed(new("TREASURY", 1), new(Some), Ana, Amount.FromMinor(5), Mlc, Digest.Of([6]), Amount.FromMinor(6), Person), Statement with { Begins = true },
            new Act.ReversalProposed(new("TREASURY", 3), new(Some), Ana, new(1), Digest.Of([7]), Person)];
        return acts.Index().Aggregate(new TreasuryState(), (state, act) => state.Apply(new(new(act.Index + 1), Moment, Digest.Of([5]), Codec.Encode(act.Item)), act.Item)) with
        {
            Announced = System.Collections.Immutable.ImmutableDictionary<Digest, Amount>.Empty.Add(Digest.Of([6]), Amount.FromMinor(6)),
        };
    }

    private static readonly Debit Debited = new(new(Some), new(Some), Ana, Amount.FromMinor(5), Amount.Zero, EssLedger.Core.Banking.DebitSequence.Recurring);

    private static readonly Act.CampaignProposed Proposed = new(new("TREASURY", 1), CampaignId.Parse("ABCDEFGHIJ23"), new(CampaignKind.Aid, Amount.FromMinor(9), 0, Amount.FromMinor(5), new(2026, 1, 1), new(2026, 1, 2), 3,
        Acceptors.Of(true, [AccountKind.Merchant], [Ana], ["food"])), Digest.Of([7]), Person);
    private static readonly BureauId Bureau = BureauId.Parse("MARKETMARKET");

    private static PaperState Stock()
    {
        Act[] acts = [new Act.BureauOpened(new("TREASURY", 1), new(Some), Bureau, Person), new Act.NotesPrinted(new("TREASURY", 2), new(Some), new("A", Amount.FromMinor(500)), 1, 20, new(2026, 3, 1), Person)];
        return acts.Index().Aggregate(new PaperState(), (state, act) => state.Apply(new(new(act.Index + 1), Moment, Digest.Of([5]), Codec.Encode(act.Item)), act.Item));
    }

    private static readonly object[] Samples =
    [
        true, 7, "text", new byte[] { 1, 2 }, Person, Ana, Mlc, Amount.FromMinor(5), new IssuanceId(Some), Device.Key.Id, AccountKind.Ess, SubjectStatus.Pending,
        Order(), Proof(), AnAccount(), new EuroReceipt("transfer", "R 1", Amount.FromMinor(5)), Fact, LabelRefusal.NotActive,
        new KeyAnswer(Device.Key.Id, null), new KeyAnswer(null, KeyRefusal.KeyExists),
        new PaymentAnswer(new(EntryOf(Paid), Paid), First: true, null, Limit.None), new PaymentAnswer(null, First: false, Refusal.LimitExceeded, Limit.PaymentsIn30Days),
        new RequestStanding(Stored, RequestState.Paid, Moment, Paid), new RequestStanding(Stored with { Reference = null }, RequestState.Open, null, null),
        new TreasuryAnswer(TreasuryRefusal.SamePerson, Position.None), new TreasuryAnswer(null, new(3)),
        new RegisterFact(new RegisterAct.ParticipantEntered(ParticipantId.Parse("ABC"), ParticipantKind.Ess), new(2026, 1, 1), Person, Digest.Of([4])), new List<Original> { new(Digest.Of([7]), new byte[] { 7 }) },
        new CardId(Some), CardRefusal.SamePerson, Stored.Terms, AMandate(), new MandateId(Some), MandateRefusal.KeyBlocked, new OrderId(Some), new Ceilings(Balance: Amount.FromMinor(5), Card: Amount.Zero),
        new PaymentAnswer(null, First: false, null, Limit.None, Denial.WrongPin, 2), Device.Key, new RequestId(Some),
        new Act.TermsSet(new("TREASURY", 1), Moment, ImmutableSortedDictionary<AccountKind, Ceilings>.Empty.Add(AccountKind.Resident, new(Day: Amount.FromMinor(5))), [(AccountKind.Public, AccountKind.Ess)], Digest.Of([7]), Person),
        new Act.ReconversionTermsSet(new("TREASURY", 1), Moment, ImmutableSortedDictionary<AccountKind, ReconversionTerms>.Empty.Add(AccountKind.Merchant, new(200, Amount.Zero, Amount.FromMinor(5))), Digest.Of([7]), Person),
        ParticipantId.Parse("ABC"), new CooperationId(Some), Confirmation(), new LabelAnswer(LabelRefusal.ConflictPartner, Position.None), new LabelAnswer(null, new(4)),
        new ParticipantKeyAnswer(Device.Key.Id, null), new ParticipantKeyAnswer(null, "unknown_participant"),
        Statement, new Act.LinesExplained(new("TREASURY", 2), [new(Digest.Of([9]), OfficeAccounts.Guarantee, new(2026, 3, 2), 60)], OfficeAccounts.Dues, null, Person), new Position(3), Digest.Of([9]),
        new StatementAnswer(null, new(3), 2, 1), new TreasuryView(ATreasury(), [new(Asked, Moment)]), new RemittanceId(Some), Asked, new List<Reconversion> { Asked },
        new List<LinePart> { new(Digest.Of([9]), OfficeAccounts.Guarantee, new(2026, 3, 2), -5) },
        new StatementAnswer(null, new(3), 2, 1), ATreasury(),
        new Act.PeriodClosed(new("TREASURY", 1), Period.Of(PeriodKind.Month, new(2026, 11, 1)), new(5), Digest.Of([8]), new(1, 2, 3, 4, 5, 6, 7, 8, 9), default, new(1, 2, 3, 4)),
        new Tally(new(1, 2, 3, 4, 5, 6, 7, 8, 9), new(1, 2, 3, 4)), new TakingsClosure(new(6), Moment, new(new(Ana.Value, 3), 1, new(5), new(1, 2, 3, 4), new(1, 2, 3, 4), Person)),
        Proposed, CampaignId.Parse("ABCDEFGHIJ23"), new ProposalId(Some), new List<AllotmentLine> { new(Ana, Amount.FromMinor(5)) }, new DateOnly(2026, 1, 1), CampaignRefusal.NoAssociation,
        new CampaignAnswer(CampaignRefusal.ListFaulty, Position.None), new ListAnswer(new(null, new(3)), [null, LineFault.Twice], [new(Ana, new PurseId(Some), Amount.FromMinor(5)), new(Ana, null, Amount.FromMinor(6))]),
        new List<CampaignStanding> { new(Proposed, new(3), Approved: true, new(2026, 1, 2), Amount.FromMinor(1), Amount.FromMinor(2), -3, 4, Amount.FromMinor(5)) },
        new List<Act> { new Act.FundingProposed(new("TREASURY", 1), new(Some), CampaignId.Parse("ABCDEFGHIJ23"), Digest.Of([6]), Amount.FromMinor(6), Person) },
        new Act.PublicMandateEntered(new("TREASURY", 1), PublicMandateId.Parse("ABCDEFGHIJ23"), new(Ana, Siret.Parse("21590350100017"), Amount.FromMinor(5), new(2026, 1, 1), new(2026, 1, 2)), Digest.Of([7]), Digest.Of([8]), Person), PublicMandateId.Parse("ABCDEFGHIJ23"),
        new Act.DebitsProposed(new("TREASURY", 2), new(Some), new(2026, 3, 5), OfficeAccounts.Guarantee, [Debited], Person), new DebitBatchId(Some),
        new Act.DebitsCollected(new("TREASURY", 3), new(Some), new(2026, 3, 5), [Debited], [], Person) { Units = Mlc }, new Act.DebitReturned(new("TREASURY", 4), Debited, Collected: false, "AM04", [], Person),
        new Act.DebitRepaid(new("TREASURY", 4), new(Some), Amount.FromMinor(5), [], OfficeAccounts.OwnFunds, Person),
        new SlipId(Some), Bureau, new Note("A", Amount.FromMinor(500)), 7L, new DateOnly(2026, 3, 1), Notes.Of(new("A", Amount.FromMinor(500)), 3), new PaperAnswer(PaperRefusal.NotesNotThere, Position.None), new SlipAnswer(null, new(7), SlipDoubt.NotesNotThere),
        new NoteStock(Stock(), [new(Bureau, Amount.FromMinor(500))]),
        new List<BroughtBalance> { new(Ana, Amount.FromMinor(5)) }, new List<AccountId> { Ana }, new MovingAnswer(MovingRefusal.TooSoon, Position.None),
        new CreditLimits(Amount.FromMinor(5), Amount.FromMinor(6)), new Balance(-5), CreditRefusal.BalanceMismatch,
        new List<Act.IssuanceProposed> { new(new("TREASURY", 1), new(Some), Ana, Amount.FromMinor(5), Mlc, Digest.Of([6]), Amount.FromMinor(6), Person) },
    ];

    [Fact]
    public void There_is_a_sample_of_every_type_that_a_grain_takes_or_returns()
    {
        var interfaces = typeof(IAccountGrain).Assembly.GetTypes().Where(t => t.IsInterface && typeof(IGrain).IsAssignableFrom(t)).ToList();
        Assert.NotEmpty(interfaces);
        var types = interfaces.SelectMany(i => i.GetMethods()).SelectMany(m => m.GetParameters().Select(p => p.ParameterType).Append(Returned(m)))
            .Where(t => t != typeof(void)).Select(t => Nullable.GetUnderlyingType(t) ?? t).Distinct();
        Assert.All(types, type => Assert.Contains(Samples, type.IsInstanceOfType));

        static Type Returned(MethodInfo method) => method.ReturnType.IsGenericType ? method.ReturnType.GetGenericArguments()[0] : typeof(void);
    }

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Samples.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_sample_arrives_as_it_was_sent(int number)
    {
        var sent = Samples[number];
        var arrived = AsWhatItIs(nameof(SendAs), sent);
        Assert.Equal(sent.GetType(), arrived.GetType());
        Assert.Equal(JsonSerializer.Serialize(sent, sent.GetType(), GrainSerialization.Json()), JsonSerializer.Serialize(arrived, arrived.GetType(), GrainSerialization.Json()));
        if (sent is SignedOrder order) Assert.Equal(order.Received, ((SignedOrder)arrived).Received);
        if (sent is PaymentAnswer { Outcome: { } outcome }) Assert.Equal(outcome.Act, ((PaymentAnswer)arrived).Outcome!.Act);
    }

    // While one program replaces another, servers of both are at work, and each must read what the other says.
    [Fact]
    public void What_servers_say_to_each_other_is_what_they_always_said_under_this_number()
    {
        var calls = typeof(IAccountGrain).Assembly.GetTypes().Where(t => t.IsInterface && typeof(IGrain).IsAssignableFrom(t))
            .SelectMany(i => i.GetMethods().Select(m => $"{i.Name}.{m.Name}({string.Join(", ", m.GetParameters().Select(p => p.ParameterType))}) : {m.ReturnType}")).Order(StringComparer.Ordinal);
        var said = Samples.Index().Select(s => $"{s.Index,3} {s.Item.GetType().Name} {Digest.Of((byte[])AsWhatItIs(nameof(Bytes), s.Item))}");
        string[] now = [.. calls, .. said];
        var name = $"wire.{GrainSerialization.Version}.txt";
        using var file = typeof(GrainSerializationTests).Assembly.GetManifestResourceStream(name);
        string[] frozen = file is null ? [] : [.. new StreamReader(file).ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries)];
        if (frozen.SequenceEqual(now)) return;
        var found = Path.Combine(Path.GetTempPath(), name);
        File.WriteAllLines(found, now);
        Assert.Fail($"Servers say something else than under {name}: {now.Except(frozen).Concat(frozen.Except(now)).FirstOrDefault() ?? "the order changed"}. If that was released, raise GrainSerialization.Version; what they say now is in {found}.");
    }

    private static byte[] Bytes<T>(T sent) => Wire.SerializeToArray(sent);

    [Fact]
    public void What_goes_wrong_arrives_as_what_it_was()
    {
        Exception[] sent =
        [
            new BusyException("Later.", new StoreUnavailableException("Away.")), new StoreUnavailableException("Away.", new TimeoutException()),
            new BusyException("Later.", new StoreUnavailableException("Away.", new Npgsql.PostgresException("lock timeout", "ERROR", "ERROR", "55P03"))),
            new StoreUnavailableException("Away.", new Npgsql.NpgsqlException("no answer", new IOException())), new OutcomeUnknownException("Lost."), new BrokenBookException("Broken."),
        ];
        foreach (var e in sent)
        {
            var arrived = SendAs(e);
            Assert.Equal((e.GetType(), e.Message, e.InnerException?.GetType()), (arrived.GetType(), arrived.Message, arrived.InnerException?.GetType()));
        }
    }

    /// <summary>Calls one of these for the type that a sample has: as an object it would be written with its type's name before it.</summary>
    private static object AsWhatItIs(string method, object sent) =>
        typeof(GrainSerializationTests).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(sent.GetType()).Invoke(null, [sent])!;

    private static T SendAs<T>(T sent) => Wire.Deserialize<T>(Wire.SerializeToArray(sent))!;
}
