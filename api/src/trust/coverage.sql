SELECT count(*) AS people,
       count(*) FILTER (WHERE f.id IS NOT NULL) AS people_with,
       count(*) FILTER (WHERE p.role = 'manager') AS managers,
       count(*) FILTER (WHERE p.role = 'admin') AS admins,
       count(*) FILTER (WHERE p.role = 'admin' AND f.id IS NOT NULL) AS admins_with
FROM people p
LEFT JOIN people_with_second_factor() AS f (id) ON f.id = p.id
WHERE p.org_id = $1 AND p.status = 'active'
