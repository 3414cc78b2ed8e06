using EssLedger.Web.Commands;
using EssLedger.Web.Keys;
using Microsoft.Extensions.Configuration;

namespace EssLedger.Web;

// The verbs speak to the console, of which a process has one.
[CollectionDefinition(nameof(CommandTests), DisableParallelization = true)]
public sealed class OneConsole;

[Collection(nameof(CommandTests))]
public sealed class CommandTests
{
    private static async Task<(int Code, string Out, string Error)> Run(params string[] args)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var said = new StringWriter();
        using var complained = new StringWriter();
        Console.SetOut(said);
        Console.SetError(complained);
        try { return (await Verbs.Run(args), said.ToString(), complained.ToString()); }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    [Theory]
    [InlineData]
    [InlineData("nonsense")]
    [InlineData("serve", "--store", "mysql")]
    [InlineData("keys", "rotate", "nonsense")]
    public async Task Misuse_exits_2_and_says_nothing_on_standard_output(params string[] args)
    {
        var (code, said, complained) = await Run(args);
        Assert.Equal(2, code);
        Assert.Empty(said);
        Assert.NotEmpty(complained);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve", "--help")]
    [InlineData("keys", "--help")]
    [InlineData("export", "openapi", "--help")]
    public async Task Help_exits_0(params string[] args)
    {
        var (code, said, _) = await Run(args);
        Assert.Equal(0, code);
        Assert.Contains("Usage:", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_is_to_end_says_so_first_and_goes_on_until_balancers_have_turned_away()
    {
        var server = await TestServer.Start(new() { Further = new Dictionary<string, string?> { ["EssLedger:DrainSeconds"] = "4" } });
        var url = server.Url.GetLeftPart(UriPartial.Authority);
        Assert.Equal((0, $"{url}: ready{Environment.NewLine}", ""), await Run("health", "--url", url.Replace("127.0.0.1", "+", StringComparison.Ordinal)));
        using var http = server.Browser();
        Assert.NotEqual(true, (await http.GetAsync("/v1/ledger")).Headers.ConnectionClose);

        var ending = server.DisposeAsync().AsTask();
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); (await http.GetAsync("/health/ready")).IsSuccessStatusCode; await Task.Delay(20)) Assert.True(waited.Elapsed.TotalSeconds < 4);
        Assert.Equal((1, "", $"{url}: ending{Environment.NewLine}"), await Run("health", "--url", url));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await http.GetAsync("/health/live")).StatusCode);
        var answer = await http.GetAsync("/v1/ledger");
        Assert.Equal((System.Net.HttpStatusCode.OK, true), (answer.StatusCode, answer.Headers.ConnectionClose));
        Assert.False(ending.IsCompleted);

        await ending;
        Assert.Equal(1, (await Run("health", "--url", url, "--patience", "1")).Code);
    }

    [Fact]
    public void What_others_must_not_read_in_the_environment_is_read_from_files()
    {
        var folder = Directory.CreateTempSubdirectory("essledger-secrets-");
        File.WriteAllText(Path.Combine(folder.FullName, "ConnectionStrings__Ledger"), "Host=db;Password=quiet\n");
        File.WriteAllText(Path.Combine(folder.FullName, "EssLedger__Store"), "postgres\n");
        Settings Read(ServeOptions options)
        {
            var configuration = new ConfigurationBuilder();
            options.AddTo(configuration);
            return Settings.From(configuration.Build());
        }
        Environment.SetEnvironmentVariable("EssLedger__Secrets", folder.FullName);
        try
        {
            var settings = Read(new());
            Assert.Equal(("postgres", "Host=db;Password=quiet"), (settings.Store, settings.Connection));
            Assert.Equal("Host=other", Read(new() { Connection = "Host=other" }).Connection);
            folder.Delete(recursive: true);
            Assert.Contains(folder.FullName, Assert.Throws<StartRefusedException>(() => Read(new())).Message, StringComparison.Ordinal);
        }
        finally { Environment.SetEnvironmentVariable("EssLedger__Secrets", null); }
    }

    [Fact]
    public async Task The_labels_rows_are_made_anew_where_there_is_a_ledger()
    {
        var folder = Directory.CreateTempSubdirectory("essledger-rebuild-");
        var (code, _, complained) = await Run("rebuild", "--data", folder.FullName);
        Assert.Equal(1, code);
        Assert.Contains("no ledger", complained, StringComparison.Ordinal);
        var database = new Store.Sqlite.SqliteDatabase(Books.FileIn(folder.FullName));
        database.Migrate();
        (code, var said, _) = await Run("rebuild", "--data", folder.FullName);
        Assert.Equal(0, code);
        Assert.StartsWith("label: rebuilt up to position 0", said, StringComparison.Ordinal);
        Assert.Equal([Store.TrailStage.Begun, Store.TrailStage.Done], (await new Store.Sqlite.SqliteAuditTrail(database).ReadAsync(0, 10, default)).Where(r => r.Entry.Action == "label.rebuild").Select(r => r.Entry.Stage));
    }

    [Fact]
    public async Task A_backup_made_while_people_pay_is_whole_and_a_wrong_ledger_has_none()
    {
        await using var server = await TestServer.Start(new() { Demo = true });
        var kept = Path.Combine(server.Data, "backups");
        Assert.Contains("no ledger", (await Run("backup", kept, "--data", kept)).Error, StringComparison.Ordinal);
        Assert.Equal(2, (await Run("backup", kept, "--data", server.Data, "--keep", "0")).Code);

        // An earlier backup, and something that is none.
        var (earlier, foreign) = (Path.Combine(kept, "20260101T000000Z"), Path.Combine(kept, "20260102T000000Z"));
        Directory.CreateDirectory(foreign);
        await File.WriteAllTextAsync(Path.Combine(Directory.CreateDirectory(earlier).FullName, "SHA256SUMS"), "");

        // Somebody writes all the while.
        using var over = new CancellationTokenSource();
        var database = new Store.Sqlite.SqliteDatabase(Books.FileIn(server.Data));
        using var store = new Store.Sqlite.SqliteJournalStore(database, "currency", TimeProvider.System);
        var before = (await store.HeadAsync(default)).Position.Value;
        var writing = Task.Run(async () =>
        {
            for (var i = 0L; !over.IsCancellationRequested; i++)
            {
                var account = Core.Identifiers.AccountId.FromRandom([.. BitConverter.GetBytes(i), 1, 2, 3, 4, 5]);
                await store.AppendAsync([new Core.Journal.Act.AccountOpened(account, Core.Accounts.AccountKind.Resident, Core.Journal.SubjectStatus.Pending, Core.Identifiers.PersonId.Parse("PERSON")).ToDraft()], default);
                await Task.Delay(5);
            }
        });
        while ((await store.HeadAsync(default)).Position.Value == before) await Task.Delay(1);
        var made = await Run("backup", kept, "--data", server.Data, "--keep", "1");
        await over.CancelAsync();
        await writing;
        Assert.True(made.Code == 0, made.Out + made.Error);
        Assert.Contains($"removed: {earlier}", made.Out, StringComparison.Ordinal);

        Assert.True(Directory.Exists(foreign));
        Directory.Delete(foreign);
        var backup = Assert.Single(Directory.GetDirectories(kept));
        Assert.Equal(["SHA256SUMS", "currency.checkpoint", "heads", "label.checkpoint", "ledger.db", "people.db"], Directory.GetFiles(backup).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        using (var check = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("sha256sum", ["--check", "--strict", "--quiet", "SHA256SUMS"]) { WorkingDirectory = backup })!)
        {
            await check.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(0, check.ExitCode);
        }
        var heads = await File.ReadAllLinesAsync(Path.Combine(backup, "heads"), TestContext.Current.CancellationToken);
        var position = long.Parse(heads.Single(l => l.StartsWith("currency ", StringComparison.Ordinal)).Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
        Assert.InRange(position, before + 1, (await store.HeadAsync(default)).Position.Value);
        // In the one form that an auditor of another release reads, too.
        Assert.All(heads, line => Assert.Matches("^(currency|label) [1-9][0-9]* [0-9a-f]{64}$", line));
        Assert.All(heads, line => Assert.Contains(line, made.Out, StringComparison.Ordinal));
        // The ledger goes on from what the backup holds, and still has it.
        Assert.Equal(0, (await Run("verify", "--data", server.Data, "--checkpoint", Path.Combine(backup, "heads"))).Code);

        // What is not right gets no name, and takes no good one's place.
        using (var connection = database.Open())
        using (var command = connection.CreateCommand())
        {
            command.CommandText = "drop trigger currency_entry_no_update; update currency_entry set hash = zeroblob(32) where position = 2";
            command.ExecuteNonQuery();
        }
        // A backup is named by its second, and one of the same second is refused for that alone.
        while (DateTime.UtcNow.ToString(BackupVerb.Name, System.Globalization.CultureInfo.InvariantCulture) == Path.GetFileName(backup)) await Task.Delay(50, TestContext.Current.CancellationToken);
        var wrong = await Run("backup", kept, "--data", server.Data, "--keep", "1");
        Assert.True(wrong.Code == 1, wrong.Out + wrong.Error);
        Assert.Contains("currency: WRONG at position 2", wrong.Out, StringComparison.Ordinal);
        Assert.Equal([backup], Directory.GetDirectories(kept));
    }

    [Theory]
    [InlineData("0279BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798", 0)]
    [InlineData("0379BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798", 1)]
    public async Task Inspected_signature_is_judged_on_one_line_and_by_the_exit_code(string key, int expected)
    {
        // Secret key 1 over the empty message (RFC 6979).
        const string signature = "77C8D336572F6F466055B5F70F433851F8F535F6C4FC71133A6CFD71079D03B70ED9F5EB8AA5B266ABAC35D416C3207E7A538BF5F37649727D7A9823B1069577";
        var input = Console.In;
        using var item = new StringReader($"{{\"key\":\"{key}\",\"message\":\"\",\"signature\":\"{signature}\"}}\n\n");
        Console.SetIn(item);
        try
        {
            var nowhere = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
            var (code, said, _) = await Run("inspect", "--data", nowhere);
            Assert.Equal(expected, code);
            Assert.StartsWith(expected == 0 ? """{"is":"signature","valid":true""" : """{"is":"signature","valid":false""", said, StringComparison.Ordinal);
            Assert.Single(said.TrimEnd().Split('\n'));
            Assert.False(Directory.Exists(nowhere));
        }
        finally { Console.SetIn(input); }
    }

    [Fact]
    public async Task People_and_applications_are_entered_while_a_server_runs_which_keeps_its_own()
    {
        await using var server = await TestServer.Start();
        var (code, password, complained) = await Run("people", "add", "--role", "admin", "--name", "Alice", "--email", "alice@example.org", "--data", server.Data);
        Assert.Equal((0, ""), (code, complained));
        var alice = Assert.Single(await server.People.InRole(SignIn.Roles.Admin));
        var visitor = new Pages.Office.Visitor(server.Browser());
        var answer = await visitor.Send("/sign-in", new() { ["email"] = alice.Email!, ["password"] = password.Trim() });
        Assert.Equal("/mon-compte/securite", answer.Headers.Location!.OriginalString);

        (code, _, complained) = await Run("people", "add", "--role", "treasurer", "approver", "--name", "Bruno", "--email", "bruno@example.org", "--data", server.Data);
        Assert.Equal(1, code);
        Assert.StartsWith("incompatible_duties", complained, StringComparison.Ordinal);

        (code, var client, complained) = await Run("clients", "add", "--name", "Carnet", "--redirect", "https://app.example/back", "--scope", "ledger.read", "--data", server.Data);
        Assert.Equal((0, ""), (code, complained));
        Assert.Matches("^app-[A-Z2-7]{12}\\s*$", client);
        Assert.Equal(1, (await Run("clients", "add", "--name", "Carnet", "--redirect", "http://app.example/back", "--data", server.Data)).Code);
        // The wallet is still sent back to where this server is.
        var wallet = $"/connect/authorize?client_id=wallet&response_type=code&scope=openid&code_challenge={new string('x', 43)}&code_challenge_method=S256&redirect_uri={Uri.EscapeDataString($"{server.Url}wallet/")}";
        Assert.Equal(System.Net.HttpStatusCode.Redirect, (await server.Http.GetAsync(wallet)).StatusCode);
    }

    [Fact]
    public async Task Description_of_the_api_is_printed_without_a_server()
    {
        var (code, said, complained) = await Run("export", "openapi");
        Assert.Equal(0, code);
        Assert.Empty(complained);
        Assert.StartsWith("openapi: '3.1", said, StringComparison.Ordinal);
        Assert.Contains("/.well-known/jwks.json:", said, StringComparison.Ordinal);
        Assert.Contains("idempotency_key_reused", said, StringComparison.Ordinal);
        Assert.Equal(said, (await Run("export", "openapi")).Out);
    }

    [Fact]
    public async Task Keys_are_listed_and_rotated_and_none_are_made_where_there_are_none()
    {
        var data = Directory.CreateTempSubdirectory("essledger-test-").FullName;
        try
        {
            foreach (var asked in (string[][])[["list"], ["rotate", "receipt"]])
            {
                var nowhere = await Run(["keys", .. asked, "--data", data]);
                Assert.Equal((1, ""), (nowhere.Code, nowhere.Out));
                Assert.Empty(Directory.EnumerateFileSystemEntries(data));
            }

            KeyDirectory.Open(Path.Combine(data, "keys"), TimeProvider.System).Dispose();
            // What cannot be written into the trail is not done.
            Assert.Equal(1, (await Run("keys", "rotate", "receipt", "--data", data)).Code);
            Assert.DoesNotContain("retired", (await Run("keys", "list", "--data", data)).Out, StringComparison.Ordinal);
            var database = new Store.Sqlite.SqliteDatabase(Books.FileIn(data));
            database.Migrate();
            var made = (await Run("keys", "rotate", "receipt", "--data", data)).Out;
            var trail = await new Store.Sqlite.SqliteAuditTrail(database).ReadAsync(0, 10, default);
            Assert.Equal([("key.rotate", Store.TrailStage.Begun, "command-line"), ("key.rotate", Store.TrailStage.Done, "command-line")], trail.Select(r => (r.Entry.Action, r.Entry.Stage, r.Entry.Client)));
            Assert.Equal("""{"asked":{"purpose":"receipt"}}""", trail[0].Entry.Details);
            Assert.Contains(trail[1].Entry.Subject, made, StringComparison.Ordinal);
            var (code, said, _) = await Run("keys", "list", "--data", data);
            Assert.Equal(0, code);
            Assert.Single(said.Split('\n'), line => line.StartsWith("receipt ", StringComparison.Ordinal) && line.Contains("retired", StringComparison.Ordinal));
            Assert.Single(said.Split('\n'), line => line.StartsWith("receipt ", StringComparison.Ordinal) && line.EndsWith("current", StringComparison.Ordinal));

            File.SetUnixFileMode(Path.Combine(data, "keys", "receipt.1.pem"), UnixFileMode.UserRead | UnixFileMode.OtherRead);
            var refused = await Run("serve", "--data", data, "--urls", "http://127.0.0.1:1");
            Assert.Equal(1, refused.Code);
            Assert.Contains("chmod 600", refused.Error, StringComparison.Ordinal);
        }
        finally { Directory.Delete(data, recursive: true); }
    }
}
