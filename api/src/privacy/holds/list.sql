-- The legal holds of the organisation ($1): those that stand, then those that were lifted ($2 at most), each latest first.
SELECT h.id, h.person_id, p.name AS person_name, h.reason, h.placed_by, b.name AS placed_by_name, h.placed_at,
       h.lifted_by, l.name AS lifted_by_name, h.lifted_at, h.lifted_reason
FROM (SELECT n.*, row_number() OVER (PARTITION BY n.lifted_at IS NULL ORDER BY n.placed_at DESC, n.id) AS place
      FROM legal_holds n
      WHERE n.org_id = $1) h
JOIN people b ON b.org_id = h.org_id AND b.id = h.placed_by
LEFT JOIN people p ON p.org_id = h.org_id AND p.id = h.person_id
LEFT JOIN people l ON l.org_id = h.org_id AND l.id = h.lifted_by
WHERE h.lifted_at IS NULL OR h.place <= $2
ORDER BY h.lifted_at IS NOT NULL, h.place
