using EssLedger.Core.Census;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Store;

namespace EssLedger.Web.Labels;

/// <summary>What is asked of the census.</summary>
/// <param name="On">The day (Europe/Paris) whose standings count.</param>
/// <param name="AsKnownOn">Leave out what was recorded after this day.</param>
/// <param name="Perimeter">Whom to count.</param>
/// <param name="By">The dimensions.</param>
public sealed record CensusQuestion(DateOnly On, DateOnly? AsKnownOn, Perimeter Perimeter, IReadOnlyList<Dimension> By);

/// <summary>Counts labelled participants: everything for those entitled, and for everybody else what <see cref="PublicCensus"/> lets them know.</summary>
public sealed class CensusDesk(IMembers members, PublicDirectory directory, ICensusStore store, Settings settings, TimeProvider clock)
{
    /// <summary>Everything, for those entitled.</summary>
    public async Task<CensusTable> Full(CensusQuestion question) =>
        CensusTable.Of(await members.On(question.On, question.AsKnownOn), question.By, question.Perimeter, question.On);

    /// <summary>What anyone may know.</summary>
    public async Task<CensusTable> Public(CensusQuestion question)
    {
        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        var releases = question.By.Any(PublicCensus.Withheld.Contains) ? await Releases(today) : [];
        return PublicCensus.Answer(await directory.Listed(question.On, question.AsKnownOn), question.By, question.Perimeter, question.On, question.AsKnownOn ?? today, releases);
    }

    /// <summary>The grants that a number counts.</summary>
    /// <param name="question">The question; its dimensions are those of <paramref name="values"/>.</param>
    /// <param name="values">One value for each dimension.</param>
    public async Task<IReadOnlyList<Member>> Behind(CensusQuestion question, IReadOnlyList<string> values) =>
        [.. (await members.On(question.On, question.AsKnownOn))
            .Where(m => CensusTable.IsCounted(m, question.Perimeter) && question.By.Zip(values).All(asked => asked.First.Values(m).Contains(asked.Second)))
            .OrderBy(m => m.Number.Value, StringComparer.Ordinal)];

    // Whoever asks first after a quarter's end has it counted.
    private async Task<IReadOnlyList<Release>> Releases(DateOnly today)
    {
        var releases = await store.ReleasesAsync(default);
        var day = PublicCensus.LastQuarterEnd(today);
        if (PublicCensus.Next(day, await directory.Listed(day, day), releases, settings.CensusThreshold) is not { } next) return releases;
        await store.KeepAsync(next, default);
        return await store.ReleasesAsync(default);
    }
}
