-- Nobody leads whoever is at the top, and everybody else is below them: both cycles went on without that.
INSERT INTO review_waivers (org_id, cycle_id, person_id, lack, reason, waived_by, waived_at)
SELECT c.org_id, c.id, p.id, t.lack, t.reason, c.created_by, c.nominate_by::timestamptz - interval '14 hours'
FROM review_cycles c
CROSS JOIN LATERAL (
    SELECT m.id FROM people m WHERE m.org_id = c.org_id AND m.name = 'Helen Marsh' ORDER BY m.id DESC LIMIT 1) p
CROSS JOIN (VALUES
    ('manager', 'Nobody here leads her: the board speaks with her in January.'),
    ('peers', 'Everybody here reports to her, so there is nobody to ask beside her.')
) AS t (lack, reason)
WHERE c.org_id = current_org() AND c.stage IN ('closed', 'writing')
