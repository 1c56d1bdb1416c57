CREATE OR REPLACE FUNCTION close_organisation(org uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    statement text;
    deleted   jsonb;
BEGIN
    IF org IS DISTINCT FROM nullif(current_setting('app.org_id', true), '')::uuid THEN
        RAISE EXCEPTION 'another organisation is entered' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NOT EXISTS (SELECT FROM public.organisations o WHERE o.org_id = org AND o.closes_at <= now()) THEN
        RETURN NULL;
    END IF;
    -- One that a restored backup has once more may be kept already.
    INSERT INTO public.kept_invoices (id, number, kind, state, plan, period, currency, seats, unit_minor, days, of_days,
                                      charge_minor, credit_plan, credit_unit_minor, credit_minor, vat_basis_points, vat_minor,
                                      total_minor, from_on, until_on, billed_name, billed_email, billed_address,
                                      billed_country, billed_tax_number, issued_at, due_on, paid_at, receipt_number)
    SELECT i.id, i.number, i.kind, CASE i.state WHEN 'open' THEN 'void' ELSE i.state END, i.plan, i.period, i.currency,
           i.seats, i.unit_minor, i.days, i.of_days, i.charge_minor, i.credit_plan, i.credit_unit_minor, i.credit_minor,
           i.vat_basis_points, i.vat_minor, i.total_minor, i.from_on, i.until_on, i.billed_name, i.billed_email,
           i.billed_address, i.billed_country, i.billed_tax_number, i.issued_at, i.due_on, i.paid_at, i.receipt_number
    FROM public.invoices i WHERE i.org_id = org
    ON CONFLICT DO NOTHING;
    INSERT INTO public.kept_payments (id, invoice_id, tx_ref, state, flag, minor, currency, transaction_id, paid_minor,
                                      paid_currency, created_at, paid_at, refunded_minor, refunded_at, refund_id,
                                      refunding_minor)
    SELECT p.id, p.invoice_id, p.tx_ref, p.state, p.flag, p.minor, p.currency, p.transaction_id, p.paid_minor,
           p.paid_currency, p.created_at, p.paid_at, p.refunded_minor, p.refunded_at, p.refund_id, p.refunding_minor
    FROM public.payments p WHERE p.org_id = org AND p.transaction_id IS NOT NULL
    ON CONFLICT DO NOTHING;
    SELECT 'WITH ' || string_agg(format('%I AS (DELETE FROM public.%I WHERE org_id = $1 RETURNING 1)',
                                        'of_' || c.relname, c.relname), ', ')
           || ' SELECT jsonb_object_agg(counted.name, counted.number) FROM ('
           || string_agg(format('SELECT %L AS name, (SELECT count(*) FROM %I) AS number',
                                c.relname, 'of_' || c.relname), ' UNION ALL ')
           || ') counted WHERE counted.number > 0'
    INTO statement
    FROM pg_class c
    WHERE c.relnamespace = 'public'::regnamespace AND c.relforcerowsecurity;
    EXECUTE statement INTO deleted USING org;
    INSERT INTO public.closed_organisations (id) VALUES (org);
    RETURN deleted;
END
$$;
DROP FUNCTION credit_kept_invoice;
REVOKE EXECUTE ON FUNCTION next_billing_number FROM pt_closer;
REVOKE SELECT (series, year, last), INSERT (series, year, last), UPDATE (last) ON billing_numbers FROM pt_closer;
REVOKE SELECT (id, number, currency, vat_minor, total_minor, billed_name, billed_email), UPDATE (state) ON kept_invoices FROM pt_closer;
ALTER TABLE kept_invoices DROP COLUMN credited_at, DROP COLUMN credit_note_number;
UPDATE kept_invoices SET state = 'paid' WHERE state = 'refunding';
-- The owner is held back by the fence as well, and would find no rows at all.
ALTER TABLE invoices NO FORCE ROW LEVEL SECURITY;
UPDATE invoices SET state = 'paid' WHERE state = 'refunding';
ALTER TABLE invoices FORCE ROW LEVEL SECURITY;
ALTER TABLE invoices
    DROP CONSTRAINT invoices_state_check,
    ADD CONSTRAINT invoices_state_check CHECK (state IN ('open', 'paid', 'void', 'refunded'));
DROP TABLE credit_notes;
