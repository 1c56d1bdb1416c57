-- What waits for another owner since somebody left is looked for from those who left: few, beside all that is owned.
CREATE INDEX people_who_left ON people (org_id, id) WHERE status = 'deactivated';

-- What somebody who leaves was to clear is looked for from them; most check-ins name nobody.
CREATE INDEX check_ins_by_blocker_owner ON check_ins (org_id, blocker_owner_id) WHERE blocker_owner_id IS NOT NULL;
