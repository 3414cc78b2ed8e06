using EssLedger.Store;
using EssLedger.Web.Members;

namespace EssLedger.Web.Bookkeeping;

/// <summary>Every hour enters the dues that banks paid and issues what is to be invoiced, so that an invoice has its day and number whether or not anybody looks at the list. Several servers do it
/// side by side: nothing is issued twice.</summary>
internal sealed partial class InvoicingRound(InvoiceDesk invoices, DebitedDues dues, TimeProvider clock, ILogger<InvoicingRound> logger) : BackgroundService
{
    private static readonly TimeSpan First = TimeSpan.FromMinutes(2), Pause = TimeSpan.FromHours(1);

    /// <summary>Does it now.</summary>
    public async Task Go(CancellationToken stop)
    {
        await dues.Enter(stop);
        await invoices.Issue(stop);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        for (var wait = First; ; wait = Pause)
        {
            await Task.Delay(wait, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (stoppingToken.IsCancellationRequested) return;
            try
            {
                await Go(stoppingToken);
            }
            catch (Exception e) when (e is StoreUnavailableException or System.Data.Common.DbException)
            {
                LogFault(logger, e);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    [LoggerMessage(EventId = 231, Level = LogLevel.Warning, Message = "Invoices could not be issued; trying again in an hour.")]
    private static partial void LogFault(ILogger logger, Exception e);
}
