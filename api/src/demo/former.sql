-- One was led by somebody else for ten weeks of the year that is reviewed. The maker of a sandbox may be called as they are, and
-- reports to nobody.
WITH led AS (
    SELECT l.org_id, l.id, l.person_id, former.id AS former_id, (current_day() - 45)::timestamptz AS since
    FROM reporting_lines l
    JOIN people p ON p.org_id = l.org_id AND p.id = l.person_id AND p.name = 'Hannah Weiss'
    CROSS JOIN LATERAL (
        SELECT m.id FROM people m WHERE m.org_id = l.org_id AND m.name = 'Ines Duarte' ORDER BY m.id DESC LIMIT 1) former
    WHERE l.org_id = current_org() AND l.valid_to IS NULL
), moved AS (
    UPDATE reporting_lines l SET valid_from = d.since FROM led d WHERE l.org_id = d.org_id AND l.id = d.id
)
INSERT INTO reporting_lines (org_id, id, person_id, manager_id, valid_from, valid_to)
SELECT d.org_id, md5(concat('former line ', d.id))::uuid, d.person_id, d.former_id, d.since - interval '75 days', d.since
FROM led d
