using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;

namespace EssLedger.Store;

/// <summary>Up to where something follows a book.</summary>
/// <param name="Position">The last entry that is in it; zero: none.</param>
/// <param name="Hash">That entry's hash, by which another book is noticed.</param>
public readonly record struct Projected(Position Position, Digest Hash)
{
    /// <summary>Nothing is in it.</summary>
    public static Projected Nothing => new(Position.None, Digest.Zero);
}

/// <summary>The label book as rows that plain SQL can list, search and count, outside this process too: what held on which days, and as known on which days.
/// The book is the truth; these tables follow it and can be made anew at any time.</summary>
public interface ILabelProjection
{
    /// <summary>Up to where it follows.</summary>
    Task<Projected> AtAsync(CancellationToken cancellationToken);

    /// <summary>Replaces the rows of what changed and moves on, in one transaction.</summary>
    /// <param name="from">Where it must stand for that.</param>
    /// <param name="to">Where it stands then.</param>
    /// <param name="grants">The grants that changed.</param>
    /// <param name="participants">The participants of whom something was said.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>False: it stands elsewhere, for another server was quicker; nothing was changed.</returns>
    Task<bool> AdvanceAsync(Projected from, Projected to, IReadOnlyCollection<Grant> grants, IReadOnlyCollection<ParticipantHistory> participants, CancellationToken cancellationToken);

    /// <summary>Empties it.</summary>
    Task ClearAsync(CancellationToken cancellationToken);

    /// <summary>The same as <see cref="Register.MembersOn"/>, from the rows.</summary>
    Task<IReadOnlyList<Member>> MembersOnAsync(DateOnly day, DateOnly? asKnownOn, CancellationToken cancellationToken);
}
