-- Two got a week more for what they have to write.
UPDATE reviews r SET due_on = c.write_by + 7
FROM review_packets k, review_cycles c, people p
WHERE r.org_id = current_org() AND r.state = 'assigned'
  AND k.org_id = r.org_id AND k.id = r.packet_id
  AND c.org_id = k.org_id AND c.id = k.cycle_id AND c.stage = 'writing'
  AND p.org_id = r.org_id AND p.id = r.author_id AND p.name IN ('Oluwaseun Bello', 'Emeka Eze')
