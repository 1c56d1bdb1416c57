-- One that stands and one that was lifted.
INSERT INTO legal_holds (org_id, id, person_id, reason, placed_by, placed_at, lifted_by, lifted_at, lifted_reason)
SELECT p.org_id, md5(concat('hold ', p.id))::uuid, p.id, t.reason, current_person(), (current_day() - t.placed)::timestamptz,
       CASE WHEN t.lifted IS NOT NULL THEN current_person() END, (current_day() - t.lifted)::timestamptz, t.why
FROM (VALUES
    ('Marco Bianchi', 'The bonus of last year is before the labour court: nothing may go until that is settled.', 60, NULL, NULL),
    ('Lucas Silva', 'An insurer asks about the accident in the stairwell.', 210, 95, 'The insurer has closed the case.')
) AS t (name, reason, placed, lifted, why)
CROSS JOIN LATERAL (
    SELECT m.org_id, m.id FROM people m WHERE m.org_id = current_org() AND m.name = t.name ORDER BY m.id DESC LIMIT 1) p
