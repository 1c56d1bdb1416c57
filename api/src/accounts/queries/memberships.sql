SELECT p.org_id, p.id AS person_id, p.name AS person_name, p.role, o.name AS organisation
FROM people p
JOIN organisations o ON o.org_id = p.org_id
WHERE p.account_id = $1 AND p.status = 'active'
ORDER BY (SELECT max(s.created_at) FROM sessions s WHERE s.org_id = p.org_id AND s.person_id = p.id) DESC NULLS LAST,
         p.created_at, p.id
