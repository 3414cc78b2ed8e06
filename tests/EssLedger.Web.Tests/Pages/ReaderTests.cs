using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using EssLedger.Core.Alerts;
using EssLedger.Core.Badges;
using EssLedger.Core.Campaigns;
using EssLedger.Core.Census;
using EssLedger.Core.Labels;
using EssLedger.Core.Money;
using EssLedger.Core.Paper;
using EssLedger.Grains;
using EssLedger.Web.Api;
using EssLedger.Web.Badges;
using EssLedger.Web.Labels;
using EssLedger.Web.Members;
using EssLedger.Web.Moving;
using EssLedger.Web.Pages.Bureau;
using EssLedger.Web.Pages.Merchants;
using EssLedger.Web.Papers;
using EssLedger.Web.Privacy;
using EssLedger.Web.SignIn;
using EssLedger.Web.Trail;

namespace EssLedger.Web.Pages;

public sealed partial class ReaderTests
{
    [Fact]
    public void Both_languages_say_the_same_things()
    {
        Assert.Equal(Reader.Keys("fr").Order(), Reader.Keys("en").Order());
        Reader fr = new("fr"), en = new("en");
        Assert.All(Reader.Keys("fr"), key => Assert.Equal(Named().Matches(fr[key]).Select(m => m.Value), Named().Matches(en[key]).Select(m => m.Value)));
    }

    /// <summary>A line begins with no sign that belongs to the word before it, and ends with no quotation mark that opens.</summary>
    [Fact]
    public void French_holds_its_signs_to_their_words()
    {
        Reader fr = new("fr");
        Assert.Equal([], Reader.Keys("fr").Where(key => Loose().IsMatch(fr[key])).Order());
    }

    [Fact]
    public void Every_sentence_that_a_page_asks_for_exists_and_none_lies_idle()
    {
        string[] families =
        [
            .. Enum.GetValues<Standing>().Select(standing => $"standing.{standing.Word()}"), "standing.unlabelled",
            .. Enum.GetValues<BadgeReason>().SelectMany(reason => new[] { $"reason.{reason.Word()}", $"verdict.{reason.Word()}" }), "verdict.valid",
            .. Enum.GetValues<BadgeFileKind>().Where(kind => kind is not BadgeFileKind.Text).Select(kind => $"checkFile.{kind}"),
            .. Enum.GetValues<GrantKind>().SelectMany(kind => new[] { $"kind.{kind}", $"credential.about{kind}" }),
            .. Enum.GetValues<RequestState>().Select(state => $"request.{state}"),
            .. Enum.GetValues<RequestState>().Where(state => state is not RequestState.Open).Select(state => $"request.{state}Text"),
            .. Enum.GetValues<ReminderKind>().SelectMany(kind => new[] { $"remindSubject.{kind}", $"remindText.{kind}" }),
            .. Enum.GetValues<LetterOutcome>().SelectMany(outcome => new[] { $"letterSubject.{outcome}", $"letterText.{outcome}" }),
            .. new[] { "Office", "Committee", "Panel" }.SelectMany(who => new[] { $"letter.the{who}", $"letter.for{who}" }),
            .. Problems.Codes.Where(code => code.StartsWith("evidence_", StringComparison.Ordinal)).Select(code => $"evidence.{code}"),
            .. DimensionWords.AllFilieres.Append(DimensionWords.None).Select(word => $"filiere.{word}"),
            .. DimensionWords.AllTags.Select(word => $"tag.{word}"),
            .. Enum.GetValues<Dimension>().SelectMany(dimension => new[] { $"census.{dimension.Word()}", $"census.define.{dimension.Word()}" }),
            .. Enum.GetValues<Perimeter>().SelectMany(perimeter => new[] { $"figures.in.{perimeter}", $"census.define.perimeter.{perimeter}", $"perimeter.{perimeter}", $"city.sideIn.{perimeter}" }), .. CityDesk(),
            .. DimensionWords.AllKinds.Select(word => $"census.kind.{word}"),
            .. new[] { "lille", "rest_of_mel", "elsewhere" }.Select(word => $"census.area.{word}"),
            .. PublicCensus.Classes(Dimension.Family).Select(word => $"census.family.{word}"),
            .. PublicCensus.Classes(Dimension.Qpv).Select(word => $"census.{word}"),
            "census.unknown", "census.no", "directory.lilleAlone", "directory.currency.true", "directory.currency.false",
            "field.title", .. DirectoryEndpoints.ColumnNames.Select(name => $"field.{name}"),
            .. new[] { "granted", "suspended", "reinstated", "withdrawn", "renewed", "renounced", "transferred", "annulled" }.Select(act => $"history.{act}"),
            .. Enum.GetValues<Conformity>().SelectMany(state => new[] { $"conformity.{state}", $"conformity.{state}Why" }), .. AccessibilityWalk.Last.Checks.Keys.Select(check => $"accessibility.check.{check}"),
            .. Label(),
            .. Territory.TerritoryWords.Sentences, .. City.CityPlaces.All.SelectMany(place => new[] { $"city.place.{place.Name}", $"city.about.{place.Name}" }),
            .. Of<WayRefusal>("way"), .. Of<Proof>("proof"), .. Of<InvitationRefusal>("invitation"),
            .. new[] { "passkey", "unpasskey", "app", "unapp", "password", "unpassword", "link", "unlink", "recovered" }.Select(act => $"changed.{act}"), .. Roles.All.Select(role => $"role.{role}"),
            "person.signInFailed", "signin.usePasskey", "signin.passkeyRefused", "code.wrong", "provider.failed",
            .. new[] { "openid", "profile", "email", "offline_access", "read", "pay" }.Select(scope => $"scope.{scope}"),
            .. Watch(),
            .. Of<MemberRefusal>("memberRefusal"), .. Of<MembershipRefusal>("membershipRefusal"), .. Of<MembershipState>("membershipState"), .. Of<Likeness>("likeness"), .. Of<IdentityShown>("identity"),
            .. Of<PayoutRefusal>("payoutRefusal"), .. Of<ReconversionRefusal>("reconversionRefusal"), "professionals.ratePercent", "professionals.leastFee", "professionals.leastAmount",
            .. Of<TermsRefusal>("termsRefusal"), .. TermsDesk.Names.SelectMany(name => new[] { $"ceiling.{name}", $"limits.{name}" }), "summed.Day", "summed.In30Days", "entry.sum",
            .. Of<AlertRefusal>("alertRefusal"), .. Of<AlertState>("alertState"), .. Of<AlertOutcome>("alertOutcome"), .. new[] { "alertRule", "alertWhy", "alertSaid" }.SelectMany(Of<AlertRule>),
            .. Of<PaperRefusal>("noteRefusal"), .. Of<SlipDoubt>("slipDoubt"), .. new[] { "waiting", "confirmed", "blocked" }.Select(state => $"slips.state.{state}"), "bureau.slips", .. Of<Arrival>("notes.how"), .. new[] { NotePlaces.Vault, NotePlaces.Press, NotePlaces.OnTheWay, NotePlaces.Sold, NotePlaces.Lost }.Select(place => $"notes.place.{place}"),
            .. new[] { "none", "missing", "found", "cashMissing", "cashFound" }.Select(said => $"notes.{said}"), "entry.series", "bureau.notes", "bureau.till",
            .. new[] { "issuance", "paid", "received", "device", "opened" }.Select(kind => $"alertEntry.{kind}"), .. new[] { "alerts", "alertTerms", "terms", "professionals", "members", "memberships", "proposals", "rights", "applications", "campaigns", "publicPayments", "accounts", "invoices", "meters", "indicators", "assembly", "home", "treasury", "import", "mutualCredit" }.Select(place => $"bureau.{place}"), "credit.own", .. Enum.GetValues<Core.MutualCredit.CreditRefusal>().Select(refusal => $"refusal.{Words.Of(refusal)}"), .. new[] { "today", "people", "money", "watch", "figures", "access" }.Select(group => $"bureau.group.{group}"),
            .. new[] { "payment", "refund", "reconversion", "reconversion_returned", "issuance", "issuance_reversed", "allotment", "purse_return", "notes", "remainder_taken", "other" }.Select(kind => $"statement.kind.{kind}"),
            .. Enum.GetValues<Core.Books.Meter>().Select(meter => meter.ToString().ToLowerInvariant()).SelectMany(meter => new[] { $"meters.{meter}", $"meters.define.{meter}" }),
            .. new[] { "circulation", "mean", "payments", "paid", "issued", "destroyed", "reconverted", "velocity", "reuse", "between", "digital", "paper", "net", "residents", "professionals", "shares", "aid", "bonus" }.SelectMany(name => new[] { $"indicators.{name}", $"indicators.define.{name}" }),
            .. new[] { "cashLoads", "cashBelow", "cashDays", "inOutIndividual", "inOutProfessional", "inOutPercent", "inOutHours", "individualAccounts", "professionalAccounts" }.Select(name => $"alertTerm.{name}"),
            .. new[] { "gaps", "issuances", "remittances", "campaigns", "lines", "reconversions", "statements", "admissions", "ibans", "proposals", "alerts", "declarations", "reversals", "batches", "balances", "end", "cards", "cases", "slips", "slipPhones", "debits", "collected", "debitsBack", "credit" }.Select(task => $"home.do.{task}"), .. Of<Bookkeeping.Grouping>("groups"),
            .. Of<CampaignKind>("campaignKind"), .. Of<CampaignRefusal>("campaignRefusal"), .. Of<LineFault>("lineFault"), "lineFault.Unreadable", "campaign.good", "campaign.notAList", "campaigns.half1", "campaigns.half2",
            .. new[] { "proposed", "rejected", "active", "spending", "over" }.Select(state => $"campaignState.{state}"), .. new[] { "budget", "person", "rate", "grace" }.Select(field => $"campaignField.{field}"),
            .. Enum.GetValues<RightRefusal>().Select(refusal => $"right.{Rights.Word(refusal)}"), .. Of<ProposedAct>("proposal"), "proposal.MergeText", "proposal.PartText",
            .. IncompatibleDuties.All.Select(collision => $"collision.{collision.Because}"), "rights.all.Shop", "rights.all.Bureau", "rights.all.Committee",
            .. Parts.RecordFields.Sentences, .. Treasury(), .. Moving(), .. Merchants(), .. Published(), .. Strategy.StrategyWords.Sentences,
            .. new[] { "open", "to_come", "expired", "paid", "revoked" }.Select(state => $"publicMandate.{state}"), "publicPayments.notSealed", "publicPayments.noRegister", "publicPayments.ownAccount", "publicPayments.credit", "publicPayments.sendBack", "entry.iban",
            .. MembershipDesk.Kinds.Select(kind => $"accountKind.{kind}"), .. new[] { "pending", "active", "closed" }.Select(state => $"accountState.{state}"),
        ];
        var asked = Directory.EnumerateFiles(PagesFolder(), "*.razor", SearchOption.AllDirectories)
            .Concat(new[] { "Badges", "Papers" }.SelectMany(room => Directory.EnumerateFiles(Path.Combine(PagesFolder(), "..", room), "*.cs")))
            .SelectMany(file => Key().Matches(File.ReadAllText(file)).Select(match => match.Groups[1].Value))
            .SelectMany(key => Reader.Keys("fr").Contains($"{key}.one") ? new[] { $"{key}.one", $"{key}.many" } : [key]);

        Assert.Equal(asked.Concat(families).Distinct().Order(), Reader.Keys("fr").Order());
    }

    /// <summary>Why a rule of the label said no must be said in words: none of its reasons may be without a sentence.</summary>
    [Fact]
    public void Every_refusal_of_the_label_has_a_sentence_in_both_languages() =>
        Assert.All(Reader.Languages, language => Assert.All(Enum.GetValues<LabelRefusal>(), refusal => Assert.NotEmpty(new Reader(language)[$"refusal.{refusal.Word()}"])));

    // The families of the treasurer's screens.
    private static IEnumerable<string> Treasury() =>
    [
        .. new[] { "home", "lines", "issuances", "cards", "reconversions", "title" }.Select(place => $"treasury.{place}"), "treasury.whole", "treasury.notWhole", "treasury.gap", "treasury.gapBacking", "entry.reference",
        .. new[] { "gaps", "issuances", "reversals", "cards", "cases", "lines", "reconversions", "remittances", "statements" }.Select(task => $"treasury.do.{task}"),
        .. new[] { "digital", "paper", "inProgress", "unmatched", "campaigns", "own", "receivable", "unexplained" }.Select(need => $"treasury.need.{need}"),
        .. new[] { "guarantee", "announced", "cards", "debits", "bureau", "receivable", "dues", "donations", "commission", "ownfunds", "campaign", "backing" }.Select(account => $"officeAccount.{account}"),
        .. Enum.GetValues<EssLedger.Core.Issuance.TreasuryRefusal>().Select(refusal => $"refusal.{Words.Of(refusal)}"),
        .. Problems.Codes.Where(code => code.StartsWith("statement_", StringComparison.Ordinal)).Select(code => $"refusal.{code}"),
        .. Of<EssLedger.Core.Banking.MatchReason>("matchReason"), "matchReason.None", .. Of<EssLedger.Core.Banking.BankStatementDoubt>("statementDoubt"), .. Of<EssLedger.Web.Banking.StatementState>("statementState"),
        .. new[] { "bank_transfer", "cash", "cheque" }.Select(kind => $"receiptKind.{kind}"), "lines.beyond", "lines.unsaid", "lines.undone", "cards.unavailable", "cards.notYours", .. Of<EssLedger.Web.Banking.OnlinePaymentState>("cards.state"), .. Of<EssLedger.Web.Banking.OnlinePaymentState>("cards.case"), .. new[] { "Reference", "Email", "Person" }.Select(ground => $"cards.ground.{ground}"), .. new[] { "Authorized", "Refunded", "Refunding", "Contested", "Refused", "Pending", "Other" }.Select(word => $"cards.said.{word}"), "issuances.byCard", "issuances.byLine", "issuances.byHand", "remittances.pending", "remittances.approved", "refusal.payout_iban_missing", "refusal.guarantee_account_unknown", .. Debits(),
    ];

    // The families of the screens and mails of direct debits.
    private static IEnumerable<string> Debits() =>
    [
        "treasury.debits", .. new[] { "debits", "debitBatches", "debitsBack" }.Select(task => $"treasury.do.{task}"), .. Of<EssLedger.Core.Debits.DebitMandateState>("debitMandateState"), .. Of<EssLedger.Web.Banking.DebitMandateRefusal>("debitMandateRefusal"),
        .. new[] { "suspend", "resume", "end" }.Select(act => $"debitMandate.do.{act}"), .. EssLedger.Core.Debits.ReturnReasons.Usual.Append("other").Select(reason => $"debitReason.{reason}"),
        .. new[] { "debitMandateMail", "debitDueMail", "debitOwedMail", "debitRejectedMail" }.SelectMany(mail => new[] { $"{mail}.subject", $"{mail}.text" }),
        .. new[] { "creditor_identifier_missing", "mandate_erased", "debit_mandate_ended" }.Select(code => $"refusal.{code}"),
    ];

    // The families of the merchant's desk.
    private static IEnumerable<string> Merchants() =>
    [
        .. ShopNav.Places.SelectMany(place => new[] { $"shop.place.{place.Name}", $"shop.about.{place.Name}" }).Where(key => key != "shop.about.home"), .. Of<ReconversionState>("reconversion"),
        .. ShopPages.Files.Select(file => $"codes.{file.Words}"), "payout.sent", "tills.nameUnfit", "tills.nameTaken", "codeOf.unfit", "codeOf.differs", "site.tooMany", "reconversions.tooLittle", "reconversions.refused", .. Of<EssLedger.Core.Webhooks.WebhookRefusal>("webhookRefusal"), .. Of<EssLedger.Store.WebhookState>("webhookState"), .. Of<EssLedger.Store.DeliveryState>("deliveryState"),
        .. new[] { "payment.received", "payment.refunded", "request.cancelled", "request.expired" }.Select(type => $"webhookEvent.{type}"), .. new[] { "timeout", "notPublic", "off", "connection" }.Select(trouble => $"webhookTrouble.{trouble}"), "webhookMail.subject", "webhookMail.text",
        .. new[] { "Money", "Asks", "Schedules", "Security" }.Select(kind => $"push.{kind}"), .. Of<EssLedger.Core.Push.NewsEvent>("push"),
    ];

    // The families of what the City publishes: of each table its name, its columns and what must be read with it.
    private static IEnumerable<string> Published() =>
    [
        .. new[] { "label", "currency", "report" }.SelectMany(place => new[] { $"city.place.{place}", $"city.about.{place}" }), .. new[] { "label", "currency", "strategy", "baseline" }.Select(section => $"annual.section.{section}"), .. new[] { "currency", "label" }.Select(book => $"annual.book.{book}"),
        .. new[] { "participants", "perimeters", "by_commune", "by_filiere", "by_kind", "by_family", "by_qpv", "by_iae", "cooperations", "events", "places", "circulation", "indicators", "received_by_area", "received_by_commune", "received_by_filiere",
            "professionals_by_commune", "professionals_by_filiere", "meetings", "events_by_series", "events_by_theme", "surveys", "indicators_entered", "baseline", "comparisons", "contradictions" }.Select(table => $"annual.table.{table}"),
        .. new[] { "directory", "lille", "several", "suppressed", "cooperations", "places", "no_quarter", "figures", "meetings", "attendance", "surveys", "entered_break", "break", "contradictions" }.Select(note => $"annual.note.{note}"),
        .. new[] { "none", "lille", "mel", "everywhere", "rest", "several", "unit_count", "unit_percent", "broken", "comparable", "shares_sum", "share_of_establishments" }.Select(word => $"annual.word.{word}"),
        .. Core.Publishing.Baseline.Figures.Select(figure => $"annual.word.series_{figure.Series}").Distinct(),
        .. new[] { "circulating", "digital", "paper", "exchanged", "reconverted", "rate", "payments", "professionals", "velocity", "between", "reuse" }.Select(name => $"methods.define.{name}"),
        .. new[] { "participants-labellises", "labels-par-commune", "labels-par-filiere", "recensement-publie", "cooperations", "evenements", "monnaie-indicateurs", "monnaie-circulation", "acceptants-monnaie", "series-de-reference" }.SelectMany(name => new[] { $"data.{name}.title", $"data.{name}.about" }),
        .. new[] { "number", "name", "holder_id", "rna", "kind", "level", "from", "until", "filieres", "products", "commune", "commune_name", "address", "postcode", "latitude", "longitude", "website", "hours", "day", "participants", "filiere", "dimension", "class", "form", "in_force", "begun",
            "standing", "period", "measure", "professionals", "payments", "sum", "circulating", "digital", "paper", "residents", "open_professionals", "key", "grant", "series", "year", "value", "unit", "source", "perimeter", "base", "break", "active_first", "active_during", "granted", "active_last",
            "family", "qpv", "iae", "area", "counted_on", "events", "exchanged", "reconverted", "rate", "velocity", "between", "reuse", "year_before", "warning", "before", "after", "difference", "what", "published", "computed", "body", "held", "expected", "theme", "attendance", "unknown", "survey", "sent", "answered", "answer_rate", "attendances", "people", "indicator" }.Select(name => $"data.column.{name}"),
    ];

    // The families of the screens of coming and going.
    private static IEnumerable<string> Moving() =>
    [
        "treasury.end", "import.running", .. Of<EssLedger.Web.Bookkeeping.CreditNoteRefusal>("creditNoteRefusal"), .. new[] { "line_not_csv", "line_too_short", "reference_missing", "reference_twice", "name_unreadable", "name_known", "email_unreadable", "email_taken", "kind_unknown", "siret_wrong", "siret_missing", "siret_known", "balance_negative", "balance", "day_unreadable", "sum_unreadable", "text_unreadable", "member_unknown" }.Select(fault => $"import.fault.{fault}"), .. Of<ImportStage>("import.stage"), .. MemberFile.Names.Keys.Select(what => $"import.column.{what}"),
        .. Enum.GetValues<EssLedger.Core.Moving.MovingRefusal>().Select(refusal => $"refusal.{Words.Of(refusal)}"),
        .. Problems.Codes.Where(code => code.StartsWith("import_", StringComparison.Ordinal) && code != "import_running").Select(code => $"refusal.{code}"),
    ];

    // The families of the label's screens.
    private static IEnumerable<string> Label() =>
    [
        .. Enum.GetValues<LabelRefusal>().Select(refusal => $"refusal.{refusal.Word()}"),
        .. Enum.GetValues<ApplicationState>().SelectMany(state => new[] { $"state.{state.Word()}", $"next.{state.Word()}" }),
        .. Steps.Select(step => $"step.{step}"),
        .. Of<CommitmentState>("commitment"), .. Of<Visibility>("visibility"), .. Of<Vote>("vote"), .. Of<EssLedger.Core.Labels.Outcome>("outcome"), .. Of<DeadlineKind>("due"), .. Of<Axis>("axis"), .. Of<CriterionKind>("criterion"),
        .. Of<LegalMode>("mode"), .. Of<LegalMode>("modetext"), .. Of<LegalFamily>("family"), .. Of<Standing>("mine"), .. Of<CooperationForm>("form"), .. Of<CooperationState>("cooperation"), .. Of<ComplaintOutcome>("complaint"),
        .. Of<Filieres>("filiere"), .. Of<Statuses>("status"), .. Of<Networks>("network"), .. Of<ProductTags>("tag"),
        .. new[] { "Family", "Filieres", "Commune", "Qpv", "Statuses", "Networks", "Tags", "AcceptsCurrency" }.Select(name => $"profile.{name}"),
        .. Of<Source>("describe"), .. Of<Source>("describe.title").Select(name => name.Replace("title.", "title", StringComparison.Ordinal)),
        .. new[] { "examine", "plan", "visit", "opine", "decide", "hear" }.Select(act => $"todo.{act}"),
        .. new[] { "months", "levels", "quorum", "graceDays", "appealDays", "reportDays" }.Select(name => $"scheme.{name}"),
        .. new[] { "reason", "effective", "name", "siret", "rna", "commune", "title", "text", "adoptedBy", "criteria", "other", "day", "number", "choice", "grant", "holder", "event", "commitment", "busy", "file", "signed", "device", "cleared", "noneAndSome", "address", "postcode", "latitude", "longitude", "website", "hours", "description", "email" }.Select(name => $"entry.{name}"),
        .. new[] { "malformed_payload", "wrong_account", "challenge_unknown", "endorsement_required" }.Select(code => $"refusal.{code}"), "cooperation.toSign", "cooperation.signed", "cooperation.dropped",
        .. Duties.Office.Append(Roles.City).SelectMany(role => new[] { $"role.{role}", $"duty.{role}" }), "role.admin",
        "office.desk", "office.charter", "office.scheme", "office.city", "session.committee", "session.appeals", "report.essActors", "report.shops", "report.visitors",
    ];

    // The families of the screens of those who watch over staff and data.
    private static IEnumerable<string> Watch() =>
    [
        .. Privileges.Actions.Select(action => $"action.{action}"), "watch.trail", "watch.data", "trail.machine", "datadesk.accountNotEmpty", "datadesk.tooFewDays", "datadesk.agreementIncomplete", "datadesk.fr", "datadesk.en",
        .. Retention.Kinds.Select(kind => $"retained.{kind.Word}"), .. Retention.Told.SelectMany(kind => new[] { $"retained.{kind}", $"retainedTime.{kind}" }), "privacy.what", "privacy.purpose", "privacy.basis",
        .. PersonalFile.Parts.Select(part => $"mydata.part.{part}"), .. Enum.GetNames<ErasureGround>().Select(ground => $"ground.{System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(ground)}"),
        "mydata.waiting", "mydata.refused", "datadesk.granted", "datadesk.refused",
        .. Enum.GetNames<EssLedger.Store.TrailStage>().Select(stage => $"trail.stage.{stage.ToLowerInvariant()}"),
        .. new[] { "code", "roles", "client", "network", "asked", "changed", "hash" }.Select(name => $"trail.{name}"),
    ];

    private static readonly string[] Steps =
    [
        "opened", "submitted", "dropped", "admissible", "inadmissible", "visit_planned", "visited", "opinion_for", "opinion_against", "opinion_abstain", "opinion_recused",
        "granted", "granted_with_reserve", "adjourned", "refused", "appealed", "appeal_allowed", "appeal_dismissed", "commitment_kept", "commitment_missed", "commitment_waived",
    ];

    // A set of flags names its empty set too, which has no sentence of its own.
    private static IEnumerable<string> Of<T>(string family) where T : struct, Enum => Enum.GetNames<T>().Where(name => name != "None" || typeof(T) == typeof(Standing)).Select(name => $"{family}.{name}");

    [Theory]
    [InlineData("fr", 1250, "12,50\u00A0MLC")]
    [InlineData("fr", 123450, "1\u202F234,50\u00A0MLC")]
    [InlineData("fr", 0, "0,00\u00A0MLC")]
    [InlineData("fr", 9007199254740991, "90\u202F071\u202F992\u202F547\u202F409,91\u00A0MLC")]
    [InlineData("en", 123450, "1,234.50\u00A0MLC")]
    public void Sums_are_written_as_the_reader_expects(string language, long minor, string written) =>
        Assert.Equal(written, new Reader(language).Sum(Amount.FromMinor(minor), Unit.Parse("MLC")));

    [Theory]
    [InlineData("fr", "2026-03-01", "1er mars 2026")]
    [InlineData("fr", "2026-08-21", "21 août 2026")]
    [InlineData("en", "2026-03-01", "1 March 2026")]
    public void Days_are_written_as_the_reader_expects(string language, string day, string written) =>
        Assert.Equal(written, new Reader(language).Day(DateOnly.ParseExact(day, "yyyy-MM-dd", null)));

    [Fact]
    public void Moments_are_those_of_clocks_in_Paris()
    {
        DateTimeOffset instant = new(2026, 8, 31, 22, 5, 59, TimeSpan.Zero);
        Assert.Equal("1er septembre 2026 à 00:05", new Reader("fr").Moment(instant));
        Assert.Equal("1 September 2026 at 00:05", new Reader("en").Moment(instant));
    }

    [Theory]
    [InlineData("73282932000009", "732\u00A0829\u00A0320\u00A000009")]
    [InlineData("E-QCE-2026", "E-QCE-2026")]
    public void Siret_is_written_in_groups(string holderId, string written) => Assert.Equal(written, Reader.Grouped(holderId));

    private static string PagesFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/EssLedger.Web/Pages"));

    // T["page.start"], T.Say("grant.today"…), and either branch of T[x ? "a.b" : "c.d"]; but not the attribute Of="line.Day".
    private static IEnumerable<string> CityDesk() =>
    [
        .. EssLedger.Web.Pages.City.CityPlaces.All.SelectMany(place => new[] { $"city.place.{place.Name}", $"city.about.{place.Name}" }), .. Of<Step>("city.step"), .. Of<AreaKind>("area.kind"), .. Of<EventDimension>("city.event"),
        .. new[] { "came", "left", "moved" }.SelectMany(word => new[] { $"city.{word}", $"city.{word}Text" }), .. new[] { "badDay", "badOrder", "badPerimeter" }.Select(word => $"city.{word}"),
        .. new[] { "CooperationProposed", "CooperationConfirmed", "CooperationEnded" }.Select(act => $"city.fact.{act}"),
        .. new[] { "file_too_large", "not_json", "not_geojson", "projected", "empty", "too_many", "wrong_geometry", "no_code", "code_twice", "self_crossing", "not_a_commune" }.Select(code => $"refusal.area_{code}"),
    ];

    [GeneratedRegex("(?<!=)\"((?:[a-zA-Z]+\\.)+[A-Za-z]+)\"")]
    private static partial Regex Key();

    // A narrow no-break space before ; ! ?, a no-break space before a colon, within « » and before a unit.
    [GeneratedRegex("[^\u202F][;!?]|[ \u202F]:|«[^\u00A0]|[^\u00A0]»|[0-9}][ \u202F][%€]")]
    private static partial Regex Loose();

    [GeneratedRegex(@"\{[a-z]+\}")]
    private static partial Regex Named();
}
