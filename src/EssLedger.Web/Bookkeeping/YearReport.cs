using System.Globalization;
using System.Text;
using EssLedger.Core.Books;

namespace EssLedger.Web.Bookkeeping;

/// <summary>How a figure is written.</summary>
public enum YearLineKind
{
    /// <summary>Hundredths of the ledger's unit.</summary>
    Sum,
    /// <summary>A count.</summary>
    Count,
    /// <summary>A part of 1.</summary>
    Share,
    /// <summary>A number of times.</summary>
    Rate,
}

/// <summary>A figure of a year beside that of the year before; null: there is none.</summary>
/// <param name="Name">Its stable word: <c>indicators.NAME</c> is what it is called, <c>indicators.define.NAME</c> what it means.</param>
/// <param name="Kind">How it is written.</param>
/// <param name="Now">Of the year.</param>
/// <param name="Before">Of the year before.</param>
public sealed record YearLine(string Name, YearLineKind Kind, decimal? Now, decimal? Before);

/// <summary>A year for the general assembly: sums and counts, nobody in particular.</summary>
/// <param name="Year">Which.</param>
/// <param name="Now">Over the year, as far as it has come.</param>
/// <param name="IsClosed">Whether the book has closed it.</param>
/// <param name="Lines">The figures.</param>
/// <param name="Months">What was paid in each month, and in that of the year before, in hundredths; null: it is not over, or the book did not exist.</param>
public sealed record YearReport(int Year, Indicators Now, bool IsClosed, IReadOnlyList<YearLine> Lines, IReadOnlyList<(DateOnly Month, long? Now, long? Before)> Months)
{
    /// <summary>What professionals were paid, by line of business.</summary>
    public required IReadOnlyList<CellRow> ByFiliere { get; init; }

    /// <summary>What they were paid, by commune.</summary>
    public required IReadOnlyList<CellRow> ByCommune { get; init; }

    /// <summary>Residents' accounts by how long they have slept, now.</summary>
    public required IReadOnlyList<DormancyBand> SleepingResidents { get; init; }

    /// <summary>Those of professionals.</summary>
    public required IReadOnlyList<DormancyBand> SleepingProfessionals { get; init; }

    /// <summary>The highest month of both years.</summary>
    public long HighestMonth => Months.Max(m => Math.Max(m.Now ?? 0, m.Before ?? 0));

    /// <summary>The figures of a year and the year before.</summary>
    /// <param name="readings">Every day up to now.</param>
    /// <param name="activity">What accounts did.</param>
    /// <param name="year">Which year.</param>
    /// <param name="isClosed">Whether the book has closed it.</param>
    /// <param name="byFiliere">As it may be shown.</param>
    /// <param name="byCommune">As it may be shown.</param>
    public static YearReport Of(MeterReadings readings, Activity activity, int year, bool isClosed, IReadOnlyList<CellRow> byFiliere, IReadOnlyList<CellRow> byCommune)
    {
        var (first, today) = (readings.Days[0].Day, readings.Days[^1].Day);
        DateOnly End(int of) => new DateOnly(of, 12, 31) is var end && end < today ? end : today;
        var now = Indicators.Of(readings, new(year, 1, 1), End(year));
        var before = first.Year < year ? Indicators.Of(readings, new(year - 1, 1, 1), End(year - 1)) : null;
        var lines = new List<YearLine>();
        void Line(string name, YearLineKind kind, Func<Indicators, decimal?> value) => lines.Add(new(name, kind, value(now), before is null ? null : value(before)));
        MeterDay? On(DateOnly day) => readings.Days.LastOrDefault(d => d.Day <= day);
        Line("circulation", YearLineKind.Sum, of => On(of.Through)?.InCirculation);
        Line("digital", YearLineKind.Sum, of => On(of.Through)?.Digital);
        Line("paper", YearLineKind.Sum, of => On(of.Through)?.Paper);
        Line("mean", YearLineKind.Sum, of => of.MeanStock);
        Line("issued", YearLineKind.Sum, of => of.Totals.Issued);
        Line("destroyed", YearLineKind.Sum, of => of.Totals.Destroyed);
        Line("net", YearLineKind.Sum, of => of.Totals.Issued - of.Totals.Destroyed);
        Line("reconverted", YearLineKind.Share, of => of.Reconverted);
        Line("payments", YearLineKind.Count, of => of.Totals.Payments);
        Line("paid", YearLineKind.Sum, of => of.Totals.Paid);
        Line("velocity", YearLineKind.Rate, of => of.Velocity);
        Line("reuse", YearLineKind.Share, of => of.Reuse);
        Line("between", YearLineKind.Share, of => of.BetweenProfessionals);
        Line("residents", YearLineKind.Count, of => activity.OpenOn(of.Through).Residents);
        Line("professionals", YearLineKind.Count, of => activity.OpenOn(of.Through).Professionals);
        Line("shares", YearLineKind.Sum, of => activity.GiftsIn(of.From.Year).Shares);
        Line("aid", YearLineKind.Sum, of => activity.GiftsIn(of.From.Year).Aid);
        Line("bonus", YearLineKind.Sum, of => activity.GiftsIn(of.From.Year).Bonus);
        long? Paid(DateOnly month) => month > today || month.AddMonths(1) <= first ? null : readings.Until(month.AddMonths(1).AddDays(-1)).Paid - readings.Until(month.AddDays(-1)).Paid;
        var months = Enumerable.Range(1, 12).Select(m => (new DateOnly(year, m, 1), Paid(new(year, m, 1)), Paid(new(year - 1, m, 1)))).ToList();
        return new(year, now, isClosed, lines, months)
        {
            ByFiliere = byFiliere,
            ByCommune = byCommune,
            SleepingResidents = activity.Dormancy(today, ofProfessionals: false),
            SleepingProfessionals = activity.Dormancy(today, ofProfessionals: true),
        };
    }

    /// <summary>All of it as a table (RFC 4180): sums in units with a decimal point, shares as parts of 1; what may not be told is empty.</summary>
    public string Csv()
    {
        var table = new StringBuilder();
        Add("indicator", "group", "year", "value", "accounts", "payments");
        foreach (var line in Lines)
        {
            Add(line.Name, "", $"{Year}", Value(line.Kind, line.Now), "", "");
            Add(line.Name, "", $"{Year - 1}", Value(line.Kind, line.Before), "", "");
        }
        foreach (var (month, now, before) in Months)
        {
            Add("paid", $"{month:yyyy-MM}", $"{Year}", Value(YearLineKind.Sum, now), "", "");
            Add("paid", $"{month.AddYears(-1):yyyy-MM}", $"{Year - 1}", Value(YearLineKind.Sum, before), "", "");
        }
        foreach (var (name, rows) in new[] { ("by_filiere", ByFiliere), ("by_commune", ByCommune) })
            foreach (var row in rows) Add(name, string.Join('+', row.Groups), $"{Year}", Value(YearLineKind.Sum, row.Received), $"{row.Accounts}", $"{row.Payments}");
        foreach (var (name, bands) in new[] { ("dormant_residents", SleepingResidents), ("dormant_professionals", SleepingProfessionals) })
            foreach (var (i, band) in SmallCells.Told(bands).Index()) Add(name, $"{bands[i].Months}", $"{Year}", Value(YearLineKind.Sum, band?.Units), $"{band?.Accounts}", "");
        return table.ToString();

        void Add(params string[] cells) => table.Append(Api.Csv.Line(cells)).Append("\r\n");
        static string Value(YearLineKind kind, decimal? value) => value is not { } known ? "" : kind is YearLineKind.Sum ? (known / 100).ToString("0.00", CultureInfo.InvariantCulture)
            : known.ToString(kind is YearLineKind.Count ? "0" : "0.0000", CultureInfo.InvariantCulture);
    }
}
