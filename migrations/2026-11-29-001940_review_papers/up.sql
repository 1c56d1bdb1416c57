-- What stood beside a packet's answers when it was given to the person: names of goals and competencies, how far goals had come,
-- who led them then. The packet goes on saying so, whatever is renamed, hidden or moved since.
CREATE TABLE review_papers (
    org_id       uuid   NOT NULL,
    packet_id    uuid   NOT NULL,
    subject_name text,                       -- nothing, once the person is erased; the same of the manager
    job_title    text,
    team_name    text,
    manager_id   uuid,
    manager_name text,
    levels       text[] NOT NULL,            -- what the levels of competencies were called, lowest first
    items        jsonb  NOT NULL,            -- api::reviews::packets::papers::Item
    PRIMARY KEY (org_id, packet_id),
    CONSTRAINT review_papers_packet FOREIGN KEY (org_id, packet_id) REFERENCES review_packets (org_id, id),
    CONSTRAINT review_papers_manager FOREIGN KEY (org_id, manager_id) REFERENCES people (org_id, id)
);
CREATE INDEX review_papers_by_manager ON review_papers (org_id, manager_id);
SELECT protect('review_papers');

-- A trigger, so that no way to give somebody theirs can forget it. What is said of a goal shows it to nobody else: the views
-- are asked as the person, and then as whoever leads them, and the transaction is the actor's again before anything else.
CREATE FUNCTION keep_review_paper() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    actor      text := coalesce(current_setting('app.person_id', true), '');
    actor_role text := coalesce(current_setting('app.role', true), '');
    asked      uuid[];
    theirs     uuid[] := '{}';
    shared     uuid[] := '{}';
    subject    record;
    manager    record;
    leads      boolean;
    ended_at   timestamptz;
    kept       jsonb;
BEGIN
    SELECT p.name, p.role, p.job_title, t.name AS team_name INTO subject
    FROM people p LEFT JOIN teams t ON t.org_id = p.org_id AND t.id = p.team_id
    WHERE p.org_id = NEW.org_id AND p.id = NEW.subject_id;
    SELECT p.id, p.name, p.role INTO manager
    FROM reporting_lines line JOIN people p ON p.org_id = line.org_id AND p.id = line.manager_id
    WHERE line.org_id = NEW.org_id AND line.person_id = NEW.subject_id AND line.valid_to IS NULL;
    leads := FOUND;
    SELECT ((c.period_to + 1)::timestamp AT TIME ZONE o.time_zone) INTO ended_at
    FROM review_cycles c JOIN organisations o ON o.org_id = c.org_id
    WHERE c.org_id = NEW.org_id AND c.id = NEW.cycle_id;
    asked := ARRAY(
        SELECT DISTINCT (item #>> '{}')::uuid
        FROM (
            SELECT r.answers FROM reviews r
            WHERE r.org_id = NEW.org_id AND r.packet_id = NEW.id AND r.state = 'submitted'
            UNION ALL
            SELECT x.answers FROM review_externals x
            WHERE x.org_id = NEW.org_id AND x.packet_id = NEW.id AND x.state = 'submitted'
        ) said
        CROSS JOIN LATERAL jsonb_path_query(said.answers, '$.*.items[*].id') item);

    IF cardinality(asked) > 0 THEN
        PERFORM set_config('app.person_id', NEW.subject_id::text, true), set_config('app.role', subject.role, true);
        theirs := ARRAY(SELECT o.id FROM visible_objectives o WHERE o.org_id = NEW.org_id AND o.id = ANY (asked));
        -- Whom nobody leads, whoever released it knows; who was given theirs by nobody, some Admin does.
        IF NOT leads THEN
            SELECT p.id, p.name, p.role INTO manager
            FROM people p
            WHERE p.org_id = NEW.org_id AND p.id <> NEW.subject_id
              AND (p.id = NEW.released_by OR (p.role = 'admin' AND p.status = 'active'))
            ORDER BY p.id IS DISTINCT FROM NEW.released_by, p.id
            LIMIT 1;
        END IF;
        IF manager.id IS NOT NULL THEN
            PERFORM set_config('app.person_id', manager.id::text, true), set_config('app.role', manager.role, true);
            shared := ARRAY(SELECT o.id FROM visible_objectives o WHERE o.org_id = NEW.org_id AND o.id = ANY (theirs));
        END IF;
        PERFORM set_config('app.person_id', actor, true), set_config('app.role', actor_role, true);
    END IF;

    SELECT coalesce(jsonb_agg(item), '[]') INTO kept
    FROM (
        SELECT jsonb_build_object(
            'id', o.id, 'name', o.title, 'period', coalesce(period.name, ''), 'both', o.id = ANY (shared),
            -- Whoever led the person may have seen it as an Admin: it isn't for all who lead them.
            'narrow', o.visibility = 'private',
            -- As of the end of the time that is looked back on; what wasn't known by then doesn't count.
            'progress', (
                SELECT CASE WHEN c.progress IS NOT NULL THEN least(1, greatest(0, c.progress)) END
                FROM objective_computations c
                WHERE c.org_id = o.org_id AND c.objective_id = o.id AND c.known_at < ended_at
                ORDER BY c.known_at DESC LIMIT 1)) AS item
        FROM objectives o LEFT JOIN periods period ON period.org_id = o.org_id AND period.id = o.period_id
        WHERE o.org_id = NEW.org_id AND o.id = ANY (theirs)
        UNION ALL
        SELECT jsonb_build_object('id', c.id, 'name', c.name, 'both', true)
        FROM competencies c WHERE c.org_id = NEW.org_id AND c.id = ANY (asked)
    ) items;
    INSERT INTO review_papers (org_id, packet_id, subject_name, job_title, team_name, manager_id, manager_name, levels, items)
    VALUES (
        NEW.org_id, NEW.id, subject.name, subject.job_title, subject.team_name,
        CASE WHEN leads THEN manager.id END, CASE WHEN leads THEN manager.name END,
        coalesce((SELECT f.levels FROM frameworks f WHERE f.org_id = NEW.org_id), '{}'), kept);
    RETURN NULL;
END
$$;
CREATE TRIGGER review_papers_kept AFTER UPDATE OF state ON review_packets
    FOR EACH ROW WHEN (OLD.state = 'collecting' AND NEW.state <> 'collecting') EXECUTE FUNCTION keep_review_paper();

-- Who has it no more gets another paper when it is given to them again.
CREATE FUNCTION drop_review_paper() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM review_papers p WHERE p.org_id = NEW.org_id AND p.packet_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER review_papers_dropped AFTER UPDATE OF state ON review_packets
    FOR EACH ROW WHEN (OLD.state <> 'collecting' AND NEW.state = 'collecting') EXECUTE FUNCTION drop_review_paper();
