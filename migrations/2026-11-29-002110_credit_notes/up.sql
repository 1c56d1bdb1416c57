-- What was paid for an invoice came back: a credit note says so, in a series of its own without gaps. An invoice has one at most,
-- since what isn't all of it is never paid back but for what came in by mistake.
CREATE TABLE credit_notes (
    org_id     uuid        NOT NULL,
    invoice_id uuid        NOT NULL,
    number     text        NOT NULL,
    issued_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, invoice_id),
    CONSTRAINT credit_notes_number_taken UNIQUE (org_id, number),
    CONSTRAINT credit_notes_invoice FOREIGN KEY (org_id, invoice_id) REFERENCES invoices (org_id, id)
);
SELECT protect('credit_notes', 'SELECT, INSERT');
-- Whoever runs this lists them beside their invoices.
GRANT SELECT (org_id, invoice_id, number) ON credit_notes TO pt_auth;
CREATE POLICY auth_reads ON credit_notes FOR SELECT TO pt_auth USING (true);

-- An invoice says that all of it is on its way back. What is on its way by now goes on as paid.
ALTER TABLE invoices
    DROP CONSTRAINT invoices_state_check,
    ADD CONSTRAINT invoices_state_check CHECK (state IN ('open', 'paid', 'void', 'refunding', 'refunded'));

-- Those of organisations that are gone have one as well.
ALTER TABLE kept_invoices
    ADD COLUMN credit_note_number text,
    ADD COLUMN credited_at        timestamptz;
GRANT SELECT (credit_note_number) ON kept_invoices TO pt_auth;
GRANT SELECT (invoice_id, number, issued_at) ON credit_notes TO pt_closer;

-- Writes the credit note of a kept invoice, once, and tells whom to write to: nobody can ask for that at another time.
GRANT SELECT (id, number, currency, vat_minor, total_minor, billed_name, billed_email, credit_note_number),
      UPDATE (state, credit_note_number, credited_at) ON kept_invoices TO pt_closer;
GRANT SELECT (series, year, last), INSERT (series, year, last), UPDATE (last) ON billing_numbers TO pt_closer;
GRANT EXECUTE ON FUNCTION next_billing_number TO pt_closer;
CREATE FUNCTION credit_kept_invoice(of_invoice uuid)
RETURNS TABLE (invoice text, credit_note text, currency text, vat_minor bigint, total_minor bigint, billed_name text, billed_email text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    this_year integer := extract(year FROM now() AT TIME ZONE 'UTC')::integer;
    drawn     text;
BEGIN
    -- Held, so that no number is drawn for nothing.
    PERFORM FROM public.kept_invoices k WHERE k.id = of_invoice AND k.credit_note_number IS NULL FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    drawn := public.next_billing_number('CRN', this_year)::text;
    RETURN QUERY
    UPDATE public.kept_invoices k
    SET state = 'refunded', credited_at = now(),
        credit_note_number = format('CRN-%s-%s', this_year, lpad(drawn, greatest(6, length(drawn)), '0'))
    WHERE k.id = of_invoice
    RETURNING k.number, k.credit_note_number, k.currency, k.vat_minor, k.total_minor, k.billed_name, k.billed_email;
END
$$;
GRANT CREATE ON SCHEMA public TO pt_closer; -- an owner needs it for a moment
ALTER FUNCTION credit_kept_invoice OWNER TO pt_closer;
REVOKE CREATE ON SCHEMA public FROM pt_closer;
REVOKE EXECUTE ON FUNCTION credit_kept_invoice FROM PUBLIC;
GRANT EXECUTE ON FUNCTION credit_kept_invoice TO pt_auth;

-- As before, and credit notes are kept with their invoices.
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
                                      billed_country, billed_tax_number, issued_at, due_on, paid_at, receipt_number,
                                      credit_note_number, credited_at)
    SELECT i.id, i.number, i.kind, CASE i.state WHEN 'open' THEN 'void' ELSE i.state END, i.plan, i.period, i.currency,
           i.seats, i.unit_minor, i.days, i.of_days, i.charge_minor, i.credit_plan, i.credit_unit_minor, i.credit_minor,
           i.vat_basis_points, i.vat_minor, i.total_minor, i.from_on, i.until_on, i.billed_name, i.billed_email,
           i.billed_address, i.billed_country, i.billed_tax_number, i.issued_at, i.due_on, i.paid_at, i.receipt_number,
           c.number, c.issued_at
    FROM public.invoices i
    LEFT JOIN public.credit_notes c ON c.org_id = i.org_id AND c.invoice_id = i.id
    WHERE i.org_id = org
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
