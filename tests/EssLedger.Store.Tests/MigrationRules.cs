using System.Security.Cryptography;
using System.Text.RegularExpressions;
using EssLedger.Store.Sqlite;

namespace EssLedger.Store;

/// <summary>While one program replaces another, the older one works on the newer one's tables. So a script only adds, and what nobody uses any more goes a release later:
/// ops/upgrade.md.</summary>
public sealed partial class MigrationRules
{
    /// <summary>The newest script of which some ledger in the world ran all before; those after it keep the rule.</summary>
    private const int Released = 30;

    private static IEnumerable<(string Name, string Text)> Scripts()
    {
        const string store = "EssLedger.Store.";
        var assembly = typeof(SqliteDatabase).Assembly;
        foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".sql", StringComparison.Ordinal) && !n.EndsWith("grants.sql", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
            yield return (resource[store.Length..], reader.ReadToEnd());
        }
    }

    private static int NumberOf(string name) => int.Parse(Number().Match(name).Value, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>What in a script an older program would trip over; null: nothing.</summary>
    private static string? Breaks(string sql)
    {
        var text = Blank().Replace(Comment().Replace(sql, ""), " ").ToLowerInvariant();
        return Breaking().Match(text) is { Success: true } found ? found.Value
            : Added().Matches(text).FirstOrDefault(column => column.Value.Contains("not null", StringComparison.Ordinal) && !column.Value.Contains("default", StringComparison.Ordinal)) is { } added ? added.Value
            // A table of the script's own has no rows that could be double.
            : UniqueIndex().Matches(text).FirstOrDefault(index => !text.Contains($"create table {index.Groups[1].Value} ", StringComparison.Ordinal))?.Value;
    }

    [Fact]
    public void A_script_after_those_that_were_released_only_adds()
    {
        Assert.NotEmpty(Scripts());
        Assert.All(Scripts().Where(s => NumberOf(s.Name) > Released), script => Assert.Null(Breaks(script.Text)));
    }

    [Theory]
    [InlineData("alter table participant drop column rna", "drop column")]
    [InlineData("drop table till;", "drop table")]
    [InlineData("alter table a rename column b to c", "rename")]
    [InlineData("alter table a alter column b set not null", "set not null")]
    [InlineData("alter table a alter column b type text", "type text")]
    [InlineData("alter table a add column b text not null", "add column b text not null")]
    [InlineData("-- it says why\nalter table a\n    add column b text,\n    add column c bigint not null", "add column c bigint not null")]
    [InlineData("alter table a add constraint b check (c > 0)", "add constraint")]
    [InlineData("create unique index b on a (c)", "create unique index")]
    [InlineData("truncate a", "truncate")]
    [InlineData("drop function currency_append(bytea[])", "drop function")]
    [InlineData("alter table a add column b text not null default ''", null)]
    [InlineData("alter table a add column b text; -- not null later, drop table never\ncreate table d (e text not null)", null)]
    [InlineData("create index on a (b)", null)]
    [InlineData("create trigger b before update or delete or truncate on a execute function c()", null)]
    [InlineData("create table a (b text);\ncreate unique index c on a (b);", null)]
    public void What_breaks_an_older_program_is_seen(string sql, string? what)
    {
        if (what is null) Assert.Null(Breaks(sql));
        else Assert.Contains(what, Breaks(sql), StringComparison.Ordinal);
    }

    [Fact]
    public void No_script_that_some_ledger_ran_has_changed()
    {
        var kept = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "released", "scripts.sha256")).Select(line => line.Split("  ")).ToDictionary(parts => parts[1].Replace('/', '.'), parts => parts[0]);
        Assert.True(kept.Count >= 50);
        var now = Scripts().ToDictionary(s => s.Name, s => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(s.Text))));
        Assert.All(kept, script => Assert.Equal(script.Value, now.GetValueOrDefault(script.Key)));
        Assert.Equal(now.Keys.Where(name => NumberOf(name) <= Released).Order(), kept.Keys.Order());
    }

    [GeneratedRegex("[0-9]{4}")]
    private static partial Regex Number();

    [GeneratedRegex("--[^\n]*")]
    private static partial Regex Comment();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"\bdrop (table|column|function|index|view|type|schema|constraint|trigger|sequence)\b|\brename\b|\bset not null\b|\balter column \w+ (set data )?type \w+|\badd constraint\b|(?<!\bor )\btruncate \w+")]
    private static partial Regex Breaking();

    [GeneratedRegex(@"\bcreate unique index (?:\w+ )?on (\w+)")]
    private static partial Regex UniqueIndex();

    [GeneratedRegex(@"\badd column [^,;]*")]
    private static partial Regex Added();
}
