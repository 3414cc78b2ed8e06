using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using EssLedger.Core.Census;
using EssLedger.Core.Payloads;

namespace EssLedger.Core.Records;

/// <summary>What may stand in a field.</summary>
public enum FieldKind
{
    /// <summary>One line of text.</summary>
    Line,
    /// <summary>Several lines of text.</summary>
    Text,
    /// <summary>Several entries, one on each line.</summary>
    Lines,
    /// <summary>A day (Europe/Paris): yyyy-MM-dd.</summary>
    Day,
    /// <summary>A time of day (Europe/Paris): HH:mm.</summary>
    Time,
    /// <summary>A whole number.</summary>
    Number,
    /// <summary>A number with at most four decimals.</summary>
    Decimal,
    /// <summary>A sum in whole cents of a euro.</summary>
    Cents,
    /// <summary>Degrees (WGS 84).</summary>
    Degrees,
    /// <summary>A commune of the metropolis, by its INSEE code.</summary>
    Commune,
    /// <summary>Five digits.</summary>
    Postcode,
    /// <summary>The address of a site, http or https.</summary>
    Site,
    /// <summary>One of several words or records.</summary>
    Choice,
    /// <summary>Any of several words or records.</summary>
    Choices,
    /// <summary>A record, by its number.</summary>
    Reference,
    /// <summary>Several entries, each a whole number and what it counts: "36 Atelier QPV".</summary>
    Counts,
    /// <summary>The word <c>yes</c>, or nothing.</summary>
    Yes,
}

/// <summary>A field of a record that the City or its partners keep up.</summary>
/// <param name="Name">The same in the record, on the screen and in the API.</param>
/// <param name="Kind">What may stand in it.</param>
/// <param name="Required">Whether something must.</param>
/// <param name="Least">Of a number the smallest.</param>
/// <param name="Most">Of a text, or of each of several entries, how many characters; of a number the largest; of degrees the largest either way.</param>
/// <param name="Words">The words that can be chosen, in order; null: they are records.</param>
/// <param name="Of">What the records are that can be chosen; null: words are.</param>
public sealed record Field(string Name, FieldKind Kind, bool Required = false, int Least = 0, int Most = 200, IReadOnlyList<string>? Words = null, string? Of = null)
{
    /// <summary>Whether several entries may stand in it.</summary>
    public bool TakesSeveral => Kind is FieldKind.Lines or FieldKind.Choices or FieldKind.Counts;
}

/// <summary>Why a field is not taken.</summary>
public enum FieldRefusal
{
    /// <summary>It was left empty.</summary>
    Missing,
    /// <summary>More characters than may be.</summary>
    TooLong,
    /// <summary>More than a hundred entries.</summary>
    TooMany,
    /// <summary>Control characters, or marks that change the direction of reading.</summary>
    NotPlain,
    /// <summary>It is no day.</summary>
    NotADay,
    /// <summary>It is no time of day.</summary>
    NotATime,
    /// <summary>It is no such number.</summary>
    NotANumber,
    /// <summary>It is smaller or larger than may be.</summary>
    OutOfRange,
    /// <summary>No commune of the metropolis, no postcode, or no address of a site.</summary>
    Unreadable,
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
    /// <summary>Latitude without longitude, or the reverse.</summary>
    HalfAPlace,
    /// <summary>Only who changes scale has a strategy for it.</summary>
    NotScalingUp,
    /// <summary>The last day to register is after the meeting.</summary>
    AfterTheMeeting,
    /// <summary>Who came is counted when the day has come.</summary>
    NotYetOver,
}

/// <summary>Why a record is not taken as a whole.</summary>
public enum RecordRefusal
{
    /// <summary>Somebody else changed it meanwhile: the store says so, no rule does.</summary>
    Changed,
    /// <summary>Another record names it, so that it cannot be taken back.</summary>
    InUse,
    /// <summary>It is the City's alone, or another organisation's.</summary>
    NotYours,
    /// <summary>Only the City publishes what is proposed.</summary>
    NotYoursToPublish,
}

/// <summary>Why a record is not taken.</summary>
/// <param name="Fields">The fields that are not, each with the first reason.</param>
/// <param name="Whole">Why nothing is; null: the fields are asked.</param>
public sealed record RecordFaults(IReadOnlyDictionary<string, FieldRefusal> Fields, RecordRefusal? Whole = null)
{
    /// <summary>It is taken.</summary>
    public static RecordFaults None { get; } = new(new Dictionary<string, FieldRefusal>());

    /// <summary>It is not taken as a whole.</summary>
    public static implicit operator RecordFaults(RecordRefusal whole) => None with { Whole = whole };

    /// <summary>Whether it is taken.</summary>
    public bool AreNone => Fields.Count == 0 && Whole is null;
}

/// <summary>What a field asks of what stands in it, whatever stands in others.</summary>
public static partial class FieldRules
{
    private const int MostEntries = 100;

    /// <summary>Of each field the first reason why it is not taken: by itself, else beside others.</summary>
    /// <param name="fields">In the order in which they are asked for.</param>
    /// <param name="values">As <see cref="FieldForm.Read"/> has them.</param>
    /// <param name="isThere">Whether there is a record that a field can name.</param>
    /// <param name="together">What fields ask of each other, in the order in which reasons win.</param>
    public static IReadOnlyDictionary<string, FieldRefusal> Refuse(IEnumerable<Field> fields, FieldValues values, Func<Field, string, bool> isThere, IEnumerable<(string Field, FieldRefusal Refusal, bool Wrong)> together)
    {
        var refusals = new Dictionary<string, FieldRefusal>();
        foreach (var field in fields)
            if (Of(field, values, isThere) is { } no) refusals[field.Name] = no;
        foreach (var (field, no, wrong) in together)
            if (wrong) refusals.TryAdd(field, no);
        return refusals;
    }

    private static FieldRefusal? Of(Field field, FieldValues values, Func<Field, string, bool> isThere)
    {
        var all = values.All(field.Name);
        if (all.Count == 0) return field.Required ? FieldRefusal.Missing : null;
        if (all.Count > MostEntries) return FieldRefusal.TooMany;
        foreach (var entry in all)
            if (Of(field, entry, isThere) is { } no) return no;
        return null;
    }

    private static FieldRefusal? Of(Field field, string entry, Func<Field, string, bool> isThere) => field.Kind switch
    {
        FieldKind.Line or FieldKind.Lines => entry.Length > field.Most ? FieldRefusal.TooLong : PlainText.Is(entry) ? null : FieldRefusal.NotPlain,
        FieldKind.Text => entry.Length > field.Most ? FieldRefusal.TooLong : PlainText.IsInLines(entry) ? null : FieldRefusal.NotPlain,
        FieldKind.Day => FieldValues.DayIn(entry) is null ? FieldRefusal.NotADay : null,
        FieldKind.Time => FieldValues.TimeIn(entry) is null ? FieldRefusal.NotATime : null,
        FieldKind.Number => Within(FieldValues.WholeIn(entry), field.Least, field.Most),
        FieldKind.Decimal => FourDecimals().IsMatch(entry) ? null : FieldRefusal.NotANumber,
        FieldKind.Cents => Within(FieldValues.WholeIn(entry), 1, 10_000_000_000),
        FieldKind.Degrees => Within(FieldValues.DegreesIn(entry), -field.Most, field.Most),
        FieldKind.Commune => Communes.Names.ContainsKey(entry) ? null : FieldRefusal.Unreadable,
        FieldKind.Postcode => entry.Length == 5 && entry.All(char.IsAsciiDigit) ? null : FieldRefusal.Unreadable,
        FieldKind.Site => entry.Length > field.Most ? FieldRefusal.TooLong
            : Uri.TryCreate(entry, UriKind.Absolute, out var site) && site.Scheme is "http" or "https" && site.UserInfo.Length == 0 ? null : FieldRefusal.Unreadable,
        FieldKind.Choice or FieldKind.Choices or FieldKind.Reference => (field.Words?.Contains(entry) ?? isThere(field, entry)) ? null : FieldRefusal.Unknown,
        FieldKind.Counts => FieldValues.CountIn(entry) is not var (count, what) ? FieldRefusal.NotANumber : count > field.Most ? FieldRefusal.OutOfRange : what.Length > 200 ? FieldRefusal.TooLong : PlainText.Is(what) ? null : FieldRefusal.NotPlain,
        FieldKind.Yes => entry == "yes" ? null : FieldRefusal.Unknown,
        _ => throw new UnreachableException(),
    };

    private static FieldRefusal? Within(double? number, double least, double most) => number is null ? FieldRefusal.NotANumber : number < least || number > most ? FieldRefusal.OutOfRange : null;

    [GeneratedRegex(@"^-?[0-9]{1,13}(\.[0-9]{1,4})?\z")]
    private static partial Regex FourDecimals();
}

/// <summary>Fields between what people type and what is kept.</summary>
public static class FieldForm
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr-FR");

    /// <summary>What was typed, as it is kept: trimmed, numbers without spaces and with a point, sums in cents, empty entries left out. What cannot be read stays as it was typed, and the rules name it; what is no field is left out.</summary>
    /// <param name="fields">Those that may be typed.</param>
    /// <param name="typed">What stands in a field, as often as it was sent.</param>
    public static FieldValues Read(IEnumerable<Field> fields, Func<string, IEnumerable<string>> typed)
    {
        var values = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var field in fields)
        {
            var entries = typed(field.Name).Select(e => e.ReplaceLineEndings("\n"));
            if (field.Kind is FieldKind.Lines) entries = entries.SelectMany(e => e.Split('\n'));
            var kept = entries.Select(e => Kept(field.Kind, e.Trim())).Where(e => e.Length > 0).Take(field.TakesSeveral ? int.MaxValue : 1).ToList();
            if (kept.Count > 0) values[field.Name] = kept;
        }
        return new(values);
    }

    /// <summary>What is kept, as people type it.</summary>
    public static string Typed(Field field, FieldValues values) => field.Kind switch
    {
        FieldKind.Lines => string.Join('\n', values.All(field.Name)),
        FieldKind.Cents when values.Whole(field.Name) is { } cents => (cents / 100m).ToString("0.00", French),
        FieldKind.Degrees or FieldKind.Decimal => values[field.Name].Replace('.', ','),
        _ => values[field.Name],
    };

    private static string Kept(FieldKind kind, string typed) => kind switch
    {
        FieldKind.Number => WithoutSpaces(typed),
        FieldKind.Decimal or FieldKind.Degrees => WithoutSpaces(typed).Replace(',', '.'),
        FieldKind.Cents => CentsIn(typed),
        FieldKind.Reference => typed.ToUpperInvariant(),
        FieldKind.Line or FieldKind.Lines or FieldKind.Counts => string.Join(' ', typed.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)),
        _ => typed,
    };

    private static string CentsIn(string euros) =>
        decimal.TryParse(WithoutSpaces(euros).TrimEnd('€').Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var sum) && sum < 1_000_000_000 && decimal.Truncate(sum * 100) == sum * 100
            ? ((long)(sum * 100)).ToString(CultureInfo.InvariantCulture) : euros;

    private static string WithoutSpaces(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
