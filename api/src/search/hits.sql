-- $1 the organisation, $2 what is searched for. Each branch gives its best ten as kind, id, place (whose page to
-- open), title, detail and score: what begins with it before what has it inside, and that before what is like it.
(SELECT 'person' AS kind, p.id, p.id AS place, p.name AS title,
        concat_ws(' · ', p.job_title, p.team_name) AS detail, likeness($2, p.name) AS score
 FROM visible_people p
 WHERE p.org_id = $1 AND p.status <> 'deactivated' AND likeness($2, p.name) > 0
 ORDER BY score DESC, p.name, p.id LIMIT 10)
UNION ALL
(SELECT 'objective', o.id, o.id, o.title, concat_ws(' · ', coalesce(o.team_name, o.owner_name), o.period_name),
        likeness($2, o.title) * CASE WHEN o.state IN ('achieved', 'missed', 'cancelled') THEN 0.8 ELSE 1 END AS score
 FROM visible_objectives o
 WHERE o.org_id = $1 AND likeness($2, o.title) > 0
 ORDER BY score DESC, o.id DESC LIMIT 10)
UNION ALL
(SELECT 'key_result', k.id, o.id, k.title, o.title, likeness($2, k.title) * 0.9 AS score
 FROM key_results k JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
 WHERE k.org_id = $1 AND likeness($2, k.title) > 0
 ORDER BY score DESC, k.id DESC LIMIT 10)
