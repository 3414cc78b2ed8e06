using EssLedger.Core.Identifiers;
using EssLedger.Core.Records;
using EssLedger.Core.Strategy;
using EssLedger.Store;
using EssLedger.Web.Strategy;

namespace EssLedger.Web.Demo;

/// <summary>The strategy of the demonstration: the bodies that the strategy of Lille names, and invented meetings, events and figures of 2021 to today, with one body late.</summary>
public sealed class DemoStrategy(StrategyDesk desk, IRecordStore store, TimeProvider clock)
{
    /// <summary>Enters it, unless it is there.</summary>
    public async Task Enter(PersonId city)
    {
        var today = desk.Today;
        if ((await desk.Read()).Bodies.Count > 0) return;
        var entered = new List<(StrategyKind Kind, string Id, FieldValues Values)>();
        string Ago(int months) => Iso(today.AddMonths(-months));
        async Task<string> Put(StrategyKind kind, params (string Name, string Value)[] fields)
        {
            var (id, values) = (StrategyDesk.NewId(), FieldForm.Read(kind.Fields, name => fields.Where(f => f.Name == name).Select(f => f.Value)));
            await store.PutAsync(new(kind.Name, id, 1, StrategyDesk.Written(values), city, clock.GetUtcNow()), default);
            entered.Add((kind, id, values));
            return id;
        }
        Task<string> Body(string title, int months, string chair, string voting, string advising, bool isPublic) => Put(StrategyKind.Body, ("title", title), ("months", $"{months}"), ("chair", chair), ("voting", voting), ("advising", advising),
            ("isPublic", isPublic ? "yes" : ""), ("first", "2021-01-01"));

        var copil = await Body("Comité de pilotage (COPIL)", 12, "Élu·e de Lille chargé·e de l’ESS", "Ville de Lille\nCommune associée d’Hellemmes\nCommune associée de Lomme\nMétropole européenne de Lille\nRégion Hauts-de-France", "APES\nCRESS", true);
        var animation = await Body("Comité d’animation", 6, "", "Ville de Lille\nAPES\nCRESS", "Structures accompagnatrices", true);
        var workshops = await Body("Ateliers du comité d’animation", 6, "", "", "Acteurs de l’ESS du territoire", true);
        var political = await Body("Groupe politique", 6, "Élu·e de Lille chargé·e de l’ESS", "Élu·es concerné·es de Lille, Hellemmes et Lomme", "", false);
        var services = await Body("Comité inter-services", 6, "Direction de l’économie", "Directions concernées", "", false);
        var scic = await Body("Groupe SCIC", 12, "", "Ville de Lille", "SCIC où la Ville a des parts", false);

        Task<string> Meeting(string body, string state, string day, string place = "Hôtel de Ville (exemple)", string time = "14:30", string agenda = "") =>
            Put(StrategyKind.Meeting, ("body", body), ("state", state), ("day", day), ("time", time), ("place", place), ("agenda", agenda), ("present", state == "held" ? "Ville de Lille\nAPES" : ""));
        foreach (var months in new[] { 61, 49, 37, 25, 14 }) await Meeting(copil, "held", Ago(months), agenda: "Bilan de l’année (exemple)");
        foreach (var months in new[] { 16, 10, 4 }) await Meeting(animation, "held", Ago(months), "Maison de l’ESS (exemple)");
        foreach (var months in new[] { 11, 5 }) await Meeting(workshops, "held", Ago(months), "Bazaar Saint So (exemple)");
        await Meeting(political, "held", Iso(today.AddMonths(-6).AddDays(30)));
        foreach (var months in new[] { 9, 3 }) await Meeting(services, "held", Ago(months));
        await Meeting(services, "cancelled", Iso(today.AddDays(-12)));
        await Meeting(scic, "held", Ago(7));
        await Meeting(animation, "planned", Iso(today.AddDays(20)), "Maison de l’ESS (exemple)", "10:00", "Label : premières attributions\nMois de l’ESS : retours");
        await Meeting(workshops, "planned", Iso(today.AddDays(34)), "Fabrique citoyenne des transitions, Lomme (exemple)", "09:30");

        foreach (var year in Enumerable.Range(2022, Math.Max(0, today.Year - 2022 + 1)))
        {
            if (new DateOnly(year, 11, 1) is var month && month <= today)
                await Put(StrategyKind.Event, ("title", $"Mois de l’ESS {year} (exemple)"), ("first", Iso(month)), ("last", Iso(month.AddDays(29))), ("place", "Lille, Hellemmes, Lomme"), ("series", "mois_ess"), ("attendance", $"{900 + (year - 2022) * 130}"), ("objectives", "4.1"), ("objectives", "2.4"));
            if (new DateOnly(year, 5, 10) is var may && may <= today)
                await Put(StrategyKind.Event, ("title", $"Quinzaine du commerce équitable {year} (exemple)"), ("first", Iso(may)), ("last", Iso(may.AddDays(14))), ("place", "Lille"), ("series", "quinzaine_commerce_equitable"), ("theme", "transition_alimentaire"), ("objectives", "4.1"), ("objectives", "2.3"));
        }
        await Put(StrategyKind.Event, ("title", "Cafés de quartier de l’ESS (exemple)"), ("first", Ago(2)), ("place", "Maison de quartier de Fives (exemple)"), ("theme", "qpv"), ("attendance", "38"), ("objectives", "3.4"));

        await Put(StrategyKind.Survey, ("title", "Concertation sur la stratégie"), ("day", "2021-06-30"), ("sent", "348"), ("answered", "80"), ("sessions", "36 Séance 1"), ("sessions", "6 Séance 2"), ("sessions", "30 Séance 3"), ("sessions", "70 Séance 4"),
            ("people", "122"), ("isApproximate", "yes"), ("objectives", "3.1"), ("source", "Stratégie ESS de la Ville de Lille 2021-2026, ch. 2"));

        var supported = await Put(StrategyKind.Indicator, ("title", "Projets soutenus par les accompagnateurs"), ("objectives", "4.2"), ("counts", "entered"), ("unit", "projets"), ("text", "Projets suivis au moins une fois dans l’année par une structure accompagnatrice."));
        foreach (var (year, value) in new[] { (2022, 31), (2023, 38), (2024, 44), (2025, 52) }.Where(f => f.Item1 < today.Year))
            await Put(StrategyKind.Figure, ("indicator", supported), ("year", $"{year}"), ("value", $"{value}"), ("perimeter", "lille"), ("source", "Accompagnateurs (chiffres inventés)"));
        await Put(StrategyKind.Indicator, ("title", "Participants labellisés"), ("objectives", "4.3"), ("counts", "labels"), ("unit", "participants"), ("text", "Commerces et acteurs de l’ESS qui détiennent le label."));
        await Put(StrategyKind.Indicator, ("title", "Événements"), ("objectives", "4.1"), ("counts", "events"), ("unit", "événements"), ("text", "Ce que la Ville et ses partenaires organisent."));
        await Put(StrategyKind.Indicator, ("title", "Réunions des instances"), ("objectives", "3.1"), ("counts", "meetings"), ("unit", "réunions"), ("text", "Toutes instances ensemble."));

        await Put(StrategyKind.Action, ("title", "Écrire la charte du label avec les commerçants"), ("objective", "4.3"), ("text", "Groupe de travail de commerçants et d’entrepreneurs de l’ESS ; engagements, preuves, visites. (exemple)"), ("lead", "Ville de Lille, APES"), ("state", "done"), ("first", "2025-01-15"), ("last", "2025-11-30"));
        await Put(StrategyKind.Action, ("title", "Installer la monnaie locale dans les quartiers"), ("objective", "2.2"), ("text", "Rendez-vous avec les unions commerciales, un bureau de change par quartier. (exemple)"), ("lead", "Association de la monnaie locale"), ("state", "running"), ("first", "2025-09-01"));
        await Put(StrategyKind.Action, ("title", "Club des financeurs"), ("objective", "1.6"), ("text", "Deux rencontres par an, carte des soutiens tenue à jour. (exemple)"), ("lead", "Ville de Lille"), ("state", "planned"));

        var board = await desk.Read();
        foreach (var (kind, id, values) in entered)
            if (kind.Refuse(values, id, board, today) is { Count: > 0 } refusals) throw new InvalidOperationException($"The demonstration entered a record of {kind.Name} that is none: {string.Join(", ", refusals)}");
    }

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
