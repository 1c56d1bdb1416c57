-- Whoever is away twice in a cycle has both pauses, and the days of each. The server that this replaces still writes one for a
-- packet, and can't meanwhile: pausing fails there until it is gone.
ALTER TABLE review_pauses DROP CONSTRAINT review_pauses_pkey, ADD PRIMARY KEY (org_id, packet_id, from_on);

-- As before, of all pauses: what one adds leaves the clock running for the next. No day counts twice.
CREATE OR REPLACE FUNCTION review_paused_days(packet uuid, since date, days integer) RETURNS integer
LANGUAGE plpgsql STABLE AS $$
DECLARE
    away record;
    uncounted date := since;
    more integer := 0;
BEGIN
    FOR away IN
        SELECT z.from_on, z.until_on FROM review_pauses z
        WHERE z.org_id = current_org() AND z.packet_id = packet AND z.covers <> 'author' AND z.until_on >= since
        ORDER BY z.from_on
    LOOP
        EXIT WHEN away.from_on > since + days + more;
        more := more + greatest(0, away.until_on - greatest(away.from_on, uncounted) + 1);
        uncounted := greatest(uncounted, away.until_on + 1);
    END LOOP;
    RETURN more;
END
$$;

-- As before, but about nobody whose reviews have ended. Who is asked again is asked from now on: a gap that was waived before
-- isn't this one.
CREATE OR REPLACE FUNCTION take_reviews_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH taken AS (
        INSERT INTO reviews (org_id, id, packet_id, author_id, relation, due_on)
        SELECT k.org_id, gen_random_uuid(), k.id, l.manager_id, 'manager',
               CASE WHEN c.write_by < o.today + 7 THEN o.today + 7 END
        FROM added_lines l
        JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id AND m.status = 'active'
        JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.person_id AND k.ended IS NULL
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
            SET state = 'assigned', assigned_at = clock_timestamp(), ended_at = NULL, version = reviews.version + 1,
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

CREATE OR REPLACE FUNCTION ask_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH asked AS MATERIALIZED (
        SELECT DISTINCT l.org_id, a.packet_id, a.author_id, a.due_on, a.was
        FROM added_lines l
        CROSS JOIN LATERAL reviews_asked(l.org_id, l.person_id, l.manager_id, l.valid_from) a
        WHERE l.valid_to IS NULL
    ), back AS (
        UPDATE reviews r
        SET state = 'assigned', assigned_at = clock_timestamp(), version = r.version + 1,
            due_on = coalesce(a.due_on, r.due_on)
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

-- What was ended when somebody had left, and since when: by that it goes on if they come back. What was ended before this
-- migration doesn't, as nobody knows what of it was wanted no more for that reason.
ALTER TABLE review_packets ADD COLUMN ended_at timestamptz;
ALTER TABLE reviews ADD COLUMN ended_at timestamptz;

ALTER TABLE review_handovers DROP CONSTRAINT review_handovers_became_check;
ALTER TABLE review_handovers ADD CONSTRAINT review_handovers_became_check
    CHECK (became IN ('void', 'kept', 'assigned', 'left', 'asked', 'unasked', 'again'));

CREATE OR REPLACE FUNCTION note_review_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM append_event(
        NEW.org_id, gen_random_uuid(), NEW.by_id, NULL,
        CASE NEW.became
            WHEN 'assigned' THEN 'review_packets.taken_over'
            WHEN 'left' THEN 'review_packets.author_left'
            WHEN 'asked' THEN 'review_packets.report_asked'
            WHEN 'again' THEN 'review_packets.gathered_again'
            WHEN 'unasked' THEN 'review_packets.report_unasked'
            ELSE 'review_packets.handed_over'
        END,
        'review_packets', NEW.packet_id, NULL,
        jsonb_build_object('person_id', NEW.author_id, 'became', NEW.became), '0.0.0.0', '');
    RETURN NULL;
END
$$;

-- However somebody is let back in, while a cycle runs what was ended about them goes on: withheld only if it was for another
-- reason, and as long as reviews are written what was begun comes back with its text, and their own with it. Whoever leads them
-- no more needn't begin, and whoever does now is asked. The links of those from outside are gone for good.
CREATE FUNCTION gather_again() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    again uuid[];
BEGIN
    -- The cycles before the packets, as whatever moves them holds them.
    PERFORM c.id FROM review_cycles c
    WHERE c.org_id = NEW.org_id AND c.id IN (
        SELECT k.cycle_id FROM review_packets k
        WHERE k.org_id = NEW.org_id AND k.subject_id = NEW.id AND k.state = 'collecting')
    ORDER BY c.id FOR SHARE;

    -- Where nobody ended anything, their own alone went with them.
    WITH own AS (
        UPDATE reviews r
        SET state = CASE WHEN r.answers = '{}' THEN 'assigned' ELSE 'in_progress' END,
            assigned_at = clock_timestamp(), version = r.version + 1,
            due_on = CASE WHEN greatest(r.due_on, c.write_by) < o.today + 7 THEN o.today + 7 ELSE r.due_on END
        FROM review_packets k
        JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
        CROSS JOIN LATERAL (
            SELECT org_day(z.time_zone, z.days_ahead) AS today FROM organisations z WHERE z.org_id = k.org_id) o
        WHERE k.org_id = NEW.org_id AND k.subject_id = NEW.id AND k.state = 'collecting' AND k.ended IS NULL
          AND r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = NEW.id AND r.relation = 'self' AND r.state = 'void'
        RETURNING r.packet_id
    )
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id)
    SELECT NEW.org_id, gen_random_uuid(), own.packet_id, NEW.id, 'again', current_person() FROM own;

    WITH back AS (
        UPDATE review_packets k
        SET ended = NULL, ended_at = NULL, version = k.version + 1,
            withheld_at = CASE WHEN k.withheld_at = k.ended_at THEN NULL ELSE k.withheld_at END,
            withheld_by = CASE WHEN k.withheld_at = k.ended_at THEN NULL ELSE k.withheld_by END,
            withheld_reason = CASE WHEN k.withheld_at = k.ended_at THEN NULL ELSE k.withheld_reason END
        FROM review_cycles c
        WHERE k.org_id = NEW.org_id AND k.subject_id = NEW.id AND k.state = 'collecting' AND k.ended_at IS NOT NULL
          AND c.org_id = k.org_id AND c.id = k.cycle_id
          AND c.stage IN ('nominating', 'writing', 'calibrating', 'sharing')
        RETURNING k.id
    )
    SELECT coalesce(array_agg(b.id), '{}') INTO again FROM back b;
    IF again = '{}' THEN
        RETURN NULL;
    END IF;

    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id)
    SELECT NEW.org_id, gen_random_uuid(), one.packet_id, NEW.id, 'again', current_person()
    FROM unnest(again) AS one (packet_id);

    UPDATE reviews r
    SET state = CASE WHEN r.answers = '{}' THEN 'assigned' ELSE 'in_progress' END, ended_at = NULL,
        assigned_at = clock_timestamp(), version = r.version + 1,
        due_on = CASE WHEN greatest(r.due_on, c.write_by) < o.today + 7 THEN o.today + 7 ELSE r.due_on END
    FROM review_packets k
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
    CROSS JOIN LATERAL (
        SELECT org_day(z.time_zone, z.days_ahead) AS today FROM organisations z WHERE z.org_id = k.org_id) o
    WHERE k.org_id = NEW.org_id AND k.id = ANY (again) AND r.org_id = k.org_id AND r.packet_id = k.id AND r.state = 'void'
      AND CASE WHEN r.author_id = NEW.id THEN
            r.relation = 'self' -- it went with its author
          ELSE
            r.ended_at IS NOT NULL
            AND EXISTS (SELECT FROM people a WHERE a.org_id = r.org_id AND a.id = r.author_id AND a.status = 'active')
            AND (r.relation <> 'manager' OR r.answers <> '{}'
                OR EXISTS (SELECT FROM review_appointments n WHERE n.org_id = r.org_id AND n.review_id = r.id)
                OR EXISTS (
                    SELECT FROM reporting_lines l
                    WHERE l.org_id = r.org_id AND l.person_id = NEW.id AND l.manager_id = r.author_id
                      AND l.valid_to IS NULL))
          END;

    -- As `take_reviews_over`, for a line that began while nothing was gathered; not where somebody writes in the manager's place.
    WITH taken AS (
        INSERT INTO reviews (org_id, id, packet_id, author_id, relation, due_on)
        SELECT k.org_id, gen_random_uuid(), k.id, l.manager_id, 'manager',
               CASE WHEN c.write_by < o.today + 7 THEN o.today + 7 END
        FROM review_packets k
        JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
        JOIN review_forms f ON f.org_id = c.org_id AND f.template_id = c.template_id AND f.number = c.form_number
        JOIN reporting_lines l ON l.org_id = k.org_id AND l.person_id = k.subject_id AND l.valid_to IS NULL
        JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id AND m.status = 'active'
        CROSS JOIN LATERAL (
            SELECT org_day(z.time_zone, z.days_ahead) AS today FROM organisations z WHERE z.org_id = k.org_id) o
        WHERE k.org_id = NEW.org_id AND k.id = ANY (again)
          AND f.form @? '$.sections[*].questions[*].answered_by[*] ? (@ == "manager")'
          AND (c.period_to >= o.today + 30 OR NOT EXISTS (
            SELECT FROM reviews done
            WHERE done.org_id = k.org_id AND done.packet_id = k.id AND done.relation = 'manager'
              AND done.state = 'submitted'))
          AND NOT EXISTS (
            SELECT FROM reviews acts
            JOIN review_appointments n ON n.org_id = acts.org_id AND n.review_id = acts.id AND n.stands_for = l.manager_id
            WHERE acts.org_id = k.org_id AND acts.packet_id = k.id AND acts.state <> 'void')
        ON CONFLICT (org_id, packet_id, author_id) DO UPDATE
            SET state = CASE WHEN reviews.answers = '{}' THEN 'assigned' ELSE 'in_progress' END, due_on = excluded.due_on,
                assigned_at = clock_timestamp(), ended_at = NULL, version = reviews.version + 1
            WHERE reviews.relation = 'manager' AND reviews.state = 'void'
        RETURNING org_id, packet_id, author_id
    )
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id)
    SELECT t.org_id, gen_random_uuid(), t.packet_id, t.author_id, 'assigned', current_person() FROM taken t;

    -- What didn't come back now isn't to come back with something else that ends later.
    UPDATE reviews r SET ended_at = NULL
    WHERE r.org_id = NEW.org_id AND r.packet_id = ANY (again) AND r.ended_at IS NOT NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER people_gather_again AFTER UPDATE OF status ON people
    FOR EACH ROW WHEN (OLD.status = 'deactivated' AND NEW.status <> 'deactivated')
    EXECUTE FUNCTION gather_again();
