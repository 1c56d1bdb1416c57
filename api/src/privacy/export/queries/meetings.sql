SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT m.id, CASE WHEN m.organiser_id = $2 THEN m.partner_name ELSE m.organiser_name END AS "with", m.starts_at,
             m.minutes, m.place, m.state, m.held_at, m.notes
      FROM visible_meetings m
      WHERE m.org_id = $1 AND $2 IN (m.organiser_id, m.partner_id)
      ORDER BY m.starts_at DESC) part
