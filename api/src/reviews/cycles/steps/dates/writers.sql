-- Of the cycle $1, at whose launch the sides $2 are assigned: how many people have something to hand in until which day, and,
-- without a day, how many at all: whoever has two days counts once.
WITH launched AS (
    SELECT EXISTS (SELECT FROM review_packets k WHERE k.org_id = current_org() AND k.cycle_id = $1) AS already
), writers AS (
    SELECT a.author_id, NULL::date AS due_on
    FROM review_assignments($1, $2) a WHERE NOT (SELECT already FROM launched)
    UNION ALL
    SELECT r.author_id, r.due_on
    FROM review_cycles c
    JOIN review_packets k ON k.org_id = c.org_id AND k.cycle_id = c.id
    JOIN reviews r ON r.org_id = k.org_id AND r.packet_id = k.id
    WHERE c.org_id = current_org() AND c.id = $1 AND r.state IN ('assigned', 'in_progress')
      -- Whether those who write about the actor without a name have done so isn't theirs to know, nor to count.
      AND (c.naming = 'named' OR c.stage = 'nominating' OR r.relation IN ('self', 'manager')
           OR k.subject_id IS DISTINCT FROM current_person())
      AND NOT EXISTS (SELECT FROM review_paused() z WHERE z.packet_id = k.id AND z.is_about)
      AND NOT EXISTS (
        SELECT FROM review_paused() z WHERE z.cycle_id = k.cycle_id AND z.person_id = r.author_id AND z.writes)
    UNION ALL
    -- Whoever is named has no review yet, unless the stage was taken back.
    SELECT n.peer_id, NULL::date
    FROM review_cycles c
    JOIN review_packets k ON k.org_id = c.org_id AND k.cycle_id = c.id AND k.ended IS NULL
    JOIN review_nominations n ON n.org_id = k.org_id AND n.packet_id = k.id
    WHERE c.org_id = current_org() AND c.id = $1 AND c.stage = 'nominating'
      AND NOT EXISTS (
        SELECT FROM reviews r WHERE r.org_id = n.org_id AND r.packet_id = n.packet_id AND r.author_id = n.peer_id)
)
SELECT greatest(w.due_on, c.write_by) AS due_on, count(DISTINCT w.author_id) AS people
FROM writers w JOIN review_cycles c ON c.org_id = current_org() AND c.id = $1
GROUP BY GROUPING SETS ((greatest(w.due_on, c.write_by)), ()) ORDER BY 1
