-- How many objectives stand how, by period and team. $1 organisation, $2 periods, $3 team or null, $4 owner or null,
-- $5 whether what is merely shared or published counts, $6 today. The filters are those of the list of objectives.
SELECT o.period_id, o.team_id, o.team_name, o.status, count(*) AS count, count(o.progress) AS measured,
       coalesce(sum(least(greatest(o.progress, 0), 1)), 0) AS progress,
       coalesce(sum(CASE WHEN $6 >= o.ends_on THEN 1
                         WHEN $6 <= o.starts_on THEN 0 -- before any division: it may be over the day it begins
                         ELSE ($6 - o.starts_on)::double precision / (o.ends_on - o.starts_on) END)
                FILTER (WHERE o.progress IS NOT NULL), 0) AS expected
FROM visible_objectives o
WHERE o.org_id = $1 AND o.period_id = ANY ($2) AND o.state NOT IN ('draft', 'proposed')
  AND ($3 IS NULL OR EXISTS (SELECT FROM team_closure t
                             WHERE t.org_id = $1 AND t.above_id = $3 AND t.team_id = o.team_id))
  AND ($4 IS NULL OR o.owner_id = $4)
  AND ($5 OR o.relation IN ('own', 'report', 'organisation'))
GROUP BY o.period_id, o.team_id, o.team_name, o.status
