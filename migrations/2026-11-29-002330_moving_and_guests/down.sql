CREATE OR REPLACE FUNCTION end_one_on_ones_of_leavers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE one_on_ones SET ended_at = now(), ended_because = 'left', version = version + 1
    WHERE org_id = NEW.org_id AND NEW.id IN (organiser_id, partner_id) AND ended_at IS NULL;
    RETURN NULL;
END
$$;
DROP TRIGGER meetings_bring_the_guest ON meetings;
DROP FUNCTION bring_the_guest();
DROP INDEX one_on_ones_by_guest;
ALTER TABLE one_on_ones DROP CONSTRAINT one_on_ones_guest_unknown, DROP COLUMN guest_id;
CREATE OR REPLACE FUNCTION ask_next_manager_about_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE development_steps s SET agreed_by_manager = false, version = version + 1
    FROM added_lines l
    WHERE l.valid_to IS NULL AND s.org_id = l.org_id AND s.person_id = l.person_id
      AND s.agreed_by_manager AND s.progress < 100
      AND l.manager_id IS DISTINCT FROM (
        SELECT earlier.manager_id FROM reporting_lines earlier
        WHERE earlier.org_id = l.org_id AND earlier.person_id = l.person_id AND earlier.id <> l.id
        ORDER BY earlier.valid_from DESC, earlier.id DESC LIMIT 1);
    RETURN NULL;
END
$$;
ALTER TABLE development_steps DROP COLUMN lapsed_version, DROP COLUMN lapsed_at;
CREATE OR REPLACE FUNCTION end_passing_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reviews r SET passed_on = false
    FROM added_lines l
    JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.person_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
    WHERE l.valid_to IS NULL AND r.org_id = k.org_id AND r.packet_id = k.id AND r.passed_on;
    RETURN NULL;
END
$$;
ALTER TABLE reviews DROP COLUMN passed_on_ended;
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
            SET state = 'assigned', due_on = excluded.due_on, version = reviews.version + 1
            WHERE reviews.relation = 'manager' AND reviews.state = 'void'
        RETURNING org_id, packet_id, author_id
    )
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id)
    SELECT t.org_id, gen_random_uuid(), t.packet_id, t.author_id, 'assigned', current_person() FROM taken t;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION hand_reviews_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH moved AS (
        UPDATE reviews r
        SET state = CASE r.state WHEN 'assigned' THEN 'void' ELSE r.state END,
            due_on = CASE r.state WHEN 'in_progress' THEN greatest(r.due_on, c.write_by, o.today + 10) ELSE r.due_on END,
            version = r.version + 1
        FROM ended_lines l
        JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.person_id
        JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
        CROSS JOIN LATERAL (
            SELECT org_day(z.time_zone, z.days_ahead) AS today FROM organisations z WHERE z.org_id = l.org_id) o
        WHERE l.valid_to IS NOT NULL AND r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = l.manager_id
          AND r.relation = 'manager' AND r.state IN ('assigned', 'in_progress')
          AND NOT EXISTS (
            SELECT FROM reporting_lines still
            WHERE still.org_id = l.org_id AND still.person_id = l.person_id AND still.manager_id = l.manager_id
              AND still.valid_to IS NULL)
        RETURNING r.org_id, r.packet_id, r.author_id, r.state
    )
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id)
    SELECT m.org_id, gen_random_uuid(), m.packet_id, m.author_id, CASE m.state WHEN 'void' THEN 'void' ELSE 'kept' END,
           current_person()
    FROM moved m;
    RETURN NULL;
END
$$;
ALTER TABLE review_handovers DROP COLUMN due_before;
CREATE OR REPLACE FUNCTION ask_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH back AS (
        UPDATE reviews r
        SET state = 'assigned', version = r.version + 1,
            due_on = CASE WHEN c.write_by < o.today + 7 THEN o.today + 7 ELSE r.due_on END
        FROM added_lines l
        JOIN people p ON p.org_id = l.org_id AND p.id = l.person_id AND p.status = 'active'
        JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.manager_id AND k.ended IS NULL
        JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
        CROSS JOIN LATERAL (
            SELECT org_day(z.time_zone, z.days_ahead) AS today FROM organisations z WHERE z.org_id = l.org_id) o
        WHERE l.valid_to IS NULL AND r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = l.person_id
          AND r.relation = 'upward' AND r.state = 'void'
          AND EXISTS (
            SELECT FROM review_handovers h
            WHERE h.org_id = r.org_id AND h.packet_id = r.packet_id AND h.author_id = r.author_id
              AND h.became = 'unasked')
        RETURNING r.org_id, r.packet_id, r.author_id
    )
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id)
    SELECT b.org_id, gen_random_uuid(), b.packet_id, b.author_id, 'asked', current_person() FROM back b;

    WITH led AS (
        SELECT DISTINCT k.org_id, k.id AS packet_id, k.subject_id, c.naming, c.minimum, c.write_by, c.period_from,
               c.period_to, o.today, o.time_zone
        FROM added_lines l
        JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.manager_id AND k.ended IS NULL
        JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
        JOIN review_forms f ON f.org_id = c.org_id AND f.template_id = c.template_id AND f.number = c.form_number
        CROSS JOIN LATERAL (
            SELECT org_day(z.time_zone, z.days_ahead) AS today, z.time_zone FROM organisations z
            WHERE z.org_id = l.org_id) o
        WHERE l.valid_to IS NULL AND c.period_to >= o.today + 30
          AND f.form @? '$.sections[*].questions[*].answered_by[*] ? (@ == "upward")'
    ), reports AS (
        SELECT d.org_id, d.packet_id, d.naming, d.minimum, d.write_by, d.today, r.person_id,
               count(*) OVER (PARTITION BY d.packet_id) AS many
        FROM led d
        JOIN reporting_lines r ON r.org_id = d.org_id AND r.manager_id = d.subject_id AND r.valid_to IS NULL
        JOIN people p ON p.org_id = r.org_id AND p.id = r.person_id AND p.status = 'active'
        WHERE d.period_to + 1 - greatest((r.valid_from AT TIME ZONE d.time_zone)::date, d.period_from) >= 30
    ), asked AS (
        INSERT INTO reviews (org_id, id, packet_id, author_id, relation, due_on)
        SELECT r.org_id, gen_random_uuid(), r.packet_id, r.person_id, 'upward',
               CASE WHEN r.write_by < r.today + 7 THEN r.today + 7 END
        FROM reports r
        WHERE CASE r.naming
            WHEN 'named' THEN EXISTS (SELECT FROM added_lines l WHERE l.person_id = r.person_id)
            ELSE r.minimum <= r.many END
        ON CONFLICT (org_id, packet_id, author_id) DO NOTHING
        RETURNING org_id, packet_id, author_id
    )
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id)
    SELECT a.org_id, gen_random_uuid(), a.packet_id, a.author_id, 'asked', current_person() FROM asked a;
    RETURN NULL;
END
$$;
CREATE OR REPLACE FUNCTION unask_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH moved AS (
        UPDATE reviews r SET state = 'void', version = r.version + 1
        FROM ended_lines l
        JOIN people p ON p.org_id = l.org_id AND p.id = l.person_id
        JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.manager_id
        JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
        JOIN organisations z ON z.org_id = l.org_id
        CROSS JOIN LATERAL (
            SELECT ((l.valid_to + make_interval(hours => 24 * z.days_ahead)) AT TIME ZONE z.time_zone)::date AS ended) o
        WHERE l.valid_to IS NOT NULL AND r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = l.person_id
          AND r.relation = 'upward' AND r.state = 'assigned'
          AND NOT EXISTS (SELECT FROM review_appointments a WHERE a.org_id = r.org_id AND a.review_id = r.id)
          AND NOT EXISTS (
            SELECT FROM reporting_lines still
            WHERE still.org_id = l.org_id AND still.person_id = l.person_id AND still.manager_id = l.manager_id
              AND still.valid_to IS NULL)
          AND (p.start_date > o.ended - 30 OR EXISTS (
            SELECT FROM reporting_lines before
            WHERE before.org_id = l.org_id AND before.person_id = l.person_id AND before.manager_id <> l.manager_id
              AND before.valid_to <= l.valid_from))
          AND 30 > (
            SELECT sum(greatest(0,
                CASE led.id WHEN l.id THEN o.ended ELSE (led.valid_to AT TIME ZONE z.time_zone)::date END
                - greatest((led.valid_from AT TIME ZONE z.time_zone)::date, c.period_from)))
            FROM reporting_lines led
            WHERE led.org_id = l.org_id AND led.person_id = l.person_id AND led.manager_id = l.manager_id)
        RETURNING r.org_id, r.packet_id, r.author_id
    )
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id)
    SELECT m.org_id, gen_random_uuid(), m.packet_id, m.author_id, 'unasked', current_person() FROM moved m;
    RETURN NULL;
END
$$;
DROP FUNCTION steps_to_confirm(uuid, uuid, uuid, uuid);
DROP FUNCTION reviews_asked(uuid, uuid, uuid, timestamptz);
DROP FUNCTION reviews_unasked(uuid, uuid, date);
