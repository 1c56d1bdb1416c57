-- Everything that is sealed: where it stands, for whom alone it may be written, its row, and what it is sealed for.
SELECT 'private_notes.sealed' AS place, org_id, writer_id AS person_id, ARRAY[meeting_id::text, writer_id::text] AS key,
       concat_ws('/', 'one_on_ones.private_note', org_id, writer_id, meeting_id) AS context, sealed
FROM private_notes
UNION ALL
SELECT 'team_channels.address', org_id, NULL, ARRAY[team_id::text],
       concat_ws('/', 'notifications.channel', org_id, team_id), address
FROM team_channels
UNION ALL
SELECT 'sso_connections.client_secret', org_id, NULL, ARRAY[]::text[],
       concat_ws('/', 'single_sign_on.client_secret', org_id), client_secret
FROM sso_connections
UNION ALL
SELECT 'webhook_endpoints.secret', org_id, NULL, ARRAY[id::text], concat_ws('/', 'webhooks.secret', org_id, id), secret
FROM webhook_endpoints
UNION ALL
SELECT 'webhook_endpoints.old_secret', org_id, NULL, ARRAY[id::text], concat_ws('/', 'webhooks.secret', org_id, id),
       old_secret
FROM webhook_endpoints WHERE old_secret IS NOT NULL
UNION ALL
SELECT 'pulse_surveys.seed', org_id, NULL, ARRAY[id::text], concat_ws('/', 'pulse.seed', org_id, id), seed
FROM pulse_surveys WHERE seed IS NOT NULL
UNION ALL
SELECT 'pulse_ballots.sheet', org_id, NULL, ARRAY[survey_id::text, encode(token_hash, 'hex')],
       concat_ws('/', 'pulse.sheet', org_id, survey_id), sheet
FROM pulse_ballots
UNION ALL
SELECT 'totp_factors.secret', NULL, NULL, ARRAY[account_id::text], concat_ws('/', 'accounts.totp', account_id), secret
FROM totp_factors
UNION ALL
SELECT 'certificates.sealed', NULL, NULL, ARRAY[name], concat_ws('/', 'tls.certificate', name), sealed
FROM certificates WHERE sealed IS NOT NULL
UNION ALL
SELECT 'acme_accounts.sealed', NULL, NULL, ARRAY[name], concat_ws('/', 'tls.account', name), sealed
FROM acme_accounts
