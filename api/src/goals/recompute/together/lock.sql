SELECT o.id
FROM unnest($2::uuid[]) WITH ORDINALITY AS wanted (id, place)
JOIN objectives o ON o.org_id = $1 AND o.id = wanted.id
ORDER BY wanted.place
FOR NO KEY UPDATE OF o
