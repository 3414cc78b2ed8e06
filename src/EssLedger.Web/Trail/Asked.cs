using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using Microsoft.Extensions.Primitives;

namespace EssLedger.Web.Trail;

/// <summary>What somebody asked for, as the trail may keep it: choices, numbers, days and pseudonymous ids with their values; whatever can hold a name, an address or free
/// text by the field's name alone, with null for its value.</summary>
internal static class Asked
{
    // Of a form or an address everything is text; these fields hold choices, numbers, days and ids of ours.
    private static readonly FrozenSet<string> Plain = FrozenSet.Create(StringComparer.Ordinal,
        "act", "which", "outcome", "vote", "state", "mode", "visibility", "admissible", "deontology", "allowed", "level", "until", "through", "effective", "visitor", "number", "position",
        "months", "graceDays", "quorum", "appealDays", "reportDays", "levels", "criterion", "expires", "form", "end", "acceptedCurrency", "inQpv",
        "role", "scope", "bureau", "from", "to", "day", "on", "asKnownOn", "limit", "after", "perimeter", "person", "action", "subject", "kind", "days", "ground", "own", "identity",
        "cashLoads", "cashBelow", "cashDays", "inOutIndividual", "inOutProfessional", "inOutPercent", "inOutHours", "individualAccounts", "professionalAccounts", "etat", "regle", "apres");

    private static readonly FrozenSet<string> Unsaid = FrozenSet.Create(StringComparer.Ordinal, "__RequestVerificationToken", "lang");

    /// <summary>Of the arguments of a handler, the members of what came as a body.</summary>
    public static JsonObject In(IList<object?> arguments)
    {
        var asked = new JsonObject();
        // Bodies are records beside their endpoints; services are not nested in anything.
        foreach (var body in arguments.Where(a => a?.GetType() is { IsNested: true, Namespace: var space } && space?.StartsWith("EssLedger.Web", StringComparison.Ordinal) is true)) Members("", body!, asked);
        return asked;
    }

    /// <summary>Of a form or the query of an address.</summary>
    public static JsonObject In(IEnumerable<KeyValuePair<string, StringValues>> fields)
    {
        var asked = new JsonObject();
        foreach (var (name, values) in fields)
        {
            if (name.Length > 40 || Unsaid.Contains(name) || StringValues.IsNullOrEmpty(values)) continue;
            asked[name] = (Plain.Contains(name) || name.StartsWith("role-", StringComparison.Ordinal)) && values[0]!.Length <= 64 ? values[0] : null;
        }
        return asked;
    }

    private static void Members(string before, object body, JsonObject asked)
    {
        foreach (var member in body.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.GetIndexParameters().Length == 0))
        {
            if (member.GetValue(body) is not { } value) continue;
            var name = before + JsonNamingPolicy.CamelCase.ConvertName(member.Name);
            if (before.Length < 60 && value is not System.Collections.IEnumerable and not ValueType && value.GetType().Namespace?.StartsWith("EssLedger", StringComparison.Ordinal) is true) Members($"{name}.", value, asked);
            else asked[name] = ValueOf(value);
        }
    }

    private static JsonNode? ValueOf(object value) => value switch
    {
        bool yes => yes,
        int number => number,
        long number => number,
        Amount amount => amount.Minor,
        Enum choice => JsonNamingPolicy.SnakeCaseLower.ConvertName($"{choice}"),
        DateOnly day => day.ToString("O", CultureInfo.InvariantCulture),
        // The number of an establishment leads to its owner where there is one alone.
        HolderId => null,
        ValueType id when id.GetType().Namespace == typeof(PersonId).Namespace || id is Unit => id.ToString(),
        _ => null,
    };
}
