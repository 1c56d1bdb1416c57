-- By key, so that two replicas never wait for each other in a circle.
INSERT INTO spent_requests (minute, key, requests)
SELECT $1, new.key, new.requests FROM unnest($2, $3) AS new (key, requests) ORDER BY new.key
ON CONFLICT (minute, key) DO UPDATE SET requests = spent_requests.requests + excluded.requests
RETURNING key, requests
