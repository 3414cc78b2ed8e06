using System.Globalization;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>A bank account that waits for a second person.</summary>
/// <param name="Name">Of the professional.</param>
/// <param name="ByMe">Whether the reader entered it.</param>
public sealed record WaitingPayout(PayoutIban Entry, string Name, bool ByMe);

/// <summary>The screens on which the association looks after reconversion: bank accounts that wait for a second person, agreements, and what reconversion costs.</summary>
public static class ProfessionalPages
{
    public const string Path = "/bureau/professionnels";

    /// <summary>Who sees them.</summary>
    public static string[] Readers { get; } = [Roles.Bureau, Roles.Treasurer, Roles.Admin];

    public static string Of(AccountId account) => $"{Path}/{account}";

    public static void MapProfessionalPages(this IEndpointRouteBuilder app)
    {
        var office = app.MapGroup(Path).LetIn(Readers);
        office.MapGet("/", (Caller caller, Desk desk) => desk.List(caller, null));
        office.MapPost("/", (HttpContext context, Caller caller, Desk desk) => desk.Set(context, caller));
        office.MapGet("/{account}", (AccountId account, Caller caller, Desk desk) => desk.Show(account, caller, null));
        office.MapPost("/{account}", (AccountId account, HttpContext context, Caller caller, Desk desk) => desk.Take(account, context, caller));
    }

    /// <summary>What the screens show and do.</summary>
    internal sealed class Desk(PayoutDesk payouts, ReconversionDesk reconversions, TermsDesk terms, People people, IGrainFactory grains)
    {
        public async Task<IResult> List(Caller caller, SentForm? sent)
        {
            var waiting = new List<WaitingPayout>();
            if (caller.Is(Roles.Bureau))
                foreach (var entry in await payouts.Waiting())
                    if (await caller.LooksAfter(entry.Account)) waiting.Add(new(entry, (await people.HolderOf(entry.Account))?.Name ?? entry.Account.Value, entry.By == caller.RequiredPerson));
            return AccountPages.Page<ProfessionalsPage>(new
            {
                Waiting = waiting,
                Now = await reconversions.Now(),
                History = await reconversions.History(),
                Names = await NamesOf((await reconversions.History()).Select(c => c.Set.By)),
                MaySet = caller.Is(Roles.Treasurer, Roles.Admin),
                terms.Today,
                Sent = sent,
            }, sent is null ? 200 : 422);
        }

        public async Task<IResult> Set(HttpContext context, Caller caller)
        {
            if (!caller.Is(Roles.Treasurer, Roles.Admin)) return AccountPages.Page<DeniedPage>(status: 403);
            var sent = await SentForm.Read(context);
            try
            {
                if (sent.Act != "set") throw new UnreadableException("other");
                if (terms.From(sent.Effective) is not { } from) throw new UnreadableException("day");
                var kinds = new Dictionary<AccountKind, ReconversionTerms>();
                foreach (var kind in ReconversionDesk.Kinds)
                {
                    // A rate of 2.5 % is typed as a sum of 2.50: hundredths either way.
                    var rate = LimitPages.SumIn(sent, $"{kind}.Rate")?.Minor ?? 0;
                    kinds[kind] = new((int)Math.Min(rate, int.MaxValue), LimitPages.SumIn(sent, $"{kind}.LeastFee") ?? Amount.Zero, LimitPages.SumIn(sent, $"{kind}.LeastAmount") ?? Amount.Zero);
                }
                return (await reconversions.Set(from, kinds, sent.Reason, caller.RequiredPerson)).Refusal is { } refusal
                    ? await List(caller, sent.Refused($"reconversionRefusal.{refusal}")) : Results.Redirect($"{Path}?fait=set");
            }
            catch (UnreadableException unreadable)
            {
                return await List(caller, sent.Refused(unreadable.Sentence));
            }
        }

        public async Task<IResult> Show(AccountId account, Caller caller, SentForm? sent)
        {
            if (!caller.Is(Roles.Treasurer, Roles.Admin) && !await caller.LooksAfter(account)) return AccountPages.Page<DeniedPage>(status: 403);
            var known = await grains.GetGrain<IAccountGrain>(account.Value).Read();
            if (!known.IsProfessional || await people.HolderOf(account) is not { } holder) return AccountPages.Page<NotFoundPage>(status: 404);
            var (inUse, waiting) = await payouts.Of(account);
            return AccountPages.Page<ProfessionalPage>(new
            {
                Holder = holder,
                Account = known,
                InUse = inUse,
                Waiting = waiting,
                Names = await NamesOf(waiting is null ? [] : [waiting.By]),
                IsHolder = waiting is not null && await people.Holds(waiting.By, account),
                ByMe = waiting?.By == caller.RequiredPerson,
                IsBureau = caller.Is(Roles.Bureau) && await caller.LooksAfter(account),
                MayAgree = caller.Is(Roles.Treasurer) || await caller.LooksAfter(account),
                Sent = sent,
            }, sent is null ? 200 : 422);
        }

        public async Task<IResult> Take(AccountId account, HttpContext context, Caller caller)
        {
            var (sent, me) = (await SentForm.Read(context), caller.RequiredPerson);
            var looksAfter = await caller.LooksAfter(account);
            // An agreement is the treasurer's as well; bank accounts are a bureau's alone.
            if (!looksAfter && !(sent.Act is "end-agreement" or "renew-agreement" && caller.Is(Roles.Treasurer))) return AccountPages.Page<DeniedPage>(status: 403);
            var entry = long.TryParse(sent.Which, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
            var sentence = sent.Act switch
            {
                "end-agreement" => Said(await reconversions.Agree(account, inForce: false, sent.Reason, me)),
                "renew-agreement" => Said(await reconversions.Agree(account, inForce: true, sent.Reason, me)),
                "iban" => Said(await payouts.Enter(account, sent["iban"], me)),
                "confirm-iban" => Said(await payouts.Decide(account, entry, confirmed: true, me)),
                "decline-iban" => Said(await payouts.Decide(account, entry, confirmed: false, me)),
                _ => "entry.other",
            };
            return sentence is null ? Results.Redirect($"{Of(account)}?fait={Uri.EscapeDataString(sent.Act)}") : await Show(account, caller, sent.Refused(sentence));
        }

        private static string? Said(ReconversionRefusal? refusal) => refusal is { } no ? $"reconversionRefusal.{no}" : null;

        private static string? Said(PayoutRefusal? refusal) => refusal is { } no ? $"payoutRefusal.{no}" : null;

        private async Task<IReadOnlyDictionary<PersonId, string>> NamesOf(IEnumerable<PersonId> persons)
        {
            var names = new Dictionary<PersonId, string>();
            foreach (var by in persons.Distinct())
                if (await people.Find(by) is { } person) names[by] = person.DisplayName;
            return names;
        }
    }
}
