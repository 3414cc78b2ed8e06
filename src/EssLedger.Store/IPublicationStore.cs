using EssLedger.Core.Identifiers;
using EssLedger.Core.Publishing;

namespace EssLedger.Store;

/// <summary>A report of the City as it was established.</summary>
/// <param name="Period">A civil year (<c>2025</c>), or the first and the last of several (<c>2021-2026</c>).</param>
/// <param name="Number">1: the first of the period; a further one tells the same period as it was known later.</param>
/// <param name="Content">Its data: canonical JSON.</param>
/// <param name="Hash">SHA-256 of the content's UTF-8.</param>
/// <param name="Version">Of the program that made it.</param>
/// <param name="MadeBy">Who established it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="PublishedAt">Since when anybody may read it; null: not yet.</param>
public sealed record AnnualReport(string Period, int Number, string Content, Digest Hash, string Version, PersonId MadeBy, DateTimeOffset MadeAt, DateTimeOffset? PublishedAt);

/// <summary>What was published, or established to be: what stands here stands for ever, whatever changes behind it.</summary>
public interface IPublicationStore
{
    /// <summary>What was told of the currency, in the order of telling.</summary>
    Task<IReadOnlyList<FigureRelease>> FiguresAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a release, unless that period or a later one was told: of two servers that count at once, the first has the word.</summary>
    Task KeepAsync(FigureRelease release, CancellationToken cancellationToken);

    /// <summary>All reports, by period, the last one of each first.</summary>
    Task<IReadOnlyList<AnnualReport>> ReportsAsync(CancellationToken cancellationToken);

    /// <summary>Keeps a report; false: there is one of that number, and it stands.</summary>
    Task<bool> KeepAsync(AnnualReport report, CancellationToken cancellationToken);

    /// <summary>Lets anybody read a report from now on; false: there is none, or it was published before.</summary>
    Task<bool> PublishAsync(string period, int number, PersonId by, DateTimeOffset at, CancellationToken cancellationToken);
}
