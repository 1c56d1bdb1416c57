-- One of the two can ask a third person to one meeting, such as somebody of HR or the manager above. They stand to it as
-- to what was shared with them for reading, and to no other meeting of the two at all.
ALTER TABLE meetings
    ADD COLUMN guest_id uuid,
    ADD CONSTRAINT meetings_guest_unknown FOREIGN KEY (org_id, guest_id) REFERENCES people (org_id, id);
CREATE INDEX meetings_by_guest ON meetings (org_id, guest_id);

-- A guest who is an Admin, too, or leads one of the two, comes as a guest.
CREATE OR REPLACE VIEW visible_meetings WITH (security_invoker = true) AS
SELECT m.org_id, m.id, m.one_on_one_id, m.occurs_on, m.starts_at, m.moved, m.state, m.held_at, m.version,
       CASE WHEN reach.relation IN ('own', 'view') THEN m.notes ELSE '' END AS notes,
       CASE WHEN reach.relation IN ('own', 'view') THEN
            (SELECT count(*) FROM agenda_items i
             WHERE i.org_id = m.org_id AND i.meeting_id = m.id AND i.done_at IS NULL) END AS open_items,
       o.organiser_id, o.partner_id, o.minutes, o.time_zone, o.ended_at,
       CASE WHEN reach.relation IN ('own', 'view') THEN o.place ELSE '' END AS place,
       organiser.name AS organiser_name, partner.name AS partner_name,
       reach.relation, m.guest_id, guest.name AS guest_name
FROM meetings m
JOIN one_on_ones o ON o.org_id = m.org_id AND o.id = m.one_on_one_id
LEFT JOIN people organiser ON organiser.org_id = o.org_id AND organiser.id = o.organiser_id
LEFT JOIN people partner ON partner.org_id = o.org_id AND partner.id = o.partner_id
LEFT JOIN people guest ON guest.org_id = m.org_id AND guest.id = m.guest_id
CROSS JOIN LATERAL (
    SELECT CASE
        WHEN current_person() IN (o.organiser_id, o.partner_id) THEN 'own'
        WHEN m.guest_id = current_person() THEN 'view'
        WHEN actor_is_admin() THEN 'organisation'
        WHEN actor_manages() AND EXISTS (
            SELECT FROM reporting_closure c
            WHERE c.org_id = o.org_id AND c.manager_id = current_person()
              AND c.report_id IN (o.organiser_id, o.partner_id)) THEN 'report'
        END AS relation
) reach
WHERE m.org_id = current_org() AND reach.relation IS NOT NULL;
