-- What a notice is about, as its reader sees it now: one branch for each kind of thing, from its `visible_…` view,
-- so that a notice is as visible as its thing. `place` names the page to open.
SELECT o.title, o.id AS place
FROM visible_objectives o
WHERE n.subject = 'objective' AND o.org_id = n.org_id AND o.id = n.about
UNION ALL
SELECT k.title, o.id
FROM key_results k JOIN visible_objectives o ON o.org_id = k.org_id AND o.id = k.objective_id
WHERE n.subject = 'key_result' AND k.org_id = n.org_id AND k.id = n.about
UNION ALL
SELECT o.title, s.id
FROM shares s JOIN visible_objectives o ON o.org_id = s.org_id AND o.id = s.objective_id
WHERE n.subject = 'share' AND s.org_id = n.org_id AND s.id = n.about AND s.revoked_at IS NULL
UNION ALL
SELECT p.name, p.id
FROM visible_people p
WHERE n.subject = 'person' AND p.org_id = n.org_id AND p.id = n.about
UNION ALL
SELECT concat(m.organiser_name, ' and ', m.partner_name), m.id
FROM visible_meetings m
WHERE n.subject = 'meeting' AND m.org_id = n.org_id AND m.id = n.about
