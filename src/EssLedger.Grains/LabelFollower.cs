using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Store;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace EssLedger.Grains;

/// <summary>Carries what the label book says into its projection. Each step is one transaction from where the projection stands to a later entry, so it may be broken off,
/// repeated and done by several servers at once.</summary>
/// <remarks>The rows of a grant are computed from all its facts that are known now, also from those behind the step's last entry: whoever goes on from there writes the same rows again.</remarks>
public sealed class LabelFollower(LabelBook book, LabelRegister register, ILabelProjection projection)
{
    private const int PageSize = 1000, MostInAStep = 20_000;

    /// <summary>Follows until everything that was committed before the call is in the projection.</summary>
    /// <param name="progress">Told now and then: the position that is reached, and the last one.</param>
    /// <param name="cancellationToken">Gives up; what was done stays done.</param>
    public async Task CatchUp(Action<long, long>? progress = null, CancellationToken cancellationToken = default)
    {
        var known = await register.Read(progress, cancellationToken);
        var reached = Projected.Nothing;
        // Written from this very register, and by nobody else since: not again in a later step.
        var (writtenGrants, writtenParticipants) = (new HashSet<GrantNumber>(), new HashSet<ParticipantId>());
        while (true)
        {
            var at = await projection.AtAsync(cancellationToken);
            if (at.Position > Position.None && (await book.Store.FindAsync(at.Position, cancellationToken))?.Hash != at.Hash)
            {
                // The book is not the one that was followed: it was put back from a copy and went on differently.
                await projection.ClearAsync(cancellationToken);
                continue;
            }
            if (at.Position >= known.Position) return;
            if (at != reached)
            {
                writtenGrants.Clear();
                writtenParticipants.Clear();
            }
            var (to, grants, participants) = (at, new HashSet<GrantNumber>(), new HashSet<ParticipantId>());
            while (to.Position < known.Position && grants.Count + participants.Count < MostInAStep)
            {
                foreach (var entry in await book.Store.ReadSubjectAsync(Register.Decider, to.Position, PageSize, cancellationToken))
                {
                    if (entry.Position > known.Position) break;
                    Touch(LabelFact.Decode(entry.Body));
                    to = new(entry.Position, entry.Hash);
                }
            }
            grants.ExceptWith(writtenGrants);
            participants.ExceptWith(writtenParticipants);
            if (!await projection.AdvanceAsync(at, to, [.. grants.Select(number => known.Grants[number])], [.. participants.Select(id => known.Participants[id])], cancellationToken)) continue;
            reached = to;
            writtenGrants.UnionWith(grants);
            writtenParticipants.UnionWith(participants);
            progress?.Invoke(to.Position.Value, known.Position.Value);

            void Touch(LabelFact fact)
            {
                if (fact is GrantFact { Number: var number }) grants.Add(number);
                else if (fact is RegisterFact { Act: var act })
                {
                    if (act is RegisterAct.Decided { Award: { } awarded }) grants.Add(awarded.Number);
                    if (act is RegisterAct.AppealDecided { Award: { } given }) grants.Add(given.Number);
                    if (act is RegisterAct.AppealDecided { Annuls: { } annulled }) grants.Add(annulled.Number);
                    if (act is RegisterAct.ParticipantDescribed said) participants.Add(said.Participant);
                }
            }
        }
    }

    /// <summary>Makes the projection anew.</summary>
    public async Task Rebuild(Action<long, long>? progress, CancellationToken cancellationToken)
    {
        await projection.ClearAsync(cancellationToken);
        await CatchUp(progress, cancellationToken);
    }
}

/// <summary>Follows while the server runs: at once when this server records something, and within seconds when another does.</summary>
public sealed partial class LabelFollowing(LabelFollower follower, CommitFeed feed, ILogger<LabelFollowing> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Whoever starts this waits for its first step; the book may be long.
        await Task.Yield();
        using var committed = feed.Listen(Register.Decider);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await follower.CatchUp(cancellationToken: stoppingToken);
            }
            catch (Exception) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it was, the next step begins from what is written.
                LogBehind(logger, e);
            }
            using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
            pause.CancelAfter(Pause);
            await ((Task)committed.Hints.ReadAsync(pause.Token).AsTask()).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(EventId = 111, Level = LogLevel.Warning, Message = "The label's rows are behind the book for the moment.")]
    private static partial void LogBehind(ILogger logger, Exception e);
}
