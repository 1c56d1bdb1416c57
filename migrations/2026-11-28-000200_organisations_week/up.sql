-- The day weeks begin on. Nothing that is kept depends on it but the weeks of weekly KPIs, which are made anew.
ALTER TABLE organisations ADD COLUMN week_starts_on text NOT NULL DEFAULT 'monday'
    CONSTRAINT organisations_week_starts_on_check CHECK (week_starts_on IN ('monday', 'saturday', 'sunday'));
