SELECT part.id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT o.id, o.title, o.description, o.level, o.state, o.visibility, o.team_name AS team, o.period_name AS period,
             o.starts_on, o.ends_on, o.progress, o.status, o.score, o.score_comment, o.learning, o.closed_at, o.created_at
      FROM visible_objectives o
      WHERE o.org_id = $1 AND o.owner_id = $2
      ORDER BY o.created_at DESC) part
