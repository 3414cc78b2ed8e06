using System.Buffers.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Web.Api;
using EssLedger.Web.Labels;

namespace EssLedger.Web.Pages.Office;

/// <summary>The pages on which the devices of a participant are registered and sign its cooperations. A script makes keys and signatures and puts them into the forms;
/// what is done with a form is here, and what needs no signature works without the script.</summary>
internal static class SigningPages
{
    public static void MapSigning(this RouteGroupBuilder mine)
    {
        var pages = mine.MapGroup("/{participant}/cooperations");
        pages.MapGet("/", async (string participant, LabelClerk clerk) => OfficePages.Page<CooperationsPage>(new { Id = await Find(participant, clerk) }));
        pages.MapPost("/", Write);
        pages.MapPost("/defi", async (string participant, Caller caller, LabelClerk clerk) => await ParticipantEndpoints.Challenge(await Find(participant, clerk), caller, clerk));
        pages.MapGet("/appareil/{key}", async (string participant, string key, LabelClerk clerk) => OfficePages.Page<NewDevicePage>(new { Id = await Find(participant, clerk), Key = KeyIn(key) ?? throw Unknown }));
        pages.MapPost("/appareil/{key}", Vouch);
    }

    /// <summary>The address of a participant's page.</summary>
    public static string PlaceOf(ParticipantId participant) => $"/mon-label/{participant}/cooperations";

    /// <summary>The address on which a new device asks the others to vouch for it. Its last part is the key, which may be typed.</summary>
    public static string PlaceOf(ParticipantId participant, PublicKey key) => $"{PlaceOf(participant)}/appareil/{Base32.Encode(key.Bytes)}";

    /// <summary>A key's name in groups, for two people to compare on two screens.</summary>
    public static string Short(KeyId key) => string.Join(' ', key.ToString().Chunk(4).Select(group => new string(group)));

    private static ProblemException Unknown => new(LabelRefusal.UnknownParticipant.Word());

    private static async Task<ParticipantId> Find(string participant, LabelClerk clerk)
    {
        if (!ParticipantId.TryParse(participant.ToUpperInvariant(), out var id)) throw Unknown;
        await clerk.RequireFor(id);
        return id;
    }

    /// <summary>A key as a device shows it, in groups or not, alone or at the end of an address; null: it is none.</summary>
    internal static PublicKey? KeyIn(string code)
    {
        var letters = string.Concat(code[(code.LastIndexOf('/') + 1)..].Where(c => !char.IsWhiteSpace(c) && c != '-')).ToUpperInvariant();
        return Base32.TryDecode(letters, out var bytes) && PublicKey.TryFromBytes(bytes, out var key) ? key : null;
    }

    /// <exception cref="UnreadableException">The script has put nothing there.</exception>
    private static byte[] Signed(SentForm sent) =>
        sent["signed"] is { } text && Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text) : throw new UnreadableException("signed");

    private static async Task<IResult> Write(string participant, HttpContext context, Caller caller, LabelClerk clerk)
    {
        var id = await Find(participant, clerk);
        var next = PlaceOf(id);
        return await OfficePages.Take(context, async sent =>
        {
            switch (sent.Act)
            {
                case "register":
                    return (await ParticipantEndpoints.AddKeyBy(Signed(sent), id, caller, clerk)).Problem;
                case "add":
                    next = PlaceOf(id, KeyIn(sent["code"] ?? "") ?? throw new UnreadableException("device"));
                    return null;
                case "block":
                    return await clerk.Record(new RegisterAct.KeyBlocked(id, sent.Id<KeyId>("which", KeyId.TryParse)), sent, needsReason: false);
                case "cooperate":
                    return await clerk.Propose(new(sent.Id<CooperationId>("id", CooperationId.TryParse), id, sent.Id<ParticipantId>("to", ParticipantId.TryParse), sent.Choice<CooperationForm>("form"), sent.Day("end")),
                        sent["text"] is { } text && text.Trim().Length > 0 ? text : throw new UnreadableException("text"), sent.Effective);
                case "sign":
                    return await CooperationEndpoints.ConfirmBy(Signed(sent), (await Which(sent)).Act.Cooperation, caller, clerk);
                case "decline":
                    var proposed = await Which(sent);
                    return await clerk.Record(new RegisterAct.CooperationEnded(proposed.Act.Cooperation), new ParticipantEndpoints.Said(sent.Reason, proposed.LastDayIfDeclined(clerk.Today)), needsReason: false);
                case "part":
                    return await clerk.Record(new RegisterAct.CooperationEnded((await Which(sent)).Act.Cooperation), sent, needsReason: false);
                default: throw Unknown;
            }
        }, () => next, (sent, status) => OfficePages.Page<CooperationsPage>(new { Id = id, Sent = sent }, status));

        async Task<Cooperation> Which(SentForm sent) =>
            (await clerk.Register()).Cooperations.GetValueOrDefault(sent.Id<CooperationId>("which", CooperationId.TryParse)) is { } found && found.Joins(id) ? found : throw new ProblemException(LabelRefusal.UnknownCooperation.Word());
    }

    /// <summary>An active device vouches for the one whose key stands in the address.</summary>
    private static async Task<IResult> Vouch(string participant, string key, HttpContext context, Caller caller, LabelClerk clerk)
    {
        var id = await Find(participant, clerk);
        var named = KeyIn(key) ?? throw Unknown;
        return await OfficePages.Take(context, async sent => (await ParticipantEndpoints.AddKeyBy(Signed(sent), id, caller, clerk)).Problem,
            () => PlaceOf(id), (sent, status) => OfficePages.Page<NewDevicePage>(new { Id = id, Key = named, Sent = sent }, status));
    }
}
