using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Core.Transparency;

namespace EssLedger.Store.Verification;

/// <summary>Verifies the currency book.</summary>
public sealed class CurrencyVerification : BookVerification
{
    private readonly IEs256kVerifier _verifier;
    private readonly CurrencyAudit _audit;
    private long _signatures;

    /// <summary>Verifies the whole book.</summary>
    /// <param name="store">The book.</param>
    /// <param name="log">Its transparency log.</param>
    /// <param name="verifier">Checks signatures of devices.</param>
    public CurrencyVerification(IJournalStore store, ILogStore log, IEs256kVerifier verifier) : this(store, log, verifier, new(remembers: false), new()) { }

    /// <summary>Goes on where an earlier verification ended.</summary>
    /// <param name="store">The book.</param>
    /// <param name="log">Its transparency log.</param>
    /// <param name="verifier">Checks signatures of devices.</param>
    /// <param name="audit">What was known of the book then.</param>
    /// <param name="tree">The tree over its leaves then.</param>
    public CurrencyVerification(IJournalStore store, ILogStore log, IEs256kVerifier verifier, CurrencyAudit audit, TreeEdge tree) : base("currency", store, log)
    {
        (_verifier, _audit) = (verifier, audit);
        (Begin, Tree) = (audit.Head, tree);
    }

    /// <summary>What is known of the book now, for the next verification.</summary>
    public byte[] Save() => _audit.Save(Tree);

    private sealed record Read(Entry Entry, Evidence Evidence) : Examined(Entry);

    /// <inheritdoc/>
    protected override async ValueTask<Examined> Examine(Entry entry, Digest previous, ReadOnlyMemory<KeptOriginal> originals, KeptReceipt? receipt, CancellationToken stop)
    {
        var evidence = Evidence.Of(entry, previous, digest =>
        {
            foreach (var kept in originals.Span)
                if (kept.Digest == digest) return kept.Content;
            return null;
        });
        if (evidence.Act is not { } act) return new Read(entry, evidence);
        if (act is Act.Paid { Refunds: { } sold } refund) evidence = evidence with { Sale = await SaleOf(refund, sold, entry.Position, stop) };
        var flaw = originals.Length > (evidence.IsErased || act.RestsOn is null ? 0 : 1) ? "Something is kept of it that it does not rest on." : null;
        return new Read(entry, evidence) { Rows = Sum(IndexRow.Of(entry.Position, act)), Flaw = flaw ?? (receipt is { } kept ? WhatIsWrong(kept.Content, entry, act) : null) };
    }

    /// <summary>The sale that a refund gives back. The rows say where it stands; that they are right is shown apart, and what is wrong with the sale itself is found where it stands.</summary>
    private async Task<Act.Paid?> SaleOf(Act.Paid refund, OrderId sold, Position before, CancellationToken stop)
    {
        try
        {
            return await Store.FindAsync(Claim.OutcomeOf(refund.Payee, sold), stop) is { } sale && sale.Position < before ? Codec.Decode(sale.Body) as Act.Paid : null;
        }
        catch (Exception e) when (IsDamage(e))
        {
            return null;
        }
    }

    private string? WhatIsWrong(ReadOnlyMemory<byte> receipt, Entry entry, Act act)
    {
        if (act is not Act.Paid paid) return "There is a receipt of it, and it is no payment.";
        try
        {
            var envelope = SignedPayload.Decode(receipt, Receipt.Type, SignedPayload.Es256);
            var said = Receipt.Decode(envelope.Payload);
            if (said != new Receipt(said.Ledger, paid.Order, entry.Position, entry.Hash, paid.Received, paid.Amount, paid.Unit, paid.Payer, paid.Payee, entry.CommittedAt))
                return "Its receipt says something else.";
            return IsSignedByServer?.Invoke(envelope) is false ? "Its receipt is not signed by a receipt key of the server." : null;
        }
        catch (FormatException e)
        {
            return $"Its receipt is none: {e.Message}";
        }
    }

    /// <inheritdoc/>
    protected override Fault? Follow(Examined examined, List<SignatureCheck> signatures) => _audit.Check(((Read)examined).Evidence, signatures);

    /// <inheritdoc/>
    protected override Fault? Check(IReadOnlyList<SignatureCheck> signatures)
    {
        Interlocked.Add(ref _signatures, signatures.Count);
        foreach (var signature in signatures)
            if (signature.Run(_verifier) is { } fault) return fault;
        return null;
    }

    /// <inheritdoc/>
    protected override Fault? Close() => _audit.Close();

    /// <inheritdoc/>
    protected override Head Followed => _audit.Head;

    /// <inheritdoc/>
    protected override IEnumerable<IndexRow> RowsOf(Entry entry) => IndexRow.Of(entry.Position, Codec.Decode(entry.Body));

    /// <inheritdoc/>
    protected override IReadOnlyDictionary<string, SubjectStatus> Statuses => _audit.Statuses;

    /// <inheritdoc/>
    protected override bool Sets(Entry entry, string subject) => Codec.Decode(entry.Body).Sets is { } sets && sets.Subject == subject;

    /// <inheritdoc/>
    protected override IEnumerable<(string What, long Count)> Counts =>
        [("payments", _audit.Payments), ("signatures", Interlocked.Read(ref _signatures)), ("originals erased", _audit.OriginalsErased)];
}
