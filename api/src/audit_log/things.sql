-- $1 the organisation, $2 ids of things. What they are called and whose page shows them, as the actor sees them.
SELECT p.id, p.name::text AS name, 'person' AS place, p.id AS place_id
FROM visible_people p WHERE p.org_id = $1 AND p.id = ANY ($2)
UNION ALL
SELECT s.id, p.name::text, 'person', p.id
FROM sessions s JOIN visible_people p ON p.org_id = s.org_id AND p.id = s.person_id
WHERE s.org_id = $1 AND s.id = ANY ($2)
UNION ALL
SELECT k.id, k.name::text, '', k.id FROM api_tokens k WHERE k.org_id = $1 AND k.id = ANY ($2)
UNION ALL
SELECT a.id, a.name::text, '', a.id FROM oauth_apps a WHERE a.org_id = $1 AND a.id = ANY ($2)
UNION ALL
SELECT s.id, p.name::text, '', s.id
FROM service_accounts s JOIN people p ON p.org_id = s.org_id AND p.id = s.id
WHERE s.org_id = $1 AND s.id = ANY ($2)
UNION ALL
SELECT t.id, t.name::text, '', t.id FROM teams t WHERE t.org_id = $1 AND t.id = ANY ($2)
UNION ALL
SELECT p.id, p.name::text, '', p.id FROM periods p WHERE p.org_id = $1 AND p.id = ANY ($2)
UNION ALL
SELECT v.id, v.name::text, '', v.id FROM company_values v WHERE v.org_id = $1 AND v.id = ANY ($2)
UNION ALL
SELECT c.id, c.name::text, '', c.id FROM competencies c WHERE c.org_id = $1 AND c.id = ANY ($2)
UNION ALL
SELECT t.id, t.name::text, '', t.id FROM tracks t WHERE t.org_id = $1 AND t.id = ANY ($2)
UNION ALL
SELECT q.id, q.name::text, '', q.id FROM question_sets q WHERE q.org_id = $1 AND q.id = ANY ($2)
UNION ALL
SELECT t.id, t.name::text, '', t.id FROM review_templates t WHERE t.org_id = $1 AND t.id = ANY ($2)
UNION ALL
SELECT c.id, c.name::text, 'review_cycle', c.id
FROM visible_review_cycles c WHERE c.org_id = $1 AND c.id = ANY ($2)
UNION ALL
SELECT o.id, o.title::text, 'objective', o.id FROM visible_objectives o WHERE o.org_id = $1 AND o.id = ANY ($2)
UNION ALL
SELECT k.id, k.title::text, 'objective', o.id
FROM key_results k JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
WHERE k.org_id = $1 AND k.id = ANY ($2)
UNION ALL
SELECT c.id, k.title::text, 'objective', o.id
FROM check_ins c
JOIN key_results k ON k.org_id = c.org_id AND k.id = c.key_result_id
JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
WHERE c.org_id = $1 AND c.id = ANY ($2)
UNION ALL
SELECT k.id, k.name::text, 'kpi', k.id FROM visible_kpis k WHERE k.org_id = $1 AND k.id = ANY ($2)
UNION ALL
-- What was shared, by the share.
SELECT s.id, coalesce(o.title, k.name)::text, CASE WHEN o.id IS NOT NULL THEN 'objective' ELSE 'kpi' END,
       coalesce(o.id, k.id)
FROM shares s
LEFT JOIN visible_objectives o ON o.org_id = s.org_id AND o.id = s.objective_id
LEFT JOIN visible_kpis k ON k.org_id = s.org_id AND k.id = s.kpi_id
WHERE s.org_id = $1 AND s.id = ANY ($2) AND coalesce(o.id, k.id) IS NOT NULL
