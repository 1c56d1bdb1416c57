CREATE OR REPLACE VIEW visible_meetings WITH (security_invoker = true) AS
SELECT m.org_id, m.id, m.one_on_one_id, m.occurs_on, m.starts_at, m.moved, m.state, m.held_at, m.version,
       CASE WHEN reach.relation = 'own' THEN m.notes ELSE '' END AS notes,
       CASE WHEN reach.relation = 'own' THEN
            (SELECT count(*) FROM agenda_items i
             WHERE i.org_id = m.org_id AND i.meeting_id = m.id AND i.done_at IS NULL) END AS open_items,
       o.organiser_id, o.partner_id, o.minutes, o.time_zone, o.ended_at,
       CASE WHEN reach.relation = 'own' THEN o.place ELSE '' END AS place,
       organiser.name AS organiser_name, partner.name AS partner_name,
       -- Views on it keep the columns from being dropped.
       reach.relation, NULL::uuid AS guest_id, (SELECT p.name FROM people p WHERE false) AS guest_name
FROM meetings m
JOIN one_on_ones o ON o.org_id = m.org_id AND o.id = m.one_on_one_id
LEFT JOIN people organiser ON organiser.org_id = o.org_id AND organiser.id = o.organiser_id
LEFT JOIN people partner ON partner.org_id = o.org_id AND partner.id = o.partner_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN current_person() IN (o.organiser_id, o.partner_id) THEN 'own'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND EXISTS (
            SELECT FROM reporting_closure c
            WHERE c.org_id = o.org_id AND c.manager_id = current_person()
              AND c.report_id IN (o.organiser_id, o.partner_id)) THEN 'report'
        END AS relation
) reach
WHERE m.org_id = current_org() AND reach.relation IS NOT NULL;
DROP INDEX meetings_by_guest;
ALTER TABLE meetings DROP CONSTRAINT meetings_guest_unknown, DROP COLUMN guest_id;
