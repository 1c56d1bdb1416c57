-- What a cycle goes on without, person by person, and why. Taking one back deletes it: the audit log knows of it.
CREATE TABLE review_waivers (
    org_id    uuid        NOT NULL,
    cycle_id  uuid        NOT NULL,
    person_id uuid        NOT NULL,
    lack      text        NOT NULL CHECK (lack IN ('manager', 'peers', 'submission', 'rating')),
    reason    text        NOT NULL,
    waived_by uuid        NOT NULL,
    waived_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, cycle_id, person_id, lack),
    CONSTRAINT review_waivers_cycle FOREIGN KEY (org_id, cycle_id) REFERENCES review_cycles (org_id, id) ON DELETE CASCADE,
    CONSTRAINT review_waivers_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT review_waivers_waived_by FOREIGN KEY (org_id, waived_by) REFERENCES people (org_id, id)
);
CREATE INDEX review_waivers_by_time ON review_waivers (org_id, cycle_id, waived_at DESC, person_id DESC);
CREATE INDEX review_waivers_by_person ON review_waivers (org_id, person_id);
CREATE INDEX review_waivers_by_maker ON review_waivers (org_id, waived_by);
SELECT protect('review_waivers', 'SELECT, INSERT, UPDATE, DELETE');
-- A retention rule deletes it with the person's review (`delete_kept`).
GRANT SELECT (cycle_id, person_id) ON review_waivers TO pt_closer;

-- When it was asked for, by the clock: the transaction that asks may have waited for the one that waives.
ALTER TABLE reviews ADD COLUMN assigned_at timestamptz NOT NULL DEFAULT now();
ALTER TABLE reviews ALTER COLUMN assigned_at SET DEFAULT clock_timestamp();

-- What is missing and wasn't waived, one row for each gap. Whoever was asked for another review since their waiver lacks
-- all again: nobody has said that the cycle goes on without that one.
CREATE FUNCTION review_gaps_left(cycle uuid, lacks text) RETURNS TABLE (person_id uuid) LANGUAGE sql STABLE AS $$
    SELECT g.person_id FROM review_gaps(cycle, lacks) g
    WHERE NOT EXISTS (
        SELECT FROM review_waivers w
        WHERE w.org_id = current_org() AND w.cycle_id = cycle AND w.person_id = g.person_id AND w.lack = lacks
          AND NOT (lacks = 'submission' AND EXISTS (
            SELECT FROM reviews r JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
            WHERE r.org_id = w.org_id AND r.author_id = w.person_id AND k.cycle_id = w.cycle_id
              AND r.state IN ('assigned', 'in_progress') AND r.assigned_at > w.waived_at)))
$$;
