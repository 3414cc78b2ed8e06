using System.Collections.Immutable;
using CsCheck;
using EssLedger.Core.Accounts;
using EssLedger.Core.Books;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Journal;

/// <summary>The bytes that are hashed into the chain. The fixtures are frozen: a book written with them exists, so they must never change;
/// a new shape gets a new number and a fixture of its own.</summary>
public sealed class CodecTests
{
    private static readonly AccountId Ana = AccountId.Parse("ANA"), Bakery = AccountId.Parse("BAKERY");
    private static readonly PersonId Alice = PersonId.Parse("ALICE"), Bruno = PersonId.Parse("BRUNO");
    private static readonly Unit Mlc = Unit.Parse("MLC");
    private static readonly Turn Turn = new("ANA", 300);
    private static readonly PublicKey Key = PublicKey.TryFromBytes([2, .. Enumerable.Range(0, 32).Select(i => (byte)i)], out var key) ? key : throw new FormatException();
    private static readonly BureauId Bureau = BureauId.Parse("MARKETMARKET");
    private static readonly Notes Some = Notes.Of([new(new("A", Amount.FromMinor(100)), 3), new(new("B", Amount.FromMinor(500)), 2)]);
    private static Digest Of(byte fill) => Digest.FromBytes([.. Enumerable.Repeat(fill, 32)]);
    private static Uuid Id(byte last) => Uuid.FromBytes([1, 0x8F, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, last]);

    private static readonly EssLedger.Core.Issuance.Reconversion Reconverted = new(new(Id(1)), Bakery, Amount.FromMinor(10_000), Amount.FromMinor(500));
    private static readonly Debits.Debit Debited = new(new(Id(1)), new(Id(2)), Ana, Amount.FromMinor(2000), Amount.FromMinor(100), Banking.DebitSequence.Recurring);
    private static readonly CampaignId Campaign = CampaignId.Parse("ABCDEFGHIJ23");
    private static readonly PublicMandateId Public = PublicMandateId.Parse("ABCDEFGHIJ23");

    internal static readonly Dictionary<string, Act> Acts = new()
    {
        ["book opened"] = new Act.BookOpened(LedgerId.Parse("LILLE"), Mlc),
        ["account opened"] = new Act.AccountOpened(Ana, AccountKind.Resident, SubjectStatus.Pending, Alice),
        ["account approved"] = new Act.AccountApproved(Turn, Bruno),
        ["account closed"] = new Act.AccountClosed(Turn, Bruno),
        ["first key added"] = new Act.KeyAdded(Turn, Key, null, Of(0xA1), Alice),
        ["later key added"] = new Act.KeyAdded(Turn, Key, new(0x0102030405060708), Of(0xA1), Alice),
        ["till key added"] = new Act.KeyAdded(Turn, Key, new(0x0102030405060708), Of(0xA1), Alice, Amount.FromMinor(2000)),
        ["key entered"] = new Act.KeyEntered(Turn, Key, Of(0xA1), Alice),
        ["key confirmed"] = new Act.KeyConfirmed(Turn, new(0x0102030405060708), Bruno),
        ["key blocked"] = new Act.KeyBlocked(Turn, new(0x0102030405060708), Alice),
        ["paid"] = new Act.Paid(Turn, new(Id(1)), Ana, Bakery, Of(0xB1), Of(0xB2), new(0x0102030405060708), null, null,
            [new(Ana, null, Bakery, null, Amount.FromMinor(1250), Mlc)]),
        ["paid with all there is"] = new Act.Paid(Turn, new(Id(1)), Ana, Bakery, Of(0xB1), Of(0xB2), new(0x0102030405060708), new(Id(2)), new(Id(3)),
            [new(Ana, new PurseId(Id(4)), Bakery, null, Amount.FromMinor(1), Mlc), new(Ana, null, Bakery, new PurseId(Id(5)), Amount.FromMinor(long.MaxValue - 1), Mlc)]),
        ["paid on a printed code"] = new Act.Paid(Turn, new(Id(1)), Ana, Bakery, Of(0xB1), Of(0xB2), new(0x0102030405060708), null, null,
            [new(Ana, null, Bakery, null, Amount.FromMinor(1250), Mlc)])
        { Printed = new(Id(2)) },
        ["paid by card"] = new Act.Paid(Turn, new(Id(1)), Ana, Bakery, Of(0xB1), Of(0xB1), default, new(Id(2)), null,
            [new(Ana, null, Bakery, null, Amount.FromMinor(1250), Mlc)])
        { Means = Means.Card, Credential = Id(7), By = Bruno },
        ["reconverted"] = new Act.Paid(Turn, new(Id(1)), Bakery, AccountId.Parse("RECONVERSION"), Of(0xB1), Of(0xB2), new(0x0102030405060708), null, null,
            [new(Bakery, null, AccountId.Parse("RECONVERSION"), null, Amount.FromMinor(10_000), Mlc)])
        { Fee = Amount.FromMinor(500) },
        ["agreement ended"] = new Act.AgreementEnded(Turn, Of(0xE1), Alice),
        ["agreement renewed"] = new Act.AgreementRenewed(Turn, Of(0xE1), Alice),
        ["reconversion terms set"] = new Act.ReconversionTermsSet(new("TREASURY", 4), DateTimeOffset.FromUnixTimeMilliseconds(1772442000123),
            ImmutableSortedDictionary<AccountKind, ReconversionTerms>.Empty.Add(AccountKind.Ess, ReconversionTerms.Free).Add(AccountKind.Merchant, new(500, Amount.FromMinor(50), Amount.FromMinor(2000))), Of(0xE1), Alice),
        ["ceilings set"] = new Act.CeilingsSet(Turn, new(Balance: Amount.FromMinor(100), PrintedDay: Amount.Zero), Of(0xE1), Alice),
        ["terms set"] = new Act.TermsSet(new("TREASURY", 3), DateTimeOffset.FromUnixTimeMilliseconds(1772442000123),
            ImmutableSortedDictionary<AccountKind, Ceilings>.Empty.Add(AccountKind.Merchant, Ceilings.None).Add(AccountKind.Resident, new(In30Days: Amount.FromMinor(500_000))),
            [(AccountKind.Public, AccountKind.Resident), (AccountKind.Resident, AccountKind.Resident)], Of(0xE1), Alice),
        ["card entered"] = new Act.CardEntered(Turn, new(Id(7)), Of(0xE2), Alice),
        ["card confirmed"] = new Act.CardConfirmed(Turn, new(Id(7)), Bruno),
        ["card blocked"] = new Act.CardBlocked(Turn, new(Id(7)), Alice),
        ["PIN refused"] = new Act.PinRefused(Turn, new(Id(7)), new(Id(2)), Bruno),
        ["mandate given"] = new Act.MandateGiven(Turn, new(LedgerId.Parse("LILLE"), new(Id(8)), Ana, Bakery, Amount.FromMinor(100), Mlc, Amount.FromMinor(300), 30, new(2027, 1, 31)),
            null, new(0x0102030405060708), Of(0xF1), Alice),
        ["mandate revoked"] = new Act.MandateRevoked(Turn, new(Id(8)), Alice),
        ["refused"] = new Act.Refused(Turn, new(Id(1)), Ana, Of(0xB1), Of(0xB2), new(0x0102030405060708), Refusal.LimitExceeded, Limit.PaymentsIn30Days),
        ["request cancelled"] = new Act.RequestEnded(new(Id(2)), Cancelled: true),
        ["request expired"] = new Act.RequestEnded(new(Id(2)), Cancelled: false),
        ["issuance proposed"] = new Act.IssuanceProposed(new("TREASURY", 1), new(Id(6)), Ana, Amount.FromMinor(5000), Mlc, Of(0xC1), Amount.FromMinor(6000), Alice),
        ["issuance against a line proposed"] = new Act.IssuanceProposed(new("TREASURY", 1), new(Id(6)), Ana, Amount.FromMinor(5000), Mlc, Of(0xC1), Amount.FromMinor(6000), Alice) { Source = AccountId.Parse("SUSPENSE") },
        ["statement recorded"] = new Act.StatementRecorded(new("TREASURY", 4), AccountId.Parse("GUARANTEE.2"), Of(0xC2), new(2026, 3, 2), new(-5), new(95),
            [new(Of(0xC3), new(2026, 3, 1), 150), new(Of(0xC4), new(2026, 3, 2), -50)], Of(0xC5), Alice)
        { Begins = true },
        ["lines explained"] = new Act.LinesExplained(new("TREASURY", 5), [new(Of(0xC3), AccountId.Parse("GUARANTEE.2"), new(2026, 3, 1), 150)], AccountId.Parse("ANNOUNCED"), Of(0xC1), Alice),
        ["lines offset"] = new Act.LinesExplained(new("TREASURY", 5),
            [new(Of(0xC3), AccountId.Parse("GUARANTEE.2"), new(2026, 3, 1), 50), new(Of(0xC4), AccountId.Parse("GUARANTEE.2"), new(2026, 3, 2), -50)], null, null, Alice),
        ["explanation corrected"] = new Act.ExplanationCorrected(new("TREASURY", 6), new(70), [new(Of(0xC3), AccountId.Parse("GUARANTEE.2"), new(2026, 3, 1), 150)], AccountId.Parse("DUES"), null, Bruno),
        ["remittance proposed"] = new Act.RemittanceProposed(new("TREASURY", 7), new(Id(9)), AccountId.Parse("GUARANTEE"), [Reconverted], Alice),
        ["remittance approved"] = new Act.RemittanceApproved(new("TREASURY", 8), new(Id(9)), Bruno),
        ["remittance cancelled"] = new Act.RemittanceCancelled(new("TREASURY", 9), new(Id(9)), Alice),
        ["reconversion settled"] = new Act.ReconversionSettled(new("TREASURY", 10), Reconverted, [new(Of(0xC4), AccountId.Parse("GUARANTEE"), new(2026, 3, 2), -9500)], Alice) { Units = Mlc },
        ["reconversion returned"] = new Act.ReconversionReturned(new("TREASURY", 11), Reconverted, Settled: true, [new(Of(0xC3), AccountId.Parse("GUARANTEE"), new(2026, 3, 2), 9500)], Alice) { Units = Mlc },
        ["issuance rejected"] = new Act.IssuanceRejected(new("TREASURY", 2), new(Id(6)), Bruno),
        ["period closed"] = new Act.PeriodClosed(new("TREASURY", 3), Period.Of(PeriodKind.Month, new(2026, 11, 1)), new(70_000), Of(0xD2), new(1, 2, 3, 4, 5, 6, 7, 8, 9), new(11, 12, 13, 14, 15, 16, 17, 18, 19), new(20, 21, 22, 23)),
        ["takings closed"] = new Act.TakingsClosed(Turn, 2, new(70_000), new(1, 2, 3, 4), new(5, 6, 7, 8), Alice),
        ["entries lost"] = new Act.EntriesLost(new(2, 3, 70_000, Of(0xD1))),
        ["bureau opened"] = new Act.BureauOpened(new("TREASURY", 2), new(Id(9)), Bureau, Alice),
        ["bureau closed"] = new Act.BureauClosed(new("TREASURY", 2), new(Id(9)), Bureau, Alice),
        ["notes printed"] = new Act.NotesPrinted(new("TREASURY", 2), new(Id(9)), new("A", Amount.FromMinor(500)), 1, 2000, new(2026, 3, 1), Alice),
        ["notes sent"] = new Act.NotesSent(new("TREASURY", 2), new(Id(9)), NotePlaces.Vault, Bureau.Drawer, Some, Alice),
        ["notes received"] = new Act.NotesReceived(new("TREASURY", 2), new(Id(9)), new(Id(10)), Bureau.Drawer, Some, Bruno),
        ["notes sold"] = new Act.NotesSold(new("TREASURY", 2), new(Id(9)), Bureau, Some, Mlc, Alice),
        ["sale undone"] = new Act.SaleUndone(new("TREASURY", 2), new(Id(9)), new(Id(10)), Bureau, Some, Mlc, Alice),
        ["notes taken back"] = new Act.NotesTakenBack(new("TREASURY", 2), new(Id(9)), Bureau, Some, Mlc, Bakery, Alice),
        ["notes withdrawn"] = new Act.NotesWithdrawn(new("TREASURY", 2), Turn, new(Id(9)), Bureau, Some, Mlc, Ana, new(Id(1)), Of(0xA1), new(0x0102030405060708), Alice),
        ["notes reconverted"] = new Act.NotesReconverted(new("TREASURY", 2), new(Id(9)), Bureau, Some, Mlc, Bakery, Amount.FromMinor(60), Alice),
        ["note terms set"] = new Act.NoteTermsSet(new("TREASURY", 2), new(Id(9)), true, Of(0xE3), Alice),
        ["slip recorded"] = new Act.SlipRecorded(new("TREASURY", 2), new(Id(9)), NotePlaces.Vault, Bureau.Drawer, Some, Alice, new(0x0102030405060708), new(0x0102030405060709), Of(0xA1), Of(0xA2), null, Bruno),
        ["slip in doubt"] = new Act.SlipRecorded(new("TREASURY", 2), new(Id(9)), NotePlaces.Vault, Bureau.Drawer, Some, Alice, new(0x0102030405060708), new(0x0102030405060709), Of(0xA1), Of(0xA2), SlipDoubt.NotesNotThere, Bruno),
        ["slip settled"] = new Act.SlipSettled(new("TREASURY", 2), new(Id(9)), new(Id(10)), NotePlaces.Vault, Bureau.Drawer, Some, Of(0xE3), Alice),
        ["slip key entered"] = new Act.SlipKeyEntered(new("TREASURY", 2), new(Id(9)), Key, Of(0xA1), Alice),
        ["slip key confirmed"] = new Act.SlipKeyConfirmed(new("TREASURY", 2), new(Id(9)), new(0x0102030405060708), Bruno),
        ["slip key blocked"] = new Act.SlipKeyBlocked(new("TREASURY", 2), new(Id(9)), new(0x0102030405060708), Alice),
        ["stock counted"] = new Act.StockCounted(new("TREASURY", 2), new(Id(9)), Bureau.Drawer, Some, Amount.FromMinor(1500), Amount.FromMinor(2000), Of(0xE3), Alice),
        ["stock counted, nothing differs"] = new Act.StockCounted(new("TREASURY", 2), new(Id(9)), NotePlaces.Vault, Notes.None, Amount.Zero, Amount.Zero, null, Alice),
        ["count confirmed"] = new Act.CountConfirmed(new("TREASURY", 2), new(Id(9)), new(Id(10)), Bureau.Drawer, Notes.Of(new("A", Amount.FromMinor(500)), 1), Notes.Of(new("B", Amount.FromMinor(500)), 2), new(-500), OfficeAccounts.OwnFunds, Bruno),
        ["debits proposed"] = new Act.DebitsProposed(new("TREASURY", 4), new(Id(9)), new(2026, 3, 5), OfficeAccounts.Guarantee, [Debited], Alice),
        ["debits approved"] = new Act.DebitsDecided(new("TREASURY", 5), new(Id(9)), true, Bruno),
        ["debits cancelled"] = new Act.DebitsDecided(new("TREASURY", 5), new(Id(9)), false, Bruno),
        ["debits collected"] = new Act.DebitsCollected(new("TREASURY", 6), new(Id(9)), new(2026, 3, 5), [Debited], [new(Of(0xC3), OfficeAccounts.Guarantee, new(2026, 3, 5), 2100)], Alice) { Units = Mlc },
        ["debits collected on their day"] = new Act.DebitsCollected(new("TREASURY", 6), new(Id(9)), new(2026, 3, 5), [Debited], [], Alice) { Units = Mlc },
        ["debit returned"] = new Act.DebitReturned(new("TREASURY", 7), Debited, true, "MD01", [new(Of(0xC4), OfficeAccounts.Guarantee, new(2026, 3, 9), -2100)], Alice),
        ["debit rejected"] = new Act.DebitReturned(new("TREASURY", 7), Debited, false, "AC01", [], Alice),
        ["debit repaid"] = new Act.DebitRepaid(new("TREASURY", 8), Debited.Id, Amount.FromMinor(2100), [new(Of(0xC3), OfficeAccounts.Guarantee, new(2026, 3, 5), 2100)], null, Alice),
        ["debit borne"] = new Act.DebitRepaid(new("TREASURY", 8), Debited.Id, Amount.FromMinor(2100), [], OfficeAccounts.OwnFunds, Bruno),
        ["reversal proposed"] = new Act.ReversalProposed(new("TREASURY", 3), new(Id(6)), Ana, new(70), Of(0xC7), Alice),
        ["reversal rejected"] = new Act.ReversalRejected(new("TREASURY", 4), new(Id(6)), Bruno),
        ["issuance reversed"] = new Act.IssuanceReversed(new("TREASURY", 4), new("ANA", 300), new(Id(6)), new(70), AccountId.Parse("ANNOUNCED"), Alice, Bruno,
            [new(AccountId.Parse("SUSPENSE"), null, AccountId.Parse("BACKING"), null, Amount.FromMinor(5000), Unit.Euro), new(Ana, new PurseId(Id(4)), AccountId.Parse("ISSUANCE"), null, Amount.FromMinor(5000), Mlc)]),
        ["part reversal proposed"] = new Act.PartReversalProposed(new("TREASURY", 3), new(70), Ana, Of(0xC7), Alice),
        ["part reversal rejected"] = new Act.PartReversalRejected(new("TREASURY", 4), new(70), Ana, Bruno),
        ["balance reversed"] = new Act.PartReversed(new("TREASURY", 4), new("ANA", 300), new(70), OfficeAccounts.Suspense, [], Alice, Bruno,
            [new(OfficeAccounts.Suspense, null, OfficeAccounts.Backing, null, Amount.FromMinor(5000), Unit.Euro), new(Ana, null, OfficeAccounts.Issuance, null, Amount.FromMinor(5000), Mlc)]),
        ["debit reversed"] = new Act.PartReversed(new("TREASURY", 4), new("ANA", 300), new(70), OfficeAccounts.Debits, [new(Id(1)), new(Id(2))], Alice, Bruno,
            [new(OfficeAccounts.Suspense, null, OfficeAccounts.Dues, null, Amount.FromMinor(100), Unit.Euro)]),
        ["issued"] = new Act.Issued(new("TREASURY", 2), new(Id(6)), Of(0xC1), Alice, Bruno, [new(AccountId.Parse("ISSUANCE"), null, Ana, null, Amount.FromMinor(5000), Mlc)]),
        ["campaign proposed"] = new Act.CampaignProposed(new("TREASURY", 1), Campaign, new(CampaignKind.Aid, Amount.FromMinor(1_000_000), 0, Amount.FromMinor(5000), new(2026, 3, 1), new(2026, 12, 31), 30,
            Acceptors.Of(true, [AccountKind.Ess, AccountKind.Merchant], [Bakery], ["food"])), Of(0xE3), Alice),
        ["campaign approved"] = new Act.CampaignApproved(new("TREASURY", 2), Campaign, Bruno),
        ["campaign ended"] = new Act.CampaignEnded(new("TREASURY", 3), Campaign, new(2026, 6, 30), Alice),
        ["funding proposed"] = new Act.FundingProposed(new("TREASURY", 4), new(Id(9)), Campaign, Of(0xC2), Amount.FromMinor(500_000), Alice),
        ["funded"] = new Act.Funded(new("TREASURY", 5), new(Id(9)), Of(0xC2), Alice, Bruno, [new(Campaign.Account, null, AccountId.Parse("ANNOUNCED"), null, Amount.FromMinor(500_000), Unit.Euro)]),
        ["allotments proposed"] = new Act.AllotmentsProposed(new("TREASURY", 6), new(Id(10)), Campaign.Account, null, 0, [new(Ana, new PurseId(Id(4)), Amount.FromMinor(2500)), new(Bakery, null, Amount.FromMinor(100))], Alice),
        ["share proposed"] = new Act.AllotmentsProposed(new("TREASURY", 6), new(Id(10)), AccountId.Parse("COMMISSION"), new(2026, 1), 300, [new(Bakery, null, Amount.FromMinor(100))], Alice),
        ["allotments made"] = new Act.AllotmentsMade(new("TREASURY", 7), new(Id(10)), null, Alice, Bruno,
            [new(AccountId.Parse("BACKING"), null, Campaign.Account, null, Amount.FromMinor(2500), Unit.Euro), new(AccountId.Parse("ISSUANCE"), null, Ana, new PurseId(Id(4)), Amount.FromMinor(2500), Mlc)]),
        ["share made"] = new Act.AllotmentsMade(new("TREASURY", 7), new(Id(10)), new(2026, 1), Alice, Bruno,
            [new(AccountId.Parse("BACKING"), null, AccountId.Parse("COMMISSION"), null, Amount.FromMinor(100), Unit.Euro), new(AccountId.Parse("ISSUANCE"), null, Bakery, null, Amount.FromMinor(100), Mlc)]),
        ["proposal dropped"] = new Act.ProposalDropped(new("TREASURY", 7), new(Id(10)), Bruno),
        ["purses returned"] = new Act.PursesReturned(new("TREASURY", 8), Campaign, Alice,
            [new(Campaign.Account, null, AccountId.Parse("BACKING"), null, Amount.FromMinor(2500), Unit.Euro), new(Ana, new PurseId(Id(4)), AccountId.Parse("ISSUANCE"), null, Amount.FromMinor(2500), Mlc)]),
        ["association chosen"] = new Act.AssociationChosen(Turn, Bakery, Alice),
        ["association given up"] = new Act.AssociationChosen(Turn, null, Alice),
        ["public mandate entered"] = new Act.PublicMandateEntered(new("TREASURY", 3), Public, new(Ana, Siret.Parse("21590350100017"), Amount.FromMinor(500_000), new(2026, 3, 1), new(2026, 12, 31)), Of(0xE4), Of(0xE5), Alice),
        ["public mandate revoked"] = new Act.PublicMandateRevoked(new("TREASURY", 4), Public, Bruno),
        ["issuance under a public mandate proposed"] = new Act.IssuanceProposed(new("TREASURY", 5), new(Id(6)), Ana, Amount.FromMinor(5000), Mlc, Of(0xC1), Amount.FromMinor(6000), Alice) { Source = OfficeAccounts.Suspense, Mandate = Public },
        ["issued under a public mandate"] = new Act.Issued(new("TREASURY", 6), new(Id(6)), Of(0xC1), Alice, Bruno,
            [new(AccountId.Parse("BACKING"), null, AccountId.Parse("SUSPENSE"), null, Amount.FromMinor(5000), Unit.Euro), new(AccountId.Parse("ISSUANCE"), null, Ana, null, Amount.FromMinor(5000), Mlc)])
        { Mandate = Public },
        ["balances proposed"] = new Act.BalancesProposed(new("TREASURY", 4), new(Id(10)), Of(0xC3), [new(Ana, Amount.FromMinor(2500)), new(Bakery, Amount.FromMinor(100))], Alice),
        ["balances brought"] = new Act.BalancesBrought(new("TREASURY", 5), new(Id(10)), Of(0xC3), Alice, Bruno,
            [new(AccountId.Parse("BACKING"), null, AccountId.Parse("SUSPENSE"), null, Amount.FromMinor(2600), Unit.Euro), new(AccountId.Parse("ISSUANCE"), null, Ana, null, Amount.FromMinor(2500), Mlc), new(AccountId.Parse("ISSUANCE"), null, Bakery, null, Amount.FromMinor(100), Mlc)]),
        ["wind-down proposed"] = new Act.WindDownProposed(new("TREASURY", 6), new(Id(11)), new(2026, 12, 31), true, Of(0xE1), Alice),
        ["wind-down begun"] = new Act.WindDownBegun(new("TREASURY", 7), new(Id(11)), DateTimeOffset.FromUnixTimeMilliseconds(1772442000123), new(2026, 12, 31), false, Alice, Bruno),
        ["remainder proposed"] = new Act.RemainderProposed(new("TREASURY", 8), new(Id(12)), Of(0xE2), Alice),
        ["remainder approved"] = new Act.RemainderApproved(new("TREASURY", 9), new(Id(12)), Alice, Bruno),
        ["remainder taken"] = new Act.RemainderTaken(new("TREASURY", 10), Bruno,
            [new(AccountId.Parse("DONATIONS"), null, AccountId.Parse("BACKING"), null, Amount.FromMinor(2500), Unit.Euro), new(Ana, null, AccountId.Parse("ISSUANCE"), null, Amount.FromMinor(2500), Mlc)]),
        ["moving dropped"] = new Act.MovingDropped(new("TREASURY", 7), new(Id(11)), Bruno),
        ["paid in mutual credit"] = new Act.Paid(Turn, new(Id(1)), Ana, Bakery, Of(0xB1), Of(0xB2), new(0x0102030405060708), new(Id(2)), null, [new(Ana, null, Bakery, null, Amount.FromMinor(1250), Unit.Parse("BARTER"))]) { PayeeTurn = new("BAKERY", 41) },
        ["printed code paid in mutual credit"] = new Act.Paid(Turn, new(Id(1)), Ana, Bakery, Of(0xB1), Of(0xB2), new(0x0102030405060708), null, null, [new(Ana, null, Bakery, null, Amount.FromMinor(1250), Unit.Parse("BARTER"))]) { PayeeTurn = new("BAKERY", 41), Printed = new(Id(3)) },
        ["mutual credit proposed"] = new Act.MutualCreditProposed(new("TREASURY", 2), Unit.Parse("BARTER"), Alice),
        ["mutual credit opened"] = new Act.CreditDecided(new("TREASURY", 3), true, Bruno),
        ["credit limits refused"] = new Act.CreditDecided(Turn, false, Bruno),
        ["credit limits proposed"] = new Act.CreditLimitsProposed(Turn, new(Amount.FromMinor(50_000), Amount.FromMinor(100_000)), Alice),
        ["credit ended"] = new Act.CreditEnded(Turn, new(-1250), Of(0xE1), Alice),
        ["notes forfeited"] = new Act.NotesForfeited(new("TREASURY", 2), new(Id(9)), Some, Mlc, Alice),
    };

    private static readonly Dictionary<string, string> Frozen = new()
    {
        ["public mandate entered"] = "8c185a685452454153555259036c4142434445464748494a323363414e416e32313539303335303130303031371a0007a1201950211951525820e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e4e45820e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e5e565414c494345",
        ["public mandate revoked"] = "85185b685452454153555259046c4142434445464748494a3233654252554e4f",
        ["issuance under a public mandate proposed"] = "8c185c6854524541535552590550018f000000007000800000000000000663414e41191388634d4c435820c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c119177065414c4943456853555350454e53456c4142434445464748494a3233",
        ["issued under a public mandate"] = "89185d6854524541535552590650018f00000000700080000000000000065820c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c165414c494345654252554e4f8286674241434b494e47406853555350454e53454019138863455552866849535355414e43454063414e4140191388634d4c436c4142434445464748494a3233",
        ["reversal proposed"] = "8818236854524541535552590350018f000000007000800000000000000663414e4118465820c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c765414c494345",
        ["reversal rejected"] = "8518246854524541535552590450018f0000000070008000000000000006654252554e4f",
        ["issuance reversed"] = "8b18256854524541535552590463414e4119012c50018f0000000070008000000000000006184669414e4e4f554e43454465414c494345654252554e4f82866853555350454e534540674241434b494e4740191388634555528663414e4150018f00000000700080000000000000046849535355414e434540191388634d4c43",
        ["balances proposed"] = "8718646854524541535552590450018f000000007000800000000000000a5820c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3828263414e411909c4826642414b455259186465414c494345",
        ["balances brought"] = "8818656854524541535552590550018f000000007000800000000000000a5820c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c365414c494345654252554e4f8386674241434b494e47406853555350454e534540190a2863455552866849535355414e43454063414e41401909c4634d4c43866849535355414e4345406642414b455259401864634d4c43",
        ["wind-down proposed"] = "8818666854524541535552590650018f000000007000800000000000000b195152015820e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e165414c494345",
        ["wind-down begun"] = "8918676854524541535552590750018f000000007000800000000000000b1b0000019cadc69afb1951520065414c494345654252554e4f",
        ["remainder proposed"] = "8618686854524541535552590850018f000000007000800000000000000c5820e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e265414c494345",
        ["remainder approved"] = "8618696854524541535552590950018f000000007000800000000000000c65414c494345654252554e4f",
        ["remainder taken"] = "85186a6854524541535552590a654252554e4f828669444f4e4154494f4e5340674241434b494e47401909c4634555528663414e41406849535355414e4345401909c4634d4c43",
        ["paid in mutual credit"] = "8e185f63414e4119012c50018f000000007000800000000000000163414e416642414b4552595820b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b15820b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b248010203040506070850018f000000007000800000000000000240818663414e41406642414b455259401904e266424152544552182940",
        ["printed code paid in mutual credit"] = "8e185f63414e4119012c50018f000000007000800000000000000163414e416642414b4552595820b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b15820b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b24801020304050607084040818663414e41406642414b455259401904e266424152544552182950018f0000000070008000000000000003",
        ["mutual credit proposed"] = "851860685452454153555259026642415254455265414c494345",
        ["mutual credit opened"] = "8518616854524541535552590301654252554e4f",
        ["credit limits refused"] = "85186163414e4119012c00654252554e4f",
        ["credit limits proposed"] = "86186263414e4119012c19c3501a000186a065414c494345",
        ["credit ended"] = "86186363414e4119012c3904e15820e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e165414c494345",
        ["moving dropped"] = "85186c6854524541535552590750018f000000007000800000000000000b654252554e4f",
        ["notes forfeited"] = "87186b6854524541535552590250018f000000007000800000000000000965414c494345828361411864038361421901f402634d4c43",
        ["book opened"] = "8301654c494c4c45634d4c43",
        ["account opened"] = "850263414e41010065414c494345",
        ["account approved"] = "840363414e4119012c654252554e4f",
        ["account closed"] = "840463414e4119012c654252554e4f",
        ["first key added"] = "870563414e4119012c582102000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f405820a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a165414c494345",
        ["later key added"] = "870563414e4119012c582102000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f4801020304050607085820a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a165414c494345",
        ["till key added"] = "880e63414e4119012c582102000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f4801020304050607085820a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a165414c4943451907d0",
        ["key entered"] = "860f63414e4119012c582102000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f5820a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a165414c494345",
        ["key confirmed"] = "851063414e4119012c480102030405060708654252554e4f",
        ["key blocked"] = "850663414e4119012c48010203040506070865414c494345",
        ["paid"] = "8c0763414e4119012c50018f000000007000800000000000000163414e416642414b4552595820b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b15820b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b24801020304050607084040818663414e41406642414b455259401904e2634d4c43",
        ["paid with all there is"] = "8c0763414e4119012c50018f000000007000800000000000000163414e416642414b4552595820b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b15820b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b248010203040506070850018f000000007000800000000000000250018f0000000070008000000000000003828663414e4150018f00000000700080000000000000046642414b4552594001634d4c438663414e41406642414b45525950018f00000000700080000000000000051b7ffffffffffffffe634d4c43",
        ["refused"] = "8a0863414e4119012c50018f000000007000800000000000000163414e415820b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b15820b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b24801020304050607081302",
        ["request cancelled"] = "830950018f000000007000800000000000000201",
        ["request expired"] = "830950018f000000007000800000000000000200",
        ["issuance proposed"] = "8a0a6854524541535552590150018f000000007000800000000000000663414e41191388634d4c435820c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c119177065414c494345",
        ["issuance rejected"] = "850b6854524541535552590250018f0000000070008000000000000006654252554e4f",
        ["entries lost"] = "850d02031a000111705820d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1",
        ["paid on a printed code"] = "901163414e4119012c50018f000000007000800000000000000163414e416642414b4552595820b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b15820b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b24801020304050607084040818663414e41406642414b455259401904e2634d4c4300406050018f0000000070008000000000000002",
        ["paid by card"] = "901163414e4119012c50018f000000007000800000000000000163414e416642414b4552595820b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b15820b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b148000000000000000050018f000000007000800000000000000240818663414e41406642414b455259401904e2634d4c430150018f0000000070008000000000000007654252554e4f40",
        ["ceilings set"] = "861263414e4119012c8718642020200020205820e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e165414c494345",
        ["terms set"] = "8813685452454153555259031b0000019cadc69afb828201872020201a0007a12020202082028720202020202020828201018204015820e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e165414c494345",
        ["card entered"] = "861463414e4119012c50018f00000000700080000000000000075820e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e2e265414c494345",
        ["card confirmed"] = "851563414e4119012c50018f0000000070008000000000000007654252554e4f",
        ["card blocked"] = "851663414e4119012c50018f000000007000800000000000000765414c494345",
        ["PIN refused"] = "861763414e4119012c50018f000000007000800000000000000750018f0000000070008000000000000002654252554e4f",
        ["mandate given"] = "88181863414e4119012c583aa901654c494c4c450250018f00000000700080000000000000080363414e41046642414b45525905186406634d4c430719012c08181e09195171604801020304050607085820f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f1f165414c494345",
        ["mandate revoked"] = "85181963414e4119012c50018f000000007000800000000000000865414c494345",
        ["issuance against a line proposed"] = "8b18226854524541535552590150018f000000007000800000000000000663414e41191388634d4c435820c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c119177065414c4943456853555350454e5345",
        ["statement recorded"] = "8c181a685452454153555259046b47554152414e5445452e325820c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c219502224185f0182835820c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c31950211896835820c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c419502238315820c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c5c565414c494345",
        ["lines explained"] = "87181b6854524541535552590581845820c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c36b47554152414e5445452e32195021189669414e4e4f554e4345445820c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c165414c494345",
        ["lines offset"] = "87181b6854524541535552590582845820c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c36b47554152414e5445452e321950211832845820c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c46b47554152414e5445452e321950223831604065414c494345",
        ["explanation corrected"] = "88181c68545245415355525906184681845820c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c36b47554152414e5445452e321950211896644455455340654252554e4f",
        ["remittance proposed"] = "87181d6854524541535552590750018f00000000700080000000000000096947554152414e544545818450018f00000000700080000000000000016642414b4552591927101901f465414c494345",
        ["remittance approved"] = "85181e6854524541535552590850018f0000000070008000000000000009654252554e4f",
        ["remittance cancelled"] = "85181f6854524541535552590950018f000000007000800000000000000965414c494345",
        ["reconversion settled"] = "8718206854524541535552590a8450018f00000000700080000000000000016642414b4552591927101901f4634d4c4381845820c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c46947554152414e54454519502239251b65414c494345",
        ["reconversion returned"] = "8818216854524541535552590b8450018f00000000700080000000000000016642414b4552591927101901f4634d4c430181845820c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c36947554152414e54454519502219251c65414c494345",
        ["reconverted"] = "91182863414e4119012c50018f00000000700080000000000000016642414b4552596c5245434f4e56455253494f4e5820b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b1b15820b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2b2480102030405060708404081866642414b455259406c5245434f4e56455253494f4e40192710634d4c43004060401901f4",
        ["agreement ended"] = "85182963414e4119012c5820e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e165414c494345",
        ["agreement renewed"] = "85182b63414e4119012c5820e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e165414c494345",
        ["reconversion terms set"] = "87182a685452454153555259041b0000019cadc69afb828202831901f418321907d08203830000005820e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e165414c494345",
        ["period closed"] = "8a184b68545245415355525903021951161a000111705820d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d2d289010203040506070809890b0c0d0e0f101112138414151617",
        ["takings closed"] = "88184c63414e4119012c021a000111708401020304840506070865414c494345",
        ["debits proposed"] = "8818506854524541535552590450018f00000000700080000000000000091950256947554152414e544545818650018f000000007000800000000000000150018f000000007000800000000000000263414e411907d018640265414c494345",
        ["debits approved"] = "8618516854524541535552590550018f000000007000800000000000000901654252554e4f",
        ["debits cancelled"] = "8618516854524541535552590550018f000000007000800000000000000900654252554e4f",
        ["debits collected"] = "8918526854524541535552590650018f0000000070008000000000000009195025818650018f000000007000800000000000000150018f000000007000800000000000000263414e411907d018640281845820c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c36947554152414e544545195025190834634d4c4365414c494345",
        ["debits collected on their day"] = "8918526854524541535552590650018f0000000070008000000000000009195025818650018f000000007000800000000000000150018f000000007000800000000000000263414e411907d018640280634d4c4365414c494345",
        ["debit returned"] = "881853685452454153555259078650018f000000007000800000000000000150018f000000007000800000000000000263414e411907d018640201644d44303181845820c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c4c46947554152414e54454519502939083365414c494345",
        ["debit rejected"] = "881853685452454153555259078650018f000000007000800000000000000150018f000000007000800000000000000263414e411907d01864020064414330318065414c494345",
        ["debit repaid"] = "8818546854524541535552590850018f000000007000800000000000000119083481845820c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c36947554152414e5445451950251908346065414c494345",
        ["debit borne"] = "8818546854524541535552590850018f000000007000800000000000000119083480684f574e46554e4453654252554e4f",
        ["part reversal proposed"] = "87182668545245415355525903184663414e415820c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c7c765414c494345",
        ["part reversal rejected"] = "86182768545245415355525904184663414e41654252554e4f",
        ["balance reversed"] = "8b182c6854524541535552590463414e4119012c18466853555350454e53458065414c494345654252554e4f82866853555350454e534540674241434b494e4740191388634555528663414e41406849535355414e434540191388634d4c43",
        ["debit reversed"] = "8b182c6854524541535552590463414e4119012c1846664445424954538250018f000000007000800000000000000150018f000000007000800000000000000265414c494345654252554e4f81866853555350454e534540644455455340186463455552",
        ["issued"] = "880c6854524541535552590250018f00000000700080000000000000065820c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c1c165414c494345654252554e4f81866849535355414e43454063414e4140191388634d4c43",
        ["campaign proposed"] = "87183c685452454153555259016c4142434445464748494a32338b021a000f424000191388195021195152181e01820203816642414b4552598164666f6f645820e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e365414c494345",
        ["campaign approved"] = "85183d685452454153555259026c4142434445464748494a3233654252554e4f",
        ["campaign ended"] = "86183e685452454153555259036c4142434445464748494a323319509a65414c494345",
        ["funding proposed"] = "88183f6854524541535552590450018f00000000700080000000000000096c4142434445464748494a32335820c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c21a0007a12065414c494345",
        ["funded"] = "8818406854524541535552590550018f00000000700080000000000000095820c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c2c265414c494345654252554e4f81867543414d504149474e2e4142434445464748494a32334069414e4e4f554e434544401a0007a12063455552",
        ["allotments proposed"] = "8918416854524541535552590650018f000000007000800000000000000a7543414d504149474e2e4142434445464748494a32336000828363414e4150018f00000000700080000000000000041909c4836642414b45525940186465414c494345",
        ["share proposed"] = "8918416854524541535552590650018f000000007000800000000000000a6a434f4d4d495353494f4e66323032362d3119012c81836642414b45525940186465414c494345",
        ["allotments made"] = "8818426854524541535552590750018f000000007000800000000000000a6065414c494345654252554e4f8286674241434b494e47407543414d504149474e2e4142434445464748494a3233401909c463455552866849535355414e43454063414e4150018f00000000700080000000000000041909c4634d4c43",
        ["share made"] = "8818426854524541535552590750018f000000007000800000000000000a66323032362d3165414c494345654252554e4f8286674241434b494e47406a434f4d4d495353494f4e40186463455552866849535355414e4345406642414b455259401864634d4c43",
        ["proposal dropped"] = "8518436854524541535552590750018f000000007000800000000000000a654252554e4f",
        ["purses returned"] = "861844685452454153555259086c4142434445464748494a323365414c49434582867543414d504149474e2e4142434445464748494a323340674241434b494e47401909c4634555528663414e4150018f00000000700080000000000000046849535355414e4345401909c4634d4c43",
        ["association chosen"] = "85184563414e4119012c6642414b45525965414c494345",
        ["association given up"] = "85184563414e4119012c6065414c494345",
        ["bureau opened"] = "86182d6854524541535552590250018f000000007000800000000000000965414c4943456c4d41524b45544d41524b4554",
        ["bureau closed"] = "86182e6854524541535552590250018f000000007000800000000000000965414c4943456c4d41524b45544d41524b4554",
        ["notes printed"] = "8a182f6854524541535552590250018f000000007000800000000000000965414c49434561411901f4011907d0195021",
        ["notes sent"] = "8818306854524541535552590250018f000000007000800000000000000965414c494345655641554c54734452415745522e4d41524b45544d41524b4554828361411864038361421901f402",
        ["notes received"] = "8818316854524541535552590250018f0000000070008000000000000009654252554e4f50018f000000007000800000000000000a734452415745522e4d41524b45544d41524b4554828361411864038361421901f402",
        ["notes sold"] = "8818326854524541535552590250018f000000007000800000000000000965414c4943456c4d41524b45544d41524b4554828361411864038361421901f402634d4c43",
        ["sale undone"] = "8918336854524541535552590250018f000000007000800000000000000965414c49434550018f000000007000800000000000000a6c4d41524b45544d41524b4554828361411864038361421901f402634d4c43",
        ["notes taken back"] = "8918346854524541535552590250018f000000007000800000000000000965414c4943456c4d41524b45544d41524b4554828361411864038361421901f402634d4c436642414b455259",
        ["notes withdrawn"] = "8e18376854524541535552590250018f000000007000800000000000000965414c49434563414e4119012c6c4d41524b45544d41524b4554828361411864038361421901f402634d4c4363414e4150018f00000000700080000000000000015820a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1480102030405060708",
        ["notes reconverted"] = "8a18386854524541535552590250018f000000007000800000000000000965414c4943456c4d41524b45544d41524b4554828361411864038361421901f402634d4c436642414b455259183c",
        ["note terms set"] = "8718396854524541535552590250018f000000007000800000000000000965414c494345015820e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3",
        ["slip recorded"] = "8e183a6854524541535552590250018f0000000070008000000000000009654252554e4f655641554c54734452415745522e4d41524b45544d41524b4554828361411864038361421901f40265414c4943454801020304050607084801020304050607095820a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a15820a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a200",
        ["slip in doubt"] = "8e183a6854524541535552590250018f0000000070008000000000000009654252554e4f655641554c54734452415745522e4d41524b45544d41524b4554828361411864038361421901f40265414c4943454801020304050607084801020304050607095820a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a15820a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a2a205",
        ["slip settled"] = "8a183b6854524541535552590250018f000000007000800000000000000965414c49434550018f000000007000800000000000000a655641554c54734452415745522e4d41524b45544d41524b4554828361411864038361421901f4025820e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3",
        ["slip key entered"] = "87186e6854524541535552590250018f000000007000800000000000000965414c494345582102000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f5820a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1",
        ["slip key confirmed"] = "86186f6854524541535552590250018f0000000070008000000000000009654252554e4f480102030405060708",
        ["slip key blocked"] = "8618706854524541535552590250018f000000007000800000000000000965414c494345480102030405060708",
        ["stock counted"] = "8a18356854524541535552590250018f000000007000800000000000000965414c494345734452415745522e4d41524b45544d41524b4554828361411864038361421901f4021905dc1907d05820e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3e3",
        ["stock counted, nothing differs"] = "8a18356854524541535552590250018f000000007000800000000000000965414c494345655641554c5480000040",
        ["count confirmed"] = "8b18366854524541535552590250018f0000000070008000000000000009654252554e4f50018f000000007000800000000000000a734452415745522e4d41524b45544d41524b4554818361411901f401818361421901f4023901f3684f574e46554e4453",
    };

    public static TheoryData<string> Names => [.. Acts.Keys];

    [Fact]
    public void Every_act_has_a_fixture()
    {
        Assert.Equal(typeof(Act).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(Act)) && !t.IsAbstract).Select(t => t.Name).Order(), Acts.Values.Select(a => a.GetType().Name).Distinct().Order());
        Assert.Equal(Acts.Keys.Order(), Frozen.Keys.Order());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_are_those_that_were_always_written(string name) => Assert.Equal(Frozen[name], Convert.ToHexStringLower(Codec.Encode(Acts[name])));

    [Theory]
    [MemberData(nameof(Names))]
    public void Bytes_are_read_back_as_the_same_act(string name)
    {
        var read = Codec.Decode(Convert.FromHexString(Frozen[name]));
        Assert.Equal(Acts[name], read);
        Assert.Equal(Acts[name].Subjects, read.Subjects);
        Assert.Equal(Acts[name].Turn, read.Turn);
    }

    [Fact]
    public void Every_reason_and_limit_keeps_its_number()
    {
        Assert.Equal("MalformedPayload=1 UnknownKey=2 BadSignature=3 OrderIdReused=4 WrongLedger=5 WrongUnit=6 OrderExpired=7 ExpiryTooFar=8 KeyBlocked=9 PayerClosed=10 "
            + "SameAccount=11 PayeeUnknown=12 PayeeClosed=13 RequestUnknown=14 RequestClosed=15 RequestMismatch=16 SaleUnknown=17 RefundExceedsSale=18 LimitExceeded=19 "
            + "PurseNotAccepted=20 InsufficientFunds=21 NotProfessional=22 NoAgreement=23 FeeMismatch=24 CurrencyEnded=40", Numbers<Refusal>());
        Assert.Equal("None=0 MaxAmount=1 PaymentsIn30Days=2 TillKey=3 Transfer=4 Payment=5 Day=6 PrintedDay=7 PayeeBalance=8 Card=9 CardDay=10 MandatePayment=11 MandatePeriod=12 LeastReconversion=13 NotAdmitted=14", Numbers<Limit>());
        Assert.Equal("Device=0 Card=1 Mandate=2", Numbers<Means>());
        Assert.Equal("Resident=1 Merchant=2 Ess=3 Public=4", Numbers<AccountKind>());
        Assert.Equal("Day=1 Month=2 Year=3", Numbers<PeriodKind>());
        Assert.Equal("Pending=0 Open=1 Closed=2", Numbers<SubjectStatus>());
        Assert.Equal("Order=1 RequestEnd=2 EuroReceipt=3 IssuanceEnd=4 Beginning=5 Statement=6 StatementLine=7 Correction=8 RemittanceApproval=9 RemittanceEnd=10 Settlement=11 Withdrawal=12 ProposalEnd=15 Share=16 Closure=18 TakingsClosure=19 Return=22 DebitCollection=26 DebitDecision=27 DebitReturn=28 PublicRevocation=29 MutualCredit=31 BroughtBalance=34 WindDown=35 Remainder=36", Numbers<ClaimKind>());
    }

    private static string Numbers<T>() where T : struct, Enum => string.Join(' ', Enum.GetValues<T>().Select(v => $"{v}={Convert.ToInt32(v, null)}"));

    [Theory]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 1, 0L, "", "e8d9d27920689aa242fcd3cb9b2ea5add8f029d0b19c831a809eabc06255354e")]
    [InlineData("a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1", 258, 1772442000123L, "8301", "4189972807ad1235f3570ee20bf59bbd020469b646549947fc5a3678c0d07a11")]
    public void Hash_is_the_one_that_was_always_computed(string previous, long position, long milliseconds, string body, string expected) =>
        Assert.Equal(expected, Entry.HashOf(Digest.FromBytes(Convert.FromHexString(previous)), new(position), DateTimeOffset.FromUnixTimeMilliseconds(milliseconds), Convert.FromHexString(body)).ToString());

    [Fact]
    public void Acts_that_move_nothing_or_nowhere_have_no_bytes()
    {
        var paid = (Act.Paid)Acts["paid"];
        Assert.Throws<BrokenBookException>(() => Codec.Encode(paid with { Legs = [] }));
        Assert.Throws<BrokenBookException>(() => Codec.Encode(paid with { Legs = [paid.Legs[0] with { Amount = Amount.Zero }] }));
        Assert.Throws<BrokenBookException>(() => Codec.Encode(paid with { Legs = [paid.Legs[0] with { To = Ana }] }));
        Assert.Throws<BrokenBookException>(() => Codec.Encode((Act.Issued)Acts["issued"] with { Legs = [] }));
    }

    [Theory]
    [InlineData("")]
    [InlineData("80")]                     // an array of nothing
    [InlineData("8101")]                   // too few fields
    [InlineData("83190001654c494c4c45634d4c43")] // a number in a longer form
    [InlineData("8301654c494c4c45634d4c4300")]   // a byte too many
    [InlineData("8318ff654c494c4c45634d4c43")]   // no such kind
    [InlineData("83095000000000000000000000000000000000" + "02")]   // neither cancelled nor expired
    [InlineData("8502634142430100" + "6161")]        // a person's id in lower case
    [InlineData("8502634142431863" + "00" + "6141")]  // no such kind of account
    [InlineData("850263414243" + "1b0000000100000001" + "016141")] // nor one that is 1 after losing its upper half
    [InlineData("850263414243011b7fffffffffffffff6141")] // no such status
    [InlineData("850d0001015820d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1")] // a loss of number 0
    [InlineData("850d0100015820d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1")] // of log 0
    [InlineData("850d011a7fffffff015820d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1")] // of the last log there can be
    [InlineData("850d0101005820d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1d1")] // of nothing
    public void Other_bytes_are_a_broken_book(string hex) => Assert.Throws<BrokenBookException>(() => Codec.Decode(Convert.FromHexString(hex)));

    [Fact]
    public void Any_bytes_are_refused_or_are_the_one_form_of_an_act() => Gen.OneOf<byte[]>(Gen.Byte.Array[0, 80], Garbled()).Sample(bytes =>
    {
        Act act;
        try
        {
            act = Codec.Decode(bytes);
        }
        catch (BrokenBookException)
        {
            return;
        }
        Assert.Equal(bytes, Codec.Encode(act));
        if (act is Act.Paid paid) Assert.True(paid.Legs.Count > 0);
    }, iter: 100_000);

    /// <summary>Good bytes with a few of them changed, cut or doubled.</summary>
    private static Gen<byte[]> Garbled() => Gen.Select(Gen.Int[0, Acts.Count - 1].Select(i => Codec.Encode(Acts.Values.ElementAt(i))), Gen.Select(Gen.Int[0, 400], Gen.Byte, Gen.Int[0, 9]).Array[1, 3], (good, changes) =>
    {
        var bytes = good.ToList();
        foreach (var (where, what, how) in changes)
        {
            if (bytes.Count == 0) break;
            var at = where % bytes.Count;
            if (how == 0) bytes.RemoveRange(at, bytes.Count - at);
            else if (how == 1) bytes.Insert(at, what);
            else if (how == 2) bytes.RemoveAt(at);
            else bytes[at] = how < 6 ? (byte)(bytes[at] ^ (1 << (what % 8))) : what;
        }
        return bytes.ToArray();
    });
}
