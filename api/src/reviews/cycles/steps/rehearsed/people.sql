-- Of the cycle $1, at whose launch the sides $2 are assigned and of which $3 is missing now: whom it is about, by name, with
-- what each gets. $4 is a pattern of names, $5 leaves those alone of whom something is missing or worth a look, a page
-- begins after the name $6 and the id $7, and has $8 rows.
WITH launched AS (
    SELECT EXISTS (SELECT FROM review_packets k WHERE k.org_id = current_org() AND k.cycle_id = $1) AS already
), subjects AS (
    SELECT a.person_id FROM review_audience($1) a WHERE NOT (SELECT already FROM launched)
    UNION ALL
    SELECT k.subject_id FROM review_packets k WHERE k.org_id = current_org() AND k.cycle_id = $1
), writers AS (
    SELECT a.subject_id, a.author_id, a.relation, NULL::date AS due_on
    FROM review_assignments($1, $2) a WHERE NOT (SELECT already FROM launched)
    UNION ALL
    SELECT k.subject_id, r.author_id, r.relation, r.due_on
    FROM review_packets k JOIN reviews r ON r.org_id = k.org_id AND r.packet_id = k.id
    WHERE k.org_id = current_org() AND k.cycle_id = $1 AND r.state NOT IN ('declined', 'void')
    UNION ALL
    -- Whoever is named has no review yet, unless the stage was taken back.
    SELECT k.subject_id, n.peer_id, 'peer', NULL::date
    FROM review_cycles c
    JOIN review_packets k ON k.org_id = c.org_id AND k.cycle_id = c.id
    JOIN review_nominations n ON n.org_id = k.org_id AND n.packet_id = k.id
    WHERE c.org_id = current_org() AND c.id = $1 AND c.stage = 'nominating'
      AND NOT EXISTS (
        SELECT FROM reviews r WHERE r.org_id = n.org_id AND r.packet_id = n.packet_id AND r.author_id = n.peer_id)
), judged AS (
    SELECT w.subject_id, bool_or(w.relation = 'upward') AS asks_reports,
           bool_or(w.relation = 'peer' AND w.author_id = above.manager_id) AS manager_is_peer,
           bool_or(w.relation = 'peer' AND below.manager_id = w.subject_id) AS report_is_peer
    FROM writers w
    LEFT JOIN reporting_lines above
      ON above.org_id = current_org() AND above.person_id = w.subject_id AND above.valid_to IS NULL
    LEFT JOIN reporting_lines below
      ON below.org_id = current_org() AND below.person_id = w.author_id AND below.valid_to IS NULL
    GROUP BY w.subject_id
), people_in_it AS (
    SELECT p.id, p.name, m.id AS manager_id, m.name AS manager_name,
           p.id IN (SELECT g.person_id FROM review_gaps_left($1, $3) g) AS lacking,
           array_remove(ARRAY[
               CASE WHEN p.role = 'admin' THEN 'runs_cycles' END,
               CASE WHEN EXISTS (
                   SELECT FROM review_packets k JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
                   WHERE k.org_id = current_org() AND k.subject_id = p.id AND c.id <> $1
                     AND c.stage NOT IN ('draft', 'closed', 'cancelled')) THEN 'other_cycle' END,
               CASE WHEN 'upward' = ANY ($2) AND NOT (SELECT already FROM launched)
                     AND NOT coalesce(j.asks_reports, false) AND EXISTS (
                   SELECT FROM reporting_lines l
                   JOIN people r ON r.org_id = l.org_id AND r.id = l.person_id AND r.status = 'active'
                   WHERE l.org_id = current_org() AND l.manager_id = p.id AND l.valid_to IS NULL) THEN 'few_reports' END,
               CASE WHEN j.manager_is_peer AND p.id IS DISTINCT FROM current_person() THEN 'manager_is_peer' END,
               CASE WHEN j.report_is_peer AND p.id IS DISTINCT FROM current_person() THEN 'report_is_peer' END], NULL) AS flags
    FROM subjects s
    JOIN people p ON p.org_id = current_org() AND p.id = s.person_id
    LEFT JOIN reporting_lines l ON l.org_id = p.org_id AND l.person_id = p.id AND l.valid_to IS NULL
    LEFT JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id
    LEFT JOIN judged j ON j.subject_id = p.id
), page AS (
    SELECT i.* FROM people_in_it i
    WHERE ($4 IS NULL OR i.name ILIKE $4)
      AND (NOT $5 OR i.lacking OR cardinality(i.flags) > 0)
      AND ($6 IS NULL OR (i.name, i.id) > ($6, $7))
    ORDER BY i.name, i.id LIMIT $8
)
SELECT i.id, i.name, i.manager_id, i.manager_name, i.lacking, i.flags,
       coalesce(
           (SELECT jsonb_agg(
                jsonb_build_object(
                    'relation', w.relation, 'person', jsonb_build_object('id', a.id, 'name', a.name),
                    'due_on', coalesce(w.due_on, c.write_by))
                ORDER BY array_position(ARRAY['self', 'manager', 'peer', 'upward'], w.relation), a.name, a.id)
            FROM writers w
            JOIN people a ON a.org_id = current_org() AND a.id = w.author_id
            JOIN review_cycles c ON c.org_id = current_org() AND c.id = $1
            WHERE w.subject_id = i.id
              -- Who it is that writes about the actor without a name, and who doesn't any more, isn't theirs to know.
              AND NOT (i.id = current_person() AND w.relation IN ('peer', 'upward')
                       AND c.naming <> 'named' AND c.stage NOT IN ('draft', 'nominating'))), '[]'::jsonb) AS writers
FROM page i ORDER BY i.name, i.id
