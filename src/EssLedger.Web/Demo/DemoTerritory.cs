using System.Globalization;
using System.Security.Cryptography;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Records;
using EssLedger.Core.Territory;
using EssLedger.Store;
using EssLedger.Web.SignIn;
using EssLedger.Web.Territory;

namespace EssLedger.Web.Demo;

/// <summary>What the invented City keeps up about the territory. Places, supporters and other labels are those that the strategy and public sources name; whatever is said of their addresses, offers and
/// days is an example and to be checked; laureates, groups and meetings are invented.</summary>
internal sealed class DemoTerritory(IRecordStore records, IRegistrationStore registrations, IParticipantStore participants, TimeProvider clock)
{
    private const string Example = " (exemple)";

    private DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    /// <summary>Writes all sheets.</summary>
    /// <param name="city">Who keeps them up.</param>
    public async Task Build(PersonId city)
    {
        var known = (await participants.ListAsync(default)).ToDictionary(p => p.Name, p => p.Id.Value);
        string? Of(string name) => known.GetValueOrDefault(name + Example);
        await Laureates(city, Of);
        await Places(city, Of);
        await Supporters(city);
        await Suppliers(city, Of);
        await Meetings(city);
        await Groups(city);
        await Labels(city);
    }

    private async Task Laureates(PersonId by, Func<string, string?> of)
    {
        (string Name, int Year, string Stage, string Filieres, string Project, int? Euros, string Commune, string? Strategies)[] all =
        [
            ("Conserverie des Glaneurs", 2022, "pre_seed", "food", "Mettre en bocaux les invendus des marchés.", 5000, "59350", null),
            ("Atelier Vélo de Fives", 2022, "seed", "cycling repair", "Une vélo-école et un atelier d’autoréparation.", 15000, "59350", null),
            ("Les Mains Vertes de Lomme", 2023, "seed", "food", "Un jardin partagé et une ferme urbaine.", 12000, "59355", null),
            ("Ressourcerie du Canal", 2023, "consolidation", "repair textile", "Un second lieu de collecte, une filière textile.", 30000, "59350", null),
            ("Bricothèque du Moulin", 2024, "pre_seed", "repair", "Prêter les outils plutôt que les vendre.", 4000, "59298", null),
            ("Menuiserie Bois Vert", 2024, "consolidation", "eco_building", "Former à l’éco-rénovation par le chantier.", 25000, "59512", null),
            ("Ferme des Weppes solidaires", 2025, "scale_up", "food", "Trois fermes d’insertion sur le même modèle.", 60000, "59355", "duplication cooperation"),
            ("Aide à domicile Les Voisins", 2025, "scale_up", "care", "Une coopérative commune à quatre quartiers.", null, "59009", "cooperation merger"),
            ("Fil Solidaire", 2026, "seed", "textile", "Retoucher et louer des vêtements de travail.", 15000, "59350", null),
            ("Traiteur Saveurs Partagées", 2026, "consolidation", "food", "Une cuisine centrale pour les événements.", 28000, "59350", null),
        ];
        foreach (var one in all)
            await Keep(SheetKind.Laureate, by, ("name", one.Name + Example), ("year", Number(one.Year)), ("stage", one.Stage), ("filieres", one.Filieres), ("project", one.Project), ("sum", one.Euros is { } euros ? Number(euros * 100) : null),
                ("commune", one.Commune), ("strategies", one.Strategies), ("participant", of(one.Name)));
    }

    // The seven of the strategy (objective 1.7). Points on the map are near, not exact.
    private async Task Places(PersonId by, Func<string, string?> of)
    {
        (string Name, string? Street, string Postcode, string Commune, double Latitude, double Longitude, string Uses, string Description)[] all =
        [
            ("Maison de l’ESS", null, "59000", "59350", 50.6262, 3.0687, "advice event_venue exchange_bureau_candidate", "Se renseigner sur l’économie sociale et solidaire et y rencontrer ses réseaux."),
            ("Maison des Associations", "rue Royale", "59000", "59350", 50.6420, 3.0597, "advice event_venue exchange_bureau_candidate", "Conseil aux associations, salles de réunion."),
            ("Bazaar Saint So", "boulevard Jean-Baptiste-Lebas", "59000", "59350", 50.6274, 3.0687, "premises event_venue", "Espace de travail et d’événements dans l’ancienne gare Saint-Sauveur."),
            ("MRES", "rue Gosselet", "59000", "59350", 50.6250, 3.0702, "advice event_venue exchange_bureau_candidate", "Maison régionale de l’environnement et des solidarités."),
            ("Compagnie des Tiers-lieux", null, "59000", "59350", 50.6205, 3.0555, "advice premises", "Accompagne les tiers-lieux de la région."),
            ("Fabrique Citoyenne des Transitions", null, "59160", "59355", 50.6447, 2.9905, "event_venue_candidate advice", "Ateliers et projets d’habitants à Lomme."),
            ("LM5", null, "59260", "59298", 50.6280, 3.1070, "event_venue_candidate premises", "Tiers-lieu à Hellemmes."),
        ];
        foreach (var one in all)
            await Keep(SheetKind.Place, by, ("name", one.Name), ("uses", one.Uses), ("address", one.Street), ("postcode", one.Postcode), ("commune", one.Commune), ("latitude", Degrees(one.Latitude)), ("longitude", Degrees(one.Longitude)), ("description", one.Description));
        if (of("Ressourcerie du Canal") is { } owner)
            await Put(SheetKind.Place, published: false, by, ("name", "La cour de la Ressourcerie" + Example), ("uses", "event_venue_candidate"), ("commune", "59350"), ("latitude", "50.6251"), ("longitude", "3.0447"), ("description", "Une cour couverte pour les rencontres du quartier (proposée par l’association, inventée)."), ("participant", owner));
    }

    // The club of local funders (objective 1.6); what each offers is an example.
    private async Task Supporters(PersonId by)
    {
        (string Name, string Roles, string Stages, string Needs, string Description, string Commune, (double, double)? At)[] all =
        [
            ("Nord Actif", "support funder", "seed consolidation scale_up", "loan guarantee advice", "Garanties, prêts solidaires et conseil financier (exemple de fiche).", "59350", (50.6310, 3.0730)),
            ("Autonomie et Solidarité", "funder", "seed consolidation scale_up", "equity loan", "Capital-risque solidaire d’épargnants de la région (exemple de fiche).", "59350", (50.6330, 3.0560)),
            ("Clubs Cigales", "funder support", "pre_seed seed", "equity advice", "Des épargnants entrent au capital et accompagnent cinq ans (exemple de fiche).", "59350", (50.6255, 3.0700)),
            ("La Nef", "funder", "consolidation scale_up", "loan", "Banque éthique : crédit aux projets à plus-value sociale (exemple de fiche).", "59350", null),
            ("Crédit Municipal de Lille", "funder", "seed consolidation", "loan", "Microcrédit et prêts (exemple de fiche).", "59350", (50.6402, 3.0610)),
            ("Fondation de Lille", "funder", "pre_seed seed", "grant donations", "Bourses et mécénat pour des projets du territoire (exemple de fiche).", "59350", (50.6345, 3.0640)),
            ("Mutuelles du territoire", "funder", "seed consolidation", "grant donations network", "Soutien à des projets de santé et de solidarité (exemple de fiche).", "59350", null),
            ("Couveuse des Possibles (exemple)", "support", "pre_seed seed", "incubation training network", "De l’idée à la première année, en groupe (inventée).", "59298", (50.6275, 3.1040)),
        ];
        foreach (var one in all)
            await Keep(SheetKind.Supporter, by, ("name", one.Name), ("roles", one.Roles), ("stages", one.Stages), ("needs", one.Needs), ("description", one.Description), ("commune", one.Commune),
                ("latitude", one.At is var (latitude, _) ? Degrees(latitude) : null), ("longitude", one.At is var (_, longitude) ? Degrees(longitude) : null));
    }

    private async Task Suppliers(PersonId by, Func<string, string?> of)
    {
        (string Name, string? Reserved, string? Cae, string? Clauses, string? Spaser, string Description)[] all =
        [
            ("Ressourcerie du Canal", "iae ess", null, "yes", "social ecological local", "Enlèvement de mobilier, réemploi, textile : devis sous huit jours (inventé)."),
            ("Aide à domicile Les Voisins", "ess", null, "yes", "social", "Aide aux personnes âgées, accueil de personnes en insertion (inventé)."),
            ("Atelier Vélo de Fives", null, null, null, "ecological local", "Entretien de flottes de vélos sur place (inventé)."),
            ("Menuiserie Bois Vert", "ess", null, null, "ecological local", "Menuiserie intérieure, rénovation, bois certifié (inventé)."),
            ("Ferme des Weppes solidaires", "ess", "yes", null, "ecological fair_trade", "Paniers et légumes pour la restauration collective (inventé)."),
        ];
        foreach (var one in all)
            if (of(one.Name) is { } owner)
                await Keep(SheetKind.Supplier, by, ("participant", owner), ("reserved", one.Reserved), ("cae", one.Cae), ("clauses", one.Clauses), ("spaser", one.Spaser), ("description", one.Description));
    }

    /// <summary>The grant of a meeting that is a labelled event, twelve days ahead.</summary>
    public static GrantNumber LabelledMeeting { get; } = GrantNumber.Parse("EVT-2026-0002");

    private const int DaysToLabelled = 12;

    private async Task Meetings(PersonId by)
    {
        (string Name, int Days, string Start, int Minutes, string Venue, string Commune, int Capacity, string Description, string Audiences, (int, int, int)? Came)[] all =
        [
            ("Petit-déjeuner : acheter chez le voisin", -60, "08:30", 90, "Maison des Associations", "59350", 40, "Commerces et acteurs de l’ESS cherchent ensemble leurs fournisseurs.", "holders ess", (14, 9, 31)),
            ("Rencontre filière vélo", DaysToLabelled, "18:00", 120, "Bazaar Saint So", "59350", 30, "Réparer, vendre, livrer à vélo : qui peut travailler avec qui ?", "holders", null),
            ("Soirée monnaie locale et commerces", 33, "19:00", 90, "LM5", "59298", 2, "Comment la monnaie locale circule entre commerces ; essai sur place.", "shops partners", null),
            ("Matinée des acheteurs responsables", 54, "09:00", 180, "Maison de l’ESS", "59350", 60, "Marchés réservés, clauses, sourcing : les acheteurs publics rencontrent les structures.", "holders ess partners", null),
        ];
        foreach (var one in all)
        {
            var day = Today.AddDays(one.Days);
            var id = await Keep(SheetKind.Meeting, by, ("name", one.Name + Example), ("day", Iso(day)), ("start", one.Start), ("minutes", Number(one.Minutes)), ("venue", one.Venue), ("commune", one.Commune), ("capacity", Number(one.Capacity)),
                ("description", one.Description), ("audiences", one.Audiences), ("grant", one.Days == DaysToLabelled ? LabelledMeeting.Value : null), ("cameEss", Number(one.Came?.Item1)), ("cameShops", Number(one.Came?.Item2)), ("camePeople", Number(one.Came?.Item3)));
            if (one.Days < 0) continue;
            foreach (var (name, side) in new[] { ("Nadia Exemple", "ess"), ("Gaston Exemple", "shop") })
                await registrations.RegisterAsync(new(NewId(), id, day, name, $"{name.Split(' ')[0].ToLowerInvariant()}@exemple.invalid", null, side, "fr", null, Digest.FromBytes(RandomNumberGenerator.GetBytes(32)), Now), one.Capacity, default);
        }
    }

    private async Task Groups(PersonId by)
    {
        (string Name, string Filieres, string[] Members, string Rhythm, string Description, (int Days, string Title, string Text)[] Minutes)[] all =
        [
            ("Alimentation durable", "food", ["Ferme des Weppes solidaires (exemple)", "Boulangerie du Beffroi (exemple)", "Traiteur Saveurs Partagées (exemple)", "Ville de Lille, mission alimentation"], "tous les deux mois", "De la terre au marché : circuits courts, invendus, restauration collective.",
            [
                (-25, "Farines et légumes", "Une commande groupée de farines est essayée en janvier. Les surplus de légumes vont au traiteur. Prochaine séance : la logistique."),
                (-90, "Première séance", "Tour de table, priorités : logistique du dernier kilomètre, invendus, formation."),
            ]),
            ("Réemploi et textile", "repair textile", ["Ressourcerie du Canal (exemple)", "Mercerie des Filatures (exemple)"], "chaque trimestre", "Donner une deuxième vie aux choses, avec les commerces.", [(-40, "Points de collecte", "Trois commerces accueillent une borne de collecte à l’essai.")]),
            ("Vélo", "cycling", ["Atelier Vélo de Fives (exemple)", "Cycles de la Deûle (exemple)"], "chaque trimestre", "Réparer, livrer, apprendre.", []),
        ];
        foreach (var one in all)
        {
            var id = NewId();
            await Put(SheetKind.Group, id, new Dictionary<string, IReadOnlyList<string>>
            {
                ["name"] = [one.Name],
                ["filieres"] = one.Filieres.Split(' '),
                ["members"] = one.Members,
                ["description"] = [one.Description],
                ["since"] = [Iso(Today.AddDays(-200))],
                ["rhythm"] = [one.Rhythm],
            }, published: true, by);
            foreach (var minutes in one.Minutes) await Keep(SheetKind.Minutes, by, ("group", id), ("day", Iso(Today.AddDays(minutes.Days))), ("name", minutes.Title), ("text", minutes.Text));
        }
    }

    // As public sources say it; the days are those on which they were read.
    private async Task Labels(PersonId by)
    {
        (string Name, string Owner, string OwnerKind, string Asks, string Check, string Term, string? Source)[] all =
        [
            ("ESUS", "État (préfet)", "state", "Être de l’ESS et d’utilité sociale ; par exemple 66 % des charges pour cette utilité sur trois exercices, politique de rémunération dans les statuts, titres non cotés. Certaines structures le sont de droit.", "Sur dossier", "5 ans ; 2 ans si l’entreprise a moins de 3 ans", null),
            ("Lyon, ville équitable et durable", "Ville de Lyon", "local_authority", "Cinq familles de critères, pièces à l’appui, exigences croissantes.", "Comité d’experts de la Ville et de pairs labellisés", "3 ans, gratuit", "https://www.lyon.fr/"),
            ("Éco-Défis", "CMA et CCI avec la collectivité", "chamber", "Au moins trois défis, des points, une action d’amélioration la première année.", "Comité", "3 ans ; standard ou excellence", "https://www.artisanat.fr/"),
            ("Commerce Engagé", "Écoscience", "association", "Diagnostic sur place, cahier signé et revu tous les trois ans, 120 à 200 gestes.", "Visite", "Revu tous les 3 ans", null),
            ("Label Commerçant Responsable", "Collectif", "association", "Quatre étapes : sensibilisation, autodiagnostic, évaluation, valorisation.", "Organisme indépendant, avec un rapport", "Amélioration continue", null),
            ("Valeurs Parc naturel régional", "État, attribué par les Parcs", "state", "Convention et référentiel par produit ou service.", "Audit et commission nationale", "5 ans", "https://www.parcs-naturels-regionaux.fr/"),
            ("Territoires de commerce équitable", "Quatre organisations", "association", "Cinq objectifs : comité de pilotage, délibération et achats, sensibilisation, offre, entreprises.", "Jury", "Renouvelé ; mention Excellence", null),
            ("Nature & Progrès (garantie participative)", "Fédération Nature & Progrès", "association", "Charte et cahiers des charges.", "Visite chaque année par un producteur et un consommateur, qui ne jugent pas ; avis motivé d’un comité local, décision d’un comité fédéral", "Annuel", "https://www.natureetprogres.org/"),
        ];
        foreach (var one in all)
            await Keep(SheetKind.OtherLabel, by, ("name", one.Name), ("owner", one.Owner), ("ownerKind", one.OwnerKind), ("asks", one.Asks), ("check", one.Check), ("term", one.Term), ("source", one.Source), ("looked", Iso(Today.AddDays(-30))));
    }

    private Task<string> Keep(SheetKind kind, PersonId by, params ReadOnlySpan<(string Field, string? Said)> values) => Put(kind, published: true, by, values);

    private Task<string> Put(SheetKind kind, bool published, PersonId by, params ReadOnlySpan<(string Field, string? Said)> values)
    {
        var said = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var (field, text) in values)
            if (text is not null) said[field] = kind.Fields().Single(f => f.Name == field).Kind is FieldKind.Choices ? text.Split(' ') : [text];
        return Put(kind, NewId(), said, published, by);
    }

    private async Task<string> Put(SheetKind kind, string id, Dictionary<string, IReadOnlyList<string>> values, bool published, PersonId by)
    {
        var sheet = new Sheet(kind, published, new(values));
        if (SheetRules.Refuse(null, sheet, new(City: true, new HashSet<ParticipantId>()), Today, (_, _) => true) is { AreNone: false } faults) throw new InvalidOperationException($"The demonstration could not write a sheet of {kind}: {faults.Whole} {string.Join(", ", faults.Fields)}");
        await records.PutAsync(new(TerritoryBook.RecordsOf(kind), id, 1, TerritoryBook.Write(sheet), by, Now), default);
        return id;
    }

    private DateTimeOffset Now => DateTimeOffset.FromUnixTimeMilliseconds(clock.GetUtcNow().ToUnixTimeMilliseconds());

    private string NewId() => Uuid.Version7(clock.GetUtcNow(), RandomNumberGenerator.GetBytes(10)).ToString();

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Degrees(double degrees) => degrees.ToString("0.####", CultureInfo.InvariantCulture);
}
