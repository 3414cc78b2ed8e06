using EssLedger.Core.Payments;
using EssLedger.Core.Push;
using EssLedger.Grains;
using EssLedger.Web.Pages;
using EssLedger.Web.Push;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>Writes to the holders of an account, and tells their devices, when a scheduled payment could not be made: once while it is still tried, and once when it no longer is.</summary>
public sealed class SchedulePost(Postbox postbox, PushDesk push, People people, Terms terms, Settings settings) : ISchedulePost
{
    /// <inheritdoc/>
    public async Task Tell(ScheduledPayment payment, ScheduledRun run)
    {
        var (reader, occasion) = (new Reader(Reader.Languages[0]), $"scheduled:{payment.Account}:{payment.Mandate}:{run.Due:yyyy-MM-dd}:{run.State}");
        await push.Tell(new(payment.Account, run.State switch { RunState.Refused => NewsEvent.ScheduleRefused, RunState.GivenUp => NewsEvent.ScheduleGivenUp, _ => NewsEvent.ScheduleMissed }, payment.Amount, terms.Unit), occasion);
        foreach (var holder in await people.HoldersOf(payment.Account))
        {
            // Whom they pay, and why it failed, stands in their wallet and not in a mail.
            ReadOnlySpan<(string, string)> values =
            [
                ("name", holder.DisplayName), ("sum", reader.Sum(payment.Amount, terms.Unit)), ("day", reader.Day(run.Due)), ("last", reader.Day(run.Due.AddDays(ScheduledPayment.DaysToTry))),
                ("address", $"{settings.Origin}/wallet/#/mandates"), ("owner", settings.Name),
            ];
            await postbox.Post(occasion, new(holder.Id, holder.DisplayName, holder.Email ?? ""),
                reader.Say("scheduledMail.subject", values), run.State switch
                {
                    RunState.Refused => reader.Say("scheduledMail.refused", values),
                    RunState.GivenUp => reader.Say("scheduledMail.givenUp", values),
                    _ => reader.Say("scheduledMail.missed", values),
                });
        }
    }
}
