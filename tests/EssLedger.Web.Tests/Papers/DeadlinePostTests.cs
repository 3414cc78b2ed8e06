using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Papers;

public sealed class DeadlinePostTests
{
    [Theory]
    [InlineData(DeadlineKind.CommitmentDue, 31, null)]
    [InlineData(DeadlineKind.CommitmentDue, 30, ReminderKind.CommitmentDue)]
    [InlineData(DeadlineKind.CommitmentDue, -1, ReminderKind.CommitmentOverdue)]
    [InlineData(DeadlineKind.EvidenceExpires, 30, ReminderKind.EvidenceExpires)]
    [InlineData(DeadlineKind.RenewalDue, 91, null)]
    [InlineData(DeadlineKind.RenewalDue, 90, ReminderKind.RenewalOpens)]
    [InlineData(DeadlineKind.RenewalDue, 14, ReminderKind.LastDayNear)]
    [InlineData(DeadlineKind.SuspensionEnds, 7, ReminderKind.SuspensionEnds)]
    [InlineData(DeadlineKind.ReportDue, 30, ReminderKind.ReportDue)]
    [InlineData(DeadlineKind.VisitPlanned, 8, null)]
    [InlineData(DeadlineKind.VisitPlanned, 7, ReminderKind.VisitPlanned)]
    [InlineData(DeadlineKind.VisitPlanned, -1, null)]
    public void One_is_reminded_early_enough_to_act(DeadlineKind kind, int daysLeft, ReminderKind? reminder) => Assert.Equal(reminder, DeadlinePost.KindOf(kind, daysLeft));

    [Fact]
    public async Task A_label_that_ends_soon_is_written_about_once()
    {
        await using var server = await TestServer.Start(new());
        var (grains, outbox) = (server.Services.GetRequiredService<IGrainFactory>(), server.Services.GetRequiredService<IOutboxStore>());
        var (bakery, noemie, today) = (ParticipantId.Parse("BAKERY"), PersonId.Parse("NOEMIE"), ParisCalendar.DayOf(DateTimeOffset.UtcNow));
        Assert.True(HolderId.TryParse("99910010000018", out var siret));
        await server.Services.GetRequiredService<IParticipantStore>().KeepAsync(new(bakery, siret, "Boulangerie", "59350") { Email = "pain@example.org" }, default);
        var register = grains.GetGrain<IRegisterGrain>(Register.Decider);
        Assert.Null((await register.Record(new RegisterFact(new RegisterAct.ParticipantEntered(bakery, ParticipantKind.Merchant), today, noemie, Digest.Zero), "Inscription.", [])).Refusal);
        Assert.Null((await register.Record(new GrantFact(GrantNumber.Parse("G-1"), new GrantAct.Granted(bakery, GrantKind.Shop, 1, today.AddDays(10)), today.AddDays(-1000), noemie, Digest.Zero), "Repris.", [])).Refusal);

        var post = server.Services.GetRequiredService<IDeadlinePost>();
        var file = (await server.Services.GetRequiredService<IEvidenceStore>().BeginAsync(new(
            new(Uuid.Version7(DateTimeOffset.UtcNow, new byte[10])), new(Uuid.Version7(DateTimeOffset.UtcNow, new byte[10])), noemie, "bail.pdf", "application/pdf", 1, null, 3, today.AddDays(5), Visibility.Committee, DateTimeOffset.UtcNow), 1000, 10, default))!;
        await post.Tell(new(DeadlineKind.EvidenceExpires, bakery, file.Id.ToString(), today.AddDays(5)), 5);
        Assert.Contains("bail.pdf", Assert.Single(await outbox.ReadAsync(bakery.Value, 10, default)).Subject, StringComparison.Ordinal);
        await outbox.EraseAsync(bakery.Value, default);

        var deadlines = grains.GetGrain<IDeadlineGrain>(DeadlineGrain.Key);
        for (var day = 0; day < 2; day++) Assert.Equal(1, await deadlines.Look());
        var mail = Assert.Single(await outbox.ReadAsync(bakery.Value, 10, default));
        Assert.Equal(("pain@example.org", "fr"), (mail.Address, mail.Language));
        Assert.Contains("G-1", mail.Text, StringComparison.Ordinal);
    }
}
