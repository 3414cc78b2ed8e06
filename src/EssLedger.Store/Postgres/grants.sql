-- What the running server may do, and no more: it adds to books through their functions and reads them; it cannot change or remove what stands there.
do $$
begin
    -- Asked first: a login that may not make roles is refused even the one that is there already.
    if not exists (select from pg_roles where rolname = 'essledger_server') then
        create role essledger_server nologin;
    end if;
exception
    when duplicate_object or unique_violation then null; -- another ledger of this PostgreSQL made it
end $$;
grant usage on schema public to essledger_server;
grant select on all tables in schema public to essledger_server;
grant execute on function currency_append, label_append, currency_conflicts, label_conflicts to essledger_server;
grant insert on currency_receipt, label_receipt, currency_checkpoint, label_checkpoint, currency_tile, label_tile, payment_request, census_release, figure_release, annual_report, audit_trail, retention_rule, sharing_agreement to essledger_server;
-- Names can be erased, and so can what entries only commit to by digest: of one entry at a time, or after ten years. The entries cannot.
grant insert, update, delete on participant, erasure_request to essledger_server;
grant execute on function currency_erase_originals, label_erase_originals, currency_erase_originals_through, label_erase_originals_through to essledger_server;
grant insert, update, delete on evidence, evidence_piece, outbox to essledger_server;
grant insert, update, delete on scheduled_payment, scheduled_run, mandate_delegate to essledger_server;
grant insert, update, delete on payout_iban to essledger_server;
-- An invoice never changes; it goes when its ten years are over.
grant insert, delete on invoice to essledger_server;
grant insert, update, delete on debit_mandate to essledger_server;
grant insert, update on online_payment to essledger_server;
grant insert, update, delete on newcomer to essledger_server;
grant insert, delete on former_payment, credit_wish to essledger_server;
grant insert, update on till to essledger_server;
grant insert on area_set to essledger_server;
grant insert, update, delete on webhook, webhook_delivery to essledger_server;
grant insert, delete on webhook_attempt to essledger_server;
grant update on webhook_follower to essledger_server;
grant insert, update, delete on push_device, push_message, ask to essledger_server;
grant update on push_follower to essledger_server;
grant insert, delete on ask_block to essledger_server;
-- Versions of a record are added; who is named in it, and its files, can be erased.
grant insert on record to essledger_server;
grant insert, update, delete on record_person to essledger_server;
grant insert, delete on record_file to essledger_server;
grant insert, update, delete on takings_mail, cashier_code, shop_entry, registration to essledger_server;
grant insert, update on cashier_lock to essledger_server;
grant insert, update, delete on cluster, silo, grain_snapshot, reminder to essledger_server;
grant update on label_projection to essledger_server;
grant insert, delete on grant_standing, participant_profile to essledger_server;
-- Alerts are added to; of a line of their log its words can be forgotten.
grant insert on alert_terms, alert, alert_behind, alert_step to essledger_server;
grant update (reason) on alert_step to essledger_server;
grant update on alert_follower to essledger_server;
grant insert, delete on alert_sighting to essledger_server;
-- A report never changes; that it is published is added.
grant update (published_by, published_at) on annual_report to essledger_server;
