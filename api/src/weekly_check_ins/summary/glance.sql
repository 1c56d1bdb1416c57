-- What the organisation says of weekly check-ins, if it has said anything; whether the actor has written the week $2; and
-- who, of those they lead, has written that week or the one before ($3) and isn't read, oldest first.
SELECT s.enabled, s.due_weekday,
       EXISTS (
            SELECT FROM visible_weekly_check_ins mine
            WHERE mine.org_id = o.org_id AND mine.person_id = current_person() AND mine.week = $2) AS is_written,
       waiting.ids, waiting.names
FROM organisations o
LEFT JOIN weekly_settings s ON s.org_id = o.org_id
CROSS JOIN LATERAL (
    SELECT array_agg(w.person_id ORDER BY w.week, w.id) AS ids,
           array_agg(w.person_name::text ORDER BY w.week, w.id) AS names
    FROM (
        SELECT it.id, it.week, it.person_id, it.person_name FROM visible_weekly_check_ins it
        WHERE actor_manages() AND it.org_id = o.org_id AND it.week >= $3 AND it.read_at IS NULL AND NOT it.away
          AND it.relation <> 'own'
          AND EXISTS (
                SELECT FROM reporting_lines line
                WHERE line.org_id = it.org_id AND line.person_id = it.person_id
                  AND line.manager_id = current_person() AND line.valid_to IS NULL)
        ORDER BY it.week, it.id LIMIT 20) w
) waiting
WHERE o.org_id = $1
