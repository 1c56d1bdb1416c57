-- Of the cycle $1, which asks for $2 peers at least: whose peers the actor settles and aren't settled, or are too few.
WITH subjects AS (
    SELECT a.person_id, NULL::uuid AS packet_id, NULL::bigint AS version, false AS settled
    FROM review_audience($1) a
    WHERE EXISTS (SELECT FROM review_cycles c WHERE c.org_id = current_org() AND c.id = $1 AND c.stage = 'draft')
      AND a.person_id IS DISTINCT FROM current_person()
    UNION ALL
    SELECT v.subject_id, v.id, v.version, v.peers_settled
    FROM visible_review_packets v
    JOIN review_packets k ON k.org_id = v.org_id AND k.id = v.id AND k.ended IS NULL
    WHERE v.org_id = current_org() AND v.cycle_id = $1 AND v.stage = 'nominating'
      AND v.relation IN ('report', 'organisation')
      AND NOT EXISTS (SELECT FROM review_paused() z WHERE z.packet_id = v.id AND z.is_about)
)
SELECT p.id, p.name, s.packet_id, s.version, named.people AS named
FROM subjects s
JOIN people p ON p.org_id = current_org() AND p.id = s.person_id
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('id', q.id, 'name', q.name) ORDER BY q.name, q.id), '[]'::jsonb) AS people,
           count(*) AS count
    FROM review_nominations n
    JOIN people q ON q.org_id = n.org_id AND q.id = n.peer_id AND q.status = 'active'
    WHERE n.org_id = current_org() AND n.packet_id = s.packet_id
) named
WHERE NOT s.settled OR named.count < $2
ORDER BY p.name, p.id
