-- What each of these people ($2) wrote after $3 and up to $4, as far as the actor sees it; of each the latest 3.
SELECT w.*
FROM unnest($2) WITH ORDINALITY AS who (person_id, place)
CROSS JOIN LATERAL (
    SELECT it.* FROM visible_weekly_check_ins it
    WHERE it.org_id = $1 AND it.person_id = who.person_id
      AND ($3 IS NULL OR it.created_at > $3) AND ($4 IS NULL OR it.created_at <= $4)
    ORDER BY it.week DESC LIMIT 3) w
ORDER BY who.place, w.week DESC
