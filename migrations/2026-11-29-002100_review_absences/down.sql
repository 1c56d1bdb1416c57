CREATE OR REPLACE VIEW review_duties WITH (security_invoker = true) AS
SELECT k.org_id, k.cycle_id, k.id AS packet_id, todo.person_id, todo.duty, todo.due_on, todo.hidden
FROM review_packets k
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
LEFT JOIN (
    reporting_lines line JOIN people lead ON lead.org_id = line.org_id AND lead.id = line.manager_id AND lead.status = 'active'
) ON line.org_id = k.org_id AND line.person_id = k.subject_id AND line.valid_to IS NULL
CROSS JOIN LATERAL (
    SELECT k.subject_id AS person_id, 'propose' AS duty, c.nominate_by AS due_on, false AS hidden
    WHERE c.stage = 'nominating' AND NOT k.peers_settled
      AND NOT EXISTS (SELECT FROM review_nominations n WHERE n.org_id = k.org_id AND n.packet_id = k.id)
    UNION ALL
    SELECT answers.person_id, 'settle', c.nominate_by, false
    FROM review_leads(line.manager_id, k.subject_id) answers
    WHERE c.stage = 'nominating' AND NOT k.peers_settled
      AND EXISTS (SELECT FROM review_nominations n WHERE n.org_id = k.org_id AND n.packet_id = k.id)
    UNION ALL
    SELECT r.author_id, 'write', greatest(r.due_on, c.write_by),
           c.naming <> 'named' AND r.relation IN ('peer', 'upward')
    FROM reviews r
    WHERE (c.stage = 'writing' OR (c.stage IN ('calibrating', 'sharing') AND r.reopened_reason IS NOT NULL))
      AND r.org_id = k.org_id AND r.packet_id = k.id AND r.state IN ('assigned', 'in_progress')
    UNION ALL
    SELECT answers.person_id, 'release', c.share_by, false
    FROM review_leads(line.manager_id, k.subject_id) answers
    WHERE c.stage = 'sharing' AND k.state = 'collecting' AND k.withheld_at IS NULL
    UNION ALL
    SELECT k.subject_id, 'answer',
           (k.released_at AT TIME ZONE (SELECT z.time_zone FROM organisations z WHERE z.org_id = current_org()))::date + 14,
           false
    WHERE c.stage = 'sharing' AND k.state = 'released'
    UNION ALL
    SELECT reader.person_id, 'second_read', d.due_on, true
    FROM review_disputes d CROSS JOIN LATERAL review_second_readers(d.packet_id) reader
    WHERE c.stage IN ('sharing', 'closed') AND d.org_id = k.org_id AND d.packet_id = k.id AND d.outcome IS NULL
) todo
WHERE k.org_id = current_org() AND todo.person_id IS NOT NULL;

CREATE OR REPLACE FUNCTION review_gaps(cycle uuid, lacks text) RETURNS TABLE (person_id uuid) LANGUAGE sql STABLE AS $$
    SELECT a.person_id FROM review_audience(cycle) a
    WHERE lacks = 'manager' AND NOT EXISTS (
        SELECT FROM reporting_lines l
        JOIN people m ON m.org_id = l.org_id AND m.id = l.manager_id AND m.status = 'active'
        WHERE l.org_id = current_org() AND l.person_id = a.person_id AND l.valid_to IS NULL)
    UNION ALL
    SELECT k.subject_id FROM review_packets k JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
    WHERE lacks = 'peers' AND k.org_id = current_org() AND k.cycle_id = cycle
      AND (NOT k.peers_settled OR c.peers_least > (
            SELECT count(*) FROM review_nominations n WHERE n.org_id = k.org_id AND n.packet_id = k.id))
    UNION ALL
    SELECT r.author_id FROM reviews r JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
    WHERE lacks = 'submission' AND k.org_id = current_org() AND k.cycle_id = cycle
      AND r.state IN ('assigned', 'in_progress')
    UNION ALL
    SELECT k.subject_id FROM review_packets k
    WHERE lacks = 'rating' AND k.org_id = current_org() AND k.cycle_id = cycle
      AND k.final_rating IS NULL AND NOT k.not_rated
    UNION ALL
    SELECT k.subject_id FROM review_packets k
    WHERE lacks = 'release' AND k.org_id = current_org() AND k.cycle_id = cycle AND k.state = 'collecting'
      AND k.withheld_at IS NULL
$$;

DROP FUNCTION review_answer_days;
DROP FUNCTION review_paused_days;
DROP FUNCTION review_paused;
DROP TABLE review_pauses;
ALTER TABLE review_cycles DROP COLUMN writing_since;
ALTER TABLE review_packets DROP COLUMN ended;
