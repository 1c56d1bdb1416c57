DROP TRIGGER people_gather_again ON people;
DROP FUNCTION gather_again;

CREATE OR REPLACE FUNCTION note_review_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM append_event(
        NEW.org_id, gen_random_uuid(), NEW.by_id, NULL,
        CASE NEW.became
            WHEN 'assigned' THEN 'review_packets.taken_over'
            WHEN 'left' THEN 'review_packets.author_left'
            WHEN 'asked' THEN 'review_packets.report_asked'
            WHEN 'unasked' THEN 'review_packets.report_unasked'
            ELSE 'review_packets.handed_over'
        END,
        'review_packets', NEW.packet_id, NULL,
        jsonb_build_object('person_id', NEW.author_id, 'became', NEW.became), '0.0.0.0', '');
    RETURN NULL;
END
$$;
-- The owner is held back by the fence as well, and would find no rows at all.
ALTER TABLE review_handovers NO FORCE ROW LEVEL SECURITY;
DELETE FROM review_handovers WHERE became = 'again';
ALTER TABLE review_handovers FORCE ROW LEVEL SECURITY;
ALTER TABLE review_handovers DROP CONSTRAINT review_handovers_became_check;
ALTER TABLE review_handovers ADD CONSTRAINT review_handovers_became_check
    CHECK (became IN ('void', 'kept', 'assigned', 'left', 'asked', 'unasked'));
ALTER TABLE reviews DROP COLUMN ended_at;
ALTER TABLE review_packets DROP COLUMN ended_at;

CREATE OR REPLACE FUNCTION ask_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH asked AS MATERIALIZED (
        SELECT DISTINCT l.org_id, a.packet_id, a.author_id, a.due_on, a.was
        FROM added_lines l
        CROSS JOIN LATERAL reviews_asked(l.org_id, l.person_id, l.manager_id, l.valid_from) a
        WHERE l.valid_to IS NULL
    ), back AS (
        UPDATE reviews r SET state = 'assigned', version = r.version + 1, due_on = coalesce(a.due_on, r.due_on)
        FROM asked a
        WHERE r.org_id = a.org_id AND r.id = a.was
        RETURNING r.org_id, r.packet_id, r.author_id
    ), made AS (
        INSERT INTO reviews (org_id, id, packet_id, author_id, relation, due_on)
        SELECT a.org_id, gen_random_uuid(), a.packet_id, a.author_id, 'upward', a.due_on FROM asked a WHERE a.was IS NULL
        ON CONFLICT (org_id, packet_id, author_id) DO NOTHING
        RETURNING org_id, packet_id, author_id
    )
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id)
    SELECT t.org_id, gen_random_uuid(), t.packet_id, t.author_id, 'asked', current_person()
    FROM (SELECT * FROM back UNION ALL SELECT * FROM made) t;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION take_reviews_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH taken AS (
        INSERT INTO reviews (org_id, id, packet_id, author_id, relation, due_on)
        SELECT k.org_id, gen_random_uuid(), k.id, l.manager_id, 'manager',
               CASE WHEN c.write_by < o.today + 7 THEN o.today + 7 END
        FROM added_lines l
        JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id AND m.status = 'active'
        JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.person_id
        JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
        JOIN review_forms f ON f.org_id = c.org_id AND f.template_id = c.template_id AND f.number = c.form_number
        CROSS JOIN LATERAL (
            SELECT org_day(z.time_zone, z.days_ahead) AS today FROM organisations z WHERE z.org_id = l.org_id) o
        WHERE l.valid_to IS NULL
          AND f.form @? '$.sections[*].questions[*].answered_by[*] ? (@ == "manager")'
          AND (c.period_to >= o.today + 30 OR NOT EXISTS (
            SELECT FROM reviews done
            WHERE done.org_id = k.org_id AND done.packet_id = k.id AND done.relation = 'manager'
              AND done.state = 'submitted'))
        ON CONFLICT (org_id, packet_id, author_id) DO UPDATE
            SET state = 'assigned', version = reviews.version + 1,
                due_on = CASE WHEN EXISTS (
                        SELECT FROM review_handovers h
                        WHERE h.org_id = reviews.org_id AND h.packet_id = reviews.packet_id
                          AND h.author_id = reviews.author_id AND h.became = 'void' AND h.at > now() - interval '48 hours')
                    THEN (
                        SELECT h.due_before FROM review_handovers h
                        WHERE h.org_id = reviews.org_id AND h.packet_id = reviews.packet_id
                          AND h.author_id = reviews.author_id AND h.became = 'void'
                        ORDER BY h.at DESC LIMIT 1)
                    ELSE excluded.due_on END
            WHERE reviews.relation = 'manager' AND reviews.state = 'void'
        RETURNING org_id, packet_id, author_id
    )
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id)
    SELECT t.org_id, gen_random_uuid(), t.packet_id, t.author_id, 'assigned', current_person() FROM taken t;

    UPDATE reviews r SET due_on = gone.due_before, version = r.version + 1
    FROM added_lines l
    JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.person_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
    CROSS JOIN LATERAL (
        SELECT h.became, h.due_before, h.at FROM review_handovers h
        WHERE h.org_id = k.org_id AND h.packet_id = k.id AND h.author_id = l.manager_id
        ORDER BY h.at DESC LIMIT 1) gone
    WHERE l.valid_to IS NULL AND r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = l.manager_id
      AND r.relation = 'manager' AND r.state = 'in_progress' AND gone.became = 'kept'
      AND gone.at > now() - interval '48 hours';
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION review_paused_days(packet uuid, since date, days integer) RETURNS integer LANGUAGE sql STABLE AS $$
    SELECT coalesce((
        SELECT z.until_on - greatest(z.from_on, since) + 1
        FROM review_pauses z
        WHERE z.org_id = current_org() AND z.packet_id = packet AND z.covers <> 'author'
          AND z.until_on >= since AND z.from_on <= since + days), 0)
$$;

-- There was one pause of a packet: the last one stays.
ALTER TABLE review_pauses NO FORCE ROW LEVEL SECURITY;
DELETE FROM review_pauses z
WHERE EXISTS (
    SELECT FROM review_pauses later
    WHERE later.org_id = z.org_id AND later.packet_id = z.packet_id AND later.from_on > z.from_on);
ALTER TABLE review_pauses FORCE ROW LEVEL SECURITY;
ALTER TABLE review_pauses DROP CONSTRAINT review_pauses_pkey, ADD PRIMARY KEY (org_id, packet_id);
