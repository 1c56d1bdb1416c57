-- To the next meeting of a few pairs somebody is asked who isn't one of the two: each of those whose log-ins are given out to one.
UPDATE meetings m SET guest_id = asked.guest_id
FROM (
    SELECT o.org_id, guest.id AS guest_id,
           (SELECT n.id FROM meetings n
            WHERE n.org_id = o.org_id AND n.one_on_one_id = o.id AND n.state = 'planned' ORDER BY n.occurs_on LIMIT 1) AS meeting_id
    FROM (VALUES ('Priya Nair', 'Amara Okafor'), ('Yusuf Demir', 'Priya Nair'), ('Zanele Dlamini', 'Jonas Lindqvist'))
        AS told (partner, guest)
    JOIN people partner ON partner.org_id = current_org() AND partner.name = told.partner
    JOIN one_on_ones o ON o.org_id = partner.org_id AND o.partner_id = partner.id
    CROSS JOIN LATERAL (
        SELECT g.id FROM people g WHERE g.org_id = o.org_id AND g.name = told.guest ORDER BY g.id DESC LIMIT 1) guest
) asked
WHERE m.org_id = asked.org_id AND m.id = asked.meeting_id
