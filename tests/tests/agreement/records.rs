//! What is written about people in a random organisation: the views show to everybody what the rule says, of which the
//! lists of who reads it are made.

use std::collections::BTreeSet;

use perftrack_tests::{Database, db::run, unique};
use shared::{
    access::Permission,
    development, one_on_ones,
    readers::{Matter, Standing, relation_of},
    reviews, weekly_check_ins,
};
use uuid::Uuid;

use super::{
    SEEDS, agree, visible,
    world::{Dice, World},
};

/// Something, and whom it is about.
type Thing = (Uuid, Vec<usize>);

struct Records {
    weeks: Vec<Thing>,
    developments: Vec<Thing>,
    meetings: Vec<Thing>,
    packets: Vec<Thing>,
}

impl Records {
    fn new(world: &World, dice: &mut Dice) -> Self {
        let count = world.people.len();
        let each = || (0..count).map(|person| (Uuid::now_v7(), vec![person])).collect::<Vec<_>>();
        let mut two = || {
            let (one, other) = (dice.roll(count), dice.roll(count));
            (one != other).then(|| [one.min(other), one.max(other)])
        };
        let pairs: BTreeSet<_> = (0..30).filter_map(|_| two()).collect();
        Self {
            weeks: each(),
            developments: world.people.iter().enumerate().map(|(index, person)| (person.id, vec![index])).collect(),
            meetings: pairs.into_iter().map(|two| (Uuid::now_v7(), two.to_vec())).collect(),
            packets: each(),
        }
    }

    fn kinds(&self) -> [(&'static str, Matter, &'static Permission, &[Thing]); 4] {
        [
            ("visible_weekly_check_ins", Matter::Week, &weekly_check_ins::VIEW, &self.weeks),
            ("visible_developments", Matter::Development, &development::VIEW, &self.developments),
            ("visible_meetings", Matter::Meeting, &one_on_ones::VIEW, &self.meetings),
            ("visible_review_packets", Matter::Packet, &reviews::VIEW, &self.packets),
        ]
    }

    fn write(&self, world: &World) {
        let (org, maker, cycle, template) = (world.org, world.people[0].id, Uuid::now_v7(), Uuid::now_v7());
        let name = unique();
        let mut sql = format!(
            "BEGIN; SET LOCAL app.org_id = '{org}';
             INSERT INTO review_templates (org_id, id, name, description) VALUES ('{org}', '{template}', '{name}', '');
             INSERT INTO review_forms (org_id, template_id, number, form, created_by)
             VALUES ('{org}', '{template}', 1, '{{}}', '{maker}');
             INSERT INTO review_cycles (org_id, id, name, stage, template_id, form_number, period_from, period_to, write_by,
                                        share_by, peers_least, peers_most, peer_load, naming, minimum, created_by)
             VALUES ('{org}', '{cycle}', 'C', 'writing', '{template}', 1, '2026-01-01', '2026-06-30',
                     '2026-07-20', '2026-07-31', 0, 3, 4, 'named', 5, '{maker}');"
        );
        let person = |index: usize| world.people[index].id;
        for (id, about) in &self.weeks {
            sql += &format!(
                "INSERT INTO weekly_check_ins (org_id, id, person_id, week)
                 VALUES ('{org}', '{id}', '{}', '2026-11-23');",
                person(about[0])
            );
        }
        for (id, about) in &self.meetings {
            let series = Uuid::now_v7();
            sql += &format!(
                "INSERT INTO one_on_ones (org_id, id, organiser_id, partner_id, rule, starts_on, starts_at, time_zone,
                                          minutes)
                 VALUES ('{org}', '{series}', '{}', '{}', 'FREQ=WEEKLY;BYDAY=TU', '2026-11-24', '10:00', 'UTC', 30);
                 INSERT INTO meetings (org_id, id, one_on_one_id, occurs_on, starts_at)
                 VALUES ('{org}', '{id}', '{series}', '2026-11-24', '2026-11-24 10:00Z');",
                person(about[0]),
                person(about[1])
            );
        }
        for (id, about) in &self.packets {
            sql += &format!(
                "INSERT INTO review_packets (org_id, id, cycle_id, subject_id)
                 VALUES ('{org}', '{id}', '{cycle}', '{}');",
                person(about[0])
            );
        }
        run(&mut Database::shared().admin(), &format!("{sql} COMMIT"));
    }
}

fn standing(world: &World, actor: usize, about: &[usize]) -> Standing {
    Standing {
        role: world.people[actor].role,
        own: about.contains(&actor),
        above: about.iter().any(|person| world.is_above(actor, *person)).then_some(1),
    }
}

#[test]
fn of_records() {
    for seed in SEEDS {
        let world = World::new(seed);
        let records = Records::new(&world, &mut Dice(seed ^ 0xbead));
        records.write(&world);
        let mut conn = Database::shared().connect_as("pt_app");
        for actor in (0..world.people.len()).filter(|actor| world.people[*actor].active) {
            for (view, matter, permission, things) in records.kinds() {
                let found = visible(&mut conn, &world, actor, view);
                let by_rule = |(id, about): &Thing| Some((*id, relation_of(standing(&world, actor, about), matter)?));
                agree(&world, actor, seed, things.iter().filter_map(by_rule).collect(), found, permission);
            }
        }
    }
}
