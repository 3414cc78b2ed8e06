using System.Buffers.Text;
using System.Globalization;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Money;
using EssLedger.Core.Payloads;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Campaigns;
using EssLedger.Web.Keys;
using EssLedger.Web.Members;
using EssLedger.Web.Pages;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Accounts: opening, keys, balance, movements.</summary>
public static class AccountEndpoints
{
    public static void MapAccounts(this IEndpointRouteBuilder app)
    {
        var accounts = app.MapGroup("/v1/accounts").RequireAuthorization().WithTags("Accounts");
        accounts.MapPost("/", Open).WithSummary("Opens an account: for anyone by a bureau, or for oneself (pending until a bureau approves).");
        accounts.MapPost("/{account}/approve", Approve).WithSummary("Makes a pending account usable.");
        accounts.MapGet("/{account}", Read).WithSummary("Balance and keys; includes every payment acknowledged before the call.");
        accounts.MapPost("/{account}/name-check", CheckName).WithSummary("Whether an account is held under a name, so that one neither pays nor trusts a stranger whose account id was slipped in. The name itself is told to nobody.");
        accounts.MapGet("/{account}/entries", Entries).WithSummary("Movements, newest first.");
        accounts.MapGet("/{account}/statement.csv", StatementCsv).Produces<string>(200, "text/csv")
            .WithSummary("Movements from a day to a day (Europe/Paris, both included; all of them if left out), oldest first, each with the balance of its unit after it.");
        accounts.MapGet("/{account}/statement.pdf", StatementPdf).Produces<byte[]>(200, "application/pdf")
            .WithSummary($"The same in the ledger's unit on paper (A4), at most {AccountStatement.Longest} movements, and below them what the member paid in the currency before; `language` is fr (if left out) or en.");
        accounts.MapGet("/{account}/former-payments", Former).WithSummary("What the member paid and was paid in the currency before, newest first: history to read, in no balance and no book.");
        accounts.MapPost("/{account}/key-challenge", Challenge).WithSummary("32 bytes to sign within five minutes, once, to register a device key.");
        accounts.MapPost("/{account}/keys", AddKey).TakesCose("proof").Produces<KeyView>(201)
            .WithSummary("Registers a device key. The first signs for itself; a later one is signed for by an active key. With refundsUpTo it is a till's: it can only give back, at most so much at a time.");
        accounts.MapPost("/{account}/keys/enter", EnterKey).TakesCose("proof").Produces<KeyView>(202)
            .WithSummary("A bureau that checked who its visitor is enters the key of their new device, which signs for itself. The holder is told; a second person confirms; 24 hours later it can sign.");
        accounts.MapPost("/{account}/keys/{kid}/confirm", ConfirmKey).WithSummary("Another person of the bureau confirms an entered key.");
        accounts.MapDelete("/{account}/keys/{kid}", BlockKey).WithSummary("Blocks a device key: after the answer no server honours it. One that was only entered never will be.");
    }

    private static async Task<Results<Created<AccountView>, ProblemHttpResult>> Open(
        OpenAccount asked, HttpContext context, Caller caller, People people, IndividualAccounts individual, IGrainFactory grains, KeyDirectory keys, Terms terms, MutualCreditInForce mutual, TimeProvider clock)
    {
        var person = caller.RequiredPerson;
        var byBureau = caller.Is(Roles.Bureau, Roles.Admin);
        if (!byBureau && asked.Kind != AccountKind.Resident) return Problems.For("forbidden", "Only a bureau opens an account of this kind.");
        if (asked.Holder.Name.Trim() is not { Length: > 0 and <= 200 } name || !PlainText.Is(name))
            return Problems.InvalidField("holder.name", "1 to 200 characters without control characters and direction marks");
        if (asked.Holder.Siret is { } given && !Siret.TryParse(given, out _)) return Problems.InvalidField("holder.siret", "14 digits with right check digits");

        // A repeated request (Idempotency-Key) makes the same id, so opening is done once however often it is tried.
        var id = AccountId.FromRandom(Idempotency.IdempotentSecret(context, keys, "account"));
        var isNew = await people.HolderOf(id) is null;
        if (isNew && !byBureau && !await individual.Allow(person)) return Problems.For(IndividualAccounts.Refusal);
        var grain = grains.GetGrain<IAccountGrain>(id.Value);
        var account = await grain.Open(asked.Kind, byBureau ? SubjectStatus.Open : SubjectStatus.Pending, person);
        var holder = new AccountHolder(id, name, asked.Kind.ToString().ToLowerInvariant(), asked.Holder.Siret);
        if (isNew && byBureau) await people.OpenAccount(holder with { VerifiedBy = person, VerifiedAt = clock.GetUtcNow(), Bureau = await people.CounterOf(person) });
        else if (isNew && !await individual.Enter(person, id, holder, waits: true))
        {
            // Another request of theirs was quicker.
            await grain.TurnDown(person);
            return Problems.For(IndividualAccounts.Refusal);
        }
        return TypedResults.Created($"/v1/accounts/{id}", await View(account, people, terms, mutual, []));
    }

    /// <summary>A bureau may call it for any account, open ones too: it learns what it decided and not what the account holds.</summary>
    private static async Task<Results<Ok<ApprovedView>, ProblemHttpResult>> Approve(AccountId account, Caller caller, MemberDesk members, PaymentRequests requests)
    {
        await caller.RequireLooksAfter(account);
        return await members.Approve(account, caller.RequiredPerson) switch
        {
            null => TypedResults.Ok(new ApprovedView(account, (await requests.KindOf(account))!.Value, Words.Of(SubjectStatus.Open))),
            MemberRefusal.Own => Problems.For("forbidden", "Nobody approves an account of their own."),
            MemberRefusal.Unknown => Problems.For("not_found"),
            MemberRefusal.HasAccount => Problems.For(IndividualAccounts.Refusal),
            _ => Problems.For(Words.Of(KeyRefusal.AccountClosed)),
        };
    }

    private static async Task<Results<Ok<AccountView>, ProblemHttpResult>> Read(AccountId account, Caller caller, People people, IGrainFactory grains, Terms terms, MutualCreditInForce mutual, CampaignDesk campaigns)
    {
        await caller.RequireHolderOr(account, Roles.Auditor);
        if (await Find(account, grains) is not { } grain) return Problems.For("not_found");
        var known = await grain.Read();
        var purses = new List<CampaignEndpoints.PurseView>();
        // Who is helped by whom is the holder's alone to know.
        if (await caller.Holds(account))
            foreach (var purse in await campaigns.PursesOf(known)) purses.Add(await CampaignEndpoints.View(purse, campaigns));
        return TypedResults.Ok(await View(known, people, terms, mutual, purses));
    }

    /// <summary>Case, accents, punctuation and the order of the words do not matter. No account and one that is not open are answered like a wrong name.</summary>
    private static async Task<Results<Ok<NameCheckView>, ProblemHttpResult>> CheckName(AccountId account, NameFields asked, People people, PaymentRequests requests) =>
        asked.Name.Length is 0 or > 200 || !PlainText.Is(asked.Name)
            ? Problems.InvalidField("name", "1 to 200 characters without control characters and direction marks")
            : TypedResults.Ok(new NameCheckView(await requests.StatusOf(account, fresh: false) is SubjectStatus.Open && await people.HolderOf(account) is { } holder
                && MemberRegister.SameName(holder.Name, asked.Name)));

    private static async Task<Results<Ok<Page<MovementView>>, ProblemHttpResult>> Entries(
        AccountId account, Caller caller, People people, CurrencyBook book, IGrainFactory grains, int? limit = null, string? after = null)
    {
        await caller.RequireHolderOr(account, Roles.Auditor);
        if (limit is < 1 or > 500) return Problems.InvalidField("limit", "1 to 500");
        Position? before = null;
        if (after is not null)
        {
            if (!long.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var value)) return Problems.InvalidField("after", "a cursor that this call gave");
            before = new(value);
        }
        var wanted = limit ?? 50;
        var movements = new List<MovementView>();
        // Acts that move nothing (keys, refusals) are no movements: read on until the page is full.
        while (movements.Count < wanted)
        {
            var page = await book.Store.ReadSubjectBackAsync(account.Value, before, 200, default);
            foreach (var entry in page)
            {
                before = entry.Position;
                if (await Movement(entry, account, people, book, grains) is { } movement) movements.Add(movement);
                if (movements.Count == wanted) break;
            }
            if (page.Count < 200 && movements.Count < wanted)
            {
                before = null;
                break;
            }
        }
        return TypedResults.Ok(new Page<MovementView>(movements, before?.ToString()));
    }

    private static async Task<Results<PushStreamHttpResult, ProblemHttpResult>> StatementCsv(
        AccountId account, Caller caller, People people, CurrencyBook book, IGrainFactory grains, Day? from = null, Day? to = null)
    {
        await caller.RequireHolderOr(account, Roles.Auditor);
        if (await Find(account, grains) is null) return Problems.For("not_found");
        if (from is { } first && to is { } last && last.Date < first.Date) return Problems.InvalidField("to", "not before from");
        var head = (await book.Store.HeadAsync(default)).Position;
        return TypedResults.Stream(async answer =>
        {
            await using var text = new StreamWriter(answer, new UTF8Encoding(false)) { NewLine = "\r\n" };
            await text.WriteLineAsync(Csv.Line("day", "committedAt", "position", "kind", "direction", "amount", "unit", "balance", "counterparty", "counterpartyName", "payment", "refundOf", "note", "means", "delegateName"));
            var balances = new Dictionary<Unit, long>();
            await foreach (var entry in EntriesOf(account, head, book))
            {
                // The balance is that of the line's unit and of the book from its beginning, whichever days are asked for.
                Move(balances, entry, account);
                var day = ParisCalendar.DayOf(entry.CommittedAt);
                if (day < from?.Date) continue;
                if (day > to?.Date) break;
                if (await Movement(entry, account, people, book, grains) is not { } m) continue;
                await text.WriteLineAsync(Csv.Line(day.ToString("O", CultureInfo.InvariantCulture), m.CommittedAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
                    m.Position.ToString(), m.Kind, m.Direction, m.Amount.Minor.ToString(CultureInfo.InvariantCulture), m.Unit.Code, balances[m.Unit].ToString(CultureInfo.InvariantCulture),
                    m.Counterparty?.Account.Value, m.Counterparty?.Name, m.Payment?.ToString(), m.RefundOf?.ToString(), m.Note, m.Means, m.Delegate?.Name));
            }
        }, "text/csv; charset=utf-8; header=present", $"statement-{account}.csv");
    }

    /// <summary>Adds what an entry changes to an account's balances, unit by unit, in minor units.</summary>
    private static void Move(Dictionary<Unit, long> balances, Entry entry, AccountId account)
    {
        foreach (var leg in Codec.Decode(entry.Body).Transfers)
            balances[leg.Unit] = balances.GetValueOrDefault(leg.Unit) + (leg.To == account ? leg.Amount.Minor : 0) - (leg.From == account ? leg.Amount.Minor : 0);
    }

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> StatementPdf(
        AccountId account, Caller caller, People people, CurrencyBook book, IGrainFactory grains, INewcomerStore newcomers, Terms terms, Settings settings, TimeProvider clock, Day? from = null, Day? to = null, string language = "fr")
    {
        await caller.RequireHolderOr(account, Roles.Auditor);
        if (await Find(account, grains) is null) return Problems.For("not_found");
        if (from is { } first && to is { } last && last.Date < first.Date) return Problems.InvalidField("to", "not before from");
        if (!Reader.Languages.Contains(language)) return Problems.InvalidField("language", "fr or en");
        var (opening, balances, lines) = (0L, new Dictionary<Unit, long>(), new List<AccountStatement.Line>());
        await foreach (var entry in EntriesOf(account, (await book.Store.HeadAsync(default)).Position, book))
        {
            var day = ParisCalendar.DayOf(entry.CommittedAt);
            if (day > to?.Date) break;
            Move(balances, entry, account);
            var balance = balances.GetValueOrDefault(terms.Unit);
            if (day < from?.Date) opening = balance;
            else if (await Movement(entry, account, people, book, grains) is { } m && m.Unit == terms.Unit)
                lines.Add(new(day, m.Kind, m.Counterparty?.Name, m.Note, m.Direction == "debit" ? -m.Amount.Minor : m.Amount.Minor, balance));
            if (lines.Count > AccountStatement.Longest) return Problems.InvalidField("to", $"fewer days: on paper there is room for {AccountStatement.Longest} movements; statement.csv has no limit");
        }
        var today = ParisCalendar.DayOf(clock.GetUtcNow());
        var statement = new AccountStatement(account, (await people.HolderOf(account))?.Name, settings.Name, terms.Unit, from?.Date, to?.Date ?? today, today, opening, lines, await newcomers.FormerAsync(account, AccountStatement.Longest, default));
        return TypedResults.Bytes(statement.ToPdf(new(language)), "application/pdf", $"statement-{account}.pdf");
    }

    private static async Task<Results<Ok<Page<FormerPaymentView>>, ProblemHttpResult>> Former(AccountId account, Caller caller, IGrainFactory grains, INewcomerStore newcomers)
    {
        await caller.RequireHolderOr(account, Roles.Auditor);
        if (await Find(account, grains) is null) return Problems.For("not_found");
        return TypedResults.Ok(new Page<FormerPaymentView>([.. (await newcomers.FormerAsync(account, AccountStatement.Longest, default)).Select(p => new FormerPaymentView(p.Source, p.Reference, p.Day, p.Minor < 0 ? "debit" : "credit", Amount.FromMinor(Math.Abs(p.Minor)), p.Other, p.Words))], null));
    }

    internal static async IAsyncEnumerable<Entry> EntriesOf(AccountId account, Position through, CurrencyBook book)
    {
        for (var after = Position.None; ;)
        {
            var page = await book.Store.ReadSubjectAsync(account.Value, after, 500, default);
            foreach (var entry in page.TakeWhile(e => e.Position <= through)) yield return entry;
            if (page.Count < 500 || page[^1].Position >= through) yield break;
            after = page[^1].Position;
        }
    }

    internal static async Task<MovementView?> Movement(Entry entry, AccountId account, People people, CurrencyBook book, IGrainFactory grains)
    {
        var act = Codec.Decode(entry.Body);
        var legs = act.Transfers.Where(t => t.From == account || t.To == account).ToList();
        if (legs.Count == 0) return null;
        var debit = legs[0].From == account;
        var other = debit ? legs[0].To : legs[0].From;
        var paid = act as Act.Paid;
        var note = paid is not null && await book.Store.FindOriginalAsync(entry.Position, paid.Received, default) is { } bytes ? NoteOf(paid, bytes) : null;
        // Whom somebody trusted with their money is no business of whoever is paid.
        var whose = debit && paid is { Means: Means.Mandate, By: not null, Credential: { } credential }
            ? (await grains.GetGrain<IAccountGrain>(account.Value).Read()).Mandates[new(credential)].Delegate : null;
        return new(entry.Position, entry.CommittedAt, Words.KindOf(act), debit ? "debit" : "credit", legs.Aggregate(Amount.Zero, (sum, t) => sum + t.Amount), legs[0].Unit,
            paid is null ? null : new(other, (await people.HolderOf(other))?.Name), paid?.Order, paid?.Refunds, note, paid is null ? null : Words.Of(paid.Means),
            whose is { } trusted ? new(trusted, (await people.HolderOf(trusted))?.Name) : null);
    }

    /// <summary>What the payer wrote, in the original behind a payment: an order, or what the server wrote down.</summary>
    internal static string? NoteOf(Act.Paid paid, ReadOnlyMemory<byte> original) => paid.Means is Means.Device
        ? SignedOrder.TryDecode(original, out var order, out _) ? order.Order.Note : null
        : Instruction.Decode(original).Order.Note;

    private static async Task<Results<Ok<ChallengeView>, ProblemHttpResult>> Challenge(AccountId account, Caller caller, IGrainFactory grains)
    {
        await caller.RequireHolderOr(account, Roles.Bureau, Roles.Admin);
        if (await Find(account, grains) is not { } grain) return Problems.For("not_found");
        return TypedResults.Ok(new ChallengeView(Base64Url.EncodeToString(await grain.Challenge(caller.RequiredPerson))));
    }

    private static async Task<Results<Created<KeyView>, ProblemHttpResult>> AddKey(AccountId account, HttpContext context, Caller caller, IGrainFactory grains, long? refundsUpTo = null)
    {
        await caller.RequireHolderOr(account, Roles.Bureau);
        if (refundsUpTo is < 1 or > CoreJson.MaxExact) return Problems.InvalidField("refundsUpTo", "a positive number of hundredths");
        var bytes = await Cose.Read(context);
        if (!SignedProof.TryDecode(bytes, out var proof, out var why)) return Problems.For("malformed_payload", why);
        if (await Find(account, grains) is not { } grain) return Problems.For("not_found");
        if (await grain.AddKey(proof, caller.RequiredPerson, refundsUpTo is { } most ? Amount.FromMinor(most) : null) is { Refusal: { } refusal }) return Problems.For(Words.Of(refusal));
        return TypedResults.Created($"/v1/accounts/{account}/keys/{proof.Proof.Key.Id}", await KeyOf(grain, proof.Proof.Key.Id));
    }

    private static async Task<Results<Accepted<KeyView>, ProblemHttpResult>> EnterKey(AccountId account, HttpContext context, Caller caller, People people, IGrainFactory grains, DeviceNotice notice)
    {
        await caller.RequireLooksAfter(account);
        if (await Find(account, grains) is not { } grain) return Problems.For("not_found");
        if (await people.Holds(caller.RequiredPerson, account)) return Problems.For("forbidden", "Nobody enters a device for an account of their own.");
        var bytes = await Cose.Read(context);
        if (!SignedProof.TryDecode(bytes, out var proof, out var why)) return Problems.For("malformed_payload", why);
        if (await grain.EnterKey(proof, caller.RequiredPerson) is { Refusal: { } refusal }) return Problems.For(Words.Of(refusal));
        var key = await KeyOf(grain, proof.Proof.Key.Id);
        await notice.Entered(account, key.Kid, key.ActiveFrom!.Value);
        return TypedResults.Accepted($"/v1/accounts/{account}/keys/{key.Kid}", key);
    }

    private static async Task<Results<Ok<KeyView>, ProblemHttpResult>> ConfirmKey(AccountId account, string kid, Caller caller, People people, IGrainFactory grains)
    {
        await caller.RequireLooksAfter(account);
        if (!KeyId.TryParse(kid, out var key) || await Find(account, grains) is not { } grain) return Problems.For("not_found");
        if (await people.Holds(caller.RequiredPerson, account)) return Problems.For("forbidden", "Nobody confirms a device for an account of their own.");
        return await grain.ConfirmKey(key, caller.RequiredPerson) is { Refusal: { } refusal } ? Problems.For(Words.Of(refusal)) : TypedResults.Ok(await KeyOf(grain, key));
    }

    private static async Task<KeyView> KeyOf(IAccountGrain grain, KeyId key) => KeysOf(await grain.Read()).Single(k => k.Kid == key);

    private static IEnumerable<KeyView> KeysOf(Account account) =>
        [.. account.Keys.Values.Select(k => new KeyView(k.Key.Id, k.Blocked, k.From > DateTimeOffset.UnixEpoch ? k.From : null, k.RefundsUpTo, ToConfirm: false)),
         .. account.Entered.Values.Select(k => new KeyView(k.Key.Id, Blocked: false, k.At + KeyRules.Wait, null, ToConfirm: true))];

    private static async Task<Results<NoContent, ProblemHttpResult>> BlockKey(AccountId account, string kid, Caller caller, IGrainFactory grains)
    {
        await caller.RequireHolderOr(account, Roles.Bureau);
        if (!KeyId.TryParse(kid, out var key) || await Find(account, grains) is not { } grain) return Problems.For("not_found");
        return await grain.BlockKey(key, caller.RequiredPerson) ? TypedResults.NoContent() : Problems.For("not_found");
    }

    /// <summary>The account's grain, if there is such an account.</summary>
    private static async Task<IAccountGrain?> Find(AccountId account, IGrainFactory grains)
    {
        var grain = grains.GetGrain<IAccountGrain>(account.Value);
        return (await grain.Read()).Kind is null ? null : grain;
    }

    private static async Task<AccountView> View(Account account, People people, Terms terms, MutualCreditInForce mutual, IReadOnlyList<CampaignEndpoints.PurseView> purses) => new(
        account.Id, account.Kind!.Value, (await people.HolderOf(account.Id))?.Name, Words.Of(account.Status), account.Of(terms.Unit), terms.Unit, account.Position,
        !account.IsProfessional ? null : account.AgreementEnded ? "ended" : "in_force",
        [.. KeysOf(account)], purses, Balances(account, terms.Unit, await mutual.Unit()));

    /// <summary>First the ledger's unit, then mutual credit where the account is or was admitted to it.</summary>
    internal static IReadOnlyList<UnitBalanceView> Balances(Account account, Unit unit, Unit? credit) => credit is { } of && (account.Credit is not null || account.Balances.ContainsKey(new(of, null)))
        ? [new(unit, account.Of(unit), null, null), new(of, account.In(new(of, null)), account.Credit?.Floor, account.Credit?.Ceiling)] : [new(unit, account.Of(unit), null, null)];

    /// <summary>Who is to hold an account.</summary>
    public sealed record OpenAccount(AccountKind Kind, HolderFields Holder);

    /// <param name="Name">1 to 200 characters.</param>
    /// <param name="Siret">14 digits, for an establishment.</param>
    public sealed record HolderFields(string Name, string? Siret = null);

    /// <param name="State"><c>pending</c>, <c>active</c> or <c>closed</c>.</param>
    /// <param name="Balance">All it holds of the unit, purses included, in minor units.</param>
    /// <param name="Position">The last entry of the book that the balance counts.</param>
    /// <param name="Agreement">Under which a professional reconverts: <c>in_force</c> or <c>ended</c>; null: an individual's account, which never does.</param>
    /// <param name="Purses">For the holder: the purses that hold something, the one that ends first in front. For others empty.</param>
    /// <param name="Balances">Unit by unit: the ledger's first, then mutual credit.</param>
    public sealed record AccountView(AccountId Account, AccountKind Kind, string? Name, string State, Balance Balance, Unit Unit, Position Position, string? Agreement,
        IReadOnlyList<KeyView> Keys, IReadOnlyList<CampaignEndpoints.PurseView> Purses, IReadOnlyList<UnitBalanceView> Balances);

    /// <param name="Balance">What the account holds of the unit, in hundredths; of mutual credit perhaps below zero.</param>
    /// <param name="Floor">In mutual credit, how far below zero it may go; null: the unit is the ledger's, or the account is admitted no longer.</param>
    /// <param name="Ceiling">In mutual credit, how far above.</param>
    public sealed record UnitBalanceView(Unit Unit, Balance Balance, Amount? Floor, Amount? Ceiling);

    /// <param name="State"><c>active</c>; <c>closed</c> where it was too late.</param>
    public sealed record ApprovedView(AccountId Account, AccountKind Kind, string State);

    /// <param name="Blocked">It can sign nothing new.</param>
    /// <param name="ActiveFrom">For a key that a bureau entered: from when on it can sign, once it is confirmed.</param>
    /// <param name="RefundsUpTo">For a till's key: it can only give back, at most so many hundredths at a time.</param>
    /// <param name="ToConfirm">A bureau entered it, and a second person has yet to confirm it.</param>
    public sealed record KeyView(KeyId Kid, bool Blocked, DateTimeOffset? ActiveFrom, Amount? RefundsUpTo, bool ToConfirm);

    public sealed record ChallengeView(string Challenge);

    /// <summary>One movement of an account.</summary>
    /// <param name="Kind"><c>payment</c>, <c>refund</c>, <c>reconversion</c>, <c>issuance</c>…</param>
    /// <param name="Direction"><c>debit</c> or <c>credit</c>, seen from the account.</param>
    /// <param name="Amount">In minor units.</param>
    /// <param name="Payment">The payment's id, if it is one.</param>
    /// <param name="RefundOf">The payment that it gives back, if it is a refund.</param>
    /// <param name="Means">What authorised it: <c>device</c>, <c>card</c> or <c>mandate</c>; null where it is no payment.</param>
    /// <param name="Delegate">For the payer: who used the mandate; null where the ledger did by itself, as arranged, or no mandate was used.</param>
    public sealed record MovementView(Position Position, DateTimeOffset CommittedAt, string Kind, string Direction, Amount Amount, Unit Unit,
        PartyView? Counterparty, OrderId? Payment, OrderId? RefundOf, string? Note, string? Means, PartyView? Delegate);

    /// <param name="Source">From which system it was brought.</param>
    /// <param name="Reference">Its id there.</param>
    /// <param name="Other">With whom, in that system's words.</param>
    /// <param name="Words">What for.</param>
    public sealed record FormerPaymentView(string Source, string Reference, DateOnly Day, string Direction, Amount Amount, string Other, string Words);

    /// <param name="Name">As one knows it.</param>
    public sealed record NameFields(string Name);

    /// <param name="Agrees">Whether an open account of this id is held under this name.</param>
    public sealed record NameCheckView(bool Agrees);

    public sealed record PartyView(AccountId Account, string? Name);
}

/// <summary>One page of a list.</summary>
/// <param name="Next">What to give as <c>after</c> for the next page; null at the end.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? Next);
