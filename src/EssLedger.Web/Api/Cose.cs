using Microsoft.Net.Http.Headers;

namespace EssLedger.Web.Api;

/// <summary>Signed payloads on the wire: <c>application/cose</c> both ways, the parameter <c>cose-type</c> allowed (RFC 9052 §11.3).</summary>
public static class Cose
{
    public const string MediaType = "application/cose";

    /// <summary>Reads the body of a call that takes a signed payload.</summary>
    /// <exception cref="ProblemException">415 for another media type; 413 for more than 64 kB.</exception>
    public static async Task<ReadOnlyMemory<byte>> Read(HttpContext context)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase))
            throw new ProblemException("unsupported_media_type", $"This call takes {MediaType}.");
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return body.ToArray();
    }

    /// <summary>Describes a signed payload in the API description.</summary>
    public static TBuilder TakesCose<TBuilder>(this TBuilder endpoint, string payload) where TBuilder : IEndpointConventionBuilder =>
        endpoint.WithMetadata(new CoseBody(payload));

    /// <summary>Which payload an endpoint takes.</summary>
    public sealed record CoseBody(string Payload);
}
