using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>Writes to people about how they sign in.</summary>
public sealed class WaysPost(Postbox postbox, SealedWords seals, Reader reader, Settings settings, TimeProvider clock)
{
    /// <summary>Whether mail leaves this server; else whoever invites hands the link over.</summary>
    public bool Sends => postbox.Sends;

    public string LinkOf(string secret) => $"{settings.Origin}/invitation/{secret}";

    /// <summary>Sends a link.</summary>
    public Task Invite(Invitation invitation, string secret)
    {
        ReadOnlySpan<(string, string)> values = [("name", invitation.Name), ("owner", settings.Name), ("link", seals.Seal(LinkOf(secret))), ("moment", reader.Moment(invitation.Expires))];
        var (subject, text) = invitation.IsRecovery ? (reader.Say("mail.recoverSubject", values), reader.Say("mail.recoverText", values)) : (reader.Say("mail.inviteSubject", values), reader.Say("mail.inviteText", values));
        return postbox.Post($"invitation:{invitation.Digest}", new(invitation.Person.Value, invitation.Name, invitation.Email, reader.Language), subject, text);
    }

    /// <summary>Tells somebody that how they sign in was changed: if it was not they who did it, they must know soon.</summary>
    public async Task Tell(Person person, string act)
    {
        if (person.Email is not { } email) return;
        var now = clock.GetUtcNow();
        ReadOnlySpan<(string, string)> values = [("name", person.DisplayName), ("owner", settings.Name), ("what", reader[$"changed.{act}"]), ("moment", reader.Moment(now)), ("address", settings.Origin)];
        var (subject, text) = (reader.Say("mail.changedSubject", values), reader.Say("mail.changedText", values));
        await postbox.Post($"ways:{Uuid.Version7(now, RandomNumberGenerator.GetBytes(10))}", new(person.Id, person.DisplayName, email, reader.Language), subject, text);
    }
}
