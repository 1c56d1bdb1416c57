-- $1 an account. Whether a directory that is let in keeps its owner as a person somewhere, or a provider that is on speaks for
-- the domain of their address, be it the only way in yet or not: by an address of another domain they would come in past it.
SELECT EXISTS (
    SELECT FROM people p
    JOIN scim_people s ON s.org_id = p.org_id AND s.person_id = p.id AND s.removed_at IS NULL
    JOIN scim_settings d ON d.org_id = p.org_id AND d.is_on
    WHERE p.account_id = $1 AND p.status = 'active'
) OR EXISTS (
    SELECT FROM people p
    JOIN sso_connections c ON c.org_id = p.org_id AND c.is_on
    JOIN email_domains d ON d.org_id = p.org_id AND d.state = 'proven' AND d.domain = split_part(p.email_key, '@', 2)
    WHERE p.account_id = $1 AND p.status = 'active'
) AS is_kept
