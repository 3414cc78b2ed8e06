using System.Globalization;

namespace EssLedger.Core.Strategy;

/// <summary>How a field is filled in.</summary>
public enum FieldKind
{
    /// <summary>One line of text.</summary>
    Line,
    /// <summary>Several lines of text.</summary>
    Text,
    /// <summary>Several entries, one on each line.</summary>
    Lines,
    /// <summary>A day: yyyy-MM-dd.</summary>
    Day,
    /// <summary>A time of day in Paris: HH:mm.</summary>
    Time,
    /// <summary>A whole number.</summary>
    Number,
    /// <summary>A number with at most four decimals.</summary>
    Decimal,
    /// <summary>One of several words or records.</summary>
    Choice,
    /// <summary>Any of several words or records.</summary>
    Choices,
    /// <summary>Several entries, each a whole number and what it counts: "36 Atelier QPV".</summary>
    Counts,
    /// <summary>Yes, or nothing.</summary>
    Yes,
}

/// <summary>A field of a record of the strategy.</summary>
/// <param name="Name">The same in the record, on the screen and in the API.</param>
/// <param name="Kind">How it is filled in.</param>
public sealed record Field(string Name, FieldKind Kind)
{
    /// <summary>Whether it may not be left empty.</summary>
    public bool IsRequired { get; init; } = true;

    /// <summary>Of a number the smallest.</summary>
    public int Least { get; init; }

    /// <summary>Of a text how many characters, of a number the largest, of entries how many characters each.</summary>
    public int Most { get; init; } = 200;

    /// <summary>The words that can be chosen; empty: they are records.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The kind of the records that can be chosen; null: words are.</summary>
    public string? Of { get; init; }
}

/// <summary>Why a field was not taken.</summary>
public enum FieldRefusal
{
    /// <summary>It was left empty.</summary>
    Missing,
    /// <summary>It is longer than may be.</summary>
    TooLong,
    /// <summary>More than a hundred entries.</summary>
    TooMany,
    /// <summary>It is no day.</summary>
    NotADay,
    /// <summary>It is no time of day.</summary>
    NotATime,
    /// <summary>It is no whole number.</summary>
    NotANumber,
    /// <summary>It is smaller or larger than may be.</summary>
    OutOfRange,
    /// <summary>There is no such thing to choose.</summary>
    Unknown,
    /// <summary>It is before the beginning.</summary>
    BeforeFirst,
    /// <summary>What is still to come cannot have been held.</summary>
    HeldInFuture,
    /// <summary>More answered than were asked.</summary>
    AboveSent,
    /// <summary>More people than attendances: whoever came once is one person and one attendance.</summary>
    AboveAttendances,
    /// <summary>An approximation of a number that is not known.</summary>
    NothingToApproximate,
    /// <summary>It is no code: a digit for an axis, two with a dot for an objective.</summary>
    NotACode,
    /// <summary>Another one has it.</summary>
    Taken,
    /// <summary>It belongs to another axis.</summary>
    OtherAxis,
}

/// <summary>What stands in the fields of a record: texts, trimmed, in the order in which they were given.</summary>
public sealed class FieldValues(IReadOnlyDictionary<string, IReadOnlyList<string>> values)
{
    /// <summary>The fields in which something stands.</summary>
    public IEnumerable<string> Names => values.Keys;

    /// <summary>The text of a field; empty: nothing.</summary>
    public string this[string field] => All(field) is [var first, ..] ? first : "";

    /// <summary>All entries of a field.</summary>
    public IReadOnlyList<string> All(string field) => values.GetValueOrDefault(field) ?? [];

    /// <summary>Whether yes was said.</summary>
    public bool Yes(string field) => this[field] == "yes";

    /// <summary>A day, or null.</summary>
    public DateOnly? Day(string field) => DateOnly.TryParseExact(this[field], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>A time of day, or null.</summary>
    public TimeOnly? Time(string field) => TimeOnly.TryParseExact(this[field], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>A whole number, or null.</summary>
    public int? Number(string field) => WholeOf(this[field]);

    /// <summary>A number, or null.</summary>
    public decimal? Decimal(string field) => decimal.TryParse(this[field], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Entries that begin with a number.</summary>
    public IReadOnlyList<Session> Counts(string field) => [.. All(field).Select(CountOf).OfType<Session>()];

    internal static int? WholeOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    internal static Session? CountOf(string entry) => entry.Split(' ', 2) is [var number, var what] && WholeOf(number) is { } count && what.Length > 0 ? new(what, count) : null;
}
