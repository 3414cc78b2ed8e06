using EssLedger.Core.Identifiers;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>Tells the holders of an account at once that another bank account was entered for their euro: before it is used they can object.</summary>
public sealed class PayoutNotice(Postbox postbox, People people, Settings settings)
{
    private const int Shown = 4;

    /// <summary>Writes to everybody who holds the account.</summary>
    /// <param name="account">For which account.</param>
    /// <param name="number">Of the entry.</param>
    /// <param name="iban">The bank account, of which the last signs are told.</param>
    public async Task Entered(AccountId account, long number, string iban)
    {
        var reader = new Reader(Reader.Languages[0]);
        ReadOnlySpan<(string, string)> values = [("last", iban[^Shown..]), ("address", settings.Origin), ("owner", settings.Name)];
        var (subject, text) = (reader.Say("payoutMail.subject", values), reader.Say("payoutMail.text", values));
        foreach (var holder in await people.HoldersOf(account))
            await postbox.Post($"payout-entered:{account}:{number}", new(holder.Id, holder.DisplayName, holder.Email ?? ""), subject, text);
    }
}
