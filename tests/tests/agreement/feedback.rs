//! Private feedback in a random organisation: the view shows to everybody what the rule says.

use perftrack_tests::{Database, db::run};
use shared::feedback::{
    Audience, FeedbackKind, VIEW,
    readers::{Standing, relation_of},
};
use uuid::Uuid;

use super::{
    SEEDS, agree, visible,
    world::{Dice, World},
};

struct Piece {
    id: Uuid,
    kind: FeedbackKind,
    author: usize,
    subject: usize,
    asker: usize,
    audience: Audience,
    managers_then: Vec<usize>,
}

fn pieces(world: &World, dice: &mut Dice) -> Vec<Piece> {
    let count = world.people.len();
    let piece = |dice: &mut Dice| {
        let kind = FeedbackKind::ALL[dice.roll(3)];
        let (author, subject) = (dice.roll(count), dice.roll(count));
        let (person, manager) = (dice.roll(2) == 0, dice.roll(3) > 0);
        let audience = match kind {
            FeedbackKind::Note => Audience::default(),
            _ => Audience {
                person: person || !manager,
                manager,
                chain: manager && dice.roll(2) == 0,
                later_managers: manager && dice.roll(2) == 0,
            },
        };
        // Half of them were written when somebody else stood above.
        let managers_then = if dice.roll(2) == 0 {
            let mut above: Vec<_> = (0..count).filter(|other| world.is_above(*other, subject)).collect();
            above.sort_by_key(|other| (0..count).filter(|third| world.is_above(*other, *third)).count());
            above
        } else {
            vec![dice.roll(count), dice.roll(count)]
        };
        Piece { id: Uuid::now_v7(), kind, author, subject, asker: dice.roll(count), audience, managers_then }
    };
    let made = (0..120).map(|_| piece(dice)).collect::<Vec<_>>();
    made.into_iter().filter(|piece| piece.kind == FeedbackKind::Note || piece.author != piece.subject).collect()
}

fn write(world: &World, pieces: &[Piece]) {
    let org = world.org;
    let mut sql = format!("BEGIN; SET LOCAL app.org_id = '{org}';");
    for piece in pieces {
        let [author, subject, asker] = [piece.author, piece.subject, piece.asker].map(|index| world.people[index].id);
        let (mut ask, mut asked_by) = ("NULL".to_owned(), "NULL".to_owned());
        if piece.kind == FeedbackKind::Asked {
            let (request, id) = (Uuid::now_v7(), Uuid::now_v7());
            (ask, asked_by) = (format!("'{id}'"), format!("'{asker}'"));
            sql += &format!(
                "INSERT INTO feedback_requests (org_id, id, asker_id, subject_id, question, to_person, to_manager,
                                                to_chain, to_later, purpose, due_on)
                 VALUES ('{org}', '{request}', '{asker}', '{subject}', 'Q', true, true, true, true, 'growth', '2026-12-31');
                 INSERT INTO feedback_asks (org_id, id, request_id, person_id)
                 VALUES ('{org}', '{id}', '{request}', '{author}');"
            );
        }
        let to = piece.audience;
        let then: Vec<_> = piece.managers_then.iter().map(|index| format!("'{}'", world.people[*index].id)).collect();
        sql += &format!(
            "INSERT INTO feedback (org_id, id, kind, author_id, subject_id, ask_id, asked_by, body, purpose, to_person,
                                   to_manager, to_chain, to_later, managers_then)
             VALUES ('{org}', '{}', '{}', '{author}', '{subject}', {ask}, {asked_by}, 'B', 'growth', {}, {}, {}, {},
                     ARRAY[{}]::uuid[]);",
            piece.id,
            piece.kind,
            to.person,
            to.manager,
            to.chain,
            to.later_managers,
            then.join(", ")
        );
    }
    run(&mut Database::shared().admin(), &format!("{sql} COMMIT"));
}

fn standing(world: &World, actor: usize, piece: &Piece) -> Standing {
    Standing {
        role: world.people[actor].role,
        author: piece.author == actor,
        subject: piece.subject == actor,
        asked: piece.kind == FeedbackKind::Asked && piece.asker == actor,
        manager_then: piece.managers_then.first() == Some(&actor),
        above_then: piece.managers_then.contains(&actor),
        manager_now: world.people[piece.subject].manager == Some(actor),
        above_now: world.is_above(actor, piece.subject),
    }
}

#[test]
fn of_feedback() {
    for seed in SEEDS {
        let world = World::new(seed);
        let pieces = pieces(&world, &mut Dice(seed ^ 0x5eed));
        write(&world, &pieces);
        let mut conn = Database::shared().connect_as("pt_app");
        for actor in (0..world.people.len()).filter(|actor| world.people[*actor].active) {
            let found = visible(&mut conn, &world, actor, "visible_feedback");
            let expected = pieces.iter().filter_map(|piece| {
                let relation = relation_of(standing(&world, actor, piece), piece.kind, piece.audience)?;
                Some((piece.id, relation))
            });
            agree(&world, actor, seed, expected.collect(), found, &VIEW);
        }
    }
}
