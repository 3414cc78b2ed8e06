using EssLedger.Core.Badges;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;

namespace EssLedger.Store.Verification;

/// <summary>Verifies the label book. It is small beside the other, so it is always read whole.</summary>
/// <param name="store">The book.</param>
/// <param name="log">Its transparency log.</param>
/// <param name="verifier">Checks signatures of devices.</param>
public sealed class LabelVerification(IJournalStore store, ILogStore log, IEs256kVerifier verifier) : BookVerification("label", store, log)
{
    private readonly LabelAudit _audit = new();
    private readonly Dictionary<Position, List<IndexRow>> _rows = [];
    private long _signatures;

    private sealed record Read(Entry Entry, ReadOnlyMemory<KeptOriginal> Originals, KeptReceipt? Badge) : Examined(Entry);

    /// <inheritdoc/>
    protected override ValueTask<Examined> Examine(Entry entry, Digest previous, ReadOnlyMemory<KeptOriginal> originals, KeptReceipt? receipt, CancellationToken stop) =>
        ValueTask.FromResult<Examined>(new Read(entry, originals, receipt));

    /// <inheritdoc/>
    protected override Fault? Follow(Examined examined, List<SignatureCheck> signatures)
    {
        var (entry, originals, badge) = (Read)examined;
        var used = 0;
        var fault = _audit.Check(entry, digest =>
        {
            foreach (var kept in originals.Span)
                if (kept.Digest == digest && ++used > 0) return kept.Content;
            return null;
        }, signatures, out var rows);
        if (fault is not null) return fault;
        _rows[entry.Position] = [.. rows];
        examined.Rows = Sum(_rows[entry.Position]);
        return originals.Length > used ? new(entry.Position, "Something is kept of it that it does not rest on.")
            : badge is { } shown && WhatIsWrong(shown.Content, entry) is { } wrong ? new(entry.Position, wrong) : null;
    }

    private string? WhatIsWrong(ReadOnlyMemory<byte> kept, Entry entry)
    {
        if (LabelFact.Decode(entry.Body) is not DatedFact fact) return "There is a badge of it, and it concerns no grant.";
        if (!Badge.TryDecode(kept, out var badge, out var envelope, out var why)) return $"Its badge is none: {why}";
        if (!fact.Subjects.Contains(badge.Number.Value)) return "Its badge says something else.";
        return IsSignedByServer?.Invoke(envelope) is false ? "Its badge is not signed by a badge key of the server." : null;
    }

    /// <inheritdoc/>
    protected override Fault? Check(IReadOnlyList<SignatureCheck> signatures)
    {
        Interlocked.Add(ref _signatures, signatures.Count);
        return signatures.Select(signature => signature.Run(verifier)).FirstOrDefault(fault => fault is not null);
    }

    /// <inheritdoc/>
    protected override Fault? Close() => null;

    /// <inheritdoc/>
    protected override Head Followed => _audit.Head;

    /// <inheritdoc/>
    protected override IEnumerable<IndexRow> RowsOf(Entry entry) => _rows.GetValueOrDefault(entry.Position, []); // none are known of the one where the fault is

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, SubjectStatus> Statuses => new Dictionary<string, SubjectStatus>();

    /// <inheritdoc/>
    protected override bool Sets(Entry entry, string subject) => false;

    /// <inheritdoc/>
    protected override IEnumerable<(string What, long Count)> Counts => [("grants", _audit.Grants), ("signatures", Interlocked.Read(ref _signatures)), ("originals erased", _audit.OriginalsErased)];
}
