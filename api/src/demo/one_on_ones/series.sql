INSERT INTO one_on_ones (org_id, id, organiser_id, partner_id, rule, starts_on, starts_at, time_zone, minutes, place, created_at)
SELECT l.org_id, md5(concat('one-on-one ', l.org_id, l.person_id))::uuid, l.manager_id, l.person_id,
       concat('FREQ=WEEKLY;', CASE WHEN l.n % 4 <> 0 THEN 'INTERVAL=2;' END, 'BYDAY=', (ARRAY['MO', 'TU', 'WE', 'TH', 'FR'])[1 + l.n % 5]),
       date_trunc('week', greatest(current_day() - 364, l.start_date + 7))::date + (l.n % 5)::int + CASE WHEN l.n % 2 = 0 THEN 7 ELSE 0 END,
       time '09:00' + (l.n % 7) * interval '1 hour',
       (SELECT o.time_zone FROM organisations o WHERE o.org_id = l.org_id),
       CASE WHEN l.n % 3 = 0 THEN 45 ELSE 30 END,
       (ARRAY['Room Heron', 'A walk along the quay', 'https://meet.example.com/harbour'])[1 + l.n % 3],
       now() - interval '1 year'
FROM (SELECT lines.*, p.start_date, row_number() OVER (ORDER BY p.email) AS n
      FROM reporting_lines lines JOIN people p ON p.org_id = lines.org_id AND p.id = lines.person_id
      WHERE lines.org_id = current_org() AND lines.valid_to IS NULL) l
