-- The orders of the list of objectives that the key doesn't serve. The expression is the view's
-- `progress_order`.
CREATE INDEX objectives_by_title ON objectives (org_id, title, id);
CREATE INDEX objectives_by_progress ON objectives (org_id, (coalesce(progress, -1)), id);
