-- Who doesn't write about the people $1 as a peer in the cycle $2: their manager where $3, their reports where $4, whoever has a
-- review about them or is named already.
SELECT l.person_id AS subject_id, l.manager_id AS peer_id
FROM reporting_lines l
WHERE $3 AND l.org_id = current_org() AND l.valid_to IS NULL AND l.person_id = ANY ($1)
UNION
SELECT l.manager_id, l.person_id
FROM reporting_lines l
WHERE $4 AND l.org_id = current_org() AND l.valid_to IS NULL AND l.manager_id = ANY ($1)
UNION
SELECT k.subject_id, r.author_id
FROM review_packets k JOIN reviews r ON r.org_id = k.org_id AND r.packet_id = k.id
WHERE k.org_id = current_org() AND k.cycle_id = $2 AND k.subject_id = ANY ($1)
UNION
SELECT k.subject_id, n.peer_id
FROM review_packets k JOIN review_nominations n ON n.org_id = k.org_id AND n.packet_id = k.id
WHERE k.org_id = current_org() AND k.cycle_id = $2 AND k.subject_id = ANY ($1)
