-- Who knows the people $1, from where, in the period from $3 to $4, and could write in the cycle $2; $5 for each at most, those
-- first who know them from more. All of it comes from what the actor sees, so that no reason tells more than that.
-- Of a team it is those who come next by their ids, in a ring: so each has as many to choose from, however large it is.
WITH here AS MATERIALIZED (
    SELECT v.id, v.name, v.team_id FROM visible_people v WHERE v.org_id = current_org() AND v.status = 'active'
), ring AS (
    SELECT h.id, h.team_id, row_number() OVER (PARTITION BY h.team_id ORDER BY h.id) AS place,
           count(*) OVER (PARTITION BY h.team_id) AS members
    FROM here h WHERE h.team_id IS NOT NULL
), goals AS MATERIALIZED (
    SELECT o.id, o.owner_id FROM visible_objectives o
    WHERE o.org_id = current_org() AND o.state NOT IN ('draft', 'proposed') AND o.starts_on <= $4 AND o.ends_on >= $3
), contributors AS (
    SELECT g.id, g.owner_id AS person_id FROM goals g WHERE g.owner_id IS NOT NULL
    UNION
    SELECT g.id, k.owner_id FROM goals g
    JOIN key_results k ON k.org_id = current_org() AND k.objective_id = g.id
    WHERE k.owner_id IS NOT NULL
), said AS (
    SELECT f.author_id, f.subject_id FROM visible_feedback f
    WHERE f.org_id = current_org() AND f.kind <> 'note'
      AND (f.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date
          BETWEEN $3 AND $4
    UNION
    SELECT p.author_id, r.person_id FROM visible_praise p
    JOIN praise_recipients r ON r.org_id = p.org_id AND r.praise_id = p.id
    WHERE p.org_id = current_org() AND p.taken_down_at IS NULL
      AND (p.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date
          BETWEEN $3 AND $4
), known AS (
    SELECT a.id AS subject_id, b.id AS peer_id, 'team' AS why
    FROM ring a
    CROSS JOIN generate_series(1, 16) AS step
    JOIN ring b ON b.team_id = a.team_id AND b.place = (a.place - 1 + step) % a.members + 1
    WHERE a.id = ANY ($1) AND step < a.members
    UNION
    SELECT a.person_id, b.person_id, 'goal'
    FROM contributors a JOIN contributors b ON b.id = a.id WHERE a.person_id = ANY ($1)
    UNION
    SELECT s.subject_id, s.author_id, 'feedback' FROM said s WHERE s.subject_id = ANY ($1)
    UNION
    SELECT s.author_id, s.subject_id, 'feedback' FROM said s WHERE s.author_id = ANY ($1)
)
SELECT ranked.subject_id, ranked.peer_id, ranked.name, ranked.why
FROM (
    SELECT k.subject_id, k.peer_id, h.name COLLATE "default" AS name, array_agg(k.why ORDER BY k.why) AS why,
           row_number() OVER (PARTITION BY k.subject_id ORDER BY count(*) DESC, k.peer_id) AS place
    FROM known k JOIN here h ON h.id = k.peer_id
    WHERE k.peer_id <> k.subject_id
      AND NOT EXISTS (SELECT FROM review_paused() z WHERE z.cycle_id = $2 AND z.person_id = k.peer_id AND z.writes)
    GROUP BY k.subject_id, k.peer_id, h.name
) ranked
WHERE ranked.place <= $5
ORDER BY ranked.subject_id, ranked.place
