using System.Collections.Concurrent;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Store.Memory;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace EssLedger.Grains;

public sealed class DeadlineGrainTests
{
    private static readonly PersonId Noemie = PersonId.Parse("NOEMIE");
    private static readonly ParticipantId Bakery = ParticipantId.Parse("BAKERY");

    private sealed class Post : IDeadlinePost
    {
        public ConcurrentQueue<(Deadline Deadline, int DaysLeft)> Told { get; } = [];

        public Task Tell(Deadline deadline, int daysLeft)
        {
            Told.Enqueue((deadline, daysLeft));
            return Task.CompletedTask;
        }
    }

    private static async Task<(TestLedger Ledger, Post Post, FakeTimeProvider Clock)> Start()
    {
        var (post, clock) = (new Post(), new FakeTimeProvider(new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero)));
        var ledger = await TestLedger.Start(new MemoryJournalStore(clock), clock, adjust: services => services.AddSingleton<IDeadlinePost>(post));
        var register = ledger.Grains.GetGrain<IRegisterGrain>(Register.Decider);
        foreach (var fact in new DatedFact[]
        {
            new RegisterFact(new RegisterAct.ParticipantEntered(Bakery, ParticipantKind.Merchant), new(2026, 1, 1), Noemie, Digest.Zero),
            new GrantFact(GrantNumber.Parse("G-1"), new GrantAct.Granted(Bakery, GrantKind.Shop, 1, new(2026, 3, 1)), new(2026, 1, 1), Noemie, Digest.Zero),
        })
        {
            Assert.Null((await register.Record(fact, "Parce que.", [])).Refusal);
        }
        return (ledger, post, clock);
    }

    [Fact]
    public async Task What_falls_due_is_told_with_the_days_that_are_left()
    {
        var (ledger, post, clock) = await Start();
        await using var _ = ledger;
        var grain = ledger.Grains.GetGrain<IDeadlineGrain>(DeadlineGrain.Key);
        foreach (var (day, left) in new[] { (new DateOnly(2026, 1, 2), 58), (new(2026, 1, 30), 30), (new(2026, 3, 1), 0) })
        {
            clock.SetUtcNow(new(day.ToDateTime(new(11, 0)), TimeSpan.Zero));
            Assert.Equal(1, await grain.Look());
            Assert.Equal((new Deadline(DeadlineKind.RenewalDue, Bakery, "G-1", new(2026, 3, 1)), left), post.Told.Last());
        }
        // Expired: there is nothing left to renew in time.
        clock.SetUtcNow(new(2026, 3, 2, 11, 0, 0, TimeSpan.Zero));
        Assert.Equal(0, await grain.Look());
    }

    [Fact]
    public async Task The_reminder_wakes_the_grain_by_itself()
    {
        var (ledger, post, clock) = await Start();
        await using var _ = ledger;
        clock.SetUtcNow(new(2026, 2, 25, 11, 0, 0, TimeSpan.Zero));
        await ledger.Grains.GetGrain<IDeadlineGrain>(DeadlineGrain.Key).Begin();
        for (var tries = 0; post.Told.IsEmpty && tries < 600; tries++)
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            await Task.Delay(50);
        }
        Assert.Equal(DeadlineKind.RenewalDue, post.Told.First().Deadline.Kind);
    }
}
