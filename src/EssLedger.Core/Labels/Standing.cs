using System.Diagnostics;

namespace EssLedger.Core.Labels;

/// <summary>What a grant is worth on a given day.</summary>
public enum Standing
{
    /// <summary>The number exists, but the grant is not yet effective (or was not yet known).</summary>
    None,
    /// <summary>The holder may use the label.</summary>
    Active,
    /// <summary>The right to use the label rests until it is reinstated.</summary>
    Suspended,
    /// <summary>The last day has passed without a renewal.</summary>
    Expired,
    /// <summary>Taken back by the label's owner; final.</summary>
    Withdrawn,
    /// <summary>Given up by the holder; final.</summary>
    Renounced,
}

/// <summary>The words by which the outside knows a standing; they are kept for ever, whatever the code calls them.</summary>
public static class StandingWords
{
    /// <summary>The stable lower-case word.</summary>
    public static string Word(this Standing standing) => standing switch
    {
        Standing.None => "none",
        Standing.Active => "active",
        Standing.Suspended => "suspended",
        Standing.Expired => "expired",
        Standing.Withdrawn => "withdrawn",
        Standing.Renounced => "renounced",
        _ => throw new UnreachableException(),
    };

    /// <summary>The standing that a word names.</summary>
    /// <exception cref="FormatException">It names none.</exception>
    public static Standing Parse(string word)
    {
        foreach (var standing in All) if (standing.Word() == word) return standing;
        throw new FormatException($"\"{word}\" is no standing.");
    }

    private static readonly Standing[] All = Enum.GetValues<Standing>();

    /// <summary>Whether nothing can follow: a new grant has a new number.</summary>
    public static bool IsFinal(this Standing standing) => standing is Standing.Withdrawn or Standing.Renounced;
}
