using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Members;

/// <summary>Dues that a member's bank paid and that made no membership, which somebody looks at.</summary>
/// <param name="Debit">The debit.</param>
/// <param name="Due">Its day.</param>
/// <param name="Why">Why not.</param>
public sealed record UnenteredDues(Debit Debit, DateOnly Due, MembershipRefusal Why);

/// <summary>Enters dues that were collected by direct debit as other dues are entered. It reads them in the book, so what a server did not do before it died is done later, and nothing twice.</summary>
public sealed class DebitedDues(CurrencyBook book, People people, IDebitMandateStore mandates, MembershipDesk memberships) : IDisposable
{
    private const int PageSize = 500;
    private readonly SemaphoreSlim _one = new(1, 1);
    private Dictionary<DebitId, UnenteredDues> _left = [];
    private Position _seen = Position.None;

    /// <summary>What made no membership, the oldest first: the price list says otherwise, or these days are paid.</summary>
    public IReadOnlyList<UnenteredDues> Left => [.. _left.Values.OrderBy(l => l.Due)];

    /// <summary>Enters all that the book has.</summary>
    public async Task Enter(CancellationToken stop)
    {
        await _one.WaitAsync(stop);
        try
        {
            // What the price list refused before it may allow by now.
            var left = new Dictionary<DebitId, UnenteredDues>();
            foreach (var before in _left.Values)
                if (await Enter(before.Debit, before.Due, before.Debit.Mandate) is { } why) left[before.Debit.Id] = before with { Why = why };
            await foreach (var entry in book.Store.ReadWholeSubjectAsync(OfficeAccounts.Treasury.Value, _seen, PageSize, stop))
            {
                switch (Codec.Decode(entry.Body))
                {
                    case Act.DebitsCollected collected:
                        foreach (var debit in collected.Items.Where(d => d.Dues.Minor > 0))
                            if (await book.Store.FindAsync(Claim.OfLine(Act.PartReversed.LineOf(entry.Position, debit.Account)), stop) is null && await Enter(debit, collected.Due, debit.Mandate) is { } why) left[debit.Id] = new(debit, collected.Due, why);
                        break;
                    case Act.PartReversed reversed:
                        foreach (var id in reversed.Debits)
                        {
                            left.Remove(id);
                            await memberships.Withdraw(NameOf(id));
                        }
                        break;
                }
                _seen = entry.Position;
            }
            _left = left;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    /// <summary>What the membership of a debit is called: the end-to-end id, which the bank's statement has too.</summary>
    public static string NameOf(DebitId debit) => Convert.ToHexStringLower(debit.Uuid.ToBytes());

    private async Task<MembershipRefusal?> Enter(Debit debit, DateOnly due, DebitMandateId mandate)
    {
        // Who is erased has no memberships.
        if (await people.HolderOf(debit.Account) is not { } holder || await people.HoldersOf(debit.Account) is not [var person, ..]) return null;
        var monthly = await mandates.FindAsync(mandate, default) is { Plan.DuesEvery: 1 };
        return await memberships.EnterDebited(NameOf(debit.Id), person.PersonId, holder.Kind, debit.Dues.Minor, due, monthly);
    }
}
