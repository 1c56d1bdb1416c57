-- How much of each kind is kept of a person ($2) now.
SELECT part.kind, count(*) AS count
FROM (
    SELECT 'sessions' AS kind FROM sessions WHERE org_id = $1 AND person_id = $2
    UNION ALL
    SELECT 'weekly_check_ins' FROM weekly_check_ins WHERE org_id = $1 AND person_id = $2
    UNION ALL
    SELECT 'notes' FROM feedback WHERE org_id = $1 AND author_id = $2 AND kind = 'note'
    UNION ALL
    SELECT 'draft_objectives' FROM objectives
    WHERE org_id = $1 AND owner_id = $2 AND state = 'draft' AND level = 'person'
    UNION ALL
    SELECT 'draft_reviews' FROM reviews
    WHERE org_id = $1 AND author_id = $2 AND state <> 'submitted' AND answers <> '{}'
    UNION ALL
    SELECT 'shares' FROM shares WHERE org_id = $1 AND person_id = $2
    UNION ALL
    SELECT 'notices' FROM notices WHERE org_id = $1 AND person_id = $2
    UNION ALL
    SELECT 'objectives' FROM objectives
    WHERE org_id = $1 AND owner_id = $2 AND (state <> 'draft' OR level <> 'person')
    UNION ALL
    SELECT 'check_ins' FROM check_ins WHERE org_id = $1 AND author_id = $2
    UNION ALL
    SELECT 'check_ins' FROM objective_comments WHERE org_id = $1 AND author_id = $2
    UNION ALL
    SELECT 'kpis' FROM kpis WHERE org_id = $1 AND owner_id = $2
    UNION ALL
    SELECT 'praise' FROM praise WHERE org_id = $1 AND author_id = $2
    UNION ALL
    SELECT 'praise' FROM praise_recipients WHERE org_id = $1 AND person_id = $2
    UNION ALL
    SELECT 'feedback' FROM feedback WHERE org_id = $1 AND $2 IN (author_id, subject_id) AND kind <> 'note'
    UNION ALL
    SELECT 'meetings' FROM meetings m
    JOIN one_on_ones o ON o.org_id = m.org_id AND o.id = m.one_on_one_id
    WHERE m.org_id = $1 AND $2 IN (o.organiser_id, o.partner_id)
    UNION ALL
    SELECT 'development' FROM assessments WHERE org_id = $1 AND person_id = $2
    UNION ALL
    SELECT 'development' FROM development_steps WHERE org_id = $1 AND person_id = $2
    UNION ALL
    SELECT 'development' FROM level_proposals WHERE org_id = $1 AND person_id = $2
    UNION ALL
    SELECT 'improvement_plans' FROM improvement_plans WHERE org_id = $1 AND person_id = $2
    UNION ALL
    SELECT 'reviews' FROM reviews WHERE org_id = $1 AND author_id = $2 AND state = 'submitted'
    UNION ALL
    SELECT 'reviews' FROM review_packets WHERE org_id = $1 AND subject_id = $2
    UNION ALL
    SELECT 'audit_events' FROM audit_events WHERE org_id = $1 AND actor_id = $2
) part
GROUP BY part.kind
