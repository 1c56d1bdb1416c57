-- The half-year is over; of the year, reviews are being written.
INSERT INTO review_cycles (org_id, id, name, stage, template_id, form_number, period_from, period_to, nominate_by, write_by,
                           share_by, peers_least, peers_most, peer_load, naming, minimum, calibrates, explains_changes, created_by)
SELECT t.org_id, md5(concat('cycle ', t.id, cycle.name))::uuid, cycle.name, cycle.stage, t.id, 1, today.day - cycle.from_day,
       today.day - cycle.to_day, today.day - cycle.to_day + 7, today.day - cycle.to_day + 21, today.day - cycle.to_day + 35,
       4, 5, 12, 'unnamed', 4, true, true, current_person()
FROM review_templates t
CROSS JOIN (SELECT org_day(o.time_zone, o.days_ahead) AS day FROM organisations o WHERE o.org_id = current_org()) today
CROSS JOIN (VALUES ('Half-year review', 'closed', 360, 180), ('Review of the year', 'writing', 370, 8))
    AS cycle (name, stage, from_day, to_day)
WHERE t.org_id = current_org()
