-- Of each kind that has a rule in the organisation ($1): how many are older than it says, how many more will be in $2 days, and
-- which of the older ones go first, $3 at most. What is about somebody on whom there is a hold isn't among them.
WITH rules AS (
    SELECT r.kind, r.months, r.acts_from,
           (current_day() - make_interval(months => r.months))::date AS before,
           (current_day() + $2 - make_interval(months => r.months))::date AS later
    FROM retention_rules r
    WHERE r.org_id = $1
), holds AS (
    SELECT h.person_id FROM legal_holds h WHERE h.org_id = $1 AND h.lifted_at IS NULL
), held AS (
    SELECT h.person_id AS id FROM holds h WHERE h.person_id IS NOT NULL
), kept (kind, id, since) AS (
    SELECT 'weekly_check_ins', w.id, w.week
    FROM weekly_check_ins w
    WHERE w.org_id = $1 AND w.person_id NOT IN (SELECT id FROM held)
      AND (w.answered_by IS NULL OR w.answered_by NOT IN (SELECT id FROM held))
    UNION ALL
    SELECT 'feedback', f.id, (f.created_at AT TIME ZONE 'UTC')::date
    FROM feedback f
    WHERE f.org_id = $1 AND f.author_id NOT IN (SELECT id FROM held) AND f.subject_id NOT IN (SELECT id FROM held)
    UNION ALL
    SELECT 'reviews', p.id, coalesce((p.released_at AT TIME ZONE 'UTC')::date, c.share_by)
    FROM review_packets p
    JOIN review_cycles c ON c.org_id = p.org_id AND c.id = p.cycle_id AND c.stage IN ('closed', 'cancelled')
    WHERE p.org_id = $1 AND p.subject_id NOT IN (SELECT id FROM held)
      AND NOT EXISTS (SELECT FROM reviews r
                      WHERE r.org_id = $1 AND r.packet_id = p.id AND r.author_id IN (SELECT id FROM held))
    UNION ALL
    -- A topic that was carried on, and what is still to be done, keep the meeting in which they began.
    SELECT 'one_on_ones', m.id, m.occurs_on
    FROM meetings m
    JOIN one_on_ones o ON o.org_id = m.org_id AND o.id = m.one_on_one_id
    WHERE m.org_id = $1 AND m.state <> 'planned'
      AND o.organiser_id NOT IN (SELECT id FROM held) AND o.partner_id NOT IN (SELECT id FROM held)
      AND (m.guest_id IS NULL OR m.guest_id NOT IN (SELECT id FROM held))
      AND NOT EXISTS (SELECT FROM agenda_items a
                      WHERE a.org_id = $1 AND a.first_meeting_id = m.id AND a.meeting_id <> m.id)
      AND NOT EXISTS (SELECT FROM action_items a
                      WHERE a.org_id = $1 AND a.meeting_id = m.id AND a.done_at IS NULL)
    UNION ALL
    -- Leaf by leaf: what stands under another, or went on as another, is counted with it.
    SELECT 'goals', o.id, (o.closed_at AT TIME ZONE 'UTC')::date
    FROM objectives o
    WHERE o.org_id = $1 AND o.closed_at IS NOT NULL AND o.state IN ('achieved', 'missed', 'cancelled')
      AND o.owner_id NOT IN (SELECT id FROM held)
      AND NOT EXISTS (SELECT FROM former_owners f
                      WHERE f.org_id = $1 AND f.objective_id = o.id AND f.owner_id IN (SELECT id FROM held))
      AND NOT EXISTS (SELECT FROM objectives a WHERE a.org_id = $1 AND a.id = o.parent_id AND a.closed_at IS NULL)
      AND NOT EXISTS (SELECT FROM objectives u WHERE u.org_id = $1 AND u.parent_id = o.id)
      AND NOT EXISTS (SELECT FROM objectives n WHERE n.org_id = $1 AND n.carried_from_id = o.id)
      AND NOT EXISTS (SELECT FROM objective_versions v
                      WHERE v.org_id = $1 AND v.parent_id = o.id AND v.objective_id <> o.id)
      AND NOT EXISTS (SELECT FROM objective_comments c
                      WHERE c.org_id = $1 AND c.objective_id = o.id AND c.author_id IN (SELECT id FROM held))
      AND NOT EXISTS (SELECT FROM key_results k
                      WHERE k.org_id = $1 AND k.objective_id = o.id
                        AND (k.owner_id IN (SELECT id FROM held)
                             OR EXISTS (SELECT FROM former_owners f
                                        WHERE f.org_id = $1 AND f.key_result_id = k.id
                                          AND f.owner_id IN (SELECT id FROM held))
                             OR EXISTS (SELECT FROM check_ins i
                                        WHERE i.org_id = $1 AND i.key_result_id = k.id
                                          AND i.author_id IN (SELECT id FROM held))))
    UNION ALL
    -- How somebody stands is what was said in the latest rounds, however long ago.
    SELECT 'development', a.id, (a.created_at AT TIME ZONE 'UTC')::date
    FROM assessments a
    WHERE a.org_id = $1 AND a.person_id NOT IN (SELECT id FROM held) AND a.assessor_id NOT IN (SELECT id FROM held)
      AND EXISTS (SELECT FROM assessments l
                  WHERE l.org_id = $1 AND l.person_id = a.person_id AND l.competency_id = a.competency_id
                    AND l.round > a.round + 1)
    UNION ALL
    SELECT 'development', s.id, (s.done_at AT TIME ZONE 'UTC')::date
    FROM development_steps s
    WHERE s.org_id = $1 AND s.progress = 100 AND s.person_id NOT IN (SELECT id FROM held)
    UNION ALL
    SELECT 'development', p.id, (coalesce(p.applied_at, p.decided_at) AT TIME ZONE 'UTC')::date
    FROM level_proposals p
    WHERE p.org_id = $1 AND (p.applied_at IS NOT NULL OR p.state IN ('refused', 'returned', 'withdrawn'))
      AND p.person_id NOT IN (SELECT id FROM held) AND p.proposed_by NOT IN (SELECT id FROM held)
    UNION ALL
    SELECT 'improvement_plans', p.id, (p.ended_at AT TIME ZONE 'UTC')::date
    FROM improvement_plans p
    WHERE p.org_id = $1 AND p.state IN ('met', 'not_met', 'withdrawn') AND p.person_id NOT IN (SELECT id FROM held)
      AND (p.held_by IS NULL OR p.held_by NOT IN (SELECT id FROM held))
      AND NOT EXISTS (SELECT FROM improvement_notes n
                      WHERE n.org_id = $1 AND n.plan_id = p.id AND n.author_id IN (SELECT id FROM held))
      AND NOT EXISTS (SELECT FROM improvement_acts a
                      WHERE a.org_id = $1 AND a.plan_id = p.id AND a.actor_id IN (SELECT id FROM held))
    UNION ALL
    -- With somebody goes what they wrote for themselves: about others too, in notes, drafts and between two. An Admin
    -- who erases them is held back by the same (`holds/on.sql`).
    SELECT 'leavers', p.id, (p.deactivated_at AT TIME ZONE 'UTC')::date
    FROM people p
    WHERE p.org_id = $1 AND p.status = 'deactivated' AND p.erased_at IS NULL AND p.id NOT IN (SELECT id FROM held)
      AND NOT EXISTS (SELECT FROM feedback f
                      WHERE f.org_id = $1 AND f.author_id = p.id AND f.kind = 'note'
                        AND f.subject_id IN (SELECT id FROM held))
      AND NOT EXISTS (SELECT FROM reviews r
                      JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
                      WHERE r.org_id = $1 AND r.author_id = p.id AND r.state <> 'submitted'
                        AND k.subject_id IN (SELECT id FROM held))
      AND NOT EXISTS (SELECT FROM one_on_ones o
                      WHERE o.org_id = $1
                        AND (o.organiser_id = p.id AND o.partner_id IN (SELECT id FROM held)
                             OR o.partner_id = p.id AND o.organiser_id IN (SELECT id FROM held)))
      AND NOT EXISTS (SELECT FROM meetings m
                      JOIN one_on_ones o ON o.org_id = m.org_id AND o.id = m.one_on_one_id
                      WHERE m.org_id = $1 AND m.guest_id IN (SELECT id FROM held)
                        AND p.id IN (o.organiser_id, o.partner_id))
)
SELECT r.kind, r.months, r.acts_from,
       count(k.id) FILTER (WHERE k.since < r.before) AS due,
       count(k.id) FILTER (WHERE k.since >= r.before) AS soon,
       coalesce((array_agg(k.id ORDER BY k.since, k.id) FILTER (WHERE k.since < r.before))[1:$3], '{}') AS ids
FROM rules r
LEFT JOIN kept k ON k.kind = r.kind AND k.since < r.later
                AND NOT EXISTS (SELECT FROM holds h WHERE h.person_id IS NULL)
GROUP BY r.kind, r.months, r.acts_from, r.before, r.later
