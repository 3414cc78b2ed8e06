using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.SignIn;

public sealed class KnownPasswordsTests(WaysInTests.Place place) : IClassFixture<WaysInTests.Place>, IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    private static string HashOf(string password) =>
#pragma warning disable CA5350 // As the list is made.
        Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350

    private KnownPasswords Open(string? file = null) => new(Settings.From(new ConfigurationBuilder().AddInMemoryCollection([new("EssLedger:BreachedPasswords", file ?? _file)]).Build()));

    [Theory]
    [InlineData(1, "\n")]
    [InlineData(2, "\r\n")]
    [InlineData(3000, "\n")]
    [InlineData(2999, "\r\n")]
    public void Every_line_is_found_and_nothing_else(int lines, string end)
    {
        var leaked = Enumerable.Range(0, lines).Select(i => $"leaked {i}").ToList();
        // Counts of different lengths, as in the original; the last line has no end.
        File.WriteAllText(_file, string.Join(end, leaked.Select(HashOf).Order(StringComparer.Ordinal).Select((hash, i) => $"{hash}:{(long)i * i * 7919}")));
        using var known = Open();
        Assert.All(leaked, password => Assert.True(known.Has(password), password));
        Assert.All(Enumerable.Range(0, 500), i => Assert.False(known.Has($"not leaked {i}")));
    }

    [Fact]
    public void A_server_does_not_start_without_the_list_that_it_was_told_to_use()
    {
        Assert.Throws<StartRefusedException>(() => Open("/nowhere/passwords.txt"));
        File.WriteAllText(_file, "password1234\n");
        Assert.Throws<StartRefusedException>(() => Open());
    }

    [Theory]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd1234")]
    [InlineData("qwertyuiop123")]
    [InlineData("azertyuiopqs")]
    [InlineData("123456789012")]
    [InlineData("motdepasse123")]
    [InlineData("particuliere2026")]
    [InlineData("2026-Particuliere!")]
    [InlineData("ana.particuliere@example.org")]
    [InlineData("Ana Particuliere")]
    [InlineData("dragondragon")]
    [InlineData("MotDePasseMotDePasse")]
    [InlineData("aaaaaaaaaaaab")]
    [InlineData(WaysInTests.Leaked)]
    public void What_everybody_tries_first_is_no_password(string chosen) => Assert.Equal(WayRefusal.PasswordTooPlain, Judge(chosen));

    [Fact]
    public void A_few_unrelated_words_are_one_and_so_is_a_long_text()
    {
        Assert.Null(Judge("un long mot de passe"));
        Assert.Null(Judge("girafe tambour nuage sept"));
        Assert.Null(Judge(string.Concat(Enumerable.Range(0, 500).Select(i => HashOf($"{i}")))));
        Assert.Equal(WayRefusal.PasswordTooShort, Judge("G7#kq!zP2w_"));
    }

    private WayRefusal? Judge(string chosen)
    {
        using var scope = place.Server.Services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<Ways>().Judge(chosen, "ana.particuliere@example.org", "Ana Particuliere");
    }
}
