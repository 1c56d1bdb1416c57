SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT w.id, w.week, w.away, w.did, w.will_do, w.stuck, w.mood, w.question, w.reply, w.read_at, w.answer,
             w.answerer_name AS answered_by, w.answered_at, w.created_at
      FROM visible_weekly_check_ins w
      WHERE w.org_id = $1 AND w.person_id = $2
      ORDER BY w.week DESC) part
