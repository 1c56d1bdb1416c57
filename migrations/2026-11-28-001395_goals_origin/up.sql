-- What an objective was carried into is asked for on the page of each that is closed.
CREATE INDEX objectives_by_origin ON objectives (org_id, carried_from_id) WHERE carried_from_id IS NOT NULL;
