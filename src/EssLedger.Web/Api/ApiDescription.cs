using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using EssLedger.Core.Debits;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Web.SignIn;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace EssLedger.Web.Api;

/// <summary>The OpenAPI 3.1 document of the API, made from the endpoints themselves.</summary>
public static class ApiDescription
{
    public const string Name = "v1";

    public static void AddApiDescription(this WebApplicationBuilder builder) => builder.Services.AddOpenApi(Name, api =>
    {
        api.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
        api.AddDocumentTransformer(Describe);
        api.AddOperationTransformer(DescribeOperation);
        api.AddSchemaTransformer(DescribeCoreType);
    });

    public static void MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").DisableRateLimiting();
        app.MapOpenApi("/openapi/{documentName}.yaml").DisableRateLimiting();
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var settings = context.ApplicationServices.GetRequiredService<Settings>();
        document.Info = new()
        {
            Title = "EssLedger",
            Version = Name,
            Description = "The ledger of a euro-backed local currency and of a territorial label. Sums are integers in minor units. " +
                "A token says who you are; only a signed order moves a member's money.",
            License = new() { Name = "AGPL-3.0-or-later", Identifier = "AGPL-3.0-or-later" },
        };
        document.Servers = [new() { Url = settings.Origin }];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            ["oauth2"] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.OAuth2,
                Description = "Machines use client credentials (client_secret_post or basic, no scope); wallets the code flow with PKCE S256.",
                Flows = new()
                {
                    ClientCredentials = new() { TokenUrl = new("/connect/token", UriKind.Relative), Scopes = new Dictionary<string, string>() },
                    AuthorizationCode = new()
                    {
                        AuthorizationUrl = new("/connect/authorize", UriKind.Relative),
                        TokenUrl = new("/connect/token", UriKind.Relative),
                        RefreshUrl = new("/connect/token", UriKind.Relative),
                        Scopes = new Dictionary<string, string> { ["openid"] = "who signed in", ["offline_access"] = "refresh tokens" },
                    },
                },
            },
        };
        document.Security = [new OpenApiSecurityRequirement { [new("oauth2", document)] = [] }];
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas["Problem"] = new OpenApiSchema
        {
            Type = JsonSchemaType.Object,
            Description = "RFC 9457 problem details.",
            Required = new HashSet<string> { "type", "title", "status", "detail", "code" },
            Properties = new Dictionary<string, IOpenApiSchema>
            {
                ["type"] = new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" },
                ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
                ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
                ["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. Problems.Codes.Select(c => (JsonNode)c)] },
                ["errors"] = new OpenApiSchema
                {
                    Type = JsonSchemaType.Object,
                    AdditionalProperties = new OpenApiSchema { Type = JsonSchemaType.Array, Items = new OpenApiSchema { Type = JsonSchemaType.String } },
                },
            },
        };
        var problem = new OpenApiResponse
        {
            Description = "The request was refused or failed; `code` says why.",
            Content = new Dictionary<string, OpenApiMediaType>
            {
                ["application/problem+json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference("Problem", document) },
            },
        };
        // Where a value of the core may be left out, its form stands beside the member itself, and the generator forgets that null says the same.
        foreach (var (_, schema) in document.Components.Schemas)
            foreach (var (member, value) in schema.Properties ?? new Dictionary<string, IOpenApiSchema>())
                if (schema.Required?.Contains(member) is not true && value is OpenApiSchema own && (own.Pattern is not null || own.Maximum is not null)) own.Type |= JsonSchemaType.Null;
        // Generators of clients make an empty class of "null, or one of these" where these are texts or numbers, and the value is lost in it; of "null or text" they make a text.
        foreach (var schema in document.Components.Schemas.Values)
            foreach (var (member, value) in schema.Properties?.ToList() ?? [])
                if (value is OpenApiSchema { OneOf: [{ Type: JsonSchemaType.Null }, OpenApiSchemaReference { Target: OpenApiSchema { Enum: null or [], Type: JsonSchemaType.String or JsonSchemaType.Integer } plain }] } either)
                    schema.Properties![member] = new OpenApiSchema
                    {
                        Type = plain.Type | JsonSchemaType.Null,
                        Format = plain.Format,
                        Pattern = plain.Pattern,
                        Minimum = plain.Minimum,
                        Maximum = plain.Maximum,
                        Description = either.Description ?? plain.Description,
                    };
        // Sorted, so that a change of the document shows a change of the API and not of our files.
        var paths = new OpenApiPaths();
        var names = new HashSet<string>();
        foreach (var (path, item) in document.Paths.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            foreach (var operation in item.Operations is { } operations ? operations.Values.AsEnumerable() : [])
            {
                // A list and one of its things differ in nothing but the parameter at the end.
                if (!names.Add(operation.OperationId!)) operation.OperationId += $"By{char.ToUpperInvariant(path[path.LastIndexOf('{') + 1])}{path[(path.LastIndexOf('{') + 2)..^1]}";
                operation.Responses ??= [];
                operation.Responses["4XX"] = problem;
                operation.Responses["5XX"] = problem;
            }
            paths[path] = item;
        }
        document.Paths = paths;
        return Task.CompletedTask;
    }

    /// <summary>What the generator cannot see: a stable name, signed payloads as bodies, which calls need no token, and which may be repeated by key.</summary>
    private static Task DescribeOperation(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var method = context.Description.HttpMethod!.ToLowerInvariant();
        operation.OperationId = method + string.Concat(context.Description.RelativePath!.Split('/', '.', '-', '_')
            .Where(part => part.Length > 0 && part != Name && part[0] != '{').Select(part => char.ToUpperInvariant(part[0]) + part[1..]));

        // A credential is text as a JWT and an object in its other form.
        foreach (var (type, media) in operation.Responses?.Values.SelectMany(r => r.Content?.AsEnumerable() ?? []) ?? [])
            if (operation.Responses!.Values.Any(r => r.Content?.ContainsKey("application/vc+jwt") is true) && type != "application/vc+jwt") media.Schema = new OpenApiSchema { Type = JsonSchemaType.Object };

        if (!metadata.OfType<IAuthorizeData>().Any()) operation.Security = [];
        if (metadata.OfType<Cose.CoseBody>().SingleOrDefault() is { } cose)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Description = $"A signed payload of type vnd.essledger.{cose.Payload} (payloads.cddl).",
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    [Cose.MediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } },
                },
            };
        }
        else if (method == "post" && metadata.OfType<IAuthorizeData>().Any())
        {
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key",
                In = ParameterLocation.Header,
                Description = "The same key with the same content gives the first answer again, for ever; with other content 409 `idempotency_key_reused`.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255 },
            });
        }
        return Task.CompletedTask;
    }

    /// <summary>The core's types are written by converters of our own, whose form the generator cannot guess.</summary>
    private static Task DescribeCoreType(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        // Of a parameter that is parsed from text, only its descriptor still knows the type.
        if (context.ParameterDescription?.ParameterDescriptor?.ParameterType is { } parsed && (Nullable.GetUnderlyingType(parsed) ?? parsed) == typeof(Day)) schema.Format = "date";
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(Amount)) Number("0", CoreJson.MaxExact, "A sum in minor units.");
        else if (type == typeof(Balance)) Number(null, CoreJson.MaxExact, "What is held, in minor units.");
        else if (type == typeof(Position)) Number("0", CoreJson.MaxExact, "A position in a book.");
        else if (type == typeof(Uuid) || type == typeof(OrderId) || type == typeof(RequestId) || type == typeof(PurseId) || type == typeof(IssuanceId) || type == typeof(SlipId) || type == typeof(RemittanceId) || type == typeof(ProposalId)
            || type == typeof(DebitMandateId) || type == typeof(DebitBatchId) || type == typeof(DebitId) || type == typeof(TillId) || type == typeof(WebhookId))
            Text("^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$", "uuid");
        else if (type == typeof(AccountId)) Text("^[!-~]{1,22}$");
        else if (type == typeof(PersonId) || type == typeof(MerchantId)) Text("^[A-Z2-7]{1,22}$");
        else if (type == typeof(BureauId)) Text("^[A-Z2-7]{12}$");
        else if (type == typeof(LedgerId)) Text("^[!-~]{1,16}$");
        else if (type == typeof(CampaignId) || type == typeof(PublicMandateId)) Text("^[A-Z2-7]{12}$");
        else if (type == typeof(GrantNumber)) Text("^[A-Z0-9-]{1,16}$");
        else if (type == typeof(Unit)) Text("^[!-~]{1,8}$");
        else if (type == typeof(KeyId)) Text("^[0-9a-f]{16}$");
        else if (type == typeof(Digest)) Text("^[A-Za-z0-9_-]{43}$");
        else if (type == typeof(byte[])) Text("^[A-Za-z0-9_-]*$");
        // Of lists of such values the generator leaves out what they are lists of.
        else if (type == typeof(IReadOnlyList<Digest>)) schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[A-Za-z0-9_-]{43}$" };
        else if (type == typeof(IReadOnlyList<AccountId>)) schema.Items = new OpenApiSchema { Type = JsonSchemaType.String, Pattern = "^[!-~]{1,22}$" };
        // What is left out when there is none of it is not required.
        foreach (var member in context.JsonTypeInfo.Properties)
            if (member.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: false) is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }]) schema.Required?.Remove(member.Name);
        return Task.CompletedTask;

        void Number(string? from, long to, string what)
        {
            (schema.Type, schema.Format, schema.Pattern, schema.Properties, schema.Required) = (JsonSchemaType.Integer, "int64", null, null, null);
            (schema.Minimum, schema.Maximum, schema.Description) = (from, to.ToString(System.Globalization.CultureInfo.InvariantCulture), what);
        }

        void Text(string pattern, string? format = null) =>
            (schema.Type, schema.Format, schema.Pattern, schema.Properties, schema.Required) = (JsonSchemaType.String, format, pattern, null, null);
    }
}
