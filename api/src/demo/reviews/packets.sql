-- Everybody has one of each; of the half-year all were released, and most have answered.
INSERT INTO review_packets (org_id, id, cycle_id, subject_id, state, peers_settled, summary, released_at, released_by,
                            acknowledgement, comment, acknowledged_at)
SELECT c.org_id, md5(concat('packet ', c.id, p.id))::uuid, c.id, p.id, at.state, true,
       CASE WHEN at.state = 'collecting' THEN '' ELSE (ARRAY[
            'A dependable half-year. Next: hand more of the everyday work over, and write decisions down.',
            'You made hard work look calm. Next: say earlier when something will not fit.',
            'Much was learned in a short time. Next: one thing after the other, and finish it.'])[1 + p.salt % 3] END,
       CASE WHEN at.state <> 'collecting' THEN c.share_by - interval '3 days' END,
       CASE WHEN at.state <> 'collecting' THEN coalesce(l.manager_id, c.created_by) END,
       CASE WHEN at.state = 'acknowledged' THEN (ARRAY['agree', 'read', 'agree', 'disagree'])[1 + p.salt % 4] END,
       CASE WHEN at.state = 'acknowledged' AND p.salt % 4 = 3 THEN 'I see the first goal another way: it was moved twice.' ELSE '' END,
       CASE WHEN at.state = 'acknowledged' THEN c.share_by - interval '1 day' END
FROM review_cycles c
JOIN (SELECT people.*, ('x' || left(md5(people.email), 4))::bit(16)::int AS salt FROM people WHERE people.status = 'active') p
    ON p.org_id = c.org_id
LEFT JOIN reporting_lines l ON l.org_id = p.org_id AND l.person_id = p.id AND l.valid_to IS NULL
CROSS JOIN LATERAL (SELECT CASE WHEN c.stage <> 'closed' THEN 'collecting' WHEN p.salt % 7 = 0 THEN 'released' ELSE 'acknowledged' END AS state) at
WHERE c.org_id = current_org()
