-- Nobody knows what they are hashes of. They are listed by their ids, which therefore begin with the time.
WITH named AS (
    SELECT DISTINCT ON (p.name) p.org_id, p.id, p.name FROM people p
    WHERE p.org_id = current_org()
    ORDER BY p.name, p.id DESC
), told (owner, name, scopes, networks, ending, made, lasts, used) AS (
    VALUES
    ('Amara Okafor', 'Names in the handbook', ARRAY['people:read', 'organisation:read'], ARRAY[]::text[], 'k3Vq', 60, 180, 4),
    ('Jonas Lindqvist', 'Board on the wall of Platform', ARRAY['goals:read', 'kpis:read'], ARRAY[]::text[], 'Zt8e', 90, 240, 1),
    ('Priya Nair', 'Values from the pipeline', ARRAY['kpis:read', 'kpis:write'], ARRAY['203.0.113.0/24'], 'p0Wd', 45, 180, 1),
    ('Figures for the board', 'Fridays', ARRAY['goals:read', 'kpis:read'], ARRAY[]::text[], 'u7Ls', 130, 300, 3),
    ('HR system', 'People every night', ARRAY['people:read', 'people:write'], ARRAY['203.0.113.0/24'], 'x2Bn', 130, 300, 1)
)
INSERT INTO api_tokens (org_id, id, person_id, name, secret_hash, ending, scopes, networks, created_at, expires_at,
                        last_used_at, last_address)
SELECT o.org_id,
       (lpad(to_hex(extract(epoch FROM current_day() - t.made)::bigint * 1000), 12, '0')
        || substr(md5(concat('token ', o.id)), 13))::uuid,
       o.id, t.name, sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), t.ending, t.scopes,
       t.networks, (current_day() - t.made)::timestamptz, (current_day() - t.made + t.lasts)::timestamptz,
       (current_day() - t.used)::timestamptz + interval '5 hours', '203.0.113.20'
FROM told t JOIN named o ON o.name = t.owner
