-- $1 the organisation, $2 what is searched for. Each branch gives its best ten as kind, id, place (whose page to
-- open), title, detail and score: what begins with it before what has it inside, and that before what is like it.
-- An index names candidates and the view decides who sees them. They are limited: so that one's own are never cut off,
-- these are looked through besides.
(SELECT 'person' AS kind, p.id, p.id AS place, p.name AS title,
        concat_ws(' · ', p.job_title, p.team_name) AS detail, likeness($2, p.name) AS score
 FROM visible_people p
 WHERE p.org_id = $1 AND p.id IN (SELECT search_candidates('person', $2))
   AND p.status <> 'deactivated' AND likeness($2, p.name) > 0
 ORDER BY score DESC, p.name, p.id LIMIT 10)
UNION ALL
(SELECT 'objective', o.id, o.id, o.title, concat_ws(' · ', coalesce(o.team_name, o.owner_name), o.period_name),
        likeness($2, o.title) * CASE WHEN o.state IN ('achieved', 'missed', 'cancelled') THEN 0.8 ELSE 1 END AS score
 FROM visible_objectives o
 WHERE o.org_id = $1
   AND o.id IN (SELECT search_candidates('objective', $2)
                UNION SELECT own.id FROM objectives own WHERE own.org_id = $1 AND own.owner_id = current_person())
   AND likeness($2, o.title) > 0
 ORDER BY score DESC, o.id DESC LIMIT 10)
UNION ALL
(SELECT 'key_result', k.id, o.id, k.title, o.title, likeness($2, k.title) * 0.9 AS score
 FROM key_results k JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
 WHERE k.org_id = $1
   AND k.id IN (SELECT search_candidates('key_result', $2)
                UNION SELECT own.id FROM key_results own WHERE own.org_id = $1 AND own.owner_id = current_person())
   AND likeness($2, k.title) > 0
 ORDER BY score DESC, k.id DESC LIMIT 10)
UNION ALL
(SELECT 'kpi', k.id, k.id, k.name, coalesce(k.team_name, k.owner_name),
        likeness($2, k.name) * CASE WHEN k.archived_at IS NULL THEN 1 ELSE 0.8 END AS score
 FROM visible_kpis k
 WHERE k.org_id = $1
   AND k.id IN (SELECT search_candidates('kpi', $2)
                UNION SELECT own.id FROM kpis own WHERE own.org_id = $1 AND own.owner_id = current_person())
   AND likeness($2, k.name) > 0
 ORDER BY score DESC, k.id DESC LIMIT 10)
UNION ALL
-- Praise is known by its words. In so many of them something is always a little like what was typed: more is asked.
(SELECT 'praise', a.id, praised.first, regexp_replace(left(a.body, 90), '\s+', ' ', 'g'),
        concat(a.author_name, ' → ', praised.names), likeness($2, a.body) * 0.8 AS score
 FROM visible_praise a
 CROSS JOIN LATERAL (
    SELECT (array_agg(p.id ORDER BY p.name, p.id))[1] AS first, string_agg(p.name, ', ' ORDER BY p.name, p.id) AS names
    FROM praise_recipients r JOIN people p ON p.org_id = r.org_id AND p.id = r.person_id
    WHERE r.org_id = a.org_id AND r.praise_id = a.id) praised
 WHERE a.org_id = $1 AND a.id IN (SELECT search_candidates('praise', $2))
   AND a.taken_down_at IS NULL AND likeness($2, a.body) >= 0.6 AND praised.first IS NOT NULL
 ORDER BY score DESC, a.id DESC LIMIT 10)
UNION ALL
-- One-on-ones are found by the two who meet, by each other's name; never by what is said in them.
(SELECT 'meeting', o.id, coalesce(o.next_meeting_id, latest.id), other.name, '',
        likeness($2, other.name) * CASE WHEN o.ended_at IS NULL THEN 0.9 ELSE 0.7 END AS score
 FROM visible_one_on_ones o
 CROSS JOIN LATERAL (
    SELECT CASE WHEN o.organiser_id = current_person() THEN o.partner_name ELSE o.organiser_name END AS name) other
 LEFT JOIN LATERAL (
    SELECT m.id FROM meetings m WHERE m.org_id = o.org_id AND m.one_on_one_id = o.id
    ORDER BY m.starts_at DESC LIMIT 1) latest ON true
 WHERE o.org_id = $1 AND (o.organiser_id = current_person() OR o.partner_id = current_person()) AND o.relation = 'own'
   AND coalesce(o.next_meeting_id, latest.id) IS NOT NULL AND likeness($2, other.name) > 0
 ORDER BY score DESC, o.id DESC LIMIT 10)
UNION ALL
-- What somebody got of a review cycle is found by their name, after themselves; of a draft there is nothing yet.
(SELECT 'review_packet', k.id, k.id, k.subject_name, k.cycle_name,
        likeness($2, k.subject_name) * CASE WHEN k.stage = 'closed' THEN 0.7 ELSE 0.85 END AS score
 FROM visible_review_packets k
 WHERE k.org_id = $1 AND k.stage <> 'cancelled'
   AND (k.subject_id = current_person() OR k.subject_id IN (SELECT search_candidates('person', $2)))
   AND likeness($2, k.subject_name) > 0
 ORDER BY score DESC, k.id DESC LIMIT 10)
UNION ALL
-- An organisation has few cycles: all that the actor sees are looked through.
(SELECT 'review_cycle', c.id, c.id, c.name, concat(extract(year FROM c.period_from), CASE
            WHEN extract(year FROM c.period_from) <> extract(year FROM c.period_to)
                THEN concat('–', extract(year FROM c.period_to)) END),
        likeness($2, c.name) * CASE WHEN c.stage IN ('closed', 'cancelled') THEN 0.8 ELSE 1 END AS score
 FROM visible_review_cycles c
 WHERE c.org_id = $1 AND likeness($2, c.name) > 0
 ORDER BY score DESC, c.id DESC LIMIT 10)
