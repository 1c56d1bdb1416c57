-- So that it is looked at, should somebody turn it on.
INSERT INTO webhook_rounds (org_id) SELECT current_org() ON CONFLICT DO NOTHING
