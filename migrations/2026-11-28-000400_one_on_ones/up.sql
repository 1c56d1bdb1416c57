-- Two people who meet again and again. The rule says on which days, in their own time zone; a day of it that
-- was planned, moved or skipped is a row of `meetings`.
CREATE TABLE one_on_ones (
    org_id        uuid        NOT NULL,
    id            uuid        NOT NULL,
    organiser_id  uuid        NOT NULL,
    partner_id    uuid        NOT NULL,
    rule          text        NOT NULL, -- RFC 5545, such as FREQ=WEEKLY;BYDAY=TU
    starts_on     date        NOT NULL,
    starts_at     time        NOT NULL,
    time_zone     text        NOT NULL,
    minutes       integer     NOT NULL CHECK (minutes BETWEEN 5 AND 480),
    place         text        NOT NULL DEFAULT '',
    ended_at      timestamptz,
    ended_because text        CHECK (ended_because IN ('by_hand', 'manager_changed', 'left')),
    created_at    timestamptz NOT NULL DEFAULT now(),
    version       bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT one_on_ones_organiser FOREIGN KEY (org_id, organiser_id) REFERENCES people (org_id, id),
    CONSTRAINT one_on_ones_partner_unknown FOREIGN KEY (org_id, partner_id) REFERENCES people (org_id, id),
    CONSTRAINT one_on_ones_partner_oneself CHECK (organiser_id <> partner_id),
    CONSTRAINT one_on_ones_end CHECK ((ended_at IS NULL) = (ended_because IS NULL))
);
CREATE UNIQUE INDEX one_on_ones_partner_taken ON one_on_ones
    (org_id, least(organiser_id, partner_id), greatest(organiser_id, partner_id)) WHERE ended_at IS NULL;
CREATE INDEX one_on_ones_by_organiser ON one_on_ones (org_id, organiser_id, id DESC);
CREATE INDEX one_on_ones_by_partner ON one_on_ones (org_id, partner_id, id DESC);
SELECT protect('one_on_ones');

-- One meeting. `occurs_on` is its day by the rule, which names it whenever it takes place.
CREATE TABLE meetings (
    org_id        uuid        NOT NULL,
    id            uuid        NOT NULL,
    one_on_one_id uuid        NOT NULL,
    occurs_on     date        NOT NULL,
    starts_at     timestamptz NOT NULL,
    moved         boolean     NOT NULL DEFAULT false,
    state         text        NOT NULL DEFAULT 'planned' CHECK (state IN ('planned', 'held', 'skipped', 'closed')),
    notes         text        NOT NULL DEFAULT '',
    held_at       timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    version       bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT meetings_one_on_one FOREIGN KEY (org_id, one_on_one_id) REFERENCES one_on_ones (org_id, id),
    -- A new rule moves what is planned from day to day, all in one go.
    CONSTRAINT meetings_day_taken UNIQUE (org_id, one_on_one_id, occurs_on) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX meetings_by_start ON meetings (org_id, starts_at, id);
CREATE INDEX meetings_by_one_on_one ON meetings (org_id, one_on_one_id, starts_at);
SELECT protect('meetings');

-- What is to be talked about. An item that isn't ticked goes along to the next meeting; where it was first
-- and where it is now tell through which meetings it came.
CREATE TABLE agenda_items (
    org_id           uuid             NOT NULL,
    id               uuid             NOT NULL,
    one_on_one_id    uuid             NOT NULL,
    meeting_id       uuid             NOT NULL,
    first_meeting_id uuid             NOT NULL,
    body             text             NOT NULL,
    position         double precision NOT NULL,
    carried          integer          NOT NULL DEFAULT 0,
    author_id        uuid             NOT NULL,
    done_at          timestamptz,
    created_at       timestamptz      NOT NULL DEFAULT now(),
    version          bigint           NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT agenda_items_one_on_one FOREIGN KEY (org_id, one_on_one_id) REFERENCES one_on_ones (org_id, id),
    CONSTRAINT agenda_items_meeting FOREIGN KEY (org_id, meeting_id) REFERENCES meetings (org_id, id),
    CONSTRAINT agenda_items_first_meeting FOREIGN KEY (org_id, first_meeting_id) REFERENCES meetings (org_id, id),
    CONSTRAINT agenda_items_author FOREIGN KEY (org_id, author_id) REFERENCES people (org_id, id)
);
CREATE INDEX agenda_items_by_meeting ON agenda_items (org_id, meeting_id, position);
CREATE INDEX agenda_items_by_one_on_one ON agenda_items (org_id, one_on_one_id, position);
SELECT protect('agenda_items');

-- What one of the two will do. It stays with the series until it is done.
CREATE TABLE action_items (
    org_id        uuid        NOT NULL,
    id            uuid        NOT NULL,
    one_on_one_id uuid        NOT NULL,
    meeting_id    uuid        NOT NULL, -- where it was agreed
    body          text        NOT NULL,
    owner_id      uuid        NOT NULL,
    due_on        date,
    done_at       timestamptz,
    created_by    uuid        NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT now(),
    version       bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT action_items_one_on_one FOREIGN KEY (org_id, one_on_one_id) REFERENCES one_on_ones (org_id, id),
    CONSTRAINT action_items_meeting FOREIGN KEY (org_id, meeting_id) REFERENCES meetings (org_id, id),
    CONSTRAINT action_items_owner_unknown FOREIGN KEY (org_id, owner_id) REFERENCES people (org_id, id),
    CONSTRAINT action_items_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id)
);
CREATE INDEX action_items_by_one_on_one ON action_items (org_id, one_on_one_id, id);
CREATE INDEX action_items_open ON action_items (org_id, owner_id, due_on) WHERE done_at IS NULL;
SELECT protect('action_items');

-- What somebody wrote for themselves, sealed for them by a key that isn't in the database. The server's role
-- sees its actor's own and nobody else's, whatever is asked of it.
CREATE TABLE private_notes (
    org_id     uuid        NOT NULL,
    meeting_id uuid        NOT NULL,
    writer_id  uuid        NOT NULL,
    sealed     bytea       NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    version    bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, meeting_id, writer_id),
    CONSTRAINT private_notes_meeting FOREIGN KEY (org_id, meeting_id) REFERENCES meetings (org_id, id),
    CONSTRAINT private_notes_writer FOREIGN KEY (org_id, writer_id) REFERENCES people (org_id, id)
);
CREATE INDEX private_notes_by_writer ON private_notes (org_id, writer_id); -- erasure
SELECT protect('private_notes');
CREATE POLICY writer ON private_notes AS RESTRICTIVE TO pt_app
    USING (writer_id = nullif(current_setting('app.person_id', true), '')::uuid)
    WITH CHECK (writer_id = nullif(current_setting('app.person_id', true), '')::uuid);

-- An Admin who read what two others said, and why. Never changed.
CREATE TABLE meeting_openings (
    org_id     uuid        NOT NULL,
    id         uuid        NOT NULL,
    meeting_id uuid        NOT NULL,
    opened_by  uuid        NOT NULL,
    reason     text        NOT NULL,
    opened_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT meeting_openings_meeting FOREIGN KEY (org_id, meeting_id) REFERENCES meetings (org_id, id),
    CONSTRAINT meeting_openings_opened_by FOREIGN KEY (org_id, opened_by) REFERENCES people (org_id, id)
);
CREATE INDEX meeting_openings_by_meeting ON meeting_openings (org_id, meeting_id, id);
SELECT protect('meeting_openings', 'SELECT, INSERT');

-- The organisation's own questions to begin from.
CREATE TABLE question_sets (
    org_id     uuid        NOT NULL REFERENCES organisations,
    id         uuid        NOT NULL,
    name       text        NOT NULL,
    questions  text[]      NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    version    bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT question_sets_name_taken UNIQUE (org_id, name)
);
SELECT protect('question_sets');

-- The first wall: whose meetings the actor may see. The two see all of it; Admins, and managers of either, see
-- that they meet, never what is said: that is left out here already.
CREATE VIEW visible_one_on_ones WITH (security_invoker = true) AS
SELECT o.org_id, o.id, o.organiser_id, o.partner_id, o.rule, o.starts_on, o.starts_at, o.time_zone, o.minutes,
       CASE WHEN reach.relation = 'own' THEN o.place ELSE '' END AS place,
       o.ended_at, o.ended_because, o.created_at, o.version,
       organiser.name AS organiser_name, partner.name AS partner_name,
       (SELECT m.id FROM meetings m
        WHERE m.org_id = o.org_id AND m.one_on_one_id = o.id AND m.state = 'planned' AND o.ended_at IS NULL
        ORDER BY m.starts_at LIMIT 1) AS next_meeting_id,
       (SELECT min(m.starts_at) FROM meetings m
        WHERE m.org_id = o.org_id AND m.one_on_one_id = o.id AND m.state = 'planned' AND o.ended_at IS NULL) AS next_at,
       (SELECT max(m.starts_at) FROM meetings m
        WHERE m.org_id = o.org_id AND m.one_on_one_id = o.id AND m.state IN ('held', 'closed')) AS last_at,
       reach.relation
FROM one_on_ones o
LEFT JOIN people organiser ON organiser.org_id = o.org_id AND organiser.id = o.organiser_id
LEFT JOIN people partner ON partner.org_id = o.org_id AND partner.id = o.partner_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN current_person() IN (o.organiser_id, o.partner_id) THEN 'own'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND EXISTS (
            SELECT FROM reporting_closure c
            WHERE c.org_id = o.org_id AND c.manager_id = current_person()
              AND c.report_id IN (o.organiser_id, o.partner_id)) THEN 'report'
        END AS relation
) reach
WHERE o.org_id = current_org() AND reach.relation IS NOT NULL;
GRANT SELECT ON visible_one_on_ones TO pt_app, pt_jobs;

CREATE VIEW visible_meetings WITH (security_invoker = true) AS
SELECT m.org_id, m.id, m.one_on_one_id, m.occurs_on, m.starts_at, m.moved, m.state, m.held_at, m.version,
       CASE WHEN reach.relation = 'own' THEN m.notes ELSE '' END AS notes,
       CASE WHEN reach.relation = 'own' THEN
            (SELECT count(*) FROM agenda_items i
             WHERE i.org_id = m.org_id AND i.meeting_id = m.id AND i.done_at IS NULL) END AS open_items,
       o.organiser_id, o.partner_id, o.minutes, o.time_zone, o.ended_at,
       CASE WHEN reach.relation = 'own' THEN o.place ELSE '' END AS place,
       organiser.name AS organiser_name, partner.name AS partner_name,
       reach.relation
FROM meetings m
JOIN one_on_ones o ON o.org_id = m.org_id AND o.id = m.one_on_one_id
LEFT JOIN people organiser ON organiser.org_id = o.org_id AND organiser.id = o.organiser_id
LEFT JOIN people partner ON partner.org_id = o.org_id AND partner.id = o.partner_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN current_person() IN (o.organiser_id, o.partner_id) THEN 'own'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND EXISTS (
            SELECT FROM reporting_closure c
            WHERE c.org_id = o.org_id AND c.manager_id = current_person()
              AND c.report_id IN (o.organiser_id, o.partner_id)) THEN 'report'
        END AS relation
) reach
WHERE m.org_id = current_org() AND reach.relation IS NOT NULL;
GRANT SELECT ON visible_meetings TO pt_app, pt_jobs;

-- A person who changes managers ends their one-on-one with the old one, however the line was changed; coming
-- back within two days finds it as it was. Nothing of it is deleted.
CREATE FUNCTION end_one_on_ones_with_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE one_on_ones o SET ended_at = now(), ended_because = 'manager_changed', version = version + 1
    FROM changed_lines l
    WHERE l.valid_to IS NOT NULL AND o.org_id = l.org_id AND o.ended_at IS NULL
      AND (l.person_id, l.manager_id) IN ((o.organiser_id, o.partner_id), (o.partner_id, o.organiser_id))
      AND NOT EXISTS (
        SELECT FROM reporting_lines still
        WHERE still.org_id = l.org_id AND still.person_id = l.person_id AND still.manager_id = l.manager_id
          AND still.valid_to IS NULL);
    RETURN NULL;
END
$$;
CREATE TRIGGER reporting_lines_end_one_on_ones AFTER UPDATE ON reporting_lines
    REFERENCING NEW TABLE AS changed_lines FOR EACH STATEMENT EXECUTE FUNCTION end_one_on_ones_with_lines();

CREATE FUNCTION resume_one_on_ones_with_lines() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE one_on_ones o SET ended_at = NULL, ended_because = NULL, version = version + 1
    FROM added_lines l
    WHERE l.valid_to IS NULL AND o.org_id = l.org_id AND o.ended_because = 'manager_changed'
      AND o.ended_at > now() - interval '48 hours'
      AND (l.person_id, l.manager_id) IN ((o.organiser_id, o.partner_id), (o.partner_id, o.organiser_id))
      AND NOT EXISTS ( -- one that was set up since goes on instead, and of several the latest
        SELECT FROM one_on_ones other
        WHERE other.org_id = o.org_id
          AND least(other.organiser_id, other.partner_id) = least(o.organiser_id, o.partner_id)
          AND greatest(other.organiser_id, other.partner_id) = greatest(o.organiser_id, o.partner_id)
          AND (other.ended_at IS NULL OR other.id > o.id));
    RETURN NULL;
END
$$;
CREATE TRIGGER reporting_lines_resume_one_on_ones AFTER INSERT ON reporting_lines
    REFERENCING NEW TABLE AS added_lines FOR EACH STATEMENT EXECUTE FUNCTION resume_one_on_ones_with_lines();

CREATE FUNCTION end_one_on_ones_of_leavers() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE one_on_ones SET ended_at = now(), ended_because = 'left', version = version + 1
    WHERE org_id = NEW.org_id AND NEW.id IN (organiser_id, partner_id) AND ended_at IS NULL;
    RETURN NULL;
END
$$;
CREATE TRIGGER people_end_one_on_ones AFTER UPDATE OF status ON people
    FOR EACH ROW WHEN (NEW.status = 'deactivated' AND OLD.status <> 'deactivated')
    EXECUTE FUNCTION end_one_on_ones_of_leavers();
