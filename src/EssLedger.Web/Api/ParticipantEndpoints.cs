using System.Buffers.Text;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Store;
using EssLedger.Web.Keys;
using EssLedger.Web.Labels;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Http.HttpResults;

namespace EssLedger.Web.Api;

/// <summary>Participants of the label: who they are, what is known of them, who acts for them, and the devices that sign for them.</summary>
public static class ParticipantEndpoints
{
    public static void MapParticipants(this IEndpointRouteBuilder app)
    {
        var participants = app.MapGroup("/v1/label/participants").RequireAuthorization().WithTags("Label");
        participants.MapPost("/", Enter).WithSummary("Enters a body in the register: the office for anyone, or a person for the body they act for.");
        participants.MapGet("/{participant}", Show).WithSummary("All that is known of a participant; what is declared, in registers and verified, apart.");
        participants.MapPost("/{participant}/profile", Describe).WithSummary("Says something of a participant; what is left out stays as it was.");
        participants.MapPost("/{participant}/representatives", NameRepresentative).WithSummary("From now on a person acts for the participant.");
        participants.MapPost("/{participant}/representatives/{person}/end", EndRepresentative).WithSummary("From now on a person no longer acts for the participant.");
        participants.MapPost("/{participant}/key-challenge", Challenge).WithSummary("32 bytes to sign within five minutes, once, to register a device key.");
        participants.MapPost("/{participant}/keys", AddKey).TakesCose("proof").Produces<ParticipantKeyView>(201)
            .WithSummary("Registers a device key: a proof whose ledger is the label book and whose account is the participant.");
        participants.MapDelete("/{participant}/keys/{kid}", BlockKey).WithSummary("Blocks a device key.");
        participants.MapPost("/{participant}/keys/release", Release)
            .WithSummary("The office lets a participant register a device without another's word, when all it had are blocked; with a reason that says how the person was known.");
    }

    private static async Task<Results<Created<ParticipantView>, ProblemHttpResult>> Enter(
        ParticipantFields asked, HttpContext context, Caller caller, LabelClerk clerk, IParticipantStore participants, KeyDirectory keys)
    {
        var id = ParticipantId.Parse(Base32.Encode(Idempotency.IdempotentSecret(context, keys, "participant"))[..20]);
        return await EnterAs(id, asked, caller, clerk, participants) is { } problem ? problem : TypedResults.Created($"/v1/label/participants/{id}", await View(id, clerk, participants));
    }

    /// <summary>Enters a body under an id; entered already, nothing more is done.</summary>
    internal static async Task<ProblemHttpResult?> EnterAs(ParticipantId id, ParticipantFields asked, Caller caller, LabelClerk clerk, IParticipantStore participants)
    {
        caller.Require(Duties.EnterParticipant);
        if (asked.Name.Trim() is not { Length: > 0 and <= 200 } name || !PlainText.Is(name)) return Problems.InvalidField("name", "1 to 200 characters without control characters and direction marks");
        if ((asked.Siret is null) == (asked.Rna is null)) return Problems.InvalidField("siret", "a SIRET, or for an association without one its RNA number");
        if (!HolderId.TryParse(asked.Siret ?? asked.Rna, out var holder) || holder.IsEvent) return Problems.InvalidField(asked.Siret is null ? "rna" : "siret", asked.Siret is null ? "W and 9 digits" : "14 digits with right check digits");
        if (asked.Commune is { } commune && !IsCommune(commune)) return Problems.InvalidField("commune", "an INSEE code of 5 characters");
        if (await participants.FindAsync(holder, default) is { } known && known.Id != id) return Problems.For("participant_exists", "The register has a participant with this SIRET or RNA number.");

        if ((await clerk.Register()).Participants.ContainsKey(id)) return null;
        if (await clerk.Record(new RegisterAct.ParticipantEntered(id, asked.Kind), asked, needsReason: false) is { } problem) return problem;
        await participants.KeepAsync(new(id, holder, name, asked.Commune), default);
        var profile = new Profile { Commune = asked.Commune, Family = asked.Family, Filieres = Flags(asked.Filieres), AcceptsCurrency = asked.AcceptsCurrency };
        if (profile != Profile.Unknown) await clerk.Record(new RegisterAct.ParticipantDescribed(id, Source.Declared, profile), asked, needsReason: false);
        if (!caller.Is(Roles.LabelManager)) await clerk.Record(new RegisterAct.RepresentativeNamed(id, caller.RequiredPerson), asked, needsReason: false);
        return null;
    }

    private static async Task<Results<Ok<ParticipantView>, ProblemHttpResult>> Show(ParticipantId participant, LabelClerk clerk, IParticipantStore participants)
    {
        await clerk.RequireFor(participant, [.. Duties.Office, Roles.City]);
        return (await clerk.Register()).Participants.ContainsKey(participant) ? TypedResults.Ok(await View(participant, clerk, participants)) : Problems.For(LabelRefusal.UnknownParticipant.Word());
    }

    private static async Task<Results<Ok<ParticipantView>, ProblemHttpResult>> Describe(ParticipantId participant, ProfileFields asked, Caller caller, LabelClerk clerk, IParticipantStore participants)
    {
        await RequireFor(asked.Source, participant, caller, clerk);
        if (asked.Commune is { } commune && !IsCommune(commune)) return Problems.InvalidField("commune", "an INSEE code of 5 characters");
        var act = new RegisterAct.ParticipantDescribed(participant, asked.Source, asked.Profile);
        return await clerk.Record(act, asked, needsReason: false) is { } problem ? problem : TypedResults.Ok(await View(participant, clerk, participants));
    }

    /// <summary>Ends the request with 403 unless the caller may speak for a source.</summary>
    internal static async Task RequireFor(Source source, ParticipantId participant, Caller caller, LabelClerk clerk)
    {
        if (source is Source.Declared) await clerk.RequireFor(participant, Roles.LabelManager);
        else caller.Require(Duties.Verify);
    }

    private static async Task<Results<Ok<ParticipantView>, ProblemHttpResult>> NameRepresentative(ParticipantId participant, RepresentativeFields asked, LabelClerk clerk, IParticipantStore participants)
    {
        await clerk.RequireFor(participant, Roles.LabelManager);
        return await clerk.Record(new RegisterAct.RepresentativeNamed(participant, asked.Person), asked, needsReason: false) is { } problem ? problem : TypedResults.Ok(await View(participant, clerk, participants));
    }

    private static async Task<Results<Ok<ParticipantView>, ProblemHttpResult>> EndRepresentative(ParticipantId participant, PersonId person, Said asked, LabelClerk clerk, IParticipantStore participants)
    {
        await clerk.RequireFor(participant, Roles.LabelManager);
        return await clerk.Record(new RegisterAct.RepresentativeEnded(participant, person), asked, needsReason: false) is { } problem ? problem : TypedResults.Ok(await View(participant, clerk, participants));
    }

    internal static async Task<Results<Ok<AccountEndpoints.ChallengeView>, ProblemHttpResult>> Challenge(ParticipantId participant, Caller caller, LabelClerk clerk)
    {
        await clerk.RequireFor(participant);
        return TypedResults.Ok(new AccountEndpoints.ChallengeView(Base64Url.EncodeToString(await clerk.Grain.Challenge(participant, caller.RequiredPerson))));
    }

    private static async Task<Results<Created<ParticipantKeyView>, ProblemHttpResult>> AddKey(ParticipantId participant, HttpContext context, Caller caller, LabelClerk clerk)
    {
        await clerk.RequireFor(participant);
        var (key, problem) = await AddKeyBy(await Cose.Read(context), participant, caller, clerk);
        return problem is not null ? problem : TypedResults.Created($"/v1/label/participants/{participant}/keys/{key}", new ParticipantKeyView(key!.Value, Blocked: false));
    }

    /// <summary>Registers a device key by its proof, for a caller who acts for the participant; the problem if it may not be.</summary>
    internal static async Task<(KeyId? Key, ProblemHttpResult? Problem)> AddKeyBy(ReadOnlyMemory<byte> signed, ParticipantId participant, Caller caller, LabelClerk clerk)
    {
        if (!SignedProof.TryDecode(signed, out var proof, out var why)) return (null, Problems.For("malformed_payload", why));
        var (key, refusal) = await clerk.Grain.AddKey(participant, proof, caller.RequiredPerson);
        return (key, refusal is null ? null : Problems.For(refusal));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> BlockKey(ParticipantId participant, KeyId kid, LabelClerk clerk)
    {
        await clerk.RequireFor(participant, Duties.BlockDevice);
        return await clerk.Record(new RegisterAct.KeyBlocked(participant, kid), new Said(), needsReason: false) is { } problem ? problem : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Release(ParticipantId participant, Said asked, Caller caller, LabelClerk clerk)
    {
        caller.Require(Duties.BlockDevice);
        return await clerk.Record(new RegisterAct.DevicesReleased(participant), asked) is { } problem ? problem : TypedResults.NoContent();
    }

    private static async Task<ParticipantView> View(ParticipantId id, LabelClerk clerk, IParticipantStore participants)
    {
        var (register, today, named) = (await clerk.Register(), clerk.Today, await participants.FindAsync(id, default));
        var history = register.Participants[id];
        return new(id, history.Kind, named?.Name ?? "", named?.Holder.Value ?? "", history.Entered,
            ProfileView.Of(history.ProfileOn(today)), ProfileView.Of(history.By(Source.Declared, today)), ProfileView.Of(history.By(Source.Registry, today)), ProfileView.Of(history.By(Source.Verified, today)),
            [.. history.Representatives.Where(r => r.On(today)).Select(r => r.Person)], [.. history.Keys.Values.Select(k => new ParticipantKeyView(k.Key.Id, k.Blocked is not null))],
            [.. history.Grants.Select(n => new HeldView(n, register.Grants[n].On(today).Word()))], [.. history.Applications.Select(a => a.ToString())]);
    }

    internal static bool IsCommune(string code) => code.Length == 5 && code.All(char.IsAsciiLetterOrDigit);

    internal static T? Flags<T>(IReadOnlyList<T>? values) where T : struct, Enum =>
        values is null ? null : (T)Enum.ToObject(typeof(T), values.Aggregate(0, (bits, value) => bits | Convert.ToInt32(value, null)));

    internal static IReadOnlyList<T>? List<T>(T? flags) where T : struct, Enum =>
        flags is not { } set ? null : [.. Enum.GetValues<T>().Where(v => Convert.ToInt32(v, null) != 0 && set.HasFlag(v))];

    /// <param name="Siret">The establishment's SIRET.</param>
    /// <param name="Rna">An association's number where it has no SIRET.</param>
    /// <param name="Commune">INSEE code (COG).</param>
    public sealed record ParticipantFields(ParticipantKind Kind, string Name, string? Siret = null, string? Rna = null, string? Commune = null, LegalFamily? Family = null,
        IReadOnlyList<Filieres>? Filieres = null, bool? AcceptsCurrency = null, string? Reason = null, DateOnly? Effective = null) : IReasoned;

    /// <param name="Source">Who says so: <c>declared</c> by the participant, from a <c>registry</c>, or <c>verified</c> by the label's office.</param>
    public sealed record ProfileFields(Source Source = Source.Declared, LegalFamily? Family = null, IReadOnlyList<Filieres>? Filieres = null, string? Commune = null, bool? Qpv = null,
        IReadOnlyList<Networks>? Networks = null, IReadOnlyList<Statuses>? Statuses = null, IReadOnlyList<ProductTags>? Tags = null, bool? AcceptsCurrency = null,
        string? Reason = null, DateOnly? Effective = null) : IReasoned
    {
        internal Profile Profile => new()
        {
            Family = Family,
            Filieres = Flags(Filieres),
            Commune = Commune,
            Qpv = Qpv,
            Networks = Flags(Networks),
            Statuses = Flags(Statuses),
            Tags = Flags(Tags),
            AcceptsCurrency = AcceptsCurrency,
        };
    }

    public sealed record ProfileView(LegalFamily? Family, IReadOnlyList<Filieres>? Filieres, string? Commune, bool? Qpv, IReadOnlyList<Networks>? Networks, IReadOnlyList<Statuses>? Statuses, IReadOnlyList<ProductTags>? Tags, bool? AcceptsCurrency)
    {
        internal static ProfileView Of(Profile p) => new(p.Family, List(p.Filieres), p.Commune, p.Qpv, List(p.Networks), List(p.Statuses), List(p.Tags), p.AcceptsCurrency);
    }

    public sealed record RepresentativeFields(PersonId Person, string? Reason = null, DateOnly? Effective = null) : IReasoned;

    /// <summary>Words and a day, both optional.</summary>
    public sealed record Said(string? Reason = null, DateOnly? Effective = null) : IReasoned;

    public sealed record HeldView(GrantNumber Number, string Standing);

    /// <param name="Profile">What counts: verified, else from a registry, else declared.</param>
    public sealed record ParticipantView(ParticipantId Participant, ParticipantKind Kind, string Name, string HolderId, DateOnly Entered, ProfileView Profile, ProfileView Declared, ProfileView Registry, ProfileView Verified,
        IReadOnlyList<PersonId> Representatives, IReadOnlyList<ParticipantKeyView> Keys, IReadOnlyList<HeldView> Grants, IReadOnlyList<string> Applications);

    /// <param name="Blocked">It can sign nothing new.</param>
    public sealed record ParticipantKeyView(KeyId Kid, bool Blocked);
}
