using EssLedger.Core.Census;

namespace EssLedger.Core.Territory;

/// <summary>Which sheets a reader asks for; what is null is not asked, and what a kind does not have is asked of none of its sheets.</summary>
/// <param name="Year">The year of a laureate.</param>
/// <param name="Stage">A stage, of <see cref="Sheets.Stages"/>.</param>
/// <param name="Filiere">The word of a line of business.</param>
/// <param name="Role"><c>support</c> or <c>funder</c>.</param>
/// <param name="Need">What is needed, of <see cref="Sheets.Needs"/>.</param>
/// <param name="Use">What a place is, of <see cref="Sheets.Uses"/>.</param>
/// <param name="Reserved">For which reserved contracts, of <see cref="Sheets.Reserved"/>.</param>
/// <param name="Spaser">To what of a scheme for responsible purchasing it answers, of <see cref="Sheets.Spaser"/>.</param>
/// <param name="Cae"><c>yes</c>: cooperatives of activity and employment.</param>
/// <param name="Clauses"><c>yes</c>: who helps to keep insertion clauses.</param>
/// <param name="Commune">An INSEE code, each commune for itself; <c>lille</c> with its associated communes; <c>mel</c> for the metropolis.</param>
public sealed record SheetFilter(
    int? Year = null, string? Stage = null, string? Filiere = null, string? Role = null, string? Need = null, string? Use = null, string? Reserved = null, string? Spaser = null, string? Cae = null, string? Clauses = null, string? Commune = null)
{
    private static readonly string[] Yes = ["yes"], Roles = ["support", "funder"], Perimeters = ["lille", "mel"];

    /// <summary>The field that holds no word it may, and what it may hold; null: all is well.</summary>
    public (string Field, string What)? Flaw =>
        Unknown(Stage, Sheets.Stages) ? Wrong("stage", Sheets.Stages)
        : Unknown(Filiere, DimensionWords.AllFilieres) ? Wrong("filiere", DimensionWords.AllFilieres)
        : Unknown(Role, Roles) ? Wrong("role", Roles)
        : Unknown(Need, Sheets.Needs) ? Wrong("need", Sheets.Needs)
        : Unknown(Use, Sheets.Uses) ? Wrong("use", Sheets.Uses)
        : Unknown(Reserved, Sheets.Reserved) ? Wrong("reserved", Sheets.Reserved)
        : Unknown(Spaser, Sheets.Spaser) ? Wrong("spaser", Sheets.Spaser)
        : Unknown(Cae, Yes) ? Wrong("cae", Yes)
        : Unknown(Clauses, Yes) ? Wrong("clauses", Yes)
        : Commune is not null && !Perimeters.Contains(Commune) && !Communes.Names.ContainsKey(Commune) ? ("commune", "an INSEE code, lille or mel")
        : null;

    /// <summary>Whether a sheet is among those asked for.</summary>
    public bool Takes(Sheet sheet)
    {
        bool Says(string? word, string field) => word is null || sheet.Values.Has(field, word);
        return (Year is null || sheet.Values.Number("year") == Year)
            && (Says(Stage, "stage") || Says(Stage, "stages")) && Says(Filiere, "filieres") && Says(Role, "roles") && Says(Need, "needs") && Says(Use, "uses")
            && Says(Reserved, "reserved") && Says(Spaser, "spaser") && Says(Cae, "cae") && Says(Clauses, "clauses")
            && Commune switch { null => true, "lille" => Perimeter.Lille.Contains(sheet["commune"]), "mel" => Perimeter.Mel.Contains(sheet["commune"]), _ => sheet["commune"] == Commune };
    }

    private static (string, string) Wrong(string field, IReadOnlyList<string> words) => (field, string.Join(", ", words));

    private static bool Unknown(string? word, IReadOnlyList<string> words) => word is not null && !words.Contains(word);
}
