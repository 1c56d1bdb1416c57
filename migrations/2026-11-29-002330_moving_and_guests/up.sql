-- What moves with another manager is worked out in one place, by functions: what is told before it is saved and what is then
-- done are the same rows. And who comes back within two days finds it as it was.

-- Which reviews about their manager the reports needn't write once this line ends, on that day of the organisation's. What is
-- begun stays, and so does what was asked of who was named by hand. The first manager that is known of may have led them before
-- anybody noted it: only where somebody else did before, or they are new themselves, is the time known to be short. Others who
-- were asked only because this line made them enough are asked no more if it ends within two days and they are too few again.
CREATE FUNCTION reviews_unasked(of_org uuid, of_line uuid, on_day date) RETURNS TABLE (review_id uuid)
LANGUAGE sql STABLE AS $$
    SELECT r.id
    FROM reporting_lines l
    JOIN people p ON p.org_id = l.org_id AND p.id = l.person_id
    JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.manager_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
    JOIN organisations z ON z.org_id = l.org_id
    JOIN reviews r ON r.org_id = k.org_id AND r.packet_id = k.id AND r.relation = 'upward' AND r.state = 'assigned'
    WHERE l.org_id = of_org AND l.id = of_line
      AND NOT EXISTS (SELECT FROM review_appointments a WHERE a.org_id = r.org_id AND a.review_id = r.id)
      AND CASE WHEN r.author_id = l.person_id THEN
            NOT EXISTS (
                SELECT FROM reporting_lines still
                WHERE still.org_id = l.org_id AND still.person_id = l.person_id AND still.manager_id = l.manager_id
                  AND still.valid_to IS NULL AND still.id <> l.id)
            AND (p.start_date > on_day - 30 OR EXISTS (
                SELECT FROM reporting_lines before
                WHERE before.org_id = l.org_id AND before.person_id = l.person_id AND before.manager_id <> l.manager_id
                  AND before.valid_to <= l.valid_from))
            AND 30 > (
                SELECT sum(greatest(0,
                    CASE led.id WHEN l.id THEN on_day ELSE (led.valid_to AT TIME ZONE z.time_zone)::date END
                    - greatest((led.valid_from AT TIME ZONE z.time_zone)::date, c.period_from)))
                FROM reporting_lines led
                WHERE led.org_id = l.org_id AND led.person_id = l.person_id AND led.manager_id = l.manager_id)
          ELSE
            c.naming <> 'named' AND l.valid_from > now() - interval '48 hours'
            AND EXISTS (
                SELECT FROM review_handovers h
                WHERE h.org_id = r.org_id AND h.packet_id = r.packet_id AND h.author_id = r.author_id
                  AND h.became = 'asked' AND h.at = l.valid_from)
            AND c.minimum > (
                SELECT count(*)
                FROM reporting_lines others
                JOIN people other ON other.org_id = others.org_id AND other.id = others.person_id AND other.status = 'active'
                WHERE others.org_id = l.org_id AND others.manager_id = l.manager_id AND others.valid_to IS NULL
                  AND others.id <> l.id)
          END
$$;

-- Whom a manager's reports are asked about once this person reports to them, from that moment on: `was` is the review that they
-- had and find again. Where answers have no names the reports are asked once there are enough of them to be shown, those who
-- were too few until then with them.
CREATE FUNCTION reviews_asked(of_org uuid, of_person uuid, of_manager uuid, since timestamptz)
RETURNS TABLE (packet_id uuid, author_id uuid, due_on date, was uuid) LANGUAGE sql STABLE AS $$
    WITH about AS (
        SELECT k.org_id, k.id AS packet_id, c.naming, c.minimum, c.write_by, c.period_from, c.period_to, o.today, o.time_zone,
               f.form @? '$.sections[*].questions[*].answered_by[*] ? (@ == "upward")' AS asks
        FROM review_packets k
        JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
        JOIN review_forms f ON f.org_id = c.org_id AND f.template_id = c.template_id AND f.number = c.form_number
        CROSS JOIN LATERAL (
            SELECT org_day(z.time_zone, z.days_ahead) AS today, z.time_zone FROM organisations z
            WHERE z.org_id = k.org_id) o
        WHERE k.org_id = of_org AND k.subject_id = of_manager AND k.ended IS NULL
    ), reports AS (
        SELECT d.org_id, d.packet_id, d.naming, d.minimum, d.write_by, d.today, r.person_id,
               count(*) OVER (PARTITION BY d.packet_id) AS many
        FROM about d
        CROSS JOIN LATERAL (
            SELECT l.person_id, l.valid_from FROM reporting_lines l
            WHERE l.org_id = d.org_id AND l.manager_id = of_manager AND l.valid_to IS NULL AND l.person_id <> of_person
            UNION ALL
            SELECT of_person, since) r
        JOIN people p ON p.org_id = d.org_id AND p.id = r.person_id AND p.status = 'active'
        WHERE d.asks AND d.period_to >= d.today + 30
          AND d.period_to + 1 - greatest((r.valid_from AT TIME ZONE d.time_zone)::date, d.period_from) >= 30
    ), had AS (
        SELECT w.org_id, w.packet_id, w.author_id, w.id
        FROM about d
        JOIN reviews w ON w.org_id = d.org_id AND w.packet_id = d.packet_id AND w.relation = 'upward' AND w.state = 'void'
        WHERE EXISTS (
            SELECT FROM review_handovers h
            WHERE h.org_id = w.org_id AND h.packet_id = w.packet_id AND h.author_id = w.author_id
              AND h.became = 'unasked')
    )
    SELECT d.packet_id, h.author_id, CASE WHEN d.write_by < d.today + 7 THEN d.today + 7 END, h.id
    FROM about d
    JOIN had h ON h.packet_id = d.packet_id AND h.author_id = of_person
    JOIN people p ON p.org_id = d.org_id AND p.id = h.author_id AND p.status = 'active'
    UNION ALL
    SELECT r.packet_id, r.person_id, CASE WHEN r.write_by < r.today + 7 THEN r.today + 7 END, h.id
    FROM reports r
    LEFT JOIN had h ON h.packet_id = r.packet_id AND h.author_id = r.person_id
    WHERE CASE r.naming WHEN 'named' THEN r.person_id = of_person ELSE r.minimum <= r.many END
      AND CASE WHEN h.id IS NOT NULL THEN r.person_id <> of_person ELSE NOT EXISTS (
            SELECT FROM reviews w
            WHERE w.org_id = r.org_id AND w.packet_id = r.packet_id AND w.author_id = r.person_id) END
$$;

-- Which steps of a plan wait for the next manager's word: what the one before had agreed to, and isn't done. Coming back to the
-- same manager changes nothing. Their own line, once there is one, isn't the one before.
CREATE FUNCTION steps_to_confirm(of_org uuid, of_person uuid, of_manager uuid, of_line uuid) RETURNS TABLE (step_id uuid)
LANGUAGE sql STABLE AS $$
    SELECT s.id
    FROM development_steps s
    WHERE s.org_id = of_org AND s.person_id = of_person AND s.agreed_by_manager AND s.progress < 100
      AND of_manager IS DISTINCT FROM (
        SELECT earlier.manager_id FROM reporting_lines earlier
        WHERE earlier.org_id = of_org AND earlier.person_id = of_person AND earlier.id IS DISTINCT FROM of_line
        ORDER BY earlier.valid_from DESC, earlier.id DESC LIMIT 1)
$$;

-- As before, by the function.
CREATE OR REPLACE FUNCTION unask_reports() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH moved AS (
        UPDATE reviews r SET state = 'void', version = r.version + 1
        FROM ended_lines l
        JOIN organisations z ON z.org_id = l.org_id
        CROSS JOIN LATERAL reviews_unasked(
            l.org_id, l.id,
            ((l.valid_to + make_interval(hours => 24 * z.days_ahead)) AT TIME ZONE z.time_zone)::date) u
        WHERE l.valid_to IS NOT NULL AND r.org_id = l.org_id AND r.id = u.review_id
        RETURNING r.org_id, r.packet_id, r.author_id
    )
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id)
    SELECT m.org_id, gen_random_uuid(), m.packet_id, m.author_id, 'unasked', current_person() FROM moved m;
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

-- By when a review was due before it went with a line.
ALTER TABLE review_handovers ADD COLUMN due_before date;

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
        JOIN reviews was ON was.org_id = k.org_id AND was.packet_id = k.id AND was.author_id = l.manager_id
        CROSS JOIN LATERAL (
            SELECT org_day(z.time_zone, z.days_ahead) AS today FROM organisations z WHERE z.org_id = l.org_id) o
        WHERE l.valid_to IS NOT NULL AND r.org_id = was.org_id AND r.id = was.id
          AND r.relation = 'manager' AND r.state IN ('assigned', 'in_progress')
          AND NOT EXISTS (
            SELECT FROM reporting_lines still
            WHERE still.org_id = l.org_id AND still.person_id = l.person_id AND still.manager_id = l.manager_id
              AND still.valid_to IS NULL)
        RETURNING r.org_id, r.packet_id, r.author_id, r.state, was.due_on AS due_before
    )
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id, due_before)
    SELECT m.org_id, gen_random_uuid(), m.packet_id, m.author_id, CASE m.state WHEN 'void' THEN 'void' ELSE 'kept' END,
           current_person(), m.due_before
    FROM moved m;
    RETURN NULL;
END
$$;

-- Who comes back within two days has the day that they had.
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

-- When what was passed on stopped being so, for who comes back within two days.
ALTER TABLE reviews ADD COLUMN passed_on_ended timestamptz;

CREATE OR REPLACE FUNCTION end_passing_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reviews r SET passed_on = false, passed_on_ended = now()
    FROM added_lines l
    JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.person_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
    WHERE l.valid_to IS NULL AND r.org_id = k.org_id AND r.packet_id = k.id AND r.passed_on;

    UPDATE reviews r SET passed_on = true, passed_on_ended = NULL
    FROM added_lines l
    JOIN reporting_lines had ON had.org_id = l.org_id AND had.person_id = l.person_id AND had.manager_id = l.manager_id
     AND had.valid_to > now() - interval '48 hours'
    JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.person_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
    WHERE l.valid_to IS NULL AND r.org_id = k.org_id AND r.packet_id = k.id AND r.passed_on_ended >= had.valid_to
      AND NOT EXISTS ( -- only what was passed on to them, and not to one who led in between
        SELECT FROM reporting_lines other
        WHERE other.org_id = l.org_id AND other.person_id = l.person_id
          AND other.valid_from >= had.valid_to AND other.valid_from < r.passed_on_ended);
    RETURN NULL;
END
$$;

-- When a manager's agreement to a step lapsed, and which version it has had since: what was changed meanwhile isn't agreed to.
ALTER TABLE development_steps
    ADD COLUMN lapsed_at timestamptz,
    ADD COLUMN lapsed_version bigint;

CREATE OR REPLACE FUNCTION ask_next_manager_about_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE development_steps s
    SET agreed_by_manager = false, version = s.version + 1, lapsed_at = now(), lapsed_version = s.version + 1
    FROM added_lines l
    CROSS JOIN LATERAL steps_to_confirm(l.org_id, l.person_id, l.manager_id, l.id) t
    WHERE l.valid_to IS NULL AND s.org_id = l.org_id AND s.id = t.step_id;

    UPDATE development_steps s
    SET agreed_by_manager = true, version = s.version + 1, lapsed_at = NULL, lapsed_version = NULL
    FROM added_lines l
    JOIN reporting_lines had ON had.org_id = l.org_id AND had.person_id = l.person_id AND had.manager_id = l.manager_id
     AND had.valid_to > now() - interval '48 hours'
    WHERE l.valid_to IS NULL AND s.org_id = l.org_id AND s.person_id = l.person_id
      AND s.lapsed_version = s.version AND s.lapsed_at >= had.valid_to
      AND NOT EXISTS (
        SELECT FROM reporting_lines other
        WHERE other.org_id = l.org_id AND other.person_id = l.person_id
          AND other.valid_from >= had.valid_to AND other.valid_from < s.lapsed_at);
    RETURN NULL;
END
$$;

-- A guest can be asked to every meeting to come, until either of the two lets them out. Each meeting still says who comes to it,
-- so that what a guest sees is what they were asked to: nothing earlier, and nothing any more once they are let out.
ALTER TABLE one_on_ones
    ADD COLUMN guest_id uuid,
    ADD CONSTRAINT one_on_ones_guest_unknown FOREIGN KEY (org_id, guest_id) REFERENCES people (org_id, id);
CREATE INDEX one_on_ones_by_guest ON one_on_ones (org_id, guest_id);

CREATE FUNCTION bring_the_guest() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.guest_id := coalesce(NEW.guest_id, (
        SELECT o.guest_id FROM one_on_ones o WHERE o.org_id = NEW.org_id AND o.id = NEW.one_on_one_id));
    RETURN NEW;
END
$$;
CREATE TRIGGER meetings_bring_the_guest BEFORE INSERT ON meetings FOR EACH ROW EXECUTE FUNCTION bring_the_guest();

-- As before; and a guest who leaves comes no more. That they were at what was held stays, as it does of every guest: by it a legal
-- hold on them is kept.
CREATE OR REPLACE FUNCTION end_one_on_ones_of_leavers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE one_on_ones SET ended_at = now(), ended_because = 'left', version = version + 1
    WHERE org_id = NEW.org_id AND NEW.id IN (organiser_id, partner_id) AND ended_at IS NULL;
    UPDATE meetings m SET guest_id = NULL, version = m.version + 1
    FROM one_on_ones o
    WHERE o.org_id = NEW.org_id AND o.guest_id = NEW.id AND m.org_id = o.org_id AND m.one_on_one_id = o.id
      AND m.guest_id = NEW.id AND m.state IN ('planned', 'skipped');
    UPDATE one_on_ones SET guest_id = NULL WHERE org_id = NEW.org_id AND guest_id = NEW.id;
    RETURN NULL;
END
$$;
