-- Ratings of the cycle $1 that people have got, after the packet $2, at most $3. What a second reader came to holds. Who was
-- not here from the first day to the last counts so many days less, as far as those days are known.
SELECT k.id AS packet_id, k.subject_id, s.name, s.email, s.external_id,
       p.not_rated AND d.rating IS NULL AS not_rated,
       coalesce(d.rating, p.final_rating) AS rating, d.packet_id IS NOT NULL AS disputed, d.outcome,
       greatest(0, least(c.period_to, coalesce((s.deactivated_at AT TIME ZONE o.time_zone)::date, c.period_to))
                   - greatest(c.period_from, coalesce(s.start_date, c.period_from)) + 1) AS days_counted
FROM visible_review_packets k
JOIN review_packets p ON p.org_id = k.org_id AND p.id = k.id
JOIN review_cycles c ON c.org_id = k.org_id AND c.id = k.cycle_id
JOIN people s ON s.org_id = k.org_id AND s.id = k.subject_id
JOIN organisations o ON o.org_id = k.org_id
LEFT JOIN review_disputes d ON d.org_id = k.org_id AND d.packet_id = k.id
WHERE k.org_id = current_org() AND k.cycle_id = $1 AND k.released_at IS NOT NULL
  AND (coalesce(d.rating, p.final_rating) IS NOT NULL OR p.not_rated) AND ($2 IS NULL OR k.id > $2)
ORDER BY k.id
LIMIT $3
