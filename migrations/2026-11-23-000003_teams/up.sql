CREATE TABLE teams (
    org_id     uuid        NOT NULL REFERENCES organisations,
    id         uuid        NOT NULL,
    name       text        COLLATE "und-x-icu" NOT NULL,
    parent_id  uuid,
    lead_id    uuid,
    version    bigint      NOT NULL DEFAULT 1,
    created_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (org_id, id),
    CONSTRAINT teams_name_taken UNIQUE (org_id, name),
    CONSTRAINT teams_parent_unknown FOREIGN KEY (org_id, parent_id) REFERENCES teams (org_id, id)
);
CREATE INDEX teams_parent ON teams (org_id, parent_id);
SELECT protect('teams');

-- Every team with every team above it, itself at depth 0. Kept by the trigger below.
CREATE TABLE team_closure (
    org_id  uuid    NOT NULL,
    above_id uuid   NOT NULL,
    team_id uuid    NOT NULL,
    depth   integer NOT NULL,
    PRIMARY KEY (org_id, above_id, team_id),
    CONSTRAINT team_closure_above FOREIGN KEY (org_id, above_id) REFERENCES teams (org_id, id) ON DELETE CASCADE,
    CONSTRAINT team_closure_team FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id) ON DELETE CASCADE
);
CREATE INDEX team_closure_up ON team_closure (org_id, team_id, above_id);
SELECT protect('team_closure');

-- Teams are few: the organisation's closure is made anew whenever the tree changes.
CREATE FUNCTION refresh_team_closure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended('teams ' || current_org(), 0));
    DELETE FROM team_closure WHERE org_id = current_org();
    INSERT INTO team_closure (org_id, above_id, team_id, depth)
    WITH RECURSIVE walk AS (
        SELECT t.id AS team_id, t.id AS above_id, t.parent_id AS next_id, 0 AS depth
        FROM teams t WHERE t.org_id = current_org()
        UNION ALL
        SELECT w.team_id, t.id, t.parent_id, w.depth + 1
        FROM walk w JOIN teams t ON t.org_id = current_org() AND t.id = w.next_id
        WHERE w.depth < 64 AND t.id <> w.team_id
    )
    SELECT current_org(), above_id, team_id, depth FROM walk ON CONFLICT DO NOTHING;
    -- In a circle every team is missing a way up to a top.
    IF EXISTS (SELECT FROM teams t WHERE t.org_id = current_org() AND NOT EXISTS (
        SELECT FROM team_closure c JOIN teams top ON top.org_id = c.org_id AND top.id = c.above_id
        WHERE c.org_id = t.org_id AND c.team_id = t.id AND top.parent_id IS NULL)) THEN
        RAISE EXCEPTION 'teams form a circle' USING ERRCODE = 'check_violation', CONSTRAINT = 'teams_no_circle';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER teams_closure AFTER INSERT OR UPDATE OF parent_id OR DELETE ON teams
    FOR EACH STATEMENT EXECUTE FUNCTION refresh_team_closure();
