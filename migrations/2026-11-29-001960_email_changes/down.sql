DROP POLICY auth_reads ON scim_people;
DROP POLICY auth_reads ON scim_settings;
REVOKE SELECT (org_id, person_id, removed_at) ON scim_people FROM pt_auth;
REVOKE SELECT (org_id, is_on) ON scim_settings FROM pt_auth;

DROP INDEX link_tokens_by_account;
DELETE FROM link_tokens WHERE purpose = 'email_change';
ALTER TABLE link_tokens DROP CONSTRAINT link_tokens_email_change;
ALTER TABLE link_tokens DROP CONSTRAINT link_tokens_purpose_check;
ALTER TABLE link_tokens ADD CONSTRAINT link_tokens_purpose_check
    CHECK (purpose IN ('sign_up', 'invitation', 'password_reset'));
