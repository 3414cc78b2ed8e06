using CsCheck;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Paper;

/// <summary>What holds of notes after any history. A failure prints its seed; the variable CsCheck_Seed plays it again.</summary>
public sealed class PaperProperties
{
    private static readonly PersonId[] Staff = [PersonId.Parse("ALICE"), PersonId.Parse("BRUNO"), PersonId.Parse("CHLOE")];
    private static readonly BureauId[] Bureaux = [BureauId.Parse("MARKETMARKET"), BureauId.Parse("LIBRARYLIBRA")];
    private static readonly Note[] Kinds = [new("A", Amount.FromMinor(100)), new("A", Amount.FromMinor(500)), new("B", Amount.FromMinor(500)), new("B", Amount.FromMinor(2000))];
    private static readonly AccountId[] Members = [AccountId.Parse("BAKERY"), AccountId.Parse("LATE"), AccountId.Parse("NOBODY")];
    private static readonly AccountId[] Places = [NotePlaces.Vault, Bureaux[0].Drawer, Bureaux[1].Drawer, NotePlaces.Press, NotePlaces.Lost];

    private sealed record Step(int What, int Who, int Where, int Whither, int Kind, int Many, int Some);

    private static readonly Gen<Step[]> Histories =
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, 2], Gen.Int[0, 4], Gen.Int[0, 4], Gen.Int[0, 3], Gen.Frequency((6, Gen.Int[1, 12]), (1, Gen.Int[0, 60])), Gen.Int[0, 2],
            (what, who, where, whither, kind, many, some) => new Step(what, who, where, whither, kind, many, some)).Array[1, 90];

    private sealed class Office
    {
        private int _slips;

        public Office()
        {
            Book = new();
            Book.Place(new Act.BookOpened(LedgerId.Parse("LILLE"), LittleBook.Unit));
            Book.Open(Members[0], AccountKind.Merchant, new Pen("bakery").Key);
            Book.Place(new Act.AccountOpened(Members[1], AccountKind.Merchant, SubjectStatus.Pending, Staff[0]));
            Do(new Act.BureauOpened(default, Slip(), Bureaux[0], Staff[0]));
            for (var kind = 0; kind < Kinds.Length; kind++)
            {
                Do(new Act.NotesPrinted(default, Slip(), Kinds[kind], 1, 40, new(2026, 1, 5), Staff[0]));
                Do(new Act.NotesReceived(default, Slip(), Paper.Prints[^1].Slip, NotePlaces.Vault, Notes.Of(Kinds[kind], 40), Staff[1]));
            }
            Do(new Act.NotesSent(default, Slip(), NotePlaces.Vault, Bureaux[0].Drawer, Notes.Of(Kinds.Select(k => new KeyValuePair<Note, long>(k, 20))), Staff[0]));
            Do(new Act.NotesReceived(default, Slip(), Paper.OnTheWay.Keys.Single(), Bureaux[0].Drawer, Notes.Of(Kinds.Select(k => new KeyValuePair<Note, long>(k, 20))), Staff[2]));
        }

        public LittleBook Book { get; }
        public PaperState Paper => Book.Treasury.Paper;
        public HashSet<string> Said { get; } = [];

        public void Live(Step step)
        {
            var (by, notes) = (Staff[step.Who], Notes.Of(Kinds[step.Kind], step.Many) + Notes.Of(Kinds[(step.Kind + 1) % Kinds.Length], step.Some));
            var (bureau, place) = (Bureaux[step.Where % 2], Places[step.Where]);
            switch (step.What)
            {
                case 0:
                    Do(step.Some == 0 ? new Act.BureauClosed(default, Slip(), bureau, by) : new Act.BureauOpened(default, Slip(), bureau, by));
                    break;
                case 1:
                    Do(new Act.NotesPrinted(default, Slip(), Kinds[step.Kind], 41 + (step.Where * 5), 40 + (step.Where * 5) + step.Many, new(2026, 2, 1), by));
                    break;
                case 2 or 3:
                    Do(new Act.NotesSent(default, Slip(), place, Places[step.Whither], notes, by));
                    break;
                case 4 or 5 or 6 or 7 when Paper.OnTheWay.Count > 0:
                    var journey = Paper.OnTheWay.Values.OrderBy(j => j.Slip.Uuid).ElementAt(step.Where % Paper.OnTheWay.Count);
                    Do(new Act.NotesReceived(default, Slip(), journey.Slip, step.Whither switch { 0 => journey.From, 1 => NotePlaces.Lost, _ => journey.To }, step.Some == 0 ? journey.Left : Notes.Of(Kinds[step.Kind], step.Some), by));
                    break;
                case 8 or 9 or 10 or 11:
                    Do(new Act.NotesSold(default, Slip(), bureau, notes, LittleBook.Unit, by));
                    break;
                case 12:
                    var sale = Book.Entries.Select(e => e.Act).OfType<Act.NotesSold>().ElementAtOrDefault(step.Many)?.Slip ?? Slip();
                    Do(new Act.SaleUndone(default, Slip(), sale, default, Notes.None, LittleBook.Unit, by));
                    break;
                case 13:
                    Do(new Act.NotesTakenBack(default, Slip(), bureau, notes, LittleBook.Unit, Members[step.Whither % 3], by));
                    break;
                case 14 or 15:
                    var differ = step.Some == 0 ? Notes.None : step.Whither % 2 == 0 ? notes : -notes;
                    var counted = Notes.Of((Paper.At(place) + differ).Beyond.Counts);
                    var cash = NotePlaces.BureauOf(place) is null ? 0 : Math.Max(0, Cash(place) + (step.Whither switch { 3 => 100, 4 => -100, _ => 0 }));
                    Do(new Act.StockCounted(default, Slip(), place, counted, Amount.FromMinor(cash), Amount.Zero, Digest.Zero, by));
                    break;
                case 16 when Paper.Counts.Count > 0:
                    Do(new Act.CountConfirmed(default, Slip(), Paper.Counts.Values.OrderBy(c => c.Act.Slip.Uuid).First().Act.Slip, default, Notes.None, Notes.None, default, null, by));
                    break;
                case 17:
                    Do(new Act.NotesReconverted(default, Slip(), bureau, notes, LittleBook.Unit, Members[step.Whither % 3], Amount.Zero, by));
                    break;
                case 18:
                    Do(new Act.NotesWithdrawn(default, default, Slip(), bureau, notes, LittleBook.Unit, Members[0], default, default, default, by));
                    break;
                case 19:
                    Book.Now += TimeSpan.FromHours(step.Many);
                    break;
            }
        }

        private long Cash(AccountId place) => Book[NotePlaces.BureauOf(place)!.Value.Till].Of(Unit.Euro).Minor;

        private void Do(Act.OnPaper asked)
        {
            var credited = asked is Act.NotesTakenBack back && Book[back.Account].Kind is not null ? Book[back.Account].Status : (SubjectStatus?)null;
            var decision = PaperRules.Decide(Book.Treasury, asked, new(ParisCalendar.DayOf(Book.Now), credited, Amount.FromMinor(30_000)) { Professional = asked is Act.NotesReconverted given ? Book.Accounts.GetValueOrDefault(given.Account) : null, Terms = Book.Terms });
            Said.Add(decision is PaperDecision.Refuse refuse ? refuse.Reason.ToString() : asked.GetType().Name);
            if (decision is PaperDecision.Accept accept) Book.Place(accept.Act);
        }

        private SlipId Slip() => new(Uuid.Version7(LittleBook.Start, [(byte)(++_slips >> 8), (byte)_slips, 0, 0, 0, 0, 0, 0, 0, 0]));
    }

    [Fact]
    public void Counts_are_what_the_accounts_hold_and_every_unit_in_circulation_has_its_euro() => Histories.Sample(history =>
    {
        var office = new Office();
        foreach (var step in history)
        {
            office.Live(step);
            long Of(AccountId account, Unit unit) => office.Book[account].Of(unit).Minor;

            Assert.All(office.Paper.Held, place => Assert.Equal(place.Value.Minor, Of(place.Key, NotePlaces.Unit)));
            Assert.Equal(Notes.None, office.Paper.Held.Values.Aggregate(Notes.None, (sum, notes) => sum + notes));
            Assert.Equal(office.Paper.OnTheWay.Values.Aggregate(Notes.None, (sum, journey) => sum + journey.Left), office.Paper.At(NotePlaces.OnTheWay));
            Assert.Equal(Of(NotePlaces.Sold, NotePlaces.Unit), Of(OfficeAccounts.Paper, LittleBook.Unit));
            Assert.Equal(Of(OfficeAccounts.Issuance, LittleBook.Unit), Of(OfficeAccounts.Backing, Unit.Euro));
            var holdings = office.Book.Accounts.Values.SelectMany(a => a.Balances.Select(b => (Account: a.Id, b.Key.Unit, b.Value.Minor))).ToList();
            Assert.All(holdings.GroupBy(h => h.Unit), unit => Assert.Equal(0, unit.Sum(h => h.Minor)));
            Assert.All(holdings, h => Assert.True(h.Minor >= 0 || OfficeAccounts.MayBeNegative(h.Account), $"{h.Account} has {h.Minor} {h.Unit}"));
        }
    }, iter: 200);

    [Fact]
    public void Book_of_any_history_passes_the_audit_and_its_state_is_the_same_from_bytes() => Histories.Sample(history =>
    {
        var office = new Office();
        foreach (var step in history) office.Live(step);

        var audit = new CurrencyAudit();
        foreach (var (entry, _) in office.Book.Entries) Assert.Null(audit.Check(entry, _ => null, []));
        Assert.Null(audit.Close());
        Assert.Equal(PaperBytes.Encode(office.Paper), PaperBytes.Encode(PaperBytes.Decode(PaperBytes.Encode(office.Paper))));
        Assert.Equal(PaperBytes.Encode(office.Paper), PaperBytes.Encode(office.Book.Entries.Aggregate(new PaperState(), (state, e) => state.Apply(e.Entry, Codec.Decode(e.Entry.Body)))));
    }, iter: 150);

    [Fact]
    public void Histories_really_contain_every_act_and_every_refusal()
    {
        var said = new HashSet<string>();
        Histories.Sample(history =>
        {
            var office = new Office();
            foreach (var step in history) office.Live(step);
            lock (said) said.UnionWith(office.Said);
        }, iter: 600);

        var acts = typeof(Act).GetNestedTypes().Where(t => t.IsSubclassOf(typeof(Act.OnPaper))).Select(t => t.Name);
        // PaperTests tells of these: they do not happen by chance.
        string[] rare = [nameof(PaperRefusal.NumbersUnfit), nameof(PaperRefusal.ReasonMissing), nameof(PaperRefusal.CashUnfit), nameof(PaperRefusal.TransferUnknown),
            nameof(PaperRefusal.LimitExceeded), nameof(PaperRefusal.CashNotThere), nameof(PaperRefusal.CountUnknown), nameof(PaperRefusal.FundGap),
            nameof(PaperRefusal.WindingDown), nameof(Act.NotesForfeited), nameof(Act.NotesWithdrawn), nameof(Act.NoteTermsSet), nameof(PaperRefusal.NotProfessional), nameof(PaperRefusal.BelowLeast), nameof(PaperRefusal.FeeMismatch),
            nameof(PaperRefusal.NoAgreement), nameof(PaperRefusal.OrderUnfit), nameof(PaperRefusal.OrderRefused), nameof(PaperRefusal.OrderUsed),
            .. acts.Where(name => name.StartsWith("Slip", StringComparison.Ordinal)), .. Enum.GetNames<PaperRefusal>().SkipWhile(name => name != nameof(PaperRefusal.UnknownKey)).TakeWhile(name => name != nameof(PaperRefusal.SaleNotOpen))];
        Assert.Empty(acts.Concat(Enum.GetNames<PaperRefusal>()).Except(rare).Except(said));
    }
}
