using System.Diagnostics;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;

namespace EssLedger.Core.Labels;

/// <summary>What sort of body or thing carries the label.</summary>
public enum GrantKind
{
    /// <summary>A shop that has made commitments.</summary>
    Shop = 1,
    /// <summary>An actor of the social and solidarity economy.</summary>
    EssActor = 2,
    /// <summary>An event that brings the two together.</summary>
    Event = 3,
}

/// <summary>What may happen to a grant.</summary>
public abstract record GrantAct
{
    private GrantAct() { }

    /// <summary>The number is given out.</summary>
    /// <param name="Holder">Who receives it.</param>
    /// <param name="Kind">What the holder is.</param>
    /// <param name="Level">The level reached, 1 … 9; the charter says what each means.</param>
    /// <param name="Until">The last day (Europe/Paris), included.</param>
    public sealed record Granted(ParticipantId Holder, GrantKind Kind, int Level, DateOnly Until) : GrantAct;

    /// <summary>The right to use the label rests.</summary>
    /// <param name="Through">The last day (Europe/Paris) of the suspension, included; null: until it is reinstated.</param>
    public sealed record Suspended(DateOnly? Through = null) : GrantAct;

    /// <summary>A suspension ends.</summary>
    public sealed record Reinstated : GrantAct;

    /// <summary>The owner of the label takes it back.</summary>
    public sealed record Withdrawn : GrantAct;

    /// <summary>A further term follows, without a gap.</summary>
    /// <param name="Level">The level from now on, 1 … 9.</param>
    /// <param name="Until">The new last day (Europe/Paris), included.</param>
    public sealed record Renewed(int Level, DateOnly Until) : GrantAct;

    /// <summary>The holder gives the label up.</summary>
    public sealed record Renounced : GrantAct;

    /// <summary>The label goes to whoever took over the holder's business.</summary>
    /// <param name="To">The new holder.</param>
    public sealed record Transferred(ParticipantId To) : GrantAct;

    /// <summary>An earlier act on this grant never was: an appeal was allowed, or an error is corrected. It counts from the day of that act.</summary>
    /// <param name="Position">Where that act stands in the book.</param>
    public sealed record Annulled(Position Position) : GrantAct;

    /// <summary>The stable word of the act, as the public history shows it.</summary>
    public string Word => this switch
    {
        Granted => "granted",
        Suspended => "suspended",
        Reinstated => "reinstated",
        Withdrawn => "withdrawn",
        Renewed => "renewed",
        Renounced => "renounced",
        Transferred => "transferred",
        Annulled => "annulled",
        _ => throw new UnreachableException(),
    };
}

/// <summary>An act on one grant: dated, decided by someone, for a reason. It is never changed or deleted; an error is corrected by a further one.</summary>
/// <remarks>
/// These are the parts that stand in the label book, so they hold numbers, ids and digests only.
/// When the book recorded the fact is known only once it has: see <see cref="RecordedFact"/>.
/// </remarks>
/// <param name="Number">The grant that is acted on.</param>
/// <param name="Act">What happens to it.</param>
/// <param name="Effective">The first day (Europe/Paris) on which the act counts; it may lie before or after the day of recording.</param>
/// <param name="By">Who took the decision.</param>
/// <param name="Reason">Salted SHA-256 of the reasons.</param>
public sealed record GrantFact(GrantNumber Number, GrantAct Act, DateOnly Effective, PersonId By, Digest Reason) : DatedFact(Effective, By, Reason)
{
    /// <inheritdoc/>
    public override IReadOnlyList<string> Subjects => Act switch
    {
        GrantAct.Granted { Holder: var holder } => [Number.Value, holder.Value],
        GrantAct.Transferred { To: var holder } => [Number.Value, holder.Value],
        _ => [Number.Value],
    };

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => Act is GrantAct.Granted ? [new(ClaimKind.Beginning, Number.Value)] : [];
}

/// <summary>A fact as the label book has it.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="Position">Where it stands in the book; of two facts for the same day, the later recorded has the last word.</param>
/// <param name="Recorded">The day (Europe/Paris) on which the book recorded it, and since which it is known.</param>
public sealed record RecordedFact(GrantFact Fact, Position Position, DateOnly Recorded);
