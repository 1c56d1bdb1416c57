ALTER TABLE review_submissions DROP COLUMN form_number;
DROP INDEX review_forms_by_corrected;
ALTER TABLE review_forms
    DROP CONSTRAINT review_forms_corrects,
    DROP CONSTRAINT review_forms_corrected,
    DROP COLUMN reason,
    DROP COLUMN corrects;
