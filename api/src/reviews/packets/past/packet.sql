-- Of the packet $1 about $2 in the cycle $3: how it stood at the end of the day $4, and how the actor stood to the person then.
-- No row for a day before anything of it was kept.
WITH RECURSIVE moment AS MATERIALIZED (
    SELECT ($4::date + 1)::timestamp AT TIME ZONE o.time_zone AS ends FROM organisations o WHERE o.org_id = current_org()
), up (who, at) AS (
    -- The person and the actor, each with everybody above them by the lines of that day.
    SELECT w.who, w.who FROM unnest(ARRAY[$2, current_person()]::uuid[]) w (who)
    UNION
    SELECT up.who, line.manager_id
    FROM up
    CROSS JOIN moment m
    JOIN reporting_lines line ON line.org_id = current_org() AND line.person_id = up.at AND line.valid_from < m.ends
     AND (line.valid_to IS NULL OR line.valid_to >= m.ends)
)
SELECT v.state, v.summary, v.released_at, v.author_rating, v.final_rating, v.final_potential, v.not_rated, s.stage,
       s.form_number, m.ends,
       EXISTS (SELECT FROM up WHERE up.who = $2 AND up.at = current_person()) AS led,
       EXISTS (SELECT FROM up WHERE up.who = current_person() AND up.at = $2)
       OR (s.stage = 'calibrating' AND EXISTS (
            SELECT FROM calibration_cards d
            JOIN calibration_conflicts x ON x.org_id = d.org_id AND x.card_id = d.id
            WHERE d.org_id = current_org() AND d.packet_id = $1 AND x.person_id = current_person())) AS below,
       EXISTS (
            SELECT FROM review_viewers w
            WHERE w.org_id = current_org() AND w.cycle_id = $3 AND w.person_id = current_person()
              AND w.granted_at < m.ends) AS given_sight,
       -- Of sides without names it isn't kept when they wrote: as long as they hadn't handed in for good they owed it.
       EXISTS (
            SELECT FROM reviews r
            WHERE r.org_id = current_org() AND r.packet_id = $1 AND r.author_id = current_person()
              AND r.assigned_at < m.ends
              AND coalesce(
                    (SELECT h.state FROM review_states h
                     WHERE h.org_id = r.org_id AND h.review_id = r.id AND h.known_at < m.ends
                     ORDER BY h.known_at DESC LIMIT 1),
                    CASE WHEN coalesce(r.submitted_at, r.declined_at) < m.ends THEN r.state ELSE 'assigned' END)
                  IN ('assigned', 'in_progress')) AS owed
FROM moment m
CROSS JOIN LATERAL (
    SELECT v.* FROM review_packet_versions v
    WHERE v.org_id = current_org() AND v.packet_id = $1 AND v.known_at < m.ends
    ORDER BY v.known_at DESC LIMIT 1
) AS v
CROSS JOIN LATERAL (
    SELECT c.stage, c.form_number FROM review_cycle_stages c
    WHERE c.org_id = current_org() AND c.cycle_id = $3 AND c.known_at < m.ends
    ORDER BY c.known_at DESC LIMIT 1
) AS s
