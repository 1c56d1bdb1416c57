-- Somebody outside the organisation who writes one review, by a link and without an account. The secret of the link is kept
-- as its hash. What they write counts as a peer's.
CREATE TABLE review_externals (
    org_id       uuid        NOT NULL,
    id           uuid        NOT NULL,
    packet_id    uuid        NOT NULL,
    name         text        NOT NULL,
    email        text        NOT NULL,          -- empty once nothing more is mailed there
    reason       text        NOT NULL,
    secret_hash  bytea,                         -- none once the link is dead
    email_hash   bytea,                         -- none once they may be invited again, or the cycle is over
    state        text        NOT NULL DEFAULT 'assigned'
                 CHECK (state IN ('assigned', 'in_progress', 'submitted', 'declined', 'void')),
    answers      jsonb       NOT NULL DEFAULT '{}', -- shared::reviews::ReviewAnswers
    submitted_at timestamptz,
    invited_by   uuid        NOT NULL,
    invited_at   timestamptz NOT NULL DEFAULT org_now(),
    version      bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT review_externals_packet FOREIGN KEY (org_id, packet_id) REFERENCES review_packets (org_id, id),
    CONSTRAINT review_externals_invited_by FOREIGN KEY (org_id, invited_by) REFERENCES people (org_id, id),
    CONSTRAINT review_externals_submitted CHECK ((state = 'submitted') = (submitted_at IS NOT NULL))
);
CREATE INDEX review_externals_by_packet ON review_externals (org_id, packet_id);
CREATE INDEX review_externals_by_maker ON review_externals (org_id, invited_by);
CREATE UNIQUE INDEX review_externals_by_secret ON review_externals (secret_hash); -- before the organisation is known
SELECT protect('review_externals', 'SELECT, INSERT, UPDATE');
GRANT SELECT (org_id, id, secret_hash) ON review_externals TO pt_auth;
CREATE POLICY auth_reads ON review_externals FOR SELECT TO pt_auth USING (true);

-- When a cycle is over nothing is mailed any more and no link opens: the addresses go, and so do answers that were not
-- handed in.
CREATE FUNCTION end_external_reviews() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE review_externals x
    SET email = '', secret_hash = NULL, email_hash = NULL,
        answers = CASE x.state WHEN 'submitted' THEN x.answers ELSE '{}' END, version = x.version + 1
    FROM review_packets k
    WHERE k.org_id = NEW.org_id AND k.cycle_id = NEW.id AND x.org_id = k.org_id AND x.packet_id = k.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER review_cycles_end_external_reviews AFTER UPDATE OF stage ON review_cycles
    FOR EACH ROW WHEN (NEW.stage IN ('closed', 'cancelled') AND OLD.stage NOT IN ('closed', 'cancelled'))
    EXECUTE FUNCTION end_external_reviews();
