using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>How long one kind of data is kept, from a day on. A later rule replaces an earlier one; both stay.</summary>
/// <param name="Kind">Which data: a stable word.</param>
/// <param name="Days">So many days after its time it is removed.</param>
/// <param name="From">The first day (Europe/Paris) on which the rule holds.</param>
/// <param name="By">Who set it.</param>
/// <param name="At">When it was set; UTC, to the millisecond.</param>
/// <param name="Reason">Why.</param>
public sealed record RetentionRule(string Kind, int Days, DateOnly From, string By, DateTimeOffset At, string Reason);

/// <summary>What one controller gives to another, as agreed. The same agreement recorded again replaces what was known of it; both stay.</summary>
/// <param name="Id">Version 7.</param>
/// <param name="From">The first day (Europe/Paris).</param>
/// <param name="Until">The last day; null: until further notice.</param>
/// <param name="Giver">Who gives: a name.</param>
/// <param name="Receiver">To whom.</param>
/// <param name="French">What, for what, and on which legal basis, in French.</param>
/// <param name="English">The same in English.</param>
/// <param name="By">Who recorded it.</param>
/// <param name="At">When; UTC, to the millisecond.</param>
public sealed record SharingAgreement(Uuid Id, DateOnly From, DateOnly? Until, string Giver, string Receiver, SharingTerms French, SharingTerms English, string By, DateTimeOffset At);

/// <summary>What is shared.</summary>
/// <param name="What">Which data.</param>
/// <param name="Purpose">For what.</param>
/// <param name="Basis">On which legal basis.</param>
public sealed record SharingTerms(string What, string Purpose, string Basis);

/// <summary>Somebody asks to be forgotten.</summary>
/// <param name="Id">Version 7.</param>
/// <param name="Person">Who: a pseudonymous id.</param>
/// <param name="AskedAt">UTC, to the millisecond.</param>
/// <param name="Why">In their own words; null: not said, or forgotten with them.</param>
public sealed record ErasureRequest(Uuid Id, PersonId Person, DateTimeOffset AskedAt, string? Why)
{
    /// <summary>What was decided; null: nothing yet.</summary>
    public ErasureDecision? Decision { get; init; }
}

/// <summary>What was decided.</summary>
/// <param name="Granted">Whether the person is forgotten.</param>
/// <param name="Ground">On what ground: a stable word.</param>
/// <param name="Reasons">In words; null: forgotten with the person.</param>
/// <param name="By">Who decided.</param>
/// <param name="At">UTC, to the millisecond.</param>
public sealed record ErasureDecision(bool Granted, string Ground, string? Reasons, string By, DateTimeOffset At);

/// <summary>What is kept about the keeping of personal data, and the ways to remove what lies beside the books.</summary>
public interface IPersonalDataStore
{
    /// <summary>Adds a rule.</summary>
    Task SetAsync(RetentionRule rule, CancellationToken cancellationToken);

    /// <summary>All rules, in the order in which they were set.</summary>
    Task<IReadOnlyList<RetentionRule>> RulesAsync(CancellationToken cancellationToken);

    /// <summary>Records an agreement, or what became of it.</summary>
    Task RecordAsync(SharingAgreement agreement, CancellationToken cancellationToken);

    /// <summary>All that was recorded of agreements, in that order.</summary>
    Task<IReadOnlyList<SharingAgreement>> AgreementsAsync(CancellationToken cancellationToken);

    /// <summary>Enters a request, unless the person has one that waits.</summary>
    /// <returns>False: they have one.</returns>
    Task<bool> AskAsync(ErasureRequest request, CancellationToken cancellationToken);

    /// <summary>Says what was decided of a request.</summary>
    /// <returns>False: it was decided before, or there is none.</returns>
    Task<bool> DecideAsync(Uuid id, ErasureDecision decision, CancellationToken cancellationToken);

    /// <summary>Those of a person, or of all, the newest first.</summary>
    Task<IReadOnlyList<ErasureRequest>> RequestsAsync(PersonId? person, CancellationToken cancellationToken);

    /// <summary>Removes what entries commit to by digest.</summary>
    /// <returns>How many originals.</returns>
    Task<int> EraseOriginalsAsync(string book, Position position, CancellationToken cancellationToken);

    /// <summary>Removes all of these up to a position.</summary>
    /// <returns>How many originals.</returns>
    Task<int> EraseOriginalsThroughAsync(string book, Position position, CancellationToken cancellationToken);

    /// <summary>Removes a participant from the register; the label book keeps the id.</summary>
    Task EraseAsync(ParticipantId participant, CancellationToken cancellationToken);

    /// <summary>Removes the words of a person's requests, theirs and those of the decision.</summary>
    Task ForgetWordsAsync(PersonId person, CancellationToken cancellationToken);

    /// <summary>Gives the files that a person brought a name that says nothing.</summary>
    Task ForgetFileNamesAsync(PersonId person, CancellationToken cancellationToken);

    /// <summary>The files that a person brought.</summary>
    Task<IReadOnlyList<EvidenceFile>> FilesOfAsync(PersonId person, CancellationToken cancellationToken);

    /// <summary>Removes mails that were written before an instant and are not waiting to be sent.</summary>
    /// <returns>How many.</returns>
    Task<int> EraseMailsAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Removes requests that were decided before an instant.</summary>
    /// <returns>How many.</returns>
    Task<int> EraseRequestsAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Makes what was removed unreadable on disk, as far as that is this program's to do.</summary>
    Task ScrubAsync(CancellationToken cancellationToken);
}
