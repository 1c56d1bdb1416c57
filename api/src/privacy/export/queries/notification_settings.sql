SELECT part.person_id::text AS key, jsonb_strip_nulls(to_jsonb(part)) AS item
FROM (SELECT s.person_id, s.time_zone, s.digest_hour, s.quiet_from, s.quiet_to, s.mails_paused, s.mails, s.hidden
      FROM notice_settings s
      WHERE s.org_id = $1 AND s.person_id = $2) part
