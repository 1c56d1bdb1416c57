-- From where a session was last used, noted with the time; empty until it is used after its log-in.
ALTER TABLE sessions ADD COLUMN last_address text NOT NULL DEFAULT '';
