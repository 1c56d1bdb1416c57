CREATE OR REPLACE FUNCTION hand_reviews_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reviews r
    SET state = CASE r.state WHEN 'assigned' THEN 'void' ELSE r.state END,
        due_on = CASE r.state WHEN 'in_progress' THEN greatest(r.due_on, c.write_by, o.today + 10) ELSE r.due_on END,
        version = r.version + 1
    FROM ended_lines l
    JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.person_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
    CROSS JOIN LATERAL (
        SELECT (now() AT TIME ZONE z.time_zone)::date AS today FROM organisations z WHERE z.org_id = l.org_id) o
    WHERE l.valid_to IS NOT NULL AND r.org_id = k.org_id AND r.packet_id = k.id AND r.author_id = l.manager_id
      AND r.relation = 'manager' AND r.state IN ('assigned', 'in_progress')
      AND NOT EXISTS (
        SELECT FROM reporting_lines still
        WHERE still.org_id = l.org_id AND still.person_id = l.person_id AND still.manager_id = l.manager_id
          AND still.valid_to IS NULL);
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION take_reviews_over() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO reviews (org_id, id, packet_id, author_id, relation, due_on)
    SELECT k.org_id, gen_random_uuid(), k.id, l.manager_id, 'manager',
           CASE WHEN c.write_by < o.today + 7 THEN o.today + 7 END
    FROM added_lines l
    JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id AND m.status = 'active'
    JOIN review_packets k ON k.org_id = l.org_id AND k.subject_id = l.person_id
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
    JOIN review_forms f ON f.org_id = c.org_id AND f.template_id = c.template_id AND f.number = c.form_number
    CROSS JOIN LATERAL (
        SELECT (now() AT TIME ZONE z.time_zone)::date AS today FROM organisations z WHERE z.org_id = l.org_id) o
    WHERE l.valid_to IS NULL
      AND f.form @? '$.sections[*].questions[*].answered_by[*] ? (@ == "manager")'
      AND (c.period_to >= o.today + 30 OR NOT EXISTS (
        SELECT FROM reviews done
        WHERE done.org_id = k.org_id AND done.packet_id = k.id AND done.relation = 'manager' AND done.state = 'submitted'))
    ON CONFLICT (org_id, packet_id, author_id) DO UPDATE
        SET state = 'assigned', due_on = excluded.due_on, version = reviews.version + 1
        WHERE reviews.relation = 'manager' AND reviews.state = 'void';
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION void_reviews_of_leavers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE reviews r SET state = 'void', version = r.version + 1
    FROM review_packets k JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
    WHERE r.org_id = NEW.org_id AND r.author_id = NEW.id AND r.state IN ('assigned', 'in_progress')
      AND k.org_id = r.org_id AND k.id = r.packet_id AND c.stage IN ('nominating', 'writing');
    RETURN NULL;
END
$$;

DROP TABLE review_handovers;
DROP FUNCTION note_review_handover;
