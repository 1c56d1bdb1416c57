-- Programs that are nobody's, each with its row of people, as the app makes it.
WITH told (n, name, purpose, role) AS (
    VALUES (1, 'Figures for the board', 'Takes KPIs into the monthly report on Fridays.', 'employee'),
           (2, 'HR system', 'Brings people in, and says who has left.', 'admin')
), made AS (
    INSERT INTO people (org_id, id, kind, status, name, email, email_key, role)
    SELECT current_org(), it.id, 'service', 'deactivated', t.name, concat(it.id, '@service.invalid'),
           concat(it.id, '@service.invalid'), t.role
    FROM told t
    CROSS JOIN LATERAL (SELECT md5(concat('service ', current_org(), t.n))::uuid AS id) it
    RETURNING org_id, id, name
)
INSERT INTO service_accounts (org_id, id, purpose, created_by, created_at)
SELECT m.org_id, m.id, t.purpose, current_person(), (current_day() - 140 + t.n)::timestamptz
FROM made m JOIN told t ON t.name = m.name
