-- What each of these people ($2) has in hand: `about` is what a notice of it names, `concerns` whom it concerns. Leaving acts
-- on these rows, and the preview counts them, but for those that are `hidden`: nobody learns that others are asked about them.
SELECT w.leaver, w.kind, w.id, w.about, w.concerns,
       w.kind IN ('feedback_ask', 'feedback_request') AND EXISTS (
            SELECT FROM feedback_requests r
            WHERE r.org_id = $1 AND r.id = w.about AND r.subject_id = current_person()) AS hidden
FROM (
SELECT o.owner_id AS leaver, 'objective' AS kind, o.id, o.id AS about, NULL::uuid AS concerns
FROM visible_objectives o
WHERE o.org_id = $1 AND o.owner_id = ANY ($2) AND o.state IN ('draft', 'proposed', 'active', 'paused')
UNION ALL
SELECT k.owner_id, 'key_result', k.id, k.id, NULL
FROM key_results k
JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
WHERE k.org_id = $1 AND k.owner_id = ANY ($2) AND o.owner_id <> k.owner_id
  AND o.state IN ('draft', 'proposed', 'active', 'paused')
UNION ALL
SELECT i.owner_id, 'kpi', i.id, i.id, NULL
FROM visible_kpis i
WHERE i.org_id = $1 AND i.owner_id = ANY ($2) AND i.archived_at IS NULL
UNION ALL
-- Whoever leaves as well proposes nothing any more.
SELECT l.manager_id, 'proposal', o.id, o.id, o.owner_id
FROM reporting_lines l
JOIN visible_objectives o ON o.org_id = l.org_id AND o.owner_id = l.person_id AND o.state = 'proposed'
JOIN people p ON p.org_id = l.org_id AND p.id = l.person_id AND p.status <> 'deactivated'
WHERE l.org_id = $1 AND l.manager_id = ANY ($2) AND l.valid_to IS NULL AND l.person_id <> ALL ($2)
UNION ALL
SELECT l.manager_id, 'level_proposal', v.id, v.id, v.person_id
FROM reporting_lines l
JOIN level_proposals v ON v.org_id = l.org_id AND v.person_id = l.person_id AND v.state = 'proposed'
JOIN people p ON p.org_id = l.org_id AND p.id = l.person_id AND p.status <> 'deactivated'
WHERE l.org_id = $1 AND l.manager_id = ANY ($2) AND l.valid_to IS NULL AND l.person_id <> ALL ($2)
UNION ALL
-- Only what was said last holds, and only while the objective runs.
SELECT c.blocker_owner_id, 'blocker', c.id, k.id,
       (SELECT p.id FROM people p
        WHERE p.org_id = k.org_id AND p.id IN (k.owner_id, o.owner_id) AND p.status = 'active' AND p.id <> ALL ($2)
        ORDER BY p.id = k.owner_id DESC LIMIT 1)
FROM check_ins c
JOIN key_results k ON k.org_id = c.org_id AND k.id = c.key_result_id
JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id AND o.state = 'active'
WHERE c.org_id = $1 AND c.blocker_owner_id = ANY ($2)
  AND NOT EXISTS (
    SELECT FROM check_ins later
    WHERE later.org_id = c.org_id AND later.key_result_id = c.key_result_id
      AND (later.supersedes_id = c.id
           OR ((later.as_of, later.id) > (c.as_of, c.id)
               AND NOT EXISTS (
                 SELECT FROM check_ins better WHERE better.org_id = later.org_id AND better.supersedes_id = later.id))))
UNION ALL
SELECT a.person_id, 'feedback_ask', a.id, r.id, r.asker_id
FROM feedback_asks a
JOIN feedback_requests r ON r.org_id = a.org_id AND r.id = a.request_id AND r.closed_at IS NULL
WHERE a.org_id = $1 AND a.person_id = ANY ($2) AND a.state = 'open'
UNION ALL
SELECT r.asker_id, 'feedback_request', r.id, r.id, NULL
FROM feedback_requests r
WHERE r.org_id = $1 AND r.asker_id = ANY ($2) AND r.closed_at IS NULL
  AND EXISTS (
    SELECT FROM feedback_asks a WHERE a.org_id = r.org_id AND a.request_id = r.id AND a.state = 'open')
UNION ALL
SELECT i.owner_id, 'action_item', i.id, i.id, NULL
FROM action_items i
WHERE i.org_id = $1 AND i.owner_id = ANY ($2) AND i.done_at IS NULL
UNION ALL
SELECT w.author_id, 'review', w.id, w.id, NULL
FROM reviews w
JOIN review_packets k ON k.org_id = w.org_id AND k.id = w.packet_id
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing')
WHERE w.org_id = $1 AND w.author_id = ANY ($2) AND w.state IN ('assigned', 'in_progress')
UNION ALL
SELECT k.subject_id, 'packet', k.id, k.id, NULL
FROM review_packets k
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage IN ('nominating', 'writing', 'calibrating', 'sharing')
WHERE k.org_id = $1 AND k.subject_id = ANY ($2) AND k.state = 'collecting' AND k.ended IS NULL
UNION ALL
SELECT p.id, 'one_on_one', o.id, o.id, NULL
FROM people p
JOIN one_on_ones o ON o.org_id = p.org_id AND (o.organiser_id = p.id OR o.partner_id = p.id) AND o.ended_at IS NULL
WHERE p.org_id = $1 AND p.id = ANY ($2)
) w
ORDER BY w.kind, w.id
