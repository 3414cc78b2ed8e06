using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.SignIn;

/// <summary>A link by which somebody enters for the first time, or, when all their ways in are lost, once more.</summary>
/// <param name="Id">Names it on screens; the link has a secret of its own.</param>
/// <param name="Person">Under which id they are or will be entered.</param>
/// <param name="Email">Where the link goes.</param>
/// <param name="Name">Their name.</param>
/// <param name="Roles">What they will be, words with blanks between them; of a recovery, what they are.</param>
/// <param name="IsRecovery">Whether they are entered already.</param>
/// <param name="InvitedBy">Who wrote it; of a recovery, who checked in person who they are.</param>
public sealed record Invitation(string Id, PersonId Person, string Email, string Name, string Roles, bool IsRecovery, PersonId InvitedBy, DateTimeOffset Written)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7), Kept = TimeSpan.FromDays(30);

    /// <summary>SHA-256 of the secret in the link; the id as long as there is no link.</summary>
    public required string Digest { get; set; }

    public required DateTimeOffset Expires { get; set; }

    /// <summary>Of the recovery of somebody who acts for others: the second person who vouches. There is no link before.</summary>
    public PersonId? ConfirmedBy { get; set; }

    public DateTimeOffset? Accepted { get; set; }
    public DateTimeOffset? Revoked { get; set; }

    public IEnumerable<string> RoleList => Roles.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether a second person must vouch before there is a link.</summary>
    public bool AwaitsSecond => IsRecovery && ConfirmedBy is null && RoleList.Any(SignIn.Roles.Staff.Contains);

    public bool IsOpen(DateTimeOffset now) => Accepted is null && Revoked is null && now < Expires;
}
