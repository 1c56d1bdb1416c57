-- Who is away for some days of a cycle: nothing is asked of them, nothing about them, or neither. The days are added when they are
-- over (`resumed_at`). Another pause takes the place of the one before; the audit log knows of both.
CREATE TABLE review_pauses (
    org_id     uuid        NOT NULL,
    packet_id  uuid        NOT NULL,
    from_on    date        NOT NULL,
    until_on   date        NOT NULL,
    covers     text        NOT NULL CHECK (covers IN ('all', 'author', 'subject')),
    paused_by  uuid        NOT NULL,
    resumed_at timestamptz,
    PRIMARY KEY (org_id, packet_id),
    CONSTRAINT review_pauses_days CHECK (until_on BETWEEN from_on AND from_on + 365),
    CONSTRAINT review_pauses_packet FOREIGN KEY (org_id, packet_id) REFERENCES review_packets (org_id, id),
    CONSTRAINT review_pauses_paused_by FOREIGN KEY (org_id, paused_by) REFERENCES people (org_id, id)
);
CREATE INDEX review_pauses_by_maker ON review_pauses (org_id, paused_by);
CREATE INDEX review_pauses_to_end ON review_pauses (org_id, until_on) WHERE resumed_at IS NULL;
SELECT protect('review_pauses', 'SELECT, INSERT, UPDATE, DELETE');
-- A retention rule deletes it with the packet (`delete_kept`).
GRANT SELECT (packet_id) ON review_pauses TO pt_closer;

-- Who is away today, and whether that stops what they write, or what is written about them.
CREATE FUNCTION review_paused()
RETURNS TABLE (cycle_id uuid, packet_id uuid, person_id uuid, writes boolean, is_about boolean) LANGUAGE sql STABLE AS $$
    SELECT k.cycle_id, k.id, k.subject_id, z.covers <> 'subject', z.covers <> 'author'
    FROM review_pauses z
    JOIN review_packets k ON k.org_id = z.org_id AND k.id = z.packet_id
    WHERE z.org_id = current_org() AND current_day() BETWEEN z.from_on AND z.until_on
$$;

-- Whose person has left, and what was chosen then: nothing more is gathered, and it is given as far as it came, or never.
ALTER TABLE review_packets ADD COLUMN ended text CHECK (ended IN ('early', 'cancelled'));

-- Since when reviews are written: whoever was away before that lost none of those days.
ALTER TABLE review_cycles ADD COLUMN writing_since date;

-- How many days a clock of so many, that began then, stands still because the person of a packet is away.
CREATE FUNCTION review_paused_days(packet uuid, since date, days integer) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT z.until_on - greatest(z.from_on, since) + 1
        FROM review_pauses z
        WHERE z.org_id = current_org() AND z.packet_id = packet AND z.covers <> 'author'
          AND z.until_on >= since AND z.from_on <= since + days), 0)
$$;

-- How many more days somebody has to answer what they were given.
CREATE FUNCTION review_answer_days(packet uuid) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT review_paused_days(k.id, (k.released_at AT TIME ZONE o.time_zone)::date, 14)
        FROM review_packets k JOIN organisations o ON o.org_id = k.org_id
        WHERE k.org_id = current_org() AND k.id = packet AND k.state = 'released'), 0)
$$;

-- As before, without what waits for who is away, or isn't gathered any more: that is no gap. What isn't released is one: nobody
-- could give it to them later.
CREATE OR REPLACE FUNCTION review_gaps(cycle uuid, lacks text) RETURNS TABLE (person_id uuid) LANGUAGE sql STABLE AS $$
    SELECT a.person_id FROM review_audience(cycle) a
    WHERE lacks = 'manager' AND NOT EXISTS (
        SELECT FROM reporting_lines l
        JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id AND m.status = 'active'
        WHERE l.org_id = current_org() AND l.person_id = a.person_id AND l.valid_to IS NULL)
    UNION ALL
    SELECT k.subject_id FROM review_packets k JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
    WHERE lacks = 'peers' AND k.org_id = current_org() AND k.cycle_id = cycle AND k.ended IS NULL
      AND (NOT k.peers_settled OR c.peers_least > (
            SELECT count(*) FROM review_nominations n WHERE n.org_id = k.org_id AND n.packet_id = k.id))
      AND NOT EXISTS (SELECT FROM review_paused() p WHERE p.packet_id = k.id AND p.is_about)
    UNION ALL
    SELECT r.author_id FROM reviews r JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
    WHERE lacks = 'submission' AND k.org_id = current_org() AND k.cycle_id = cycle
      AND r.state IN ('assigned', 'in_progress')
      -- Who hasn't written about the actor without a name isn't theirs to know, nor to waive.
      AND (c.naming = 'named' OR r.relation IN ('self', 'manager') OR k.subject_id IS DISTINCT FROM current_person())
      AND NOT EXISTS (SELECT FROM review_paused() p WHERE p.packet_id = k.id AND p.is_about)
      AND NOT EXISTS (
        SELECT FROM review_paused() p WHERE p.cycle_id = k.cycle_id AND p.person_id = r.author_id AND p.writes)
    UNION ALL
    SELECT k.subject_id FROM review_packets k
    WHERE lacks = 'rating' AND k.org_id = current_org() AND k.cycle_id = cycle
      AND k.final_rating IS NULL AND NOT k.not_rated AND k.ended IS NULL
      AND NOT EXISTS (SELECT FROM review_paused() p WHERE p.packet_id = k.id AND p.is_about)
    UNION ALL
    SELECT k.subject_id FROM review_packets k
    WHERE lacks = 'release' AND k.org_id = current_org() AND k.cycle_id = cycle AND k.state = 'collecting'
      AND k.withheld_at IS NULL
$$;

-- Nothing is asked of who is away, nor about them, and the days to answer are as many more; who has left needs no peers. The rest of the view stays as it is,
-- whichever migration wrote it last.
DO $$
DECLARE
    duties text := rtrim(pg_get_viewdef('review_duties'::regclass), E'; \n');
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW review_duties WITH (security_invoker = true) AS
        SELECT d.org_id, d.cycle_id, d.packet_id, d.person_id, d.duty,
               CASE d.duty WHEN ''answer'' THEN d.due_on + review_answer_days(d.packet_id) ELSE d.due_on END AS due_on, d.hidden
        FROM (' || duties || ') d
        WHERE NOT EXISTS (SELECT FROM review_paused() p WHERE p.packet_id = d.packet_id AND p.is_about)
          AND NOT EXISTS (
            SELECT FROM review_paused() p
            WHERE p.cycle_id = d.cycle_id AND p.person_id = d.person_id AND p.writes)
          AND (d.duty NOT IN (''propose'', ''settle'') OR NOT EXISTS (
            SELECT FROM review_packets e WHERE e.org_id = d.org_id AND e.id = d.packet_id AND e.ended IS NOT NULL))';
END
$$;
