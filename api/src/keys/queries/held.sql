-- How many passwords are hashed with which pepper, those of sign-ups that wait for their mail as well.
SELECT 'accounts.password_hash' AS place, split_part(password_hash, '$', 1) AS key_id, count(*) AS held
FROM accounts WHERE password_hash LIKE '%$%' GROUP BY 2
UNION ALL
SELECT 'link_tokens.payload', split_part(payload ->> 'password_hash', '$', 1), count(*)
FROM link_tokens WHERE used_at IS NULL AND expires_at > now() AND payload ->> 'password_hash' LIKE '%$%' GROUP BY 2
