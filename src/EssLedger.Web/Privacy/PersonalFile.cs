using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payments;
using EssLedger.Core.PublicPayments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Pages;
using EssLedger.Web.SignIn;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using OpenIddict.EntityFrameworkCore.Models;

namespace EssLedger.Web.Privacy;

/// <summary>Everything that is held about a person, for that person (GDPR, art. 15 and 20): once for machines, once to read.</summary>
public sealed class PersonalFile(
    People people, IDbContextFactory<PeopleContext> contexts, IPersonalDataStore store, IOutboxStore outbox, IParticipantStore participants, IAuditTrail trail, CurrencyBook book,
    LabelRegister register, IGrainFactory grains, IScheduledPaymentStore scheduled, IPayoutStore payouts, IDebitMandateStore debitMandates, IOnlinePaymentStore online, IShopStore shops, IPushStore push, IAskStore asks, IRecordStore records, IRegistrationStore registrations, Terms terms, MutualCreditInForce mutual, TimeProvider clock, IOptions<Microsoft.AspNetCore.Http.Json.JsonOptions> json)
{
    private const int Many = 100_000;

    /// <summary>The parts, in their order.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["person", "accounts", "admissions", "memberships", "invitations", "works", "label", "evidence", "mails", "browsers", "devicesTold", "signedIn", "requests", "named", "meetings", "trail", "erasure"];

    // Names are to be read, and the file is shown by nobody's page.
    private JsonSerializerOptions Json => field ??= new(json.Value.SerializerOptions) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping, WriteIndented = true };

    /// <summary>The two files in a ZIP archive: <c>data.json</c> and <c>data.html</c> in the reader's language.</summary>
    public async Task<byte[]> Write(PersonId person, Reader reader)
    {
        var all = await Collect(person);
        using var archive = new MemoryStream();
        using (var zip = new ZipArchive(archive, ZipArchiveMode.Create, leaveOpen: true))
        {
            await Add(zip, "data.json", all.ToJsonString(Json));
            await Add(zip, "data.html", Page(all, reader));
        }
        return archive.ToArray();
    }

    private static async Task Add(ZipArchive zip, string name, string text)
    {
        await using var file = await zip.CreateEntry(name).OpenAsync();
        await file.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    private async Task<JsonObject> Collect(PersonId id)
    {
        await using var db = await contexts.CreateDbContextAsync();
        var person = await db.Users.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id.Value) ?? throw new ProblemException("not_found");
        var known = await register.Read();
        var represented = known.Represented.GetValueOrDefault(id) ?? [];
        return new()
        {
            ["madeAt"] = Node(clock.GetUtcNow()),
            ["person"] = Node(new
            {
                id,
                name = person.DisplayName,
                email = person.Email,
                phone = person.PhoneNumber,
                entered = person.Created,
                roles = (await people.AssignmentsOf(id)).Select(a => new { role = a.Role, at = a.Scope.Length > 0 ? a.Scope : null, since = a.Given }),
                barred = await people.BarOf(id) is { } bar ? new { reason = bar.Reason, since = bar.At } : null,
                otherRecords = await OtherRecords(id),
                secondFactor = person.TwoFactorEnabled,
                passkeys = (await db.Set<Microsoft.AspNetCore.Identity.IdentityUserPasskey<string>>().AsNoTracking().Where(k => k.UserId == id.Value).ToListAsync()).Select(k => new { name = k.Data.Name, made = k.Data.CreatedAt }),
                signsInBy = await db.UserLogins.Where(l => l.UserId == id.Value).Select(l => l.LoginProvider).ToListAsync(),
            }),
            ["accounts"] = await Accounts(id),
            ["admissions"] = Node((await db.Admissions.AsNoTracking().Where(a => a.Person == id).ToListAsync()).Select(a => new { account = a.Account, asked = a.Asked, decided = a.Decided, refusal = a.Refusal })),
            ["memberships"] = Node((await db.Memberships.AsNoTracking().Where(m => m.Person == id).ToListAsync()).Select(m => new { kind = m.Kind, from = m.First, until = m.Last, cents = m.Cents, paid = m.Paid, reference = m.Reference, entered = m.Entered })),
            ["invitations"] = Node((await db.Invitations.AsNoTracking().Where(i => i.Person == id).ToListAsync()).Select(i => new { name = i.Name, email = i.Email, roles = i.Roles, recovery = i.IsRecovery, written = i.Written, expires = i.Expires, accepted = i.Accepted, revoked = i.Revoked })),
            ["works"] = Node(new { merchants = await people.MerchantsOf(id), shops = await people.ShopsOf(id), machines = await db.ClientPersons.Where(c => c.Person == id).Select(c => c.ClientId).ToListAsync(), takingsByMail = (await shops.MailsAsync(null, default)).Where(m => m.Person == id).Select(m => new { shop = m.Shop, hour = m.Hour, language = m.Language, since = m.Since, told = m.Told }) }),
            ["label"] = await Label(id, represented, known),
            ["evidence"] = Node((await store.FilesOfAsync(id, default)).Select(f => new { evidence = f.Id, application = f.Application, name = f.Name, mediaType = f.MediaType, size = f.Size, brought = f.BegunAt, state = f.State })),
            ["mails"] = Node((await Mails(id, represented)).Select(m => new { occasion = m.Occasion, to = m.Address, name = m.Name, subject = m.Subject, text = m.Text, written = m.WrittenAt, sent = m.SentAt })),
            ["browsers"] = Node((await db.Sessions.AsNoTracking().Where(s => s.Person == id).ToListAsync()).Select(s => new { device = s.Device, network = s.Network, since = s.Started, seen = s.Seen, proof = s.Proof })),
            ["devicesTold"] = Node((await push.OfAsync([id], default)).Select(d => new { address = d.Address, language = d.Language, kinds = d.Kinds.ToString(), since = d.MadeAt })),
            ["signedIn"] = Node((await db.Set<OpenIddictEntityFrameworkCoreToken>().AsNoTracking().Where(t => t.Subject == id.Value).Select(t => new { client = t.Application!.ClientId, type = t.Type, status = t.Status, since = t.CreationDate, until = t.ExpirationDate }).ToListAsync())),
            ["requests"] = Node((await db.IdempotentRequests.AsNoTracking().Where(r => r.Caller == id).ToListAsync()).Select(r => new { key = r.Key, at = r.FirstSeen, status = r.Status })),
            ["named"] = Node((await records.NamingAsync(id, default)).Select(r => new { record = $"{r.Kind} {r.Id}", place = r.Place, words = r.Words, since = r.At })),
            ["meetings"] = Node((await registrations.OfAsync(id, person.Email, default)).Select(r => new { meeting = r.Meeting, day = r.Day, name = r.Name, email = r.Email, organisation = r.Organisation, side = r.Side, agreed = r.AgreedAt })),
            ["trail"] = Node(await Trail(id)),
            ["erasure"] = Node((await store.RequestsAsync(id, default)).Select(r => new { asked = r.AskedAt, why = r.Why, decision = r.Decision is { } d ? new { granted = d.Granted, ground = d.Ground, reasons = d.Reasons, at = d.At } : null })),
        };
    }

    // Of records that went into this one, what is kept still.
    private async Task<IReadOnlyList<object>> OtherRecords(PersonId person)
    {
        var records = new List<object>();
        foreach (var gone in await people.MergedInto(person))
            if (await people.Find(gone) is { } known) records.Add(new { name = known.DisplayName, email = known.Email, entered = known.Created });
        return records;
    }

    private async Task<IReadOnlyList<object>> PublicMandates(AccountId account)
    {
        var mandates = new List<object>();
        foreach (var mandate in (await grains.Treasury().Read()).Treasury.PublicMandates.All.Values.Where(m => m.Terms.Beneficiary == account).OrderBy(m => m.Position))
        {
            var words = await book.Store.FindOriginalAsync(mandate.Position, mandate.Entered.Words, default) is { } kept ? MandateWords.Of(kept.Span) : null;
            mandates.Add(new { mandate = mandate.Id, siret = mandate.Terms.Body.Value, body = words?.Body, @object = words?.Object, most = mandate.Terms.Most, first = mandate.Terms.First, last = mandate.Terms.Last, revoked = mandate.Revoked is not null });
        }
        return mandates;
    }

    private async Task<JsonArray> Accounts(PersonId person)
    {
        var accounts = new JsonArray();
        foreach (var id in await people.AccountsOf(person))
        {
            var account = await grains.GetGrain<IAccountGrain>(id.Value).Read();
            var holder = await people.HolderOf(id);
            var movements = new List<AccountEndpoints.MovementView>();
            await foreach (var entry in AccountEndpoints.EntriesOf(id, (await book.Store.HeadAsync(default)).Position, book))
                if (await AccountEndpoints.Movement(entry, id, people, book, grains) is { } movement) movements.Add(movement);
            accounts.Add(Node(new
            {
                account = id,
                kind = account.Kind,
                name = holder?.Name,
                siret = holder?.Siret,
                state = Words.Of(account.Status),
                balance = account.Of(terms.Unit),
                unit = terms.Unit,
                balances = AccountEndpoints.Balances(account, terms.Unit, await mutual.Unit()),
                ceilings = account.Ceilings,
                devices = account.Keys.Values.Select(k => new { kid = k.Key.Id, blocked = k.Blocked }),
                devicesToConfirm = account.Entered.Values.Select(k => new { kid = k.Key.Id, entered = k.At }),
                cards = account.Cards.Select(c => new { card = c.Key, confirmed = c.Value.Confirmed, blocked = c.Value.IsLocked }),
                mandates = account.Mandates.Values.Select(m => new
                {
                    mandate = m.Terms.Id,
                    payee = m.Terms.Payee,
                    @delegate = m.Delegate,
                    perPayment = m.Terms.PerPayment,
                    perPeriod = m.Terms.PerPeriod,
                    periodDays = m.Terms.PeriodDays,
                    firstDay = m.FirstDay,
                    lastDay = m.Terms.LastDay,
                    revoked = m.Revoked,
                }),
                publicMandates = await PublicMandates(id),
                bankAccounts = (await payouts.OfAsync(id, default)).Select(p => new { iban = p.Iban, entered = p.At, decided = p.DecidedAt, confirmed = p.Confirmed }),
                debitMandates = (await debitMandates.ListAsync(id, default)).Select(m => new
                {
                    reference = m.Reference,
                    holder = m.Holder,
                    iban = m.Iban,
                    signed = m.Signed,
                    exchange = m.Plan.Exchange,
                    dues = m.Plan.Dues,
                    duesEvery = m.Plan.DuesEvery,
                    day = m.Plan.Day,
                    until = m.Plan.Until,
                    onPaper = m.OnPaper,
                    entered = m.EnteredAt,
                    state = m.State,
                    lastUsed = m.LastUsed,
                }),
                onlinePayments = (await online.OfAsync(id, default)).Select(p => new { amount = p.Payment.Amount, state = p.Payment.State, paid = p.Payment.PaidAt, name = p.Payment.PayerName, email = p.Payment.PayerEmail, words = p.Words }),
                asks = (await asks.OfAsync(id, Many, default)).Select(a => new { ask = a.Request, from = a.Asker, to = a.Payer, note = a.Note, asked = a.AskedAt, expires = a.ExpiresAt, ending = a.Ending, ended = a.EndedAt }),
                blockedAskers = (await asks.BlockedByAsync(id, default)).Select(b => new { asker = b.Asker, since = b.At }),
                mandatesReceived = (await scheduled.GivenToAsync(id, default)).Select(m => new { mandate = m.Mandate, from = m.Account }),
                scheduledPayments = (await scheduled.OfAsync(id, default)).Select(s => new
                {
                    mandate = s.Payment.Mandate,
                    amount = s.Payment.Amount,
                    schedule = s.Payment.Schedule,
                    note = s.Payment.Note,
                    made = s.Payment.MadeAt,
                    next = s.Due,
                    runs = s.Runs,
                }),
                movements,
            }));
        }
        return accounts;
    }

    private async Task<JsonArray> Label(PersonId person, IEnumerable<ParticipantId> represented, Register known)
    {
        var all = new JsonArray();
        foreach (var id in represented)
        {
            var history = known.Participants[id];
            var named = await participants.FindAsync(id, default);
            var said = new List<object>();
            foreach (var fact in history.Applications.SelectMany(a => known.Applications[a].Facts).Where(f => f.Fact.By == person))
                said.Add(new { step = fact.Fact.Act.GetType().Name, on = fact.Fact.Effective, words = await register.Words(fact.Fact, fact.Position) });
            all.Add(Node(new
            {
                participant = id,
                name = named?.Name,
                number = named?.Holder.Value,
                commune = named?.Commune,
                address = named?.Address,
                postcode = named?.Postcode,
                email = named?.Email,
                website = named?.Website?.ToString(),
                description = named?.Description,
                acting = history.Representatives.Where(r => r.Person == person).Select(r => new { from = r.From, until = r.Until }),
                grants = history.Grants,
                applications = history.Applications.Select(a => a.ToString()),
                said,
            }));
        }
        return all;
    }

    private async Task<IReadOnlyList<Mail>> Mails(PersonId person, IEnumerable<ParticipantId> represented)
    {
        var mails = new List<Mail>(await outbox.ReadAsync(person.Value, Many, default));
        foreach (var participant in represented) mails.AddRange(await outbox.ReadAsync(participant.Value, Many, default));
        return mails;
    }

    /// <summary>What the person did with a privilege, and what staff did to them or to what is theirs.</summary>
    private async Task<IEnumerable<TrailEndpoints.TrailView>> Trail(PersonId person)
    {
        var acts = new List<TrailAct>(await trail.FindAsync(new(Person: person.Value), null, Many, default));
        foreach (var subject in (await people.AccountsOf(person)).Select(a => a.Value).Prepend(person.Value)) acts.AddRange(await trail.FindAsync(new(Subject: subject), null, Many, default));
        return acts.DistinctBy(a => a.Row.Number).OrderBy(a => a.Row.Number).Select(TrailEndpoints.TrailView.Of);
    }

    private JsonNode? Node<T>(T value) => JsonSerializer.SerializeToNode(value, Json);

    private static string Page(JsonObject all, Reader reader)
    {
        var page = new StringBuilder($"<!DOCTYPE html>\n<html lang=\"{reader.Language}\">\n<head><meta charset=\"utf-8\"><title>{Text(reader["mydata.title"])}</title></head>\n<body>\n<h1>{Text(reader["mydata.title"])}</h1>\n");
        foreach (var part in Parts)
        {
            page.Append("<h2>" + Text(reader[$"mydata.part.{part}"]) + "</h2>\n");
            Write(all[part], page);
        }
        return page.Append("</body>\n</html>\n").ToString();
    }

    private static void Write(JsonNode? node, StringBuilder page)
    {
        switch (node)
        {
            case JsonObject members:
                page.Append("<dl>\n");
                foreach (var (name, value) in members.Where(m => m.Value is not null))
                {
                    page.Append("<dt>" + Text(name) + "</dt><dd>");
                    Write(value, page);
                    page.Append("</dd>\n");
                }
                page.Append("</dl>\n");
                break;
            case JsonArray { Count: 0 } or null:
                page.Append("<p>–</p>\n");
                break;
            case JsonArray items:
                page.Append("<ul>\n");
                foreach (var item in items)
                {
                    page.Append("<li>");
                    Write(item, page);
                    page.Append("</li>\n");
                }
                page.Append("</ul>\n");
                break;
            default:
                page.Append(Text(node.ToString()));
                break;
        }
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
