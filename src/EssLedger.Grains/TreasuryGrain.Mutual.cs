using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.MutualCredit;

namespace EssLedger.Grains;

public partial interface ITreasuryGrain
{
    /// <summary>Asks that a mutual credit be opened, in a unit of its own.</summary>
    Task<CreditRefusal?> ProposeMutualCredit(Unit unit, PersonId by);

    /// <summary>Opens it, by another person; or drops it.</summary>
    Task<CreditRefusal?> DecideMutualCredit(bool approve, PersonId by);
}

public sealed partial class TreasuryGrain
{
    public Task<CreditRefusal?> ProposeMutualCredit(Unit unit, PersonId by) => Do(() => MutualCreditRules.Propose(_state, unit, terms.Basis.Unit, by));

    public Task<CreditRefusal?> DecideMutualCredit(bool approve, PersonId by) => Do(() => MutualCreditRules.Decide(_state, approve, by));

    private async Task<CreditRefusal?> Do<T>(Func<(T? Act, CreditRefusal? Refusal)> decide) where T : Act
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            await CatchUp();
            var (act, refusal) = decide();
            if (act is null) return refusal;
            if (await book.AppendAsync(act.ToDraft()) is not Appended.Placed placed) continue;
            _state = _state.Apply(placed.Entry, act);
            return null;
        }
        throw new BusyException("Another server decides at the same time.");
    }
}
