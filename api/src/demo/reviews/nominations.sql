-- Five colleagues each, as a lot has it that is the same every time: neither those above nor those below.
INSERT INTO review_nominations (org_id, packet_id, peer_id)
SELECT k.org_id, k.id, peer.id
FROM review_packets k
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
JOIN people subject ON subject.org_id = k.org_id AND subject.id = k.subject_id
CROSS JOIN LATERAL (
    SELECT p.id FROM people p
    WHERE p.org_id = k.org_id AND p.status = 'active' AND p.id <> k.subject_id
      AND NOT EXISTS (
        SELECT FROM reporting_closure l WHERE l.org_id = k.org_id AND l.manager_id = p.id AND l.report_id = k.subject_id)
      AND NOT EXISTS (
        SELECT FROM reporting_closure l WHERE l.org_id = k.org_id AND l.manager_id = k.subject_id AND l.report_id = p.id)
    ORDER BY md5(concat(current_setting('demo.seed'), c.name, subject.email, p.email)) LIMIT 5
) peer
WHERE k.org_id = current_org()
