using System.Globalization;

namespace EssLedger.Core.Records;

/// <summary>What stands in the fields of a record: texts, in the order in which they were given. A field that says nothing is not there.</summary>
public sealed class FieldValues(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
{
    /// <summary>The fields in which something stands.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>The text of a field; empty: nothing.</summary>
    public string this[string field] => All(field) is [var first, ..] ? first : "";

    /// <summary>All entries of a field.</summary>
    public IReadOnlyList<string> All(string field) => values.GetValueOrDefault(field) ?? [];

    /// <summary>Whether something stands in a field.</summary>
    public bool Has(string field) => All(field).Count > 0;

    /// <summary>Whether an entry is among those of a field.</summary>
    public bool Has(string field, string entry) => All(field).Contains(entry);

    /// <summary>Whether yes was said.</summary>
    public bool Yes(string field) => this[field] == "yes";

    /// <summary>A day (Europe/Paris), or null.</summary>
    public DateOnly? Day(string field) => DayIn(this[field]);

    /// <summary>A time of day (Europe/Paris), or null.</summary>
    public TimeOnly? Time(string field) => TimeIn(this[field]);

    /// <summary>A whole number, or null.</summary>
    public int? Number(string field) => Whole(field) is <= int.MaxValue and var number ? (int)number : null;

    /// <summary>Cents, or another whole number; or null.</summary>
    public long? Whole(string field) => WholeIn(this[field]);

    /// <summary>A number, or null.</summary>
    public decimal? Decimal(string field) => decimal.TryParse(this[field], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Degrees, or null.</summary>
    public double? Degrees(string field) => DegreesIn(this[field]);

    /// <summary>Entries that begin with a number.</summary>
    public IEnumerable<(int Count, string What)> Counts(string field) => All(field).Select(CountIn).OfType<(int, string)>();

    /// <summary>The same with a field that says something else.</summary>
    public FieldValues With(string field, params IEnumerable<string> entries)
    {
        var said = values.ToDictionary();
        if (entries.ToList() is { Count: > 0 } some) said[field] = some;
        else said.Remove(field);
        return new(said);
    }

    internal static DateOnly? DayIn(string text) => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    internal static TimeOnly? TimeIn(string text) => TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    internal static long? WholeIn(string text) => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static double? DegreesIn(string text) => double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;

    internal static (int Count, string What)? CountIn(string entry) =>
        entry.Split(' ', 2) is [var number, { Length: > 0 } what] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? (count, what) : null;
}
