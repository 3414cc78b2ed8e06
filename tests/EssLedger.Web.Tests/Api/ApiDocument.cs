using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace EssLedger.Web.Api;

/// <summary>What a running server says of itself in its OpenAPI document: its operations, the bodies they take, and whether an answer is one that it describes.</summary>
internal sealed class ApiDocument
{
    private readonly JsonElement _root;
    private readonly Dictionary<string, Regex> _patterns = [];

    private ApiDocument(JsonElement root)
    {
        _root = root;
        Operations =
        [
            .. from path in root.GetProperty("paths").EnumerateObject()
               from operation in path.Value.EnumerateObject()
               let parameters = operation.Value.TryGetProperty("parameters", out var listed) ? listed.EnumerateArray().Select(Parameter.Of).ToList() : []
               let body = operation.Value.TryGetProperty("requestBody", out var described) ? described.GetProperty("content").EnumerateObject().Single() : (JsonProperty?)null
               select new Operation(operation.Name.ToUpperInvariant(), path.Name, !operation.Value.TryGetProperty("security", out var security) || security.GetArrayLength() > 0,
                   parameters, body?.Name, body?.Value.GetProperty("schema"), operation.Value.GetProperty("responses")),
        ];
    }

    public IReadOnlyList<Operation> Operations { get; }

    public static async Task<ApiDocument> Of(HttpClient http) => new(JsonDocument.Parse(await http.GetStringAsync("/openapi/v1.json")).RootElement);

    /// <summary>The schema itself, where it is only named.</summary>
    public JsonElement Resolve(JsonElement schema)
    {
        while (schema.ValueKind is JsonValueKind.Object && schema.TryGetProperty("$ref", out var named))
            schema = named.GetString()!.Split('/').Skip(1).Aggregate(_root, (at, step) => at.GetProperty(step));
        return schema;
    }

    /// <summary>The kinds of value that a schema allows: JSON's own words; none if it does not say.</summary>
    public static IReadOnlyList<string> TypesOf(JsonElement schema) => !schema.TryGetProperty("type", out var type) ? []
        : type.ValueKind is JsonValueKind.Array ? [.. type.EnumerateArray().Select(t => t.GetString()!)] : [type.GetString()!];

    /// <summary>A body with what is required and nothing else.</summary>
    /// <param name="schema">Of the body.</param>
    /// <param name="value">Gives a member's value where it is not to be made up.</param>
    public JsonNode? Example(JsonElement schema, Func<string, JsonNode?> value)
    {
        schema = Resolve(schema);
        if (!schema.TryGetProperty("properties", out var properties)) return Made();
        var required = schema.TryGetProperty("required", out var names) ? names.EnumerateArray().Select(n => n.GetString()!).ToHashSet() : [];
        var body = new JsonObject();
        foreach (var property in properties.EnumerateObject())
            if (value(property.Name) is { } given && TypesOf(Resolve(property.Value)) is not ["object"]) body[property.Name] = given;
            else if (required.Contains(property.Name)) body[property.Name] = Example(property.Value, value);
        return body;

        JsonNode? Made()
        {
            if (schema.TryGetProperty("enum", out var words)) return words[0].GetString();
            if (schema.TryGetProperty("format", out var format) && format.GetString() == "date") return "2026-01-01";
            return TypesOf(schema) switch
            {
                [.., "string"] => "text",
                [.., "integer" or "number"] => 1,
                [.., "boolean"] => true,
                [.., "array"] => new JsonArray(),
                [.., "object"] => new JsonObject(),
                _ => "",
            };
        }
    }

    /// <summary>What is wrong with an answer; null: the document describes it.</summary>
    public string? Flaw(Operation operation, int status, string? mediaType, byte[] body)
    {
        if (!operation.Responses.TryGetProperty(status.ToString(CultureInfo.InvariantCulture), out var response) && !operation.Responses.TryGetProperty($"{status / 100}XX", out response))
            return $"status {status} is not described";
        // An answer to HEAD has no body, and the same head as if it had one.
        if (operation.Method == "HEAD") return null;
        if (!response.TryGetProperty("content", out var content) || !content.EnumerateObject().Any()) return body.Length == 0 ? null : $"status {status} has a body, which is not described";
        if (mediaType is null || !content.TryGetProperty(mediaType, out var media)) return $"status {status} as {mediaType ?? "nothing"} is not described";
        if (!mediaType.EndsWith("json", StringComparison.Ordinal) || !media.TryGetProperty("schema", out var schema)) return null;
        try
        {
            return Flaw(schema, JsonDocument.Parse(body).RootElement, "$");
        }
        catch (JsonException e)
        {
            return $"no JSON: {e.Message}";
        }
    }

    private string? Flaw(JsonElement schema, JsonElement value, string at)
    {
        schema = Resolve(schema);
        if (schema.TryGetProperty("oneOf", out var choices))
            return choices.EnumerateArray().Select(choice => Flaw(choice, value, at)).ToList() is var flaws && flaws.Contains(null) ? null : flaws[^1];
        if (TypesOf(schema) is { Count: > 0 } types && !types.Any(type => Is(value, type))) return $"{at} is {value.ValueKind} and not {string.Join(" or ", types)}";
        if (schema.TryGetProperty("enum", out var allowed) && !allowed.EnumerateArray().Any(word => JsonElement.DeepEquals(word, value))) return $"{at} is {value.GetRawText()}, which is none of the words";
        switch (value.ValueKind)
        {
            case JsonValueKind.String:
                var text = value.GetString()!;
                if (schema.TryGetProperty("pattern", out var pattern) && !Pattern(pattern.GetString()!).IsMatch(text)) return $"{at} is \"{text}\", not of the form {pattern.GetString()}";
                return schema.TryGetProperty("format", out var format) && !HasForm(text, format.GetString()!) ? $"{at} is \"{text}\" and no {format.GetString()}" : null;
            case JsonValueKind.Number:
                if (schema.TryGetProperty("minimum", out var least) && value.GetDecimal() < least.GetDecimal()) return $"{at} is below {least}";
                return schema.TryGetProperty("maximum", out var most) && value.GetDecimal() > most.GetDecimal() ? $"{at} is above {most}" : null;
            case JsonValueKind.Array:
                return schema.TryGetProperty("items", out var items)
                    ? value.EnumerateArray().Select((item, i) => Flaw(items, item, $"{at}[{i}]")).FirstOrDefault(flaw => flaw is not null) : null;
            case JsonValueKind.Object:
                if (schema.TryGetProperty("required", out var required) && required.EnumerateArray().FirstOrDefault(name => !value.TryGetProperty(name.GetString()!, out _)) is { ValueKind: JsonValueKind.String } missing)
                    return $"{at}.{missing.GetString()} is missing";
                var hasProperties = schema.TryGetProperty("properties", out var properties);
                var hasMore = schema.TryGetProperty("additionalProperties", out var more);
                foreach (var member in value.EnumerateObject())
                {
                    if (hasProperties && properties.TryGetProperty(member.Name, out var known))
                    {
                        if (Flaw(known, member.Value, $"{at}.{member.Name}") is { } flaw) return flaw;
                    }
                    else if (hasMore && more.ValueKind is JsonValueKind.False) return $"{at}.{member.Name} is not described";
                    else if (hasMore && more.ValueKind is JsonValueKind.Object && Flaw(more, member.Value, $"{at}.{member.Name}") is { } flaw) return flaw;
                }
                return null;
            default:
                return null;
        }
    }

    private Regex Pattern(string pattern) => _patterns.TryGetValue(pattern, out var known) ? known : _patterns[pattern] = new(pattern, RegexOptions.CultureInvariant);

    private static bool Is(JsonElement value, string type) => type switch
    {
        "null" => value.ValueKind is JsonValueKind.Null,
        "string" => value.ValueKind is JsonValueKind.String,
        "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out _),
        "number" => value.ValueKind is JsonValueKind.Number,
        "array" => value.ValueKind is JsonValueKind.Array,
        _ => value.ValueKind is JsonValueKind.Object,
    };

    private static bool HasForm(string text, string format) => format switch
    {
        "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        "date-time" => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _) && text.Contains('T', StringComparison.Ordinal),
        "uuid" => Guid.TryParseExact(text, "D", out _),
        "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
        _ => true,
    };

    /// <param name="MediaType">Of the body that it takes; null: none.</param>
    internal sealed record Operation(string Method, string Path, bool NeedsToken, IReadOnlyList<Parameter> Parameters, string? MediaType, JsonElement? Body, JsonElement Responses)
    {
        public override string ToString() => $"{Method} {Path}";
    }

    /// <param name="In"><c>path</c>, <c>query</c> or <c>header</c>.</param>
    internal sealed record Parameter(string In, string Name, bool Required, JsonElement Schema)
    {
        internal static Parameter Of(JsonElement parameter) => new(parameter.GetProperty("in").GetString()!, parameter.GetProperty("name").GetString()!,
            parameter.TryGetProperty("required", out var required) && required.GetBoolean(), parameter.GetProperty("schema"));
    }
}
