-- Launches that Admins confirmed and that are done in the background, as a whole or not at all. Gone once the cycle is
-- launched; what couldn't be stays, with the reason, until it is asked for again.
CREATE TABLE review_launches (
    org_id        uuid        NOT NULL,
    cycle_id      uuid        NOT NULL,
    asked_by      uuid        NOT NULL,
    asked_at      timestamptz NOT NULL DEFAULT now(),
    cycle_version bigint      NOT NULL,        -- what was looked at
    form_number   integer     NOT NULL,        -- and what its template asked then
    state         text        NOT NULL DEFAULT 'asked' CHECK (state IN ('asked', 'running', 'failed')),
    tries         integer     NOT NULL DEFAULT 0,
    people        bigint,                      -- whom it is about, once it runs
    failure       text,
    PRIMARY KEY (org_id, cycle_id),
    CONSTRAINT review_launches_cycle FOREIGN KEY (org_id, cycle_id) REFERENCES review_cycles (org_id, id) ON DELETE CASCADE,
    CONSTRAINT review_launches_asked_by FOREIGN KEY (org_id, asked_by) REFERENCES people (org_id, id),
    CONSTRAINT review_launches_failed CHECK (failure IS NULL OR state = 'failed')
);
CREATE INDEX review_launches_by_person ON review_launches (org_id, asked_by);
SELECT protect('review_launches');
-- The worker looks for what is asked before it enters an organisation.
GRANT SELECT (org_id, cycle_id, asked_by, asked_at, cycle_version, state) ON review_launches TO pt_auth;
CREATE POLICY auth_reads ON review_launches FOR SELECT TO pt_auth USING (true);
