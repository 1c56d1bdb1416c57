-- A question of a cycle that runs can be said in other words: another form of its template, which says what it corrects and
-- why. It never becomes the form that holds for new cycles.
ALTER TABLE review_forms
    ADD COLUMN corrects integer,
    ADD COLUMN reason   text,
    ADD CONSTRAINT review_forms_corrected CHECK ((corrects IS NULL) = (reason IS NULL)),
    ADD CONSTRAINT review_forms_corrects FOREIGN KEY (org_id, template_id, corrects)
        REFERENCES review_forms (org_id, template_id, number);
CREATE INDEX review_forms_by_corrected ON review_forms (org_id, template_id, corrects);

-- By which form it was written. Unknown of what was handed in before.
ALTER TABLE review_submissions ADD COLUMN form_number integer;
