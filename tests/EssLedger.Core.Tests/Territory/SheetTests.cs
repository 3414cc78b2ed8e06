using EssLedger.Core.Identifiers;
using EssLedger.Core.Journal;
using EssLedger.Core.Labels;
using EssLedger.Core.Records;

namespace EssLedger.Core.Territory;

public sealed class SheetTests
{
    private static readonly DateOnly Today = new(2026, 11, 26);
    private static readonly ParticipantId Ours = ParticipantId.Parse("AAAAAAAAAAAAAAAAAAAA"), Theirs = ParticipantId.Parse("BBBBBBBBBBBBBBBBBBBB");
    private static readonly SheetWriter City = new(true, new HashSet<ParticipantId>()), Partner = new(false, new HashSet<ParticipantId> { Ours });

    private static Sheet Of(SheetKind kind, bool published, params (string Field, string[] Said)[] values) => new(kind, published, new(values.ToDictionary(v => v.Field, v => (IReadOnlyList<string>)v.Said)));

    private static Sheet Laureate(params (string, string[])[] more) => Of(SheetKind.Laureate, true, [("name", ["Atelier (exemple)"]), ("year", ["2024"]), ("stage", ["seed"]), .. more]);

    private static Sheet Meeting(params (string, string[])[] more) =>
        Of(SheetKind.Meeting, true, [("name", ["Petit-déjeuner"]), ("day", ["2026-12-03"]), ("start", ["08:30"]), ("minutes", ["90"]), ("venue", ["Maison"]), ("capacity", ["30"]), .. more]);

    [Fact]
    public void A_sheet_says_which_field_is_wrong_and_why()
    {
        (Sheet Sheet, FieldRefusal? Refusal, string Field)[] cases =
        [
            (Laureate(), null, ""),
            (Laureate(("sum", ["1500000"]), ("filieres", ["food", "textile"]), ("commune", ["59350"]), ("website", ["https://exemple.fr/"])), null, ""),
            (Of(SheetKind.Laureate, true, ("name", ["Atelier"]), ("year", ["2024"])), FieldRefusal.Missing, "stage"),
            (Laureate(("project", [new string('x', 1001)])), FieldRefusal.TooLong, "project"),
            (Laureate(("project", ["a\u202Eb"])), FieldRefusal.NotPlain, "project"),
            (Laureate(("sum", ["12,50"])), FieldRefusal.NotANumber, "sum"),
            (Laureate(("sum", ["0"])), FieldRefusal.OutOfRange, "sum"),
            (Laureate(("commune", ["75056"])), FieldRefusal.Unreadable, "commune"),
            (Laureate(("website", ["javascript:alert(1)"])), FieldRefusal.Unreadable, "website"),
            (Laureate(("filieres", ["gold"])), FieldRefusal.Unknown, "filieres"),
            (Laureate(("participant", [Theirs.Value])), FieldRefusal.Unknown, "participant"),
            (Laureate(("strategies", ["merger"])), FieldRefusal.NotScalingUp, "strategies"),
            (Of(SheetKind.Laureate, true, ("name", ["Atelier"]), ("year", ["1999"]), ("stage", ["seed"])), FieldRefusal.OutOfRange, "year"),
            (Of(SheetKind.Place, true, ("name", ["Lieu"]), ("latitude", ["50.6"])), FieldRefusal.HalfAPlace, "longitude"),
            (Of(SheetKind.Place, true, ("name", ["Lieu"]), ("latitude", ["50.6"]), ("longitude", ["190"])), FieldRefusal.OutOfRange, "longitude"),
            (Of(SheetKind.Place, true, ("name", ["Lieu"]), ("postcode", ["5900"])), FieldRefusal.Unreadable, "postcode"),
            (Meeting(), null, ""),
            (Meeting(("cameEss", ["99999999999"])), FieldRefusal.OutOfRange, "cameEss"),
            (Meeting(("until", ["2026-12-04"])), FieldRefusal.AfterTheMeeting, "until"),
            (Meeting(("camePeople", ["12"])), FieldRefusal.NotYetOver, "camePeople"),
            (Of(SheetKind.Group, true, ("name", ["Vélo"]), ("filieres", ["cycling"]), ("members", Enumerable.Repeat("Un membre", 101).ToArray())), FieldRefusal.TooMany, "members"),
        ];
        Assert.All(cases, c => Assert.Equal(c.Refusal is { } refusal ? new() { [c.Field] = refusal } : new Dictionary<string, FieldRefusal>(), SheetRules.Refuse(null, c.Sheet, City, Today, (_, named) => named == Ours.Value).Fields));
    }

    [Fact]
    public void Sums_and_degrees_are_typed_as_people_write_them_and_come_back_so()
    {
        var fields = SheetKind.Laureate.Fields();
        var values = FieldForm.Read(fields, name => name switch { "name" => ["  "], "sum" => ["1 234,50 €"], "year" => ["2 024", "2025"], "colour" => ["red"], _ => [] });
        Assert.Equal(["sum", "year"], values.Names);
        Assert.Equal(("123450", "2024"), (values["sum"], values["year"]));
        Assert.Equal("1234,50", FieldForm.Typed(fields.Single(f => f.Name == "sum"), values));
        var latitude = SheetKind.Place.Fields().Single(f => f.Name == "latitude");
        Assert.Equal("50,6292", FieldForm.Typed(latitude, FieldForm.Read([latitude], _ => ["50,6292"])));
        Assert.Equal("12,345", FieldForm.Read(fields, name => name == "sum" ? ["12,345"] : [])["sum"]);
    }

    [Fact]
    public void A_partner_keeps_up_their_own_and_the_City_publishes()
    {
        Sheet Place(ParticipantId? owner, bool published) => Of(SheetKind.Place, published, [("name", ["Lieu"]), .. owner is { } one ? new[] { ("participant", new[] { one.Value }) } : []]);
        (Sheet? Before, Sheet After, RecordRefusal? Refusal)[] cases =
        [
            (null, Place(Ours, false), null),
            (null, Place(Ours, true), RecordRefusal.NotYoursToPublish),
            (Place(Ours, false), Place(Ours, true), RecordRefusal.NotYoursToPublish),
            (Place(Ours, true), Place(Ours, true), null),
            (null, Place(null, false), RecordRefusal.NotYours),
            (null, Place(Theirs, false), RecordRefusal.NotYours),
            // Neither taken from others nor given to them.
            (Place(Theirs, true), Place(Ours, true), RecordRefusal.NotYours),
            (Place(Ours, true), Place(Theirs, true), RecordRefusal.NotYours),
            (null, Laureate(("participant", [Ours.Value])) with { Published = false }, RecordRefusal.NotYours),
        ];
        Assert.All(cases, c => Assert.Equal(c.Refusal, SheetRules.Refuse(c.Before, c.After, Partner, Today, (_, _) => true).Whole));
        Assert.True(SheetRules.Refuse(Place(Theirs, false), Place(Theirs, true), City, Today, (_, _) => true).AreNone);
    }

    [Fact]
    public void Structures_of_integration_by_work_are_invited_whatever_is_chosen()
    {
        Invitable One(string letter, ParticipantKind kind, Statuses? statuses, bool holds = false, bool partner = false) =>
            new(ParticipantId.Parse(new string(letter[0], 20)), kind, new() { Statuses = statuses }, holds, partner);
        Invitable iae = One("A", ParticipantKind.Ess, Statuses.Iae | Statuses.Esus), ess = One("B", ParticipantKind.Ess, Statuses.Cae), shop = One("C", ParticipantKind.Merchant, null, holds: true), funder = One("D", ParticipantKind.Ess, null, partner: true);
        Invitable[] all = [iae, ess, shop, funder];
        Assert.Equal([iae], MeetingRules.Invited(all, []));
        Assert.Equal([iae, shop], MeetingRules.Invited(all, ["shops"]));
        Assert.Equal([iae, shop], MeetingRules.Invited(all, ["holders"]));
        Assert.Equal([iae, ess, funder], MeetingRules.Invited(all, ["ess"]));
        Assert.Equal([iae, funder], MeetingRules.Invited(all, ["partners"]));
    }

    [Fact]
    public void Who_cannot_register_hears_the_first_reason()
    {
        RegistrationRefusal? Say(Sheet meeting, DateOnly day, string? name = "Ana", string? email = "ana@example.org", string? side = "ess", bool agreed = true, string? organisation = null) =>
            MeetingRules.Refuse(meeting, day, name, email, organisation, side, agreed);
        Assert.Null(Say(Meeting(), Today));
        Assert.Null(Say(Meeting(), new(2026, 12, 3)));
        Assert.Equal(RegistrationRefusal.Cancelled, Say(Meeting(("cancelled", ["yes"])), Today, name: ""));
        Assert.Equal(RegistrationRefusal.Closed, Say(Meeting(("until", ["2026-11-25"])), Today, name: ""));
        Assert.Equal(RegistrationRefusal.Closed, Say(Meeting(), new(2026, 12, 4)));
        Assert.All([null, "", new string('x', 101), "a\u202Eb"], name => Assert.Equal(RegistrationRefusal.Name, Say(Meeting(), Today, name: name, email: "no")));
        Assert.All([null, "", "ana", "ana@", "@example.org", "ana@example", "a b@example.org", "ana@example.org.", "a@b@example.org", "ana@example.org\nBcc: x@example.org"], email => Assert.Equal(RegistrationRefusal.Email, Say(Meeting(), Today, email: email)));
        Assert.Equal(RegistrationRefusal.Organisation, Say(Meeting(), Today, organisation: new string('x', 121)));
        Assert.Equal(RegistrationRefusal.Side, Say(Meeting(), Today, side: "friends", agreed: false));
        Assert.Equal(RegistrationRefusal.Consent, Say(Meeting(), Today, agreed: false));
    }

    [Fact]
    public void Buyers_are_told_no_more_than_the_register_bears_out()
    {
        var known = new ParticipantHistory { Id = Ours, Kind = ParticipantKind.Ess, Entered = new(2025, 1, 1) };
        ParticipantHistory Said(ParticipantHistory before, Source source, Profile profile, DateOnly from, long position) => before.With(new(source, profile, from, from, new(position)));
        Assert.Equal(Confirmation.Declared, SupplierRules.Iae(known, Today));
        var declared = Said(known, Source.Declared, new() { Statuses = Statuses.Iae, Family = LegalFamily.Association }, new(2025, 1, 1), 1);
        Assert.Equal((Confirmation.Registered, Confirmation.Contradicted, Confirmation.Registered), (SupplierRules.Iae(declared, Today), SupplierRules.Cae(declared, Today), SupplierRules.Ess(declared, Today)));
        var verified = Said(declared, Source.Verified, new() { Statuses = Statuses.Iae }, new(2025, 6, 1), 2);
        Assert.Equal((Confirmation.Verified, Confirmation.Registered), (SupplierRules.Iae(verified, Today), SupplierRules.Iae(verified, new(2025, 5, 31))));
        // What they go on saying does not outweigh what the office saw.
        var lost = Said(Said(verified, Source.Verified, new() { Statuses = Statuses.None }, new(2026, 1, 1), 3), Source.Declared, new() { Statuses = Statuses.Iae }, new(2026, 2, 1), 4);
        Assert.Equal(Confirmation.Contradicted, SupplierRules.Iae(lost, Today));
    }

    [Fact]
    public void A_filter_takes_what_says_all_that_is_asked_and_refuses_what_is_no_word()
    {
        var funder = Of(SheetKind.Supporter, true, ("name", ["Fonds"]), ("roles", ["funder"]), ("stages", ["seed", "scale_up"]), ("needs", ["loan"]), ("commune", ["59355"]));
        SheetFilter[] taking = [new(), new(Stage: "seed"), new(Role: "funder", Need: "loan"), new(Commune: "59355"), new(Commune: "lille"), new(Commune: "mel")];
        Assert.All(taking, filter => Assert.True(filter.Flaw is null && filter.Takes(funder)));
        SheetFilter[] leaving = [new(Stage: "pre_seed"), new(Role: "support", Need: "loan"), new(Commune: "59350"), new(Filiere: "food"), new(Year: 2024), new(Cae: "yes")];
        Assert.All(leaving, filter => Assert.True(filter.Flaw is null && !filter.Takes(funder)));
        Assert.True(new SheetFilter(Year: 2024, Stage: "seed").Takes(Laureate()));
        Assert.Equal(["stage", "filiere", "commune", "clauses"], new SheetFilter[] { new(Stage: "x"), new(Filiere: "x"), new(Commune: "75056"), new(Clauses: "no") }.Select(f => f.Flaw!.Value.Field));
    }

    [Fact]
    public void Every_kind_has_a_word_of_its_own_and_every_choice_its_words()
    {
        Assert.Equal(Enum.GetValues<SheetKind>().Length, Sheets.AllKinds.Distinct().Count());
        Assert.All(Enum.GetValues<SheetKind>(), kind =>
        {
            Assert.True(Sheets.TryParse(kind.Word(), out var read) && read == kind);
            Assert.Distinct(kind.Fields().Select(f => f.Name));
            Assert.All(kind.Fields(), f => Assert.Equal(f.Kind is FieldKind.Choice or FieldKind.Choices or FieldKind.Reference, f.Words is { Count: > 0 } != f.Of is not null));
        });
        Assert.False(Sheets.TryParse("castle", out _));
        Assert.Subset(Sheets.Strategies.ToHashSet(), Sheets.StrategiesOfMel.ToHashSet());
    }
}
