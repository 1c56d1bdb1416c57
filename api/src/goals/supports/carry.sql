-- $1 the organisation, $2 an objective that is carried over, $3 its copy, which goes on supporting what isn't closed and
-- the actor sees.
INSERT INTO objective_supports (org_id, objective_id, supported_id)
SELECT s.org_id, $3, s.supported_id
FROM objective_supports s
JOIN visible_objectives o ON o.org_id = s.org_id AND o.id = s.supported_id
WHERE s.org_id = $1 AND s.objective_id = $2 AND o.state NOT IN ('achieved', 'missed', 'cancelled')
