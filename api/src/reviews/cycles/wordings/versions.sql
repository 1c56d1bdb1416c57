-- The forms that the cycle $1 was asked by, latest first, back to what it was launched with.
WITH RECURSIVE asked AS (
    SELECT f.org_id, f.template_id, f.number, f.corrects, f.created_at, f.created_by, f.reason
    FROM review_cycles c
    JOIN review_forms f ON f.org_id = c.org_id AND f.template_id = c.template_id AND f.number = c.form_number
    WHERE c.org_id = current_org() AND c.id = $1
    UNION ALL
    SELECT f.org_id, f.template_id, f.number, f.corrects, f.created_at, f.created_by, f.reason
    FROM asked a
    JOIN review_forms f ON f.org_id = a.org_id AND f.template_id = a.template_id AND f.number = a.corrects
)
SELECT a.number, a.created_at, p.name AS created_by, a.reason
FROM asked a JOIN people p ON p.org_id = a.org_id AND p.id = a.created_by
ORDER BY a.number DESC LIMIT 100
