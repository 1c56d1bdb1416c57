-- $1 ids of things. What those are called that are in the file: whoever has left as well, and what no event of the audit log is
-- about, as the actor sees it.
SELECT p.id, p.name::text AS name FROM people p WHERE p.org_id = current_org() AND p.id = ANY ($1)
UNION ALL
SELECT s.id, s.title::text FROM visible_pulses s WHERE s.org_id = current_org() AND s.id = ANY ($1)
UNION ALL
SELECT s.id, s.name::text FROM visible_calibration_sessions s WHERE s.org_id = current_org() AND s.id = ANY ($1)
UNION ALL
SELECT r.id, r.name::text FROM visible_rolling_reviews r WHERE r.org_id = current_org() AND r.id = ANY ($1)
UNION ALL
SELECT k.id, concat(k.subject_name, ', ', k.cycle_name)
FROM visible_review_packets k WHERE k.org_id = current_org() AND k.id = ANY ($1)
