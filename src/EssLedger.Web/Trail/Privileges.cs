using System.Collections.Frozen;
using EssLedger.Web.SignIn;

namespace EssLedger.Web.Trail;

/// <summary>What an address lets staff do or see, as the trail words it.</summary>
/// <param name="Action">The stable word; of a page with several forms, what stands before the form's own word.</param>
/// <param name="Kind">Of what kind the thing is; empty: none.</param>
/// <param name="Named">The part of the address, or the field of the form, that has the thing's id; empty: what the answer names.</param>
/// <param name="Personal">Whether it concerns personal data, so that whoever sees to these is shown it.</param>
/// <param name="Readers">Whose reading is recorded; null: it is an act, and recorded of all staff.</param>
/// <param name="Forms">The words of the forms of a page; a form that is not named is recorded under its own word.</param>
/// <param name="OfMembersToo">Whether it is recorded of members as well, who with it decide on others.</param>
public sealed record Privilege(string Action, string Kind, string Named, bool Personal, IReadOnlyList<string>? Readers = null, FrozenDictionary<string, string>? Forms = null, bool OfMembersToo = false);

/// <summary>The one place that says which address is which privileged act, and which needs none. A state-changing address that stands here nowhere fails a test;
/// should one be served nevertheless, staff who use it are recorded as <see cref="Undeclared"/>.</summary>
public static class Privileges
{
    /// <summary>Who sees all of the trail.</summary>
    public static string[] ReadTrail { get; } = [Roles.Auditor, Roles.Admin];

    /// <summary>An act at an address that was not declared.</summary>
    public static Privilege Undeclared { get; } = new("undeclared", "", "", Personal: true);

    // Whoever may look into what is others'.
    private static readonly string[] OnLookers = [Roles.Auditor, Roles.Bureau, Roles.Dpo, Roles.Admin];

    private static readonly string[] PayoutReaders = [Roles.Bureau, Roles.Treasurer, Roles.Admin];

    private static readonly string[] TreasuryReaders = [Roles.Approver, Roles.Auditor, Roles.Treasurer];

    private static readonly string[] AlertReaders = [Roles.Auditor, Roles.Bureau, Roles.Treasurer];

    // By the command line, and by the daily removal of what was kept long enough; and what one person could do alone before it took two.
    private static readonly string[] AtTheMachine = ["person.enter", "retention.apply", "key.rotate", "label.rebuild", "member.merge", "books.export", "books.import", "books.back-up"];

    private const string Desk = "/bureau/label", Files = "/v1/label/applications/{id}", Participants = "/v1/label/participants/{participant}", Grants = "/v1/label/grants/{number}";
    private const string Letter = "/lettres/{position:long}.{language:regex(^(fr|en)$)}.pdf";

    private static readonly (string Form, string Action)[] MemberActs =
    [
        ("approve", "account.approve"), ("refuse", "account.refuse"), ("correct", "member.correct"), ("confirm-key", "account.key_confirm"), ("block-key", "account.key_block"),
        ("card", "card.enter"), ("confirm-card", "card.confirm"), ("block-card", "card.block"), ("open", "account.open"), ("link", "account.link"), ("merge", "member.merge_ask"), ("tie", "account.tie_ask"), ("place", "account.place"), ("signout", "person.sign_out"), ("paid", "membership.enter"),
        ("ceilings", "account.ceilings_set"),
    ];

    private static readonly (string Form, string Action)[] CampaignActs =
    [
        ("propose", "campaign.propose"), ("approve", "campaign.approve"), ("end", "campaign.end"), ("fund", "campaign.fund"), ("try", "campaign.try"), ("allot", "campaign.allot"), ("return", "campaign.return"),
        ("try-share", "campaign.share_try"), ("share", "campaign.share"), ("approve-proposal", "campaign.proposal_approve"), ("drop", "campaign.proposal_drop"),
    ];

    private static readonly (string Form, string Action)[] NoteActs =
    [
        ("open", "notes.open"), ("close", "notes.close"), ("print", "notes.print"), ("send", "notes.send"), ("receive", "notes.receive"), ("sell", "notes.sell"), ("undo", "notes.undo"),
        ("take", "notes.take_back"), ("withdraw", "notes.withdraw"), ("reconvert", "notes.reconvert"), ("terms", "notes.terms_set"), ("count", "notes.count"), ("confirm", "notes.confirm"),
    ];

    private static readonly (string Form, string Action)[] SlipActs = [("register", "slip.key_enter"), ("confirm", "slip.key_confirm"), ("block", "slip.key_block"), ("settle", "slip.settle")];

    private static readonly FrozenDictionary<string, Privilege> Acts = new Dictionary<string, Privilege>
    {
        // The currency.
        ["POST /v1/accounts"] = Act("account.open", "account", personal: true),
        ["POST /v1/accounts/{account}/approve"] = Act("account.approve", "account", "account", personal: true),
        ["POST /v1/accounts/{account}/keys"] = Act("account.key_add", "account", "account", personal: true),
        ["DELETE /v1/accounts/{account}/keys/{kid}"] = Act("account.key_block", "account", "account", personal: true),
        ["POST /v1/accounts/{account}/keys/enter"] = Act("account.key_enter", "account", "account", personal: true),
        ["POST /v1/accounts/{account}/keys/{kid}/confirm"] = Act("account.key_confirm", "account", "account", personal: true),
        ["POST /v1/accounts/{account}/cards"] = Act("card.enter", "account", "account", personal: true),
        ["POST /v1/accounts/{account}/cards/{card}/confirm"] = Act("card.confirm", "account", "account", personal: true),
        ["DELETE /v1/accounts/{account}/cards/{card}"] = Act("card.block", "account", "account", personal: true),
        ["DELETE /v1/accounts/{account}/mandates/{mandate}"] = Act("mandate.revoke", "account", "account", personal: true),
        ["PUT /v1/accounts/{account}/ceilings"] = Act("account.ceilings_set", "account", "account", personal: true),
        ["POST /v1/terms"] = Act("terms.set", "terms"),
        ["POST /v1/terms/reconversion"] = Act("reconversion.terms_set", "terms"),
        ["POST /v1/accounts/{account}/agreement/end"] = Act("agreement.end", "account", "account", personal: true),
        ["POST /v1/accounts/{account}/agreement/renew"] = Act("agreement.renew", "account", "account", personal: true),
        ["PUT /v1/accounts/{account}/iban"] = Act("account.iban_enter", "account", "account", personal: true) with { OfMembersToo = true },
        ["POST /v1/accounts/{account}/iban/{entry:long}/confirm"] = Act("account.iban_confirm", "account", "account", personal: true),
        ["POST /v1/accounts/{account}/iban/{entry:long}/decline"] = Act("account.iban_decline", "account", "account", personal: true),
        ["POST /v1/issuances"] = Act("issuance.propose", "issuance"),
        ["POST /v1/issuances/{issuance}/approve"] = Act("issuance.approve", "issuance", "issuance"),
        ["POST /v1/issuances/{issuance}/reject"] = Act("issuance.reject", "issuance", "issuance"),
        ["POST /v1/issuances/{issuance}/reversal"] = Act("issuance.reverse", "issuance", "issuance"),
        ["POST /v1/issuances/{issuance}/reversal/approve"] = Act("issuance.reversal_approve", "issuance", "issuance"),
        ["POST /v1/issuances/{issuance}/reversal/reject"] = Act("issuance.reversal_reject", "issuance", "issuance"),
        ["POST /v1/issuances/parts/{entry:long}/{account}/reversal"] = Act("issuance.reverse", "account", "account"),
        ["POST /v1/issuances/parts/{entry:long}/{account}/reversal/approve"] = Act("issuance.reversal_approve", "account", "account"),
        ["POST /v1/issuances/parts/{entry:long}/{account}/reversal/reject"] = Act("issuance.reversal_reject", "account", "account"),
        ["POST /v1/statements/explanations"] = Act("statement.explain", "statement"),
        ["POST /v1/statements/explanations/{position:long}/correct"] = Act("statement.correct", "statement", "position"),
        ["POST /v1/remittances"] = Act("remittance.propose", "remittance"),
        ["POST /v1/remittances/{remittance}/approve"] = Act("remittance.approve", "remittance", "remittance"),
        ["POST /v1/remittances/{remittance}/cancel"] = Act("remittance.cancel", "remittance", "remittance"),
        ["POST /v1/reconversions/{payment}/settle"] = Act("reconversion.settle", "payment", "payment"),
        ["POST /v1/reconversions/{payment}/return"] = Act("reconversion.return", "payment", "payment"),
        ["POST /v1/debits/mandates"] = Act("debit_mandate.enter", "debit_mandate", personal: true),
        ["POST /v1/debits/mandates/{mandate}/suspend"] = Act("debit_mandate.suspend", "debit_mandate", "mandate", personal: true),
        ["POST /v1/debits/mandates/{mandate}/resume"] = Act("debit_mandate.resume", "debit_mandate", "mandate", personal: true),
        ["POST /v1/debits/mandates/{mandate}/end"] = Act("debit_mandate.end", "debit_mandate", "mandate", personal: true),
        ["POST /v1/debits/batches"] = Act("debit.propose", "debit_batch"),
        ["POST /v1/debits/batches/{batch}/approve"] = Act("debit.approve", "debit_batch", "batch"),
        ["POST /v1/debits/batches/{batch}/cancel"] = Act("debit.cancel", "debit_batch", "batch"),
        ["POST /v1/debits/batches/{batch}/collect"] = Act("debit.collect", "debit_batch", "batch"),
        ["POST /v1/debits/{debit}/return"] = Act("debit.return", "debit", "debit", personal: true),
        ["POST /v1/debits/{debit}/repay"] = Act("debit.repay", "debit", "debit", personal: true),
        ["POST /v1/debits/{debit}/bear"] = Act("debit.bear", "debit", "debit", personal: true),
        ["POST /v1/campaigns"] = Act("campaign.propose", "campaign"),
        ["POST /v1/campaigns/{campaign}/approve"] = Act("campaign.approve", "campaign", "campaign"),
        ["POST /v1/campaigns/{campaign}/end"] = Act("campaign.end", "campaign", "campaign"),
        ["POST /v1/campaigns/{campaign}/funding"] = Act("campaign.fund", "campaign", "campaign"),
        ["POST /v1/campaigns/{campaign}/allotments"] = Act("campaign.allot", "campaign", "campaign", personal: true),
        ["POST /v1/campaigns/{campaign}/return-purses"] = Act("campaign.return", "campaign", "campaign"),
        ["POST /v1/campaigns/shares"] = Act("campaign.share", "campaign_proposal"),
        ["POST /v1/campaigns/proposals/{proposal}/approve"] = Act("campaign.proposal_approve", "campaign_proposal", "proposal"),
        ["POST /v1/campaigns/proposals/{proposal}/drop"] = Act("campaign.proposal_drop", "campaign_proposal", "proposal"),
        ["POST /v1/paper/prints"] = Act("notes.print", "notes"),
        ["POST /v1/paper/transfers"] = Act("notes.send", "notes"),
        ["POST /v1/paper/transfers/{transfer}/receive"] = Act("notes.receive", "notes", "transfer"),
        ["POST /v1/paper/bureaux/{bureau}/open"] = Act("notes.open", "bureau", "bureau"),
        ["POST /v1/paper/bureaux/{bureau}/close"] = Act("notes.close", "bureau", "bureau"),
        ["POST /v1/paper/bureaux/{bureau}/sales"] = Act("notes.sell", "bureau", "bureau"),
        ["POST /v1/paper/bureaux/{bureau}/takings"] = Act("notes.take_back", "bureau", "bureau", personal: true),
        ["POST /v1/paper/bureaux/{bureau}/withdrawals"] = Act("notes.withdraw", "bureau", "bureau", personal: true),
        ["POST /v1/paper/bureaux/{bureau}/reconversions"] = Act("notes.reconvert", "bureau", "bureau", personal: true),
        ["POST /v1/paper/terms"] = Act("notes.terms_set", "notes"),
        ["POST /v1/paper/sales/{sale}/undo"] = Act("notes.undo", "notes", "sale"),
        ["POST /v1/paper/counts"] = Act("notes.count", "notes"),
        ["POST /v1/paper/counts/{count}/confirm"] = Act("notes.confirm", "notes", "count"),
        ["POST /v1/areas"] = Act("area.import", "area"),
        ["POST /ville/zones"] = Act("area.import", "area"),
        ["POST /v1/statements"] = Act("statement.import", "statement"),
        ["POST /v1/imports/members"] = Act("import.members", "import", personal: true),
        ["POST /v1/imports/history"] = Act("import.history", "import", personal: true),
        ["POST /v1/imports/members/cancel"] = Act("import.cancel", "import"),
        ["POST /v1/imports/balances"] = Act("import.balances_propose", "moving_proposal"),
        ["POST /v1/imports/balances/approve"] = Act("import.balances_approve", "moving_proposal"),
        ["POST /v1/imports/balances/drop"] = Act("import.balances_drop", "moving_proposal"),
        ["POST /v1/wind-down"] = Act("wind_down.propose", "moving_proposal"),
        ["POST /v1/wind-down/remainder"] = Act("wind_down.gift", "moving_proposal"),
        ["POST /v1/wind-down/proposals/{proposal}/approve"] = Act("wind_down.approve", "moving_proposal", "proposal"),
        ["POST /v1/wind-down/proposals/{proposal}/drop"] = Act("wind_down.drop", "moving_proposal", "proposal"),
        ["POST /v1/wind-down/take"] = Act("wind_down.take", "moving_proposal"),
        ["POST /v1/mutual-credit"] = Act("mutual_credit.propose", "mutual_credit"),
        ["POST /v1/mutual-credit/approve"] = Act("mutual_credit.open", "mutual_credit"),
        ["POST /v1/mutual-credit/reject"] = Act("mutual_credit.reject", "mutual_credit"),
        ["POST /v1/mutual-credit/accounts/{account}"] = Act("mutual_credit.limits_propose", "account", "account"),
        ["POST /v1/mutual-credit/accounts/{account}/approve"] = Act("mutual_credit.limits_approve", "account", "account"),
        ["POST /v1/mutual-credit/accounts/{account}/reject"] = Act("mutual_credit.limits_reject", "account", "account"),
        ["POST /v1/mutual-credit/accounts/{account}/end"] = Act("mutual_credit.end", "account", "account"),

        // The label.
        ["POST /v1/label/scheme"] = Act("scheme.set", "scheme"),
        ["POST /v1/label/charters"] = Act("charter.adopt", "charter"),
        [$"POST {Grants}/suspend"] = Act("grant.suspend", "grant", "number"),
        [$"POST {Grants}/reinstate"] = Act("grant.reinstate", "grant", "number"),
        [$"POST {Grants}/withdraw"] = Act("grant.withdraw", "grant", "number"),
        [$"POST {Grants}/renew"] = Act("grant.renew", "grant", "number"),
        [$"POST {Grants}/transfer"] = Act("grant.transfer", "grant", "number"),
        [$"POST {Grants}/annul"] = Act("grant.annul", "grant", "number"),
        [$"POST {Grants}/renounce"] = Act("grant.renounce", "grant", "number"),
        ["POST /v1/label/events/{number}/report"] = Act("event.report", "grant", "number"),
        ["POST /v1/label/complaints"] = Act("complaint.enter", "complaint"),
        ["POST /v1/label/complaints/{complaint}/close"] = Act("complaint.close", "complaint", "complaint"),
        ["POST /v1/label/participants"] = Act("participant.enter", "participant", personal: true),
        [$"POST {Participants}/profile"] = Act("participant.describe", "participant", "participant", personal: true),
        [$"POST {Participants}/directory"] = Act("participant.directory_change", "participant", "participant", personal: true),
        [$"POST {Participants}/representatives"] = Act("participant.representative_name", "participant", "participant", personal: true),
        [$"POST {Participants}/representatives/{{person}}/end"] = Act("participant.representative_end", "participant", "participant", personal: true),
        [$"POST {Participants}/keys"] = Act("participant.key_add", "participant", "participant", personal: true),
        [$"DELETE {Participants}/keys/{{kid}}"] = Act("participant.key_block", "participant", "participant", personal: true),
        [$"POST {Participants}/keys/release"] = Act("participant.devices_release", "participant", "participant", personal: true),
        ["POST /v1/label/applications"] = Act("application.open", "application"),
        [$"POST {Files}/commitments"] = Act("application.commit", "application", "id"),
        [$"POST {Files}/commitments/{{number:int}}/settle"] = Act("application.settle", "application", "id"),
        [$"POST {Files}/submit"] = Act("application.submit", "application", "id"),
        [$"POST {Files}/drop"] = Act("application.drop", "application", "id"),
        [$"POST {Files}/admissibility"] = Act("application.examine", "application", "id"),
        [$"POST {Files}/visits/plan"] = Act("visit.plan", "application", "id"),
        [$"POST {Files}/visits"] = Act("visit.report", "application", "id"),
        [$"POST {Files}/opinions"] = Act("opinion.give", "application", "id"),
        [$"POST {Files}/decision"] = Act("application.decide", "application", "id"),
        [$"POST {Files}/appeal"] = Act("appeal.lodge", "application", "id"),
        [$"POST {Files}/appeal/decision"] = Act("appeal.decide", "application", "id"),
        [$"POST {Files}/evidence"] = Act("evidence.bring", "application", "id", personal: true),
        [$"DELETE {Files}/evidence/{{evidence}}"] = Act("evidence.erase", "evidence", "evidence", personal: true),
        ["POST /v1/label/cooperations"] = Act("cooperation.propose", "cooperation"),
        ["POST /v1/label/cooperations/{cooperation}/end"] = Act("cooperation.end", "cooperation", "cooperation"),

        // The screens of the label's office and of a participant.
        [$"POST {Desk}/dossiers/{{id}}"] = Forms("application", "id", ("examine", "application.examine"), ("plan", "visit.plan"), ("visit", "visit.report"), ("opine", "opinion.give"),
            ("settle", "application.settle"), ("decide", "application.decide"), ("hear", "appeal.decide")),
        [$"POST {Desk}/dossiers/{{id}}/visite"] = Act("visit.report", "application", "id"),
        [$"POST {Desk}/titulaires/{{number}}"] = Forms("grant", "number", ("complain", "complaint.enter"), ("close", "complaint.close"), ("block", "participant.key_block"), ("release", "participant.devices_release")),
        ["POST /ville/bilan/{period}"] = Forms("annual_report", "period", ("establish", "annual_report.establish"), ("publish", "annual_report.publish")),
        [$"POST {Desk}/charte"] = Forms("charter", "", ("adopt", "charter.adopt")),
        [$"POST {Desk}/regles"] = Forms("scheme", "", ("set", "scheme.set")),
        ["POST /mon-label"] = Forms("participant", "participant", ("open", "application.open"), ("renounce", "grant.renounce"), ("report", "event.report"), ("cooperate", "cooperation.propose"), ("part", "cooperation.end"),
            ("describe", "participant.describe"), ("contact", "participant.directory_change")),
        ["PUT /mon-label/dossiers/{id}/pieces/{evidence}"] = Act("evidence.bring", "application", "id", personal: true),
        [$"POST {Desk}/participants/{{participant}}"] = Forms("participant", "participant", ("describe", "participant.describe"), ("contact", "participant.directory_change")) with { Personal = true },
        ["POST /mon-label/{participant}/cooperations"] = Forms("participant", "participant", ("register", "participant.key_add"), ("add", "participant.key_add"), ("block", "participant.key_block"),
            ("cooperate", "cooperation.propose"), ("part", "cooperation.end")),
        ["POST /mon-label/{participant}/cooperations/appareil/{key}"] = Act("participant.key_add", "participant", "participant", personal: true),
        ["POST /mon-label/dossiers/{id}"] = Forms("application", "id", ("prove", "evidence.bring"), ("appeal", "appeal.lodge")),

        // People.
        ["POST /bureau/membres"] = Forms("member", "", ("enter", "member.enter")) with { Personal = true },
        ["POST /bureau/membres/adhesions"] = Act("membership.price_set", "membership"),
        ["POST /bureau/membres/demandes"] = Forms("proposal", "which", ("grant", "proposal.grant"), ("decline", "proposal.decline"), ("part", "member.part_ask")) with { Personal = true },
        ["POST /bureau/droits"] = Forms("scope", "which", ("bureau", "bureau.name"), ("committee", "committee.name")),
        ["POST /bureau/droits/applications"] = Forms("application", "which", ("remove", "application.remove")),
        ["POST /bureau/droits/{person}"] = Forms("person", "person", ("give", "right.give"), ("take", "right.take"), ("bar", "person.bar"), ("letin", "person.let_in_ask"), ("session", "person.session_end"),
            ("everywhere", "person.sign_out"), ("application", "person.application_withdraw")) with
        { Personal = true },
        ["POST /ma-boutique/equipe"] = Forms("person", "person", ("invite", "cashier.invite"), ("revoke", "invitation.revoke"), ("take", "right.take"), ("code", "cashier.code_set"), ("refunds", "cashier.refunds_set"), ("uncode", "cashier.code_remove"), ("lock", "till.lock_set")) with { Personal = true, OfMembersToo = true },
        ["POST /ma-boutique/code"] = Forms("account", "shop", ("code", "cashier.code_set")) with { Personal = true, OfMembersToo = true },
        ["POST /ma-boutique/caisses"] = Forms("account", "shop", ("add", "till.add"), ("rename", "till.rename"), ("end", "till.end"), ("code", "till.code_make"), ("withdraw", "till.code_withdraw")) with { OfMembersToo = true },
        ["POST /ma-boutique/site"] = Forms("account", "shop", ("key", "shop_key.make"), ("renew-key", "shop_key.renew"), ("end-key", "shop_key.end"), ("webhook", "webhook.add")) with { OfMembersToo = true },
        ["POST /ma-boutique/site/{webhook}"] = Forms("webhook", "webhook", ("on", "webhook.on"), ("off", "webhook.off"), ("renew", "webhook.renew"), ("replay", "webhook.replay"), ("remove", "webhook.remove")) with { OfMembersToo = true },
        ["POST /v1/webhooks/{webhook}/deliveries/{position}/replay"] = Act("webhook.replay", "webhook", "webhook") with { OfMembersToo = true },
        ["POST /bureau/membres/{person}"] = Forms("member", "person", MemberActs) with { Personal = true },
        ["POST /bureau/membres/comptes/{account}"] = Forms("account", "account", MemberActs) with { Personal = true },
        ["POST /bureau/membres/comptes/{account}/appareil/{key}"] = Forms("account", "account", ("enter-key", "account.key_enter"), ("confirm-key", "account.key_confirm"), ("block-key", "account.key_block")) with { Personal = true },
        ["POST /bureau/invitations"] = Forms("invitation", "which", ("invite", "invitation.send"), ("confirm", "invitation.confirm"), ("recover", "invitation.recover"), ("revoke", "invitation.revoke")) with { Personal = true },
        ["POST /bureau/tresorerie/lignes"] = Forms("statement", "which", ("import", "statement.import"), ("issue", "statement.issue"), ("explain", "statement.explain"), ("announced", "statement.explain"),
            ("offset", "statement.explain"), ("settle", "reconversion.settle"), ("return", "reconversion.return"), ("correct", "statement.correct")) with
        { Personal = true },
        ["POST /bureau/tresorerie/emissions"] = Forms("issuance", "which", ("propose", "issuance.propose"), ("approve", "issuance.approve"), ("reject", "issuance.reject"),
            ("reverse", "issuance.reverse"), ("undo", "issuance.reversal_approve"), ("keep", "issuance.reversal_reject"), ("reverse-part", "issuance.reverse"), ("undo-part", "issuance.reversal_approve"), ("keep-part", "issuance.reversal_reject")),
        ["POST /bureau/tresorerie/cartes"] = Forms("online_payment", "which", ("ask", "online_payment.ask"), ("assign", "online_payment.assign"), ("propose", "online_payment.propose"), ("take", "online_payment.take"), ("close", "online_payment.close")) with { Personal = true },
        ["POST /bureau/tresorerie/reconversions"] = Forms("remittance", "which", ("remit", "remittance.propose"), ("approve", "remittance.approve"), ("cancel", "remittance.cancel"), ("return", "reconversion.return")),
        ["POST /bureau/prelevements"] = Forms("debit_batch", "which", ("propose", "debit.propose"), ("approve", "debit.approve"), ("cancel", "debit.cancel"), ("collect", "debit.collect"), ("return", "debit.return"),
            ("repay", "debit.repay"), ("bear", "debit.bear")) with
        { Personal = true },
        ["POST /bureau/prelevements/mandats"] = Forms("debit_mandate", "which", ("enter", "debit_mandate.enter"), ("suspend", "debit_mandate.suspend"), ("resume", "debit_mandate.resume"), ("end", "debit_mandate.end")) with { Personal = true },
        ["POST /bureau/factures"] = Forms("invoice", "which", ("credit", "invoice.credit_ask"), ("issue", "invoice.credit_issue"), ("keep", "invoice.credit_drop")),
        ["POST /bureau/import"] = Forms("import", "", ("try", "import.try"), ("bring", "import.members"), ("try-history", "import.try"), ("history", "import.history"), ("cancel", "import.cancel"), ("propose", "import.balances_propose"), ("approve", "import.balances_approve"), ("drop", "import.balances_drop")) with { Personal = true },
        ["POST /bureau/tresorerie/fin"] = Forms("moving_proposal", "which", ("end", "wind_down.propose"), ("remainder", "wind_down.gift"), ("approve", "wind_down.approve"), ("drop", "wind_down.drop"), ("take", "wind_down.take")),
        ["POST /bureau/credit-mutuel"] = Forms("mutual_credit", "which", ("propose", "mutual_credit.propose"), ("open", "mutual_credit.open"), ("reject", "mutual_credit.reject"), ("limits", "mutual_credit.limits_propose"),
            ("approve-limits", "mutual_credit.limits_approve"), ("reject-limits", "mutual_credit.limits_reject"), ("end", "mutual_credit.end")),
        ["POST /ma-boutique/banque"] = Forms("account", "account", ("iban", "account.iban_enter")) with { Personal = true, OfMembersToo = true },
        ["POST /bureau/professionnels"] = Forms("terms", "", ("set", "reconversion.terms_set")),
        ["POST /bureau/professionnels/{account}"] = Forms("account", "account", ("iban", "account.iban_enter"), ("confirm-iban", "account.iban_confirm"), ("decline-iban", "account.iban_decline"),
            ("end-agreement", "agreement.end"), ("renew-agreement", "agreement.renew")) with
        { Personal = true },
        ["POST /v1/public-payments/mandates"] = Act("public_mandate.enter", "public_mandate", personal: true),
        ["POST /v1/public-payments/mandates/{publicMandate}/revoke"] = Act("public_mandate.revoke", "public_mandate", "publicMandate", personal: true),
        ["POST /bureau/paiements-publics"] = Forms("public_mandate", "which", ("enter", "public_mandate.enter"), ("revoke", "public_mandate.revoke")) with { Personal = true },
        ["POST /bureau/campagnes"] = Forms("campaign", "which", CampaignActs) with { Personal = true },
        ["POST /bureau/campagnes/{campaign}"] = Forms("campaign", "campaign", CampaignActs) with { Personal = true },
        ["POST /bureau/plafonds"] = Act("terms.set", "terms"),
        ["POST /bureau/billets"] = Forms("notes", "which", NoteActs),
        ["POST /bureau/bordereaux"] = Forms("notes", "which", SlipActs),
        ["POST /bureau/caisse/{bureau}"] = Forms("bureau", "bureau", NoteActs) with { Personal = true },
        ["POST /bureau/alertes/seuils"] = Act("alert.terms_set", "terms"),
        ["POST /bureau/alertes/{number:long}"] = Forms("alert", "number", ("take", "alert.take_up"), ("decide", "alert.decide")) with { Personal = true },
        // The territory.
        ["POST /ville/territoire/{kind}/nouveau"] = Act("territory.write", "territory"),
        ["POST /ville/territoire/{kind}/{id}"] = Forms("territory", "id", ("save", "territory.write"), ("publish", "territory.publish"), ("withdraw", "territory.withdraw"), ("attach", "territory.attach"), ("detach", "territory.detach")),
        ["POST /ville/territoire/rencontres/{id}"] = Forms("territory", "id", ("invite", "meeting.invite"), ("remove", "meeting.unregister")) with { Personal = true },
        // Personal data.
        ["POST /ville/strategie/{kind}/{record}"] = Forms("strategy", "record", ("save", "strategy.save"), ("withdraw", "strategy.withdraw"), ("names", "strategy.name"), ("file", "strategy.attach"), ("unfile", "strategy.detach")) with { Personal = true },
        ["POST /bureau/donnees"] = Forms("person", "person", ("retain", "retention.set"), ("agree", "sharing.record"), ("decide", "erasure.decide")) with { Personal = true },

        // What is others', read by who may look into it.
        ["GET /bureau/droits/{person}"] = Reading("right.read", "person", "person"),
        ["GET /bureau/membres/demandes"] = Reading("proposal.list", "", ""),
        ["GET /bureau/membres"] = Reading("member.list", "", ""),
        ["GET /bureau/membres/{person}"] = Reading("member.read", "member", "person"),
        ["GET /bureau/membres/comptes/{account}"] = Reading("member.read", "account", "account"),
        ["GET /bureau/membres/comptes/{account}/appareil"] = Reading("member.read", "account", "account"),
        ["GET /bureau/membres/comptes/{account}/appareil/{key}"] = Reading("member.read", "account", "account"),
        ["GET /bureau/membres/adhesions"] = Reading("membership.list", "", ""),
        ["GET /bureau/membres/adhesions.csv"] = Reading("membership.export", "", ""),
        ["GET /bureau"] = new("office.look", "", "", Personal: false, [Roles.Auditor]),
        ["GET /bureau/factures"] = Reading("invoice.list", "", "") with { Readers = TreasuryReaders },
        ["GET /bureau/factures/{file}"] = Reading("invoice.read", "invoice", "file") with { Readers = TreasuryReaders },
        ["GET /v1/invoices"] = Reading("invoice.list", "", "") with { Readers = TreasuryReaders },
        ["GET /v1/invoices/{invoice}"] = Reading("invoice.read", "invoice", "invoice") with { Readers = TreasuryReaders },
        ["GET /v1/invoices/{invoice}/cii.xml"] = Reading("invoice.read", "invoice", "invoice") with { Readers = TreasuryReaders },
        ["GET /v1/invoices/{invoice}/invoice.pdf"] = Reading("invoice.read", "invoice", "invoice") with { Readers = TreasuryReaders },
        ["GET /bureau/tresorerie/lignes"] = Reading("treasury.read", "", "") with { Readers = TreasuryReaders },
        ["GET /bureau/tresorerie/emissions"] = Reading("issuance.list", "", "") with { Readers = TreasuryReaders },
        ["GET /bureau/tresorerie/cartes"] = Reading("online_payment.list", "", "") with { Readers = TreasuryReaders },
        ["GET /bureau/tresorerie/reconversions"] = Reading("remittance.list", "", "") with { Readers = TreasuryReaders },
        ["GET /bureau/tresorerie/fin/remboursements.csv"] = Reading("wind_down.export", "", "") with { Readers = TreasuryReaders },
        ["GET /v1/imports/members/lines.csv"] = Reading("import.lines", "", ""),
        ["GET /bureau/import/lignes.csv"] = Reading("import.lines", "", ""),
        ["GET /v1/wind-down/reimbursements.csv"] = Reading("wind_down.export", "", "") with { Readers = TreasuryReaders },
        ["GET /bureau/alertes"] = Reading("alert.list", "", "") with { Readers = AlertReaders },
        ["GET /bureau/alertes.csv"] = Reading("alert.export", "", "") with { Readers = AlertReaders },
        ["GET /bureau/alertes/{number:long}"] = Reading("alert.read", "alert", "number") with { Readers = AlertReaders },
        ["GET /bureau/professionnels/{account}"] = Reading("account.read_iban", "account", "account") with { Readers = PayoutReaders },
        ["GET /v1/accounts/{account}/iban"] = Reading("account.read_iban", "account", "account") with { Readers = PayoutReaders },
        ["GET /v1/accounts/{account}"] = Reading("account.read", "account", "account"),
        ["GET /v1/accounts/{account}/entries"] = Reading("account.read_entries", "account", "account"),
        ["GET /v1/accounts/{account}/mandates"] = Reading("mandate.list", "account", "account"),
        ["GET /v1/accounts/{account}/statement.csv"] = Reading("account.export", "account", "account"),
        ["GET /v1/accounts/{account}/statement.pdf"] = Reading("account.export", "account", "account"),
        ["GET /v1/accounts/{account}/former-payments"] = Reading("account.export", "account", "account"),
        ["GET /v1/payments/{payment}"] = Reading("payment.read", "payment", "payment"),
        ["GET /v1/payments/{payment}/receipt"] = Reading("payment.read_receipt", "payment", "payment"),
        ["GET /v1/payments/{payment}/proof"] = Reading("payment.read_proof", "payment", "payment"),
        ["GET /v1/reconversions"] = Reading("reconversion.list", "", ""),
        ["GET /v1/reconversions/{payment}"] = Reading("reconversion.read", "payment", "payment"),
        ["GET /v1/issuances"] = Reading("issuance.list", "", ""),
        ["GET /v1/issuances/reversals"] = Reading("issuance.list", "", ""),
        ["GET /v1/issuances/parts/reversals"] = Reading("issuance.list", "", ""),
        ["GET /v1/remittances/{remittance}/transfers.xml"] = Reading("remittance.file", "remittance", "remittance"),
        ["GET /bureau/tresorerie/reconversions/{remittance}.xml"] = Reading("remittance.file", "remittance", "remittance") with { Readers = TreasuryReaders },
        ["GET /v1/debits/mandates"] = Reading("debit_mandate.list", "account", ""),
        ["GET /v1/debits/batches"] = Reading("debit.list", "", ""),
        ["GET /v1/debits/owed"] = Reading("debit.list", "", ""),
        ["GET /v1/debits/batches/{batch}/debits.xml"] = Reading("debit.file", "debit_batch", "batch"),
        ["GET /bureau/prelevements/{batch}.xml"] = Reading("debit.file", "debit_batch", "batch") with { Readers = TreasuryReaders },
        ["GET /bureau/prelevements"] = Reading("debit.list", "", "") with { Readers = TreasuryReaders },
        ["GET /bureau/prelevements/mandats"] = Reading("debit_mandate.list", "", "") with { Readers = TreasuryReaders },
        ["GET /v1/remittances"] = Reading("remittance.list", "", ""),
        ["GET /v1/merchants/{merchant}/takings"] = Reading("merchant.read_takings", "merchant", "merchant"),
        ["GET /v1/merchants/{merchant}/closures"] = Reading("merchant.read_takings", "merchant", "merchant"),
        [$"GET {Participants}"] = Reading("participant.read", "participant", "participant"),
        [$"GET {Participants}/directory"] = Reading("participant.read_directory", "participant", "participant"),
        ["GET /v1/label/applications"] = Reading("application.list", "", ""),
        [$"GET {Files}"] = Reading("application.read", "application", "id"),
        [$"GET {Files}/evidence"] = Reading("evidence.list", "application", "id"),
        [$"GET {Files}/evidence/{{evidence}}"] = Reading("evidence.read", "evidence", "evidence"),
        ["GET /v1/label/complaints"] = Reading("complaint.list", "", ""),
        [$"GET {Grants}/decisions"] = Reading("grant.read_decisions", "grant", "number"),
        ["GET /ville/territoire/rencontres/{id}"] = Reading("meeting.list", "territory", "id") with { Readers = [Roles.City, Roles.Admin] },
        ["GET /v1/census/members"] = Reading("census.read_members", "", ""),
        [$"GET {Desk}/dossiers/{{id}}"] = Reading("application.read", "application", "id"),
        [$"GET {Desk}/dossiers/{{id}}/pieces/{{evidence}}"] = Reading("evidence.read", "evidence", "evidence"),
        ["GET " + Desk + "/dossiers/{id}" + Letter] = Reading("application.read_letter", "application", "id"),
        ["GET " + Desk + "/titulaires/{number}" + Letter] = Reading("application.read_letter", "grant", "number"),
        [$"GET {Desk}/titulaires/{{number}}"] = Reading("grant.read_decisions", "grant", "number"),
        ["GET /v1/audit-trail.csv"] = Reading("trail.export", "", ""),
        ["GET /bureau/journal.csv"] = Reading("trail.export", "", ""),
    }.ToFrozenDictionary();

    /// <summary>State-changing addresses that no privilege opens, each with why.</summary>
    public static FrozenDictionary<string, string> Unprivileged { get; } = new Dictionary<string, string>
    {
        ["POST /v1/payments"] = "The signature is the authority, and the book has it.",
        ["POST /v1/paper/slips"] = "Two signatures are the authority, and the book has them.",
        ["POST /v1/card-payments"] = "The PIN is the authority, and the book has it.",
        ["POST /v1/accounts/{account}/mandates"] = "The signature is the authority, and the book has it.",
        ["PUT /v1/accounts/{account}/association"] = "A holder chooses for themselves, and the book has it.",
        ["POST /v1/accounts/{account}/name-check"] = "Who was told an account id compares the name, and nothing is changed by it.",
        ["POST /v1/accounts/{account}/scheduled-payments"] = "A holder arranges what a device signed a mandate for.",
        ["DELETE /v1/accounts/{account}/scheduled-payments/{mandate}"] = "A holder takes back their own mandate, and the book has it.",
        ["POST /v1/accounts/{account}/mandates/{mandate}/payments"] = "A delegate pays under a signed mandate, and the book has it.",
        ["POST /mon-label/{participant}/cooperations/defi"] = "Bytes to sign; the key that is added by them is recorded.",
        ["POST /v1/merchants/{merchant}/tills/{till}/turns"] = "A cashier says in whose name the till acts, and what is done then says so.",
        ["POST /v1/merchants/{merchant}/closures"] = "A merchant closes their own takings, and the book has it.",
        ["POST /ma-boutique/recettes"] = "A merchant closes their own takings, and the book has it; or says when they want them by mail.",
        ["POST /ma-boutique/fiche"] = "A merchant says what the public may know of their own shop.",
        ["POST /v1/payment-requests"] = "A merchant asks in their own name.",
        ["POST /v1/payment-requests/{request}/cancel"] = "A merchant takes back what they asked.",
        ["POST /v1/asks"] = "A holder asks in their own name.",
        ["POST /v1/asks/{ask}/refuse"] = "Who is asked answers for themselves.",
        ["POST /v1/asks/{ask}/withdraw"] = "A holder takes back what they asked.",
        ["DELETE /v1/accounts/{account}/blocked-askers/{asker}"] = "A holder chooses for themselves whose asks they see.",
        ["PUT /v1/push/devices"] = "Somebody has their own device told of what happens to their accounts.",
        ["DELETE /v1/push/devices/{device}"] = "Somebody has their own device told no more.",
        ["POST /v1/accounts/{account}/key-challenge"] = "Bytes to sign; the key that is added by them is recorded.",
        [$"POST {Participants}/key-challenge"] = "Bytes to sign; the key that is added by them is recorded.",
        [$"PATCH {Files}/evidence/{{evidence}}"] = "Pieces of a file; that it is brought is recorded.",
        ["POST /v1/label/cooperations/{cooperation}/confirm"] = "The signature is the authority, and the book has it.",
        ["POST /v1/helloasso/notifications"] = "Anyone may say that HelloAsso has news; HelloAsso itself is then asked.",
        ["POST /v1/badges/verify"] = "Anyone may check a badge, and nothing is changed by it.",
        ["POST /B"] = "Anyone may check a badge, and nothing is changed by it.",
        ["POST /connect/authorize"] = "Somebody signs in.",
        ["POST /connect/token"] = "Somebody signs in.",
        ["POST /connect/consent"] = "Somebody lets an application act for them.",
        ["POST /connect/end-session"] = "Somebody signs out.",
        ["POST /territoire/rencontres/{id}"] = "Somebody registers for a meeting themselves.",
        ["POST /territoire/inscription/{secret}"] = "Somebody takes their own registration back.",
        ["POST /agenda"] = "Somebody makes an address for their own calendar.",
        ["PATCH /mon-label/dossiers/{id}/pieces/{evidence}"] = "Pieces of a file; that it is brought is recorded.",
        ["POST /sign-in"] = "Somebody signs in.",
        ["POST /sign-in/code"] = "Somebody signs in.",
        ["POST /sign-in/passkey"] = "Somebody signs in.",
        ["POST /sign-in/passkey/options"] = "Bytes to sign.",
        ["POST /sign-in/provider/{number:int}/done"] = "Somebody joins the account of a provider to their own.",
        ["POST /sign-out"] = "Somebody signs out.",
        ["POST /invitation/{secret}"] = "Somebody enters by the link that they were sent.",
        ["POST /invitation/{secret}/passkey/options"] = "Bytes to sign.",
        ["POST /mon-compte/securite"] = "Somebody changes their own ways to sign in.",
        ["POST /mon-compte/securite/passkey/options"] = "Bytes to sign.",
        ["POST /mon-compte/prelevement"] = "A holder agrees to be debited, or takes that back.",
        ["POST /mon-compte/donnees"] = "Somebody asks to be forgotten.",
        ["POST /denied"] = "A page that only says so.",
        ["POST /not-found"] = "A page that only says so.",
    }.ToFrozenDictionary();

    /// <summary>Every address that stands in the tables.</summary>
    internal static IEnumerable<string> Declared => Acts.Keys.Concat(Unprivileged.Keys);

    /// <summary>What an address is; null: no privilege is in it, or it is not declared.</summary>
    public static Privilege? Of(string method, string pattern) => Acts.GetValueOrDefault(Key(method, pattern));

    /// <summary>How the tables name an address.</summary>
    public static string Key(string method, string pattern) => $"{method} /{pattern.Trim('/')}";

    /// <summary>Every word of an act, in order.</summary>
    public static IReadOnlyList<string> Actions { get; } = [.. Acts.Values.SelectMany(Words).Concat(AtTheMachine).Append(Undeclared.Action).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Those that concern personal data.</summary>
    public static IReadOnlyList<string> PersonalActions { get; } = [.. Acts.Values.Where(p => p.Personal).SelectMany(Words).Concat(AtTheMachine).Append(Undeclared.Action).Distinct().Order(StringComparer.Ordinal)];

    private static IEnumerable<string> Words(Privilege privilege) => privilege.Forms?.Values.AsEnumerable() ?? [privilege.Action];

    private static Privilege Act(string action, string kind, string named = "", bool personal = false) => new(action, kind, named, personal);

    private static Privilege Reading(string action, string kind, string named) => new(action, kind, named, Personal: true, OnLookers);

    private static Privilege Forms(string kind, string named, params ReadOnlySpan<(string Form, string Action)> forms)
    {
        var words = new Dictionary<string, string>();
        foreach (var (form, action) in forms) words.Add(form, action);
        return new(kind, kind, named, Personal: false, null, words.ToFrozenDictionary());
    }
}
