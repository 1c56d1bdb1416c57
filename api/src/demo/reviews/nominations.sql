-- Five colleagues each, as a lot has it that is the same every time: neither those above nor those below.
INSERT INTO review_nominations (org_id, packet_id, peer_id)
SELECT k.org_id, k.id, peer.id
FROM review_packets k
CROSS JOIN LATERAL (
    SELECT p.id FROM people p
    WHERE p.org_id = k.org_id AND p.status = 'active' AND p.id <> k.subject_id
      AND NOT EXISTS (
        SELECT FROM reporting_closure c
        WHERE c.org_id = k.org_id
          AND ((c.manager_id = p.id AND c.report_id = k.subject_id) OR (c.manager_id = k.subject_id AND c.report_id = p.id)))
    ORDER BY md5(concat(k.id, p.id)) LIMIT 5
) peer
WHERE k.org_id = current_org()
