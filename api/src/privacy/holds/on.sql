-- Why somebody ($2) of the organisation ($1) may not be erased, if they mayn't: the latest hold on them, on the
-- organisation, or on somebody about whom they wrote what would go with them. Leavers are held by the same in
-- `retention/due.sql`.
SELECT h.reason
FROM legal_holds h
WHERE h.org_id = $1 AND h.lifted_at IS NULL
  AND (h.person_id IS NULL OR h.person_id = $2
       OR EXISTS (SELECT FROM feedback f
                  WHERE f.org_id = $1 AND f.author_id = $2 AND f.kind = 'note' AND f.subject_id = h.person_id)
       OR EXISTS (SELECT FROM reviews r
                  JOIN review_packets k ON k.org_id = r.org_id AND k.id = r.packet_id
                  WHERE r.org_id = $1 AND r.author_id = $2 AND r.state <> 'submitted' AND k.subject_id = h.person_id)
       OR EXISTS (SELECT FROM one_on_ones o
                  WHERE o.org_id = $1
                    AND (o.organiser_id = $2 AND o.partner_id = h.person_id
                         OR o.partner_id = $2 AND o.organiser_id = h.person_id))
       OR EXISTS (SELECT FROM meetings m
                  JOIN one_on_ones o ON o.org_id = m.org_id AND o.id = m.one_on_one_id
                  WHERE m.org_id = $1 AND m.guest_id = h.person_id AND $2 IN (o.organiser_id, o.partner_id)))
ORDER BY h.placed_at DESC, h.id
LIMIT 1
