-- Whether the provider was told to have somebody prove anew who they are: one that doesn't say when they did is believed about this
-- moment then, and else about none.
ALTER TABLE sso_attempts ADD COLUMN again boolean NOT NULL DEFAULT false;
