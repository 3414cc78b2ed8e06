using EssLedger.Core.Census;
using EssLedger.Core.Labels;

namespace EssLedger.Web.Pages;

/// <summary>The values of a census as its reader calls them.</summary>
public static class CensusWords
{
    /// <summary>A value of a dimension in words; a commune without a name of ours by its code.</summary>
    public static string Value(this Reader t, Dimension by, string value) => (by, value) switch
    {
        (_, DimensionWords.Unknown) => t["census.unknown"],
        (Dimension.Commune, Communes.Lille) => t["directory.lilleAlone"],
        (Dimension.Commune, _) => Communes.Names.GetValueOrDefault(value) ?? value,
        (Dimension.Level, _) => value,
        (Dimension.Filiere, _) => Known(t, $"filiere.{value}", value),
        (Dimension.Qpv or Dimension.Iae, _) => Known(t, $"census.{value}", value),
        (Dimension.Family, _) when Enum.GetValues<LegalFamily>().FirstOrDefault(family => family.Word() == value) is var family && family != default && !PublicCensus.Classes(by).Contains(value) => t[$"family.{family}"],
        _ => Known(t, $"census.{by.Word()}.{value}", value),
    };

    // Addresses are written by hand too: what is no value shows as it was written.
    private static string Known(Reader t, string key, string value) => Reader.Keys(t.Language).Contains(key) ? t[key] : value;
}
