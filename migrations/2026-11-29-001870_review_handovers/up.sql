-- What became of reviews that went with a line, or with somebody who left. Each leaves an event in the audit log; these
-- rows say whose, and are never changed.
CREATE TABLE review_handovers (
    org_id    uuid        NOT NULL,
    id        uuid        NOT NULL,
    packet_id uuid        NOT NULL,
    author_id uuid        NOT NULL,             -- who needn't write it any more, or is to from now on
    became    text        NOT NULL CHECK (became IN ('void', 'kept', 'assigned', 'left')),
    by_id     uuid,                             -- who changed the line, or whom; nobody where a job did
    at        timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT review_handovers_packet FOREIGN KEY (org_id, packet_id) REFERENCES review_packets (org_id, id),
    CONSTRAINT review_handovers_author FOREIGN KEY (org_id, author_id) REFERENCES people (org_id, id),
    CONSTRAINT review_handovers_by FOREIGN KEY (org_id, by_id) REFERENCES people (org_id, id)
);
CREATE INDEX review_handovers_by_packet ON review_handovers (org_id, packet_id);
CREATE INDEX review_handovers_by_author ON review_handovers (org_id, author_id);
CREATE INDEX review_handovers_by_doer ON review_handovers (org_id, by_id);
SELECT protect('review_handovers', 'SELECT, INSERT');

-- The event is written when the transaction ends, after those of the request: whoever held the head of the log while
-- people are still being changed could wait for somebody who waits for it.
CREATE FUNCTION note_review_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM append_event(
        NEW.org_id, gen_random_uuid(), NEW.by_id, NULL,
        CASE NEW.became
            WHEN 'assigned' THEN 'review_packets.taken_over'
            WHEN 'left' THEN 'review_packets.author_left'
            ELSE 'review_packets.handed_over'
        END,
        'review_packets', NEW.packet_id, NULL,
        jsonb_build_object('person_id', NEW.author_id, 'became', NEW.became), '0.0.0.0', '');
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER review_handovers_noted AFTER INSERT ON review_handovers
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION note_review_handover();

-- As before, and noted.
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

CREATE OR REPLACE FUNCTION void_reviews_of_leavers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    WITH moved AS (
        UPDATE reviews r SET state = 'void', version = r.version + 1
        FROM review_packets k JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
        WHERE r.org_id = NEW.org_id AND r.author_id = NEW.id AND r.state IN ('assigned', 'in_progress')
          AND k.org_id = r.org_id AND k.id = r.packet_id AND c.stage IN ('nominating', 'writing')
        RETURNING r.org_id, r.packet_id, r.author_id
    )
    INSERT INTO review_handovers (org_id, id, packet_id, author_id, became, by_id)
    SELECT m.org_id, gen_random_uuid(), m.packet_id, m.author_id, 'left', current_person() FROM moved m;
    RETURN NULL;
END
$$;
