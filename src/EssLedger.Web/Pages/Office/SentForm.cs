using System.Globalization;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Labels;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Primitives;

namespace EssLedger.Web.Pages.Office;

/// <summary>A form as somebody sent it; if it was not taken, they see it again with all they typed, and why.</summary>
public sealed class SentForm : IReasoned
{
    private static readonly string[] Named = ["reason", "effective", "name", "siret", "rna", "commune", "title", "text", "adoptedBy", "criteria", "address", "postcode", "latitude", "longitude", "website", "hours", "description", "email"];
    private readonly IFormCollection _fields;

    private SentForm(IFormCollection fields) => _fields = fields;

    public static async Task<SentForm> Read(HttpContext context) => new(await context.Request.ReadFormAsync(context.RequestAborted));

    /// <summary>Which act the form is for.</summary>
    public string Act => this["act"] ?? "";

    /// <summary>On which of several things, where a page has such a form for each.</summary>
    public string? Which => this["which"];

    /// <summary>The name of the sentence that says why it was not taken; null: it was not refused.</summary>
    public string? Refusal { get; private set; }

    /// <summary>What was typed into a field; null: nothing.</summary>
    public string? this[string field] => _fields.TryGetValue(field, out var text) && !StringValues.IsNullOrEmpty(text) ? text[0]!.ReplaceLineEndings("\n") : null;

    /// <inheritdoc/>
    public string? Reason => this["reason"];

    /// <inheritdoc/>
    public DateOnly? Effective => Day("effective");

    /// <summary>The file that came with it; null: none.</summary>
    public IFormFile? File => _fields.Files is [{ Length: > 0 } file, ..] ? file : null;

    /// <summary>Whether the form is that of an act (on a thing).</summary>
    public bool Is(string act, string? which = null) => Act == act && Which == which;

    /// <summary>All that was sent under a name.</summary>
    public IEnumerable<string> All(string field) => _fields[field].OfType<string>();

    public bool Yes(string field) => this[field] == "yes";

    /// <exception cref="UnreadableException">It is no day.</exception>
    public DateOnly? Day(string field) => this[field] switch
    {
        null => null,
        var text when DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) => day,
        _ => throw new UnreadableException("day"),
    };

    /// <exception cref="UnreadableException">It is no number, or out of range.</exception>
    public int? Number(string field, int least, int most) => this[field] switch
    {
        null => null,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most => number,
        _ => throw new UnreadableException("number"),
    };

    /// <summary>Degrees of latitude or longitude, with a decimal comma or point.</summary>
    /// <exception cref="UnreadableException">It is no number.</exception>
    public double? Degrees(string field) => this[field]?.Trim().Replace(',', '.') switch
    {
        null or "" => null,
        var text when double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) => degrees,
        _ => throw new UnreadableException("latitude"),
    };

    /// <exception cref="UnreadableException">Nothing, or nothing that there is, was chosen.</exception>
    public T Choice<T>(string field) where T : struct, Enum => Enum.TryParse<T>(this[field], out var choice) && Enum.IsDefined(choice) ? choice : throw new UnreadableException("choice");

    /// <summary>All that was ticked of a set of flags, of which <c>None</c> says that it is empty; null: nothing.</summary>
    /// <exception cref="UnreadableException">It is no flag, or it is <c>None</c> and something else.</exception>
    public T? Flags<T>(string field) where T : struct, Enum
    {
        if (!_fields.TryGetValue(field, out var ticked) || ticked.Count == 0) return null;
        if (ticked.Count > 1 && ticked.Contains("None")) throw new UnreadableException("noneAndSome");
        return (T)Enum.ToObject(typeof(T), ticked.Aggregate(0, (bits, name) => bits | (Enum.TryParse<T>(name, out var flag) && Enum.IsDefined(flag) ? Convert.ToInt32(flag, CultureInfo.InvariantCulture) : throw new UnreadableException("choice"))));
    }

    /// <summary>Whether one of several boxes of the same name was ticked.</summary>
    public bool Ticked(string field, string value) => _fields.TryGetValue(field, out var ticked) && ticked.Contains(value);

    /// <exception cref="UnreadableException">It names nothing of the kind.</exception>
    public T Id<T>(string field, TryParse<T> parse) => parse(this[field], out var id) ? id : throw new UnreadableException("choice");

    /// <summary>Reads a name.</summary>
    public delegate bool TryParse<T>(string? text, out T id);

    /// <summary>The same form, with the sentence that says why it was not taken.</summary>
    public SentForm Refused(string sentence)
    {
        Refusal = sentence;
        return this;
    }

    public SentForm Refused(ProblemHttpResult problem) => Refused(SentenceFor(problem));

    // What is wrong with a file has sentences of its own, with what to do about it.
    private static string SentenceFor(string code) => code.StartsWith("evidence_", StringComparison.Ordinal) ? $"evidence.{code}" : $"refusal.{code}";

    private static string SentenceFor(ProblemHttpResult problem)
    {
        var said = problem.ProblemDetails.Extensions;
        if (!said.TryGetValue("errors", out var errors)) return SentenceFor($"{said["code"]}");
        var field = ((IReadOnlyDictionary<string, string[]>)errors!).Keys.First();
        return Named.Contains(field) ? $"entry.{field}" : "entry.other";
    }
}

/// <summary>Something typed that cannot be read.</summary>
/// <param name="what">The last part of the name of the sentence that says so.</param>
public sealed class UnreadableException(string what) : Exception
{
    public string Sentence { get; } = $"entry.{what}";
}

/// <summary>What a form shows in its fields.</summary>
public static class SentFields
{
    /// <summary>What was typed, if this form was sent and not taken.</summary>
    public static string? Typed(this SentForm? sent, string act, string field, string? which = null) => sent?.Is(act, which) is true ? sent[field] : null;

    public static string? Iso(this DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static string Iso(this DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
