using System.Security.Cryptography;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Demo;

/// <summary>The label of the invented town: rules, a charter, participants with their devices, files that went all the way to a decision, and cooperations.
/// Everything is recorded as in earnest, dated back so that there is a history to look at.</summary>
internal sealed class DemoLabel(LabelIssuer issuer, People people, Clients clients, IGrainFactory grains, IParticipantStore participants, TimeProvider clock)
{
    /// <summary>Who does what in the label's office.</summary>
    public sealed record Office(PersonId Manager, PersonId Visitor, PersonId Committee);

    /// <summary>A participant, with the person and the device that act for it; without a device, a visitor's can be the first.</summary>
    public sealed record Resident(ParticipantId Id, ParticipantKind Kind, PersonId Person, string ClientId, string ClientSecret, byte[]? DeviceKey);

    public sealed record Plan(string Name, string Siret, ParticipantKind Kind, Profile Profile, Place Place, string Description, string? Address = null, string? Hours = null);

    private readonly List<Resident> _entered = [];

    private IRegisterGrain Register => grains.GetGrain<IRegisterGrain>(Core.Labels.Register.Decider);

    private DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    private DateOnly Ago(int days) => Today.AddDays(-days);

    /// <summary>All participants so far that have a device, as <c>demo.json</c> tells of them.</summary>
    public IEnumerable<object> Entered => _entered.Where(e => e.DeviceKey is not null).Select(e => new
    {
        participant = e.Id.Value,
        kind = e.Kind is ParticipantKind.Ess ? "ess" : "merchant",
        clientId = e.ClientId,
        clientSecret = e.ClientSecret,
        deviceKey = Convert.ToHexStringLower(e.DeviceKey!),
    });

    /// <summary>The rules and the charter, which everything else stands on.</summary>
    public async Task Begin(Office office, LegalMode mode)
    {
        await Say(new RegisterAct.SchemeSet(mode, Months: 36, GraceDays: 90, Quorum: 1, AppealDays: 60, ReportDays: 30, Levels: 3), Ago(1000), office.Manager, "Démonstration : délibération inventée du conseil municipal.");
        var document = LabelEndpoints.Write(new(
            "Charte des commerces et acteurs solidaires (exemple)",
            "Charte inventée pour la démonstration. Le label réunit des acteurs de l'économie sociale et solidaire et des commerces engagés, sur six valeurs : utilité sociale, développement durable, solidarité, mixité sociale, équilibre Nord-Sud, démocratisation de l'économie.",
            "Groupe de travail des commerçants et des entrepreneurs de l'ESS (exemple)", Ago(980), Criteria.ToDictionary(c => c.Criterion.Number, c => c.Wording)));
        await Say(new RegisterAct.CharterAdopted(1, Digest.Of(document), [.. Criteria.Select(c => c.Criterion)]), Ago(970), office.Manager, "Adoptée à l'unanimité du groupe de travail (exemple).", new Original(Digest.Of(document), document));
    }

    private static readonly (Criterion Criterion, string Wording)[] Criteria =
    [
        (new(1, Axis.SocialUtility, CriterionKind.Mandatory, [GrantKind.Shop, GrantKind.EssActor], false, 0), "Accueillir toute personne et rendre un service utile au quartier."),
        (new(2, Axis.Sustainability, CriterionKind.Mandatory, [GrantKind.Shop], false, 0), "Réduire les déchets : au moins une mesure chiffrée dans l'année."),
        (new(3, Axis.Solidarity, CriterionKind.Progress, [GrantKind.Shop, GrantKind.EssActor], false, 0), "Coopérer avec un acteur de l'ESS, ou avec un commerce engagé."),
        (new(4, Axis.NorthSouth, CriterionKind.Points, [GrantKind.Shop], false, 2), "Proposer au moins trois produits issus du commerce équitable."),
        (new(5, Axis.EconomicDemocracy, CriterionKind.Mandatory, [GrantKind.EssActor], false, 0), "Une gouvernance démocratique qui ne dépend pas du capital."),
        (new(6, Axis.Sustainability, CriterionKind.Points, [GrantKind.Shop, GrantKind.EssActor], false, 1), "Accepter la monnaie locale."),
        (new(7, Axis.SocialMix, CriterionKind.Mandatory, [GrantKind.Event], false, 0), "Réunir au moins trois commerces et trois acteurs de l'ESS, dans un lieu accessible à tous."),
    ];

    /// <summary>Enters a participant, with a person and, unless left out, a device of its own.</summary>
    public async Task<Resident> Enter(Plan plan, Office office, bool withDevice = true)
    {
        var id = ParticipantId.Parse(People.NewId());
        await participants.KeepAsync(new(id, HolderId.Of(Siret.Parse(plan.Siret)), plan.Name, plan.Profile.Commune)
        {
            Place = plan.Place,
            Description = plan.Description,
            Address = plan.Address,
            Hours = plan.Hours,
            InDirectory = true,
        }, default);
        var person = await people.Create($"Pour {plan.Name}", [Roles.Participant]);
        var client = await clients.CreateClient(person.PersonId, plan.Name);
        await Say(new RegisterAct.ParticipantEntered(id, plan.Kind), Ago(950), office.Manager, "Inscription (démonstration).");
        await Say(new RegisterAct.ParticipantDescribed(id, Source.Declared, plan.Profile), Ago(950), person.PersonId, "Déclaré par le participant (démonstration).");
        await Say(new RegisterAct.RepresentativeNamed(id, person.PersonId), Ago(950), office.Manager, "Représentant désigné (démonstration).");

        var entered = new Resident(id, plan.Kind, person.PersonId, client.Id, client.Secret, withDevice ? await NewDevice(id, person.PersonId) : null);
        _entered.Add(entered);
        return entered;
    }

    private async Task<byte[]> NewDevice(ParticipantId id, PersonId person)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var signer = new DeviceSigner(secret);
        var proof = signer.Sign(DeviceProof.Type, new DeviceProof(issuer.Id, AccountId.Parse(id.Value), await Register.Challenge(id, person), signer.Key).Encode());
        if (!SignedProof.TryDecode(proof, out var signed, out var why)) throw new InvalidOperationException(why);
        return await Register.AddKey(id, signed, person) is { Refusal: { } refusal } ? throw new InvalidOperationException($"The demonstration could not register a device: {refusal}") : secret;
    }

    /// <summary>Takes a participant's file as far as a step: <c>draft</c>, <c>submitted</c>, <c>visited</c> or <c>granted</c>.</summary>
    public async Task<LabelApplicationId> Apply(Resident applicant, Office office, string until, GrantNumber? number = null, int level = 1, int grantedDaysAgo = 90)
    {
        var day = grantedDaysAgo + 60;
        var id = await Open(applicant, applicant.Kind is ParticipantKind.Ess ? GrantKind.EssActor : GrantKind.Shop, null, day);
        if (until == "draft") return id;
        await Say(new RegisterAct.Submitted(id), Ago(day - 5), applicant.Person, "Dossier déposé (démonstration).");
        if (until == "submitted") return id;
        await Say(new RegisterAct.Examined(id, true), Ago(day - 15), office.Manager, "Dossier complet et recevable (démonstration).");
        await Say(new RegisterAct.Visited(id, Deontology: true), Ago(day - 35), office.Visitor, "Visite sans verdict : étiquettes d'origine lisibles, bac de tri, une personne en insertion accueillie (inventé).");
        if (until == "visited") return id;
        await Say(new RegisterAct.OpinionGiven(id, Vote.For), Ago(day - 50), office.Committee, "Avis favorable (démonstration).");
        var term = Today.AddDays(-grantedDaysAgo).AddMonths(36).AddDays(-1);
        await Say(new RegisterAct.Decided(id, Outcome.Granted, new(number!.Value, level, term)), Ago(grantedDaysAgo), office.Committee, "Démonstration : dossier inventé, avis favorable.");
        return id;
    }

    /// <summary>An event with the label, decided forty days before it; once it is over it is reported.</summary>
    public async Task Hold(Resident organiser, Office office, HolderId called, GrantNumber number, int firstDaysAgo, (int EssActors, int Shops, int Visitors)? came)
    {
        var id = await Open(organiser, GrantKind.Event, called, firstDaysAgo + 90);
        await Say(new RegisterAct.Submitted(id), Ago(firstDaysAgo + 85), organiser.Person, "Dossier déposé (démonstration).");
        await Say(new RegisterAct.Examined(id, true), Ago(firstDaysAgo + 75), office.Manager, "Dossier complet et recevable (démonstration).");
        await Say(new RegisterAct.OpinionGiven(id, Vote.For), Ago(firstDaysAgo + 50), office.Committee, "Avis favorable (démonstration).");
        await Say(new RegisterAct.Decided(id, Outcome.Granted, new(number, 1, Ago(firstDaysAgo - 1))), Ago(firstDaysAgo), office.Committee, "Démonstration : événement inventé, avis favorable.");
        if (came is var (actors, shops, visitors))
            await Say(new RegisterAct.EventReported(number, actors, shops, visitors, AcceptedCurrency: true, InQpv: false), Ago(firstDaysAgo - 10), organiser.Person, "Bilan de l'événement (démonstration).");
    }

    private async Task<LabelApplicationId> Open(Resident applicant, GrantKind kind, HolderId? called, int daysAgo)
    {
        var id = new LabelApplicationId(NewUuid());
        await Say(new RegisterAct.Opened(id, applicant.Id, kind, 1, called, null), Ago(daysAgo), applicant.Person, "Candidature (démonstration).");
        var order = 0;
        foreach (var (criterion, wording) in Criteria.Where(c => c.Criterion.For.Contains(kind)))
            await Say(new RegisterAct.Committed(id, ++order, criterion.Number, criterion.Kind is CriterionKind.Mandatory ? null : Today.AddDays(20 * order)), Ago(daysAgo), applicant.Person, wording);
        return id;
    }

    public async Task Suspend(GrantNumber number, Office office)
    {
        var answer = await Register.Record(new GrantFact(number, new GrantAct.Suspended(), Ago(10), office.Committee, Digest.Zero), "Démonstration : engagement non tenu, inventé.", []);
        if (answer.Refusal is { } refusal) throw new InvalidOperationException($"The demonstration could not suspend: {refusal.Word()}");
    }

    /// <summary>A cooperation, signed by both or by the first only.</summary>
    public async Task Cooperate(Resident from, Resident to, CooperationForm form, string text, bool bySecondToo)
    {
        var id = new CooperationId(NewUuid());
        await Say(new RegisterAct.CooperationProposed(id, from.Id, to.Id, form, Today.AddYears(1)), Ago(30), from.Person, text);
        foreach (var side in bySecondToo ? new[] { from, to } : [from])
        {
            var bytes = new DeviceSigner(side.DeviceKey!).Sign(CooperationConfirmation.Type, new CooperationConfirmation(issuer.Id, id, Digest.Of(System.Text.Encoding.UTF8.GetBytes(text)), side.Id, Today).Encode());
            if (!SignedConfirmation.TryDecode(bytes, out var confirmation, out var why)) throw new InvalidOperationException(why);
            if (await Register.Confirm(id, confirmation, side.Person) is { Refusal: { } refusal }) throw new InvalidOperationException($"The demonstration could not confirm: {refusal.Word()}");
        }
    }

    private async Task Say(RegisterAct act, DateOnly effective, PersonId by, string words, params IReadOnlyList<Original> originals)
    {
        var answer = await Register.Record(new RegisterFact(act, effective, by, Digest.Zero), words, originals);
        if (answer.Refusal is { } refusal) throw new InvalidOperationException($"The demonstration could not record {act.GetType().Name}: {refusal.Word()}");
    }

    private Uuid NewUuid() => Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10));
}
