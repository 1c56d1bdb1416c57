-- $1 the organisation, $2 the objective. What it supports beside what it is aligned under, and what supports it so, as far
-- as the actor sees it.
(SELECT o.id, o.title, true AS above
 FROM objective_supports s
 JOIN visible_objectives o ON o.org_id = s.org_id AND o.id = s.supported_id
 WHERE s.org_id = $1 AND s.objective_id = $2)
UNION ALL
(SELECT o.id, o.title, false
 FROM objective_supports s
 JOIN visible_objectives o ON o.org_id = s.org_id AND o.id = s.objective_id
 WHERE s.org_id = $1 AND s.supported_id = $2
 ORDER BY o.id LIMIT 200)
ORDER BY title, id
