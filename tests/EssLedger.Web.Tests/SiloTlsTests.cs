using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace EssLedger.Web;

/// <summary>Servers of one cluster speak with those only whose certificate its own authority signed.</summary>
public sealed class SiloTlsTests(PostgresFixture postgres) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("essledger-test-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>An authority, and in <c>NAME.pem</c> its certificate.</summary>
    private X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(10));
        File.WriteAllText(FileOf(name), made.ExportCertificatePem());
        return made;
    }

    private string FileOf(string name) => Path.Combine(_folder, $"{name}.pem");

    /// <summary>A server's certificate, and in <c>NAME.pem</c> it and its key.</summary>
    private X509Certificate2 Certificate(string name, X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256).Create(authority, DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(9), RandomNumberGenerator.GetBytes(8));
        File.WriteAllText(FileOf(name), $"{made.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}");
        return X509Certificate2.CreateFromPemFile(FileOf(name));
    }

    private Dictionary<string, string?> With(string certificate, string authority, int port = 0) => new()
    {
        ["EssLedger:SiloCertificate"] = FileOf(certificate),
        ["EssLedger:SiloAuthority"] = FileOf(authority),
        ["EssLedger:SiloPort"] = port == 0 ? null : port.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    [Fact]
    public async Task Servers_with_certificates_are_one_cluster_and_nobody_else_is_listened_to()
    {
        using var authority = Authority("authority");
        using var first = Certificate("first", authority);
        using var second = Certificate("second", authority);
        using var impostor = Certificate("impostor", Authority("somebody"));
        var options = (await postgres.NewLedger()) with { Data = Path.Combine(_folder, "data") };
        var port = FreePort();
        await using var one = await TestServer.Start(options with { Further = With("first", "authority", port) });
        await using var two = await TestServer.Start(options with { Further = With("second", "authority") });
        foreach (var server in (TestServer[])[one, two])
        {
            // Each is asked by the other.
            var management = server.Services.GetRequiredService<IGrainFactory>().GetGrain<IManagementGrain>(0);
            var hosts = await management.GetHosts(onlyActive: true);
            Assert.Equal(2, hosts.Count);
            Assert.Equal(2, (await management.GetRuntimeStatistics([.. hosts.Keys])).Length);
        }

        Assert.True(await IsHeard(port, second, TimeSpan.FromSeconds(1)));
        Assert.False(await IsHeard(port, null, TimeSpan.FromSeconds(30)));
        Assert.False(await IsHeard(port, impostor, TimeSpan.FromSeconds(30)));
        using var plain = new TcpClient();
        await plain.ConnectAsync(IPAddress.Loopback, port);
        await plain.GetStream().WriteAsync(new byte[512]);
        Assert.Equal(0, await ReadOrEnd(plain.GetStream()));
    }

    /// <summary>Whether a server takes this certificate: it says something, or still holds the line after this time.</summary>
    private static async Task<bool> IsHeard(int port, X509Certificate2? certificate, TimeSpan patience)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
#pragma warning disable CA5359 // Whom we meet is not what is asked here.
        await using var tls = new SslStream(client.GetStream(), false, (_, _, _, _) => true);
#pragma warning restore CA5359
        try
        {
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "essledger", ClientCertificates = certificate is null ? null : [certificate] });
            var heard = tls.ReadAsync(new byte[1]).AsTask();
            return await Task.WhenAny(heard, Task.Delay(patience)) != heard || await heard > 0;
        }
        catch (Exception e) when (e is IOException or AuthenticationException) { return false; }
    }

    private static async Task<int> ReadOrEnd(NetworkStream stream)
    {
        try
        {
            var answer = new byte[64];
            int read;
            // An alert of TLS may come before the end (RFC 8446 §6).
            while ((read = await stream.ReadAsync(answer).AsTask().WaitAsync(TimeSpan.FromSeconds(20))) > 0) Assert.Equal(21, answer[0]);
            return read;
        }
        catch (IOException) { return 0; }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [Fact]
    public async Task Nothing_goes_between_machines_in_the_clear_unless_somebody_says_so()
    {
        using var authority = Authority("authority");
        using var own = Certificate("own", authority);
        using var other = Authority("other");
        var options = await postgres.NewLedger();
        async Task<string> Refused(Dictionary<string, string?> further) => (await Assert.ThrowsAsync<StartRefusedException>(() => TestServer.Start(options with { Further = further }))).Message;
        Assert.Contains("in the clear", await Refused(new() { ["EssLedger:SiloAddress"] = "192.0.2.1" }), StringComparison.Ordinal);
        Assert.Contains("go together", await Refused(new() { ["EssLedger:SiloCertificate"] = FileOf("own") }), StringComparison.Ordinal);
        Assert.Contains("vouches for", await Refused(With("own", "other")), StringComparison.Ordinal);
        Assert.Contains("PEM", await Refused(With("own", "nowhere")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Host=db.example", "db.example")]
    [InlineData("Host=127.0.0.1,db.example:5433", "db.example")]
    [InlineData("Host=db.example;SSL Mode=Require", "db.example")]
    [InlineData("Host=db.example;SSL Mode=VerifyFull", null)]
    [InlineData("Host=db.example;SSL Mode=VerifyCA", null)]
    [InlineData("Host=127.0.0.1", null)]
    [InlineData("Host=localhost:5433", null)]
    [InlineData("Host=/var/run/postgresql", null)]
    public void A_database_on_another_machine_must_prove_who_it_is(string connection, string? host) => Assert.Equal(host, HeadWatch.UnprovenHost(connection));
}
