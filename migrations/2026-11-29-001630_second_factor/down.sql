DROP FUNCTION take_second_factor;
DROP FUNCTION people_with_second_factor;
DROP FUNCTION enter_tenant;
DROP FUNCTION has_second_factor;
ALTER TABLE organisations DROP COLUMN second_factor;
ALTER TABLE sessions DROP COLUMN methods;
DROP TABLE pending_log_ins;
DROP TABLE recovery_codes;
DROP TABLE totp_factors;
