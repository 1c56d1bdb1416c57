DROP TABLE review_forms;
DROP TABLE review_templates;
