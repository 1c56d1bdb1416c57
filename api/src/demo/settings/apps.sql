-- Two apps of others, and who allowed the first of them what.
WITH told (name, uri, scopes, keeps) AS (
    VALUES
    ('Calendar of the teams', 'https://calendar.example.com/oauth', ARRAY['one_on_ones:read', 'goals:read'], false),
    ('Learning shelf', 'https://learning.example.com/callback', ARRAY['development:read'], true)
), apps AS (
    INSERT INTO oauth_apps (org_id, id, name, redirect_uris, scopes, is_confidential, created_by, created_at)
    SELECT current_org(), md5(concat('app ', current_org(), t.name))::uuid, t.name, ARRAY[t.uri], t.scopes, t.keeps,
           current_person(), (current_day() - 75)::timestamptz
    FROM told t
    RETURNING org_id, id, name, scopes, redirect_uris
), named AS (
    SELECT DISTINCT ON (p.name) p.org_id, p.id, p.name FROM people p
    WHERE p.org_id = current_org() AND p.kind = 'person' AND p.name IN ('Amara Okafor', 'Jonas Lindqvist', 'Priya Nair')
    ORDER BY p.name, p.id DESC
)
INSERT INTO oauth_grants (org_id, id, app_id, person_id, scopes, redirect_uri, challenge, code_until, family_hash, refresh_hash,
                          created_at, begun_at, refreshed_at)
SELECT a.org_id,
       (lpad(to_hex(extract(epoch FROM current_day() - 40)::bigint * 1000), 12, '0')
        || substr(md5(concat('grant ', p.id)), 13))::uuid,
       a.id, p.id, a.scopes, a.redirect_uris[1], repeat('A', 43), (current_day() - 40)::timestamptz + interval '1 minute',
       sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')),
       sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')),
       (current_day() - 40)::timestamptz, (current_day() - 40)::timestamptz, (current_day() - 1)::timestamptz
FROM apps a JOIN named p ON p.org_id = a.org_id
WHERE a.name = 'Calendar of the teams'
