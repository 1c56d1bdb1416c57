-- How an organisation pays: what it has chosen for its next term, and how far it is. The worker makes one for each; where
-- nobody pays, there are none.
CREATE TABLE subscriptions (
    org_id        uuid        NOT NULL,
    trial_ends_on date        NOT NULL,                 -- the first day after it
    plan          text        CHECK (plan IN ('team', 'business')),  -- of the next term; null: never chosen
    period        text        CHECK (period IN ('monthly', 'yearly')),
    currency      text,
    is_cancelled  boolean     NOT NULL DEFAULT false,   -- ends with its term
    over_since    date,                                 -- since when it has more people than the free plan is for
    reminders     integer     NOT NULL DEFAULT 0,       -- letters about what is owed now
    trued_up_on   date,                                 -- the last day on which its people were counted against its seats
    look_at       timestamptz NOT NULL DEFAULT now(),   -- whoever looks has it until then
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id),
    CONSTRAINT subscriptions_organisation FOREIGN KEY (org_id) REFERENCES organisations,
    CONSTRAINT subscriptions_whole_choice CHECK (num_nulls(plan, period, currency) IN (0, 3))
);
CREATE INDEX subscriptions_due ON subscriptions (look_at);
SELECT protect('subscriptions', 'SELECT, INSERT, UPDATE');
-- Whose turn it is, the worker asks before an organisation is entered.
GRANT SELECT, INSERT, UPDATE ON subscriptions TO pt_auth;
CREATE POLICY auth ON subscriptions TO pt_auth USING (true) WITH CHECK (true);

-- Who is billed. Invoices keep their own copy.
CREATE TABLE billing_details (
    org_id     uuid        NOT NULL,
    name       text        NOT NULL,
    email      text        NOT NULL,
    address    text        NOT NULL,
    country    text        NOT NULL,
    tax_number text,
    updated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id),
    CONSTRAINT billing_details_organisation FOREIGN KEY (org_id) REFERENCES organisations
);
SELECT protect('billing_details', 'SELECT, INSERT, UPDATE');

-- Invoices, frozen when they are issued. The amounts are minor units.
CREATE TABLE invoices (
    org_id            uuid        NOT NULL,
    id                uuid        NOT NULL,
    number            text        NOT NULL,
    kind              text        NOT NULL CHECK (kind IN ('term', 'seats', 'upgrade')),
    state             text        NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'paid', 'void', 'refunded')),
    plan              text        NOT NULL CHECK (plan IN ('team', 'business')),
    period            text        NOT NULL CHECK (period IN ('monthly', 'yearly')),
    currency          text        NOT NULL,
    seats             integer     NOT NULL CHECK (seats > 0),
    unit_minor        bigint      NOT NULL CHECK (unit_minor > 0),
    days              integer     NOT NULL,
    of_days           integer     NOT NULL,
    charge_minor      bigint      NOT NULL,
    credit_plan       text,                             -- what was paid already for the same days
    credit_unit_minor bigint,
    credit_minor      bigint      NOT NULL DEFAULT 0,
    vat_basis_points  integer     NOT NULL DEFAULT 0,
    vat_minor         bigint      NOT NULL,
    total_minor       bigint      NOT NULL,
    from_on           date        NOT NULL,
    until_on          date        NOT NULL,             -- the first day that it doesn't pay for
    billed_name       text        NOT NULL,
    billed_email      text        NOT NULL,
    billed_address    text        NOT NULL,
    billed_country    text        NOT NULL,
    billed_tax_number text,
    issued_at         timestamptz NOT NULL DEFAULT now(),
    due_on            date        NOT NULL,
    mailed_at         timestamptz,
    paid_at           timestamptz,
    receipt_number    text,
    PRIMARY KEY (org_id, id),
    CONSTRAINT invoices_number_taken UNIQUE (org_id, number),
    CONSTRAINT invoices_receipt_taken UNIQUE (org_id, receipt_number),
    CONSTRAINT invoices_organisation FOREIGN KEY (org_id) REFERENCES organisations,
    CONSTRAINT invoices_days CHECK (0 < days AND days <= of_days AND from_on < until_on),
    CONSTRAINT invoices_sum CHECK (charge_minor >= credit_minor AND total_minor = charge_minor - credit_minor + vat_minor),
    CONSTRAINT invoices_receipt CHECK ((receipt_number IS NULL) = (paid_at IS NULL))
);
CREATE INDEX invoices_latest ON invoices (org_id, issued_at DESC, id DESC);
-- One series runs through all organisations; whoever runs this names an invoice by its number.
CREATE UNIQUE INDEX invoices_by_number ON invoices (number);
SELECT protect('invoices', 'SELECT, INSERT, UPDATE');
GRANT SELECT (org_id, id, number) ON invoices TO pt_auth;
CREATE POLICY auth_reads ON invoices FOR SELECT TO pt_auth USING (true);

-- Terms that are paid. They follow each other and never overlap.
CREATE TABLE billing_terms (
    org_id     uuid    NOT NULL,
    from_on    date    NOT NULL,
    until_on   date    NOT NULL,
    plan       text    NOT NULL CHECK (plan IN ('team', 'business')),
    period     text    NOT NULL CHECK (period IN ('monthly', 'yearly')),
    currency   text    NOT NULL,
    seats      integer NOT NULL CHECK (seats > 0),
    unit_minor bigint  NOT NULL,
    invoice_id uuid    NOT NULL,
    PRIMARY KEY (org_id, from_on),
    CONSTRAINT billing_terms_until UNIQUE (org_id, until_on),
    CONSTRAINT billing_terms_invoice FOREIGN KEY (org_id, invoice_id) REFERENCES invoices (org_id, id),
    CONSTRAINT billing_terms_days CHECK (from_on < until_on)
);
CREATE INDEX billing_terms_by_invoice ON billing_terms (org_id, invoice_id);
SELECT protect('billing_terms', 'SELECT, INSERT, UPDATE');

-- Attempts to pay. Of what the provider says only its number of the transaction and the amount are kept, never a card.
CREATE TABLE payments (
    org_id         uuid        NOT NULL,
    id             uuid        NOT NULL,
    invoice_id     uuid        NOT NULL,
    tx_ref         text        NOT NULL,                -- random: whoever notifies us knows no other name
    state          text        NOT NULL DEFAULT 'created'
                   CHECK (state IN ('created', 'link_issued', 'paid', 'flagged', 'failed')),
    flag           text        CHECK (flag IN ('greater', 'less', 'other', 'again')),
    link           text,
    minor          bigint      NOT NULL,
    currency       text        NOT NULL,
    transaction_id bigint,
    paid_minor     bigint,
    paid_currency  text,
    created_at     timestamptz NOT NULL DEFAULT now(),
    check_at       timestamptz NOT NULL DEFAULT now() + interval '10 minutes',  -- whoever asks has it until then
    paid_at        timestamptz,
    refunded_minor bigint,
    refunded_at    timestamptz,
    PRIMARY KEY (org_id, id),
    CONSTRAINT payments_reference_taken UNIQUE (org_id, tx_ref),
    CONSTRAINT payments_invoice FOREIGN KEY (org_id, invoice_id) REFERENCES invoices (org_id, id)
);
CREATE INDEX payments_by_invoice ON payments (org_id, invoice_id);
-- A notification comes before its organisation is known.
CREATE UNIQUE INDEX payments_by_reference ON payments (tx_ref);
CREATE INDEX payments_due ON payments (check_at) WHERE state IN ('created', 'link_issued');
SELECT protect('payments', 'SELECT, INSERT, UPDATE');
GRANT SELECT, UPDATE ON payments TO pt_auth;
CREATE POLICY auth_reads ON payments FOR SELECT TO pt_auth USING (true);
CREATE POLICY auth_changes ON payments FOR UPDATE TO pt_auth USING (true) WITH CHECK (true);

-- What the provider called out and nobody has looked up yet. It says whom it is about in the provider's words only.
CREATE TABLE payment_notices (
    id             uuid        PRIMARY KEY,
    tx_ref         text        NOT NULL,
    transaction_id bigint,
    received_at    timestamptz NOT NULL DEFAULT now(),
    due_at         timestamptz NOT NULL DEFAULT now(),  -- whoever looks has it until then
    attempts       integer     NOT NULL DEFAULT 0,
    CONSTRAINT payment_notices_once UNIQUE NULLS NOT DISTINCT (tx_ref, transaction_id)
);
CREATE INDEX payment_notices_due ON payment_notices (due_at);
GRANT SELECT, INSERT, UPDATE, DELETE ON payment_notices TO pt_auth;
GRANT SELECT ON payment_notices TO pt_backup;

-- The last number of each series of a year. The row is held until whatever took a number commits: so none is left out.
CREATE TABLE billing_numbers (
    series text    NOT NULL,
    year   integer NOT NULL,
    last   bigint  NOT NULL,
    PRIMARY KEY (series, year)
);
GRANT SELECT, INSERT, UPDATE ON billing_numbers TO pt_app;
GRANT SELECT ON billing_numbers TO pt_backup;
CREATE FUNCTION next_billing_number(of_series text, of_year integer) RETURNS bigint
LANGUAGE sql SET search_path = pg_catalog, public AS $$
    INSERT INTO public.billing_numbers AS n (series, year, last) VALUES (of_series, of_year, 1)
    ON CONFLICT (series, year) DO UPDATE SET last = n.last + 1
    RETURNING last
$$;
REVOKE EXECUTE ON FUNCTION next_billing_number FROM PUBLIC;
GRANT EXECUTE ON FUNCTION next_billing_number TO pt_app;
