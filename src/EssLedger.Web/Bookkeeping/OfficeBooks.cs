using System.Globalization;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;

namespace EssLedger.Web.Bookkeeping;

/// <summary>The accounting entries of a financial year.</summary>
/// <param name="Year">Which.</param>
/// <param name="Entries">Oldest first.</param>
/// <param name="Through">The last day that they cover.</param>
/// <param name="IsClosed">Whether the year is closed in the book: then they never change again.</param>
public sealed record YearOfEntries(int Year, IReadOnlyList<AccountingEntry> Entries, DateOnly Through, bool IsClosed);

/// <summary>What the association's accountant and auditor take from the currency book. Everything follows from its entries; nothing is kept besides.</summary>
/// <param name="store">The currency book.</param>
/// <param name="unit">The ledger's unit.</param>
public sealed class OfficeBooks(IJournalStore store, Unit unit)
{
    private const int PageSize = 500;

    /// <summary>The ledger's unit.</summary>
    public Unit Unit => unit;

    // What moves euro is an act of the treasury; what changes the kind of units touches notes or reconversions.
    private static readonly string[] s_subjects = [OfficeAccounts.Treasury.Value, OfficeAccounts.Paper.Value, OfficeAccounts.Reconversion.Value];

    /// <summary>What was made of the book up to a position: the newest year is asked for again and again, and then only what came since is read.</summary>
    private sealed class Made(Unit unit)
    {
        private readonly Accounting _accounting = new(unit);
        private Position _read;

        public List<AccountingEntry> Newest { get; private set; } = [];

        public async Task CatchUpAsync(OfficeBooks books, CancellationToken cancellationToken)
        {
            await foreach (var entry in books.ReadAsync(_read, cancellationToken))
            {
                foreach (var made in _accounting.Take(entry, Codec.Decode(entry.Body)))
                {
                    if (Newest is [var first, ..] && first.Day.Year != made.Day.Year) Newest = [];
                    Newest.Add(made);
                }
                _read = entry.Position;
            }
        }
    }

    // One reader at a time has it; another one meanwhile begins anew.
    private Made? _made;

    /// <summary>The accounting entries of a year.</summary>
    /// <param name="year">Which.</param>
    /// <param name="today">The day, in Europe/Paris.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<YearOfEntries> EntriesAsync(int year, DateOnly today, CancellationToken cancellationToken)
    {
        var end = new DateOnly(year, 12, 31);
        return new(year, await OfYearAsync(year, cancellationToken), end < today ? end : today, await store.FindAsync(Claim.ClosureOf(Period.Year(year)), cancellationToken) is not null);
    }

    /// <summary>The balances of all accounts over a period.</summary>
    public async Task<TrialBalance> BalanceAsync(Period period, CancellationToken cancellationToken) => new(await OfYearAsync(period.First.Year, cancellationToken), period);

    /// <summary>The accounting entries of a year, that with which it begins included.</summary>
    private async Task<IReadOnlyList<AccountingEntry>> OfYearAsync(int year, CancellationToken cancellationToken)
    {
        var made = Interlocked.Exchange(ref _made, null) ?? new(unit);
        await made.CatchUpAsync(this, cancellationToken);
        IReadOnlyList<AccountingEntry>? newest = made.Newest is [var first, ..] && first.Day.Year == year ? [.. made.Newest] : null;
        _made = made;
        return newest ?? await OtherYearAsync(year, cancellationToken);
    }

    /// <summary>A year that is over, or of which there is nothing yet but what it begins with.</summary>
    private async Task<IReadOnlyList<AccountingEntry>> OtherYearAsync(int year, CancellationToken cancellationToken)
    {
        var (accounting, entries, end) = (new Accounting(unit), new List<AccountingEntry>(), ParisCalendar.StartOf(new(year + 1, 1, 1)));
        await foreach (var entry in ReadAsync(Position.None, cancellationToken))
        {
            if (entry.CommittedAt >= end) break;
            entries.AddRange(accounting.Take(entry, Codec.Decode(entry.Body)).Where(made => made.Day.Year == year));
        }
        if (accounting.Begin(year) is { } opening) entries.Add(opening);
        return entries;
    }

    /// <summary>Every entry after a position that moves euro or changes the kind of units, in book order and up to the head: of what comes meanwhile one subject may show what another does not yet.</summary>
    private async IAsyncEnumerable<Entry> ReadAsync(Position from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var pages = new Queue<Entry>[s_subjects.Length];
        var (after, ended) = (new Position[s_subjects.Length], new bool[s_subjects.Length]);
        var head = (await store.HeadAsync(cancellationToken)).Position;
        for (var i = 0; i < pages.Length; i++) (pages[i], after[i]) = (new(), from);
        for (var last = Position.None; ;)
        {
            for (var i = 0; i < pages.Length; i++)
            {
                if (pages[i].Count > 0 || ended[i]) continue;
                var page = await store.ReadSubjectAsync(s_subjects[i], after[i], PageSize, cancellationToken);
                ended[i] = page.Count < PageSize;
                if (page.Count > 0) after[i] = page[^1].Position;
                foreach (var entry in page) pages[i].Enqueue(entry);
            }
            if (pages.Where(p => p.Count > 0).MinBy(p => p.Peek().Position) is not { } next || next.Peek().Position > head) yield break;
            var first = next.Dequeue();
            if (first.Position == last) continue;
            last = first.Position;
            yield return first;
        }
    }

    /// <summary>A trial balance as a table (RFC 4180), in euro with a decimal point.</summary>
    public static string Csv(TrialBalance balance)
    {
        return Api.Csv.Table(["period", "account", "label", "auxiliary", "debit_before", "credit_before", "debit", "credit", "debit_after", "credit_after"], balance.Lines.Select(line => (string?[])
            [balance.Period.ToString(), line.Account.Number, line.Account.Label, line.Account.Auxiliary, Sum(line.Before), Sum(-line.Before), Sum(line.Debit), Sum(line.Credit), Sum(line.After), Sum(-line.After)]));

        static string Sum(long cents) => (Math.Max(0, cents) / 100m).ToString("0.00", CultureInfo.InvariantCulture);
    }
}
