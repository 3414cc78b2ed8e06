using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Grains;
using EssLedger.Store;
using EssLedger.Web.Api;
using EssLedger.Web.SignIn;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Pages.Office;

public sealed class LabelOffice() : SharedServer(options: new() { Demo = true });

/// <summary>The screens of the label office and of participants, as those meet them who work there: on the demonstration's label, everybody signed in by cookie.</summary>
public sealed partial class OfficePagesTests(LabelOffice office) : IClassFixture<LabelOffice>
{
    private const string Manager = "office/label-manager", Inspector = "office/label-visitor", Committee = "office/label-committee", Panel = "office/appeal";
    private readonly TestServer _server = office.Server;

    private static DateOnly Today => ParisCalendar.DayOf(DateTimeOffset.UtcNow);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private Task<Register> Register() => _server.Services.GetRequiredService<LabelRegister>().Read();

    private async Task<Application> File(LabelApplicationId id) => (await Register()).Applications[id];

    [Theory]
    [InlineData("/bureau/label")]
    [InlineData("/bureau/label/charte")]
    [InlineData("/bureau/label/regles")]
    [InlineData("/bureau/label/titulaires/LIL-2026-0001")]
    [InlineData("/mon-label")]
    [InlineData("/agenda")]
    public async Task Who_has_not_signed_in_is_led_there_and_back(string path)
    {
        var answer = await _server.Http.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Contains($"/sign-in?returnUrl={Uri.EscapeDataString(path)}", answer.Headers.Location!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wallet", "/bureau/label")]
    [InlineData("wallet", "/mon-label")]
    [InlineData("participant", "/bureau/label")]
    [InlineData("participant", "/bureau/label/regles")]
    [InlineData("office/label-manager", "/mon-label")]
    public async Task Other_roles_are_told_that_this_is_not_theirs(string door, string path)
    {
        var (status, page) = await (await Visitor.Enter(_server, door)).Open(path);
        Assert.Equal(HttpStatusCode.Forbidden, status);
        Assert.Contains("Accès refusé", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("label-manager")]
    [InlineData("label-visitor")]
    [InlineData("label-committee")]
    [InlineData("appeal")]
    [InlineData("auditor")]
    public async Task Every_page_opens_for_everyone_in_the_office_without_inline_script_or_style(string role)
    {
        var someone = await Visitor.Enter(_server, $"office/{role}");
        var file = (await Register()).Applications.Values.First(a => a.State is ApplicationState.Visited);
        foreach (var path in new[] { $"/bureau/label/participants/{file.Opened.Applicant}", "/bureau/label", "/bureau/label?q=deule&etat=granted", $"/bureau/label/dossiers/{file.Id}", $"/bureau/label/dossiers/{file.Id}/visite", "/bureau/label/titulaires/LIL-2026-0002", "/bureau/label/charte", "/bureau/label/regles" })
            foreach (var language in Reader.Languages)
            {
                var answer = await someone.Get($"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}lang={language}");
                Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
                Assert.True(answer.Headers.CacheControl?.NoStore);
                Assert.DoesNotMatch("<script(?! type=\"module\" src=)|<style|\\sstyle=|\\son[a-z]+=|javascript:", await answer.Content.ReadAsStringAsync());
            }
    }

    [Theory]
    [InlineData("/bureau/label/dossiers/nowhere")]
    [InlineData("/bureau/label/dossiers/019f0000-0000-7000-8000-000000000000")]
    [InlineData("/bureau/label/dossiers/019f0000-0000-7000-8000-000000000000/visite")]
    [InlineData("/bureau/label/titulaires/LIL-9")]
    [InlineData("/bureau/label/titulaires/not%20a%20number")]
    [InlineData("/bureau/label/participants/NOBODY")]
    public async Task File_or_number_that_nobody_has_is_not_found(string path)
    {
        var (status, page) = await (await Visitor.Enter(_server, Manager)).Open(path);
        Assert.Equal(HttpStatusCode.NotFound, status);
        Assert.Contains("Page introuvable", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Search_finds_by_name_without_accents_by_siret_and_by_number()
    {
        var manager = await Visitor.Enter(_server, Manager);
        foreach (var asked in new[] { "cycles de la deule", "999 100 118 00010", "lil-2026-0002" })
        {
            var page = await manager.Read($"/bureau/label?q={Uri.EscapeDataString(asked)}");
            var found = page[page.IndexOf("id=\"files\"", StringComparison.Ordinal)..];
            Assert.Contains("Cycles de la Deûle", found, StringComparison.Ordinal);
            Assert.DoesNotContain("Boulangerie", found, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Desk_says_what_waits_for_whom()
    {
        var id = await Draft("Attente");
        Assert.Contains($"/bureau/label/dossiers/{id}#examine", await (await Visitor.Enter(_server, Manager)).Read("/bureau/label"), StringComparison.Ordinal);
        Assert.DoesNotContain($"{id}#", await (await Visitor.Enter(_server, Committee)).Read("/bureau/label"), StringComparison.Ordinal);
        await Visited(id);
        Assert.Contains($"/bureau/label/dossiers/{id}#opine", await (await Visitor.Enter(_server, Committee)).Read("/bureau/label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_is_recorded_with_day_and_reasons_in_the_name_of_who_signed_in_and_then_no_longer_offered()
    {
        var id = await Draft("Recevable");
        var manager = await Visitor.Enter(_server, Manager);
        var page = $"/bureau/label/dossiers/{id}";
        Assert.Equal($"{page}?fait=examine", await manager.Record(page, new() { ["act"] = "examine", ["admissible"] = "yes", ["reason"] = "Complet & clair", ["effective"] = Iso(Today) }));

        var step = (await File(id)).Facts[^1];
        Assert.Equal((new RegisterAct.Examined(id, true), Today, await _server.People.FirstInRole(Roles.LabelManager)), ((RegisterAct.Examined)step.Fact.Act, step.Fact.Effective, step.Fact.By));
        var now = await manager.Read($"{page}?fait=examine");
        Assert.Contains("C’est inscrit au registre.", now, StringComparison.Ordinal);
        Assert.Contains("Complet &amp; clair", now, StringComparison.Ordinal);
        Assert.DoesNotContain("id=\"examine\"", now, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_stands_beside_the_form_in_words_and_nothing_typed_is_lost()
    {
        var id = await Draft("Futur");
        var manager = await Visitor.Enter(_server, Manager);
        var page = $"/bureau/label/dossiers/{id}";
        var again = await manager.Refused(page, new() { ["act"] = "examine", ["admissible"] = "no", ["reason"] = "Hors champ <b>", ["effective"] = Iso(Today.AddDays(3)) }, HttpStatusCode.UnprocessableEntity);

        var form = again[again.IndexOf("id=\"examine\"", StringComparison.Ordinal)..];
        Assert.Contains(new Reader("fr")["refusal.in_future"], form, StringComparison.Ordinal);
        Assert.Contains("Hors champ &lt;b&gt;</textarea>", form, StringComparison.Ordinal);
        Assert.Contains($"value=\"{Iso(Today.AddDays(3))}\"", form, StringComparison.Ordinal);
        Assert.Matches("value=\"no\" required checked", form);
        Assert.Equal(ApplicationState.Submitted, (await File(id)).State);

        Assert.Contains(new Reader("fr")["entry.reason"], await manager.Refused(page, new() { ["act"] = "examine", ["admissible"] = "yes", ["reason"] = "  " }, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains(new Reader("fr")["entry.day"], await manager.Refused(page, new() { ["act"] = "examine", ["admissible"] = "yes", ["reason"] = "x", ["effective"] = "31/02/2026" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Form_without_the_pages_token_or_without_a_session_records_nothing()
    {
        var id = await Draft("Jeton");
        var page = $"/bureau/label/dossiers/{id}";
        Dictionary<string, string> fields = new() { ["act"] = "examine", ["admissible"] = "yes", ["reason"] = "x" };
        Assert.Equal(HttpStatusCode.BadRequest, (await (await Visitor.Enter(_server, Manager)).Send(page, fields, tokenFrom: null)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await _server.Http.PostAsync(page, new FormUrlEncodedContent(fields))).StatusCode);
        Assert.Equal(ApplicationState.Submitted, (await File(id)).State);
    }

    [Theory]
    [InlineData("office/auditor", "examine")]
    [InlineData("office/label-visitor", "examine")]
    [InlineData("office/label-manager", "visit")]
    [InlineData("office/label-manager", "opine")]
    [InlineData("office/label-visitor", "decide")]
    [InlineData("office/label-committee", "hear")]
    public async Task Act_of_another_role_is_refused_though_the_form_was_forged(string door, string act)
    {
        var id = await Draft($"Rôle {door[^3..]}{act}");
        var forged = await (await Visitor.Enter(_server, door)).Send($"/bureau/label/dossiers/{id}", new()
        {
            ["act"] = act,
            ["reason"] = "x",
            ["admissible"] = "yes",
            ["deontology"] = "yes",
            ["vote"] = "For",
            ["outcome"] = "Refused",
        }, tokenFrom: "/sign-out");
        Assert.Equal(HttpStatusCode.Forbidden, forged.StatusCode);
        Assert.Equal(ApplicationState.Submitted, (await File(id)).State);
    }

    [Fact]
    public async Task Conflict_of_interest_is_explained_before_anybody_tries_and_one_may_step_back()
    {
        var id = await Draft("Conflit");
        await Visited(id);
        var (member, person) = await Visitor.SignIn(_server, Roles.LabelCommittee);
        var applicant = (await File(id)).Opened.Applicant;
        var grain = _server.Services.GetRequiredService<IGrainFactory>().GetGrain<IRegisterGrain>(Core.Labels.Register.Decider);
        Assert.Null((await grain.Record(new RegisterFact(new RegisterAct.RepresentativeNamed(applicant, person.PersonId), Today, person.PersonId, Digest.Zero), "", [])).Refusal);

        var page = $"/bureau/label/dossiers/{id}";
        var read = await member.Read(page);
        Assert.Contains(new Reader("fr")["refusal.conflict_applicant"], read, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"For\"", read, StringComparison.Ordinal);
        Assert.Contains(new Reader("fr")["refusal.conflict_applicant"], await member.Refused(page, new() { ["act"] = "opine", ["vote"] = "For", ["reason"] = "x" }, HttpStatusCode.Forbidden), StringComparison.Ordinal);
        await member.Record(page, new() { ["act"] = "opine", ["vote"] = "Recused", ["reason"] = "J’agis pour ce commerce." });
        Assert.Equal(Vote.Recused, (await File(id)).Opinions[person.Id]);
        // Who stepped back does not count: the decision waits for the quorum, and says so.
        Assert.Contains(new Reader("fr")["refusal.quorum_missing"], await (await Visitor.Enter(_server, Manager)).Read(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Decision_proposes_number_level_and_last_day_and_grants_them()
    {
        var id = await Draft("Accord");
        await Visited(id);
        var committee = await Visitor.Enter(_server, Committee);
        var page = $"/bureau/label/dossiers/{id}";
        await committee.Record(page, new() { ["act"] = "opine", ["vote"] = "For", ["reason"] = "Favorable." });
        var read = await committee.Read(page);
        var number = System.Text.RegularExpressions.Regex.Match(read, "name=\"number\"[^>]*value=\"([^\"]+)\"").Groups[1].Value;
        Assert.Contains($"value=\"{Iso(Today.AddMonths(36).AddDays(-1))}\"", read, StringComparison.Ordinal);
        await committee.Record(page, new() { ["act"] = "decide", ["outcome"] = "Granted", ["number"] = number, ["level"] = "3", ["reason"] = "Accordé." });
        var grant = (await Register()).Grants[GrantNumber.Parse(number)];
        Assert.Equal((Standing.Active, 3), (grant.On(Today), grant.StateOn(Today)!.Level));
        Assert.Contains(number, await committee.Read(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_applicant_appeals_and_another_panel_decides()
    {
        var (applicant, id) = await Apply("Recours");
        await Visited(id);
        var committee = await Visitor.Enter(_server, Committee);
        var page = $"/bureau/label/dossiers/{id}";
        await committee.Record(page, new() { ["act"] = "opine", ["vote"] = "Against", ["reason"] = "Défavorable." });
        await committee.Record(page, new() { ["act"] = "decide", ["outcome"] = "Refused", ["reason"] = "Trop peu d’engagements." });

        var mine = await applicant.Read($"/mon-label/dossiers/{id}");
        Assert.Contains("Trop peu d’engagements.", mine, StringComparison.Ordinal);
        Assert.DoesNotContain("Défavorable.", mine, StringComparison.Ordinal);
        await applicant.Record($"/mon-label/dossiers/{id}", new() { ["act"] = "appeal", ["reason"] = "Les pesées n’ont pas été lues." });

        var panel = await Visitor.Enter(_server, Panel);
        Assert.Contains($"{id}#hear", await panel.Read("/bureau/label"), StringComparison.Ordinal);
        Assert.Contains("Les pesées n’ont pas été lues.", await panel.Read(page), StringComparison.Ordinal);
        // The letter lies ready for both, and for nobody else.
        var refused = (await File(id)).Decision!.Position;
        foreach (var (reader, path) in new[] { (panel, page), (applicant, $"/mon-label/dossiers/{id}") })
        {
            Assert.Contains($"{path}/lettres/{refused}.fr.pdf", await reader.Read(path), StringComparison.Ordinal);
            Assert.Contains("Trop peu d’engagements.", await Letter(reader, $"{path}/lettres/{refused}.en.pdf"), StringComparison.Ordinal);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await (await Visitor.Enter(_server, "participant")).Get($"/mon-label/dossiers/{id}/lettres/{refused}.fr.pdf")).StatusCode);
        await panel.Record(page, new() { ["act"] = "hear", ["allowed"] = "yes", ["level"] = "1", ["reason"] = "Les pesées suffisent." });
        var granted = await File(id);
        Assert.Equal(ApplicationState.Granted, granted.State);
        // Each decision keeps its letter, as it was.
        Assert.Contains($"sous le numéro {granted.Grant}", await Letter(applicant, $"/mon-label/dossiers/{id}/lettres/{granted.Decision!.Position}.fr.pdf"), StringComparison.Ordinal);
        Assert.Contains("le label ne vous est pas attribué", await Letter(applicant, $"/mon-label/dossiers/{id}/lettres/{refused}.fr.pdf"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_step_that_somebody_must_be_told_has_its_letter_with_reasons_and_the_last_day_of_appeal()
    {
        var (applicant, id) = await Apply("Irrecevable");
        var page = $"/bureau/label/dossiers/{id}";
        var manager = await Visitor.Enter(_server, Manager);
        await manager.Record(page, new() { ["act"] = "examine", ["admissible"] = "no", ["reason"] = "Hors du champ du label." });
        var examined = (await File(id)).Facts[^1].Position;
        var letter = await Letter(applicant, $"/mon-label/dossiers/{id}/lettres/{examined}.fr.pdf");
        foreach (var said in new[] { "votre dossier est irrecevable", "Hors du champ du label.", "Pour le bureau du label", $"jusqu’au {new Reader("fr").Day(Today.AddDays(60))} inclus" }) Assert.Contains(said, letter, StringComparison.Ordinal);
        // Nothing else in the file has a letter.
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Get($"{page}/lettres/{(await File(id)).Facts[0].Position}.fr.pdf")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await manager.Get($"{page}/lettres/{examined}.de.pdf")).StatusCode);

        var number = GrantNumber.Parse("LIL-2026-0005");
        var grant = $"/bureau/label/titulaires/{number}";
        var holder = await Visitor.Enter(_server, $"participant/{(await Register()).Grants[number].Holder}");
        foreach (var (act, reason, said) in new[] { ("suspend", "Tri à l’abandon.", "est suspendu à compter"), ("reinstate", "Tri repris.", "prend fin le"), ("withdraw", "Fausse déclaration.", "est retiré à compter") })
        {
            await manager.Record(grant, new() { ["act"] = act, ["reason"] = reason });
            var position = (await Register()).Grants[number].Facts.Max(f => f.Position);
            Assert.Contains($"{grant}/lettres/{position}.en.pdf", await manager.Read(grant), StringComparison.Ordinal);
            Assert.Contains($"/mon-label/labels/{number}/lettres/{position}.fr.pdf", await holder.Read("/mon-label"), StringComparison.Ordinal);
            var written = await Letter(holder, $"/mon-label/labels/{number}/lettres/{position}.fr.pdf");
            Assert.Contains(reason, written, StringComparison.Ordinal);
            Assert.Contains(said, written, StringComparison.Ordinal);
            Assert.Equal(act != "reinstate", written.Contains("une autre formation", StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.NotFound, (await applicant.Get($"/mon-label/labels/{number}/lettres/{position}.fr.pdf")).StatusCode);
        }
    }

    [Fact]
    public async Task Grant_is_suspended_reinstated_and_an_entry_annulled_from_its_page()
    {
        var committee = await Visitor.Enter(_server, Committee);
        const string page = "/bureau/label/titulaires/LIL-2026-0003";
        await committee.Record(page, new() { ["act"] = "suspend", ["through"] = Iso(Today.AddDays(9)), ["reason"] = "Contrôle." });
        Assert.Equal(Today.AddDays(9), (await Register()).Grants[GrantNumber.Parse("LIL-2026-0003")].StateOn(Today)!.SuspendedThrough);
        Assert.Contains(new Reader("fr")["refusal.not_active"], await committee.Refused(page, new() { ["act"] = "suspend", ["reason"] = "x" }, HttpStatusCode.Conflict), StringComparison.Ordinal);

        var position = (await Register()).Grants[GrantNumber.Parse("LIL-2026-0003")].Facts[^1].Position;
        await committee.Record(page, new() { ["act"] = "annul", ["position"] = position.ToString(), ["reason"] = "Erreur de dossier." });
        Assert.Equal(Standing.Active, (await Register()).Grants[GrantNumber.Parse("LIL-2026-0003")].On(Today));
        // What the public reads of it has words too.
        Assert.Contains("Inscription annulée", await committee.Read("/label/LIL-2026-0003"), StringComparison.Ordinal);
        Assert.Contains(new Reader("fr")["entry.holder"], await committee.Refused(page, new() { ["act"] = "transfer", ["to"] = "73282932000009", ["reason"] = "x" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Complaint_and_its_source_are_for_those_who_may_read_them()
    {
        var manager = await Visitor.Enter(_server, Manager);
        const string page = "/bureau/label/titulaires/LIL-2026-0004";
        await manager.Record(page, new() { ["act"] = "complain", ["id"] = NewId(), ["reason"] = "Mme Secrète : le tri n’est pas fait." });
        Assert.Contains("Mme Secrète", await manager.Read(page), StringComparison.Ordinal);
        Assert.Contains("LIL-2026-0004#reclamations", await manager.Read("/bureau/label"), StringComparison.Ordinal);
        Assert.DoesNotContain("Mme Secrète", await (await Visitor.Enter(_server, Inspector)).Read(page), StringComparison.Ordinal);

        var complaint = (await Register()).Complaints.Single(c => c.Value.Grant.Value == "LIL-2026-0004");
        await manager.Record(page, new() { ["act"] = "close", ["which"] = complaint.Key.ToString(), ["outcome"] = "Unfounded", ["reason"] = "Vu sur place." });
        Assert.NotNull((await Register()).Complaints[complaint.Key].Closed);
    }

    [Fact]
    public async Task Visit_sheet_sent_twice_is_recorded_once_and_a_stale_page_spoils_nothing()
    {
        var id = await Draft("Hors réseau");
        await (await Visitor.Enter(_server, Manager)).Record($"/bureau/label/dossiers/{id}", new() { ["act"] = "examine", ["admissible"] = "yes", ["reason"] = "Oui." });
        var inspector = await Visitor.Enter(_server, Inspector);
        var page = $"/bureau/label/dossiers/{id}/visite";
        var sheet = new { deontology = true, reason = "Vu : le bac de tri.", effective = Iso(Today) };
        var key = NewId();
        // The session had ended: that answer must not stay under the key.
        await (await inspector.SendJson(page, sheet, token: null, key)).Refused(HttpStatusCode.Forbidden, "forbidden");
        var token = await inspector.Token(page);
        Assert.Equal(HttpStatusCode.NoContent, (await inspector.SendJson(page, sheet, token, key)).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await inspector.SendJson(page, sheet, token, key)).StatusCode);
        Assert.Single((await File(id)).Facts, f => f.Fact.Act is RegisterAct.Visited);
        await (await inspector.SendJson(page, sheet with { deontology = false }, token, NewId())).Refused(HttpStatusCode.UnprocessableEntity, "deontology_missing");
        var manager = await Visitor.Enter(_server, Manager);
        Assert.Equal(HttpStatusCode.Forbidden, (await manager.SendJson(page, sheet, await manager.Token("/sign-out"), NewId())).StatusCode);
    }

    [Fact]
    public async Task Evidence_comes_with_its_form_and_what_is_no_evidence_is_refused_in_words()
    {
        var (applicant, id) = await Apply("Pièces");
        var page = $"/mon-label/dossiers/{id}";
        Dictionary<string, string> fields = new() { ["act"] = "prove", ["criterion"] = "2", ["visibility"] = "Committee", ["expires"] = Iso(Today.AddYears(1)) };
        Assert.Equal(HttpStatusCode.Redirect, (await applicant.SendFile(page, new(fields) { ["id"] = NewId() }, "pesées.txt", "text/plain", "42 kg en mars"u8.ToArray())).StatusCode);
        var piece = Assert.Single((await File(id)).Evidence);
        Assert.Equal((2, Today.AddYears(1), Visibility.Committee), (piece.Criterion, piece.Expires, piece.Visibility));
        foreach (var (reader, path) in new[] { (applicant, page), (await Visitor.Enter(_server, Manager), $"/bureau/label/dossiers/{id}") })
        {
            Assert.Contains($"{path}/pieces/{piece.Id}", await reader.Read(path), StringComparison.Ordinal);
            Assert.Equal("42 kg en mars"u8.ToArray(), await (await reader.Get($"{path}/pieces/{piece.Id}")).Content.ReadAsByteArrayAsync());
        }

        var drawing = await applicant.SendFile(page, new(fields) { ["id"] = NewId() }, "dessin.svg", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\"><script>1</script></svg>"u8.ToArray());
        Assert.False(drawing.IsSuccessStatusCode);
        Assert.Contains("Ce genre de fichier", WebUtility.HtmlDecode(await drawing.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        var nothing = await applicant.SendFile(page, new(fields) { ["id"] = NewId() }, "vide.txt", "text/plain", []);
        Assert.Contains(new Reader("fr")["entry.file"], WebUtility.HtmlDecode(await nothing.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        Assert.Single((await File(id)).Evidence);
    }

    [Fact]
    public async Task What_the_office_verifies_outweighs_what_is_declared_and_unknown_is_not_no()
    {
        var (applicant, _) = await Apply("Vérifiée");
        var me = await ParticipantOf(applicant);
        var manager = await Visitor.Enter(_server, Manager);
        var page = $"/bureau/label/participants/{me}";
        Assert.Equal($"{page}?fait=describe", await manager.Record(page, new() { ["act"] = "describe", ["which"] = "Registry", ["family"] = "NotEss", ["statuses"] = "None", ["reason"] = "Sirene, consulté ce jour." }));
        await manager.Record(page, new()
        {
            ["act"] = "describe",
            ["which"] = "Verified",
            ["commune"] = "59298",
            ["filieres"] = "Food|Textile",
            ["qpv"] = "no",
            ["currency"] = "",
            ["reason"] = "Vu sur place.",
            ["effective"] = Iso(Today),
        });

        var known = (await Register()).Participants[me];
        Assert.Equal(new Profile { Commune = "59298", Filieres = Filieres.Food | Filieres.Textile, Qpv = false }, known.By(Source.Verified, Today));
        Assert.Equal(new Profile { Family = LegalFamily.NotEss, Statuses = Statuses.None }, known.By(Source.Registry, Today));
        Assert.Equal("59350", known.By(Source.Declared, Today).Commune);
        Assert.Equal(("59298", false, (bool?)null, LegalFamily.NotEss), (known.ProfileOn(Today).Commune, known.ProfileOn(Today).Qpv, known.ProfileOn(Today).AcceptsCurrency, known.ProfileOn(Today).Family));
        var now = await manager.Read(page);
        Assert.Contains("<strong>Hellemmes-Lille (59298)</strong>", now, StringComparison.Ordinal);
        Assert.Contains("<td>Lille (59350)</td>", now, StringComparison.Ordinal);
        Assert.Contains("<strong>non renseigné</strong>", now, StringComparison.Ordinal);

        // The same again is nothing new; what is known does not become unknown; and the empty set holds nothing else.
        var same = new Dictionary<string, string> { ["act"] = "describe", ["which"] = "Verified", ["commune"] = "59298", ["filieres"] = "Food|Textile", ["qpv"] = "no", ["reason"] = "Encore." };
        Assert.Contains(new Reader("fr")["refusal.nothing_said"], await manager.Refused(page, new(same), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        foreach (var (field, value, why) in new[] { ("qpv", "", "cleared"), ("commune", "", "cleared"), ("filieres", "None|Food", "noneAndSome"), ("filieres", "4096", "choice"), ("commune", "elsewhere", "commune") })
            Assert.Contains(new Reader("fr")[$"entry.{why}"], await manager.Refused(page, new(same) { [field] = value }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Equal(known.Descriptions.Length, (await Register()).Participants[me].Descriptions.Length);
    }

    [Fact]
    public async Task Participant_changes_what_it_declares_and_how_it_is_reached_and_speaks_for_no_other_source()
    {
        var (applicant, _) = await Apply("Déclarée");
        var me = await ParticipantOf(applicant);
        var declared = new Dictionary<string, string> { ["act"] = "describe", ["participant"] = me.Value, ["which"] = "Declared", ["commune"] = "59355", ["filieres"] = "Food", ["tags"] = "None", ["currency"] = "yes" };
        await applicant.Record("/mon-label", new(declared));
        Assert.Equal(new Profile { Commune = "59355", Filieres = Filieres.Food, Tags = ProductTags.None, AcceptsCurrency = true }, (await Register()).Participants[me].By(Source.Declared, Today));
        // Whatever the form says, here only the participant speaks.
        await applicant.Record("/mon-label", new(declared) { ["which"] = "Verified", ["qpv"] = "yes" });
        Assert.Equal(Profile.Unknown, (await Register()).Participants[me].By(Source.Verified, Today));

        await applicant.Record("/mon-label", new()
        {
            ["act"] = "contact",
            ["participant"] = me.Value,
            ["email"] = "bonjour@example.org",
            ["postcode"] = "59160",
            ["latitude"] = "50,6461",
            ["longitude"] = "2,9867",
            ["website"] = "https://example.org/",
            ["hours"] = "Lu-Ve 9-18",
        });
        var store = _server.Services.GetRequiredService<IParticipantStore>();
        var kept = (await store.FindAsync(me, default))!;
        Assert.Equal(("bonjour@example.org", "59160", new Place(50.6461, 2.9867), false), (kept.Email, kept.Postcode, kept.Place, kept.InDirectory));
        Assert.Contains("value=\"bonjour@example.org\"", await applicant.Read("/mon-label"), StringComparison.Ordinal);
        Assert.Contains(new Reader("fr")["entry.postcode"], await applicant.Refused("/mon-label", new() { ["act"] = "contact", ["participant"] = me.Value, ["postcode"] = "Lomme" }, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        await applicant.Record("/mon-label", new() { ["act"] = "contact", ["participant"] = me.Value, ["postcode"] = "59160", ["inDirectory"] = "yes" });
        Assert.Equal((null, "59160", true), ((await store.FindAsync(me, default))!.Email, (await store.FindAsync(me, default))!.Postcode, (await store.FindAsync(me, default))!.InDirectory));

        // The office's own visitor reads the page and records nothing on it; to the applicant it is closed.
        var inspector = await Visitor.Enter(_server, Inspector);
        Assert.DoesNotContain("id=\"describe", await inspector.Read($"/bureau/label/participants/{me}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await inspector.Send($"/bureau/label/participants/{me}", new() { ["act"] = "describe", ["which"] = "Verified", ["qpv"] = "yes", ["reason"] = "x" }, "/bureau/label/titulaires/LIL-2026-0002")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await applicant.Get($"/bureau/label/participants/{me}")).StatusCode);
    }

    [Fact]
    public async Task Evidence_comes_in_pieces_and_goes_on_where_it_was()
    {
        var (applicant, id) = await Apply("Morceaux");
        var (piece, page) = (NewId(), $"/mon-label/dossiers/{id}");
        var (place, token) = ($"{page}/pieces/{piece}", await applicant.Token(page));
        var content = System.Text.Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 40_000).Select(i => $"pesée {i} ; 12 kg\n")));
        var announced = new { name = "pesées.txt", mediaType = "text/plain", size = content.Length, criterion = 2, visibility = "office" };
        Assert.Equal(HttpStatusCode.Forbidden, (await applicant.Send(HttpMethod.Put, place, JsonContent.Create(announced), null)).StatusCode);

        // Announced twice it is one file; what came before a cut is there after it.
        Assert.Equal("0", Arrived(await applicant.Send(HttpMethod.Put, place, JsonContent.Create(announced), token)));
        Assert.Equal("100000", Arrived(await applicant.Send(HttpMethod.Patch, place, new ByteArrayContent(content[..100_000]), token, 0)));
        Assert.Equal(HttpStatusCode.Conflict, (await applicant.Send(HttpMethod.Patch, place, new ByteArrayContent(content[..100_000]), token, 0)).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await applicant.Send(HttpMethod.Patch, place, new ByteArrayContent(content[100_000..]), null, 100_000)).StatusCode);
        Assert.Equal("100000", Arrived(await applicant.Send(HttpMethod.Head, place, null, null)));
        Assert.Equal("100000", Arrived(await applicant.Send(HttpMethod.Put, place, JsonContent.Create(announced), token)));
        Assert.Empty((await File(id)).Evidence);
        Assert.Equal($"{content.Length}", Arrived(await applicant.Send(HttpMethod.Patch, place, new ByteArrayContent(content[100_000..]), token, 100_000)));
        var evidence = Assert.Single((await File(id)).Evidence);
        Assert.Equal((piece, 2, Visibility.Office, Digest.Of(content)), (evidence.Id.ToString(), evidence.Criterion, evidence.Visibility, evidence.Content));
        Assert.Equal(content, await (await applicant.Get(place)).Content.ReadAsByteArrayAsync());

        // Another applicant neither reads it nor takes its id.
        var (other, theirs) = await Apply("Ailleurs");
        var otherToken = await other.Token($"/mon-label/dossiers/{theirs}");
        Assert.Equal(HttpStatusCode.NotFound, (await other.Send(HttpMethod.Put, place, JsonContent.Create(announced), otherToken)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.Send(HttpMethod.Put, $"/mon-label/dossiers/{theirs}/pieces/{piece}", JsonContent.Create(announced), otherToken)).StatusCode);

        static string Arrived(HttpResponseMessage answer)
        {
            Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode}");
            return answer.Headers.GetValues("Upload-Offset").Single();
        }
    }

    [Fact]
    public async Task Calendar_subscribes_by_an_address_that_is_shown_once_and_can_be_taken_back()
    {
        var inspector = await Visitor.Enter(_server, Inspector);
        Assert.Contains("href=\"/agenda\"", await inspector.Read("/bureau/label"), StringComparison.Ordinal);
        var address = await Address(inspector);
        // The phone has no cookie.
        var calendar = await _server.Http.GetAsync(address);
        Assert.Equal((HttpStatusCode.OK, "text/calendar", true), (calendar.StatusCode, calendar.Content.Headers.ContentType?.MediaType, calendar.Headers.CacheControl?.NoStore));
        var text = await calendar.Content.ReadAsStringAsync();
        Assert.Contains("BEGIN:VEVENT", text, StringComparison.Ordinal);
        Assert.Contains("engagement à tenir", text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await _server.Http.SendAsync(new(HttpMethod.Head, address))).StatusCode);
        Assert.Contains("commitment", await _server.Http.GetStringAsync(address.Replace(".fr.", ".en.", StringComparison.Ordinal)), StringComparison.Ordinal);
        // As the code on the screen has it.
        Assert.Equal(HttpStatusCode.OK, (await _server.Http.GetAsync(address.ToUpperInvariant())).StatusCode);

        // Not shown again; another one ends it, and so does a changed letter, another's name on it, taking it back, and signing out everywhere.
        Assert.DoesNotContain(address, await inspector.Read("/agenda"), StringComparison.Ordinal);
        var secret = address.Split('-')[1];
        foreach (var wrong in new[] { address.Replace(secret, (secret[0] == 'A' ? 'B' : 'A') + secret[1..], StringComparison.Ordinal), address.Replace(address.Split('/')[^1].Split('-')[0], (await _server.People.FirstInRole(Roles.LabelManager)).Value, StringComparison.Ordinal), "/agenda/x.fr.ics" })
            Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.GetAsync(wrong)).StatusCode);
        var another = await Address(inspector);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.GetAsync(address)).StatusCode);
        await inspector.Record("/agenda", new() { ["act"] = "revoke" });
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.GetAsync(another)).StatusCode);

        var (visitor, person) = await Visitor.SignIn(_server, Roles.LabelVisitor);
        var last = await Address(visitor);
        Assert.Equal(HttpStatusCode.OK, (await _server.Http.GetAsync(last)).StatusCode);
        await using (var scope = _server.Services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<Person>>();
            await users.UpdateSecurityStampAsync((await users.FindByIdAsync(person.Id))!);
        }
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.GetAsync(last)).StatusCode);
    }

    [Fact]
    public async Task Calendar_of_a_participant_holds_its_own_days_only_and_a_role_withdrawn_closes_that_of_the_office()
    {
        var known = await Register();
        var theirs = await Visitor.Enter(_server, $"participant/{known.Grants[GrantNumber.Parse("LIL-2026-0001")].Holder}");
        var calendar = await _server.Http.GetStringAsync(await Address(theirs));
        Assert.Contains("Boulangerie", calendar, StringComparison.Ordinal);
        Assert.DoesNotContain("Cycles", calendar, StringComparison.Ordinal);
        Assert.Contains("/mon-label?pour=", calendar.ReplaceLineEndings("").Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);

        var (visitor, person) = await Visitor.SignIn(_server, Roles.LabelVisitor);
        var address = await Address(visitor);
        await _server.People.SetRoles(person.PersonId, [Roles.Resident]);
        Assert.Equal(HttpStatusCode.NotFound, (await _server.Http.GetAsync(address)).StatusCode);
    }

    private static async Task<string> Address(Visitor visitor)
    {
        var made = await visitor.Send("/agenda", new() { ["act"] = "make" });
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        return new Uri(System.Text.RegularExpressions.Regex.Match(await made.Content.ReadAsStringAsync(), "<code>([^<]+)</code>").Groups[1].Value).AbsolutePath;
    }

    [Fact]
    public async Task Participant_sees_only_its_own_files()
    {
        var id = await Draft("Voisin");
        var (status, _) = await (await Visitor.Enter(_server, "participant")).Open($"/mon-label/dossiers/{id}");
        Assert.Equal(HttpStatusCode.NotFound, status);
    }

    [Fact]
    public async Task Holder_reads_standing_and_what_changes_then_and_may_give_the_label_up()
    {
        var known = await Register();
        var number = GrantNumber.Parse("LIL-2026-0007");
        var holder = await Visitor.Enter(_server, $"participant/{known.Grants[number].Holder}");
        var page = await holder.Read("/mon-label");
        Assert.Contains("vos clients voient «\u00A0Label actif\u00A0»", page, StringComparison.Ordinal);
        Assert.Contains("la caisse n’affiche plus le label comme actif", page, StringComparison.Ordinal);
        await holder.Record("/mon-label", new() { ["act"] = "renounce", ["participant"] = known.Grants[number].Holder.Value, ["which"] = number.Value, ["reason"] = "Je ferme." });
        Assert.Equal(Standing.Renounced, (await Register()).Grants[number].On(Today));
        Assert.Contains("Vous avez rendu le label", await holder.Read("/mon-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Event_is_labelled_by_its_file_and_reported_afterwards()
    {
        var (organiser, _) = await Apply("Fête");
        var me = await ParticipantOf(organiser);
        var place = await organiser.Record("/mon-label", new() { ["act"] = "open", ["which"] = "event", ["participant"] = me.Value, ["id"] = NewId(), ["event"] = "E-FETE-1" });
        Assert.Contains("class=\"error", await organiser.Refused("/mon-label", new() { ["act"] = "open", ["which"] = "event", ["participant"] = me.Value, ["id"] = NewId(), ["event"] = "FETE" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        var file = place.Split('?')[0];
        Assert.True(LabelApplicationId.TryParse(file.Split('/')[^1], out var id));
        await organiser.Record(file, new() { ["act"] = "commit", ["text-7"] = "Trois commerces, trois associations, plain-pied." });
        await organiser.Record(file, new() { ["act"] = "submit" });
        var page = $"/bureau/label/dossiers/{id}";
        await (await Visitor.Enter(_server, Manager)).Record(page, new() { ["act"] = "examine", ["admissible"] = "yes", ["reason"] = "Oui." });
        var committee = await Visitor.Enter(_server, Committee);
        await committee.Record(page, new() { ["act"] = "opine", ["vote"] = "For", ["reason"] = "Oui." });
        await committee.Record(page, new() { ["act"] = "decide", ["outcome"] = "Granted", ["number"] = "EVT-1", ["level"] = "1", ["until"] = Iso(Today), ["reason"] = "Oui." });
        Assert.Contains("Bilan de l’événement", await organiser.Read("/mon-label"), StringComparison.Ordinal);
        await organiser.Record("/mon-label", new() { ["act"] = "report", ["participant"] = me.Value, ["which"] = "EVT-1", ["essActors"] = "4", ["shops"] = "5", ["visitors"] = "300", ["acceptedCurrency"] = "yes" });
        Assert.Equal(new RegisterAct.EventReported(GrantNumber.Parse("EVT-1"), 4, 5, 300, true, false), (await Register()).Reports[GrantNumber.Parse("EVT-1")].Fact.Act);
    }

    [Fact]
    public async Task New_version_of_the_charter_is_adopted_row_by_row_and_open_files_stay_on_theirs()
    {
        await using var server = await TestServer.Start(new() { Demo = true });
        var register = server.Services.GetRequiredService<LabelRegister>();
        var manager = await Visitor.Enter(server, Manager);
        Dictionary<string, string> fields = new()
        {
            ["act"] = "adopt",
            ["title"] = "Charte 2",
            ["text"] = string.Concat(Enumerable.Repeat("é", 30_000)),
            ["adoptedBy"] = "Le conseil",
            ["adoptedOn"] = Iso(Today),
            ["reason"] = "Votée.",
            ["number-1"] = "1",
            ["wording-1"] = "Accueillir.",
            ["axis-1"] = "Solidarity",
            ["kind-1"] = "Mandatory",
            ["shop-1"] = "yes",
            ["points-1"] = "0",
            ["axis-2"] = "Solidarity",
            ["kind-2"] = "Points",
        };
        var more = await manager.Send("/bureau/label/charte", new(fields) { ["more"] = "yes" });
        Assert.Equal(HttpStatusCode.OK, more.StatusCode);
        Assert.Contains("name=\"wording-5\"", await more.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        await manager.Record("/bureau/label/charte", fields);
        var known = await register.Read();
        Assert.Equal(new Criterion(1, Axis.Solidarity, CriterionKind.Mandatory, [GrantKind.Shop], false, 0), known.Charters[2].Adopted.Criteria.Single());
        Assert.All(known.Applications.Values, a => Assert.Equal(1, a.Opened.Charter));
        Assert.Contains("Charte 2", await manager.Read("/bureau/label/charte"), StringComparison.Ordinal);
        Assert.Contains("Charte des commerces", await manager.Read("/bureau/label/charte?version=1"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await (await Visitor.Enter(server, Committee)).Send("/bureau/label/charte", fields, tokenFrom: "/sign-out")).StatusCode);

        // The rules: an internal charter closes what the public sees, and the office goes on.
        Dictionary<string, string> rules = new() { ["act"] = "set", ["mode"] = "InternalCharter", ["months"] = "24", ["levels"] = "3", ["quorum"] = "2", ["graceDays"] = "90", ["appealDays"] = "60", ["reportDays"] = "30", ["reason"] = "Délibération." };
        Assert.Contains(new Reader("fr")["refusal.scheme_out_of_range"], await manager.Refused("/bureau/label/regles", new(rules) { ["quorum"] = "0" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await manager.Record("/bureau/label/regles", rules);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.Http.GetAsync("/label/LIL-2026-0001")).StatusCode);
        Assert.Contains("Charte interne, sans affichage public", await manager.Read("/bureau/label/regles"), StringComparison.Ordinal);
        await manager.Read("/bureau/label/titulaires/LIL-2026-0001");
    }

    [Fact]
    public async Task Doors_of_the_demonstration_are_not_there_without_it()
    {
        await using var server = await TestServer.Start();
        foreach (var door in new[] { "/demo/office/label-manager", "/demo/participant" }) Assert.Equal(HttpStatusCode.NotFound, (await server.Http.GetAsync(door)).StatusCode);
    }

    /// <summary>A new shop that hands its file in, by the screens.</summary>
    private async Task<(Visitor Applicant, LabelApplicationId File)> Apply(string name)
    {
        var applicant = await Visitor.Enter(_server, "participant");
        var participant = People.NewId();
        await applicant.Record("/mon-label", new() { ["act"] = "enter", ["participant"] = participant, ["kind"] = "Merchant", ["name"] = name, ["holder"] = NewSiret(), ["commune"] = "59350", ["filieres"] = "Food" });
        var place = (await applicant.Record("/mon-label", new() { ["act"] = "open", ["participant"] = participant, ["id"] = NewId() })).Split('?')[0];
        await applicant.Record(place, new() { ["act"] = "commit", ["text-1"] = "Accueillir.", ["text-2"] = "Trier.", ["due-2"] = Iso(Today.AddDays(60)) });
        await applicant.Record(place, new() { ["act"] = "submit" });
        return LabelApplicationId.TryParse(place.Split('/')[^1], out var id) ? (applicant, id) : throw new FormatException(place);
    }

    private static async Task<string> Letter(Visitor reader, string path)
    {
        var answer = await reader.Get(path);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        using var letter = UglyToad.PdfPig.PdfDocument.Open(await answer.Content.ReadAsByteArrayAsync());
        return string.Join(' ', letter.GetPages().SelectMany(p => p.GetWords()).Select(word => word.Text));
    }

    private async Task<LabelApplicationId> Draft(string name) => (await Apply(name)).File;

    private async Task Visited(LabelApplicationId id)
    {
        var page = $"/bureau/label/dossiers/{id}";
        await (await Visitor.Enter(_server, Manager)).Record(page, new() { ["act"] = "examine", ["admissible"] = "yes", ["reason"] = "Complet." });
        await (await Visitor.Enter(_server, Inspector)).Record(page, new() { ["act"] = "visit", ["deontology"] = "yes", ["reason"] = "Vu." });
    }

    private static async Task<ParticipantId> ParticipantOf(Visitor visitor) =>
        ParticipantId.Parse(System.Text.RegularExpressions.Regex.Match(await visitor.Read("/mon-label"), "name=\"participant\" value=\"([^\"]+)\"").Groups[1].Value);

    private static string NewId() => Uuid.Version7(DateTimeOffset.UtcNow, System.Security.Cryptography.RandomNumberGenerator.GetBytes(10)).ToString();

    private static int _sirets = 100;

    private static string NewSiret()
    {
        for (var siret = Interlocked.Increment(ref _sirets) * 100_000L + 99_700_000_000_000L; ; siret++)
            if (Siret.TryParse($"{siret}", out _)) return $"{siret}";
    }
}
