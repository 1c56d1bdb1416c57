-- What is said there is the two's: their words stand in no guest's export.
SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT m.id, m.organiser_name, m.partner_name, m.starts_at, m.minutes, m.place, m.state, m.held_at
      FROM visible_meetings m
      WHERE m.org_id = $1 AND m.guest_id = $2
      ORDER BY m.starts_at DESC) part
