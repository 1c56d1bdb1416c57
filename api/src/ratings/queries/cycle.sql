-- The cycle $1, if the actor sees it, with the words of its scale, lowest first.
SELECT c.name, c.template_id, c.form_number, c.period_to - c.period_from + 1 AS days,
       ARRAY(SELECT step.value ->> 'word' FROM jsonb_array_elements(f.form -> 'scale') WITH ORDINALITY step (value, place)
             ORDER BY step.place) AS scale
FROM visible_review_cycles c
LEFT JOIN review_forms f ON f.org_id = c.org_id AND f.template_id = c.template_id AND f.number = c.form_number
WHERE c.org_id = current_org() AND c.id = $1
