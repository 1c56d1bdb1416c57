SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT l.id, l.proposer_name AS proposed_by, l.from_job_title, l.job_title, l.starts_on, l.justification, l.state,
             l.reason, l.decider_name AS decided_by, l.decided_at, l.created_at
      FROM visible_level_proposals l
      WHERE l.org_id = $1 AND l.person_id = $2
      ORDER BY l.created_at DESC) part
