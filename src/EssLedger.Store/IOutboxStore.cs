using EssLedger.Core.Identifiers;

namespace EssLedger.Store;

/// <summary>What became of a mail.</summary>
public enum MailState
{
    /// <summary>It is shown on its addressee's screens and not sent: this server sends no mail.</summary>
    Shown = 0,
    /// <summary>It is to be sent.</summary>
    Waiting = 1,
    /// <summary>The mail server took it.</summary>
    Sent = 2,
    /// <summary>It could not be sent, and nobody tries again.</summary>
    GivenUp = 3,
}

/// <summary>A mail to somebody, who has it but once for each occasion.</summary>
/// <param name="Id">Version 7.</param>
/// <param name="Occasion">For what; the same for whoever thinks of it.</param>
/// <param name="Addressee">The pseudonymous id of a person or participant.</param>
/// <param name="Name">Their name.</param>
/// <param name="Address">Their e-mail address.</param>
/// <param name="Language">In which it is written: <c>fr</c> or <c>en</c>.</param>
/// <param name="Subject">One line.</param>
/// <param name="Text">Plain text.</param>
/// <param name="WrittenAt">UTC, to the millisecond.</param>
public sealed record Mail(Uuid Id, string Occasion, string Addressee, string Name, string Address, string Language, string Subject, string Text, DateTimeOffset WrittenAt)
{
    /// <summary>What became of it.</summary>
    public MailState State { get; init; }

    /// <summary>How often somebody has begun to send it.</summary>
    public int Attempts { get; init; }

    /// <summary>When it is tried next; while somebody tries, when they will be taken for dead.</summary>
    public DateTimeOffset? NextAttempt { get; init; }

    /// <summary>When the mail server took it.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Why it is not sent yet, or never will be, without a word of whom it is to.</summary>
    public string? Trouble { get; init; }
}

/// <summary>Where mail lies until it is sent, and after.</summary>
public interface IOutboxStore
{
    /// <summary>Puts a mail in.</summary>
    /// <returns>False when its addressee has one for this occasion already.</returns>
    Task<bool> PostAsync(Mail mail, CancellationToken cancellationToken);

    /// <summary>Takes mails whose time has come; until they are settled or <paramref name="heldUntil"/> has passed nobody else takes them.</summary>
    Task<IReadOnlyList<Mail>> TakeAsync(DateTimeOffset now, DateTimeOffset heldUntil, int limit, CancellationToken cancellationToken);

    /// <summary>Says what became of a mail that was taken; who was taken for dead meanwhile says nothing.</summary>
    Task SettleAsync(Mail mail, CancellationToken cancellationToken);

    /// <summary>The mails of an addressee, or of all, the newest first.</summary>
    Task<IReadOnlyList<Mail>> ReadAsync(string? addressee, int limit, CancellationToken cancellationToken);

    /// <summary>Removes all mails of an addressee.</summary>
    Task EraseAsync(string addressee, CancellationToken cancellationToken);
}
