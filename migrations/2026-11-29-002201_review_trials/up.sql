-- Who was sent a draft of a review cycle to try it. Nothing they write is kept; the rows go when the draft is launched, removed, or
-- thrown away.
CREATE TABLE review_trials (
    org_id    uuid        NOT NULL,
    cycle_id  uuid        NOT NULL,
    tester_id uuid        NOT NULL,
    sent_by   uuid        NOT NULL,
    sent_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, cycle_id, tester_id),
    CONSTRAINT review_trials_cycle FOREIGN KEY (org_id, cycle_id) REFERENCES review_cycles (org_id, id) ON DELETE CASCADE,
    CONSTRAINT review_trials_tester FOREIGN KEY (org_id, tester_id) REFERENCES people (org_id, id),
    CONSTRAINT review_trials_sent_by FOREIGN KEY (org_id, sent_by) REFERENCES people (org_id, id)
);
CREATE INDEX review_trials_by_tester ON review_trials (org_id, tester_id);
CREATE INDEX review_trials_by_sender ON review_trials (org_id, sent_by);
SELECT protect('review_trials', 'SELECT, INSERT, DELETE');
