-- Who kept an organisation after the backup was made would otherwise lose it as soon as the server starts. Its Admins get
-- the letters of the last week again; a sandbox has none.
UPDATE organisations
SET closes_at = now() + interval '7 days',
    closing_letters = CASE WHEN sandbox_of IS NULL THEN least(closing_letters, 1) ELSE closing_letters END
WHERE closes_at < now() + interval '7 days'
RETURNING org_id::text AS organisation
