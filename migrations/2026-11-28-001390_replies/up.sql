-- An address at which one mail could be answered: whose it is, and what is answered there. Only the secret's hash is kept.
CREATE TABLE reply_addresses (
    org_id      uuid    NOT NULL,
    id          uuid    NOT NULL,
    person_id   uuid    NOT NULL,
    secret_hash bytea   NOT NULL,
    sent_on     date    NOT NULL,
    weekly      boolean NOT NULL, -- it asked for the week of that day
    key_results uuid[]  NOT NULL, -- as the mail counted them, from 1; one may be gone by now
    PRIMARY KEY (org_id, id),
    CONSTRAINT reply_addresses_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id)
);
CREATE INDEX reply_addresses_by_person ON reply_addresses (org_id, person_id);
CREATE INDEX reply_addresses_by_day ON reply_addresses (org_id, sent_on);
CREATE UNIQUE INDEX reply_addresses_by_secret ON reply_addresses (secret_hash); -- before the organisation is known
SELECT protect('reply_addresses', 'SELECT, INSERT, DELETE');
GRANT SELECT ON reply_addresses TO pt_auth;
CREATE POLICY auth_reads ON reply_addresses FOR SELECT TO pt_auth USING (true);

-- Answers that were taken in or refused: mail servers send twice what they aren't sure of.
CREATE TABLE replies (
    org_id     uuid  NOT NULL,
    address_id uuid  NOT NULL,
    mail_hash  bytea NOT NULL,
    PRIMARY KEY (org_id, address_id, mail_hash),
    CONSTRAINT replies_address FOREIGN KEY (org_id, address_id) REFERENCES reply_addresses (org_id, id) ON DELETE CASCADE
);
SELECT protect('replies', 'SELECT, INSERT, DELETE');

ALTER TABLE mails ADD COLUMN reply_to text;
