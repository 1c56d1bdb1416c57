-- The next one is being prepared: three people were sent it to try, among them those whose log-ins are given out.
WITH draft AS (
    INSERT INTO review_cycles (org_id, id, name, stage, template_id, period_from, period_to, nominate_by, write_by, share_by,
                               peers_least, peers_most, peer_load, naming, minimum, created_by)
    SELECT t.org_id, md5(concat('cycle ', t.id, 'draft'))::uuid, 'Mid-year conversations', 'draft', t.id, current_day() - 7,
           current_day() + 170, current_day() + 177, current_day() + 191, current_day() + 205, 2, 4, 8, 'named', 4, current_person()
    FROM review_templates t WHERE t.org_id = current_org()
    RETURNING org_id, id, created_by
)
INSERT INTO review_trials (org_id, cycle_id, tester_id, sent_by, sent_at)
SELECT d.org_id, d.id, p.id, d.created_by, (current_day() - 2)::timestamptz + interval '9 hours'
FROM draft d
CROSS JOIN LATERAL (
    SELECT DISTINCT ON (m.name) m.id FROM people m
    WHERE m.org_id = d.org_id AND m.name IN ('Priya Nair', 'Jonas Lindqvist', 'Clara Hoffmann')
    ORDER BY m.name, m.id DESC) p
