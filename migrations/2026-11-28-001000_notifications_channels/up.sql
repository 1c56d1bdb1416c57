-- A team's channel in Slack or Microsoft Teams. Whoever has its address can write there, so it is sealed with a key
-- outside the database, and `shown` is as much of it as is no secret.
CREATE TABLE team_channels (
    org_id       uuid        NOT NULL,
    team_id      uuid        NOT NULL,
    kind         text        NOT NULL CHECK (kind IN ('slack', 'teams')),
    address      bytea       NOT NULL,
    shown        text        NOT NULL,
    news         text[]      NOT NULL,
    state        text        NOT NULL DEFAULT 'on' CHECK (state IN ('on', 'paused', 'stopped')),
    trouble      text,                               -- what became of the last try, if it didn't arrive
    failures     integer     NOT NULL DEFAULT 0,     -- in a row
    next_at      timestamptz NOT NULL DEFAULT now(), -- nothing is sent before; whoever sends has the channel until then
    delivered_at timestamptz,
    tried_at     timestamptz,
    set_by       uuid        NOT NULL,
    set_at       timestamptz NOT NULL DEFAULT now(),
    version      bigint      NOT NULL DEFAULT 1,
    PRIMARY KEY (org_id, team_id),
    CONSTRAINT team_channels_team FOREIGN KEY (org_id, team_id) REFERENCES teams (org_id, id) ON DELETE CASCADE,
    CONSTRAINT team_channels_set_by FOREIGN KEY (org_id, set_by) REFERENCES people (org_id, id)
);
CREATE INDEX team_channels_by_person ON team_channels (org_id, set_by);
SELECT protect('team_channels');

-- What a channel is to be told of, and was: never what it says, which is read from `team_news` when it is sent.
CREATE TABLE channel_posts (
    org_id     uuid        NOT NULL,
    id         uuid        NOT NULL,
    team_id    uuid        NOT NULL,
    news       text        NOT NULL CHECK (news ~ '^[a-z_]{1,60}$'),
    about      uuid        NOT NULL,
    occasion   text        NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    done_at    timestamptz,                          -- sent, or no longer to be sent
    PRIMARY KEY (org_id, id),
    CONSTRAINT channel_posts_channel FOREIGN KEY (org_id, team_id) REFERENCES team_channels (org_id, team_id) ON DELETE CASCADE
);
-- However often it is said, a channel is told once on each occasion.
CREATE UNIQUE INDEX channel_posts_once ON channel_posts (org_id, team_id, news, about, occasion);
CREATE INDEX channel_posts_waiting ON channel_posts (org_id, team_id, created_at, id) WHERE done_at IS NULL;
SELECT protect('channel_posts');

-- The worker comes at once to where something waits.
CREATE FUNCTION queue_channel_posts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO notice_rounds AS r (org_id) SELECT DISTINCT org_id FROM changed
    ON CONFLICT (org_id) DO UPDATE SET due_at = excluded.due_at WHERE r.due_at > excluded.due_at;
    RETURN NULL;
END
$$;
CREATE TRIGGER channel_posts_queued AFTER INSERT ON channel_posts
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION queue_channel_posts();

-- What may be said in the channel of which team, now: a thing concerns the team or one below it, and everybody in the
-- team may see it, because it is published to the organisation or to this very team. Nobody acts here, so nothing that
-- only some may see (by ownership, a reporting line, a share or a role) ever stands in it; a test holds it to what the
-- team's people see by the `visible_…` views.
CREATE VIEW team_news WITH (security_invoker = true) AS
SELECT p.org_id, 'praise' AS news, p.id AS about, named.team_id, named.names AS title, author.name AS who
FROM praise p
JOIN people author ON author.org_id = p.org_id AND author.id = p.author_id
CROSS JOIN LATERAL (
    SELECT t.above_id AS team_id, string_agg(m.name, ', ' ORDER BY m.name) AS names
    FROM praise_recipients r
    JOIN people m ON m.org_id = r.org_id AND m.id = r.person_id
    JOIN team_closure t ON t.org_id = m.org_id AND t.team_id = m.team_id
    WHERE r.org_id = p.org_id AND r.praise_id = p.id
    GROUP BY t.above_id
) named
WHERE p.org_id = current_org() AND p.taken_down_at IS NULL
UNION ALL
SELECT o.org_id, now_in.news, o.id, t.above_id, o.title, NULL
FROM objectives o
JOIN people owner ON owner.org_id = o.org_id AND owner.id = o.owner_id
JOIN team_closure t ON t.org_id = o.org_id AND t.team_id = coalesce(o.team_id, owner.team_id)
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN o.state = 'achieved' THEN 'objective_achieved'
        WHEN o.state = 'active' AND o.status_then[width_bucket((SELECT current_day()), o.status_from)] IN ('at_risk', 'off_track')
            THEN 'objective_at_risk' END AS news
) now_in
WHERE o.org_id = current_org() AND now_in.news IS NOT NULL
  AND (o.visibility = 'organisation' OR (o.visibility = 'team' AND o.team_id = t.above_id))
UNION ALL
SELECT k.org_id, CASE k.alerted WHEN 'healthy' THEN 'kpi_well' ELSE 'kpi_worse' END, k.id, t.above_id, k.name, NULL
FROM kpis k
JOIN people owner ON owner.org_id = k.org_id AND owner.id = k.owner_id
JOIN team_closure t ON t.org_id = k.org_id AND t.team_id = coalesce(k.team_id, owner.team_id)
WHERE k.org_id = current_org() AND k.archived_at IS NULL AND k.alerted <> 'no_data'
  AND (k.visibility = 'organisation' OR (k.visibility = 'team' AND k.team_id = t.above_id))
UNION ALL
SELECT s.org_id, 'pulse_opened', s.id, team.id, s.title, NULL
FROM pulse_surveys s
JOIN teams team ON team.org_id = s.org_id
WHERE s.org_id = current_org() AND s.state = 'open'
  -- Who isn't asked doesn't see it: not one of the team may be left out.
  AND EXISTS (SELECT FROM people m
              JOIN team_closure t ON t.org_id = m.org_id AND t.team_id = m.team_id
              WHERE m.org_id = s.org_id AND m.status = 'active' AND t.above_id = team.id)
  AND NOT EXISTS (SELECT FROM people m
                  JOIN team_closure t ON t.org_id = m.org_id AND t.team_id = m.team_id
                  WHERE m.org_id = s.org_id AND m.status = 'active' AND t.above_id = team.id
                    AND NOT EXISTS (SELECT FROM pulse_invitations i
                                    WHERE i.org_id = m.org_id AND i.survey_id = s.id AND i.person_id = m.id))
UNION ALL
-- About the team itself, by how many of its published key results are outdated.
SELECT o.org_id, 'check_ins_overdue', t.above_id, t.above_id, count(*)::text, NULL
FROM key_results kr
JOIN objectives o ON o.org_id = kr.org_id AND o.id = kr.objective_id
JOIN people owner ON owner.org_id = o.org_id AND owner.id = o.owner_id
JOIN team_closure t ON t.org_id = o.org_id AND t.team_id = coalesce(o.team_id, owner.team_id)
WHERE kr.org_id = current_org() AND o.state = 'active'
  AND kr.status_then[width_bucket((SELECT current_day()), kr.status_from)] = 'outdated'
  AND (o.visibility = 'organisation' OR (o.visibility = 'team' AND o.team_id = t.above_id))
GROUP BY o.org_id, t.above_id;
GRANT SELECT ON team_news TO pt_app, pt_jobs;
