-- Pulses: short anonymous surveys. Who takes part (pulse_invitations) and what is answered (pulse_ballots) have no key
-- in common and are never written in one transaction; results are published cells, counted once, at the close.
CREATE TABLE pulse_surveys (
    org_id         uuid        NOT NULL REFERENCES organisations,
    id             uuid        NOT NULL,
    series_id      uuid        NOT NULL, -- the first of those that come again
    wave           integer     NOT NULL DEFAULT 1,
    title          text        COLLATE "und-x-icu" NOT NULL,
    state          text        NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'scheduled', 'open', 'closed')),
    opens_on       date        NOT NULL,
    closes_on      date        NOT NULL,
    minimum        smallint    NOT NULL DEFAULT 4 CHECK (minimum BETWEEN 3 AND 10),
    share_total    boolean     NOT NULL DEFAULT false,
    every_weeks    smallint    CHECK (every_weeks BETWEEN 1 AND 52),
    team_id        uuid,
    started_from   date,
    started_until  date,
    rest_weeks     smallint    NOT NULL DEFAULT 0 CHECK (rest_weeks BETWEEN 0 AND 52),
    sample_percent smallint    NOT NULL DEFAULT 100 CHECK (sample_percent BETWEEN 10 AND 100),
    asked          integer,             -- since it opened
    opened_on      date,
    seed           bytea,               -- sealed: what its ballots are signed with; gone once it is closed
    public_key     text,
    tries          smallint    NOT NULL DEFAULT 0, -- how often the clock could not open or close it
    tried_at       timestamptz,                    -- the last time
    created_by     uuid        NOT NULL,
    created_at     timestamptz NOT NULL DEFAULT now(),
    version        bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, id),
    CONSTRAINT pulse_surveys_team_unknown FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id),
    CONSTRAINT pulse_surveys_created_by FOREIGN KEY (org_id, created_by) REFERENCES people (org_id, id),
    CONSTRAINT pulse_surveys_wave_taken UNIQUE (org_id, series_id, wave),
    CONSTRAINT pulse_surveys_closes_before_open CHECK (closes_on >= opens_on),
    CONSTRAINT pulse_surveys_signs_while_open CHECK ((state = 'open') = (seed IS NOT NULL))
);
CREATE INDEX pulse_surveys_by_team ON pulse_surveys (org_id, team_id);
CREATE INDEX pulse_surveys_by_id ON pulse_surveys (id); -- an answer names the pulse alone: in which organisation?
CREATE INDEX pulse_surveys_due ON pulse_surveys (state) WHERE state IN ('scheduled', 'open'); -- whosever they are
SELECT protect('pulse_surveys');

-- Which organisation an answer goes to, and what opens or closes today, is asked before an organisation is known.
GRANT SELECT (org_id, id, state, opens_on, closes_on, tries, tried_at) ON pulse_surveys TO pt_auth;
CREATE POLICY auth_reads ON pulse_surveys FOR SELECT TO pt_auth USING (true);

CREATE TABLE pulse_questions (
    org_id    uuid     NOT NULL,
    survey_id uuid     NOT NULL,
    position  smallint NOT NULL,
    kind      text     NOT NULL CHECK (kind IN ('enps', 'scale', 'choice', 'text')),
    text      text     NOT NULL,
    options   text[]   NOT NULL,
    multiple  boolean  NOT NULL,
    optional  boolean  NOT NULL,
    PRIMARY KEY (org_id, survey_id, position),
    CONSTRAINT pulse_questions_survey FOREIGN KEY (org_id, survey_id) REFERENCES pulse_surveys (org_id, id) ON DELETE CASCADE
);
SELECT protect('pulse_questions');

-- Whom the author leaves out.
CREATE TABLE pulse_exclusions (
    org_id    uuid NOT NULL,
    survey_id uuid NOT NULL,
    person_id uuid NOT NULL,
    PRIMARY KEY (org_id, survey_id, person_id),
    CONSTRAINT pulse_exclusions_survey FOREIGN KEY (org_id, survey_id) REFERENCES pulse_surveys (org_id, id) ON DELETE CASCADE,
    CONSTRAINT pulse_exclusions_person_unknown FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id)
);
CREATE INDEX pulse_exclusions_by_person ON pulse_exclusions (org_id, person_id);
SELECT protect('pulse_exclusions');

-- The whole and its teams as they were when the pulse opened, parents before children. Each name is carried by
-- nobody or by at least the minimum of people.
CREATE TABLE pulse_groups (
    org_id     uuid     NOT NULL,
    id         uuid     NOT NULL,
    survey_id  uuid     NOT NULL,
    place      smallint NOT NULL,
    parent     smallint,           -- the place of the group above
    team_id    uuid,               -- without a key: the team may go, the name stays
    name       text     COLLATE "und-x-icu" NOT NULL,
    asked_here integer  NOT NULL,  -- who carry this name
    asked      integer  NOT NULL,  -- with those below
    comparable boolean  NOT NULL,  -- with the wave before: the same people, or enough others
    PRIMARY KEY (org_id, id),
    CONSTRAINT pulse_groups_place_taken UNIQUE (org_id, survey_id, place),
    CONSTRAINT pulse_groups_survey FOREIGN KEY (org_id, survey_id) REFERENCES pulse_surveys (org_id, id) ON DELETE CASCADE
);
SELECT protect('pulse_groups');

-- Who was asked, and whether they took their ballot: the hash of the blinded token that was signed for them, from
-- which the token can't be found. No times.
CREATE TABLE pulse_invitations (
    org_id    uuid  NOT NULL,
    survey_id uuid  NOT NULL,
    person_id uuid  NOT NULL,
    group_id  uuid  NOT NULL,
    blinded   bytea,
    PRIMARY KEY (org_id, survey_id, person_id),
    CONSTRAINT pulse_invitations_survey FOREIGN KEY (org_id, survey_id) REFERENCES pulse_surveys (org_id, id) ON DELETE CASCADE,
    CONSTRAINT pulse_invitations_person FOREIGN KEY (org_id, person_id) REFERENCES people (org_id, id),
    CONSTRAINT pulse_invitations_group FOREIGN KEY (org_id, group_id) REFERENCES pulse_groups (org_id, id)
);
CREATE INDEX pulse_invitations_by_person ON pulse_invitations (org_id, person_id, survey_id);
CREATE INDEX pulse_invitations_by_group ON pulse_invitations (org_id, group_id);
SELECT protect('pulse_invitations');

-- Answers while the pulse is open, by the hash of their token, sealed. Each is held until its group has enough to be
-- mixed with, and gone once they are counted. No times, no order, nobody's name.
CREATE TABLE pulse_ballots (
    org_id     uuid    NOT NULL,
    survey_id  uuid    NOT NULL,
    token_hash bytea   NOT NULL,
    group_id   uuid    NOT NULL,
    sheet      bytea   NOT NULL,
    held       boolean NOT NULL DEFAULT true,
    PRIMARY KEY (org_id, survey_id, token_hash),
    CONSTRAINT pulse_ballots_survey FOREIGN KEY (org_id, survey_id) REFERENCES pulse_surveys (org_id, id) ON DELETE CASCADE,
    CONSTRAINT pulse_ballots_group FOREIGN KEY (org_id, group_id) REFERENCES pulse_groups (org_id, id)
);
CREATE INDEX pulse_ballots_by_group ON pulse_ballots (org_id, group_id);
SELECT protect('pulse_ballots');

-- What is published, and all that is left of the answers: counts of groups that are large enough.
CREATE TABLE pulse_cells (
    org_id    uuid      NOT NULL,
    survey_id uuid      NOT NULL,
    group_id  uuid      NOT NULL,
    position  smallint  NOT NULL,
    n         integer   NOT NULL,
    counts    integer[] NOT NULL,
    PRIMARY KEY (org_id, survey_id, position, group_id),
    CONSTRAINT pulse_cells_survey FOREIGN KEY (org_id, survey_id) REFERENCES pulse_surveys (org_id, id) ON DELETE CASCADE,
    CONSTRAINT pulse_cells_group FOREIGN KEY (org_id, group_id) REFERENCES pulse_groups (org_id, id)
);
CREATE INDEX pulse_cells_by_group ON pulse_cells (org_id, group_id);
SELECT protect('pulse_cells', 'SELECT, INSERT, DELETE');

-- And what was written, in paragraphs, under the smallest published group. Ids are random, and their order is the
-- only one there is.
CREATE TABLE pulse_texts (
    org_id    uuid     NOT NULL,
    id        uuid     NOT NULL,
    survey_id uuid     NOT NULL,
    position  smallint NOT NULL,
    group_id  uuid     NOT NULL,
    body      text     NOT NULL,
    PRIMARY KEY (org_id, id),
    CONSTRAINT pulse_texts_survey FOREIGN KEY (org_id, survey_id) REFERENCES pulse_surveys (org_id, id) ON DELETE CASCADE,
    CONSTRAINT pulse_texts_group FOREIGN KEY (org_id, group_id) REFERENCES pulse_groups (org_id, id)
);
CREATE INDEX pulse_texts_by_question ON pulse_texts (org_id, survey_id, position, id);
CREATE INDEX pulse_texts_by_group ON pulse_texts (org_id, group_id);
SELECT protect('pulse_texts');

-- The first wall: which pulses the actor may see, and in which relation. Being asked is 'own', whatever the role;
-- drafts and what is scheduled are the Admins'.
CREATE VIEW visible_pulses WITH (security_invoker = true) AS
SELECT s.org_id, s.id, s.series_id, s.wave, s.title, s.state, s.opens_on, s.closes_on, s.minimum, s.share_total,
       s.every_weeks, s.team_id, s.started_from, s.started_until, s.rest_weeks, s.sample_percent, s.asked, s.seed,
       s.public_key, s.version,
       mine.group_id IS NOT NULL AS asks_me,
       coalesce(mine.took_ballot, false) AS took_ballot,
       s.asked IS NOT NULL AND s.minimum <= (
           SELECT count(*) FROM pulse_invitations i
           WHERE i.org_id = s.org_id AND i.survey_id = s.id AND i.blinded IS NOT NULL) AS enough,
       reach.relation
FROM pulse_surveys s
LEFT JOIN LATERAL (
    SELECT i.group_id, i.blinded IS NOT NULL AS took_ballot FROM pulse_invitations i
    WHERE i.org_id = s.org_id AND i.survey_id = s.id AND i.person_id = current_person()
) mine ON true
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN mine.group_id IS NOT NULL AND s.state IN ('open', 'closed') THEN 'own'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND s.state IN ('open', 'closed') AND EXISTS (
            SELECT FROM reporting_closure c
            JOIN pulse_invitations i ON i.org_id = c.org_id AND i.person_id = c.report_id
            WHERE c.org_id = s.org_id AND c.manager_id = current_person() AND i.survey_id = s.id) THEN 'report'
        WHEN s.state = 'closed' AND s.share_total THEN 'view'
    END AS relation
) reach
WHERE s.org_id = current_org() AND reach.relation IS NOT NULL;
GRANT SELECT ON visible_pulses TO pt_app, pt_jobs;

-- The groups whose results the actor may see: an Admin all; a Manager those in which everybody of today reports to
-- them; whoever else the whole, where it is shared.
CREATE VIEW visible_pulse_groups WITH (security_invoker = true) AS
SELECT g.org_id, g.id, g.survey_id, g.place, g.parent, g.team_id, g.name, g.asked, g.comparable
FROM pulse_groups g
JOIN pulse_surveys s ON s.org_id = g.org_id AND s.id = g.survey_id
WHERE g.org_id = current_org()
  AND (actor_is_admin()
       OR (s.share_total AND s.state = 'closed' AND g.team_id IS NULL)
       OR (actor_manages() AND g.team_id IS NOT NULL
           AND EXISTS (
               SELECT FROM team_closure t
               JOIN people p ON p.org_id = t.org_id AND p.team_id = t.team_id AND p.status = 'active'
               WHERE t.org_id = g.org_id AND t.above_id = g.team_id AND p.id <> current_person())
           AND NOT EXISTS (
               SELECT FROM team_closure t
               JOIN people p ON p.org_id = t.org_id AND p.team_id = t.team_id AND p.status = 'active'
               WHERE t.org_id = g.org_id AND t.above_id = g.team_id AND p.id <> current_person()
                 AND NOT EXISTS (
                     SELECT FROM reporting_closure c
                     WHERE c.org_id = p.org_id AND c.manager_id = current_person() AND c.report_id = p.id))));
GRANT SELECT ON visible_pulse_groups TO pt_app, pt_jobs;
