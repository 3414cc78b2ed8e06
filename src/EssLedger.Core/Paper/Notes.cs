using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Paper;

/// <summary>A kind of note: what is printed in one series with one denomination.</summary>
/// <param name="Series">1 … 8 characters of A–Z and 0–9.</param>
/// <param name="Denomination">The face value, 1 … <see cref="MostDenomination"/> hundredths.</param>
public readonly record struct Note(string Series, Amount Denomination) : IComparable<Note>
{
    /// <summary>The longest name of a series.</summary>
    public const int LongestSeries = 8;

    /// <summary>The highest face value, in hundredths.</summary>
    public const long MostDenomination = 1_000_000;

    /// <summary>A kind of note, strictly.</summary>
    public static bool TryMake([NotNullWhen(true)] string? series, Amount denomination, out Note note)
    {
        var good = series is { Length: >= 1 and <= LongestSeries } && series.All(c => c is (>= 'A' and <= 'Z') or (>= '0' and <= '9')) && denomination.Minor is >= 1 and <= MostDenomination;
        note = good ? new(series!, denomination) : default;
        return good;
    }

    /// <summary>By denomination, and by series where that is the same: as they lie in a drawer.</summary>
    public int CompareTo(Note other) => Denomination.CompareTo(other.Denomination) is not 0 and var by ? by : string.CompareOrdinal(Series, other.Series);

    /// <summary>As a field of a form names it: <c>A-500</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Series}-{Denomination.Minor}");

    /// <summary>In the order of a drawer.</summary>
    public static bool operator <(Note left, Note right) => left.CompareTo(right) < 0;
    /// <summary>In the order of a drawer.</summary>
    public static bool operator >(Note left, Note right) => left.CompareTo(right) > 0;
    /// <summary>In the order of a drawer.</summary>
    public static bool operator <=(Note left, Note right) => left.CompareTo(right) <= 0;
    /// <summary>In the order of a drawer.</summary>
    public static bool operator >=(Note left, Note right) => left.CompareTo(right) >= 0;
}

/// <summary>So many of each kind of note; below zero only where more is missing than was ever there (the press, what was found).</summary>
public sealed class Notes : IEquatable<Notes>
{
    /// <summary>None.</summary>
    public static Notes None { get; } = new(ImmutableSortedDictionary<Note, long>.Empty);

    private Notes(ImmutableSortedDictionary<Note, long> counts) => Counts = counts;

    /// <summary>How many of each kind, in the order of a drawer; never zero.</summary>
    public ImmutableSortedDictionary<Note, long> Counts { get; }

    /// <summary>So many of each kind.</summary>
    public static Notes Of(IEnumerable<KeyValuePair<Note, long>> counts)
    {
        var sum = None.Counts.ToBuilder();
        foreach (var (note, count) in counts) sum[note] = checked(sum.GetValueOrDefault(note) + count);
        foreach (var note in sum.Where(c => c.Value == 0).Select(c => c.Key).ToList()) sum.Remove(note);
        return sum.Count == 0 ? None : new(sum.ToImmutable());
    }

    /// <summary>So many of one kind.</summary>
    public static Notes Of(Note note, long count) => Of([new(note, count)]);

    /// <summary>How many of one kind.</summary>
    public long this[Note note] => Counts.GetValueOrDefault(note);

    /// <summary>Whether there are none.</summary>
    public bool IsNone => Counts.Count == 0;

    /// <summary>Whether there is no kind of which there are fewer than none.</summary>
    public bool IsReal => Counts.Values.All(count => count > 0);

    /// <summary>How many in all.</summary>
    public long Count => Counts.Values.Sum();

    /// <summary>Their face value, in hundredths.</summary>
    /// <exception cref="OverflowException">It does not fit.</exception>
    public long Minor => Counts.Aggregate(0L, (sum, c) => checked(sum + (c.Key.Denomination.Minor * c.Value)));

    /// <summary>Their face value.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than none.</exception>
    public Amount Value => Amount.FromMinor(Minor);

    /// <summary>Whether there are as many of each kind as the others.</summary>
    public bool Covers(Notes other) => (this - other).IsReal;

    /// <summary>Those of which there are more than none.</summary>
    public Notes Beyond => Of(Counts.Where(c => c.Value > 0));

    /// <summary>Both.</summary>
    public static Notes operator +(Notes left, Notes right) => right.IsNone ? left : Of([.. left.Counts, .. right.Counts]);
    /// <summary>What is left of the first.</summary>
    public static Notes operator -(Notes left, Notes right) => left + -right;
    /// <summary>As many, missing.</summary>
    public static Notes operator -(Notes notes) => new(notes.Counts.ToImmutableSortedDictionary(c => c.Key, c => -c.Value));

    /// <inheritdoc/>
    public bool Equals(Notes? other) => other is not null && Counts.SequenceEqual(other.Counts);
    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Notes);
    /// <inheritdoc/>
    public override int GetHashCode() => Counts.Aggregate(0, (hash, c) => HashCode.Combine(hash, c.Key, c.Value));
    /// <inheritdoc/>
    public override string ToString() => string.Join(' ', Counts.Select(c => $"{c.Value}×{c.Key}"));

    internal void Write(CborWriter w)
    {
        w.WriteArray(Counts.Count);
        foreach (var (note, count) in Counts)
        {
            w.WriteArray(3);
            w.WriteText(note.Series);
            w.WriteInteger(note.Denomination.Minor);
            w.WriteInteger(count);
        }
    }

    internal static Notes Read(ref CborReader r)
    {
        var counts = None.Counts.ToBuilder();
        for (var left = r.ReadArray(); left > 0; left--)
        {
            if (r.ReadArray() != 3) throw new FormatException("A kind of note has a series, a denomination and a count.");
            var note = ReadNote(ref r);
            if (counts.Count > 0 && counts.Keys.Last() >= note) throw new FormatException("Kinds of notes stand in their order.");
            if (r.ReadInteger() is not 0 and var count) counts.Add(note, count);
            else throw new FormatException("A kind of note of which there is none is not named.");
        }
        return counts.Count == 0 ? None : new(counts.ToImmutable());
    }

    internal static Note ReadNote(ref CborReader r) =>
        Note.TryMake(r.ReadText(), Amount.FromMinor(r.ReadInteger()), out var note) ? note : throw new FormatException("This is no kind of note.");
}

/// <summary>Notes that go from one place to another.</summary>
/// <param name="From">Where they were.</param>
/// <param name="To">Where they are then.</param>
/// <param name="Notes">At least one.</param>
public sealed record NoteMove(AccountId From, AccountId To, Notes Notes)
{
    /// <summary>The same in the unit in which the stock of notes is counted.</summary>
    public Transfer AsTransfer => new(From, null, To, null, Notes.Value, NotePlaces.Unit);
}

/// <summary>A bureau de change with notes and cash: the first 12 characters of the id under which people hold rights for it.</summary>
public readonly record struct BureauId
{
    private const int Length = 12;

    private BureauId(string value) => Value = value;

    /// <summary>12 characters of A–Z and 2–7.</summary>
    public string Value { get; }

    /// <summary>Reads a bureau's id, strictly.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out BureauId id)
    {
        var good = text is { Length: Length } && text.All(c => c is (>= 'A' and <= 'Z') or (>= '2' and <= '7'));
        id = good ? new(text!) : default;
        return good;
    }

    /// <summary>A bureau's id known to be one.</summary>
    /// <exception cref="FormatException">It is not.</exception>
    public static BureauId Parse(string text) => TryParse(text, out var id) ? id : throw new FormatException($"\"{text}\" is no bureau's id.");

    /// <summary>The bureau of a longer id.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static BureauId Of(string id) => Parse(id.Length > Length ? id[..Length] : id);

    /// <summary>Its stock of notes.</summary>
    public AccountId Drawer => AccountId.Parse(NotePlaces.DrawerPrefix + Value);

    /// <summary>Its cash, in euro.</summary>
    public AccountId Till => OfficeAccounts.CashOf(Value);

    /// <inheritdoc/>
    public override string ToString() => Value ?? "";
}

/// <summary>The id of one act with notes: a print, a transfer, a sale, a count.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct SlipId(Uuid Uuid)
{
    /// <summary>Reads the text form.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out SlipId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>Where notes are. They are counted there in a unit of their own, so that they never mix with digital money and a note that was never sold is no money.</summary>
public static class NotePlaces
{
    /// <summary>The unit in which the stock of notes is counted: face value in hundredths.</summary>
    public static readonly Unit Unit = Unit.Parse("NOTE");
    /// <summary>Minus all notes that were ever printed, and then not destroyed.</summary>
    public static readonly AccountId Press = AccountId.Parse("PRESS");
    /// <summary>The association's vault.</summary>
    public static readonly AccountId Vault = AccountId.Parse("VAULT");
    /// <summary>What one person has sent and nobody has received.</summary>
    public static readonly AccountId OnTheWay = AccountId.Parse("ONTHEWAY");
    /// <summary>Notes in circulation: as much as <see cref="OfficeAccounts.Paper"/> holds in the ledger's unit, note by note.</summary>
    public static readonly AccountId Sold = AccountId.Parse("SOLD");
    /// <summary>What counts found missing; minus what they found beyond.</summary>
    public static readonly AccountId Lost = AccountId.Parse("LOST");

    internal const string DrawerPrefix = "DRAWER.";

    /// <summary>The bureau whose drawer it is; null: it is none.</summary>
    public static BureauId? BureauOf(AccountId place) =>
        place.Value.StartsWith(DrawerPrefix, StringComparison.Ordinal) && BureauId.TryParse(place.Value[DrawerPrefix.Length..], out var bureau) ? bureau : null;

    /// <summary>Whether people keep notes there and count them.</summary>
    public static bool IsKept(AccountId place) => place == Vault || BureauOf(place) is not null;

    /// <summary>Whether it is a place of notes: no member's account can be.</summary>
    public static bool Contains(AccountId account) => account == Press || account == OnTheWay || account == Sold || account == Lost || IsKept(account);

    /// <summary>The places that may stand below zero.</summary>
    public static bool MayBeNegative(AccountId account) => account == Press || account == Lost;
}
