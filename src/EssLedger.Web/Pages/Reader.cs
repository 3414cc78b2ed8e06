using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Web.Pages;

/// <summary>Who reads a page: the language, and how sentences, days and sums are written in it.</summary>
public sealed class Reader
{
    /// <summary>The languages we write, the default first.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["fr", "en"];

    private static readonly FrozenDictionary<string, FrozenDictionary<string, string>> Sentences =
        Languages.ToFrozenDictionary(language => language, Load);

    private readonly FrozenDictionary<string, string> _sentences;
    private readonly CultureInfo _culture;

    /// <summary>The reader for whom this request is answered.</summary>
    public Reader() : this(Languages.FirstOrDefault(l => l == CultureInfo.CurrentUICulture.TwoLetterISOLanguageName) ?? Languages[0])
    {
    }

    /// <summary>A reader of a language that we write.</summary>
    public Reader(string language)
    {
        Language = language;
        _sentences = Sentences[language];
        _culture = CultureInfo.GetCultureInfo(language == "fr" ? "fr-FR" : "en-GB");
    }

    /// <summary><c>fr</c> or <c>en</c>.</summary>
    public string Language { get; }

    /// <summary>A sentence.</summary>
    public string this[string key] => _sentences[key];

    /// <summary>A sentence with names in braces filled in.</summary>
    public string Say(string key, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var sentence = this[key];
        foreach (var (name, value) in values) sentence = sentence.Replace($"{{{name}}}", value, StringComparison.Ordinal);
        return sentence;
    }

    /// <summary>A sentence about a number, in its form for one or for many (French has one form for none and one).</summary>
    public string Count(string key, int count, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var one = Language == "fr" ? count < 2 : count == 1;
        return Say($"{key}.{(one ? "one" : "many")}", [("count", count.ToString("N0", _culture)), .. values]);
    }

    /// <summary>A day as people write it: 1er mars 2026, 1 March 2026.</summary>
    public string Day(DateOnly day) => Language == "fr" && day.Day == 1
        ? "1er " + day.ToString("MMMM yyyy", _culture)
        : day.ToString("d MMMM yyyy", _culture);

    /// <summary>A minute in Paris: 1er mars 2026 à 09:12, 1 March 2026 at 09:12.</summary>
    public string Moment(DateTimeOffset instant) =>
        $"{Day(ParisCalendar.DayOf(instant))} {(Language == "fr" ? "à" : "at")} {ParisCalendar.TimeOf(instant).ToString("HH:mm", CultureInfo.InvariantCulture)}";

    /// <summary>A sum with its unit, the unit held to it by a no-break space.</summary>
    public string Sum(Amount amount, Unit unit) => (amount.Minor / 100m).ToString("N2", _culture) + "\u00A0" + unit;

    /// <summary>A SIRET in groups as on letterheads; another holder id as it is.</summary>
    public static string Grouped(string holderId) => Siret.TryParse(holderId, out _)
        ? $"{holderId[..3]}\u00A0{holderId[3..6]}\u00A0{holderId[6..9]}\u00A0{holderId[9..]}"
        : holderId;

    /// <summary>The names of all sentences of a language.</summary>
    public static IEnumerable<string> Keys(string language) => Sentences[language].Keys;

    private static FrozenDictionary<string, string> Load(string language)
    {
        using var file = typeof(Reader).Assembly.GetManifestResourceStream($"EssLedger.Web.Resources.{language}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.ToFrozenDictionary();
    }
}
