using System.Text;
using EssLedger.Core.Accounts;

namespace EssLedger.Web.Moving;

/// <summary>Exports as other systems and spreadsheets really write them.</summary>
public sealed class MemberFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    private async Task<(MemberFileRefusal? Refusal, IReadOnlyList<MemberLine> Lines)> Read(byte[] file, string? mapping = null)
    {
        await File.WriteAllBytesAsync(_path, file);
        var known = MemberMapping.Parse(mapping) ?? throw new FormatException(mapping);
        var (refusal, columns) = await MemberFile.Open(_path, known, default);
        return (refusal, columns is null ? [] : [.. MemberFile.Read(_path, columns, known)]);
    }

    private Task<(MemberFileRefusal? Refusal, IReadOnlyList<MemberLine> Lines)> Read(string file, string? mapping = null) => Read(Encoding.UTF8.GetBytes(file), mapping);

    [Theory]
    [InlineData("\uFEFFNom d'utilisateur;Nom complet;Adresse e-mail;Groupe;Solde\r\nana;\"Ana\r\nLopes\";ana@exemple.invalid;Particuliers;1 234,50\r\n", "name_unreadable")]
    [InlineData("\uFEFFNom d'utilisateur;Nom complet;Adresse e-mail;Groupe;Solde\r\nana;Ana Lopes;ana@exemple.invalid;Particuliers;1\u202F234,50\r\n", "ana|Ana Lopes|ana@exemple.invalid|Resident||123450")]
    [InlineData("id,display_name,email,is_company,company_registry,balance\n__export__.res_partner_7,Ana Lopes,,False,,12.500000\n", "__export__.res_partner_7|Ana Lopes||Resident||1250")]
    [InlineData("Login name\tFirst name\tLast name\tBalance\nana\tAna\tLopes\t0\n", "ana|Ana Lopes||Resident||0")]
    [InlineData("reference;name;siret;balance\nb1;Boulangerie;732 829 320 00074;1\u00A0000\n", "b1|Boulangerie||Merchant|73282932000074|100000")]
    [InlineData("reference;name;siret\nb1;Boulangerie;73282932000075\n", "siret_wrong")]
    [InlineData("reference;name;kind\nb1;Boulangerie;merchant\n", "siret_missing")]
    [InlineData("reference;name;kind\nb1;Boulangerie;Gold\n", "kind_unknown")]
    [InlineData("reference;name;balance\na;Ana;-3,20\n", "balance_negative")]
    [InlineData("reference;name;balance\na;Ana;-0,00\n", "a|Ana||Resident||0")]
    [InlineData("reference;name;balance\na;Ana;1.234,50\n", "balance_ambiguous")]
    [InlineData("reference;name;balance\na;Ana;1,005\n", "balance_too_many_decimals")]
    [InlineData("reference;name;balance\na;Ana\n", "line_too_short")]
    [InlineData("reference;name;email\na;Ana;nobody\n", "email_unreadable")]
    [InlineData("reference;name\n;Ana\n", "reference_missing")]
    public async Task Line_says_who_comes_or_why_not(string file, string expected)
    {
        var line = Assert.Single((await Read(file)).Lines);
        Assert.Equal(expected, line.Member is { } m ? $"{m.Reference}|{m.Name}|{m.Email}|{m.Kind}|{m.Siret}|{m.Minor}" : line.Refusal!.Code);
    }

    [Theory]
    [InlineData("", "import_empty_file 0")]
    [InlineData("reference;name;name\na;b;c\n", "import_column_twice 1")]
    [InlineData("email;balance\na;1\n", "import_column_missing 1")]
    public async Task File_that_cannot_be_read_says_why(string file, string expected)
    {
        var (refusal, _) = await Read(file);
        Assert.Equal(expected, $"{refusal!.Code} {refusal.Line}");
    }

    [Fact]
    public async Task File_of_more_lines_than_are_kept_is_refused_before_any_is_read()
    {
        var (refusal, _) = await Read($"reference;name\n{new string('\n', (int)MemberFile.MostLines)}");
        Assert.Equal(("import_too_large", MemberFile.MostLines + 1), (refusal!.Code, refusal.Line));
    }

    [Fact]
    public async Task Bytes_that_are_not_what_was_said_are_named_by_line_and_byte()
    {
        byte[] file = [.. "reference;name\na;Ana\nb;"u8, 0xE9, .. "lodie\n"u8];
        var (refusal, _) = await Read(file, """{"charset":"utf-8"}""");
        Assert.Equal(("import_not_utf8", 3L), (refusal!.Code, refusal.Line));
        Assert.Contains($"byte {Array.IndexOf(file, (byte)0xE9)} ", refusal.Expected, StringComparison.Ordinal);
        Assert.Equal(["Ana", "élodie"], (await Read(file)).Lines.Select(l => l.Member!.Name));
    }

    [Fact]
    public async Task Mapping_says_what_the_usual_names_do_not()
    {
        const string file = "Qui;Comment;Genre\n7;Ana;Or\n";
        var (_, lines) = await Read(file, """{"columns":{"reference":"Qui","name":"Comment","kind":"Genre"},"kinds":{"OR":"public"}}""");
        Assert.Equal(("7", "Ana", AccountKind.Public), (lines[0].Member!.Reference, lines[0].Member!.Name, lines[0].Member!.Kind));
        Assert.Equal("import_column_missing", (await Read(file, """{"columns":{"reference":"Numéro"}}""")).Refusal!.Code);
        Assert.Null(MemberMapping.Parse("""{"column":{}}"""));
        Assert.Null(MemberMapping.Parse("""{"kinds":{"Or":"golden"}}"""));
    }

    [Fact]
    public async Task Line_is_told_by_its_number_in_the_file_though_others_before_have_line_breaks_in_them()
    {
        var (_, lines) = await Read("reference;name;remarque\na;Ana;\"deux\nlignes\"\nb;Ben;\n\nc;Cléo;\n");
        Assert.Equal(["2 a", "4 b", "6 c"], lines.Select(l => $"{l.Number} {l.Reference}"));
    }
}
