using System.Globalization;
using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Core.PublicPayments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Banking;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.PublicPayments;

/// <summary>What a member or the office writes down of a public mandate.</summary>
/// <param name="Terms">Who asks whom for how much and how long.</param>
/// <param name="Words">What it says in words.</param>
/// <param name="Paper">SHA-256 of the signed paper.</param>
public sealed record MandateForm(PublicMandateTerms Terms, MandateWords Words, Digest Paper);

/// <summary>A public mandate as the office sees it.</summary>
/// <param name="Mandate">As the book has it.</param>
/// <param name="Words">What it says; null: erased.</param>
/// <param name="Name">In whose name the beneficiary's account stands.</param>
/// <param name="Left">What may still be paid under it, in cents.</param>
public sealed record ShownMandate(PublicMandate Mandate, MandateWords? Words, string? Name, long Left)
{
    /// <summary>The stable word: <c>revoked</c>, <c>paid</c>, <c>to_come</c>, <c>expired</c> or <c>open</c>.</summary>
    public string StateOn(DateOnly today) => Mandate.Revoked is not null ? "revoked" : Left == 0 ? "paid" : today < Mandate.Terms.First ? "to_come" : today > Mandate.Terms.Last ? "expired" : "open";
}

/// <summary>A line that names a public mandate and waits.</summary>
/// <param name="Line">The line.</param>
/// <param name="Mandate">Which mandate.</param>
/// <param name="Refusal">Why the units cannot be made; null: they can, or they wait for a second person.</param>
public sealed record ArrivedPayment(WaitingLine Line, ShownMandate Mandate, TreasuryRefusal? Refusal);

/// <summary>One row of the receipts register of a public régie, which counts what it took and what it was given euro for.</summary>
/// <param name="Number">1, 2, 3 … without a gap.</param>
/// <param name="Entry">The entry that it is about.</param>
/// <param name="Kind">The stable word: <c>receipt</c>, <c>refund</c>, <c>redemption</c>, <c>redemption_paid</c>, <c>redemption_returned</c>, <c>credit</c> or <c>payment</c>.</param>
/// <param name="Minor">What the account's units moved by, in hundredths; of a paid redemption zero.</param>
/// <param name="Balance">What the account holds after it.</param>
/// <param name="Euro">What the bank was to pay, in cents, of a redemption; else null.</param>
/// <param name="Fee">The fee of a redemption, in cents; else null.</param>
/// <param name="Order">The payment's id, where it is one.</param>
public sealed record RegisterRow(long Number, Entry Entry, string Kind, long Minor, long Balance, Amount? Euro, Amount? Fee, OrderId? Order);

/// <summary>Public payments, by the same rules whether a screen or the API asks.</summary>
public sealed class PublicPaymentDesk(IGrainFactory grains, CurrencyBook book, LineDesk lines, People people, Terms terms, TimeProvider clock)
{
    /// <summary>The longest name of a public body, and the longest object of a mandate.</summary>
    public const int LongestName = 120, LongestObject = 200;

    private const int PageSize = 500;

    public ITreasuryGrain Treasury => grains.Treasury();

    public DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>Every mandate, the newest first.</summary>
    public async Task<IReadOnlyList<ShownMandate>> All()
    {
        var treasury = (await Treasury.Read()).Treasury;
        var shown = new List<ShownMandate>();
        foreach (var mandate in treasury.PublicMandates.All.Values.OrderByDescending(m => m.Position)) shown.Add(await Show(treasury, mandate));
        return shown;
    }

    /// <summary>One mandate; null: there is none.</summary>
    public async Task<ShownMandate?> Find(PublicMandateId id)
    {
        var treasury = (await Treasury.Read()).Treasury;
        return treasury.PublicMandates.All.TryGetValue(id, out var mandate) ? await Show(treasury, mandate) : null;
    }

    /// <summary>The lines that wait and name a mandate, those that have waited longest first.</summary>
    public async Task<IReadOnlyList<ArrivedPayment>> Arrived(int most)
    {
        var known = await Treasury.Read();
        var arrived = new List<ArrivedPayment>();
        if (known.Treasury.PublicMandates.All.IsEmpty) return arrived;
        foreach (var line in await lines.Waiting(known, most))
        {
            if (line.Said is not { } said || line.Open.Minor <= line.Reserved || PublicPaymentRules.NamedBy(said).Where(known.Treasury.PublicMandates.All.ContainsKey).ToList() is not [var id, ..]) continue;
            var mandate = await Show(known.Treasury, known.Treasury.PublicMandates.All[id]);
            var asked = new Act.IssuanceProposed(Turn.OfTreasury, default, mandate.Mandate.Terms.Beneficiary, Amount.FromMinor(line.Open.Minor - line.Reserved), terms.Unit, line.Key, Amount.FromMinor(line.Open.Minor), default);
            arrived.Add(new(line, mandate, PublicPaymentRules.WhyNot(known.Treasury, asked, id, PublicPaymentRules.CameFrom(said, mandate.Words))));
        }
        return arrived;
    }

    /// <summary>Enters a mandate. Nobody does for an account of their own.</summary>
    /// <exception cref="ProblemException">403 <c>forbidden</c>.</exception>
    public async Task<TreasuryAnswer> Enter(PublicMandateId id, MandateForm form, PersonId by)
    {
        if (await people.Holds(by, form.Terms.Beneficiary)) throw new ProblemException("forbidden", "Nobody enters a public mandate for an account of their own.");
        var words = form.Words.ToBytes(RandomNumberGenerator.GetBytes(MandateWords.SaltSize));
        return await Treasury.EnterPublicMandate(new(Turn.OfTreasury, id, form.Terms, form.Paper, Digest.Of(words), by), words);
    }

    /// <summary>The receipts register of a professional's account, the oldest row first.</summary>
    public async IAsyncEnumerable<RegisterRow> Register(AccountId account)
    {
        var (number, balance) = (0L, 0L);
        await foreach (var entry in book.Store.ReadWholeSubjectAsync(account.Value, Position.None, PageSize))
        {
            var act = Codec.Decode(entry.Body);
            var moved = act.Transfers.Where(t => t.Unit == terms.Unit && t.To == account).Sum(t => t.Amount.Minor) - act.Transfers.Where(t => t.Unit == terms.Unit && t.From == account).Sum(t => t.Amount.Minor);
            var redeemed = act switch
            {
                Act.ReconversionSettled settled => settled.Reconversion,
                Act.ReconversionReturned returned => returned.Reconversion,
                _ => Reconversion.BegunBy(act),
            };
            if (moved == 0 && redeemed is null) continue;
            balance += moved;
            yield return new(++number, entry, KindOf(act, account), moved, balance, redeemed?.Net, redeemed?.Fee, redeemed?.Order ?? (act as Act.Paid)?.Order);
        }
    }

    /// <summary>The register as CSV (RFC 4180, UTF-8): sums with two decimals and a point, days of Europe/Paris.</summary>
    public async Task WriteRegister(AccountId account, DateOnly? from, DateOnly? to, TextWriter csv)
    {
        csv.NewLine = "\r\n";
        await csv.WriteLineAsync(Csv.Line("number", "day", "committedAt", "kind", "amount", "unit", "balance", "euro", "fee", "payment", "position", "entryHash"));
        await foreach (var row in Register(account))
        {
            var day = ParisCalendar.DayOf(row.Entry.CommittedAt);
            if (day < from) continue;
            if (day > to) break;
            await csv.WriteLineAsync(Csv.Line($"{row.Number}", day.ToString("O", CultureInfo.InvariantCulture), row.Entry.CommittedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture), row.Kind,
                Plain(row.Minor), terms.Unit.Code, Plain(row.Balance), row.Euro is { } euro ? Plain(euro.Minor) : null, row.Fee is { } fee ? Plain(fee.Minor) : null, row.Order?.ToString(), row.Entry.Position.ToString(), row.Entry.Hash.ToString()));
        }
    }

    private static string Plain(long minor) => (minor / 100m).ToString("0.00", CultureInfo.InvariantCulture);

    private static string KindOf(Act act, AccountId account) => act switch
    {
        Act.Paid { Reconverts: true } or Act.NotesReconverted => "redemption",
        Act.ReconversionSettled => "redemption_paid",
        Act.ReconversionReturned => "redemption_returned",
        Act.Paid { Refunds: not null } => "refund",
        Act.Paid paid when paid.Payer == account => "payment",
        Act.Paid => "receipt",
        _ => "credit",
    };

    private async Task<ShownMandate> Show(TreasuryState treasury, PublicMandate mandate)
    {
        var kept = await book.Store.FindOriginalAsync(mandate.Position, mandate.Entered.Words, default);
        return new(mandate, kept is { } words ? MandateWords.Of(words.Span) : null, (await people.HolderOf(mandate.Terms.Beneficiary))?.Name, PublicPaymentRules.Left(treasury, mandate));
    }
}
