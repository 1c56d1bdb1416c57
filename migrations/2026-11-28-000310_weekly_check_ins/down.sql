DROP VIEW visible_weekly_check_ins;
DROP TABLE weekly_check_ins;
DROP TABLE weekly_settings;
