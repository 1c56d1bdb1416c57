-- For whoever comes from now on: all who are here are past that day.
INSERT INTO rolling_reviews (org_id, id, name, template_id, after_days, writing_days, sharing_days, naming, minimum, on_since,
                             created_by)
SELECT t.org_id, md5(concat('rolling ', t.id))::uuid, 'First hundred days', t.id, '{100}', 14, 14, 'named', 4, current_day(),
       current_person()
FROM review_templates t WHERE t.org_id = current_org()
