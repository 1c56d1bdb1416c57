-- What was written in the latest pulse can be answered for thirty days. Of these keys nobody knows more than the hash.
UPDATE pulse_texts t SET thread_lock = sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8'))
FROM (
    SELECT s.org_id, s.id FROM pulse_surveys s
    WHERE s.org_id = current_org() AND s.state = 'closed' ORDER BY s.wave DESC LIMIT 1) latest
WHERE t.org_id = latest.org_id AND t.survey_id = latest.id
