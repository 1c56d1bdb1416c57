-- A link that makes a new address the one an account logs in with. It is the account's, and `payload` holds the address.
ALTER TABLE link_tokens DROP CONSTRAINT link_tokens_purpose_check;
ALTER TABLE link_tokens ADD CONSTRAINT link_tokens_purpose_check
    CHECK (purpose IN ('sign_up', 'invitation', 'password_reset', 'email_change'));
ALTER TABLE link_tokens ADD CONSTRAINT link_tokens_email_change
    CHECK (purpose <> 'email_change' OR (account_id IS NOT NULL AND org_id IS NULL));
CREATE INDEX link_tokens_by_account ON link_tokens (account_id, purpose) WHERE used_at IS NULL;

-- Whom a directory keeps: their address is changed there, or the two would say different things.
GRANT SELECT (org_id, is_on) ON scim_settings TO pt_auth;
GRANT SELECT (org_id, person_id, removed_at) ON scim_people TO pt_auth;
CREATE POLICY auth_reads ON scim_settings FOR SELECT TO pt_auth USING (true);
CREATE POLICY auth_reads ON scim_people FOR SELECT TO pt_auth USING (true);
