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
    public const string Members = "/bureau/membres", Memberships = $"{Members}/adhesions";

    public static void MapMemberPages(this IEndpointRouteBuilder app)
    {
        var office = app.MapGroup(Members).LetIn([Roles.Bureau, Roles.Admin]);
        office.MapGet("/", (string? q, string? sorte, int? page, HttpContext context, Desk desk) => desk.List(context, q, sorte, page ?? 1));
        office.MapPost("/", (HttpContext context, Desk desk) => desk.Enter(context));
        office.MapGet("/adhesions", (string? etat, HttpContext context, Desk desk) => desk.ShowMemberships(etat));
        office.MapPost("/adhesions", (HttpContext context, Desk desk) => desk.SetFee(context));
        office.MapGet("/adhesions.csv", (Desk desk) => desk.Export());
        office.MapGet("/comptes/{account}", async (AccountId account, HttpContext context, Desk desk) => await desk.Show(context, await desk.Find(account)));
        office.MapPost("/comptes/{account}", async (AccountId account, HttpContext context, Desk desk) => await desk.Take(context, await desk.Find(account)));
        office.MapGet("/{person}", async (string person, HttpContext context, Desk desk) =>
            PersonId.TryParse(person, out var id) && await desk.Into(id) is { } other ? Results.Redirect($"{Members}/{other}") : await desk.Show(context, await desk.Find(person)));
        office.MapPost("/{person}", async (string person, HttpContext context, Desk desk) => await desk.Take(context, await desk.Find(person)));
    }

    /// <summary>Euros as people type them, in cents; null: they cannot be read.</summary>
    internal static long? Cents(string? text) =>
        AmountParser.Read(text, out var amount) is null ? amount.Minor : null;

    /// <summary>Cents as a reader of a language writes euros.</summary>
    public static string Euros(this Reader reader, long cents) => (cents / 100m).ToString("N2", CultureInfo.GetCultureInfo(reader.Language == "fr" ? "fr-FR" : "en-GB")) + "\u00A0€";

    /// <summary>What these screens show and do.</summary>
    internal sealed class Desk(MemberRegister register, MemberDesk members, MembershipDesk memberships, TermsDesk terms, IAlertStore alerts, People people, IGrainFactory grains, Reader reader, Settings settings)
    {
        private const int PageSize = 50;

        public Task<PersonId?> Into(PersonId person) => register.Into(person);

        public async Task<Member?> Find(string person) => PersonId.TryParse(person, out var id) ? (await register.All()).FirstOrDefault(m => m.Person == id) : null;

        public async Task<Member?> Find(AccountId account) => (await register.All()).FirstOrDefault(m => m.Accounts.Any(a => a.Account == account));

        public async Task<IResult> List(HttpContext context, string? query, string? kind, int page, SentForm? sent = null, IReadOnlyList<Member>? perhaps = null)
        {
            var all = await register.All();
            var asked = (query ?? "").Trim();
            var found = all.Where(m => (string.IsNullOrEmpty(kind) || m.Kinds.Contains(kind)) && (asked.Length == 0 || MemberRegister.Matches(m, asked))).ToList();
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
            return AccountPages.Page<MemberPage>(new
            {
                Of = member,
                Alerts = found.DistinctBy(a => a.Number).OrderByDescending(a => a.Number).ToList(),
                Accounts = accounts,
                Admissions = member.Person is { } person ? await register.AdmissionsOf(person) : [],
                Perhaps = MemberRegister.PerhapsSame(await register.All(), member),
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
                    ("merge", _, { } person) => await members.Merge(person, sent.Id<PersonId>("which", PersonId.TryParse), sent.Yes("seen"), me),
                    _ => MemberRefusal.Unknown,
                };
                return refusal is { } no ? await Show(context, member, sent.Refused($"memberRefusal.{no}")) : Done(member, sent);
            }
            catch (UnreadableException unreadable)
            {
                return await Show(context, member, sent.Refused(unreadable.Sentence));
            }
        }

        public async Task<IResult> ShowMemberships(string? state, SentForm? sent = null) => AccountPages.Page<MembershipsPage>(new
        {
            All = (await Standings()).Where(s => string.IsNullOrEmpty(state) || s.State.ToString() == state).ToList(),
            Fees = await memberships.Fees(),
            memberships.Today,
            State = state,
            Sent = sent,
        }, sent is null ? 200 : 422);

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

        public async Task<IResult> Export()
        {
            var text = new StringBuilder(Csv.Line("name", "email", "kind", "state", "first", "last", "cents", "paid", "reference")).Append("\r\n");
            foreach (var (member, state, last) in await Standings())
                text.Append(Csv.Line(member.Name, member.Email, last?.Kind ?? member.Kinds.FirstOrDefault(), state.ToString().ToLowerInvariant(), last?.First.Iso(), last?.Last.Iso(),
                    last?.Cents.ToString(CultureInfo.InvariantCulture), last?.Paid.Iso(), last?.Reference)).Append("\r\n");
            return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8; header=present", "adhesions.csv");
        }

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

/// <summary>How a member stands with the association.</summary>
/// <param name="Last">Their last membership; null: they never paid.</param>
public sealed record MemberStanding(Member Member, MembershipState State, Membership? Last);
