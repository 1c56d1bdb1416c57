-- $1 an account. Ends what its owner allowed apps, in all organisations.
UPDATE oauth_grants g SET revoked_at = now()
FROM people p
WHERE p.account_id = $1 AND g.org_id = p.org_id AND g.person_id = p.id AND g.revoked_at IS NULL
