using EssLedger.Core.Identifiers;

namespace EssLedger.Core.Banking;

public sealed class MatchingTests
{
    private static readonly AccountId Ana = AccountId.Parse("AAAAAAAAAAAAAAAAAAAA"), Bob = AccountId.Parse("BBBBBBBBBBBBBBBBBBBB"), Shop = AccountId.Parse("CCCCCCCCCCCCCCCCCCCC");
    private const string AnasIban = "FR1420041010050500013M02606", FamilyIban = "BE68539007547034";
    private static readonly string RefAna = CreditorReference.Of(Ana).Grouped, RefBob = CreditorReference.Of(Bob).Value;

    private static readonly MatchLookups Known = new(
        account => account == Ana || account == Bob || account == Shop,
        number => number switch { "12" => Ana, "M0013" => Bob, _ => null },
        id => id switch { "RECON-7" => new(id, false, Shop), "DEBIT-3" => new(id, true, Ana), _ => null },
        iban => iban switch { AnasIban => [Ana], FamilyIban => [Ana, Bob], _ => [] })
    {
        ByPublicMandate = mandate => mandate == Subsidy ? Bob : null,
    };

    private static readonly PublicMandateId Subsidy = PublicMandateId.Parse("ABCDEFGHIJ23");

    private static BankLine Line(string? words = null, long cents = 20_00, string? reference = null, string? endToEnd = null, string? iban = null, string? returned = null, bool reversal = false) => new()
    {
        Booked = new(2026, 11, 24),
        Cents = cents,
        Remittance = words,
        StructuredReference = reference,
        EndToEndId = endToEnd,
        CounterpartyIban = iban,
        ReturnReason = returned,
        Reversal = reversal,
    };

    private static string Said(BankLine line)
    {
        var found = Matching.Suggest(line, Known);
        return $"{found.Reason} {Name(found.Account)}{(found.Order is null ? "" : $" {found.Order}")}{(found.Others.Count == 0 ? "" : " / " + string.Join(' ', found.Others.Select(o => Name(o))))}";
    }

    private static string Name(AccountId? account) => account == Ana ? "Ana" : account == Bob ? "Bob" : account == Shop ? "Shop" : "-";

    /// <summary>The reference of a public mandate is 17 characters; whatever a bank puts between them, it is found, and no account's reference is taken for one.</summary>
    [Fact]
    public void Reference_of_a_public_mandate_names_its_beneficiary()
    {
        var reference = Subsidy.Reference;
        Assert.Equal(17, reference.Value.Length);
        Assert.Equal("PublicMandate Bob", Said(Line(reference: reference.Value)));
        Assert.Equal("PublicMandate Bob", Said(Line($"SUBV 2026 {reference.Grouped.ToLowerInvariant()} /MANDAT 118")));
        Assert.Equal("PublicMandate Bob / Ana", Said(Line($"{reference} change 12")));
        Assert.Equal("None -", Said(Line(reference.Value, cents: -20_00)));
        Assert.Equal("None -", Said(Line(reference.Value, returned: "AC04")));
        Assert.Equal("None -", Said(Line(reference.Value.Replace("23", "24", StringComparison.Ordinal))));
        Assert.Equal("None -", Said(Line(PublicMandateId.Parse("ABCDEFGHIJ22").Reference.Value)));
        Assert.Empty(PublicMandateId.FindIn(RefAna));
    }

    [Fact]
    public void What_a_line_may_name_is_known_before_it_is_asked() => Assert.Equal(
        [Ana, Shop, Bob],
        Matching.NamedIn(Line($"Change {Ana} pour CCCCC CCCCC CCCCC CCCCC, change ccccc ccccc ccccc ccccc, change 12", reference: RefBob)).OrderBy(account => account == Bob).ThenBy(account => account.Value));

    [Theory]
    [InlineData("Change 12")]
    [InlineData("change 12")]
    [InlineData("CHANGE N°12")]
    [InlineData("Change n° 12")]
    [InlineData("Change no 000012")]
    [InlineData("Chânge numéro 12, merci !")]
    [InlineData("CHANGE12")]
    [InlineData("VIR DE MME LOPES MOTIF: CHANGE-12")]
    [InlineData("Change adhérent n° 12")]
    [InlineData("change AAAAAAAAAAAAAAAAAAAA")]
    [InlineData("change aaaaa aaaaa aaaaa aaaaa")]
    [InlineData("pour AAAAAAAAAAAAAAAAAAAA")]
    public void Change_and_the_members_number_name_the_member(string words) => Assert.Equal("MemberNumber Ana", Said(Line(words)));

    [Theory]
    [InlineData("Change")]
    [InlineData("Change 99")]
    [InlineData("Exchange 12")]
    [InlineData("Changement 12")]
    [InlineData("12")]
    [InlineData("Change \uD800\uFFFE")]
    [InlineData("cotisation 12")]
    [InlineData("")]
    [InlineData(null)]
    public void Words_that_name_nobody_name_nobody(string? words) => Assert.Equal("None -", Said(Line(words)));

    [Fact]
    public void Structured_reference_wins_and_what_points_elsewhere_is_told()
    {
        Assert.Equal("CreditorReference Ana", Said(Line(reference: RefAna)));
        Assert.Equal("CreditorReference Ana", Said(Line(words: $"/ROC/{RefAna}")));
        Assert.Equal("CreditorReference Ana", Said(Line(endToEnd: RefAna)));
        Assert.Equal("CreditorReference Bob / Ana", Said(Line("Change 12", reference: RefBob, iban: AnasIban)));
        Assert.Equal("MemberNumber Bob / Ana", Said(Line("Change M0013", iban: AnasIban)));
    }

    [Fact]
    public void Known_bank_account_comes_last_and_a_shared_one_names_nobody_alone()
    {
        Assert.Equal("KnownIban Ana", Said(Line("bonjour", iban: AnasIban)));
        Assert.Equal("KnownIban Ana", Said(Line("bonjour", iban: "FR14 2004 1010 0505 0001 3M02 606")));
        Assert.Equal("SeveralMembers - / Ana Bob", Said(Line(iban: FamilyIban)));
        Assert.Equal("MemberNumber Ana / Bob", Said(Line("Change 12", iban: FamilyIban)));
    }

    [Fact]
    public void Two_members_named_equally_well_are_for_people_to_tell_apart() => Assert.Equal("SeveralMembers - / Ana Bob", Said(Line("Change 12 et change M0013")));

    [Fact]
    public void Order_of_our_own_is_known_by_its_id_whatever_else_it_says()
    {
        Assert.Equal("OwnOrder Shop RECON-7", Said(Line(cents: -95_00, endToEnd: "RECON-7")));
        Assert.Equal("OwnOrder Ana DEBIT-3", Said(Line("Change 12", endToEnd: "DEBIT-3")));
        Assert.Equal("OwnOrder Ana DEBIT-3 / Bob", Said(Line("Change M0013", endToEnd: "DEBIT-3")));
    }

    [Fact]
    public void Order_that_comes_back_is_told_as_returned()
    {
        Assert.Equal("OwnOrderReturned Shop RECON-7", Said(Line(cents: 95_00, endToEnd: "RECON-7", returned: "AC04")));
        Assert.Equal("OwnOrderReturned Ana DEBIT-3", Said(Line(cents: -20_00, endToEnd: "DEBIT-3", returned: "AM04")));
        Assert.Equal("OwnOrderReturned Ana DEBIT-3", Said(Line(cents: -20_00, endToEnd: "DEBIT-3", reversal: true)));
        // A bank that books a return as if it were a payment.
        Assert.Equal("OwnOrderReturned Shop RECON-7", Said(Line("Change 12", cents: 95_00, endToEnd: "RECON-7"))[..29]);
    }

    [Fact]
    public void What_came_back_or_goes_out_is_never_taken_for_a_members_payment()
    {
        Assert.Equal("None -", Said(Line("Change 12", reference: RefAna, iban: AnasIban, returned: "MS03")));
        Assert.Equal("None -", Said(Line("Change 12", reference: RefAna, iban: AnasIban, reversal: true)));
        Assert.Equal("None -", Said(Line("Change 12", cents: -20_00, reference: RefAna)));
        Assert.Equal("KnownIban Ana", Said(Line("Change M0013", cents: -20_00, iban: AnasIban)));
    }
}
