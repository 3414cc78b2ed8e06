using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Web.Banking;
using EssLedger.Web.Pages;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Papers;

/// <summary>Tells members of their direct debits: that a mandate was entered, what will be debited and when, and what came back and is owed.</summary>
public sealed class DebitNotice(Postbox postbox, People people, GuaranteeAccounts guarantees, DebitSettings settings, Settings site)
{
    private const int Shown = 4;
    private readonly Reader _reader = new(Reader.Languages[0]);

    /// <summary>A mandate was entered; who did not agree says so.</summary>
    public Task Entered(DebitMandate mandate) => Post(mandate.Account, $"debit-mandate:{mandate.Id}", "debitMandateMail", ("last", mandate.Iban[^Shown..]), ("reference", mandate.Reference), ("creditor", settings.CreditorIdentifier ?? ""),
        ("sum", _reader.Euros((mandate.Plan.Exchange + mandate.Plan.Dues).Minor)), ("day", $"{mandate.Plan.Day}"));

    /// <summary>What will be debited, and when (the pre-notification of the SEPA rules).</summary>
    public Task Due(Debit debit, DebitMandate mandate, DateOnly due) => Post(debit.Account, $"debit-due:{debit.Id}", "debitDueMail", ("sum", _reader.Euros(debit.Total.Minor)), ("due", _reader.Day(due)), ("last", mandate.Iban[^Shown..]),
        ("reference", mandate.Reference), ("creditor", settings.CreditorIdentifier ?? ""), ("what", Words(debit)));

    /// <summary>A debit did not come, or was taken back.</summary>
    /// <param name="debit">Which.</param>
    /// <param name="reason">Why, as the bank says.</param>
    /// <param name="owed">Whether it had become units: then it is owed.</param>
    /// <param name="mandate">Under which; null: erased.</param>
    public Task Returned(Debit debit, string reason, bool owed, DebitMandate? mandate) => Post(debit.Account, $"debit-returned:{debit.Id}", owed ? "debitOwedMail" : "debitRejectedMail", ("sum", _reader.Euros(debit.Total.Minor)), ("reason", Why(_reader, reason)),
        ("iban", guarantees.All.Count > 0 ? Iban.Grouped(guarantees.All[0].Iban) : ""), ("payment", ReferenceOf(debit.Account)), ("next", mandate?.State is DebitMandateState.Active ? _reader["debitMail.goesOn"] : _reader["debitMail.stopped"]));

    /// <summary>What a debit is for, as the member's bank shows it.</summary>
    public string Words(Debit debit) => string.Join(" + ", new[] { debit.Exchange.Minor > 0 ? _reader["debitWords.exchange"] : null, debit.Dues.Minor > 0 ? _reader["debitWords.dues"] : null }.OfType<string>());

    /// <summary>A bank's reason in plain words, with its code.</summary>
    public static string Why(Reader reader, string reason) => ReturnReasons.Usual.Contains(reason) ? $"{reader[$"debitReason.{reason}"]} ({reason})" : $"{reader["debitReason.other"]} ({reason})";

    /// <summary>What the member writes on the transfer that pays it back.</summary>
    public static string ReferenceOf(AccountId account) => account.Value is { Length: <= 21 } id && id.All(c => char.IsAsciiDigit(c) || char.IsAsciiLetterUpper(c)) ? CreditorReference.Of(account).Grouped : account.Value;

    private async Task Post(AccountId account, string occasion, string mail, params (string, string)[] values)
    {
        (string, string)[] all = [.. values, ("address", site.Origin), ("owner", guarantees.All.Count > 0 ? guarantees.All[0].Holder : site.Name)];
        var (subject, text) = (_reader.Say($"{mail}.subject", all), _reader.Say($"{mail}.text", all));
        foreach (var holder in await people.HoldersOf(account)) await postbox.Post(occasion, new(holder.Id, holder.DisplayName, holder.Email ?? ""), subject, text);
    }
}
