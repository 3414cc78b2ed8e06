using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Issuance;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.Payments;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Trail;

/// <summary>How the things stand on which staff act, for the trail: what is looked at before an act and after it tells what the act changed.</summary>
public sealed class SubjectStates(IGrainFactory grains, LabelRegister register, IParticipantStore participants, IPayoutStore payouts, IAlertStore alerts, People people, Rights rights, Microsoft.EntityFrameworkCore.IDbContextFactory<PeopleContext> contexts, TimeProvider clock)
{
    // What stands here with a value is compared and told by its name only.
    private const string Personal = "~";

    /// <summary>What is known of a thing; empty where there is no such thing, or of its kind nothing is told.</summary>
    public async Task<IReadOnlyDictionary<string, string>> Of(string kind, string subject)
    {
        var state = new SortedDictionary<string, string>(StringComparer.Ordinal);
        switch (kind)
        {
            case "account" when AccountId.TryParse(subject, out var account):
                var known = await grains.GetGrain<IAccountGrain>(account.Value).Read();
                if (known.Kind is not { } held) break;
                state["kind"] = Word(held);
                state["status"] = Word(known.Status);
                if (known.IsProfessional) state["agreement"] = known.AgreementEnded ? "ended" : "in_force";
                var bankAccounts = await payouts.OfAsync(account, default);
                if (PayoutIban.InUse(bankAccounts) is { } inUse) state[$"{Personal}bank account"] = inUse.Iban;
                if (PayoutIban.Waiting(bankAccounts) is { } waiting) state[$"{Personal}bank account entered"] = waiting.Iban;
                foreach (var ceiling in typeof(Ceilings).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => known.Ceilings is not null && p.PropertyType == typeof(Amount?) && p.GetValue(known.Ceilings) is not null))
                    state[$"ceiling.{Word(ceiling.Name)}"] = $"{((Amount)ceiling.GetValue(known.Ceilings)!).Minor}";
                if (await people.HolderOf(account) is { Bureau: { } placed }) state["bureau"] = placed;
                foreach (var entered in known.Entered.Keys) state[$"key {entered}"] = "entered";
                foreach (var key in known.Keys.Values) state[$"key {key.Key.Id}"] = key.Blocked ? "blocked" : "active";
                break;
            case "person" or "member" when PersonId.TryParse(subject, out var person):
                await Holder(person, state);
                break;
            case "proposal":
                await using (var db = await contexts.CreateDbContextAsync())
                    if (await db.FindAsync<Proposal>(subject) is { } proposal)
                    {
                        (state["act"], state["person"]) = (Word(proposal.Act), proposal.Person.Value);
                        if (proposal.Other.Length > 0) state["other"] = proposal.Other;
                        state["state"] = proposal.Decided is null ? "waiting" : proposal.Granted ? "done" : "declined";
                        // What it did to them stands in the same row.
                        await Holder(proposal.Person, state, "person.");
                        if (PersonId.TryParse(proposal.Other, out var other) && proposal.Act is ProposedAct.Merge or ProposedAct.Part) await Holder(other, state, "other.");
                    }
                break;
            case "scope":
                if ((await rights.Bureaux()).FirstOrDefault(b => b.Id == subject) is { } bureau) state["name"] = bureau.Name;
                if ((await rights.Committees()).FirstOrDefault(c => c.Id == subject) is { } committee) (state["name"], state["hears"]) = (committee.Name, committee.Hears);
                break;
            case "issuance":
                if ((await grains.Treasury().Pending()).Any(p => p.Issuance.ToString() == subject)) state["state"] = "pending";
                break;
            case "public_mandate" when PublicMandateId.TryParse(subject, out var mandate):
                if ((await grains.Treasury().Read()).Treasury.PublicMandates.All.GetValueOrDefault(mandate) is not { } given) break;
                state["state"] = given.Revoked is null ? "entered" : "revoked";
                state["payments"] = Number(given.Payments.Count);
                break;
            case "campaign" when CampaignId.TryParse(subject, out var campaign):
                if ((await grains.Treasury().Campaigns(null)).FirstOrDefault(c => c.Proposed.Campaign == campaign) is not { } run) break;
                state["state"] = run.Ended is not null ? "ended" : run.Approved ? "approved" : "proposed";
                state["given"] = Number((int)Math.Min(int.MaxValue, run.Given.Minor));
                break;
            case "scheme" or "charter":
                var rules = await register.Read();
                if (kind == "charter") state["version"] = Number(rules.Charters.Keys.LastOrDefault());
                else if (rules.SchemeOn(Today) is { } s)
                    foreach (var (name, value) in (ReadOnlySpan<(string, string)>)[("mode", Word(s.Mode)), ("months", Number(s.Months)), ("graceDays", Number(s.GraceDays)), ("quorum", Number(s.Quorum)), ("appealDays", Number(s.AppealDays)), ("reportDays", Number(s.ReportDays)), ("levels", Number(s.Levels))])
                        state[name] = value;
                break;
            case "grant" when GrantNumber.TryParse(subject, out var number) && (await register.Read()).Grants.GetValueOrDefault(number) is { } grant:
                state["standing"] = Word(grant.On(Today));
                state["facts"] = Number(grant.Facts.Count);
                if (grant.StateOn(Today) is { } now)
                {
                    state["level"] = Number(now.Level);
                    state["until"] = Iso(now.Until);
                    state["holder"] = now.Holder.Value;
                }
                break;
            case "application" when LabelApplicationId.TryParse(subject, out var id) && (await register.Read()).Applications.GetValueOrDefault(id) is { } file:
                state["state"] = file.State.Word();
                state["facts"] = Number(file.Facts.Count);
                if (file.Grant is { } granted) state["grant"] = granted.Value;
                break;
            case "complaint":
                if ((await register.Read()).Complaints.FirstOrDefault(c => c.Key.ToString() == subject).Value is { } complaint) state["state"] = complaint.Closed is null ? "open" : "closed";
                break;
            case "cooperation":
                if ((await register.Read()).Cooperations.FirstOrDefault(c => c.Key.ToString() == subject).Value is { } cooperation)
                {
                    state["signatures"] = Number(cooperation.Confirmed.Count);
                    if (cooperation.End is { } end) state["end"] = Iso(end);
                }
                break;
            case "alert" when long.TryParse(subject, NumberStyles.None, CultureInfo.InvariantCulture, out var alert) && await alerts.FindAsync(alert, default) is { } found:
                state["state"] = Word(found.State);
                if (found.Last?.Outcome is { } outcome) state["outcome"] = Word(outcome);
                break;
            case "participant" when ParticipantId.TryParse(subject, out var participant):
                await Participant(participant, state);
                break;
        }
        return state;
    }

    private async Task Holder(PersonId person, SortedDictionary<string, string> state, string before = "")
    {
        foreach (var held in await people.AssignmentsOf(person)) state[$"{before}role {held.Role}{(held.Scope.Length > 0 ? $" {held.Scope}" : "")}"] = "held";
        foreach (var account in await people.AccountsOf(person)) state[$"{before}account {account}"] = await people.HolderOf(account) is { Bureau: { } placed } ? $"held at {placed}" : "held";
        if (await people.Find(person) is { IsBarred: true }) state[$"{before}access"] = "barred";
    }

    private async Task Participant(ParticipantId id, SortedDictionary<string, string> state)
    {
        if ((await register.Read()).Participants.GetValueOrDefault(id) is { } history)
        {
            state["kind"] = Word(history.Kind);
            foreach (var source in Enum.GetValues<Source>())
            {
                var said = history.By(source, Today);
                foreach (var member in typeof(Profile).GetProperties().Where(p => p.CanWrite && p.GetValue(said) is not null)) state[$"{Word(source)}.{Word(member.Name)}"] = $"{member.GetValue(said)}";
            }
            foreach (var named in history.Representatives.Where(r => r.On(Today))) state[$"representative {named.Person}"] = "named";
            foreach (var key in history.Keys.Values) state[$"key {key.Key.Id}"] = key.Blocked is null ? "active" : "blocked";
        }
        if (await participants.FindAsync(id, default) is not { } row) return;
        foreach (var member in typeof(Participant).GetProperties().Where(p => p.Name is not "Id" && p.CanWrite && p.GetValue(row) is not null))
            state[member.PropertyType == typeof(bool) ? Word(member.Name) : $"{Personal}{Word(member.Name)}"] = $"{member.GetValue(row)}";
    }

    /// <summary>What differs: by name, before and after; of what is personal, that it differs.</summary>
    public static JsonObject Changes(IReadOnlyDictionary<string, string> before, IReadOnlyDictionary<string, string> after)
    {
        var changes = new JsonObject();
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (was, became) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
            if (was == became) continue;
            changes[name.TrimStart(Personal[0])] = name.StartsWith(Personal, StringComparison.Ordinal) ? null : new JsonArray(was, became);
        }
        return changes;
    }

    private DateOnly Today => ParisCalendar.DayOf(clock.GetUtcNow());

    private static string Word<T>(T choice) => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName($"{choice}");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);
}
