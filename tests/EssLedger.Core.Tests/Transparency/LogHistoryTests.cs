using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;

namespace EssLedger.Core.Transparency;

public sealed class LogHistoryTests
{
    private static readonly LedgerId Id = LedgerId.Parse("ABC234");

    private static Digest Root(byte fill) => Digest.FromBytes([.. Enumerable.Repeat(fill, 32)]);

    private static LogHistory With(params (long Position, int Log, long Size)[] losses) =>
        new(Id, "currency", [.. losses.Select((l, i) => new RecordedLoss(new(l.Position), new(i + 1, l.Log, l.Size, Root(0xEE))))]);

    [Fact]
    public void Every_loss_begins_a_log_and_each_size_belongs_to_one()
    {
        var logs = With((301, 1, 500), (401, 3, 450));
        Assert.Equal("essledger/ABC234/currency", With().Origin);
        Assert.Equal("essledger/ABC234/currency/4", logs.Origin);
        Assert.Equal([1, 1, 2, 2, 4, 4], new long[] { 1, 300, 301, 400, 401, 9_999 }.Select(logs.LogAt));
        Assert.Equal((1, 3, null, null), (logs.LogOf("essledger/ABC234/currency"), logs.LogOf("essledger/ABC234/currency/3"), logs.LogOf("essledger/ABC234/label"), logs.LogOf("essledger/XYZ/currency")));
    }

    /// <summary>Must be there, is lost as recorded at a position, or cannot be.</summary>
    private static string Say(LogHistory logs, int log, long size, byte root = 1) => logs.Of(log, size, Root(root)) switch
    {
        (null, null) => "there",
        ({ Position: var position }, null) => $"lost {position}",
        var (_, flaw) => flaw!,
    };

    [Fact]
    public void A_book_that_lost_nothing_must_have_whatever_was_sealed()
    {
        Assert.Equal("there", Say(With(), 1, 500));
        Assert.Contains("restored", Say(With(), 2, 500), StringComparison.Ordinal);
    }

    [Fact]
    public void What_was_sealed_before_a_loss_is_there_up_to_the_copy_and_accounted_for_beyond()
    {
        var logs = With((301, 1, 500));
        Assert.Equal("there", Say(logs, 1, 300));
        Assert.Equal("lost 301", Say(logs, 1, 301));
        Assert.Equal("lost 301", Say(logs, 1, 499));
        Assert.Equal("lost 301", Say(logs, 1, 500, root: 0xEE));
        Assert.Equal("there", Say(logs, 2, 301));
        Assert.Equal("there", Say(logs, 2, 9_999));
    }

    [Fact]
    public void A_record_that_admits_too_little_does_not_account_for_a_checkpoint()
    {
        var logs = With((301, 1, 500));
        Assert.Contains("covered 500", Say(logs, 1, 501), StringComparison.Ordinal);
        Assert.Contains("another checkpoint of 500", Say(logs, 1, 500), StringComparison.Ordinal);
        Assert.Contains("only log 2", Say(logs, 3, 310), StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_whose_record_of_birth_was_lost_is_accounted_for_by_its_end()
    {
        // Restored to 300 (log 2 began at 301), grew to 350, then restored to 250, where log 3 begins: of log 2 the book has nothing.
        var logs = With((251, 2, 350));
        Assert.Equal(3, logs.Current);
        Assert.Equal("there", Say(logs, 1, 250));
        Assert.Equal("lost 251", Say(logs, 1, 500));
        Assert.Equal("lost 251", Say(logs, 2, 240));
        Assert.Equal("lost 251", Say(logs, 2, 340));
        Assert.Contains("covered 350", Say(logs, 2, 351), StringComparison.Ordinal);
        Assert.Equal("there", Say(logs, 3, 251));
    }

    [Fact]
    public void A_copy_that_grew_on_accounts_for_the_one_checkpoint_that_it_contradicts()
    {
        var logs = With((601, 1, 500));
        Assert.Equal("lost 601", Say(logs, 1, 500, root: 0xEE));
        Assert.Equal("there", Say(logs, 1, 500));
        Assert.Equal("there", Say(logs, 1, 450));
    }

    // ---- The audits ----

    private static List<Entry> Book(params byte[][] bodies)
    {
        var (entries, previous) = (new List<Entry>(), Digest.Zero);
        foreach (var body in bodies)
        {
            var position = new Position(entries.Count + 1);
            entries.Add(new(position, DateTimeOffset.UnixEpoch, Entry.HashOf(previous, position, DateTimeOffset.UnixEpoch, body), body));
            previous = entries[^1].Hash;
        }
        return entries;
    }

    public static TheoryData<Loss, Loss, bool> Pairs => new()
    {
        { new(1, 1, 5, Root(1)), new(2, 2, 6, Root(2)), true },
        { new(1, 4, 5, Root(1)), new(2, 5, 6, Root(2)), true },   // the first three losses were lost themselves
        { new(1, 1, 5, Root(1)), new(2, 9, 6, Root(2)), true },
        { new(1, 1, 5, Root(1)), new(1, 2, 6, Root(2)), false },  // the same number again
        { new(1, 1, 5, Root(1)), new(3, 2, 6, Root(2)), false },  // one left out
        { new(1, 1, 5, Root(1)), new(2, 1, 6, Root(2)), false },  // a log that had ended
        { new(2, 1, 5, Root(1)), new(3, 2, 6, Root(2)), false },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Audits_follow_the_losses_of_a_book(Loss first, Loss second, bool right)
    {
        var wrong = right ? 0 : first.Number == 1 ? 3 : 2;
        var currency = Book(Codec.Encode(new Act.BookOpened(Id, Money.Unit.Parse("MLC"))), Codec.Encode(new Act.EntriesLost(first)), Codec.Encode(new Act.EntriesLost(second)));
        var audit = new CurrencyAudit();
        var fault = currency.Select(e => audit.Check(e, _ => null, [])).FirstOrDefault(f => f is not null);
        Assert.Equal(wrong, fault?.Position.Value ?? 0);

        // What was known of the first is known to whoever goes on from there.
        var before = new CurrencyAudit(remembers: false);
        var tree = new TreeEdge();
        foreach (var entry in currency.Take(2))
        {
            if (before.Check(entry, _ => null, []) is { } early) Assert.Equal(wrong, early.Position.Value);
            tree.Add(entry.Hash, []);
        }
        if (wrong != 2) Assert.Equal(wrong, CurrencyAudit.Load(before.Save(tree)).Audit.Check(currency[2], _ => null, [])?.Position.Value ?? 0);

        var label = Book(new LabelBookOpened(Id).Encode(), new LabelEntriesLost(first).Encode(), new LabelEntriesLost(second).Encode());
        var other = new LabelAudit();
        var rows = new List<IndexRow>();
        var found = 0L;
        foreach (var entry in label)
        {
            if (other.Check(entry, _ => null, [], out var own) is { } here && found == 0) found = here.Position.Value;
            rows.AddRange(own);
        }
        Assert.Equal(wrong, found);
        if (right) Assert.Equal(["book", "loss 1", "loss 2"], rows.Select(r => r.Key));
    }
}
