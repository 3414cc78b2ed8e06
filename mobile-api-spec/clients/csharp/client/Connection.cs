using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

namespace EssLedger.Client;

/// <summary>A ledger, called as one machine: with a token of its client's name and secret (OAuth 2.0 client credentials, RFC 6749 §4.4), renewed before it ends.</summary>
/// <param name="http">Whoever gives it disposes of it.</param>
/// <param name="address">The ledger's public address, without a slash at its end.</param>
/// <param name="clientId">The client's name.</param>
/// <param name="clientSecret">Its secret.</param>
public sealed class Connection(HttpClient http, string address, string clientId, string clientSecret) : IAccessTokenProvider
{
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(30);
    private (string Token, DateTimeOffset Until)? _known;

    /// <summary>The API, for this machine.</summary>
    public EssLedgerClient Open() => Over(new BaseBearerTokenAuthenticationProvider(this), http, address);

    /// <summary>The API, for anyone: signed orders need no token.</summary>
    public static EssLedgerClient OpenToAnyone(HttpClient http, string address) => Over(new AnonymousAuthenticationProvider(), http, address);

    /// <inheritdoc/>
    public AllowedHostsValidator AllowedHostsValidator { get; } = new([new Uri(address).Host]);

    /// <inheritdoc/>
    public async Task<string> GetAuthorizationTokenAsync(Uri uri, Dictionary<string, object>? additionalAuthenticationContext = null, CancellationToken cancellationToken = default)
    {
        if (_known is { } known && known.Until - Before > DateTimeOffset.UtcNow) return known.Token;
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["client_id"] = clientId, ["client_secret"] = clientSecret });
        using var answer = await http.PostAsync(new Uri($"{address}/connect/token"), form, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var given = (await answer.Content.ReadFromJsonAsync<Given>(cancellationToken))!;
        _known = (given.Token, DateTimeOffset.UtcNow.AddSeconds(given.Seconds));
        return given.Token;
    }

    private static EssLedgerClient Over(IAuthenticationProvider provider, HttpClient http, string address) => new(new HttpClientRequestAdapter(provider, httpClient: http) { BaseUrl = address });

    private sealed record Given([property: JsonPropertyName("access_token")] string Token, [property: JsonPropertyName("expires_in")] int Seconds);
}
