SELECT s.true_on AS day, CASE WHEN s.whole_day THEN NULL ELSE s.true_at END AS at, s.value,
       with_names(s.comment) AS comment, s.source, author.name AS author
FROM (SELECT DISTINCT ON (m.true_at, m.whole_day) m.*
      FROM kpi_measurements m
      WHERE m.org_id = $1 AND m.kpi_id = $2 AND m.true_on BETWEEN $3 AND $4 AND m.known_at < $6
      ORDER BY m.true_at, m.whole_day, m.revision DESC) s
JOIN people author ON author.org_id = s.org_id AND author.id = s.author_id
WHERE s.value IS NOT NULL
ORDER BY s.true_on, s.true_at, s.whole_day
LIMIT $5
