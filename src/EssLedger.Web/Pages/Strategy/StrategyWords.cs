using EssLedger.Core.Records;
using EssLedger.Core.Strategy;

namespace EssLedger.Web.Pages.Strategy;

/// <summary>How fields of the strategy and what stands in them are called.</summary>
internal static class StrategyWords
{
    private static readonly string[] Acts = ["save", "names", "file", "unfile", "withdraw"];

    private static readonly string[] Others = ["strategy.meetings", "strategy.tooManyNames", "strategy.badFile", "strategy.yes"];

    /// <summary>The names of all sentences that these functions and pages ask for by parts.</summary>
    public static IEnumerable<string> Sentences =>
    [
        .. StrategyKind.All.SelectMany(kind => kind.Fields).SelectMany(asked => (asked.Words ?? []).Select(word => $"strategy.{asked.Name}.{word}").Append($"strategy.field.{asked.Name}")).Distinct(),
        .. Helped.Select(name => $"strategy.help.{name}"), .. StrategyPages.Kinds.Keys.SelectMany(path => new[] { $"strategy.kind.{path}", $"strategy.new.{path}" }),
        .. Acts.Select(act => $"strategy.done.{act}"), .. Others,
    ];

    /// <summary>The fields that need a sentence more than their name.</summary>
    public static IReadOnlyList<string> Helped { get; } = ["months", "voting", "present", "minutes", "sessions", "people", "breaks", "code"];

    public static string Field(Reader t, Field field) => t[$"strategy.field.{field.Name}"];

    /// <summary>What a field needs to be told beside its name; null: nothing.</summary>
    public static string? HelpOf(Reader t, Field field) => Helped.Contains(field.Name) ? t[$"strategy.help.{field.Name}"] : null;

    /// <summary>A word that can be chosen in a field.</summary>
    public static string Word(Reader t, Field field, string word) => t[$"strategy.{field.Name}.{word}"];

    /// <summary>What stands in a field, in one line.</summary>
    public static string Said(Reader t, Board board, Field field, FieldValues values)
    {
        var all = values.All(field.Name).Select(entry => field switch
        {
            { Of: { } kind } => board.NameOf(kind, entry),
            { Words: not null } => Word(t, field, entry),
            { Kind: FieldKind.Yes } => t["strategy.yes"],
            { Kind: FieldKind.Day } when values.Day(field.Name) is { } day => t.Day(day),
            { Kind: FieldKind.Decimal } => FieldForm.Typed(field, values),
            _ => entry,
        }).ToList();
        return all.Count == 0 ? "–" : string.Join(" · ", all);
    }

    /// <summary>A number as people write it.</summary>
    public static string Number(Reader t, decimal number) => number.ToString("#,0.####", System.Globalization.CultureInfo.GetCultureInfo(t.Language == "fr" ? "fr-FR" : "en-GB"));

    /// <summary>Hundredths of a percent as people write them.</summary>
    public static string Percent(Reader t, int hundredths) => (hundredths / 100m).ToString("0.00", System.Globalization.CultureInfo.GetCultureInfo(t.Language == "fr" ? "fr-FR" : "en-GB")) + "\u00A0%";
}
