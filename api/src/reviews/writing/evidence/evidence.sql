-- $1 the organisation, $2 whom the review is about, $3 and $4 the first and the last day of the period, $5 how many, $6 whether
-- goals are among it.
-- Each part starts from its `visible_…` view, so that nothing opens beside a review that doesn't open elsewhere; and of
-- feedback only what reviews may use (`shared::feedback::in_reviews`): nothing that was meant for growth, and what is
-- for the person alone only with its author and the person. `everybody` is what the whole organisation sees. First comes
-- one of each kind in each month, then a second: however much there is, no month goes out of sight.
SELECT turns.*
FROM (
    SELECT part.*, count(*) OVER () AS counted,
           row_number() OVER (PARTITION BY date_trunc('month', part.happened_on::timestamp), part.kind
                              ORDER BY part.happened_on DESC, part.id DESC) AS turn
    FROM (
        SELECT 'objective_begun' AS kind, o.id, o.starts_on AS happened_on, o.title, '' AS said, NULL::text AS status,
               o.id AS about_id, o.visibility = 'organisation' AS everybody, false AS background,
               NULL::bigint AS measurements, NULL::double precision AS latest, NULL::text AS number_kind,
               NULL::text AS unit, NULL::smallint AS decimals
        FROM visible_objectives o
        WHERE o.org_id = $1 AND o.owner_id = $2 AND o.state NOT IN ('draft', 'proposed')
        UNION ALL
        SELECT 'objective_closed', o.id,
               (o.closed_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = $1))::date, o.title,
               coalesce(o.learning, ''), o.status, o.id, o.visibility = 'organisation', false, NULL, NULL, NULL, NULL, NULL
        FROM visible_objectives o
        WHERE o.org_id = $1 AND o.owner_id = $2 AND o.closed_at IS NOT NULL
          AND o.state IN ('achieved', 'missed', 'cancelled')
        UNION ALL
        SELECT 'check_in', c.id, c.as_of, k.title, c.comment, c.status, o.id, o.visibility = 'organisation', false,
               NULL, NULL, NULL, NULL, NULL
        FROM key_results k
        JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
        JOIN check_ins c ON c.org_id = k.org_id AND c.key_result_id = k.id
        WHERE k.org_id = $1 AND k.owner_id = $2
          AND NOT EXISTS (SELECT FROM check_ins later WHERE later.org_id = c.org_id AND later.supersedes_id = c.id)
        UNION ALL
        -- One for each month in which it was measured.
        SELECT 'kpi', k.id, max(d.day), k.name COLLATE "default", '', NULL, k.id, k.visibility = 'organisation', false,
               sum(d.count)::bigint, (array_agg(d.last_value ORDER BY d.day DESC))[1], k.kind, k.unit, k.decimals
        FROM visible_kpis k
        JOIN kpi_days d ON d.org_id = k.org_id AND d.kpi_id = k.id
        WHERE k.org_id = $1 AND k.owner_id = $2 AND d.day BETWEEN $3 AND $4 AND d.count > 0
        GROUP BY k.id, k.name, k.visibility, k.kind, k.unit, k.decimals, date_trunc('month', d.day::timestamp)
        UNION ALL
        SELECT 'praise', p.id,
               (p.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = $1))::date,
               p.author_name COLLATE "default", p.body, NULL, p.id, true, false, NULL, NULL, NULL, NULL, NULL
        FROM praise_recipients r
        JOIN visible_praise p ON p.org_id = r.org_id AND p.id = r.praise_id
        WHERE r.org_id = $1 AND r.person_id = $2 AND p.taken_down_at IS NULL
        UNION ALL
        -- A note has no reader but its author, and so is one of the author's.
        SELECT CASE f.kind WHEN 'note' THEN 'note' ELSE 'feedback' END, f.id,
               (f.created_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = $1))::date,
               f.author_name COLLATE "default", f.body, NULL, f.subject_id, false, f.to_manager AND NOT f.to_person,
               NULL, NULL, NULL, NULL, NULL
        FROM visible_feedback f
        WHERE f.org_id = $1 AND f.subject_id = $2 AND f.purpose = 'evaluation'
          AND (f.to_manager OR current_person() IN (f.author_id, f.subject_id))
        UNION ALL
        -- That the two met, and when; of one's own review, with whom.
        SELECT 'one_on_one', m.id, (m.starts_at AT TIME ZONE m.time_zone)::date,
               (CASE WHEN m.organiser_id = current_person() THEN m.partner_name ELSE m.organiser_name END) COLLATE "default",
               '', NULL, m.id, false, false, NULL, NULL, NULL, NULL, NULL
        FROM visible_meetings m
        WHERE m.org_id = $1 AND m.relation = 'own' AND $2 IN (m.organiser_id, m.partner_id)
          AND m.state IN ('held', 'closed')
        UNION ALL
        -- What was done, and never how they felt.
        SELECT 'weekly', w.id, w.week, '', array_to_string(w.did, ' · '), NULL, w.id, false, false,
               NULL, NULL, NULL, NULL, NULL
        FROM visible_weekly_check_ins w
        WHERE w.org_id = $1 AND w.person_id = $2 AND NOT w.away
    ) part
    -- What begins later is a plan.
    WHERE part.happened_on BETWEEN $3 AND least($4, current_day())
      AND ($6 OR part.kind NOT IN ('objective_begun', 'objective_closed', 'check_in'))
) turns
ORDER BY turns.turn, turns.happened_on DESC, turns.kind, turns.id DESC
LIMIT $5
