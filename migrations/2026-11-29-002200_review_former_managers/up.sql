-- What somebody wrote who led a person before: whether an Admin lets who leads them now read it at once, before they have
-- written themselves.
ALTER TABLE reviews ADD COLUMN passed_on boolean NOT NULL DEFAULT false;

-- It was said for whoever led them then. Whoever comes after reads it once they have written, unless an Admin says so again.
CREATE FUNCTION end_passing_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reviews r SET passed_on = false
    FROM added_lines l
    JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.person_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
    WHERE l.valid_to IS NULL AND r.org_id = k.org_id AND r.packet_id = k.id AND r.passed_on;
    RETURN NULL;
END
$$;
CREATE TRIGGER reporting_lines_end_passing_on AFTER INSERT ON reporting_lines
    REFERENCING NEW TABLE AS added_lines FOR EACH STATEMENT EXECUTE FUNCTION end_passing_on();

-- Reports follow a line, too: who hasn't begun to write about a manager that led them for less than thirty days needn't, and
-- who is led by another one for thirty days of what the cycle looks back on is asked about both.
ALTER TABLE review_handovers DROP CONSTRAINT review_handovers_became_check;
ALTER TABLE review_handovers ADD CONSTRAINT review_handovers_became_check
    CHECK (became IN ('void', 'kept', 'assigned', 'left', 'asked', 'unasked'));

-- As before. Whom a report writes about isn't told on to other systems, as the answers may have no names.
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

-- What is begun stays, and so does what was asked of who was named by hand. A line ends on the day that it is in the
-- organisation: in a sandbox they were led for the days that its clock was put forward. The first manager that is known of may
-- have led them before anybody noted it: only where somebody else did before, or they are new themselves, is the time known to
-- be short.
CREATE FUNCTION unask_reports() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER reporting_lines_unask_reports AFTER UPDATE ON reporting_lines
    REFERENCING NEW TABLE AS ended_lines FOR EACH STATEMENT EXECUTE FUNCTION unask_reports();

-- Who comes back finds what they had, unless they have left. Where answers have no names the next manager's reports are
-- asked once there are enough of them to be shown, those who were too few until then with them.
CREATE FUNCTION ask_reports() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER reporting_lines_ask_reports AFTER INSERT ON reporting_lines
    REFERENCING NEW TABLE AS added_lines FOR EACH STATEMENT EXECUTE FUNCTION ask_reports();
