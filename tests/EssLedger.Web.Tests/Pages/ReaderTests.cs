using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using EssLedger.Core.Badges;
using EssLedger.Core.Census;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Web.Api;
using EssLedger.Web.Papers;

namespace EssLedger.Web.Pages;

public sealed partial class ReaderTests
{
    [Fact]
    public void Both_languages_say_the_same_things()
    {
        Assert.Equal(Reader.Keys("fr").Order(), Reader.Keys("en").Order());
        Reader fr = new("fr"), en = new("en");
        Assert.All(Reader.Keys("fr"), key => Assert.Equal(Named().Matches(fr[key]).Select(m => m.Value), Named().Matches(en[key]).Select(m => m.Value)));
    }

    [Fact]
    public void Every_sentence_that_a_page_asks_for_exists_and_none_lies_idle()
    {
        string[] families =
        [
            .. Enum.GetValues<Standing>().Select(standing => $"standing.{standing.Word()}"), "standing.unlabelled",
            .. Enum.GetValues<BadgeReason>().Select(reason => $"reason.{reason.Word()}"),
            .. Enum.GetValues<GrantKind>().SelectMany(kind => new[] { $"kind.{kind}", $"credential.about{kind}" }),
            .. Enum.GetValues<RequestState>().Select(state => $"request.{state}"),
            .. Enum.GetValues<RequestState>().Where(state => state is not RequestState.Open).Select(state => $"request.{state}Text"),
            .. Enum.GetValues<ReminderKind>().SelectMany(kind => new[] { $"remindSubject.{kind}", $"remindText.{kind}" }),
            .. Enum.GetValues<LetterOutcome>().SelectMany(outcome => new[] { $"letterSubject.{outcome}", $"letterText.{outcome}" }),
            .. Problems.Codes.Where(code => code.StartsWith("evidence_", StringComparison.Ordinal)).Select(code => $"evidence.{code}"),
            .. DimensionWords.AllFilieres.Append(DimensionWords.None).Select(word => $"filiere.{word}"),
            .. DimensionWords.AllTags.Select(word => $"tag.{word}"),
            .. Enum.GetValues<Dimension>().SelectMany(dimension => new[] { $"census.{dimension.Word()}", $"census.define.{dimension.Word()}" }),
            .. Enum.GetValues<Perimeter>().SelectMany(perimeter => new[] { $"figures.in.{perimeter}", $"census.define.perimeter.{perimeter}" }),
            .. DimensionWords.AllKinds.Select(word => $"census.kind.{word}"),
            .. new[] { "lille", "rest_of_mel", "elsewhere" }.Select(word => $"census.area.{word}"),
            .. PublicCensus.Classes(Dimension.Family).Select(word => $"census.family.{word}"),
            .. PublicCensus.Classes(Dimension.Qpv).Select(word => $"census.{word}"),
            "directory.currency.true", "directory.currency.false",
            "field.title", .. DirectoryEndpoints.ColumnNames.Select(name => $"field.{name}"),
            .. new[] { "granted", "suspended", "reinstated", "withdrawn", "renewed", "renounced" }.Select(act => $"history.{act}"),
        ];
        var asked = Directory.EnumerateFiles(PagesFolder(), "*.razor", SearchOption.AllDirectories)
            .Concat(new[] { "Badges", "Papers" }.SelectMany(room => Directory.EnumerateFiles(Path.Combine(PagesFolder(), "..", room), "*.cs")))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .SelectMany(key => Reader.Keys("fr").Contains($"{key}.one") ? new[] { $"{key}.one", $"{key}.many" } : [key]);

        Assert.Equal(asked.Concat(families).Distinct().Order(), Reader.Keys("fr").Order());
    }

    [Theory]
    [InlineData("fr", 1250, "12,50\u00A0MLC")]
    [InlineData("fr", 123450, "1\u202F234,50\u00A0MLC")]
    [InlineData("fr", 0, "0,00\u00A0MLC")]
    [InlineData("fr", 9007199254740991, "90\u202F071\u202F992\u202F547\u202F409,91\u00A0MLC")]
    [InlineData("en", 123450, "1,234.50\u00A0MLC")]
    public void Sums_are_written_as_the_reader_expects(string language, long minor, string written) =>
        Assert.Equal(written, new Reader(language).Sum(Amount.FromMinor(minor), Unit.Parse("MLC")));

    [Theory]
    [InlineData("fr", "2026-03-01", "1er mars 2026")]
    [InlineData("fr", "2026-08-21", "21 août 2026")]
    [InlineData("en", "2026-03-01", "1 March 2026")]
    public void Days_are_written_as_the_reader_expects(string language, string day, string written) =>
        Assert.Equal(written, new Reader(language).Day(DateOnly.ParseExact(day, "yyyy-MM-dd", null)));

    [Theory]
    [InlineData("73282932000009", "732\u00A0829\u00A0320\u00A000009")]
    [InlineData("E-QCE-2026", "E-QCE-2026")]
    public void Siret_is_written_in_groups(string holderId, string written) => Assert.Equal(written, Reader.Grouped(holderId));

    private static string PagesFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/EssLedger.Web/Pages"));

    // T["page.start"], T.Say("grant.today"…), and either branch of T[x ? "a.b" : "c.d"]; but not the attribute Of="line.Day".
    [GeneratedRegex("(?<!=)\"((?:[a-zA-Z]+\\.)+[A-Za-z]+)\"")]
    private static partial Regex Key();

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Named();
}
