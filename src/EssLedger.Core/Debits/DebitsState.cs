using System.Collections.Immutable;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Debits;

/// <summary>Debits that go to the bank together, as long as some of them wait for their euro.</summary>
/// <param name="Due">When the members' banks are asked to pay.</param>
/// <param name="Into">The guarantee account that is to be credited.</param>
/// <param name="Waiting">Those neither collected nor rejected yet.</param>
/// <param name="By">Who put it together.</param>
/// <param name="ApprovedBy">Null: nobody yet.</param>
public sealed record DebitBatch(DateOnly Due, AccountId Into, ImmutableList<Debit> Waiting, PersonId By, PersonId? ApprovedBy);

/// <summary>A debit for which there are units or dues; its bank may still take it back.</summary>
/// <param name="Debit">Which.</param>
/// <param name="Due">Its day.</param>
/// <param name="BeforeBank">Whether units were made on its day, before the bank showed the euro.</param>
public sealed record CollectedDebit(Debit Debit, DateOnly Due, bool BeforeBank);

/// <summary>What a member owes since a debit came back.</summary>
/// <param name="Debit">Which.</param>
/// <param name="Due">Its day.</param>
/// <param name="Reason">Why it came back, as the bank says.</param>
/// <param name="Left">What is not paid back yet, in cents.</param>
/// <param name="RecordedBy">Who recorded that it came back.</param>
/// <param name="Since">When that was (UTC).</param>
public sealed record OwedDebit(Debit Debit, DateOnly Due, string Reason, Amount Left, PersonId RecordedBy, DateTimeOffset Since);

/// <summary>All that is known of direct debits, folded from the treasury's acts.</summary>
public sealed record DebitsState
{
    /// <summary>Debits can come back for 13 months; after so many nobody looks for them any more.</summary>
    public const int MonthsKept = 15;

    /// <summary>Batches of which something waits.</summary>
    public ImmutableDictionary<DebitBatchId, DebitBatch> Batches { get; init; } = ImmutableDictionary<DebitBatchId, DebitBatch>.Empty;

    /// <summary>What was collected and may come back.</summary>
    public ImmutableDictionary<DebitId, CollectedDebit> Collected { get; init; } = ImmutableDictionary<DebitId, CollectedDebit>.Empty;

    /// <summary>What members owe.</summary>
    public ImmutableDictionary<DebitId, OwedDebit> Owed { get; init; } = ImmutableDictionary<DebitId, OwedDebit>.Empty;

    /// <summary>The day of the last debit that was collected under each mandate.</summary>
    public ImmutableDictionary<DebitMandateId, DateOnly> Last { get; init; } = ImmutableDictionary<DebitMandateId, DateOnly>.Empty;

    /// <summary>Mandates under which a debit came back for a reason that stops them, with that reason and when it was recorded (UTC).</summary>
    public ImmutableDictionary<DebitMandateId, (string Reason, DateTimeOffset At)> Stopped { get; init; } = ImmutableDictionary<DebitMandateId, (string Reason, DateTimeOffset At)>.Empty;

    /// <summary>The batch in which a debit waits; null: it does not.</summary>
    public DebitBatch? BatchOf(Debit debit) => Batches.Values.FirstOrDefault(b => b.Waiting.Contains(debit));

    /// <summary>Whether a mandate has its debit of a day's month: waiting, or collected.</summary>
    public bool Has(DebitMandateId mandate, DateOnly day) =>
        (Last.TryGetValue(mandate, out var last) && SameMonth(last, day)) || Batches.Values.Any(b => SameMonth(b.Due, day) && b.Waiting.Exists(d => d.Mandate == mandate));

    /// <summary>The debit of an id that waits or was collected; null: there is none.</summary>
    public Debit? Find(DebitId id) => Collected.TryGetValue(id, out var collected) ? collected.Debit : Batches.Values.SelectMany(b => b.Waiting).FirstOrDefault(d => d.Id == id);

    private static bool SameMonth(DateOnly one, DateOnly other) => (one.Year, one.Month) == (other.Year, other.Month);

    /// <summary>The only way in which it changes; refuses nothing.</summary>
    public DebitsState Apply(Entry entry, Act.OnDebits act) => act switch
    {
        Act.DebitsProposed a => this with
        {
            Batches = Batches.Add(a.Batch, new(a.Due, a.Into, [.. a.Items], a.By, null)),
            Collected = Collected.RemoveRange(Collected.Where(c => c.Value.Due.AddMonths(MonthsKept) < a.Due).Select(c => c.Key)),
        },
        Act.DebitsDecided { Approved: true } a => this with { Batches = Batches.SetItem(a.Batch, Batches[a.Batch] with { ApprovedBy = a.By }) },
        Act.DebitsDecided a => this with { Batches = Batches.Remove(a.Batch) },
        Act.DebitsCollected a => Without(a.Items) with
        {
            Collected = Collected.AddRange(a.Items.Select(d => KeyValuePair.Create(d.Id, new CollectedDebit(d, a.Due, a.Parts.Count == 0)))),
            // What the bank shows late does not hide what was debited since.
            Last = Last.SetItems(a.Items.Where(d => !(Last.TryGetValue(d.Mandate, out var last) && last > a.Due)).Select(d => KeyValuePair.Create(d.Mandate, a.Due))),
        },
        Act.DebitReturned a => Return(entry, a),
        Act.DebitRepaid a when Owed[a.Debit] is var owed => this with { Owed = owed.Left == a.Amount ? Owed.Remove(a.Debit) : Owed.SetItem(a.Debit, owed with { Left = owed.Left - a.Amount }) },
        _ => this,
    };

    private DebitsState Return(Entry entry, Act.DebitReturned a)
    {
        var next = Without([a.Debit]);
        if (ReturnReasons.Suspends(a.Reason)) next = next with { Stopped = Stopped.SetItem(a.Debit.Mandate, (a.Reason, entry.CommittedAt)) };
        return !a.Collected ? next : next with
        {
            Collected = Collected.Remove(a.Debit.Id),
            Owed = Owed.Add(a.Debit.Id, new(a.Debit, Collected[a.Debit.Id].Due, a.Reason, a.Debit.Total, a.By, entry.CommittedAt)),
        };
    }

    private DebitsState Without(IReadOnlyList<Debit> items)
    {
        var batches = Batches;
        foreach (var (id, batch) in Batches)
        {
            var left = batch.Waiting.RemoveRange(items);
            if (left.Count < batch.Waiting.Count) batches = left.IsEmpty ? batches.Remove(id) : batches.SetItem(id, batch with { Waiting = left });
        }
        return this with { Batches = batches };
    }

    internal void Write(CborWriter w)
    {
        w.WriteArray(5);
        w.WriteArray(Batches.Count);
        foreach (var (id, batch) in Batches.OrderBy(b => b.Key.Uuid))
        {
            w.WriteArray(6);
            w.WriteBytes(id.Uuid.ToBytes());
            w.WriteDay(batch.Due);
            w.WriteText(batch.Into.Value);
            Codec.Write(w, batch.Waiting);
            w.WriteText(batch.By.Value);
            w.WriteText(batch.ApprovedBy?.Value ?? "");
        }
        w.WriteArray(Collected.Count);
        foreach (var collected in Collected.Values.OrderBy(c => c.Debit.Id.Uuid))
        {
            w.WriteArray(3);
            Codec.Write(w, collected.Debit);
            w.WriteDay(collected.Due);
            w.WriteInteger(collected.BeforeBank ? 1 : 0);
        }
        w.WriteArray(Owed.Count);
        foreach (var owed in Owed.Values.OrderBy(o => o.Debit.Id.Uuid))
        {
            w.WriteArray(6);
            Codec.Write(w, owed.Debit);
            w.WriteDay(owed.Due);
            w.WriteText(owed.Reason);
            w.WriteInteger(owed.Left.Minor);
            w.WriteText(owed.RecordedBy.Value);
            w.WriteInteger(owed.Since.ToUnixTimeMilliseconds());
        }
        w.WriteArray(Last.Count);
        foreach (var (mandate, day) in Last.OrderBy(l => l.Key.Uuid))
        {
            w.WriteArray(2);
            w.WriteBytes(mandate.Uuid.ToBytes());
            w.WriteDay(day);
        }
        w.WriteArray(Stopped.Count);
        foreach (var (mandate, (reason, at)) in Stopped.OrderBy(s => s.Key.Uuid))
        {
            w.WriteArray(3);
            w.WriteBytes(mandate.Uuid.ToBytes());
            w.WriteText(reason);
            w.WriteInteger(at.ToUnixTimeMilliseconds());
        }
    }

    internal static DebitsState Read(ref CborReader r)
    {
        if (r.ReadArray() != 5) throw new FormatException("Debits have five fields.");
        var empty = new DebitsState();
        var (batches, collected, owed, last, stopped) = (empty.Batches.ToBuilder(), empty.Collected.ToBuilder(), empty.Owed.ToBuilder(), empty.Last.ToBuilder(), empty.Stopped.ToBuilder());
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            batches.Add(new(Uuid.FromBytes(r.ReadBytes().Span)), new(r.ReadDay(), AccountId.Parse(r.ReadText()), [.. Codec.ReadDebitItems(ref r)], PersonId.Parse(r.ReadText()),
                r.ReadText() is { Length: > 0 } approver ? PersonId.Parse(approver) : null));
        }
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            var debit = Codec.ReadDebit(ref r);
            collected.Add(debit.Id, new(debit, r.ReadDay(), r.ReadInteger() == 1));
        }
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            var debit = Codec.ReadDebit(ref r);
            owed.Add(debit.Id, new(debit, r.ReadDay(), r.ReadText(), Amount.FromMinor(r.ReadInteger()), PersonId.Parse(r.ReadText()), DateTimeOffset.FromUnixTimeMilliseconds(r.ReadInteger())));
        }
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            last.Add(new(Uuid.FromBytes(r.ReadBytes().Span)), r.ReadDay());
        }
        for (var left = r.ReadArray(); left > 0; left--)
        {
            r.ReadArray();
            stopped.Add(new(Uuid.FromBytes(r.ReadBytes().Span)), (r.ReadText(), DateTimeOffset.FromUnixTimeMilliseconds(r.ReadInteger())));
        }
        return new() { Batches = batches.ToImmutable(), Collected = collected.ToImmutable(), Owed = owed.ToImmutable(), Last = last.ToImmutable(), Stopped = stopped.ToImmutable() };
    }
}
