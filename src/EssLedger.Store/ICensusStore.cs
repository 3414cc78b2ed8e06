using System.Text.Json;
using EssLedger.Core.Census;
using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>What was told the public of the census: what stands here stands for ever, whatever changes behind it.</summary>
public interface ICensusStore
{
    /// <summary>All releases, the oldest first.</summary>
    Task<IReadOnlyList<Release>> ReleasesAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a release, unless there is one of that day or a later one: of two servers that count at once, the first has the word.</summary>
    Task KeepAsync(Release release, CancellationToken cancellationToken);
}

/// <summary>A release as its row holds it.</summary>
internal static class ReleaseText
{
    private sealed record Content(
        IReadOnlyList<string> Counted, IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> Tables, IReadOnlyDictionary<string, IReadOnlyList<string>> Withheld);

    public static string Write(Release release) => JsonSerializer.Serialize(new Content(
        [.. release.Counted.Select(p => p.Value).Order(StringComparer.Ordinal)], release.Tables.ToDictionary(t => t.Key.Word(), t => t.Value),
        release.Withheld.ToDictionary(t => t.Key.Word(), t => t.Value)));

    public static Release Read(DateOnly day, string text)
    {
        var content = JsonSerializer.Deserialize<Content>(text)!;
        return new(day, content.Counted.Select(ParticipantId.Parse).ToHashSet(),
            content.Tables.ToDictionary(t => Dimension(t.Key), t => t.Value), content.Withheld.ToDictionary(t => Dimension(t.Key), t => t.Value));
    }

    private static Dimension Dimension(string word) => DimensionWords.TryParse(word, out var dimension) ? dimension : throw new FormatException($"\"{word}\" is no dimension.");
}
