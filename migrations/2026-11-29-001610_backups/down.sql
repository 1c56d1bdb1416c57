REVOKE SELECT ON __diesel_schema_migrations FROM pt_backup;
DROP TABLE backup_alerts;
DROP TABLE backups;
