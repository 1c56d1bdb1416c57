-- Longer than anything here is old: the demo keeps what it shows.
INSERT INTO retention_rules (org_id, kind, months, acts_from)
SELECT current_org(), t.kind, t.months, current_day() - 120
FROM (VALUES ('weekly_check_ins', 24), ('feedback', 60), ('leavers', 36)) AS t (kind, months)
