using System.Globalization;
using System.Net;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Grains;
using EssLedger.Store;
using Npgsql;

namespace EssLedger.Web;

/// <summary>Hears from PostgreSQL that the currency book grew, whichever server made it grow, and passes the hint on to those who listen here. The notice carries
/// a position and no more; what happened there is read from the book.</summary>
internal sealed partial class HeadWatch(Books books, CommitFeed feed, ILogger<HeadWatch> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1), SignOfLife = TimeSpan.FromSeconds(10);

    /// <summary>Longer tails are not worth reading for a hint: everybody looks for themselves.</summary>
    private const int LongestTail = 10_000;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (UnprovenHost(books.ConnectionString) is { } host) Unproven(host);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Listen(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or StoreUnavailableException or TimeoutException or IOException)
            {
                Lost(e.Message);
                // What else stood idle broke with it, and whoever took it up would only find that out.
                books.Postgres!.Source.Clear();
                NpgsqlConnection.ClearAllPools();
                await Task.Delay(Pause, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>The other machine to which the connection goes without asking it for a certificate that is right: passwords and everything else can be had by who stands between; null: there is none.</summary>
    internal static string? UnprovenHost(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        if (builder.SslMode is SslMode.VerifyCA or SslMode.VerifyFull) return null;
        // A path is a socket of this machine.
        return (builder.Host ?? "").Split(',').Select(host => host.Split(':')[0])
            .FirstOrDefault(host => host.Length > 0 && host[0] is not ('/' or '@') && host != "localhost" && !(IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address)));
    }

    private async Task Listen(CancellationToken stop)
    {
        await using var connection = await books.Postgres!.Source.OpenConnectionAsync(stop);
        var noticed = 0L;
        connection.Notification += (_, notice) => noticed = Math.Max(noticed, long.Parse(notice.Payload, NumberStyles.None, CultureInfo.InvariantCulture));
        await using (var listen = new NpgsqlCommand("listen currency_head", connection)) await listen.ExecuteNonQueryAsync(stop);
        // Whatever happened while nobody listened may concern anybody.
        var seen = (await books.Currency.HeadAsync(stop)).Position;
        feed.PublishToAll(seen);
        while (true)
        {
            // A connection that broke without a word is found out by asking now and then.
            if (!await connection.WaitAsync(SignOfLife, stop)) await using (var ask = new NpgsqlCommand("select 1", connection)) await ask.ExecuteNonQueryAsync(stop);
            var head = new Position(noticed);
            if (head <= seen) continue;
            if (feed.IsHeard) await Tell(seen, head, stop);
            seen = head;
        }
    }

    private async Task Tell(Position after, Position head, CancellationToken stop)
    {
        if (head.Value - after.Value > LongestTail)
        {
            feed.PublishToAll(head);
            return;
        }
        await foreach (var entry in books.Currency.ReadAsync(after, stop))
        {
            feed.Publish(Codec.Decode(entry.Body), entry.Position);
            if (entry.Position >= head) return;
        }
    }

    [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "The database at {Host} need not prove who it is, and who stands between may read along: say SSL Mode=VerifyFull and Root Certificate=… in the connection string (ops/postgresql.md).")]
    private partial void Unproven(string host);

    [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "Notices of the book's growth are not heard for the moment: {Why}")]
    private partial void Lost(string why);
}
