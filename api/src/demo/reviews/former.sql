-- Who led somebody for a part of the year has written about them. Whoever leads them now may read it at once, and is to write.
WITH led AS (
    SELECT k.org_id, k.id AS packet_id, former.manager_id AS former_id, line.manager_id
    FROM review_packets k
    JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage = 'writing'
    JOIN reporting_lines line ON line.org_id = k.org_id AND line.person_id = k.subject_id AND line.valid_to IS NULL
    JOIN reporting_lines former ON former.org_id = k.org_id AND former.person_id = k.subject_id AND former.valid_to IS NOT NULL
    WHERE k.org_id = current_org()
), waits AS (
    UPDATE reviews r SET state = 'assigned', submitted_at = NULL, answers = '{}'
    FROM led l WHERE r.org_id = l.org_id AND r.packet_id = l.packet_id AND r.author_id = l.manager_id
)
INSERT INTO reviews (org_id, id, packet_id, author_id, relation, state, submitted_at, answers, passed_on)
SELECT l.org_id, md5(concat('review ', l.packet_id, l.former_id))::uuid, l.packet_id, l.former_id, 'manager', 'submitted',
       (current_day() - 2)::timestamptz,
       jsonb_build_object(
           'achievements', jsonb_build_object('text', 'Two customers who had given notice stayed, after a day with each.'),
           'missed', jsonb_build_object('text', 'The handbook for partners came a month late, and is good.'),
           'overall', jsonb_build_object('rating', 4), 'potential', jsonb_build_object('rating', 3),
           'next', jsonb_build_object('text', 'A region of her own, with somebody at her side for the first quarter.')),
       true
FROM led l
ON CONFLICT (org_id, packet_id, author_id) DO NOTHING
