using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using EssLedger.Grains;
using EssLedger.Store;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Net.Http.Headers;

namespace EssLedger.Web.Api;

/// <summary>The one place where a refusal or a fault meets HTTP (RFC 9457). The catalogue is the whole list of codes that clients may see.</summary>
public static partial class Problems
{
    private static readonly (string Code, int Status, string Title)[] Catalogue =
    [
        // The request itself.
        ("malformed_json", 400, "The body is not valid JSON in UTF-8."),
        ("unknown_field", 400, "The body has a member that this call does not know."),
        ("invalid_field", 400, "A value is missing, of the wrong type or out of range."),
        ("invalid_idempotency_key", 400, "Idempotency-Key is 1 to 255 printable ASCII characters."),
        ("malformed_payload", 400, "The signed payload is not one that this ledger reads."),
        ("token_required", 401, "This call needs an access token."),
        ("invalid_token", 401, "The access token is not accepted."),
        ("forbidden", 403, "The token does not allow this."),
        ("label_not_public", 403, "The label's legal mode does not allow public display."),
        ("malformed_tile", 400, "This is not the address of a tile (C2SP tlog-tiles)."),
        ("not_found", 404, "There is nothing at this address."),
        ("not_yet_sealed", 404, "This is not yet under a checkpoint; ask again in a few seconds."),
        ("method_not_allowed", 405, "This address does not take that method."),
        ("idempotency_key_reused", 409, "This key was used for another request."),
        ("precondition_failed", 412, "It is not the one that If-Match or If-Unmodified-Since name."),
        ("body_too_large", 413, "The body is too large."),
        ("unsupported_media_type", 415, "The body is of a media type that this call does not take."),
        ("rate_limited", 429, "Too many requests; ask again later."),
        ("internal_error", 500, "Something broke here. Whether the act was done is unknown: ask again with the same request."),
        ("busy", 503, "The server has too much to do; ask again later."),
        // Orders.
        ("unknown_key", 422, "No such key signs for the payer's account."),
        ("bad_signature", 422, "The signature is not that key's over these bytes."),
        ("order_id_reused", 409, "This payer used this order id for another order."),
        ("wrong_ledger", 422, "The order is for another ledger."),
        ("wrong_unit", 422, "The ledger does not count in this unit."),
        ("order_expired", 422, "The order came too late."),
        ("expiry_too_far", 422, "The order would be valid for too long."),
        ("key_blocked", 422, "The key was blocked."),
        ("device_signs", 422, "A device still signs for the participant: it vouches for the others, or is blocked first."),
        ("payer_closed", 422, "The payer's account is not open."),
        ("same_account", 422, "Payer and payee are the same account."),
        ("payee_unknown", 422, "There is no such payee."),
        ("payee_closed", 422, "The payee's account is not open."),
        ("request_unknown", 422, "There is no such payment request."),
        ("request_closed", 422, "The payment request is paid, cancelled or expired."),
        ("request_mismatch", 422, "The order does not say what the payment request asks for."),
        ("payer_unknown", 422, "There is no such account to ask, or it is not that name's."),
        ("too_many_asks", 422, "As many asks as may wait for an answer do."),
        ("sale_unknown", 422, "There is no such sale to refund."),
        ("refund_exceeds_sale", 422, "The refunds would exceed the sale."),
        ("not_professional", 422, "Only professionals reconvert."),
        ("no_agreement", 422, "The agreement under which the account reconverts was ended."),
        ("currency_ended", 422, "The last day of the currency is over."),
        ("fee_mismatch", 422, "The fee agreed to is not the one that is due, or something else than a reconversion names one."),
        ("limit_exceeded", 422, "A limit would be exceeded."),
        ("purse_not_accepted", 422, "This purse cannot pay here."),
        ("insufficient_funds", 422, "The account does not hold enough."),
        ("declined", 422, "The payer's account declined."),
        // Issuance and reconversion.
        ("already_issued", 409, "Units were already issued for this receipt."),
        ("exceeds_receipt", 422, "More units than the euros received."),
        ("account_unknown", 422, "There is no such account."),
        ("account_closed", 422, "The account is not open."),
        ("individual_account_exists", 409, "This person has an individual account already."),
        ("issuance_unknown", 404, "There is no such issuance."),
        ("already_decided", 409, "It was approved, rejected or ended before."),
        ("same_person", 403, "Who asks never approves."),
        ("statement_empty_file", 422, "The file is empty."),
        ("statement_compressed", 422, "The file is an archive: send what is in it."),
        ("statement_too_large", 413, "The file is larger than 100 MB."),
        ("statement_not_utf8", 422, "The file is not in UTF-8, as it says or as camt.053 must be."),
        ("statement_not_xml", 422, "The file is no XML."),
        ("statement_truncated", 422, "The file ends too early; fetch it again."),
        ("statement_malformed", 422, "The file is not well-formed XML."),
        ("statement_dtd_forbidden", 422, "The file has a document type or entities of its own, as no statement has."),
        ("statement_too_deep", 422, "The file's elements lie deeper within each other than those of any statement."),
        ("statement_too_long", 422, "An element of the file, or the number of its statements, is beyond that of any statement."),
        ("statement_not_camt053", 422, "The file is another message than a statement (camt.053)."),
        ("statement_other_version", 422, "The file is a statement of a version that is not read here."),
        ("statement_element_missing", 422, "The file lacks something that every statement says."),
        ("statement_bad_amount", 422, "An amount of the file is none."),
        ("statement_negative_amount", 422, "An amount of the file has a sign."),
        ("statement_below_cents", 422, "An amount of the file has fractions of a cent."),
        ("statement_amount_too_large", 422, "An amount of the file is beyond that of any account."),
        ("statement_unknown_currency", 422, "A currency of the file is none."),
        ("statement_mixed_currencies", 422, "One statement of the file counts in two currencies."),
        ("statement_bad_date", 422, "A day of the file is none."),
        ("statement_bad_account", 422, "The account of a statement is not named by an IBAN."),
        ("statement_bad_indicator", 422, "A direction of the file is neither credit nor debit."),
        ("statement_account_unknown", 422, "The statement is of a bank account that is no guarantee account of this ledger."),
        ("statement_other_currency", 422, "The statement is of an account that does not count in euro."),
        ("statement_opening_missing", 422, "The statement does not say what the account held at its beginning, so nothing can be compared with it."),
        ("statement_closing_missing", 422, "The statement does not say what the account held at its end, so nothing can be compared with it."),
        ("fund_gap", 409, "The books and the bank differ: no units are made until that is cleared up."),
        ("statement_recorded", 409, "This statement was recorded before."),
        ("line_recorded", 409, "A line of this statement was recorded before, from another statement."),
        ("line_unknown", 404, "No such line of a statement waits to be explained."),
        ("exceeds_line", 422, "That is more than is left of the line."),
        ("account_not_allowed", 422, "Such lines have nothing to do with this account."),
        ("not_offset", 422, "What came in and what went out do not offset each other."),
        ("exceeds_account", 422, "That is more than the account has."),
        ("not_covered", 422, "The association's own euro do not cover it, and the fund never does."),
        ("explanation_unknown", 404, "There is no such explanation, or it was taken back before."),
        ("reconversion_unknown", 404, "No such reconversion is in progress."),
        ("in_remittance", 409, "Another remittance is to pay it."),
        ("remittance_unknown", 404, "There is no such remittance, or nothing of it is left."),
        ("payout_iban_missing", 409, "A professional's bank account is not entered, or no second person has checked it."),
        ("top_up_unavailable", 409, "The association has no bank account in the configuration to which a transfer could go."),
        ("guarantee_account_unknown", 409, "The guarantee account that is to pay is not in the configuration any more."),
        ("not_approved", 409, "Nobody approved that it be paid."),
        ("amount_mismatch", 422, "The lines are not the euro that were to be paid."),
        // Public payments.
        ("public_mandate_unknown", 404, "There is no such public mandate."),
        ("public_beneficiary_mismatch", 422, "The line names the public mandate of another member: they are to be credited, nobody else."),
        ("public_mandate_revoked", 409, "The public mandate was taken back: the euro go back to the body, by a transfer that offsets the line."),
        ("public_mandate_expired", 422, "The public mandate did not hold on the day on which the bank booked the euro: they go back to the body, or the member signs another."),
        ("public_payer_mismatch", 422, "The euro came from another bank account than the public mandate names: they go back, or the member signs a mandate that names it."),
        ("public_mandate_exceeded", 422, "That is more than is left of the public mandate: credit what is left and send back the rest."),
        ("public_payment_arrived", 409, "The euro have come: the public mandate can no longer be taken back. Credit them, or send them back first."),
        ("public_mandate_unsound", 422, "A public mandate is for at least a cent and holds from one day to another, at most two years."),
        // Direct debits.
        ("debit_unknown", 404, "There is no such debit or batch of debits, or nothing of it waits."),
        ("notice_too_short", 422, "Members could not be told in time before that day."),
        ("mandate_not_active", 409, "A mandate of the batch was ended or suspended since: cancel the batch and put it together again."),
        ("already_debited", 409, "Something was debited in that month under that mandate, or is to be."),
        ("not_due", 422, "The day of these debits has not come."),
        ("credit_not_seen", 409, "The bank has not shown the euro."),
        ("creditor_identifier_missing", 409, "The association has no SEPA creditor identifier in its configuration."),
        ("mandate_erased", 409, "A mandate was erased with its holder's data, so the file cannot be made again."),
        ("debit_mandate_ended", 409, "The direct debit mandate was ended."),
        ("mandate_reference_taken", 409, "Another mandate has this reference."),
        ("already_reversed", 409, "The issuance was undone, or that waits for a second person."),
        ("reversal_unknown", 404, "Nobody asked that this issuance be undone, or that is decided."),
        ("owed_by_members", 422, "It is owed by members since debits of theirs came back: say whose debt the line pays, with POST /v1/debits/{debit}/repay."),
        ("units_spent", 409, "The member has no longer all of the units that would be destroyed. Ask them to hold that many again, and then decide; or let the issuance stand."),
        // Coming and going.
        ("import_running", 409, "Another import is going on; there is one at a time."),
        // Areas.
        ("area_file_too_large", 413, "The file is larger than 64 MB."),
        ("area_not_json", 422, "The file is no JSON in UTF-8, or ends too early."),
        ("area_not_geojson", 422, "The file is no collection of areas in GeoJSON (RFC 7946)."),
        ("area_projected", 422, "The file's coordinates are no longitudes and latitudes on the earth (WGS 84)."),
        ("area_empty", 422, "The file has no area."),
        ("area_too_many", 422, "The file has more areas than any country's communes."),
        ("area_wrong_geometry", 422, "Something in the file is no polygon, or its rings are not closed."),
        ("area_no_code", 422, "An area has no code, or one longer than 20 characters."),
        ("area_code_twice", 422, "Two areas have the same code."),
        ("area_self_crossing", 422, "The boundary of an area crosses or touches itself."),
        ("area_not_a_commune", 422, "An area's code is none of a commune (COG)."),
        ("import_empty_file", 422, "The file is empty."),
        ("import_too_large", 413, "The file is larger than 100 MB, or has more than 500 000 lines."),
        ("import_not_utf8", 422, "The file is not in UTF-8, as was said."),
        ("import_not_csv", 422, "The heading of the file cannot be read."),
        ("import_column_twice", 422, "A column that is needed stands in the file twice."),
        ("import_column_missing", 422, "A column that is needed is not in the file."),
        ("import_failed", 500, "The import could not go on; the same file again goes on."),
        ("winding_down", 409, "The currency ends: no units are made any more."),
        ("not_winding_down", 409, "The currency does not end, or nobody decided what becomes of the remainder."),
        ("too_soon", 422, "The day is too near, or not over yet."),
        ("already_brought", 409, "An account on the list has the balance of the currency before already, or it waits for it."),
        // Mutual credit.
        ("unit_taken", 422, "The ledger counts something else in this unit."),
        ("credit_open", 409, "There is a mutual credit already."),
        ("credit_not_open", 409, "There is no mutual credit."),
        ("proposal_waits", 409, "Something waits for a second person already: it is decided first."),
        ("not_business", 422, "Only shops and actors of the social and solidarity economy are admitted to the mutual credit."),
        ("limits_unsound", 422, "Nothing could be paid within these limits, or they are above the highest amount of an order."),
        ("not_admitted", 422, "The account is not admitted to the mutual credit."),
        ("balance_mismatch", 409, "Another balance stands in the account: read it again, and say what is left."),
        // Campaigns.
        ("terms_unsound", 422, "There can be no campaign with such terms, or it would be over before it begins."),
        ("campaign_unknown", 404, "There is no such campaign."),
        ("proposal_unknown", 404, "There is no such proposal."),
        ("campaign_not_open", 422, "The campaign is not approved, not of this kind, or does not give today."),
        ("share_already_paid", 409, "The share of this half-year was paid, or waits for a second person."),
        ("half_year_not_over", 422, "The half-year is not over."),
        ("nothing_to_give", 422, "There is nothing to give."),
        ("list_faulty", 422, "Lines of the list cannot be done; each says why."),
        ("budget_exceeded", 422, "The campaign would give more than its budget."),
        ("funds_missing", 422, "The euros are not there."),
        ("purses_still_open", 422, "The purses can still be spent, or could until a moment ago."),
        ("no_association", 422, "An association is an open account of an actor of the social and solidarity economy."),
        // Notes of paper.
        ("bureau_unknown", 404, "No such bureau holds notes."),
        ("withdrawals_forbidden", 422, "The association's terms do not allow notes for digital units."),
        ("below_least", 422, "It is less than is reconverted at least."),
        ("order_unfit", 422, "The order is not for these notes: it names another payee or amount, or draws on a purse."),
        ("order_refused", 422, "The order would not be paid either."),
        ("order_used", 409, "Something was paid or handed out for this order before."),
        ("slip_mismatch", 422, "The second signature is not over the first slip."),
        ("slip_differs", 409, "The id is that of another slip."),
        ("case_unknown", 404, "No such slip waits for the treasurer."),
        ("bureau_open", 409, "The bureau is open already."),
        ("bureau_not_empty", 409, "There are notes or cash at the bureau, or notes on their way to or from it."),
        ("place_unfit", 422, "Notes do not go from there to there, or are not counted there."),
        ("numbers_unfit", 422, "These are no numbers of a print."),
        ("numbers_taken", 409, "Some of these numbers were printed before."),
        ("notes_missing", 422, "No note is named."),
        ("transfer_unknown", 404, "No notes are on their way under this id."),
        ("more_than_sent", 422, "More notes than are on their way."),
        ("not_counted_there", 422, "What nobody has counted at the other end is not given up."),
        ("notes_not_there", 422, "There are not so many notes at that place."),
        ("notes_not_in_circulation", 422, "There are not so many notes in circulation."),
        ("sale_not_open", 409, "No sale of today has this id, or it was undone."),
        ("cash_not_there", 422, "The bureau's cash is less than that."),
        ("cash_unfit", 422, "The vault has no cash."),
        ("reason_missing", 422, "A difference is entered with words that say what is known of it."),
        ("count_unknown", 404, "No such count waits: it was confirmed, or the place was counted again."),
        // Device keys.
        ("wrong_account", 422, "The proof is for another account."),
        ("challenge_unknown", 422, "The challenge was not given to this caller for this account, was used, or is older than five minutes."),
        ("endorsement_required", 422, "The account has a key: an active key of it must sign for the next."),
        ("key_exists", 409, "The account has or had this key."),
        ("key_not_entered", 422, "No such key waits to be confirmed."),
        // Cards and mandates.
        ("card_exists", 409, "The account has or had this card."),
        ("card_not_entered", 422, "No such card waits to be confirmed."),
        ("card_unknown", 422, "There is no such card, or nobody confirmed it."),
        ("card_blocked", 422, "The card pays no more."),
        ("wrong_pin", 422, "The PIN is wrong."),
        // Turns at a shared till.
        ("wrong_code", 422, "The cashier's code is wrong, or they have none."),
        ("code_locked", 429, "The cashier's code was wrong too often; it is looked at again later."),
        ("turn_over", 403, "The cashier's turn at this till is over: the code again."),
        ("mandate_exists", 409, "The account gave another mandate with this id."),
        ("mandate_unknown", 422, "The account gave no such mandate."),
        ("mandate_ended", 422, "The mandate was taken back, or its last day is over."),
        ("mandate_mismatch", 422, "The mandate is for another payee or another delegate."),
        ("schedule_exists", 409, "The mandate has another scheduled payment."),
        ("payee_not_signed", 422, "The mandate does not say who is paid: the ledger pays by itself only whom a device named."),
        ("exceeds_mandate", 422, "The mandate does not allow so much."),
        ("schedule_out_of_range", 422, "The first day is past or no due day, or the last day is not within the mandate's."),
        // Label.
        ("unknown_grant", 404, "No grant has this number."),
        ("already_granted", 409, "The number has been given out."),
        ("effective_before_grant", 422, "The act would take effect before the grant does."),
        ("already_withdrawn", 409, "The label was withdrawn by that day."),
        ("already_renounced", 409, "The holder had given the label up by that day."),
        ("grant_expired", 409, "The last day had passed by then."),
        ("not_active", 409, "The grant is not active on that day."),
        ("not_suspended", 409, "The grant is not suspended on that day."),
        ("until_too_early", 422, "The last day lies before the first."),
        ("level_out_of_range", 422, "A level is 1 to 9."),
        ("same_holder", 409, "They hold it already."),
        ("nothing_to_annul", 422, "There is no such act on this grant that one can annul."),
        ("already_annulled", 409, "The act was annulled before."),
        ("wrong_day", 422, "An annulment counts from the day of the act that it annuls."),
        ("scheme_missing", 422, "The legal rules of the label are not set yet."),
        ("scheme_out_of_range", 422, "A number of the scheme is out of range."),
        ("charter_missing", 422, "There is no charter in force on that day."),
        ("wrong_version", 422, "The versions of a charter follow one another, and none comes into force before the one before it."),
        ("criteria_out_of_range", 422, "A charter has at least one criterion, and each number once, for somebody."),
        ("unknown_participant", 404, "There is no such participant."),
        ("participant_exists", 409, "The participant is in the register."),
        ("nothing_said", 422, "Nothing is said of the participant."),
        ("already_representative", 409, "The person acts for the participant already."),
        ("not_representative", 422, "The person does not act for the participant."),
        ("unknown_application", 404, "There is no such application."),
        ("application_exists", 409, "The application exists."),
        ("kind_mismatch", 422, "A shop applies as a shop, an ESS actor as one; events have an event id and others none."),
        ("already_under_way", 409, "The applicant has another application of this kind under way."),
        ("not_renewable", 422, "The grant is not the applicant's to renew, or its time to be renewed has not come or is over."),
        ("report_missing", 422, "The report of the last event is missing."),
        ("unknown_criterion", 422, "The charter has no such criterion for this kind."),
        ("unknown_commitment", 422, "The file has no such commitment."),
        ("already_settled", 409, "The commitment is settled."),
        ("in_future", 422, "The day is to come: what is recorded here has happened."),
        ("out_of_order", 422, "A step is not dated before the step that it follows."),
        ("wrong_state", 422, "The application is not at the step that this follows."),
        ("criteria_open", 422, "A mandatory criterion has no commitment, or no evidence that is still good."),
        ("deontology_missing", 422, "The visitor did not declare to have no interest in the outcome."),
        ("conflict_applicant", 403, "Who acts for the applicant is no judge of it."),
        ("conflict_partner", 403, "Who acts for a partner of the applicant is no judge of it."),
        ("conflict_visitor", 403, "Who visited does not judge."),
        ("conflict_panel", 403, "An appeal is heard by others than those who decided."),
        ("quorum_missing", 422, "Fewer opinions than the quorum, without those in conflict."),
        ("award_missing", 422, "What is granted is missing."),
        ("award_unexpected", 422, "Nothing is granted by such a decision."),
        ("nothing_to_appeal", 422, "Nothing was decided that one can appeal."),
        ("appeal_too_late", 422, "The time to appeal is over."),
        ("appeal_pending", 409, "An appeal waits to be heard."),
        ("no_appeal", 422, "No appeal waits to be heard."),
        ("unknown_complaint", 404, "There is no such complaint."),
        ("complaint_exists", 409, "The complaint exists."),
        ("complaint_closed", 409, "The complaint is closed."),
        ("unknown_cooperation", 404, "There is no such cooperation."),
        ("cooperation_exists", 409, "The cooperation exists."),
        ("same_participant", 422, "A cooperation joins two participants."),
        ("kinds_mismatch", 422, "A cooperation joins an ESS actor and an engaged merchant."),
        ("cooperation_ended", 422, "The cooperation has ended."),
        ("already_confirmed", 409, "This side has signed."),
        ("cooperation_mismatch", 422, "The confirmation is not for this cooperation, its text or this side."),
        ("not_an_event", 422, "The grant is not that of an event."),
        ("event_not_over", 422, "The event is not over."),
        ("already_reported", 409, "The event was reported."),
        ("day_out_of_range", 422, "A day lies before 1970 or after 2199."),
        ("account_not_empty", 409, "The account still holds money; nobody could claim it once its holder is forgotten."),
        // Evidence.
        ("evidence_exists", 409, "The application has this piece of evidence."),
        ("evidence_too_large", 413, "The file is larger than evidence may be, or than was announced."),
        ("evidence_quota_exceeded", 413, "The files of this application would be too many, or too large together."),
        ("evidence_offset_mismatch", 409, "The piece does not begin where the file ends; HEAD says how much has arrived."),
        ("evidence_incomplete", 409, "Pieces of the file are still to come."),
        ("evidence_type", 422, "Only photos (JPEG, PNG, WebP), PDF, plain text, CSV and office files without macros (ODT, ODS, DOCX, XLSX) are taken."),
        ("evidence_heic", 422, "The photo is HEIC: send it as JPEG. On an iPhone: Settings, Camera, Formats, Most Compatible; or share the photo by e-mail to yourself, which converts it."),
        ("evidence_damaged", 422, "The file is damaged or cut off; send it again."),
        ("evidence_encrypted", 422, "The file opens with a password only; send it without."),
        ("evidence_too_large_when_opened", 422, "What comes out of the file when it is opened is too large."),
        ("evidence_digest_mismatch", 422, "The file is not the one that was announced: its SHA-256 differs."),
    ];

    private static readonly string[] IsMissing = ["is missing"];
    private static readonly FrozenDictionary<string, (string Code, int Status, string Title)> ByCode = Catalogue.ToFrozenDictionary(p => p.Code);

    /// <summary>Every code, sorted.</summary>
    public static IReadOnlyList<string> Codes { get; } = [.. Catalogue.Select(p => p.Code).Order(StringComparer.Ordinal)];

    /// <summary>The answer for a code of the catalogue.</summary>
    /// <param name="code">The code.</param>
    /// <param name="detail">What happened this time, in English for the developer; the title if there is no more to say.</param>
    /// <param name="errors">What is wrong with each field.</param>
    public static ProblemHttpResult For(string code, string? detail = null, IReadOnlyDictionary<string, string[]>? errors = null)
    {
        var (_, status, title) = ByCode[code];
        var details = new ProblemDetails
        {
            Type = $"urn:essledger:problem:{code}",
            Title = title,
            Status = status,
            Detail = detail ?? title,
            Extensions = { ["code"] = code },
        };
        if (errors is not null) details.Extensions["errors"] = errors;
        return TypedResults.Problem(details);
    }

    /// <summary>A value that is missing, of the wrong type or out of range.</summary>
    public static ProblemHttpResult InvalidField(string field, string what) =>
        For("invalid_field", $"{field}: {what}", new Dictionary<string, string[]> { [field] = [what] });

    /// <summary>Writes the answer; 429 and 503 say when to come back.</summary>
    public static Task Write(HttpContext context, ProblemHttpResult problem, int retryAfterSeconds = 1)
    {
        if (problem.StatusCode is 429 or 503) context.Response.Headers.RetryAfter = retryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return problem.ExecuteAsync(context);
    }

    /// <summary>Strict JSON: exact names, no unknown or repeated member, no text where a number belongs.</summary>
    public static void Configure(JsonSerializerOptions json)
    {
        json.PropertyNameCaseInsensitive = false;
        json.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        json.NumberHandling = JsonNumberHandling.Strict;
        json.AllowDuplicateProperties = false;
        json.RespectNullableAnnotations = true;
        json.RespectRequiredConstructorParameters = true;
        json.MaxDepth = 16;
        json.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
        CoreJson.AddTo(json);
    }

    public static void AddProblems(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 64 * 1024;
            kestrel.AddServerHeader = false;
        });
        builder.Services.AddExceptionHandler<Handler>();
        builder.Services.ConfigureHttpJsonOptions(http => Configure(http.SerializerOptions));
        // Bad requests are thrown, in production too, so that one handler words them all.
        builder.Services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
    }

    public static void UseProblems(this WebApplication app)
    {
        app.UseExceptionHandler(_ => { });
        // Routing itself answers some requests with a bare status.
        app.UseStatusCodePages(pages => pages.HttpContext.Response.StatusCode switch
        {
            400 when pages.HttpContext.GetEndpoint()?.Metadata.GetMetadata<IParameterBindingMetadata>() is not null => Write(pages.HttpContext, ForUnbound(pages.HttpContext)),
            404 when WantsPage(pages.HttpContext.Request) => Pages.Shell.NotFound(pages.HttpContext),
            404 => Write(pages.HttpContext, For("not_found")),
            405 => Write(pages.HttpContext, For("method_not_allowed")),
            412 => Write(pages.HttpContext, For("precondition_failed")),
            413 => Write(pages.HttpContext, For("body_too_large")),
            415 => Write(pages.HttpContext, For("unsupported_media_type")),
            _ => Task.CompletedTask,
        });
        app.UseWhen(context => context.Request.Path.StartsWithSegments("/v1"), api => api.Use(ReadUtf8Only));
    }

    /// <summary>JSON is UTF-8 (RFC 8259 §8.1). The framework would read what else it knows, and break on what it does not, and on a name in quotes (RFC 9110 §8.3.2).</summary>
    private static Task ReadUtf8Only(HttpContext context, RequestDelegate next)
    {
        if (!MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) || !type.Charset.HasValue) return next(context);
        if (!HeaderUtilities.RemoveQuotes(type.Charset).Equals("utf-8", StringComparison.OrdinalIgnoreCase)) return Write(context, For("unsupported_media_type"));
        type.Charset = "utf-8";
        context.Request.ContentType = type.ToString();
        return next(context);
    }

    private static bool WantsPage(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/v1") && request.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal);

    /// <summary>The answer to an exception that is the caller's to know; null for a fault of our own.</summary>
    internal static ProblemHttpResult? Of(Exception exception) => exception switch
    {
        ProblemException known => For(known.Code, known.Detail, known.Errors),
        BadHttpRequestException unreadable => ForUnreadable(unreadable),
        BusyException or StoreUnavailableException => For("busy"),
        _ => null,
    };

    internal static int RetryAfter(Exception exception) => (exception as ProblemException)?.RetryAfterSeconds ?? 1;

    /// <summary>The code of a request that could not be read.</summary>
    private static ProblemHttpResult ForUnreadable(BadHttpRequestException exception) => exception switch
    {
        { StatusCode: 413 } => For("body_too_large"),
        { StatusCode: 415 } => For("unsupported_media_type"),
        // Nothing was decided: to a wallet every 4xx that it does not know means refused, and this one means try again.
        { StatusCode: 408 } => For("busy", "The body came too slowly."),
        { InnerException: JsonException json } => ForJson(json),
        _ when NamedParameter().Match(exception.Message) is { Success: true } match && !exception.Message.Contains("from body", StringComparison.Ordinal) =>
            InvalidField(match.Groups[1].Value, "is missing or not of the right form"),
        _ => For("malformed_json", "The body is missing or cannot be read."),
    };

    /// <summary>The generated handlers throw for a parameter that must be there, and answer with a bare 400 where one that may be left out was given in a wrong form.</summary>
    private static ProblemHttpResult ForUnbound(HttpContext context)
    {
        var given = context.GetEndpoint()!.Metadata.GetOrderedMetadata<IParameterBindingMetadata>()
            .Where(parameter => parameter is { IsOptional: true, HasTryParse: true }).Select(parameter => parameter.Name).ToList();
        if (given.Exists(context.Request.RouteValues.ContainsKey)) return For("not_found");
        given.RemoveAll(name => string.IsNullOrEmpty(context.Request.Query[name]));
        return given is [var one] ? InvalidField(one, "is missing or not of the right form") : For("invalid_field", $"Not everything is of the right form: {string.Join(", ", given)}.");
    }

    private static ProblemHttpResult ForJson(JsonException exception)
    {
        var field = exception.Path?.TrimStart('$', '.') ?? "";
        // The serializer tells its reasons apart only by what it wraps and how it words them; tests hold each of these.
        if (exception.Message.StartsWith("Duplicate property", StringComparison.Ordinal)
            || exception.InnerException is JsonException
            // Text that is no text (invalid UTF-8, half a surrogate pair), and not merely a number where a text belongs.
            || exception.InnerException is InvalidOperationException { Message: var why } && !why.StartsWith("Cannot get the value", StringComparison.Ordinal))
            return For("malformed_json");
        if (exception.Message.Contains("could not be mapped to any .NET member", StringComparison.Ordinal))
            return For("unknown_field", $"{field} is not known here.", new Dictionary<string, string[]> { [field] = ["is not known here"] });
        if (exception.Message.Contains("missing required properties", StringComparison.Ordinal))
        {
            var names = Quoted().Matches(exception.Message.Split("including:")[^1]).Select(m => m.Groups[1].Value);
            return For("invalid_field", "A member is missing.", names.ToDictionary(n => field.Length > 0 ? $"{field}.{n}" : n, _ => IsMissing));
        }
        return InvalidField(field, exception is FieldException ? exception.Message.Split(" Path:")[0] : "is not of the right type or form");
    }

    [GeneratedRegex("parameter \"\\S+ (\\w+)\"")]
    private static partial Regex NamedParameter();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex Quoted();

    private sealed partial class Handler(ILogger<Handler> log) : IExceptionHandler
    {
        public async ValueTask<bool> TryHandleAsync(HttpContext context, Exception exception, CancellationToken cancellationToken)
        {
            if (context.RequestAborted.IsCancellationRequested) return true;
            // An id in the path that is none of ours is the address of nothing.
            var problem = NamesNothing(context, exception) ? For("not_found") : Of(exception) ?? For("internal_error");
            if (problem.StatusCode == 500) Broke(context.Request.Method, context.Features.Get<IExceptionHandlerFeature>()?.Endpoint?.DisplayName, exception);
            await Write(context, problem, RetryAfter(exception));
            return true;
        }

        private static bool NamesNothing(HttpContext context, Exception exception) =>
            exception is BadHttpRequestException && NamedParameter().Match(exception.Message) is { Success: true } named
            && context.Features.Get<IExceptionHandlerFeature>()?.RouteValues?.ContainsKey(named.Groups[1].Value) is true;

        [LoggerMessage(EventId = 311, Level = LogLevel.Error, Message = "{Method} {Endpoint} broke; the caller was told that the outcome is unknown.")]
        private partial void Broke(string method, string? endpoint, Exception exception);
    }
}

/// <summary>Ends a request with a problem from any depth of the API; for what is exceptional at the edge, not for a rule's refusal.</summary>
public sealed class ProblemException(string code, string? detail = null, IReadOnlyDictionary<string, string[]>? errors = null, int retryAfterSeconds = 1)
    : Exception(detail ?? code)
{
    public string Code => code;
    public string? Detail => detail;
    public IReadOnlyDictionary<string, string[]>? Errors => errors;
    public int RetryAfterSeconds => retryAfterSeconds;
}
