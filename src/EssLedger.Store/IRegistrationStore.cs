using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>Somebody who registered for a meeting.</summary>
/// <param name="Id">A version 7 UUID; their mail is addressed to it.</param>
/// <param name="Meeting">Which meeting.</param>
/// <param name="Day">Its day (Europe/Paris); so many days after it this goes.</param>
/// <param name="Name">As they call themselves.</param>
/// <param name="Email">Where mail reaches them; small and capital letters are the same.</param>
/// <param name="Organisation">For whom they come; null: not said.</param>
/// <param name="Side"><c>ess</c>, <c>shop</c> or <c>other</c>.</param>
/// <param name="Language"><c>fr</c> or <c>en</c>.</param>
/// <param name="Person">Whom, where they had signed in.</param>
/// <param name="Secret">The SHA-256 of what their mail has to take it back with.</param>
/// <param name="AgreedAt">Since when they agree that this is kept; UTC, to the millisecond.</param>
public sealed record Registration(string Id, string Meeting, DateOnly Day, string Name, string Email, string? Organisation, string Side, string Language, PersonId? Person, Digest Secret, DateTimeOffset AgreedAt);

/// <summary>What became of a registration.</summary>
public enum RegistrationOutcome
{
    /// <summary>They have a seat.</summary>
    Registered,
    /// <summary>Their address has one.</summary>
    There,
    /// <summary>There is none left.</summary>
    Full,
}

/// <summary>Who registered for which meeting. Personal data, and nothing else hangs on it.</summary>
public interface IRegistrationStore
{
    /// <summary>Gives somebody a seat, if one is left and their address has none.</summary>
    /// <param name="registration">Who.</param>
    /// <param name="capacity">How many seats there are.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<RegistrationOutcome> RegisterAsync(Registration registration, int capacity, CancellationToken cancellationToken);

    /// <summary>Of a meeting, in the order in which they registered.</summary>
    Task<IReadOnlyList<Registration>> OfAsync(string meeting, CancellationToken cancellationToken);

    /// <summary>How many registered, by meeting; where nobody did it is not there.</summary>
    Task<IReadOnlyDictionary<string, int>> CountAsync(CancellationToken cancellationToken);

    /// <summary>By the digest of its secret, or null.</summary>
    Task<Registration?> FindAsync(Digest secret, CancellationToken cancellationToken);

    /// <summary>Those of a person: made by them, or under their address.</summary>
    Task<IReadOnlyList<Registration>> OfAsync(PersonId person, string? email, CancellationToken cancellationToken);

    /// <summary>Those whose day lies before another.</summary>
    Task<IReadOnlyList<Registration>> BeforeAsync(DateOnly day, CancellationToken cancellationToken);

    /// <summary>Says that a meeting is on another day.</summary>
    Task MoveAsync(string meeting, DateOnly day, CancellationToken cancellationToken);

    /// <summary>Removes one; its seat is free.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);
}
