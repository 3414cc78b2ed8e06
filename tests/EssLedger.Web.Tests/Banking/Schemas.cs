using System.Diagnostics;
using System.IO.Compression;
using System.Runtime.CompilerServices;

namespace EssLedger.Web.Banking;

/// <summary>
/// The schemas of ISO 20022, which <c>ops/test</c> takes out of Debian packages, for they are not ours to pass on; and xmllint, which checks by them.
/// No package has those of camt.053: they are made of those of camt.052, the same report under other names.
/// </summary>
internal static class Schemas
{
    private static readonly Lazy<string> Folder = new(() => Directory.CreateTempSubdirectory("essledger-xsd-").FullName);

    private static string Kept([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../schemas"));

    /// <summary>What xmllint says against a document; empty: it is valid.</summary>
    /// <param name="message">As <c>pain.001.001.03</c>.</param>
    /// <param name="document">The XML.</param>
    /// <param name="plain">The schema as ISO published it, where the German banks' narrower one is kept as well.</param>
    public static string Say(string message, string document, bool plain = false)
    {
        var schema = Path.Combine(Folder.Value, plain ? $"{message}.plain.xsd" : $"{message}.xsd");
        if (!File.Exists(schema))
        {
            var jar = Path.Combine(Kept(), "hbci4j-core.jar");
            Assert.SkipUnless(File.Exists(jar) && File.Exists("/usr/bin/xmllint"), "ops/test fetches the schemas and xmllint.");
            var text = plain ? File.ReadAllText(Path.Combine(Kept(), $"{message}.xsd")) : InJar(jar, message.Replace("camt.053", "camt.052"));
            if (message.StartsWith("camt.053", StringComparison.Ordinal))
                text = text.Replace("camt.052.001", "camt.053.001").Replace("\"BkToCstmrAcctRpt\"", "\"BkToCstmrStmt\"").Replace("name=\"Rpt\"", "name=\"Stmt\"").Replace("\"RptPgntn\"", "\"StmtPgntn\"").Replace("\"AddtlRptInf\"", "\"AddtlStmtInf\"");
            File.WriteAllText(schema, text);
        }
        using var lint = Process.Start(new ProcessStartInfo("/usr/bin/xmllint", ["--noout", "--nonet", "--schema", schema, "-"]) { RedirectStandardInput = true, RedirectStandardError = true, RedirectStandardOutput = true })!;
        lint.StandardInput.Write(document);
        lint.StandardInput.Close();
        var said = lint.StandardError.ReadToEnd();
        Assert.True(lint.WaitForExit(10_000));
        return lint.ExitCode == 0 ? "" : said;
    }

    private static string InJar(string jar, string message)
    {
        using var archive = ZipFile.OpenRead(jar);
        using var reader = new StreamReader(archive.GetEntry($"{message}.xsd")!.Open());
        return reader.ReadToEnd();
    }
}
