-- What stands behind proposals, as the actor may open it: what they may not, and what is gone, has no title.
SELECT e.proposal_id, e.kind, e.thing_id, seen.title
FROM level_evidence e
LEFT JOIN LATERAL (
    SELECT o.title
    FROM visible_objectives o
    WHERE e.kind = 'objective' AND o.org_id = e.org_id AND o.id = e.thing_id
    UNION ALL
    SELECT left(a.body, 120)
    FROM visible_praise a
    WHERE e.kind = 'praise' AND a.org_id = e.org_id AND a.id = e.thing_id AND a.taken_down_at IS NULL
    UNION ALL
    SELECT s.body
    FROM development_steps s JOIN visible_developments d ON d.org_id = s.org_id AND d.id = s.person_id
    WHERE e.kind = 'step' AND s.org_id = e.org_id AND s.id = e.thing_id
) seen ON true
WHERE e.org_id = $1 AND e.proposal_id = ANY($2)
ORDER BY e.proposal_id, e.place
