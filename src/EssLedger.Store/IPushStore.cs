using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Push;

namespace EssLedger.Store;

/// <summary>A device that is told of what happened to its holder's accounts.</summary>
/// <param name="Person">Who had it told.</param>
/// <param name="Address">Where its browser's push service takes messages for it (RFC 8030).</param>
/// <param name="Key">Its public key: messages are for it alone (RFC 8291).</param>
/// <param name="Secret">What it authenticates them by.</param>
/// <param name="Expects">The key of ours with which it was entered at its push service, which takes messages of no other (RFC 8292).</param>
/// <param name="Language"><c>fr</c> or <c>en</c>.</param>
/// <param name="Kinds">Of what it is told.</param>
/// <param name="MadeAt">UTC; of nothing before.</param>
public sealed record PushDevice(PersonId Person, string Address, ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Secret, KeyId Expects, string Language, NewsKinds Kinds, DateTimeOffset MadeAt)
{
    /// <summary>A device is its address: whoever enters it again is told in the stead of who did before.</summary>
    public Digest Id => Digest.Of(System.Text.Encoding.UTF8.GetBytes(Address));
}

/// <summary>Something to tell a device.</summary>
/// <param name="Device">Which.</param>
/// <param name="Occasion">It is told once for it, whoever writes it.</param>
/// <param name="Account">About which account.</param>
/// <param name="What">What happened.</param>
/// <param name="Amount">How much; null: it is not about money.</param>
/// <param name="Unit">Of which unit.</param>
/// <param name="WrittenAt">UTC.</param>
public sealed record PushMessage(Digest Device, string Occasion, AccountId Account, NewsEvent What, Amount? Amount, Unit? Unit, DateTimeOffset WrittenAt)
{
    /// <summary>How often it was tried.</summary>
    public int Attempts { get; init; }
}

/// <summary>Devices that are told, and what.</summary>
public interface IPushStore
{
    /// <summary>Enters a device, or what is now to be told to it. While there is none, what happens in the book is of no interest: the first is told from here on.</summary>
    /// <param name="device">It.</param>
    /// <param name="head">The head of the book.</param>
    /// <param name="cancellationToken">To give up.</param>
    Task PutAsync(PushDevice device, Position head, CancellationToken cancellationToken);

    /// <summary>Tells a device no more, and forgets what was to be told.</summary>
    Task RemoveAsync(Digest device, CancellationToken cancellationToken);

    /// <summary>A device, or null.</summary>
    Task<PushDevice?> FindAsync(Digest device, CancellationToken cancellationToken);

    /// <summary>The devices of these people, the oldest first.</summary>
    Task<IReadOnlyList<PushDevice>> OfAsync(IReadOnlyCollection<PersonId> people, CancellationToken cancellationToken);

    /// <summary>Whether there is any.</summary>
    Task<bool> AnyAsync(CancellationToken cancellationToken);

    /// <summary>Up to where the book was read.</summary>
    Task<Position> FollowedAsync(CancellationToken cancellationToken);

    /// <summary>Writes messages, each once, and up to where the book was read; null: they are not of the book.</summary>
    Task WriteAsync(IReadOnlyList<PushMessage> messages, Position? through, CancellationToken cancellationToken);

    /// <summary>Takes what is due; nobody else gets it before the hold is over.</summary>
    Task<IReadOnlyList<PushMessage>> TakeAsync(DateTimeOffset now, DateTimeOffset heldUntil, int limit, CancellationToken cancellationToken);

    /// <summary>Says when a message that was taken is tried again; null: no more, it was told or is of no use now.</summary>
    Task SettleAsync(PushMessage message, DateTimeOffset? next, CancellationToken cancellationToken);

    /// <summary>Forgets what was told before an instant.</summary>
    Task PruneAsync(DateTimeOffset before, CancellationToken cancellationToken);

    /// <summary>Forgets a person's devices.</summary>
    Task EraseAsync(PersonId person, CancellationToken cancellationToken);
}
