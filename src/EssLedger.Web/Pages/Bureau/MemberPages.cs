using System.Globalization;
using System.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;
using OpenIddict.Abstractions;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>An account on a member's page.</summary>
/// <param name="Holder">In whose name it stands.</param>
/// <param name="Now">As the book has it.</param>
/// <param name="VerifiedBy">The name of who checked the holder's name; null: nobody did.</param>
/// <param name="Standing">Its ceilings, and what of them is used.</param>
public sealed record ShownAccount(AccountHolder Holder, EssLedger.Core.Accounts.Account Now, string? VerifiedBy, IReadOnlyList<CeilingStanding> Standing);

/// <summary>The screens on which the association looks after its members. What a form says is done by <see cref="MemberDesk"/>, as what the API is told.</summary>
public static class MemberPages
{
    public const string Members = "/bureau/membres", Memberships = $"{Members}/adhesions", Proposals = $"{Members}/demandes";

    public static void MapMemberPages(this IEndpointRouteBuilder app)
    {
        // Whoever works for one bureau looks after its members; what concerns all of them is for the association's office.
        var counter = app.MapGroup(Members).LetIn([Roles.Bureau, Roles.Admin]);
        var office = app.MapGroup(Members).LetIn([Roles.Bureau, Roles.Admin]).ForAll();
        counter.MapGet("/", (string? q, string? sorte, int? page, HttpContext context, Desk desk) => desk.List(context, q, sorte, page ?? 1));
        counter.MapPost("/", (HttpContext context, Desk desk) => desk.Enter(context));
        office.MapGet("/adhesions", (string? etat, HttpContext context, Desk desk) => desk.ShowMemberships(etat));
        office.MapPost("/adhesions", (HttpContext context, Desk desk) => desk.SetFee(context));
        office.MapGet("/adhesions.csv", (Desk desk) => desk.Export());
        office.MapGet("/demandes", (HttpContext context, Desk desk) => desk.ShowProposals(context));
        office.MapPost("/demandes", (HttpContext context, Desk desk) => desk.DecideProposal(context));
        office.MapGet("/comptes/{account}", async (AccountId account, HttpContext context, Desk desk) => await desk.Show(context, await desk.Find(account)));
        office.MapPost("/comptes/{account}", async (AccountId account, HttpContext context, Desk desk) => await desk.Take(context, await desk.Find(account)));
        counter.MapGet("/{person}", async (string person, HttpContext context, Desk desk) =>
            PersonId.TryParse(person, out var id) && await desk.Into(id) is { } other ? Results.Redirect($"{Members}/{other}") : await desk.Show(context, await desk.Find(context, person)));
        counter.MapPost("/{person}", async (string person, HttpContext context, Desk desk) => await desk.Take(context, await desk.Find(context, person)));
    }

    /// <summary>Pages about all members: not for those who are let in only because they work for one bureau.</summary>
    internal static RouteGroupBuilder ForAll(this RouteGroupBuilder pages, params string[] others) => pages.AddEndpointFilter(async (invocation, next) =>
        others.Any(invocation.HttpContext.User.IsInRole) || await CountersOf(invocation.HttpContext) is null ? await next(invocation) : AccountPages.Page<DeniedPage>(status: 403));

    /// <summary>The bureaux for which somebody works; null: for the association's office, or as an administrator.</summary>
    internal static async Task<IReadOnlyList<ExchangeBureau>?> CountersOf(HttpContext context) =>
        context.User.IsInRole(Roles.Admin) ? null : await context.RequestServices.GetRequiredService<People>().CountersOf(context.User.Person()!.Value);

    /// <summary>Euros as people type them, in cents; null: they cannot be read.</summary>
    internal static long? Cents(string? text) =>
        AmountParser.Read(text, out var amount) is null ? amount.Minor : null;

    /// <summary>Cents as a reader of a language writes euros.</summary>
    public static string Euros(this Reader reader, long cents) => (cents / 100m).ToString("N2", CultureInfo.GetCultureInfo(reader.Language == "fr" ? "fr-FR" : "en-GB")) + "\u00A0€";

    /// <summary>What these screens show and do.</summary>
    internal sealed class Desk(
        MemberRegister register, MemberDesk members, MembershipDesk memberships, DebitedDues dues, TermsDesk terms, IAlertStore alerts, Proposals proposals, Doubles doubles, Rights rights, People people, Sessions sessions,
        IOpenIddictTokenManager tokens, IOpenIddictAuthorizationManager grants, IGrainFactory grains, Reader reader, Settings settings)
    {
        private const int PageSize = 50, MostCandidates = 10;
        /// <summary>The word for accounts that are tied to nobody, beside the kinds of accounts.</summary>
        internal const string Nobody = "nobody";

        public Task<PersonId?> Into(PersonId person) => register.Into(person);

        public async Task<Member?> Find(HttpContext context, string person) => PersonId.TryParse(person, out var id) ? (await Mine(context)).FirstOrDefault(m => m.Person == id) : null;

        /// <summary>Everybody for the association's office; for a bureau those with an account that belongs to it or that waits, and of them these accounts alone.</summary>
        private async Task<IReadOnlyList<Member>> Mine(HttpContext context)
        {
            var all = await register.All();
            if (await CountersOf(context) is not { } counters) return all;
            return [.. all.Where(m => m.Person is not null).Select(m => m with { Accounts = [.. m.Accounts.Where(a => counters.Any(c => c.Id == a.Bureau) || (a.Bureau is null && m.Waiting.Any(w => w.Account == a.Account)))] }).Where(m => m.Accounts.Count > 0)];
        }

        public async Task<Member?> Find(AccountId account) => (await register.All()).FirstOrDefault(m => m.Accounts.Any(a => a.Account == account));

        public async Task<IResult> List(HttpContext context, string? query, string? kind, int page, SentForm? sent = null, IReadOnlyList<Member>? perhaps = null)
        {
            var all = await Mine(context);
            var asked = (query ?? "").Trim();
            var found = all.Where(m => (string.IsNullOrEmpty(kind) || (kind == Nobody ? m.Person is null : m.Kinds.Contains(kind))) && (asked.Length == 0 || MemberRegister.Matches(m, asked))).ToList();
            var waiting = all.SelectMany(m => m.Waiting.Select(a => (Member: m, Admission: a))).OrderBy(w => w.Admission.Asked).ToList();
            var shown = Math.Clamp(page, 1, Math.Max(1, (found.Count + PageSize - 1) / PageSize));
            return AccountPages.Page<MembersPage>(new
            {
                // Doubles are looked for among those only whom the page shows: whoever floods the list must not stop it.
                Waiting = waiting.Select((w, i) => new WaitingMember(w.Member, w.Admission, i < MembersPage.Shown ? MemberRegister.PerhapsSame(all, w.Member) : [])).ToList(),
                Found = found.Skip((shown - 1) * PageSize).Take(PageSize).ToList(),
                found.Count,
                Number = shown,
                HasNext = found.Count > shown * PageSize,
                Query = query,
                Kind = kind,
                Perhaps = perhaps ?? [],
                Counters = await CountersOf(context),
                Sent = sent,
            }, sent is null ? 200 : 422);
        }

        public async Task<IResult> Enter(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            if (sent.Act != "enter") return AccountPages.Page<NotFoundPage>(status: 404);
            if (WishOf(sent) is not { } wish) return await List(context, null, null, 1, sent.Refused("entry.choice"));
            var (person, refusal) = await members.Enter(wish, sent["contact"], sent["email"], sent.Yes("another"), Me(context));
            if (person is { } entered) return Results.Redirect($"{Members}/{entered}?fait=enter");
            var likely = new Member(null, sent["contact"] ?? wish.Name, sent["email"], null, [new(AccountId.Parse("NONE"), wish.Name, sent["kind"]!, wish.Siret)], []);
            return await List(context, null, null, 1, sent.Refused($"memberRefusal.{refusal}"), refusal is MemberRefusal.PerhapsKnown ? [.. MemberRegister.PerhapsSame(await register.All(), likely).Select(p => p.Member)] : null);
        }

        public async Task<IResult> Show(HttpContext context, Member? member, SentForm? sent = null)
        {
            if (member is null) return AccountPages.Page<NotFoundPage>(status: 404);
            var accounts = new List<ShownAccount>();
            foreach (var holder in member.Accounts)
            {
                var now = await grains.GetGrain<IAccountGrain>(holder.Account.Value).Read();
                accounts.Add(new(holder, now, holder.VerifiedBy is { } by ? (await people.Find(by))?.DisplayName ?? reader["word.erased"] : null, await terms.StandingOf(now)));
            }
            // Whoever handles alerts sees here which concern the member.
            var found = new List<KeptAlert>();
            if (AlertPages.Readers.Any(context.User.IsInRole))
                foreach (var holder in member.Accounts) found.AddRange(await alerts.ListAsync(new(Account: holder.Account), null, PageSize, default));
            var counters = await CountersOf(context);
            var (bureaux, asked) = (await rights.Bureaux(), context.Request.Query["q"].ToString().Trim());
            return AccountPages.Page<MemberPage>(new
            {
                Of = member,
                Alerts = found.DistinctBy(a => a.Number).OrderByDescending(a => a.Number).ToList(),
                Accounts = accounts,
                IsOffice = counters is null,
                Bureaux = bureaux,
                Bar = member.Person is { } whom ? await people.BarOf(whom) : null,
                Query = asked,
                Candidates = member.Person is not null || counters is not null ? []
                    : (await register.All()).Where(m => m.Person is not null && asked.Length > 0 && MemberRegister.Matches(m, asked)).Concat(MemberRegister.PerhapsSame(await register.All(), member).Select(p => p.Member).Where(m => m.Person is not null)).DistinctBy(m => m.Person).Take(MostCandidates).ToList(),
                Admissions = member.Person is { } person ? await register.AdmissionsOf(person) : [],
                Perhaps = counters is null ? MemberRegister.PerhapsSame(await register.All(), member) : [],
                Paid = member.Person is { } payer ? await memberships.Of(payer) : [],
                Fees = (await memberships.Fees()).Where(f => f.Year >= memberships.Today.Year - 1 && (member.Accounts.Count == 0 || member.Kinds.Contains(f.Kind))).ToList(),
                memberships.Today,
                IsMine = member.Person == Me(context),
                IsBureau = context.User.IsInRole(Roles.Bureau),
                IsAdmin = context.User.IsInRole(Roles.Admin),
                settings.Unit,
                Sent = sent,
            }, sent is null ? 200 : 422);
        }

        public async Task<IResult> Take(HttpContext context, Member? member)
        {
            if (member is null) return AccountPages.Page<NotFoundPage>(status: 404);
            var (sent, me) = (await SentForm.Read(context), Me(context));
            // An act on an account of another member has no place on this page.
            var account = AccountId.TryParse(sent.Which?.Split('/')[0], out var named) && member.Accounts.Any(a => a.Account == named) ? named : (AccountId?)null;
            var thing = sent.Which?.Split('/') is [_, var last] ? last : "";
            try
            {
                // Devices and cards are for a bureau, as in the API.
                if (sent.Act is "confirm-key" or "block-key" or "card" or "confirm-card" or "block-card" && !context.User.IsInRole(Roles.Bureau)) return AccountPages.Page<DeniedPage>(status: 403);
                if (sent.Act == "ceilings")
                {
                    if (!context.User.IsInRole(Roles.Admin)) return AccountPages.Page<DeniedPage>(status: 403);
                    var (_, unset) = account is { } limited ? await terms.SetOf(limited, LimitPages.CeilingsIn(sent), sent.Reason, me) : (null, TermsRefusal.Unknown);
                    return unset is { } why ? await Show(context, member, sent.Refused($"termsRefusal.{why}")) : Done(member, sent);
                }
                // What joins two things is for the office; and staff are let in and out by administrators.
                if (sent.Act is "link" or "merge" or "tie" or "place" && await CountersOf(context) is not null) return AccountPages.Page<DeniedPage>(status: 403);
                if (sent.Act == "card" && account is { } carried)
                {
                    var (number, refused) = await members.EnterCard(carried, sent["pin"], sent["again"], me);
                    if (number is null) return await Show(context, member, sent.Refused($"memberRefusal.{refused}"));
                    var holder = member.Accounts.First(a => a.Account == carried).Name;
                    return Results.Bytes(CardPrint.ToPdf(holder, Qr.Of(QrText.Of('C', number, settings)), settings.Name, reader), "application/pdf", "carte.pdf");
                }
                if (sent.Act == "paid")
                {
                    var unpaid = member.Person is { } payer && sent["fee"]?.Split('-') is [var year, var kind] && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var of)
                        ? await memberships.Enter(payer, of, kind, Cents(sent["euros"]), sent.Day("paid"), sent["reference"], me) : MembershipRefusal.NoPrice;
                    return unpaid is { } why ? await Show(context, member, sent.Refused($"membershipRefusal.{why}")) : Done(member, sent);
                }
                var refusal = (sent.Act, account, member.Person) switch
                {
                    ("approve", { } on, _) => await members.Approve(on, me),
                    ("refuse", { } on, _) => await members.Refuse(on, sent.Reason, me),
                    ("correct", { } on, _) => await members.Correct(on, sent["name"], sent["siret"], me),
                    ("confirm-key", { } on, _) => KeyId.TryParse(thing, out var key) ? await members.ConfirmKey(on, key, me) : MemberRefusal.NothingWaits,
                    ("block-key", { } on, _) => KeyId.TryParse(thing, out var key) ? await members.BlockKey(on, key, me) : MemberRefusal.Unknown,
                    ("confirm-card", { } on, _) => CardId.TryParse(thing, out var card) ? await members.ConfirmCard(on, card, me) : MemberRefusal.NothingWaits,
                    ("block-card", { } on, _) => CardId.TryParse(thing, out var card) ? await members.BlockCard(on, card, me) : MemberRefusal.Unknown,
                    ("open", _, { } person) => WishOf(sent) is { } wish ? await members.OpenFor(person, wish, me) : throw new UnreadableException("choice"),
                    ("link", _, { } person) => AccountId.TryParse(sent["account"]?.Trim().ToUpperInvariant(), out var other) ? await members.Link(person, other, sent.Yes("seen"), me) : MemberRefusal.Unknown,
                    ("merge", _, { } person) => await proposals.Ask(ProposedAct.Merge, person, sent.Which ?? "", sent.Reason, sent.Yes("seen"), me),
                    ("tie", { } on, null) => await proposals.Ask(ProposedAct.Tie, sent.Id<PersonId>("person", PersonId.TryParse), on.Value, sent.Reason, sent.Yes("seen"), me),
                    ("place", { } on, _) => await Place(on, sent["bureau"], me),
                    ("signout", _, { } person) => await SignOut(person, me),
                    _ => MemberRefusal.Unknown,
                };
                return refusal is { } no ? await Show(context, member, sent.Refused($"memberRefusal.{no}")) : Done(member, sent);
            }
            catch (UnreadableException unreadable)
            {
                return await Show(context, member, sent.Refused(unreadable.Sentence));
            }
        }

        private async Task<MemberRefusal?> Place(AccountId account, string? bureau, PersonId me)
        {
            if (await people.Holds(me, account)) return MemberRefusal.Own;
            if (bureau is not null && (await rights.Bureaux()).All(b => b.Id != bureau)) return MemberRefusal.Unknown;
            await people.Place(account, bureau);
            return null;
        }

        /// <summary>Ends whatever is signed in as a member: of those who act for others, an administrator does it on the screen of rights.</summary>
        private async Task<MemberRefusal?> SignOut(PersonId person, PersonId me)
        {
            if (person == me) return MemberRefusal.Own;
            if ((await people.RolesOf(person)).Any(Roles.Staff.Contains)) return MemberRefusal.HasDuties;
            await sessions.EndAll(person, tokens, grants);
            return null;
        }

        public async Task<IResult> ShowProposals(HttpContext context, SentForm? sent = null)
        {
            var all = (await register.All()).Where(m => m.Person is not null).ToDictionary(m => m.Person!.Value);
            var (waiting, past, undoable) = (await proposals.Waiting(), await proposals.Past(), await doubles.Undoable());
            var sides = new Dictionary<string, RecordSide>();
            foreach (var person in waiting.Select(p => p.Person).Concat(waiting.Where(p => p.Act is ProposedAct.Merge or ProposedAct.Part).Select(p => PersonId.Parse(p.Other))).Distinct())
                if (await people.Find(person) is { } known)
                    sides[person.Value] = new(known, all.GetValueOrDefault(person)?.Accounts ?? [], await people.AssignmentsOf(person), await memberships.Of(person), await register.AdmissionsOf(person), await people.WaysOf(person));
            var names = new Dictionary<string, string>();
            foreach (var person in waiting.Concat(past).SelectMany(p => new[] { p.By, p.DecidedBy ?? p.By, p.Person }).Concat(undoable.SelectMany(m => new[] { m.Gone, m.Into, m.By })).Distinct())
                if (await people.Find(person) is { } known) names[person.Value] = known.DisplayName;
            var accounts = new Dictionary<string, AccountHolder>();
            foreach (var tie in waiting.Where(p => p.Act is ProposedAct.Tie))
                if (await people.HolderOf(AccountId.Parse(tie.Other)) is { } holder) accounts[tie.Other] = holder;
            return AccountPages.Page<ProposalsPage>(new { Waiting = waiting, Past = past, Undoable = undoable, Sides = sides, Names = names, Accounts = accounts, Me = Me(context), Sent = sent }, sent is null ? 200 : 422);
        }

        public async Task<IResult> DecideProposal(HttpContext context)
        {
            var (sent, me) = (await SentForm.Read(context), Me(context));
            // Who may sign in is for administrators.
            if (sent.Act is "grant" && !context.User.IsInRole(Roles.Admin) && (await proposals.Waiting()).Any(p => p.Id == sent.Which && p.Act is ProposedAct.LetIn)) return AccountPages.Page<DeniedPage>(status: 403);
            var refusal = sent.Act switch
            {
                "grant" => await proposals.Decide(sent.Which ?? "", granted: true, me),
                "decline" => await proposals.Decide(sent.Which ?? "", granted: false, me),
                "part" => (await doubles.Undoable()).FirstOrDefault(m => m.Gone.Value == sent.Which) is { } merger ? await proposals.Ask(ProposedAct.Part, merger.Into, merger.Gone.Value, sent.Reason, seen: true, me) : MemberRefusal.Unknown,
                _ => MemberRefusal.Unknown,
            };
            return refusal is { } no ? await ShowProposals(context, sent.Refused($"memberRefusal.{no}")) : Results.Redirect($"{Proposals}?fait={Uri.EscapeDataString(sent.Act)}");
        }

        public async Task<IResult> ShowMemberships(string? state, SentForm? sent = null) => AccountPages.Page<MembershipsPage>(new
        {
            All = (await Standings()).Where(s => string.IsNullOrEmpty(state) || s.State.ToString() == state).ToList(),
            Fees = await memberships.Fees(),
            Left = await Unentered(),
            memberships.Today,
            State = state,
            Sent = sent,
        }, sent is null ? 200 : 422);

        /// <summary>Dues that banks paid and that made no membership, with whose they are.</summary>
        private async Task<List<(UnenteredDues Dues, string Name)>> Unentered()
        {
            await dues.Enter(default);
            var left = new List<(UnenteredDues, string)>();
            foreach (var one in dues.Left) left.Add((one, (await people.HolderOf(one.Debit.Account))?.Name ?? one.Debit.Account.Value));
            return left;
        }

        public async Task<IResult> SetFee(HttpContext context)
        {
            var sent = await SentForm.Read(context);
            try
            {
                return await memberships.SetFee(sent.Number("year", 2000, 9999) ?? 0, sent["kind"] ?? "", Cents(sent["euros"]), sent.Yes("free"), sent.Yes("rolling")) is { } refusal
                    ? await ShowMemberships(null, sent.Refused($"membershipRefusal.{refusal}")) : Results.Redirect($"{Memberships}?fait=fee");
            }
            catch (UnreadableException unreadable)
            {
                return await ShowMemberships(null, sent.Refused(unreadable.Sentence));
            }
        }

        public async Task<IResult> Export() =>
            Results.File(Encoding.UTF8.GetBytes(Csv.Table(["name", "email", "kind", "state", "first", "last", "cents", "paid", "reference"], (await Standings()).Select(s => (string?[])
            [
                s.Member.Name, s.Member.Email, s.Last?.Kind ?? s.Member.Kinds.FirstOrDefault(), s.State.ToString().ToLowerInvariant(), s.Last?.First.Iso(), s.Last?.Last.Iso(),
                s.Last?.Cents.ToString(CultureInfo.InvariantCulture), s.Last?.Paid.Iso(), s.Last?.Reference,
            ]))), "text/csv; charset=utf-8; header=present", "adhesions.csv");

        private async Task<List<MemberStanding>> Standings()
        {
            var latest = await memberships.Latest();
            return [.. (await register.All()).Where(m => m.Person is not null).Select(m => Standing(m, latest.GetValueOrDefault(m.Person!.Value)))];

            MemberStanding Standing(Member member, Membership? last) => new(member, MembershipStates.On(last?.Last, memberships.Today), last);
        }

        private static AccountWish? WishOf(SentForm sent) =>
            Enum.TryParse<AccountKind>(sent["kind"], ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? new(kind, sent["name"]?.Trim() ?? "", kind is AccountKind.Resident ? null : MemberDesk.Digits(sent["siret"])) : null;

        private static IResult Done(Member member, SentForm sent) => Results.Redirect($"{member.Path}?fait={Uri.EscapeDataString(sent.Act)}");

        private static PersonId Me(HttpContext context) => context.User.Person()!.Value;
    }
}

/// <summary>Somebody who asked for an account.</summary>
/// <param name="Perhaps">Who may be the same person.</param>
public sealed record WaitingMember(Member Member, Admission Admission, IReadOnlyList<(Member Member, IReadOnlyList<Likeness> By)> Perhaps);

/// <summary>One of two records, to be laid beside the other.</summary>
/// <param name="Ways">How many passkeys, whether a password, and which other providers.</param>
public sealed record RecordSide(Person Person, IReadOnlyList<AccountHolder> Accounts, IReadOnlyList<Assignment> Held, IReadOnlyList<Membership> Paid, IReadOnlyList<Admission> Asked, (int Passkeys, bool Password, IReadOnlyList<string> Providers) Ways);

/// <summary>How a member stands with the association.</summary>
/// <param name="Last">Their last membership; null: they never paid.</param>
public sealed record MemberStanding(Member Member, MembershipState State, Membership? Last);
