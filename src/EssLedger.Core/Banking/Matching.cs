using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EssLedger.Core.Identifiers;
using EssLedger.Core.PublicPayments;

namespace EssLedger.Core.Banking;

/// <summary>A payment that the association ordered of its bank.</summary>
/// <param name="EndToEndId">The id it was given.</param>
/// <param name="Collects">Whether it is a direct debit, which brings euro in; otherwise a transfer out.</param>
/// <param name="Account">The member whom it concerns.</param>
public sealed record OwnOrder(string EndToEndId, bool Collects, AccountId Account);

/// <summary>What is known of members and orders, for those who match.</summary>
/// <param name="Exists">Whether there is such a member's account.</param>
/// <param name="ByMemberNumber">The account of a member number, in upper case and without spaces; null: nobody's.</param>
/// <param name="ByEndToEndId">The association's own order; null: none of them.</param>
/// <param name="ByIban">The accounts whose holders are known to pay from this bank account.</param>
public sealed record MatchLookups(
    Func<AccountId, bool> Exists, Func<string, AccountId?> ByMemberNumber, Func<string, OwnOrder?> ByEndToEndId, Func<string, IReadOnlyCollection<AccountId>> ByIban)
{
    /// <summary>The beneficiary of a public mandate; null: there is no such mandate.</summary>
    public Func<PublicMandateId, AccountId?> ByPublicMandate { get; init; } = _ => null;
}

/// <summary>Why a line may concern a member.</summary>
public enum MatchReason
{
    /// <summary>Nothing tells: the line waits for somebody who knows.</summary>
    None = 0,
    /// <summary>It is a payment that the association ordered, as the end-to-end id says.</summary>
    OwnOrder,
    /// <summary>It is a payment that the association ordered, come back.</summary>
    OwnOrderReturned,
    /// <summary>A public body pays a member, as the reference of their mandate says.</summary>
    PublicMandate,
    /// <summary>It bears the member's creditor reference.</summary>
    CreditorReference,
    /// <summary>The payer wrote "Change" and the member's number, or the account's id.</summary>
    MemberNumber,
    /// <summary>The member paid from this bank account before.</summary>
    KnownIban,
    /// <summary>It names several members equally well.</summary>
    SeveralMembers,
}

/// <summary>Whom a line may concern: for people to confirm.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Account">The member's account; null: nobody's or several.</param>
/// <param name="Order">The association's own order that it is about.</param>
/// <param name="Others">Accounts to which something weaker, or equally strong, in the line points: a reason to look twice.</param>
public sealed record MatchSuggestion(MatchReason Reason, AccountId? Account, string? Order, IReadOnlyList<AccountId> Others);

/// <summary>Finds whom a bank line may concern.</summary>
public static partial class Matching
{
    /// <summary>
    /// The best reason, in this order: the end-to-end id of an order of our own, for no payer has it by accident; the reference of a public mandate; a creditor reference; "Change" and the member's number, or the
    /// account's id; a bank account known as the member's. What came back and is no order of ours is nobody's: it must never be taken for a payment of a member.
    /// </summary>
    public static MatchSuggestion Suggest(BankLine line, MatchLookups known)
    {
        var cameBack = line.Reversal || line.ReturnReason is not null;
        var clues = cameBack ? [] : Clues(line, known).ToList();
        if (line.EndToEndId is { } id && known.ByEndToEndId(id) is { } order)
        {
            var returned = cameBack || order.Collects == line.Cents < 0;
            return new(returned ? MatchReason.OwnOrderReturned : MatchReason.OwnOrder, order.Account, order.EndToEndId, Others(clues, order.Account));
        }
        if (clues.Count == 0) return new(MatchReason.None, null, null, []);
        var best = clues.Min(clue => clue.Reason);
        return clues.Where(clue => clue.Reason == best).Select(clue => clue.Account).Distinct().ToList() is [var one]
            ? new(best, one, null, Others(clues, one))
            : new(MatchReason.SeveralMembers, null, null, Others(clues, null));
    }

    private static List<AccountId> Others(List<(MatchReason Reason, AccountId Account)> clues, AccountId? but) =>
        [.. clues.Select(clue => clue.Account).Where(account => account != but).Distinct().OrderBy(account => account.Value, StringComparer.Ordinal)];

    /// <summary>The accounts that a line may name, by a creditor reference or by their id: to be looked up before <see cref="Suggest"/> asks for them.</summary>
    public static IEnumerable<AccountId> NamedIn(BankLine line) =>
        line.Texts.SelectMany(text => CreditorReference.FindAccounts(text).Concat(Numbers(text).Where(number => number.Length == AccountDigits).Select(AccountId.Parse))).Distinct();

    private const int AccountDigits = 20;

    private static IEnumerable<(MatchReason Reason, AccountId Account)> Clues(BankLine line, MatchLookups known)
    {
        // What goes out is no payment of a member, whatever its text quotes.
        if (line.Cents > 0)
        {
            foreach (var account in PublicPaymentRules.NamedBy(line).Select(known.ByPublicMandate).OfType<AccountId>()) yield return (MatchReason.PublicMandate, account);
            foreach (var text in line.Texts)
            {
                foreach (var account in CreditorReference.FindAccounts(text).Where(known.Exists)) yield return (MatchReason.CreditorReference, account);
                foreach (var account in Numbers(text).Select(number => ByNumber(number, known)).OfType<AccountId>()) yield return (MatchReason.MemberNumber, account);
            }
        }
        if (line.CounterpartyIban is { } written && Iban.TryParse(written, out var iban))
            foreach (var account in known.ByIban(iban)) yield return (MatchReason.KnownIban, account);
    }

    private static AccountId? ByNumber(string number, MatchLookups known) =>
        known.ByMemberNumber(number) is { } account ? account
        : number.TrimStart('0') is { Length: > 0 } shorter && shorter.Length < number.Length && known.ByMemberNumber(shorter) is { } same ? same
        : AccountId.TryParse(number, out var named) && known.Exists(named) ? named : null;

    /// <summary>What may be a member's number or an account's id: what follows "Change", as one word and as 20 characters in groups; and any word of 20 characters.</summary>
    private static IEnumerable<string> Numbers(string text)
    {
        var plain = string.Concat(SepaText.Sound(text).Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            .Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : ' '));
        foreach (Match found in AfterChange().Matches(plain))
        {
            yield return found.Groups["number"].Value;
            if (string.Concat(plain[found.Groups["number"].Index..].Where(c => c != ' ').Take(AccountDigits)) is { Length: AccountDigits } grouped && grouped != found.Groups["number"].Value) yield return grouped;
        }
        foreach (var word in plain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(word => word.Length == AccountDigits)) yield return word;
    }

    [GeneratedRegex("\\bCHANGE *(?:(?:N|NO|NR|NUM|NUMERO|MEMBRE|ADH|ADHERENT|COMPTE) +)*(?<number>[0-9A-Z]+)", RegexOptions.CultureInvariant)]
    private static partial Regex AfterChange();
}
