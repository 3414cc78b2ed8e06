using EssLedger.Core.Records;
using EssLedger.Core.Territory;
using EssLedger.Web.Territory;

namespace EssLedger.Web.Pages.Territory;

/// <summary>What the words of sheets are called.</summary>
public static class TerritoryWords
{
    /// <summary>A word of a field, as people read it.</summary>
    public static string Word(this Reader t, string field, string word)
    {
        var said = t[$"{Family(field)}.{word}"];
        return field == "strategies" && Sheets.StrategiesOfMel.Contains(word) ? t.Say("territory.ofMel", ("strategy", said)) : said;
    }

    /// <summary>Where the sentences of a field's words stand.</summary>
    public static string Family(string field) => field switch
    {
        "filieres" => "filiere",
        "stage" or "stages" => "territoryWord.stage",
        _ => $"territoryWord.{field}",
    };

    private static readonly string[] Helped = ["sum", "latitude", "reserved", "audiences", "grant", "members", "text", "cameEss", "participant"];

    /// <summary>What a field needs to be told beside its name; null: nothing.</summary>
    public static string? HelpOf(Reader t, Field field) => Helped.Contains(field.Name) ? t[$"territory.hint.{field.Name}"] : null;

    /// <summary>Every sentence that is asked for by the name of a field, a word or a kind.</summary>
    public static IReadOnlyList<string> Sentences { get; } = [.. Enum.GetValues<SheetKind>().SelectMany(kind => TerritoryBook.PublicFields(kind).Select(f => $"territory.field.{f.Name}")
            .Concat(TerritoryBook.PublicFields(kind).SelectMany(f => (f.Words ?? []).Select(w => $"{Family(f.Name)}.{w}"))).Append($"territory.one.{kind.Word()}").Append($"territory.new.{kind.Word()}"))
        .Concat(TerritoryPages.Slugs.Keys.SelectMany(kind => new[] { $"territory.title.{kind.Word()}", $"territory.lead.{kind.Word()}" }))
        .Concat(Enum.GetValues<RegistrationRefusal>().Select(refusal => $"registrationRefusal.{refusal}"))
        .Concat(new[] { "invitation", "registered", "cancelled" }.SelectMany(what => new[] { $"meetingMail.{what}Subject", $"meetingMail.{what}Text" })).Concat(MeetingRules.Sides.Select(side => $"territoryWord.side.{side}"))
        .Concat(Helped.Select(f => $"territory.hint.{f}")).Concat(["territory.ofMel", "minutes.noFile", "minutes.badFile"]).Distinct()];
}
