DROP TRIGGER audit_events_call_webhook_round ON audit_events;
DROP FUNCTION call_webhook_round;
DROP TABLE webhook_rounds;
DROP TABLE webhook_attempts;
DROP TABLE webhook_deliveries;
DROP TABLE webhook_endpoints;
DROP INDEX audit_events_by_id;
DROP VIEW visible_events;
DROP VIEW organisation_events;
