DROP TABLE spent_requests;
