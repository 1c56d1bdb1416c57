-- A refund that was begun is done when the provider says so, and may fail. What is on its way, and the provider's number of the latest.
ALTER TABLE payments
    ADD COLUMN refund_id       bigint,
    ADD COLUMN refunding_minor bigint;  -- only while it is under way
ALTER TABLE kept_payments
    ADD COLUMN refund_id       bigint,
    ADD COLUMN refunding_minor bigint;
CREATE INDEX payments_refunding ON payments (org_id, id) WHERE refunding_minor IS NOT NULL;
GRANT UPDATE (refund_id, refunding_minor) ON kept_payments TO pt_auth;

-- As before, and what is on its way back is kept with the payment.
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
