using System.Buffers;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;

namespace EssLedger.Web.Papers;

/// <summary>How much evidence is taken.</summary>
/// <param name="FileBytes">One file; settable with <c>EssLedger:Evidence:FileBytes</c>.</param>
/// <param name="ApplicationBytes">All files of an application together; settable with <c>EssLedger:Evidence:ApplicationBytes</c>.</param>
/// <param name="Patience">How long a file may take to arrive as a whole.</param>
public sealed record EvidenceLimits(long FileBytes, long ApplicationBytes, TimeSpan Patience)
{
    /// <summary>Files of one application.</summary>
    public const int Files = 500;

    public static EvidenceLimits From(IConfiguration configuration)
    {
        var section = configuration.GetSection("EssLedger:Evidence");
        var limits = new EvidenceLimits(section.GetValue("FileBytes", 20_000_000L), section.GetValue("ApplicationBytes", 200_000_000L), TimeSpan.FromHours(24));
        // A file is looked at in memory.
        return limits is { FileBytes: >= 1 and <= 100_000_000, ApplicationBytes: >= 1 }
            ? limits : throw new StartRefusedException("EssLedger:Evidence:FileBytes is 1 to 100000000, EssLedger:Evidence:ApplicationBytes at least 1.");
    }
}

/// <summary>Takes in files piece by piece, from whichever server each piece enters, and looks at each when it is whole.</summary>
public sealed class EvidenceDesk(IEvidenceStore store, LabelRegister register, IGrainFactory grains, EvidenceLimits limits, TimeProvider clock) : IDisposable
{
    // What is looked at lies in memory as a whole: at most twice two such files.
    private readonly SemaphoreSlim _looking = new(2);

    /// <summary>Enters a file that is to come. Repeated with the same id it gives the same file.</summary>
    /// <exception cref="ProblemException">413 <c>evidence_too_large</c>, <c>evidence_quota_exceeded</c>; or why the label book would not record it.</exception>
    public async Task<EvidenceFile> Begin(EvidenceFile file, CancellationToken cancellationToken)
    {
        file = file with { BegunAt = clock.GetUtcNow() };
        if (file.Criterion is not null && await store.FindAsync(file.Id, cancellationToken) is null && LabelRules.Decide(await register.Read(cancellationToken), FactOf(file, Digest.Zero), DayOf(file)) is { } refusal)
            throw new ProblemException(refusal.Word());
        if (file.Size > limits.FileBytes) throw new ProblemException("evidence_too_large", $"The file has {file.Size} bytes, and {limits.FileBytes} are the most.");
        return await store.BeginAsync(file, limits.ApplicationBytes, EvidenceLimits.Files, cancellationToken)
            ?? throw new ProblemException("evidence_quota_exceeded", $"The files of one application have at most {limits.ApplicationBytes} bytes together and are at most {EvidenceLimits.Files}.");
    }

    /// <summary>Adds what comes at the end of what has come, until the stream ends or breaks off; with the last byte the file is looked at.</summary>
    /// <returns>The file as it stands then.</returns>
    /// <exception cref="ProblemException">409 <c>evidence_offset_mismatch</c>, 413 <c>evidence_too_large</c>.</exception>
    public async Task<EvidenceFile> Receive(EvidenceFile file, long offset, Stream body, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(IEvidenceStore.LargestPiece);
        var (at, filled) = (offset, 0);
        try
        {
            if (offset != file.Received || file.State is not EvidenceState.Arriving) throw new ProblemException("evidence_offset_mismatch");
            for (var read = -1; read != 0;)
            {
                try
                {
                    read = await body.ReadAsync(buffer.AsMemory(filled, IEvidenceStore.LargestPiece - filled), cancellationToken);
                }
                catch (Exception e) when (e is IOException or OperationCanceledException)
                {
                    // The line was cut: what has come need not come again.
                    await Put();
                    throw;
                }
                filled += read;
                if (filled == IEvidenceStore.LargestPiece || read == 0) await Put();
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
        return await Look(await store.FindAsync(file.Id, cancellationToken) ?? throw new ProblemException("not_found"), cancellationToken);

        async Task Put()
        {
            if (filled == 0) return;
            if (at + filled > file.Size) throw new ProblemException("evidence_too_large", $"{file.Size} bytes were announced, and more came.");
            if (!await store.AppendAsync(file.Id, at, buffer.AsMemory(0, filled), CancellationToken.None)) throw new ProblemException("evidence_offset_mismatch");
            (at, filled) = (at + filled, 0);
        }
    }

    /// <summary>Looks at a file that is whole and not settled. Whoever took its last piece may have died before.</summary>
    /// <returns>The file as it stands then.</returns>
    public async Task<EvidenceFile> Look(EvidenceFile file, CancellationToken cancellationToken)
    {
        if (file.State is not EvidenceState.Arriving || file.Received < file.Size) return file;
        await _looking.WaitAsync(cancellationToken);
        try
        {
            var bytes = new byte[file.Size];
            var at = 0;
            await foreach (var piece in store.ReadAsync(file.Id, cancellationToken))
            {
                piece.CopyTo(bytes.AsMemory(at));
                at += piece.Length;
            }
            var refusal = EvidenceRules.Decide(bytes, file.Announced, file.MediaType, out var content)?.Word();
            var settled = file with { State = EvidenceState.Refused, Refusal = refusal };
            if (content is not null)
            {
                settled = file with { State = EvidenceState.Kept, MediaType = content.MediaType, KeptSize = content.Content.Length, Kept = Digest.Of(content.Content) };
                if (settled.Criterion is not null && await Record(settled) is { } why) settled = file with { State = EvidenceState.Refused, Refusal = why };
            }
            await store.SettleAsync(settled, settled.State is EvidenceState.Kept && content!.Content != bytes ? content.Content : null, CancellationToken.None);
        }
        finally
        {
            _looking.Release();
        }
        return await store.FindAsync(file.Id, cancellationToken) ?? throw new ProblemException("not_found");
    }

    /// <summary>Records in the label book that the file is evidence. After a crash the same file comes again; it is recorded once.</summary>
    /// <returns>Why it is not: a code of the API.</returns>
    private async Task<string?> Record(EvidenceFile file)
    {
        var answer = await grains.GetGrain<IRegisterGrain>(Register.Decider).Record(FactOf(file, file.Kept!.Value), "", []);
        return answer.Refusal is null or LabelRefusal.EvidenceExists ? null : answer.Refusal.Value.Word();
    }

    private static RegisterFact FactOf(EvidenceFile file, Digest content) =>
        new(new RegisterAct.EvidenceAdded(file.Application, file.Id, content, file.Criterion!.Value, file.Expires, file.Visibility), DayOf(file), file.By, Digest.Zero);

    private static DateOnly DayOf(EvidenceFile file) => ParisCalendar.DayOf(file.BegunAt);

    public void Dispose() => _looking.Dispose();
}

/// <summary>Removes, every hour, what did not arrive within a day.</summary>
internal sealed partial class EvidenceSweep(IEvidenceStore store, EvidenceLimits limits, TimeProvider clock, ILogger<EvidenceSweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hours = new PeriodicTimer(TimeSpan.FromHours(1), clock);
        do
        {
            try
            {
                if (await store.DropUnfinishedAsync(clock.GetUtcNow() - limits.Patience, stoppingToken) is > 0 and var files) Dropped(files);
            }
            catch (StoreUnavailableException e)
            {
                Waits(e.Message);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
        while (await hours.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(t => t is { IsCompletedSuccessfully: true, Result: true }, TaskScheduler.Default));
    }

    [LoggerMessage(EventId = 401, Level = LogLevel.Information, Message = "{Files} files that never arrived as a whole, or were not taken, are removed.")]
    private partial void Dropped(int files);

    [LoggerMessage(EventId = 402, Level = LogLevel.Warning, Message = "Unfinished files are not removed for the moment: {Why}")]
    private partial void Waits(string why);
}
