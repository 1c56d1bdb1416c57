SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT a.id, a.asker_name AS asked_by, a.subject_name AS about, a.question, a.state, a.decline_reason, a.decided_at,
             a.due_on, a.created_at
      FROM visible_feedback_asks a
      WHERE a.org_id = $1 AND a.person_id = $2
      ORDER BY a.created_at DESC) part
