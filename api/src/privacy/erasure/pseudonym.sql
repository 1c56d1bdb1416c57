-- Who they were goes: from here on they are $3. Their place in the tree and in teams stays, and so do numbers.
UPDATE people
SET name = $3, email = concat('erased-', id, '@erased.invalid'), email_key = concat('erased-', id, '@erased.invalid'),
    job_title = NULL, role = 'employee', start_date = NULL, external_id = NULL, invited_at = NULL, account_id = NULL,
    erased_at = coalesce(erased_at, now()), updated_at = now(), version = version + 1
WHERE org_id = $1 AND id = $2
