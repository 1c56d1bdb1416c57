-- That they were asked, and whether they took part. What they said nobody knows to be theirs.
SELECT part.survey_id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT i.survey_id, s.title, s.opens_on, s.closes_on, i.blinded IS NOT NULL AS took_part
      FROM pulse_invitations i
      JOIN pulse_surveys s ON s.org_id = i.org_id AND s.id = i.survey_id
      WHERE i.org_id = $1 AND i.person_id = $2
      ORDER BY s.opens_on DESC) part
