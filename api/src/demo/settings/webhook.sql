-- $1 its id, $2 its secret, sealed. It is off, and its host can't be found by anybody (RFC 2606). What was sent there speaks of
-- events from before the log, which have numbers of their own: no event to come has one below 1.
WITH made AS (
    INSERT INTO webhook_endpoints (org_id, id, url, description, types, secret, shown_at, state, delivered_at, tried_at, position,
                                   created_by, created_at)
    SELECT current_org(), $1, 'https://hooks.harbour-vale.example/perftrack',
           'News for the screen in the canteen. Off until its new server is there.',
           ARRAY['objective.moved', 'kpi.threshold_crossed', 'praise.given'], $2, (current_day() - 50)::timestamptz, 'off',
           (current_day() - 4)::timestamptz + interval '9 hours', (current_day() - 3)::timestamptz + interval '15 hours', h.seq,
           current_person(), (current_day() - 50)::timestamptz
    FROM audit_heads h WHERE h.org_id = current_org()
    RETURNING org_id, id
), told (n, kind, state, ago, outcome, status, millis) AS (
    VALUES (1, 'praise.given', 'delivered', 12, 'delivered', 204, 81),
           (2, 'objectives.moved', 'delivered', 9, 'delivered', 204, 96),
           (3, 'praise.given', 'delivered', 6, 'delivered', 204, 74),
           (4, 'kpis.crossed', 'delivered', 4, 'delivered', 204, 112),
           (5, 'praise.given', 'dropped', 3, 'refused', 503, 2140)
), sent AS (
    INSERT INTO webhook_deliveries (org_id, id, webhook_id, event_seq, event_id, event_kind, state, tries, due_at, created_at,
                                    done_at)
    SELECT m.org_id, md5(concat('delivery ', m.id, t.n))::uuid, m.id, -t.n, md5(concat('event ', m.id, t.n))::uuid, t.kind, t.state,
           1, d.at, d.at, d.at + interval '6 hours'
    FROM made m
    CROSS JOIN told t
    CROSS JOIN LATERAL (SELECT (current_day() - t.ago)::timestamptz + interval '9 hours' AS at) d
    RETURNING org_id, id, created_at, event_seq
)
INSERT INTO webhook_attempts (org_id, delivery_id, number, at, outcome, status, millis)
SELECT s.org_id, s.id, 1, s.created_at, t.outcome, t.status, t.millis
FROM sent s JOIN told t ON -t.n = s.event_seq
