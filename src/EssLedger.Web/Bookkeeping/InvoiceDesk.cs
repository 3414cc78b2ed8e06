using System.Text.Encodings.Web;
using System.Text.Json;
using EssLedger.Core.Books;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Members;
using EssLedger.Web.SignIn;
using Microsoft.EntityFrameworkCore;

namespace EssLedger.Web.Bookkeeping;

/// <summary>Who sells, and what the law has them say of tax. All of it is configuration, for an association knows its own standing and this program does not.</summary>
/// <param name="Seller"><c>EssLedger:Invoices:Name</c> (else the server's name), <c>Street</c>, <c>PostCode</c>, <c>City</c>, and <c>EssLedger:Siren</c>.</param>
/// <param name="VatCategory"><c>EssLedger:Invoices:VatCategory</c>: E (exempt) unless it says O (outside the scope). An association that charges VAT is not served here.</param>
/// <param name="VatReason"><c>EssLedger:Invoices:VatReason</c>: "TVA non applicable, art. 293 B du CGI" unless it says otherwise: the words that CGI art. 293 E asks of whoever stays below the thresholds of art. 293 B.</param>
/// <param name="VatReasonCode"><c>EssLedger:Invoices:VatReasonCode</c>: VATEX-FR-FRANCHISE with the usual reason.</param>
/// <param name="From"><c>EssLedger:Invoices:From</c>: nothing from before this day is invoiced here; null: everything is.</param>
public sealed record InvoiceHead(InvoiceParty Seller, string VatCategory, string VatReason, string? VatReasonCode, DateOnly? From)
{
    private const string UsualReason = "TVA non applicable, art. 293 B du CGI";

    /// <summary>Null: the seller's SIREN or address is not set, and nothing can be invoiced.</summary>
    /// <exception cref="StartRefusedException">It makes no sense.</exception>
    public static InvoiceHead? Read(IConfiguration configuration, Settings settings)
    {
        var section = configuration.GetSection("EssLedger:Invoices");
        var category = section["VatCategory"] ?? "E";
        if (category is not ("E" or "O")) throw new StartRefusedException("EssLedger:Invoices:VatCategory is E (exempt) or O (outside the scope of VAT).");
        DateOnly? from = section["From"] is not { } day ? null : DateOnly.TryParseExact(day, "yyyy-MM-dd", out var first) ? first : throw new StartRefusedException("EssLedger:Invoices:From is a day, YYYY-MM-DD.");
        var demo = settings.Demo;
        var (siren, street, postCode, city) = (settings.Siren?.ToString() ?? (demo ? "000000018" : null), section["Street"] ?? (demo ? "1 place du Beffroi (exemple)" : null), section["PostCode"] ?? (demo ? "59000" : null), section["City"] ?? (demo ? "Lille" : null));
        if (siren is null || street is null || postCode is null || city is null) return null;
        var reason = section["VatReason"];
        return new(new(section["Name"] ?? settings.Name, siren, street, postCode, city, "FR"), category, reason ?? UsualReason, section["VatReasonCode"] ?? (reason is null ? "VATEX-FR-FRANCHISE" : null), from);
    }
}

/// <summary>Why no credit note was asked for or issued, in the order in which reasons win.</summary>
public enum CreditNoteRefusal
{
    /// <summary>There is no such invoice, or it is a credit note itself.</summary>
    Unknown,
    /// <summary>It was credited before.</summary>
    Credited,
    /// <summary>Nobody says why, or says too much.</summary>
    ReasonMissing,
    /// <summary>That waits already.</summary>
    AlreadyAsked,
    /// <summary>Nobody asks for a credit note of this invoice.</summary>
    NothingWaits,
    /// <summary>Who asks never issues it.</summary>
    SamePerson,
}

/// <summary>Issues what is to be invoiced: one invoice for each reconversion that the bank has paid and that had a fee, so that it says exactly what the transfer beside it kept back; one for each
/// time that a professional paid dues; a credit note where a paid reconversion came back. Numbers follow the book, and what was issued never changes, whatever its parties are called later.</summary>
public sealed class InvoiceDesk(IInvoiceStore store, CurrencyBook book, IDbContextFactory<PeopleContext> contexts, People people, IParticipantStore participants, Settings settings, IConfiguration configuration, TimeProvider clock) : IDisposable
{
    private const int PageSize = 500;

    /// <summary>The longest reason of a credit note.</summary>
    public const int LongestReason = 300;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly string[] Firms = ["merchant", "ess", "public"];

    private readonly SemaphoreSlim _one = new(1, 1);
    private Position _seen = Position.None;
    private DateTimeOffset _entered = DateTimeOffset.UnixEpoch;

    /// <summary>Who sells; null: that is not configured, and nothing is issued.</summary>
    public InvoiceHead? Head { get; } = InvoiceHead.Read(configuration, settings);

    /// <summary>Invoices, the newest first; what was to be issued is by then.</summary>
    /// <param name="owners">Whose; null: everybody's.</param>
    /// <param name="year">Of which year; null: of all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<(StoredInvoice Stored, Invoice Invoice)>> List(IReadOnlyCollection<string>? owners, int? year, CancellationToken cancellationToken)
    {
        await Issue(cancellationToken);
        return [.. (await store.ListAsync(owners, year, cancellationToken)).Select(stored => (stored, Of(stored)))];
    }

    /// <summary>An invoice by its number; null: there is none.</summary>
    public async Task<StoredInvoice?> Find(string number, CancellationToken cancellationToken) =>
        Invoice.TryParse(number, out var series, out var year, out var count) ? await store.FindAsync(series, year, count, cancellationToken) : null;

    /// <summary>What a stored invoice says.</summary>
    public static Invoice Of(StoredInvoice stored) => JsonSerializer.Deserialize<Invoice>(stored.Content, Json)!;

    /// <summary>Those whose invoices a person sees as their own: the accounts out of which they may reconvert, and themselves.</summary>
    public static async Task<IReadOnlyList<string>> OwnersOf(PersonId person, ReconversionDesk reconversions) => [.. (await reconversions.AccountsOf(person)).Select(a => a.Value), person.Value];

    /// <summary>The credit notes that wait for a second person.</summary>
    public Task<IReadOnlyList<CreditWish>> Wishes(CancellationToken cancellationToken) => store.WishesAsync(cancellationToken);

    /// <summary>Asks that an invoice be cancelled by a credit note, for what no act of the book says: issued to the wrong party, or for dues entered by mistake.</summary>
    /// <param name="number">The text of its number.</param>
    /// <param name="reason">Why, 1 to <see cref="LongestReason"/> characters; it stands on the credit note.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<CreditNoteRefusal?> AskCredit(string? number, string? reason, PersonId by, CancellationToken cancellationToken)
    {
        if (number?.Trim() is not { } named || await Find(named, cancellationToken) is not { Series: not InvoiceSeries.Credit } issued) return CreditNoteRefusal.Unknown;
        if (await IsCredited(issued, cancellationToken)) return CreditNoteRefusal.Credited;
        if (reason?.Trim() is not { Length: > 0 and <= LongestReason } words || !Core.Payloads.PlainText.Is(words)) return CreditNoteRefusal.ReasonMissing;
        return await store.WishAsync(new(issued.Text, issued.Year, words, by, DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds())), cancellationToken) ? null : CreditNoteRefusal.AlreadyAsked;
    }

    /// <summary>Issues a credit note that another person asked for.</summary>
    public async Task<CreditNoteRefusal?> IssueCredit(string? number, PersonId by, CancellationToken cancellationToken)
    {
        if ((await store.WishesAsync(cancellationToken)).FirstOrDefault(w => w.Number == number) is not { } wish || await Find(wish.Number, cancellationToken) is not { } issued) return CreditNoteRefusal.NothingWaits;
        if (wish.By == by) return CreditNoteRefusal.SamePerson;
        if (await IsCredited(issued, cancellationToken)) return CreditNoteRefusal.Credited;
        await Credit(StoredInvoice.OfCredit(issued.Text), ParisCalendar.DayOf(clock.GetUtcNow()), issued, "Avoir", wish.Reason, cancellationToken);
        await store.ForgetWishAsync(wish.Number, cancellationToken);
        return null;
    }

    /// <summary>Drops it: whoever asked takes it back, or another refuses.</summary>
    public async Task<CreditNoteRefusal?> DropCredit(string? number, CancellationToken cancellationToken) => await store.ForgetWishAsync(number ?? "", cancellationToken) ? null : CreditNoteRefusal.NothingWaits;

    private async Task<bool> IsCredited(StoredInvoice issued, CancellationToken cancellationToken) =>
        (await store.ListAsync([issued.Owner], null, cancellationToken)).Any(i => i.Series is InvoiceSeries.Credit && Of(i).Corrects == issued.Text);

    /// <summary>Issues everything that the book and the memberships have and nobody was invoiced for.</summary>
    public async Task Issue(CancellationToken cancellationToken)
    {
        if (Head is not { } head) return;
        await _one.WaitAsync(cancellationToken);
        try
        {
            await foreach (var entry in book.Store.ReadWholeSubjectAsync(OfficeAccounts.Treasury.Value, _seen, PageSize, cancellationToken))
            {
                var day = ParisCalendar.DayOf(entry.CommittedAt);
                if (!(day < head.From)) await Take(head, entry, day, cancellationToken);
                _seen = entry.Position;
            }
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var since = _entered;
            foreach (var paid in await db.Memberships.AsNoTracking().Where(m => m.Entered >= since && m.Cents > 0 && Firms.Contains(m.Kind)).OrderBy(m => m.Entered).ThenBy(m => m.Id).ToListAsync(cancellationToken))
            {
                if (!(ParisCalendar.DayOf(paid.Entered) < head.From)) await Take(head, paid, cancellationToken);
                _entered = paid.Entered;
            }
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task Take(InvoiceHead head, Entry entry, DateOnly day, CancellationToken cancellationToken)
    {
        var source = StoredInvoice.OfEntry(entry.Position);
        switch (Codec.Decode(entry.Body))
        {
            case Act.PartReversed reversed:
                foreach (var id in reversed.Debits)
                    if (await store.AboutAsync(StoredInvoice.OfMembership(DebitedDues.NameOf(id)), cancellationToken) is { } dues)
                        await Credit($"{source} {DebitedDues.NameOf(id)}", day, dues, "Avoir : cotisation prélevée par erreur", "Le prélèvement a été annulé ; la somme est rendue, ou servira à qui elle était destinée.", cancellationToken);
                break;
            case Act.ReconversionSettled { Reconversion: var of } when of.Fee.Minor > 0:
                var buyer = await BuyerOf(of.Payer);
                await Issue(source, InvoiceSeries.Commission, day, of.Payer.Value, number => new(number, day, Invoice.Commercial, "EUR", $"{of.Order}", null, null, head.Seller, buyer, day, null, null, "97",
                    "Commission de reconversion de monnaie locale en euros", of.Fee.Minor, head.VatCategory, head.VatReason, head.VatReasonCode), cancellationToken);
                break;
            case Act.ReconversionReturned { Settled: true, Reconversion: var of } returned when of.Fee.Minor > 0:
                if (await book.Store.FindAsync(Claim.SettlementOf(returned.Of), cancellationToken) is not { } settled || await store.AboutAsync(StoredInvoice.OfEntry(settled.Position), cancellationToken) is not { } issued) return;
                await Credit(source, day, issued, "Avoir : commission d'une reconversion revenue de la banque", null, cancellationToken);
                break;
        }
    }

    private async Task Take(InvoiceHead head, Membership paid, CancellationToken cancellationToken)
    {
        var (day, owner, buyer) = (ParisCalendar.DayOf(paid.Entered), paid.Person.Value, (InvoiceParty?)null);
        foreach (var account in await people.AccountsOf(paid.Person))
            if (buyer is null && (await people.HolderOf(account))?.Kind == paid.Kind) (owner, buyer) = (account.Value, await BuyerOf(account));
        buyer ??= new((await people.Find(paid.Person))?.DisplayName ?? paid.Person.Value, null, null, null, null, "FR");
        await Issue(StoredInvoice.OfMembership(paid.Id), InvoiceSeries.Dues, day, owner, number => new(number, day, Invoice.Commercial, "EUR", paid.Reference, null, null, head.Seller, buyer, paid.Paid, paid.First, paid.Last, "1",
            "Cotisation à l'association", paid.Cents, head.VatCategory, head.VatReason, head.VatReasonCode), cancellationToken);
    }

    private async Task Credit(string source, DateOnly day, StoredInvoice issued, string item, string? note, CancellationToken cancellationToken)
    {
        var corrected = Of(issued);
        // What two persons credited is not credited again when the bank, or a reversal, says the same later.
        if (source != StoredInvoice.OfCredit(issued.Text) && await store.AboutAsync(StoredInvoice.OfCredit(issued.Text), cancellationToken) is not null) return;
        await Issue(source, InvoiceSeries.Credit, day, issued.Owner, number => corrected with { Number = number, Issued = day, Type = Invoice.CreditNote, Corrects = corrected.Number, CorrectsIssued = corrected.Issued, Item = item, Note = note }, cancellationToken);
    }

    private Task<StoredInvoice> Issue(string source, InvoiceSeries series, DateOnly day, string owner, Func<string, Invoice> make, CancellationToken cancellationToken) =>
        store.IssueAsync(source, series, day.Year, owner, number => JsonSerializer.Serialize(make(Invoice.NumberOf(series, day.Year, number)), Json), cancellationToken);

    /// <summary>As the bureau has checked it, with the address of the label's register where the two are the same establishment.</summary>
    private async Task<InvoiceParty> BuyerOf(AccountId account)
    {
        var holder = await people.HolderOf(account);
        var known = holder?.Siret is { } siret && HolderId.TryParse(siret, out var id) ? await participants.FindAsync(id, default) : null;
        return new(holder?.Name ?? account.Value, holder?.Siret is { Length: 14 } number ? number[..9] : null, known?.Address, known?.Postcode, CommuneOf(known?.Commune), "FR");
    }

    private static string? CommuneOf(string? code) => code is null ? null : Core.Census.Communes.Names.GetValueOrDefault(code);
}
