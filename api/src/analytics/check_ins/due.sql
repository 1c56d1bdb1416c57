-- How the check-ins of key results stood at the ends of weeks; the rule is `analytics::rules::health` in the shared
-- crate. $1 organisation, $2 and $3 period and last day of each week, $4 team or null, $5 person or null, $6 whether
-- what is merely shared or published counts, $7 the organisation's days between check-ins, $8 the days of grace, $9 the
-- day at whose end it was known, or null for now.
-- From when on silence counts is what `KeyResultRow::rhythm` says, as it was at the end of the week: one that was over
-- before a key result was made, agreed or resumed has nothing to say of it, unless somebody had checked in by then.
SELECT due.*, CASE WHEN due.ends_on > due.due_on + $8 THEN 'outdated'
                   WHEN due.ends_on > due.due_on THEN 'late'
                   ELSE 'on_time' END AS health
FROM (
    SELECT week.period_id, week.ends_on, running.*, latest.last_on,
           greatest(coalesce(latest.last_on, running.created_on), running.starts_on,
                    CASE WHEN running.active_since <= week.ends_on THEN running.active_since END)
               + running.cadence_days AS due_on
    FROM unnest($2, $3) AS week (period_id, ends_on)
    CROSS JOIN (SELECT coalesce(($9::date + 1)::timestamp AT TIME ZONE z.time_zone, 'infinity') AS ends
                FROM organisations z WHERE z.org_id = $1) known
    JOIN (
        SELECT k.id, k.title, k.owner_id, o.id AS objective_id, o.title AS objective_title, o.period_id AS of_period_id,
               o.starts_on, (k.created_at AT TIME ZONE 'UTC')::date AS created_on, k.active_since,
               coalesce(k.cadence_days, $7) AS cadence_days,
               coalesce((o.closed_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = $1))::date,
                        'infinity') AS closed_on
        FROM visible_objectives o
        JOIN key_results k ON k.org_id = o.org_id AND k.objective_id = o.id
        WHERE o.org_id = $1 AND o.period_id = ANY ($2)
          AND CASE WHEN $9::date IS NULL THEN o.state ELSE (
                SELECT v.state FROM objective_versions v
                WHERE v.org_id = $1 AND v.objective_id = o.id
                  AND v.known_at < (($9::date + 1)::timestamp
                                    AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = $1))
                ORDER BY v.known_at DESC LIMIT 1) END IN ('active', 'achieved', 'missed', 'cancelled')
          AND ($4 IS NULL OR EXISTS (SELECT FROM team_closure t
                                     WHERE t.org_id = $1 AND t.above_id = $4 AND t.team_id = o.team_id))
          AND ($5 IS NULL OR k.owner_id = $5)
          AND ($6 OR o.relation IN ('own', 'report', 'organisation'))
    ) running ON running.of_period_id = week.period_id AND week.ends_on BETWEEN running.starts_on AND running.closed_on
    LEFT JOIN LATERAL (
        SELECT c.as_of AS last_on
        FROM check_ins c
        WHERE c.org_id = $1 AND c.key_result_id = running.id AND c.as_of <= week.ends_on AND c.created_at < known.ends
          AND NOT EXISTS (SELECT FROM check_ins later
                          WHERE later.org_id = $1 AND later.supersedes_id = c.id AND later.created_at < known.ends)
        ORDER BY c.as_of DESC, c.id DESC LIMIT 1
    ) latest ON true
    WHERE latest.last_on IS NOT NULL OR greatest(running.created_on, running.active_since) <= week.ends_on
) due
