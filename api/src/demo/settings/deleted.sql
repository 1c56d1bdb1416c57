-- What rules took of the years before.
INSERT INTO retention_deletions (org_id, day, kind, number)
SELECT current_org(), current_day() - t.ago, t.kind, t.number
FROM (VALUES (98, 'weekly_check_ins', 412), (61, 'weekly_check_ins', 148), (61, 'leavers', 2), (30, 'weekly_check_ins', 139))
    AS t (ago, kind, number)
