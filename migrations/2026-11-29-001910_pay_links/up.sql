-- Links in mails by which whoever has one pays an invoice, without an account. Each letter has its own, since of a secret the
-- hash alone is kept; all of an invoice's go when it is paid or void.
CREATE TABLE pay_links (
    org_id      uuid        NOT NULL,
    invoice_id  uuid        NOT NULL,
    secret_hash bytea       NOT NULL,
    made_at     timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, invoice_id, secret_hash),
    CONSTRAINT pay_links_invoice FOREIGN KEY (org_id, invoice_id) REFERENCES invoices (org_id, id)
);
CREATE UNIQUE INDEX pay_links_by_secret ON pay_links (secret_hash); -- before the organisation is known
SELECT protect('pay_links', 'SELECT, INSERT, DELETE');
GRANT SELECT (org_id, invoice_id, secret_hash) ON pay_links TO pt_auth;
CREATE POLICY auth_reads ON pay_links FOR SELECT TO pt_auth USING (true);

-- Whoever pays by a link comes back to a page that needs no account. The server before this begins none by a link.
ALTER TABLE payments ADD COLUMN by_link boolean NOT NULL DEFAULT false;
