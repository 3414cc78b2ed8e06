using EssLedger.Core.Records;

namespace EssLedger.Core.Strategy;

/// <summary>The axes and objectives of the City of Lille's strategy 2021-2026, in short words of ours, with which a ledger begins. The City puts its own words in their place; another city its own strategy.</summary>
public static class LilleStrategy
{
    /// <summary>Number and title of each axis.</summary>
    public static IReadOnlyList<(string Code, string Title)> Axes { get; } = [("1", "Financer"), ("2", "Accompagner"), ("3", "Co-construire"), ("4", "Animer")];

    /// <summary>Number, title and text of each objective.</summary>
    public static IReadOnlyList<(string Code, string Title, string Text)> Objectives { get; } =
    [
        ("1.1", "Soutenir le pré-amorçage et l’émergence", "Appel à projets permanent, dès l’idée."),
        ("1.2", "Prendre part au capital de SCIC", "Critères pour entrer au capital, le recapitaliser et en sortir."),
        ("1.3", "Soutenir l’amorçage", "Appel à projets permanent, page des lauréats."),
        ("1.4", "Consolider les structures", "Appel à projets permanent, pour celles qui ont démarré."),
        ("1.5", "Accompagner le changement d’échelle", "Diversification, duplication, fertilisation, coopération, fusion."),
        ("1.6", "Réunir les financeurs locaux", "Carte des soutiens et des financeurs, club des financeurs locaux."),
        ("1.7", "Faire vivre les lieux totems", "Maison de l’ESS et lieux de Lille, Hellemmes et Lomme."),
        ("1.8", "Ouvrir la commande publique à l’ESS", "SPASER, clauses, marchés réservés, sourcing."),
        ("2.1", "Structurer les filières", "Alimentation durable, vélo, soin aux personnes, réemploi, écoconstruction, textile ; sans exclusive."),
        ("2.2", "Soutenir la monnaie locale", "Auprès des acteurs économiques et des habitants."),
        ("2.3", "Promouvoir les produits du territoire", "Locaux, durables, solidaires, responsables, équitables ; pour les professionnels et les particuliers."),
        ("2.4", "Rendre visibles les structures d’insertion", "Les inviter aux événements."),
        ("3.1", "Co-construire avec les acteurs", "Associer les acteurs de l’ESS à la décision."),
        ("3.2", "Encourager les jeunes à entreprendre ensemble", "Coopératives jeunesse de services et coopératives jeunes majeurs."),
        ("3.3", "Rapprocher l’ESS et les entreprises", "Mécénat, achats responsables."),
        ("3.4", "Agir avec les habitants des quartiers prioritaires", "Maisons de quartier et habitants ambassadeurs."),
        ("4.1", "Faire connaître l’ESS par des événements", "Mois de l’ESS, Quinzaine du commerce équitable, SEDD, Journées du patrimoine, Semaine de l’ESS à l’école."),
        ("4.2", "Compter et réunir l’accompagnement", "Projets soutenus par an, groupe de travail annuel."),
        ("4.3", "Créer un label de territoire", "Veille, engagements définis avec les commerçants et les entrepreneurs de l’ESS, promotion, déploiement."),
        ("4.4", "Agir avec la Métropole", "À l’échelle de Lille et de la MEL."),
    ];

    /// <summary>Kind, id and fields of each record.</summary>
    public static IEnumerable<(StrategyKind Kind, string Id, FieldValues Values)> Records =>
    [
        .. Axes.Select(a => (StrategyKind.Axis, a.Code, Values(("code", a.Code), ("title", a.Title)))),
        .. Objectives.Select(o => (StrategyKind.Objective, o.Code, Values(("axis", o.Code[..1]), ("code", o.Code), ("title", o.Title), ("text", o.Text)))),
    ];

    private static FieldValues Values(params (string Name, string Value)[] fields) => new(fields.ToDictionary(f => f.Name, f => (IReadOnlyList<string>)[f.Value]));
}
