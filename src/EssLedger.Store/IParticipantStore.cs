using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>A body in the label book, by name: kept apart from the book, by the label's owner (another controller than the currency's issuer).</summary>
/// <param name="Id">The pseudonymous id that stands in the book.</param>
/// <param name="Holder">SIRET or event id.</param>
/// <param name="Name">The public name.</param>
/// <param name="Commune">The commune's INSEE code (COG), 5 characters, or null.</param>
public sealed record Participant(ParticipantId Id, HolderId Holder, string Name, string? Commune);

/// <summary>The register of participants.</summary>
public interface IParticipantStore
{
    /// <summary>Enters a participant, or changes their name or commune.</summary>
    Task KeepAsync(Participant participant, CancellationToken cancellationToken);

    /// <summary>By pseudonymous id, or null.</summary>
    Task<Participant?> FindAsync(ParticipantId id, CancellationToken cancellationToken);

    /// <summary>By SIRET or event id, or null.</summary>
    Task<Participant?> FindAsync(HolderId holder, CancellationToken cancellationToken);
}
