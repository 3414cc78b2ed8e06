using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Census;

/// <summary>What the areas of a set are.</summary>
public enum AreaKind
{
    /// <summary>Communes of a year of the Code officiel géographique, associated communes among them.</summary>
    Commune = 1,
    /// <summary>Priority neighbourhoods (quartiers prioritaires de la politique de la ville).</summary>
    Qpv = 2,
    /// <summary>Others, which are drawn on maps and counted nowhere.</summary>
    Other = 3,
}

/// <summary>A set of areas as it was imported: it never changes, and a later one of its kind counts from a day on.</summary>
/// <param name="Number">1, 2, 3 … in the order of import.</param>
/// <param name="Kind">What its areas are.</param>
/// <param name="Year">Of which year they are (millésime).</param>
/// <param name="ValidFrom">The first day (Europe/Paris) on which they count.</param>
/// <param name="Source">Who published them, in words.</param>
/// <param name="Licence">Under which licence, in words.</param>
/// <param name="Digest">SHA-256 of the file as it came.</param>
/// <param name="Areas">How many areas it has.</param>
/// <param name="ImportedOn">The day (Europe/Paris) of the import.</param>
/// <param name="By">Who imported it.</param>
/// <param name="Effect">What it changed on the day of the import.</param>
public sealed record AreaSet(int Number, AreaKind Kind, int Year, DateOnly ValidFrom, string Source, string Licence, Digest Digest, int Areas, DateOnly ImportedOn, PersonId By, AreaEffect Effect);

/// <summary>What a set of areas changed when it came.</summary>
/// <param name="Placed">How many participants have coordinates, which it was asked about.</param>
/// <param name="Unplaced">How many have none, and stay unknown.</param>
/// <param name="Inside">How many lie in one of its areas.</param>
/// <param name="Changed">How many of those with coordinates lie elsewhere by it than by the set that counted before, or than unknown.</param>
public sealed record AreaEffect(int Placed, int Unplaced, int Inside, int Changed);

/// <summary>Which set of areas counts.</summary>
public static class AreaSets
{
    /// <summary>The stable word.</summary>
    public static string Word(this AreaKind kind) => kind switch { AreaKind.Commune => "commune", AreaKind.Qpv => "qpv", _ => "other" };

    /// <summary>Reads the word of a kind.</summary>
    public static bool TryParse(string? text, out AreaKind kind)
    {
        foreach (var known in Enum.GetValues<AreaKind>())
        {
            kind = known;
            if (known.Word() == text) return true;
        }
        kind = default;
        return false;
    }

    /// <summary>The set of a kind in force on a day: of those that count from that day or an earlier one the one with the latest such day; of two the one imported last.</summary>
    /// <param name="sets">All sets.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="day">The day asked about.</param>
    /// <param name="asKnownOn">Leave out what was imported after this day.</param>
    /// <returns>Null: there is none, and what it would say is not known.</returns>
    public static AreaSet? InForce(this IEnumerable<AreaSet> sets, AreaKind kind, DateOnly day, DateOnly? asKnownOn = null) =>
        sets.Where(s => s.Kind == kind && s.ValidFrom <= day && !(s.ImportedOn > asKnownOn)).MaxBy(s => (s.ValidFrom, s.Number));
}
