using System.Globalization;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;

namespace EssLedger.Core.Banking;

/// <summary>What a bank account held at the end of a day of the bank.</summary>
/// <param name="Day">The day, as the bank writes it.</param>
/// <param name="Cents">In hundredths of the statement's currency; below zero when overdrawn.</param>
public readonly record struct BankBalance(DateOnly Day, long Cents);

/// <summary>One movement of a bank account, as its bank booked it.</summary>
public sealed record BankLine
{
    /// <summary>The day on which the bank booked it, as the bank writes it.</summary>
    public required DateOnly Booked { get; init; }
    /// <summary>The day from which it bears interest; null where the bank does not say.</summary>
    public DateOnly? Value { get; init; }
    /// <summary>In hundredths of the statement's currency: above zero what came in, below zero what went out; never zero.</summary>
    public required long Cents { get; init; }
    /// <summary>The id that whoever ordered the payment gave it, at most 35 characters; null where none was given.</summary>
    public string? EndToEndId { get; init; }
    /// <summary>Who stands on the other side.</summary>
    public string? Counterparty { get; init; }
    /// <summary>Their bank account, as the bank writes it.</summary>
    public string? CounterpartyIban { get; init; }
    /// <summary>The structured creditor reference, as the bank writes it: not always one of ISO 11649.</summary>
    public string? StructuredReference { get; init; }
    /// <summary>What the payer wrote; where they wrote nothing, the bank's own words.</summary>
    public string? Remittance { get; init; }
    /// <summary>The bank's own reference of the entry, which names it in every statement; null where it gives none.</summary>
    public string? EntryReference { get; init; }
    /// <summary>Where a payer may have named for whom or for what they pay.</summary>
    internal IEnumerable<string> Texts => new[] { StructuredReference, Remittance, EndToEndId }.OfType<string>();
    /// <summary>Whether the bank took an earlier entry back.</summary>
    public bool Reversal { get; init; }
    /// <summary>Why a payment came back (ISO 20022 external return reason, as AC04, or the bank's own word); null: it is no return.</summary>
    public string? ReturnReason { get; init; }
    /// <summary>Which payment of an entry that the bank booked for several at once, from 1; 0: the entry is this line.</summary>
    public int InBatch { get; init; }

    /// <summary>The line's name for good, by which it is recorded once however often its statement is read; given by the statement.</summary>
    public Digest Identity { get; internal init; }
}

/// <summary>What is strange in a statement that can be read all the same. Nothing is put right: people look.</summary>
public enum BankStatementDoubt
{
    /// <summary>The statement does not say what the account held at its beginning.</summary>
    OpeningMissing = 1,
    /// <summary>The statement does not say what the account held at its end.</summary>
    ClosingMissing,
    /// <summary>Opening balance and lines do not make the closing balance.</summary>
    BalanceWrong,
    /// <summary>The statement begins with another balance than that with which the one before it ended.</summary>
    OpeningNotPrevious,
    /// <summary>The statement begins before the one that is recorded before it has ended.</summary>
    Overlaps,
    /// <summary>An entry for several payments does not say how much each was, or they do not make its total: it stays one line.</summary>
    BatchNotSplit,
    /// <summary>The bank says that there are more entries, or fewer.</summary>
    CountWrong,
    /// <summary>Entries that are not booked yet were left out.</summary>
    NotBooked,
    /// <summary>Entries over nothing were left out.</summary>
    NothingMoved,
    /// <summary>The statement has no line.</summary>
    Empty,
}

/// <summary>The stable words of these doubts.</summary>
public static class BankStatementDoubtWords
{
    /// <summary>The stable snake_case word.</summary>
    public static string Word(this BankStatementDoubt doubt) => doubt switch
    {
        BankStatementDoubt.OpeningMissing => "opening_missing",
        BankStatementDoubt.ClosingMissing => "closing_missing",
        BankStatementDoubt.BalanceWrong => "balance_wrong",
        BankStatementDoubt.OpeningNotPrevious => "opening_not_previous",
        BankStatementDoubt.Overlaps => "overlaps",
        BankStatementDoubt.BatchNotSplit => "batch_not_split",
        BankStatementDoubt.CountWrong => "count_wrong",
        BankStatementDoubt.NotBooked => "not_booked",
        BankStatementDoubt.NothingMoved => "nothing_moved",
        BankStatementDoubt.Empty => "empty",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}

/// <summary>A doubt, and the figure that shows it.</summary>
/// <param name="Doubt">What is strange.</param>
/// <param name="Figure">Cents that are too many (above zero) or missing in the closing or opening balance, or how many entries it concerns; 0 where there is nothing to count.</param>
/// <param name="About">The bank's reference of the first entry that it concerns, or the bank's word for their state; null: the statement as a whole.</param>
public sealed record BankStatementWarning(BankStatementDoubt Doubt, long Figure, string? About);

/// <summary>A bank's statement of one account over one period, or one page of it.</summary>
public sealed record BankStatement
{
    private readonly Digest _identity;

    private BankStatement(string iban, string id, int page, Unit currency, BankBalance? opening, BankBalance? closing, IReadOnlyList<BankLine> lines, IReadOnlyList<BankStatementWarning> read)
    {
        (Iban, Id, Page, Currency, Opening, Closing) = (iban, id, page, currency, opening, closing);
        _identity = Named("statement", iban, id, Number(page), Day(closing?.Day ?? opening?.Day ?? (lines.Count > 0 ? lines[^1].Booked : null)));
        Lines = Identified(lines);
        Warnings = [.. read, .. Doubts()];
    }

    /// <summary>The bank account.</summary>
    public string Iban { get; }
    /// <summary>The bank's name for the statement, at most 35 characters.</summary>
    public string Id { get; }
    /// <summary>Which page of the statement, from 1.</summary>
    public int Page { get; }
    /// <summary>In what the account counts.</summary>
    public Unit Currency { get; }
    /// <summary>What the account held before the first line; null where the bank does not say.</summary>
    public BankBalance? Opening { get; }
    /// <summary>What the account held after the last line; null where the bank does not say.</summary>
    public BankBalance? Closing { get; }
    /// <summary>The booked movements, in the bank's order.</summary>
    public IReadOnlyList<BankLine> Lines { get; private init; }
    /// <summary>What is strange about it.</summary>
    public IReadOnlyList<BankStatementWarning> Warnings { get; }

    /// <summary>The statement's name for good: account, id, page and last day, for some banks count their ids anew every year.</summary>
    public Digest Identity => _identity;

    /// <summary>The sum of all lines, in cents.</summary>
    public long Moved => Lines.Sum(line => line.Cents);

    /// <summary>A statement as it was read; its lines get their names here, and what is strange about it is found.</summary>
    /// <param name="iban">The bank account.</param>
    /// <param name="id">The bank's name for the statement.</param>
    /// <param name="page">Which page, from 1.</param>
    /// <param name="currency">In what the account counts.</param>
    /// <param name="opening">What it held before.</param>
    /// <param name="closing">What it held after.</param>
    /// <param name="lines">The booked movements.</param>
    /// <param name="read">What struck whoever read it.</param>
    public static BankStatement Of(
        string iban, string id, int page, Unit currency, BankBalance? opening, BankBalance? closing, IReadOnlyList<BankLine> lines, IReadOnlyList<BankStatementWarning>? read = null) =>
        new(iban, id, page, currency, opening, closing, lines, read ?? []);

    /// <summary>The statement without its lines, for whoever only tells of it; its name, balances and warnings stay.</summary>
    public BankStatement WithoutLines() => this with { Lines = [] };

    /// <summary>How this statement joins the one that was recorded before it for the same account.</summary>
    /// <param name="before">The closing balance of that one; null: there is none.</param>
    public BankStatementWarning? After(BankBalance? before) => (before, Opening) switch
    {
        ({ } last, { } first) when last.Cents != first.Cents => new(BankStatementDoubt.OpeningNotPrevious, first.Cents - last.Cents, null),
        ({ } last, _) when Lines.Count(line => line.Booked < last.Day) is > 0 and var early => new(BankStatementDoubt.Overlaps, early, null),
        _ => null,
    };

    /// <summary>
    /// A line is named by account, booking day, amount and the bank's reference, with its place in a batch; where the bank gives no reference, by all that it says. So the statement read
    /// again names the same, and so does another one that brings the same line: that of the month after those of its days. Lines of one statement that would have one name are told
    /// apart by their order, and by the page where there are several: two equal payments stay two.
    /// </summary>
    private List<BankLine> Identified(IReadOnlyList<BankLine> lines)
    {
        var alike = new Dictionary<Digest, int>(lines.Count);
        var named = new List<BankLine>(lines.Count);
        foreach (var line in lines)
        {
            var name = line.EntryReference is { } reference
                ? Named("entry", Iban, Day(line.Booked), Number(line.Cents), reference, Number(line.InBatch))
                : Named("content", Iban, Day(line.Booked), Day(line.Value), Number(line.Cents), line.EndToEndId, line.Counterparty, line.CounterpartyIban,
                    line.StructuredReference, line.Remittance, Number(line.Reversal ? 1 : 0), line.ReturnReason, Number(line.InBatch));
            alike[name] = alike.TryGetValue(name, out var before) ? before + 1 : 0;
            named.Add(line with { Identity = alike[name] == 0 && Page == 1 ? name : Named("again", name.ToString(), Number(Page), Number(alike[name])) });
        }
        return named;
    }

    private IEnumerable<BankStatementWarning> Doubts()
    {
        if (Opening is null) yield return new(BankStatementDoubt.OpeningMissing, 0, null);
        if (Closing is null) yield return new(BankStatementDoubt.ClosingMissing, 0, null);
        if (Opening is { } opening && Closing is { } closing && opening.Cents + Moved != closing.Cents)
            yield return new(BankStatementDoubt.BalanceWrong, closing.Cents - opening.Cents - Moved, null);
        if (Lines.Count == 0) yield return new(BankStatementDoubt.Empty, 0, null);
    }

    // Each part says how long it is, so that no two lists of parts make the same bytes.
    private static Digest Named(string kind, params ReadOnlySpan<string?> parts)
    {
        var text = new StringBuilder("essledger bank ").Append(kind);
        foreach (var part in parts) text.Append(CultureInfo.InvariantCulture, $"\n{part?.Length ?? -1}:{part}");
        return Digest.Of(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("O", CultureInfo.InvariantCulture);
}
