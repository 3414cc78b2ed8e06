using System.Globalization;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;

namespace EssLedger.Core.Payments;

/// <summary>
/// Plays a story line by line; amounts are in hundredths. A line is one of
/// <code>
/// account NAME resident|merchant|ess|public [BALANCE] [pending]        a new account with one key, called as it is
/// purse NAME PURSE AMOUNT                    a purse of that account, filled
/// request NAME PAYEE AMOUNT|any [SECONDS]    a payment request; without seconds a standing (printed) code
/// end NAME                                   the request is cancelled
/// key NAME KEY · block NAME KEY · close NAME · admit NAME
/// till NAME KEY MOST                         a till's key, which may give back so much at a time
/// enter NAME KEY · confirm NAME KEY          a key of two persons of a bureau
/// limit KIND AMOUNT                          what that kind of account may pay in 30 days
/// ceiling KIND|NAME CEILING AMOUNT           balance, payment, day, in30days, printedday, card or cardday of a kind or of an account
/// forbid KIND KIND                           the first may not pay the second
/// terms KIND RATE LEAST-FEE LEAST-AMOUNT     on which terms that kind reconverts: hundredths of a percent; OFFICE is the payee of a reconversion
/// end-agreement NAME · renew-agreement NAME
/// card NAME CARD · lock NAME CARD            a card of two persons; out of use
/// mandate NAME MANDATE PAYEE|any PER-PAYMENT PER-PERIOD DAYS LASTING [DELEGATE] · revoke NAME MANDATE
/// show CARD PAYER REQUEST PIN|wrong = answer          a card at a till
/// use MANDATE PAYER PAYEE AMOUNT [by DELEGATE] = answer
/// mutual UNIT · firm NAME FLOOR CEILING      a mutual credit is opened; two persons let an account go so far below zero and above
/// leave NAME LEFT                            its admission ends at what stands
/// ask NAME PAYEE AMOUNT UNIT                 a payment request in that unit, for five minutes
/// wait DURATION                              30d, 600s
/// pay ORDER PAYER PAYEE AMOUNT [option …] = answer
/// balance NAME [UNIT] = AMOUNT · purse NAME PURSE = AMOUNT
/// propose ISSUANCE NAME AMOUNT UNIT RECEIPT EUROCENTS by PERSON = answer
/// approve|reject ISSUANCE by PERSON = answer
/// </code>
/// with the options <c>after:SECONDS</c> (from now; else 60), <c>key:KEY</c>, <c>request:NAME</c>, <c>refunds:ORDER</c>, <c>from:PURSE:PART</c>, <c>note:TEXT</c>, <c>fee:AMOUNT</c>,
/// <c>ledger:TEXT</c>, <c>unit:TEXT</c>, <c>cut</c> (the last byte is missing), <c>forged</c> (a signature byte is wrong), <c>again</c> (the very bytes that were sent
/// before). <c>//</c> begins a comment.
/// </summary>
internal sealed class PaymentScript
{
    private readonly LittleBook _book = new();
    private readonly Dictionary<string, byte[]> _sent = [];

    public static LittleBook Play(string story)
    {
        var script = new PaymentScript();
        foreach (var (line, number) in story.Split('\n').Select((line, index) => (line.Split("//")[0].Trim(), index + 1)).Where(l => l.Item1.Length > 0))
        {
            var sides = line.Split('=', StringSplitOptions.TrimEntries);
            var answer = script.Answer(sides[0].Split(' ', StringSplitOptions.RemoveEmptyEntries));
            var expected = sides.Length > 1 ? sides[1] : "";
            Assert.True(answer == expected, $"line {number}: {line}, but was: {answer}");
        }
        return script._book;
    }

    private string Answer(string[] words)
    {
        switch (words)
        {
            case ["account", var name, var kind, .. var rest]:
                _book.Open(Account(name), Enum.Parse<AccountKind>(kind, ignoreCase: true), new Pen(name).Key, rest.Contains("pending") ? SubjectStatus.Pending : SubjectStatus.Open);
                if (rest is [var balance, ..] && balance != "pending") _book.Give(Account(name), Number(balance));
                return "";
            case ["purse", var name, var purse, var amount]:
                _book.Give(Account(name), Number(amount), Purse(purse));
                return "";
            case ["request", var name, var payee, var amount, .. var seconds]:
                _book.Requests[Request(name)] = new(Request(name), Account(payee), amount == "any" ? null : Amount.FromMinor(Number(amount)), LittleBook.Unit,
                    seconds is [var s] ? _book.Now.AddSeconds(Number(s)) : null, Standing: seconds.Length == 0);
                return "";
            case ["end", var request]:
                _book.Place(new Act.RequestEnded(Request(request), Cancelled: true));
                return "";
            case ["key", var name, var key]:
                _book.Place(new Act.KeyAdded(_book.NextTurn(Account(name)), new Pen(key).Key, new Pen(name).Key.Id, Digest.Zero, LittleBook.Clerk));
                return "";
            case ["till", var name, var key, var most]:
                _book.Place(new Act.KeyAdded(_book.NextTurn(Account(name)), new Pen(key).Key, new Pen(name).Key.Id, Digest.Zero, LittleBook.Clerk, Amount.FromMinor(Number(most))));
                return "";
            case ["enter", var name, var key]:
                _book.Place(new Act.KeyEntered(_book.NextTurn(Account(name)), new Pen(key).Key, Digest.Zero, LittleBook.Clerk));
                return "";
            case ["confirm", var name, var key]:
                _book.Place(new Act.KeyConfirmed(_book.NextTurn(Account(name)), new Pen(key).Key.Id, PersonId.Parse("OTHER")));
                return "";
            case ["block", var name, var key]:
                _book.Place(new Act.KeyBlocked(_book.NextTurn(Account(name)), new Pen(key).Key.Id, LittleBook.Clerk));
                return "";
            case ["close", var name]:
                _book.Place(new Act.AccountClosed(_book.NextTurn(Account(name)), LittleBook.Clerk));
                return "";
            case ["admit", var name]:
                _book.Place(new Act.AccountApproved(_book.NextTurn(Account(name)), LittleBook.Clerk));
                return "";
            case ["limit", var kind, var amount]:
                SetCeiling(Enum.Parse<AccountKind>(kind, ignoreCase: true), ceilings => ceilings with { In30Days = Amount.FromMinor(Number(amount)) });
                return "";
            case ["ceiling", var whose, var which, var amount]:
                if (Enum.TryParse<AccountKind>(whose, ignoreCase: true, out var held)) SetCeiling(held, ceilings => With(ceilings, which, Amount.FromMinor(Number(amount))));
                else _book.Place(new Act.CeilingsSet(_book.NextTurn(Account(whose)), With(_book[Account(whose)].Ceilings, which, Amount.FromMinor(Number(amount))), Digest.Zero, LittleBook.Clerk));
                return "";
            case ["forbid", var from, var to]:
                _book.Terms = _book.Terms with { Forbidden = _book.Terms.Forbidden.Add((Enum.Parse<AccountKind>(from, ignoreCase: true), Enum.Parse<AccountKind>(to, ignoreCase: true))) };
                return "";
            case ["terms", var kind, var rate, var fee, var least]:
                _book.Terms = _book.Terms with { Reconversion = _book.Terms.Reconversion.SetItem(Enum.Parse<AccountKind>(kind, ignoreCase: true), new((int)Number(rate), Amount.FromMinor(Number(fee)), Amount.FromMinor(Number(least)))) };
                return "";
            case ["end-agreement", var name]:
                _book.Place(new Act.AgreementEnded(_book.NextTurn(Account(name)), Digest.Zero, LittleBook.Clerk));
                return "";
            case ["renew-agreement", var name]:
                _book.Place(new Act.AgreementRenewed(_book.NextTurn(Account(name)), Digest.Zero, LittleBook.Clerk));
                return "";
            case ["card", var name, var card]:
                _book.Place(new Act.CardEntered(_book.NextTurn(Account(name)), new(Id(card)), Digest.Zero, LittleBook.Clerk));
                _book.Place(new Act.CardConfirmed(_book.NextTurn(Account(name)), new(Id(card)), PersonId.Parse("OTHER")));
                return "";
            case ["lock", var name, var card]:
                _book.Place(new Act.CardBlocked(_book.NextTurn(Account(name)), new(Id(card)), LittleBook.Clerk));
                return "";
            case ["mandate", var name, var mandate, var payee, var payment, var period, var days, var lasting, .. var whose]:
                _book.Place(new Act.MandateGiven(_book.NextTurn(Account(name)), new(LedgerId.Parse("LILLE"), new(Id(mandate)), Account(name), payee == "any" ? null : Account(payee),
                    Amount.FromMinor(Number(payment)), LittleBook.Unit, Amount.FromMinor(Number(period)), (int)Number(days), ParisCalendar.DayOf(_book.Now).AddDays((int)Number(lasting))),
                    whose is [var body] ? Account(body) : null, new Pen(name).Key.Id, Digest.Zero, LittleBook.Clerk));
                return "";
            case ["revoke", var name, var mandate]:
                _book.Place(new Act.MandateRevoked(_book.NextTurn(Account(name)), new(Id(mandate)), LittleBook.Clerk));
                return "";
            case ["show", var card, var payer, var request, var pin]:
                var asked = _book.Requests[Request(request)];
                return LittleBook.Word(_book.Pay(Instruction(Means.Card, card, payer, asked.Payee, asked.Amount!.Value, asked.Id), pin != "wrong", null));
            case ["use", var mandate, var payer, var payee, var amount, .. var by]:
                return LittleBook.Word(_book.Pay(Instruction(Means.Mandate, mandate, payer, Account(payee), Amount.FromMinor(Number(amount)), null), false, by is ["by", var user] ? Account(user) : null));
            case ["mutual", var unit]:
                _book.Place(new Act.MutualCreditProposed(_book.NextTurn(OfficeAccounts.Treasury), Unit.Parse(unit), LittleBook.Clerk));
                _book.Place(new Act.CreditDecided(_book.NextTurn(OfficeAccounts.Treasury), Approved: true, PersonId.Parse("OTHER")));
                return "";
            case ["firm", var name, var floor, var ceiling]:
                _book.Place(new Act.CreditLimitsProposed(_book.NextTurn(Account(name)), new(Amount.FromMinor(Number(floor)), Amount.FromMinor(Number(ceiling))), LittleBook.Clerk));
                _book.Place(new Act.CreditDecided(_book.NextTurn(Account(name)), Approved: true, PersonId.Parse("OTHER")));
                return "";
            case ["leave", var name, var left]:
                _book.Place(new Act.CreditEnded(_book.NextTurn(Account(name)), new(Number(left)), Digest.Zero, LittleBook.Clerk));
                return "";
            case ["ask", var name, var payee, var amount, var unit]:
                _book.Requests[Request(name)] = new(Request(name), Account(payee), Amount.FromMinor(Number(amount)), Unit.Parse(unit), _book.Now.AddSeconds(300), Standing: false);
                return "";
            case ["wait", var duration]:
                _book.Now += duration[^1] == 'd' ? TimeSpan.FromDays(Number(duration[..^1])) : TimeSpan.FromSeconds(Number(duration[..^1]));
                return "";
            case ["pay", var order, var payer, var payee, var amount, .. var options]:
                return Pay(order, payer, payee, Number(amount), options);
            case ["balance", var name]:
                return Text(_book[Account(name)].In(new(LittleBook.Unit, null)).Minor);
            case ["balance", var name, var unit]:
                return Text(_book[Account(name)].In(new(Unit.Parse(unit), null)).Minor);
            case ["purse", var name, var purse]:
                return Text(_book[Account(name)].In(new(LittleBook.Unit, Purse(purse))).Minor);
            case ["propose", var issuance, var name, var amount, var unit, var receipt, var cents, "by", var person]:
                return LittleBook.Word(_book.Propose(Issuance(issuance), Account(name), Number(amount), Unit.Parse(unit),
                    new("bank_transfer", receipt, Amount.FromMinor(Number(cents))), PersonId.Parse(person)));
            case ["approve", var issuance, "by", var person]:
                return LittleBook.Word(_book.Approve(Issuance(issuance), PersonId.Parse(person)));
            case ["reject", var issuance, "by", var person]:
                return LittleBook.Word(_book.Reject(Issuance(issuance), PersonId.Parse(person)));
            default:
                throw new FormatException(string.Join(' ', words));
        }
    }

    private string Pay(string id, string payer, string payee, long amount, string[] options)
    {
        byte[] bytes;
        if (options.Contains("again"))
        {
            bytes = _sent[id];
        }
        else
        {
            string? Option(string name) => options.FirstOrDefault(o => o.StartsWith(name + ":", StringComparison.Ordinal))?[(name.Length + 1)..];
            var order = new PaymentOrder(
                LedgerId.Parse(Option("ledger") ?? "LILLE"), Order(id), Account(payer), Account(payee), Amount.FromMinor(amount), Unit.Parse(Option("unit") ?? "MLC"),
                _book.Now.ToUnixTimeSeconds() + (Option("after") is { } after ? Number(after) : 60),
                Option("request") is { } request ? Request(request) : null, Option("note"),
                [.. options.Where(o => o.StartsWith("from:", StringComparison.Ordinal)).Select(o => o.Split(':')).Select(o => new PursePart(Purse(o[1]), Amount.FromMinor(Number(o[2]))))],
                Option("refunds") is { } sale ? Order(sale) : null, Option("fee") is { } fee ? Amount.FromMinor(Number(fee)) : null);
            bytes = new Pen(Option("key") ?? payer).Bytes(order);
            if (options.Contains("cut")) bytes = bytes[..^1];
            if (options.Contains("forged")) bytes[^5] ^= 1;
            _sent[id] = bytes;
        }
        return SignedOrder.TryDecode(bytes, out var signed, out _) ? LittleBook.Word(_book.Pay(signed)) : "malformed_payload";
    }

    private void SetCeiling(AccountKind kind, Func<Ceilings, Ceilings> set) =>
        _book.Terms = _book.Terms with { Ceilings = new Dictionary<AccountKind, Ceilings>(_book.Terms.Ceilings) { [kind] = set(_book.Terms.Of(kind)) } };

    private static Ceilings With(Ceilings ceilings, string which, Amount most) => which switch
    {
        "balance" => ceilings with { Balance = most },
        "payment" => ceilings with { Payment = most },
        "day" => ceilings with { Day = most },
        "in30days" => ceilings with { In30Days = most },
        "printedday" => ceilings with { PrintedDay = most },
        "card" => ceilings with { Card = most },
        "cardday" => ceilings with { CardDay = most },
        _ => throw new FormatException(which),
    };

    private Instruction Instruction(Means means, string credential, string payer, AccountId payee, Amount amount, RequestId? request) => new(
        new(LedgerId.Parse("LILLE"), new(Uuid.Version7(_book.Now, Digest.Of(BitConverter.GetBytes(_book.Entries.Count)).ToBytes())), Account(payer), payee, amount, LittleBook.Unit,
            _book.Now.ToUnixTimeSeconds() + 60, request), means, Id(credential), LittleBook.Clerk);

    private static AccountId Account(string name) => name switch { "issuance" => OfficeAccounts.Issuance, "OFFICE" => OfficeAccounts.Reconversion, _ => AccountId.Parse(name) };
    private static OrderId Order(string name) => new(Id(name));
    private static RequestId Request(string name) => new(Id(name));
    private static PurseId Purse(string name) => new(Id(name));
    private static IssuanceId Issuance(string name) => new(Id(name));
    private static Uuid Id(string name) => Uuid.Version7(LittleBook.Start, Digest.Of(System.Text.Encoding.UTF8.GetBytes(name)).ToBytes());
    private static long Number(string text) => long.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
