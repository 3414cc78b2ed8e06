using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Payloads;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Members;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>By what a bureau saw who stands before it. No number of a paper is kept.</summary>
public enum IdentityShown
{
    IdentityCard,
    Passport,
    ResidencePermit,
    DrivingLicence,
    /// <summary>Somebody of the bureau has known them for years.</summary>
    KnownInPerson,
}

/// <summary>The screens on which a bureau enters the new device of somebody who has no other left: the device shows its code, the bureau reads it, and a day and a second person come before it can sign.</summary>
public static class DevicePages
{
    /// <summary>Where the code of a new device is read.</summary>
    public static string PlaceOf(AccountId account) => $"{MemberPages.Members}/comptes/{account}/appareil";

    /// <summary>The page of one device. Its last part is the key.</summary>
    public static string PlaceOf(AccountId account, PublicKey key) => $"{PlaceOf(account)}/{Base32.Encode(key.Bytes)}";

    public static void MapDevicePages(this IEndpointRouteBuilder app)
    {
        var office = app.MapGroup($"{MemberPages.Members}/comptes/{{account}}/appareil").LetIn([Roles.Bureau, Roles.Admin]);
        office.MapGet("/", (AccountId account, string? code, Desk desk) => desk.Look(account, code));
        office.MapGet("/{key}", (AccountId account, string key, HttpContext context, Desk desk) => desk.Show(account, key, context));
        office.MapPost("/{key}", (AccountId account, string key, HttpContext context, Desk desk) => desk.Take(account, key, context));
    }

    internal sealed class Desk(MemberDesk members, People people, IGrainFactory grains, IAuditTrail trail, DeviceNotice notice)
    {
        private const int Acts = 100;

        public async Task<IResult> Look(AccountId account, string? code)
        {
            if (await people.HolderOf(account) is not { } holder) return Missing;
            if (code is null) return AccountPages.Page<DeviceCodePage>(new { Holder = holder });
            return SigningPages.KeyIn(code) is { } key ? Results.Redirect(PlaceOf(account, key)) : AccountPages.Page<DeviceCodePage>(new { Holder = holder, Unreadable = code }, 422);
        }

        public async Task<IResult> Show(AccountId account, string code, HttpContext context, SentForm? sent = null)
        {
            if (await people.HolderOf(account) is not { } holder || SigningPages.KeyIn(code) is not { } key) return Missing;
            var now = await grains.GetGrain<IAccountGrain>(account.Value).Read();
            var waits = now.Entered.GetValueOrDefault(key.Id);
            return AccountPages.Page<DevicePage>(new
            {
                Holder = holder,
                Key = key,
                Now = now,
                EnteredBy = waits is null ? null : (await people.Find(waits.By))?.DisplayName,
                Identity = waits is null ? null : await IdentityOf(account, key.Id),
                Notice = waits is null ? null : notice.TextFor(key.Id, waits.At + Core.Accounts.KeyRules.Wait),
                ByMail = waits is null ? [] : (await people.HoldersOf(account)).Select(p => p.Email).OfType<string>().ToList(),
                IsMine = await people.Holds(Me(context), account),
                Sent = sent,
            }, sent is null ? 200 : 422);
        }

        public async Task<IResult> Take(AccountId account, string code, HttpContext context)
        {
            if (await people.HolderOf(account) is null || SigningPages.KeyIn(code) is not { } key) return Missing;
            var (sent, me) = (await SentForm.Read(context), Me(context));
            // As in the API: who only administers is no bureau that can be called about a lost telephone.
            if (sent.Act is "block-key" && !context.User.IsInRole(Roles.Bureau)) return AccountPages.Page<DeniedPage>(status: 403);
            var refusal = sent.Act switch
            {
                "enter-key" => await members.EnterKey(account, key, sent.Yes("person") && sent.Yes("mark") && Enum.TryParse<IdentityShown>(sent["identity"], out var shown) && Enum.IsDefined(shown), me),
                "confirm-key" => await members.ConfirmKey(account, key.Id, me),
                "block-key" => await members.BlockKey(account, key.Id, me),
                _ => MemberRefusal.Unknown,
            };
            return refusal is { } no ? await Show(account, code, context, sent.Refused($"memberRefusal.{no}")) : Results.Redirect($"{PlaceOf(account, key)}?fait={Uri.EscapeDataString(sent.Act)}");
        }

        /// <summary>By what the one who entered a device saw who it was for; null: it came by the API, where that is not asked.</summary>
        private async Task<string?> IdentityOf(AccountId account, KeyId key) =>
            (await trail.FindAsync(new(Action: "account.key_enter", Subject: account.Value), null, Acts, default))
                .Where(act => act.End?.Entry.Stage is TrailStage.Done)
                .Select(act => JsonNode.Parse(act.Row.Entry.Details)?["asked"])
                .FirstOrDefault(asked => $"{asked?["which"]}" == $"{key}")?["identity"]?.GetValue<string>();

        private static IResult Missing => AccountPages.Page<NotFoundPage>(status: 404);

        private static PersonId Me(HttpContext context) => context.User.Person()!.Value;
    }
}
