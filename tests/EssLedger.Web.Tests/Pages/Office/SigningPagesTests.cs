using System.Buffers.Text;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EssLedger.Core.Accounts;
using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Payloads;
using EssLedger.Grains;
using EssLedger.Grains.Signatures;
using Microsoft.Extensions.DependencyInjection;

namespace EssLedger.Web.Pages.Office;

/// <summary>The pages on which devices of a participant sign, without their script: the tests put into the forms what it would.</summary>
public sealed partial class OfficePagesTests
{
    private LedgerId LabelBook => _server.Services.GetRequiredService<LabelIssuer>().Id;

    private static string Place(ParticipantId participant) => $"/mon-label/{participant}/cooperations";

    private static DeviceSigner NewDevice() => new(RandomNumberGenerator.GetBytes(32));

    /// <summary>A proof as the script makes it: over a challenge for the page's session.</summary>
    private async Task<Dictionary<string, string>> Proof(Visitor visitor, ParticipantId participant, DeviceSigner device, DeviceSigner by, string act = "register")
    {
        var answer = await visitor.SendJson($"{Place(participant)}/defi", new { }, await visitor.Token(Place(participant)), NewId());
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var challenge = Base64Url.DecodeFromChars((await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("challenge").GetString());
        var proof = by.Sign(DeviceProof.Type, new DeviceProof(LabelBook, AccountId.Parse(participant.Value), challenge, device.Key).Encode());
        return new() { ["act"] = act, ["signed"] = Base64Url.EncodeToString(proof) };
    }

    private Dictionary<string, string> Confirmation(CooperationId cooperation, string text, ParticipantId participant, DeviceSigner device) => new()
    {
        ["act"] = "sign",
        ["which"] = $"{cooperation}",
        ["signed"] = Base64Url.EncodeToString(device.Sign(CooperationConfirmation.Type, new CooperationConfirmation(LabelBook, cooperation, Digest.Of(Encoding.UTF8.GetBytes(text)), participant, Today).Encode())),
    };

    private async Task<(Visitor Visitor, ParticipantId Participant)> Body(string kind, string name)
    {
        var visitor = await Visitor.Enter(_server, "participant");
        var participant = ParticipantId.Parse(SignIn.People.NewId());
        await visitor.Record("/mon-label", new() { ["act"] = "enter", ["participant"] = participant.Value, ["kind"] = kind, ["name"] = name, ["holder"] = NewSiret() });
        return (visitor, participant);
    }

    private static async Task<CooperationId> Proposed(Visitor by, ParticipantId from, ParticipantId to, string text)
    {
        var id = NewId();
        await by.Record(Place(from), new() { ["act"] = "cooperate", ["id"] = id, ["to"] = to.Value, ["form"] = "Purchase", ["text"] = text, ["effective"] = Iso(Today) });
        return CooperationId.TryParse(id, out var cooperation) ? cooperation : throw new FormatException(id);
    }

    private static string Says(string sentence) => new Reader("fr")[sentence];

    [Fact]
    public async Task Cooperation_is_in_force_when_devices_of_both_have_signed_the_text_that_the_page_shows()
    {
        var (shop, shopId) = await Body("Merchant", "Signataire");
        var (ess, essId) = await Body("Ess", "Proposante");
        var (first, own) = (NewDevice(), NewDevice());
        const string text = "Nous  achetons leurs sacs,\n\tlavés.";
        var id = await Proposed(ess, essId, shopId, text);
        Assert.Contains($"/cooperations#{id}", await shop.Read("/mon-label"), StringComparison.Ordinal);
        var page = await shop.Read(Place(shopId));
        Assert.Contains($"data-text=\"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text))}\"", page, StringComparison.Ordinal);
        Assert.Contains($"{Digest.Of(Encoding.UTF8.GetBytes(text))}", page, StringComparison.Ordinal);
        Assert.Contains("data-active=\"\"", page, StringComparison.Ordinal);

        await ess.Record(Place(essId), await Proof(ess, essId, first, by: first));
        await ess.Record(Place(essId), Confirmation(id, text, essId, first));
        Assert.Contains(Says("refusal.unknown_key"), await shop.Refused(Place(shopId), Confirmation(id, text, shopId, own), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await shop.Record(Place(shopId), await Proof(shop, shopId, own, by: own));
        Assert.Contains($"data-active=\"{own.Key.Id}\"", await shop.Read(Place(shopId)), StringComparison.Ordinal);
        // What a browser shows, it may have changed by a space: that is another text.
        Assert.Contains(Says("refusal.cooperation_mismatch"), await shop.Refused(Place(shopId), Confirmation(id, "Nous achetons leurs sacs, lavés.", shopId, own), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Equal(CooperationState.Proposed, (await Register()).Cooperations[id].On(Today));
        await shop.Record(Place(shopId), Confirmation(id, text, shopId, own));
        Assert.Equal(CooperationState.InForce, (await Register()).Cooperations[id].On(Today));
        foreach (var (side, of) in new[] { (shop, shopId), (ess, essId) })
        {
            var now = await side.Read(Place(of));
            Assert.Contains(Says("cooperation.InForce"), now, StringComparison.Ordinal);
            Assert.Contains(Says("cooperation.nothingWaits"), now, StringComparison.Ordinal);
            Assert.Contains(SigningPages.Short(first.Key.Id), now, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Later_device_needs_the_signature_of_one_that_signs_already_and_a_blocked_one_signs_no_more()
    {
        var (shop, id) = await Body("Merchant", "Deux appareils");
        var (phone, tablet) = (NewDevice(), NewDevice());
        await shop.Record(Place(id), await Proof(shop, id, phone, by: phone));
        Assert.Contains(Says("refusal.endorsement_required"), await shop.Refused(Place(id), await Proof(shop, id, tablet, by: tablet), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);

        // As it is typed from one screen to the other.
        var code = Base32.Encode(tablet.Key.Bytes);
        var place = (await shop.Record(Place(id), new() { ["act"] = "add", ["code"] = string.Join(' ', code.ToLowerInvariant().Chunk(4).Select(c => new string(c))) })).Split('?')[0];
        Assert.Equal($"{Place(id)}/appareil/{code}", place);
        Assert.Contains(SigningPages.Short(tablet.Key.Id), await shop.Read(place), StringComparison.Ordinal);
        Assert.Contains(Says("entry.device"), await shop.Refused(Place(id), new() { ["act"] = "add", ["code"] = code[1..] }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        await shop.Record(place, await Proof(shop, id, tablet, by: phone, "vouch"));
        Assert.Contains(Says("device.newKnown"), await shop.Read(place), StringComparison.Ordinal);

        await shop.Record(Place(id), new() { ["act"] = "block", ["which"] = $"{tablet.Key.Id}" });
        var page = await shop.Read(Place(id));
        Assert.Contains($"data-active=\"{phone.Key.Id}\"", page, StringComparison.Ordinal);
        Assert.Contains($"data-blocked=\"{tablet.Key.Id}\"", page, StringComparison.Ordinal);
        var (ess, essId) = await Body("Ess", "Atelier");
        var proposed = await Proposed(ess, essId, id, "Un texte.");
        Assert.Contains(Says("refusal.key_blocked"), await shop.Refused(Place(id), Confirmation(proposed, "Un texte.", id, tablet), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("office/label-manager", true)]
    [InlineData("office/label-committee", false)]
    public async Task Office_blocks_the_device_of_a_holder_who_no_longer_can(string door, bool mayBlock)
    {
        const string page = "/bureau/label/titulaires/LIL-2026-0003";
        var known = await Register();
        var (holder, device) = (known.Grants[GrantNumber.Parse("LIL-2026-0003")].Holder, NewDevice());
        var shop = await Visitor.Enter(_server, $"participant/{holder}");
        if (known.Participants[holder].Keys.IsEmpty && NewDevice() is var lost) await shop.Record(Place(holder), await Proof(shop, holder, lost, by: lost));
        foreach (var old in (await Register()).Participants[holder].Keys.Values.Where(k => k.Blocked is null)) await shop.Record(Place(holder), new() { ["act"] = "block", ["which"] = $"{old.Key.Id}" });
        // A session alone could block all devices and then register its own.
        Assert.DoesNotContain("data-first", await shop.Read(Place(holder)), StringComparison.Ordinal);
        Assert.Contains(Says("refusal.endorsement_required"), await shop.Refused(Place(holder), await Proof(shop, holder, device, by: device), HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Dictionary<string, string> release = new() { ["act"] = "release", ["reason"] = "Rappelée au numéro du dossier." };
        var (office, manager) = (await Visitor.Enter(_server, door), await Visitor.Enter(_server, "office/label-manager"));
        if (!mayBlock) Assert.Equal(HttpStatusCode.Forbidden, (await office.Send(page, release)).StatusCode);
        await manager.Record(page, release);
        Assert.Contains(Says("device.released"), await manager.Read(page), StringComparison.Ordinal);
        Assert.Contains("data-first", await shop.Read(Place(holder)), StringComparison.Ordinal);
        await shop.Record(Place(holder), await Proof(shop, holder, device, by: device));
        Assert.Contains(Says("refusal.device_signs"), await manager.Refused(page, release, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);

        Assert.Equal(mayBlock, (await office.Read(page)).Contains($"id=\"block-{device.Key.Id}\"", StringComparison.Ordinal));
        Assert.Equal(mayBlock ? HttpStatusCode.Redirect : HttpStatusCode.Forbidden, (await office.Send(page, new() { ["act"] = "block", ["which"] = $"{device.Key.Id}", ["reason"] = "Volé, dit le titulaire au guichet." })).StatusCode);
        Assert.Equal(mayBlock, (await Register()).Participants[holder].Keys[device.Key.Id].Blocked is not null);
    }

    [Fact]
    public async Task Proposal_that_is_declined_never_counts_whenever_it_would_begin()
    {
        var (shop, shopId) = await Body("Merchant", "Qui décline");
        var (ess, essId) = await Body("Ess", "Éconduite");
        foreach (var begins in new[] { Today, Today.AddDays(30), Today.AddDays(-30) })
        {
            var id = NewId();
            await ess.Record(Place(essId), new() { ["act"] = "cooperate", ["id"] = id, ["to"] = shopId.Value, ["form"] = "Supply", ["text"] = "Un texte.", ["effective"] = Iso(begins) });
            await shop.Record(Place(shopId), new() { ["act"] = "decline", ["which"] = id, ["reason"] = "Pas cette année." });
            var declined = (await Register()).Cooperations[CooperationId.TryParse(id, out var known) ? known : default];
            Assert.True(declined.IsDropped(Today));
            Assert.False(declined.AwaitsSignatureOf(shopId, Today));
            Assert.DoesNotContain(Enumerable.Range(-60, 120).Select(day => declined.On(Today.AddDays(day))), state => state is CooperationState.InForce);
        }
        Assert.Contains(Says("cooperation.nothingWaits"), await shop.Read(Place(shopId)), StringComparison.Ordinal);
        Assert.Contains(Says("cooperation.dropped"), await ess.Read("/mon-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_that_shows_another_than_it_holds_is_neither_proposed_nor_offered_for_signing()
    {
        var (shop, shopId) = await Body("Merchant", "Trompé");
        var (ess, essId) = await Body("Ess", "Trompeuse");
        const string text = "Nous vous payons \u202E0001\u202C euros.";
        Dictionary<string, string> fields = new() { ["act"] = "cooperate", ["id"] = NewId(), ["to"] = shopId.Value, ["form"] = "Purchase", ["text"] = text };
        Assert.Contains(Says("entry.text"), await ess.Refused(Place(essId), fields, HttpStatusCode.BadRequest), StringComparison.Ordinal);

        // From a time before the rule, or from another server.
        var id = CooperationId.TryParse(NewId(), out var parsed) ? parsed : default;
        var grain = _server.Services.GetRequiredService<IGrainFactory>().GetGrain<IRegisterGrain>(Core.Labels.Register.Decider);
        Assert.Null((await grain.Record(new RegisterFact(new RegisterAct.CooperationProposed(id, essId, shopId, CooperationForm.Purchase, null), Today, PersonId.Parse("ESS"), Digest.Zero), text, [])).Refusal);
        var page = await shop.Read(Place(shopId));
        Assert.Contains(Says("cooperation.unreadable"), page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-text", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signing_is_refused_in_words_without_a_script_and_to_everybody_else()
    {
        var (shop, shopId) = await Body("Merchant", "Sans script");
        var (ess, essId) = await Body("Ess", "D’à côté");
        var id = await Proposed(ess, essId, shopId, "Un texte.");
        Assert.Contains(Says("entry.signed"), await shop.Refused(Place(shopId), new() { ["act"] = "sign", ["which"] = $"{id}" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains(Says("refusal.malformed_payload"), await shop.Refused(Place(shopId), new() { ["act"] = "sign", ["which"] = $"{id}", ["signed"] = "AAAA" }, HttpStatusCode.BadRequest), StringComparison.Ordinal);
        Assert.Contains(Says("refusal.kinds_mismatch"), await ess.Refused(Place(essId), new() { ["act"] = "cooperate", ["id"] = NewId(), ["to"] = (await Body("Ess", "Pareille")).Participant.Value, ["form"] = "Purchase", ["text"] = "x" }, HttpStatusCode.UnprocessableEntity), StringComparison.Ordinal);
        Assert.Contains("besoin d’un script", await shop.Read(Place(shopId)), StringComparison.Ordinal);

        // Nobody opens, signs or asks for a challenge in the place of another, nor without the page's token.
        Assert.Equal(HttpStatusCode.Forbidden, (await ess.Get(Place(shopId))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ess.Send(Place(shopId), new() { ["act"] = "decline", ["which"] = $"{id}" }, tokenFrom: Place(essId))).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await ess.SendJson($"{Place(shopId)}/defi", new { }, await ess.Token(Place(essId)), NewId())).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await shop.SendJson($"{Place(shopId)}/defi", new { }, token: null, NewId())).StatusCode);
        Assert.Equal(HttpStatusCode.BadRequest, (await shop.Send(Place(shopId), new() { ["act"] = "decline", ["which"] = $"{id}" }, tokenFrom: null)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await shop.Get($"{Place(shopId)}/appareil/ABC")).StatusCode);
        Assert.Null((await Register()).Cooperations[id].Ending);
        var inserted = await shop.Get(Place(shopId));
        Assert.DoesNotMatch("<script(?! type=\"module\" src=)|<style|\\sstyle=|\\son[a-z]+=|javascript:", await inserted.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Visitor_of_the_demonstration_finds_a_cooperation_to_sign_with_a_device_of_their_own()
    {
        var visitor = await Visitor.Enter(_server, "cooperation");
        var (id, _) = (await _server.Services.GetRequiredService<Demo.DemoTown>().Signer())!.Value;
        var waiting = Assert.Single((await Register()).Participants[id].Cooperations);
        var page = await visitor.Read(Place(id));
        Assert.Contains("lavés et recousus", page, StringComparison.Ordinal);
        Assert.Contains("data-active=\"\"", page, StringComparison.Ordinal);
        var (cooperation, device) = ((await Register()).Cooperations[waiting], NewDevice());
        await visitor.Record(Place(id), await Proof(visitor, id, device, by: device));
        await visitor.Record(Place(id), Confirmation(waiting, (await _server.Services.GetRequiredService<LabelRegister>().Words(cooperation.Proposed.Fact, cooperation.Proposed.Position))!, id, device));
        Assert.Equal(CooperationState.InForce, (await Register()).Cooperations[waiting].On(Today));
    }
}
