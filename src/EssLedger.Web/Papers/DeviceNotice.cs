using EssLedger.Core.Identifiers;
using EssLedger.Web.Pages;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>What is told, by mail or on paper.</summary>
public sealed record NoticeText(string Subject, string Text);

/// <summary>Tells the holders of an account at once of a device that a bureau entered for it: within the wait they can refuse it.</summary>
public sealed class DeviceNotice(Postbox postbox, People people, Settings settings)
{
    /// <summary>Writes to everybody who holds the account; who has no e-mail address finds it on their screens.</summary>
    /// <param name="account">For which account.</param>
    /// <param name="key">The key that waits.</param>
    /// <param name="from">From when on it could sign.</param>
    public async Task Entered(AccountId account, KeyId key, DateTimeOffset from)
    {
        var (subject, text) = TextFor(key, from);
        foreach (var holder in await people.HoldersOf(account))
            await postbox.Post($"key-entered:{account}:{key}", new(holder.Id, holder.DisplayName, holder.Email ?? ""), subject, text);
    }

    /// <summary>The same to be printed, for whoever has no address.</summary>
    public NoticeText TextFor(KeyId key, DateTimeOffset from)
    {
        var reader = new Reader(Reader.Languages[0]);
        ReadOnlySpan<(string, string)> values = [("key", SigningPages.Short(key)), ("time", reader.Moment(from)), ("address", settings.Origin), ("owner", settings.Name)];
        return new(reader.Say("keyEntered.subject", values), reader.Say("keyEntered.text", values));
    }
}
