using System.Text;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Labels;
using EssLedger.Web.Pages;
using Microsoft.Extensions.Configuration;
using UglyToad.PdfPig;

namespace EssLedger.Web.Papers;

public sealed class DecisionLetterTests
{
    private static readonly LetterHead City = new("Ville de Lille", ["Mission économie sociale et solidaire", "Place Augustin-Laurent", "59000 Lille"], "Le label du Beffroi", "Lille", 60, Gracious: true, "le tribunal administratif de Lille");

    private static DecisionLetter Letter(LetterOutcome outcome = LetterOutcome.Granted) => new(
        "DEM-2026-0012", new(2026, 12, 1), ["Café des Halles", "2 place du Marché", "59000 Lille"], "Café des Halles", "73282932000009", "Le comité du label", "3", outcome, "Zoé Maës", "Responsable du label")
    {
        Number = GrantNumber.Parse("LIL-2026-7"),
        Level = 2,
        From = new(2026, 12, 1),
        CharterSince = new(2026, 3, 1),
        RulesSince = new(2026, 2, 1),
        Until = new(2029, 11, 30),
        Reasons = ["Le dossier montre un approvisionnement local régulier\u202F; la visite du 12 novembre l’a constaté.", "L’œuvre commune avec la ressourcerie est engagée."],
        Commitments = [("Trois produits locaux de plus à la carte", new(2027, 6, 30)), ("Accepter la monnaie locale", null)],
        Check = new("https://label.example/label/LIL-2026-7"),
    };

    private static string Text(byte[] pdf)
    {
        using var document = PdfDocument.Open(pdf);
        return string.Join(' ', document.GetPages().SelectMany(page => page.GetWords()).Select(word => word.Text));
    }

    [Fact]
    public void A_letter_says_who_to_whom_what_why_and_what_can_be_done_about_it()
    {
        var text = Text(Letter().ToPdf(City, new("fr")));
        foreach (var said in new[]
        {
            "Ville de Lille", "Place Augustin-Laurent", "2 place du Marché", "Lille, le 1er décembre 2026", "Référence : DEM-2026-0012", "Objet : Le label du Beffroi : attribution du label", "version 3",
            "LIL-2026-7, au niveau 2, du 1er décembre 2026 au 30 novembre 2029 inclus", "approvisionnement local régulier ; la visite", "L’œuvre commune", "Trois produits locaux de plus à la carte (pour le 30 juin 2027)",
            "Accepter la monnaie locale", "recours gracieux", "tribunal administratif de Lille", "Pour Ville de Lille, Responsable du label", "Zoé Maës", "https://label.example/label/LIL-2026-7", "page 1",
        }) Assert.Contains(said, text, StringComparison.Ordinal);
    }

    public static TheoryData<LetterOutcome, string> Outcomes() => new(Enum.GetValues<LetterOutcome>().SelectMany(outcome => Reader.Languages.Select(language => (outcome, language))));

    [Theory, MemberData(nameof(Outcomes))]
    public void Every_outcome_has_its_words_in_both_languages(LetterOutcome outcome, string language)
    {
        var reader = new Reader(language);
        var text = Text(Letter(outcome).ToPdf(City, reader));
        Assert.Contains(reader[$"letterSubject.{outcome}"], text, StringComparison.Ordinal);
        Assert.DoesNotContain('{', text);
        Assert.Contains(language == "fr" ? "en vigueur depuis le 1er mars 2026" : "in force since 1 March 2026", text, StringComparison.Ordinal);
        // Whoever got what they asked for, or was heard by another panel already, is not sent to it; all others read until when.
        var appeals = outcome is LetterOutcome.Inadmissible or LetterOutcome.GrantedWithReserve or LetterOutcome.Adjourned or LetterOutcome.Refused or LetterOutcome.RenewalRefused or LetterOutcome.Suspended or LetterOutcome.Withdrawn;
        Assert.Equal(appeals, text.Contains(language == "fr" ? "une autre formation" : "another panel", StringComparison.Ordinal));
        Assert.Equal(appeals, text.Contains(language == "fr" ? "jusqu’au 30 janvier 2027 inclus (60 jours)" : "up to and including 30 January 2027 (60 days)", StringComparison.Ordinal));
        Assert.Equal(appeals, text.Contains("L. 211-2", StringComparison.Ordinal));
    }

    private static readonly LabelApplicationId Id = new(new Uuid(new UInt128(0x019f_0000_0000_7000UL, 0x8000_0000_0000_0001UL)));
    private static readonly GrantNumber Number = GrantNumber.Parse("LIL-2026-7");
    private static readonly Award Award = new(Number, 1, new(2029, 11, 30));

    public static TheoryData<bool, RegisterAct[], LetterOutcome[]> Ends() => new()
    {
        { false, [new RegisterAct.Examined(Id, true)], [] },
        { false, [new RegisterAct.Examined(Id, false)], [LetterOutcome.Inadmissible] },
        { false, [new RegisterAct.Decided(Id, Outcome.Granted, Award)], [LetterOutcome.Granted] },
        { true, [new RegisterAct.Decided(Id, Outcome.Granted, Award)], [LetterOutcome.Renewed] },
        { true, [new RegisterAct.Decided(Id, Outcome.Refused, null)], [LetterOutcome.RenewalRefused] },
        { false, [new RegisterAct.Decided(Id, Outcome.Adjourned, null), new RegisterAct.Submitted(Id), new RegisterAct.Decided(Id, Outcome.Refused, null)], [LetterOutcome.Refused, LetterOutcome.Adjourned] },
        { false, [new RegisterAct.Decided(Id, Outcome.Refused, null), new RegisterAct.AppealLodged(Id), new RegisterAct.AppealDecided(Id, false, null, null)], [LetterOutcome.AppealDismissed, LetterOutcome.Refused] },
        { false, [new RegisterAct.Decided(Id, Outcome.Refused, null), new RegisterAct.AppealLodged(Id), new RegisterAct.AppealDecided(Id, true, null, null)], [LetterOutcome.AppealReopened, LetterOutcome.Refused] },
        { false, [new RegisterAct.Decided(Id, Outcome.Refused, null), new RegisterAct.AppealLodged(Id), new RegisterAct.AppealDecided(Id, true, Award, null)], [LetterOutcome.AppealGranted, LetterOutcome.Refused] },
        { false, [new RegisterAct.Decided(Id, Outcome.GrantedWithReserve, Award), new RegisterAct.AppealLodged(Id), new RegisterAct.AppealDecided(Id, true, null, null)], [LetterOutcome.AppealGranted, LetterOutcome.GrantedWithReserve] },
        { false, [new RegisterAct.Decided(Id, Outcome.Granted, Award), new RegisterAct.AppealLodged(Id), new RegisterAct.AppealDecided(Id, true, null, new(Number, new(9)))], [LetterOutcome.AppealUpheld, LetterOutcome.Granted] },
    };

    [Theory, MemberData(nameof(Ends))]
    public void Each_decision_on_a_file_has_the_letter_that_it_had_when_it_was_taken(bool renews, RegisterAct[] acts, LetterOutcome[] letters)
    {
        var (day, applicant, at) = (new DateOnly(2026, 12, 1), ParticipantId.Parse("PPPPPPPPPPPPPPPPPPPP"), 10L);
        var opened = new RegisterAct.Opened(Id, applicant, GrantKind.Shop, 3, null, renews ? Number : null);
        var file = acts.Prepend(opened).Aggregate(new Application { Id = Id, Opened = opened },
            (then, act) => then.With(new(new(act, day, PersonId.Parse("SOMEBODY"), Digest.Zero), new(at), day.AddDays((int)at++))));
        var entries = LetterDesk.Of(file);
        Assert.Equal(letters, entries.Select(entry => entry.Outcome));
        Assert.All(entries, entry => Assert.Equal((applicant, day.AddDays((int)entry.Position.Value)), (entry.To, entry.Day)));
    }

    [Fact]
    public void No_court_is_named_that_the_owner_did_not_name()
    {
        Settings settings = Settings.From(new ConfigurationManager());
        var city = LetterHead.From(new ConfigurationManager { ["EssLedger:Letters:Court"] = "le tribunal administratif de Lille", ["EssLedger:Letters:Address"] = "Hôtel de ville; 59000 Lille" }, settings);
        Assert.Equal((true, "le tribunal administratif de Lille", 60), (city.Gracious, city.Court, city.AppealDays));
        Assert.Equal(["Hôtel de ville", "59000 Lille"], city.Address);
        var association = LetterHead.From(new ConfigurationManager { ["EssLedger:LabelMode"] = "third-party-certified", ["EssLedger:Letters:Court"] = "le tribunal administratif de Lille" }, settings);
        Assert.Equal((false, null), (association.Gracious, association.Court));
        var text = Text(Letter(LetterOutcome.Refused).ToPdf(association, new("fr")));
        Assert.DoesNotContain("tribunal", text, StringComparison.Ordinal);
        Assert.DoesNotContain("gracieux", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_letter_goes_on_and_nothing_runs_over_an_edge()
    {
        var letter = Letter() with
        {
            Reasons = [.. Enumerable.Range(1, 40).Select(i => $"{i}. {string.Concat(Enumerable.Repeat("Le comité a relevé ceci et cela, ", 12))}"), new string('x', 700), "ligne\nligne"],
            Commitments = [.. Enumerable.Range(1, 60).Select(i => ($"Engagement {i} {string.Concat(Enumerable.Repeat("durable ", 20))}", (DateOnly?)new DateOnly(2027, 1, 31)))],
        };
        using var document = PdfDocument.Open(letter.ToPdf(City, new("fr")));
        Assert.InRange(document.NumberOfPages, 5, 20);
        foreach (var page in document.GetPages())
        {
            Assert.Contains($"page {page.Number}", string.Join(' ', page.GetWords().Select(w => w.Text)), StringComparison.Ordinal);
            Assert.All(page.Letters, letter => Assert.InRange(letter.Location.X, 60, page.Width - 55));
            Assert.All(page.Letters, letter => Assert.InRange(letter.Location.Y, 25, page.Height - 50));
        }
        var text = Text(letter.ToPdf(City, new("fr")));
        Assert.Contains("Engagement 60 durable", text, StringComparison.Ordinal);
        Assert.Equal(700, text.Count(c => c == 'x') - Text((letter with { Reasons = letter.Reasons.SkipLast(2).ToList() }).ToPdf(City, new("fr"))).Count(c => c == 'x'));
    }

    [Fact]
    public void Names_of_our_neighbours_are_written_as_they_write_them()
    {
        var text = Text((Letter() with { Holder = "Łódź & Škoda, İzmir" }).ToPdf(City, new("fr")));
        Assert.Contains("Łódź & Škoda, İzmir", text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ordinary_letter_is_one_page()
    {
        using var document = PdfDocument.Open(Letter().ToPdf(City, new("fr")));
        Assert.Equal(1, document.NumberOfPages);
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public void It_carries_its_letters_with_it_and_can_be_read_aloud(string language)
    {
        var pdf = Letter().ToPdf(City, new(language));
        var raw = Encoding.Latin1.GetString(pdf);
        foreach (var part in new[] { "/StructTreeRoot", "/MarkInfo", "/FontFile2", $"/Lang({language})" }) Assert.Contains(part, raw, StringComparison.Ordinal);
    }
}
