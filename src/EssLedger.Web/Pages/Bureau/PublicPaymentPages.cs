using System.Security.Cryptography;
using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Grains;
using EssLedger.Web.Api;
using EssLedger.Web.Pages.Account;
using EssLedger.Web.Pages.Office;
using EssLedger.Web.Papers;
using EssLedger.Web.PublicPayments;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Pages.Bureau;

/// <summary>The screen on public payments: euro of public bodies that have come, mandates, what was paid under them and its proof, and a régie's register.</summary>
public static class PublicPaymentPages
{
    public const string Root = "/bureau/paiements-publics";

    /// <summary>Who sees them.</summary>
    public static string[] Readers => TreasuryEndpoints.Readers;

    public static void MapPublicPaymentPages(this IEndpointRouteBuilder app)
    {
        var pages = app.MapGroup(Root).LetIn(Readers).ForAll(Readers);
        pages.MapGet("", (Desk desk) => desk.Show());
        pages.MapPost("", (HttpContext context, Desk desk) => desk.Take(context));
        pages.MapGet("/{mandate}/{issuance}.zip", (PublicMandateId mandate, IssuanceId issuance, HttpContext context, Desk desk) => desk.Proof(mandate, issuance, context));
        pages.MapGet("/registre.csv", (string? compte, Desk desk) => desk.Register(compte));
    }

    /// <summary>What this screen does.</summary>
    internal sealed class Desk(PublicPaymentDesk payments, PublicProof proofs, IGrainFactory grains, Caller caller, Reader reader)
    {
        public async Task<IResult> Show(SentForm? sent = null, string? trouble = null) => AccountPages.Page<PublicPaymentsPage>(new
        {
            All = await payments.All(),
            Arrived = await payments.Arrived(Treasury.TreasuryPages.Shown),
            payments.Today,
            MayAct = caller.Is(Roles.Treasurer),
            Trouble = trouble,
            Sent = sent,
        }, sent?.Refusal is null && trouble is null ? 200 : 422);

        public async Task<IResult> Take(HttpContext context)
        {
            if (!caller.Is(Roles.Treasurer)) return AccountPages.Page<DeniedPage>(status: 403);
            var sent = await SentForm.Read(context);
            try
            {
                var answer = sent.Act switch
                {
                    "enter" => await payments.Enter(PublicMandateId.FromRandom(RandomNumberGenerator.GetBytes(8)), await FormIn(sent, context.RequestAborted), caller.RequiredPerson),
                    "revoke" => await payments.Treasury.RevokePublicMandate(sent.Id<PublicMandateId>("which", PublicMandateId.TryParse), caller.RequiredPerson),
                    _ => throw new UnreadableException("other"),
                };
                return answer.Refusal is { } refusal ? await Show(sent.Refused($"refusal.{Words.Of(refusal)}")) : Results.Redirect($"{Root}?fait={sent.Act}");
            }
            catch (UnreadableException unreadable)
            {
                return await Show(sent.Refused(unreadable.Sentence));
            }
            catch (ProblemException problem) when (problem.Code == "forbidden")
            {
                return await Show(sent.Refused("publicPayments.ownAccount"));
            }
        }

        public async Task<IResult> Proof(PublicMandateId mandate, IssuanceId issuance, HttpContext context)
        {
            if (await payments.Find(mandate) is not { } found || found.Mandate.Payments.FirstOrDefault(p => p.Issuance == issuance) is not { } payment) return AccountPages.Page<NotFoundPage>(status: 404);
            return await proofs.Make(found, payment, reader, context.RequestAborted) is { } file
                ? Results.File(file, "application/zip", PublicPaymentEndpoints.FileName(found, payment)) : await Show(trouble: "publicPayments.notSealed");
        }

        public async Task<IResult> Register(string? account)
        {
            if (!AccountId.TryParse(account, out var known) || !(await grains.GetGrain<IAccountGrain>(known.Value).Read()).IsProfessional) return await Show(trouble: "publicPayments.noRegister");
            using var file = new MemoryStream();
            await using (var text = new StreamWriter(file, new UTF8Encoding(false), leaveOpen: true)) await payments.WriteRegister(known, null, null, text);
            return Results.File(file.ToArray(), "text/csv; charset=utf-8", $"registre-{known}.csv");
        }

        private static async Task<MandateForm> FormIn(SentForm sent, CancellationToken stop)
        {
            if (!Siret.TryParse(sent["siret"]?.Replace(" ", "", StringComparison.Ordinal), out var siret)) throw new UnreadableException("siret");
            string? from = null;
            if (sent["iban"] is { } iban && !Iban.TryParse(iban, out from)) throw new UnreadableException("iban");
            if (sent.File is not { } paper) throw new UnreadableException("file");
            await using var bytes = paper.OpenReadStream();
            return new(
                new(sent.Id<AccountId>("account", AccountId.TryParse), siret, LimitPages.SumIn(sent, "most") ?? throw new UnreadableException("sum"), sent.Day("first") ?? throw new UnreadableException("day"), sent.Day("last") ?? throw new UnreadableException("day")),
                new(PublicPaymentEndpoints.Text(sent["body"], PublicPaymentDesk.LongestName) ?? throw new UnreadableException("name"), PublicPaymentEndpoints.Text(sent["object"], PublicPaymentDesk.LongestObject) ?? throw new UnreadableException("text"), from),
                Digest.FromBytes(await SHA256.HashDataAsync(bytes, stop)));
        }
    }
}
