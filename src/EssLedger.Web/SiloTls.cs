using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Orleans.Connections.Security;

namespace EssLedger.Web;

/// <summary>Servers of one cluster speak TLS with each other and prove on both sides that they belong to it: whose certificate the cluster's own authority signed is one of us.
/// Their names do not matter: they find each other by addresses in the database.</summary>
internal static class SiloTls
{
    /// <exception cref="StartRefusedException">A file cannot be read, or the certificate is not one of the authority's.</exception>
    public static void Encrypt(this ISiloBuilder silo, Settings settings)
    {
        if (settings.SiloCertificate is not { } file) return;
        X509Certificate2 own;
        X509Certificate2Collection authority = [];
        try
        {
            own = X509Certificate2.CreateFromPemFile(file);
            authority.ImportFromPemFile(settings.SiloAuthority!);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new StartRefusedException($"EssLedger:SiloCertificate is a PEM file with a certificate and its key, EssLedger:SiloAuthority one with that of who signed it: {e.Message}");
        }
        if (!IsOneOfUs(own, authority)) throw new StartRefusedException($"The certificate in {file} is not, or no longer, one that EssLedger:SiloAuthority vouches for.");
        silo.UseTls(own, tls =>
        {
            tls.SslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13;
            tls.RemoteCertificateMode = tls.ClientCertificateMode = RemoteCertificateMode.RequireCertificate;
            tls.RemoteCertificateValidation = (theirs, _, _) => IsOneOfUs(theirs, authority);
            tls.OnAuthenticateAsClient = (_, ssl) => ssl.TargetHost = "essledger";
        });
    }

    internal static bool IsOneOfUs(X509Certificate2 theirs, X509Certificate2Collection authority)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authority);
        // An authority of one cluster publishes no lists: whom it no longer trusts it leaves without a new certificate.
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(theirs);
    }
}
