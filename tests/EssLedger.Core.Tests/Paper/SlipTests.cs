using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;

namespace EssLedger.Core.Paper;

/// <summary>Notes that go from hand to hand by slips that two phones sign.</summary>
public sealed class SlipTests
{
    private static readonly LedgerId Lille = LedgerId.Parse("LILLE");
    private static readonly PersonId Thomas = PersonId.Parse("THOMAS"), Amina = PersonId.Parse("AMINA"), Bea = PersonId.Parse("BEA");
    private static readonly BureauId Market = BureauId.Parse("MARKETMARKET"), Library = BureauId.Parse("LIBRARYLIBRA");
    private static readonly Note Five = new("A", Amount.FromMinor(500));
    private static readonly Pen ThomasPhone = new("thomas"), BeasPhone = new("bea");
    private readonly LittleBook _book = new();
    private readonly Dictionary<Digest, byte[]> _originals = [];
    private int _slips;

    public SlipTests()
    {
        _book.Place(new Act.BookOpened(Lille, LittleBook.Unit));
        Done(new Act.BureauOpened(default, Next(), Market, Thomas));
        var print = Done(new Act.NotesPrinted(default, Next(), Five, 1, 40, new(2026, 3, 1), Thomas));
        Done(new Act.NotesReceived(default, Next(), print, NotePlaces.Vault, Notes.Of(Five, 40), Amina));
        foreach (var (phone, person) in new[] { (ThomasPhone, Thomas), (BeasPhone, Bea) })
        {
            Done(Entering(phone, person));
            Done(new Act.SlipKeyConfirmed(default, Next(), phone.Key.Id, Amina));
        }
    }

    private PaperState Paper => _book.Treasury.Paper;

    [Fact]
    public void Slip_that_both_signed_moves_the_notes_at_once_and_the_whole_book_passes_the_audit()
    {
        Done(Of(Signed(10)), Facts(Signed(10)));
        Assert.Equal((30, 10, 0), (Paper.At(NotePlaces.Vault)[Five], Paper.At(Market.Drawer)[Five], Paper.OnTheWay.Count));
        Assert.Equal(PaperBytes.Encode(Paper), PaperBytes.Encode(PaperBytes.Decode(PaperBytes.Encode(Paper))));
        var (audit, signatures) = (new CurrencyAudit(), new List<SignatureCheck>());
        Assert.All(_book.Entries, e => Assert.Null(audit.Check(e.Entry, digest => _originals.TryGetValue(digest, out var bytes) ? (ReadOnlyMemory<byte>?)bytes : null, signatures)));
        Assert.Equal(4, signatures.Count);
        Assert.All(signatures, signature => Assert.Null(signature.Run(Pen.Verifier)));
    }

    [Fact]
    public void Phone_signs_only_once_another_person_confirmed_it()
    {
        var phone = new Pen("amina");
        Done(Entering(phone, Amina));
        Assert.Equal(PaperRefusal.KeyExists, Refused(Entering(phone, Amina)));
        var pair = Signed(1, phone, BeasPhone);
        Assert.Equal(PaperRefusal.UnknownKey, Refused(Of(pair), Facts(pair)));
        Assert.Equal(PaperRefusal.SamePerson, Refused(new Act.SlipKeyConfirmed(default, Next(), phone.Key.Id, Amina)));
        Done(new Act.SlipKeyConfirmed(default, Next(), phone.Key.Id, Thomas));
        Assert.Equal(PaperRefusal.KeyNotEntered, Refused(new Act.SlipKeyConfirmed(default, Next(), phone.Key.Id, Thomas)));
        Done(Of(pair), Facts(pair));
    }

    [Fact]
    public void What_no_two_phones_signed_in_this_order_is_refused()
    {
        var pair = Signed(1);
        Assert.Equal(PaperRefusal.BadSignature, Refused(Of(pair), Facts(pair) with { Slip = (pair, Lille, false, true) }));
        Assert.Equal(PaperRefusal.WrongLedger, Refused(Of(pair), Facts(pair) with { Slip = (pair, LedgerId.Parse("PARIS"), true, true) }));
        var backwards = new SlipPair(pair.Received, pair.Sent);
        Assert.Equal(PaperRefusal.SlipMismatch, Refused(Of(backwards), Facts(backwards)));
        var other = new SlipPair(pair.Sent, Signed(2).Received);
        Assert.Equal(PaperRefusal.SlipMismatch, Refused(Of(other), Facts(other)));
        var alone = Signed(1, ThomasPhone, ThomasPhone);
        Assert.Equal(PaperRefusal.SamePerson, Refused(Of(alone), Facts(alone)));
        var nowhere = Signed(1, to: NotePlaces.Vault);
        Assert.Equal(PaperRefusal.PlaceUnfit, Refused(Of(nowhere), Facts(nowhere)));
    }

    [Fact]
    public void Blocked_phone_is_refused_for_what_it_signed_after_and_what_it_signed_before_is_for_the_treasurer()
    {
        var before = Signed(3);
        _book.Now += TimeSpan.FromHours(1);
        Done(new Act.SlipKeyBlocked(default, Next(), ThomasPhone.Key.Id, Amina));
        Assert.Equal(PaperRefusal.UnknownKey, Refused(new Act.SlipKeyBlocked(default, Next(), ThomasPhone.Key.Id, Amina)));
        var after = Signed(3);
        Assert.Equal(PaperRefusal.KeyBlocked, Refused(Of(after), Facts(after)));
        Done(Of(before), Facts(before));
        Assert.Equal((SlipDoubt.KeyBlocked, 40), (Paper.Cases[before.Sent.Slip.Id].Act.Doubt, Paper.At(NotePlaces.Vault)[Five]));
    }

    [Fact]
    public void Slip_in_doubt_is_never_lost_and_another_than_who_signed_says_what_became_of_the_notes()
    {
        SlipDoubt? DoubtOf(SlipPair pair, bool theirs = true) => ((Act.SlipRecorded)Assert.IsType<PaperDecision.Accept>(PaperRules.Decide(_book.Treasury, Of(pair), Facts(pair, theirs))).Act).Doubt;
        Assert.Equal(SlipDoubt.NotTheirPlace, DoubtOf(Signed(1), theirs: false));
        Assert.Equal(SlipDoubt.PlaceClosed, DoubtOf(Signed(1, to: Library.Drawer)));
        Assert.Equal(SlipDoubt.NeverPrinted, DoubtOf(Signed(1, note: new Note("B", Amount.FromMinor(500)))));
        var pair = Signed(41);
        Done(Of(pair), Facts(pair));
        var id = pair.Sent.Slip.Id;
        Assert.Equal((SlipDoubt.NotesNotThere, 40), (Paper.Cases[id].Act.Doubt, Paper.At(NotePlaces.Vault)[Five]));

        Assert.Equal(PaperRefusal.SamePerson, Refused(Settling(id, moved: false, Thomas)));
        Assert.Equal(PaperRefusal.NotesNotThere, Refused(Settling(id, moved: true, Amina)));
        var found = Done(new Act.NotesPrinted(default, Next(), Five, 41, 50, new(2026, 3, 1), Thomas));
        Done(new Act.NotesReceived(default, Next(), found, NotePlaces.Vault, Notes.Of(Five, 10), Amina));
        Done(Settling(id, moved: true, Amina));
        Assert.Equal((9, 41, 0), (Paper.At(NotePlaces.Vault)[Five], Paper.At(Market.Drawer)[Five], Paper.Cases.Count));
        Assert.Equal(PaperRefusal.CaseUnknown, Refused(Settling(id, moved: false, Amina)));
    }

    [Fact]
    public void Audit_sees_every_broken_promise_of_a_slip()
    {
        var pair = Signed(10);
        var right = Of(pair) with { Decider = _book.Treasury.NextTurn };
        var bytes = pair.Encode();
        Assert.Null(Fault(right, bytes));
        Assert.Equal("It does not say what the slip behind it says.", Fault(right with { Notes = Notes.Of(Five, 9) }, bytes));
        Assert.Equal("It does not say what the slip behind it says.", Fault(right with { Slip = Next() }, bytes));
        Assert.Equal("It was signed by the phone of another.", Fault(right with { SentBy = Amina }, bytes));
        Assert.Equal("Who sent the notes also received them.", Fault(right with { SentKey = BeasPhone.Key.Id, SentBy = Bea }));
        Assert.Equal("A phone that nobody confirmed signed it.", Fault(right with { Key = new(1) }));
        Assert.Equal("The notes were there.", Fault(right with { Doubt = SlipDoubt.NotesNotThere }));
        Assert.Equal("VAULT does not hold these notes.", Fault(right with { Notes = Notes.Of(Five, 41) }));
        Assert.Equal("Notes do not go from there to there.", Fault(right with { To = Library.Drawer }));
        var forged = (byte[])bytes.Clone();
        forged[^1] ^= 1;
        Assert.Equal("The signature on which it rests is not that of the key.", Fault(right with { Signed = Digest.Of(forged) }, forged));

        var entering = Entering(new("amina"), Amina) with { Decider = _book.Treasury.NextTurn };
        Assert.Equal("It does not say what the proof behind it says.", Fault(entering with { By = Thomas }, _originals[entering.Proof]));
        Assert.Equal("The key was entered before.", Fault(entering with { Key = BeasPhone.Key }));
        Assert.Equal("No such key waits to be confirmed.", Fault(new Act.SlipKeyConfirmed(_book.Treasury.NextTurn, Next(), BeasPhone.Key.Id, Amina)));
        Done(entering);
        _book.Now += TimeSpan.FromMinutes(1);
        Assert.Equal("Whose key it is also confirmed it.", Fault(new Act.SlipKeyConfirmed(_book.Treasury.NextTurn, Next(), entering.Key.Id, Amina)));
        Done(new Act.SlipKeyBlocked(default, Next(), ThomasPhone.Key.Id, Amina));
        Assert.Equal("A phone that was blocked signed it.", Fault(right with { Decider = _book.Treasury.NextTurn }, bytes));
        Done(Of(pair), Facts(pair));
        var settled = Settling(pair.Sent.Slip.Id, moved: true, Amina) with { Decider = _book.Treasury.NextTurn, From = NotePlaces.Vault, To = Market.Drawer, Notes = Notes.Of(Five, 10) };
        Assert.Null(Fault(settled));
        Assert.Equal("It is not what was handed over.", Fault(settled with { Notes = Notes.Of(Five, 9) }));
        Assert.Equal("Who signed the slip also settled it.", Fault(settled with { By = Bea }));
        Assert.Equal("No such slip waited.", Fault(settled with { Of = Next() }));
    }

    [Fact]
    public void Payload_is_read_in_its_one_form_only()
    {
        var slip = Signed(1).Sent.Slip;
        Assert.Equal(slip.Encode(), TransferSlip.Decode(slip.Encode()).Encode());
        Assert.Throws<FormatException>(() => TransferSlip.Decode((slip with { From = NotePlaces.Sold }).Encode()));
        Assert.Throws<FormatException>(() => TransferSlip.Decode((slip with { Notes = Notes.None }).Encode()));
        Assert.Throws<FormatException>(() => TransferSlip.Decode((slip with { Id = new(new((UInt128)7)) }).Encode()));
        Assert.Throws<FormatException>(() => TransferSlip.Decode((slip with { Notes = Notes.Of(Five, -1) }).Encode()));
        Assert.Throws<FormatException>(() => TransferSlip.Decode((slip with { Notes = Notes.Of(Enumerable.Range(1, TransferSlip.MostKinds + 1).Select(i => new KeyValuePair<Note, long>(new("A", Amount.FromMinor(i)), 1))) }).Encode()));
    }

    private SlipPair Signed(long fives, Pen? sender = null, Pen? receiver = null, AccountId? to = null, Note? note = null)
    {
        var slip = new TransferSlip(Lille, new(Uuid.Version7(_book.Now, [(byte)++_slips, 1, 0, 0, 0, 0, 0, 0, 0, 0])), NotePlaces.Vault, to ?? Market.Drawer, Notes.Of(note ?? Five, fives), _book.Now.ToUnixTimeSeconds());
        var sent = (sender ?? ThomasPhone).Sign(slip);
        return new(sent, (receiver ?? BeasPhone).Sign(slip with { First = sent.Received, At = slip.At + 1 }));
    }

    private Act.SlipRecorded Of(SlipPair pair)
    {
        PersonId Whose(KeyId key) => Paper.Keys.GetValueOrDefault(key)?.Person ?? default;
        var slip = pair.Sent.Slip;
        var bytes = pair.Encode();
        _originals[Digest.Of(bytes)] = bytes;
        return new(default, slip.Id, slip.From, slip.To, slip.Notes, Whose(pair.Sent.Key), pair.Sent.Key, pair.Received.Key, pair.Content, Digest.Of(bytes), null, Whose(pair.Received.Key));
    }

    private PaperFacts Facts(SlipPair pair, bool theirs = true) => new(ParisCalendar.DayOf(_book.Now)) { Slip = (pair, Lille, true, theirs) };

    private Act.SlipSettled Settling(SlipId of, bool moved, PersonId by) => new(default, Next(), of, NotePlaces.Vault, NotePlaces.Vault, moved ? Notes.Of(Five, 1) : Notes.None, Digest.Zero, by);

    private Act.SlipKeyEntered Entering(Pen phone, PersonId person)
    {
        var proof = phone.Sign(new DeviceProof(Lille, AccountId.Parse(person.Value), new byte[32], phone.Key));
        _originals[proof.Received] = proof.Bytes.ToArray();
        return new(default, Next(), phone.Key, proof.Received, person);
    }

    private SlipId Next() => new(new((UInt128)(1_000 + ++_slips)));

    private SlipId Done(Act.OnPaper asked, PaperFacts? facts = null)
    {
        var act = Assert.IsType<PaperDecision.Accept>(PaperRules.Decide(_book.Treasury, asked, facts ?? new(ParisCalendar.DayOf(_book.Now)))).Act;
        _book.Place(act);
        return act.Slip;
    }

    private PaperRefusal Refused(Act.OnPaper asked, PaperFacts? facts = null) => Assert.IsType<PaperDecision.Refuse>(PaperRules.Decide(_book.Treasury, asked, facts ?? new(ParisCalendar.DayOf(_book.Now)))).Reason;

    private string? Fault(Act act, ReadOnlyMemory<byte>? rests = null)
    {
        var audit = new CurrencyAudit();
        foreach (var (written, _) in _book.Entries) Assert.Null(audit.Check(written, _ => null, []));
        var (position, body, signatures) = (audit.Head.Position.Next, Codec.Encode(act), new List<SignatureCheck>());
        return audit.Check(new(position, _book.Now, Entry.HashOf(audit.Head.Hash, position, _book.Now, body), body), _ => rests, signatures)?.What
            ?? signatures.Select(s => s.Run(Pen.Verifier)?.What).FirstOrDefault(what => what is not null);
    }
}
