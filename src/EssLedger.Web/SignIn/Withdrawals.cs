using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.SignIn;

/// <summary>Access tokens of a person, or of what a person allowed an application, that were issued before this instant are worth nothing.</summary>
/// <param name="Whose">A person's id, that of an authorization of the token server, or of an application.</param>
public sealed record Withdrawal(string Whose)
{
    public DateTimeOffset At { get; set; }
}

/// <summary>
/// Which access tokens are refused though their time is not over. The API asks at every call, so the answer lies in memory: this server knows of its own withdrawals
/// at once, and of those of the others within <see cref="Pause"/>. A row is forgotten when no token can be older.
/// </summary>
public sealed partial class Withdrawals(IDbContextFactory<PeopleContext> contexts, TimeProvider clock, ILogger<Withdrawals> logger) : BackgroundService
{
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<string, DateTimeOffset> _known = [];

    /// <summary>Refuses every token of these that was issued until now.</summary>
    public async Task Withdraw(string whose)
    {
        var now = clock.GetUtcNow();
        _known[whose] = now;
        await using var db = await contexts.CreateDbContextAsync();
        await db.Database.ExecuteSqlAsync($"""insert into "Withdrawals" ("Whose", "At") values ({whose}, {now.ToUnixTimeMilliseconds()}) on conflict ("Whose") do update set "At" = excluded."At" """);
    }

    /// <summary>Whether a token of these that was issued at this instant is refused.</summary>
    public bool Refuses(string? whose, DateTimeOffset issued) => whose is not null && _known.TryGetValue(whose, out var at) && issued < at;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try { await Read(stoppingToken); }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException) { Late(e.Message); }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task Read(CancellationToken cancellationToken)
    {
        var over = clock.GetUtcNow() - Tokens.AccessLifetime - TimeSpan.FromMinutes(1);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        foreach (var row in await db.Withdrawals.AsNoTracking().ToListAsync(cancellationToken)) _known.AddOrUpdate(row.Whose, row.At, (_, known) => known > row.At ? known : row.At);
        foreach (var (whose, at) in _known)
            if (at < over) _known.TryRemove(new(whose, at));
    }

    [LoggerMessage(EventId = 421, Level = LogLevel.Warning, Message = "Withdrawn access tokens are not known for the moment: {Why}")]
    private partial void Late(string why);
}
