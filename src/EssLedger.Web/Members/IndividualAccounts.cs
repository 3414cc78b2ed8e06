using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Members;

/// <summary>How many accounts of their own one person may have: the ceilings of the law are for a person, and those of an account are that only where there is one.
/// How many stands in the terms of alerts, with their history.</summary>
public sealed class IndividualAccounts(People people, IAlertStore alerts, CurrencyBook book, TimeProvider clock)
{
    /// <summary>The stable code of the refusal.</summary>
    public const string Refusal = "individual_account_exists";

    /// <summary>Whether a person may have one more.</summary>
    /// <param name="person">Who.</param>
    /// <param name="account">The one that is asked for, if there is one already.</param>
    /// <param name="openOnly">Whether those that wait to be approved do not count; closed ones never do.</param>
    public async Task<bool> Allow(PersonId person, AccountId? account = null, bool openOnly = false) => await Allow(await people.IndividualAccountsOf(person), account, openOnly);

    /// <summary>Enters an account under a person's sign-in, unless they have as many as they may; whoever enters another at the same time waits.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="account">Which.</param>
    /// <param name="holder">In whose name it is opened; null: it is there already.</param>
    /// <param name="waits">Whether the person asks for it, and a bureau is to decide.</param>
    /// <returns>False: they have.</returns>
    public Task<bool> Enter(PersonId person, AccountId account, AccountHolder? holder = null, bool waits = false) =>
        people.HoldIndividual(person, account, holder, waits, others => Allow(others, account, openOnly: false));

    private async Task<bool> Allow(IReadOnlyList<AccountId> held, AccountId? account, bool openOnly)
    {
        var most = (await alerts.TermsAsync(default)).At(clock.GetUtcNow()).IndividualAccounts;
        var count = 0;
        foreach (var other in held.Where(h => h != account))
            if (await book.Store.StatusAsync(other.Value, default) is { } status && status != SubjectStatus.Closed && (status == SubjectStatus.Open || !openOnly)) count++;
        return count < most;
    }
}
