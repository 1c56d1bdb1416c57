-- Where the parts that stay stand from now on.
UPDATE improvement_sections s SET place = n.place
FROM unnest($3::uuid[], $4::integer[]) AS n (id, place)
WHERE s.org_id = $1 AND s.plan_id = $2 AND s.id = n.id
