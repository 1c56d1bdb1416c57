SELECT p.org_id, p.id AS person_id, p.name AS person_name, p.role, o.name AS organisation,
       -- Admins keep their password, as a way back when the provider is out of order.
       p.role <> 'admin' AND EXISTS (
           SELECT FROM sso_connections c
           JOIN email_domains d ON d.org_id = c.org_id AND d.state = 'proven'
           WHERE c.org_id = p.org_id AND c.is_on AND c.only_sso AND d.domain = split_part(p.email_key, '@', 2)
       ) AS only_sso
FROM people p
JOIN organisations o ON o.org_id = p.org_id
WHERE p.account_id = $1 AND p.status = 'active'
ORDER BY (SELECT max(s.created_at) FROM sessions s WHERE s.org_id = p.org_id AND s.person_id = p.id) DESC NULLS LAST,
         p.created_at, p.id
