using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Accounts;

/// <summary>A printed card as the books know it: the first 16 bytes of the SHA-256 of the number that is printed on it, so that nobody can print it who only reads a book.</summary>
/// <param name="Uuid">The 16 bytes.</param>
public readonly record struct CardId(Uuid Uuid)
{
    /// <summary>How many random bytes the printed number has.</summary>
    public const int NumberSize = 16;

    /// <summary>The id of the card with this printed number.</summary>
    public static CardId Of(ReadOnlySpan<byte> number) => new(Uuid.FromBytes(Digest.Of(number).ToBytes().AsSpan(0, Uuid.Size)));

    /// <summary>Reads the text form.</summary>
    public static bool TryParse([System.Diagnostics.CodeAnalysis.NotNullWhen(true)] string? text, out CardId id)
    {
        var good = Uuid.TryParse(text, out var uuid);
        id = new(uuid);
        return good;
    }

    /// <inheritdoc/>
    public override string ToString() => Uuid.ToString();
}

/// <summary>A printed card of an account, for whoever has no telephone. It pays with a PIN on the payee's device, little at a time.</summary>
/// <param name="EnteredBy">Who of the bureau entered it, and so cannot confirm it.</param>
/// <param name="EnteredAt">The entry beside which the slow hash of its PIN is kept.</param>
/// <param name="Pin">SHA-256 of that hash.</param>
public sealed record Card(PersonId EnteredBy, Position EnteredAt, Digest Pin)
{
    /// <summary>After so many wrong PINs running it pays no more; a new one is made by two persons, as the first was.</summary>
    public const int MostWrongPins = 3;

    /// <summary>Whether a second person confirmed it.</summary>
    public bool Confirmed { get; init; }

    /// <summary>Whether it was taken out of use.</summary>
    public bool Blocked { get; init; }

    /// <summary>Wrong PINs since the last right one.</summary>
    public int WrongPins { get; init; }

    /// <summary>The day of its last payment (UTC days since 1970).</summary>
    public long Day { get; init; }

    /// <summary>What it paid on that day.</summary>
    public Amount PaidOnDay { get; init; }

    /// <summary>Whether it can pay no more.</summary>
    public bool IsLocked => Blocked || WrongPins >= MostWrongPins;

    /// <summary>What it paid on a day; of one that is over what it paid on the last, for the day is that of a clock that is behind.</summary>
    public Amount PaidOn(long day) => day <= Day ? PaidOnDay : Amount.Zero;
}

/// <summary>Why a card is not made or confirmed, in the order in which reasons win.</summary>
public enum CardRefusal
{
    /// <summary>The account is closed, or not yet approved.</summary>
    AccountClosed = 1,
    /// <summary>The account has or had this card.</summary>
    CardExists,
    /// <summary>No such card waits to be confirmed.</summary>
    CardNotEntered,
    /// <summary>Who entered a card never confirms it.</summary>
    SamePerson,
}

/// <summary>The rule of cards: two persons make one.</summary>
public static class CardRules
{
    /// <summary>May this card be entered?</summary>
    public static (Act.CardEntered? Act, CardRefusal? Refusal) Enter(Account account, CardId card, Digest pin, PersonId by)
    {
        if (account.Status != SubjectStatus.Open) return (null, CardRefusal.AccountClosed);
        if (account.Cards.ContainsKey(card)) return (null, CardRefusal.CardExists);
        return (new(new(account.Id.Value, account.Acts + 1), card, pin, by), null);
    }

    /// <summary>May this person confirm it? The account's other cards are blocked with the same act: one person has one card.</summary>
    public static (Act.CardConfirmed? Act, CardRefusal? Refusal) Confirm(Account account, CardId card, PersonId by)
    {
        if (account.Status != SubjectStatus.Open) return (null, CardRefusal.AccountClosed);
        if (!account.Cards.TryGetValue(card, out var entered) || entered.Confirmed || entered.Blocked) return (null, CardRefusal.CardNotEntered);
        if (entered.EnteredBy == by) return (null, CardRefusal.SamePerson);
        return (new(new(account.Id.Value, account.Acts + 1), card, by), null);
    }
}
