//! Who reads which answer about somebody, and when (`product.md`, `workflows.md` 2.2 and 2.5).

use crate::{access::Relation, readers::RecordSight};

use super::super::{
    cycles::{ReviewNaming, ReviewStage},
    form::{ReviewForm, ReviewReader, ReviewRelation},
};

/// Who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker {
    /// How they stand to the person the answers are about; the strongest.
    pub stands: Stands,
    /// They have a review about this person to hand in: as long as they can, they read nobody else's before.
    pub owes: bool,
}

/// How somebody who asks stands to the person.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stands {
    /// They are the person.
    Subject,
    /// They lead the person, at any distance.
    Above,
    /// They are an Admin, and neither of these.
    Admin,
    /// They are none of these, and an Admin gave them sight of it.
    Viewer,
}

impl Stands {
    /// By the relation in which somebody sees a packet.
    pub const fn of(relation: Relation) -> Self {
        match relation {
            Relation::Own => Self::Subject,
            Relation::Report => Self::Above,
            Relation::Shared(_) => Self::Viewer,
            Relation::Organisation => Self::Admin,
        }
    }
}

/// Where a packet stands when it is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Where the cycle stands.
    pub stage: ReviewStage,
    /// Whether the person has the packet.
    pub released: bool,
}

/// How a cycle hides who wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hiding {
    /// Who learns who wrote what peers and reports say.
    pub naming: ReviewNaming,
    /// Fewer answers than these are never shown, where they have no names.
    pub minimum: usize,
}

/// What becomes of one side's answers to one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// With the names of who gave them.
    Named,
    /// Without names, mixed.
    Unnamed,
    /// Said to be too few.
    TooFew,
    /// Not even said to be there.
    Nothing,
}

/// Whether nothing is written any more. Calibrating counts: who hasn't written by then reads what others wrote. Answers
/// without names wait for sharing all the same, since from calibrating there is a way back to writing.
pub const fn is_over(stage: ReviewStage) -> bool {
    !matches!(stage, ReviewStage::Draft | ReviewStage::Nominating | ReviewStage::Writing)
}

/// Whether answers of this side keep their author to themselves: from everybody, or from everybody but Admins. Whatever
/// isn't shown question by question, such as that somebody has written, is hidden from Admins just the same.
pub const fn is_hidden(side: ReviewRelation, naming: ReviewNaming) -> bool {
    matches!(side, ReviewRelation::Peer | ReviewRelation::Upward) && !matches!(naming, ReviewNaming::Named)
}

/// Whether they keep their author from whoever stands so.
pub const fn is_hidden_from(stands: Stands, side: ReviewRelation, naming: ReviewNaming) -> bool {
    is_hidden(side, naming) && !(matches!(naming, ReviewNaming::Confidential) && matches!(stands, Stands::Admin))
}

/// What `asker` reads of the answers of `side` to a question for `reader`, of which `answers` are handed in.
///
/// 1. The person reads their own answers at any time, others' once the packet is released, and only what is for them.
/// 2. Whoever leads the person reads what is for managers, once they owe no review about them. Who hasn't written by the
///    end of writing reads it then: somebody has to talk it over.
/// 3. Admins read all of it; one who leads the person or is the person has no more than others there, but for what is
///    for Admins.
/// 4. Whoever was given sight of it reads what is for managers, and nothing that a manager wouldn't.
/// 5. Answers without names are shown all at once, from sharing on, and never fewer than the minimum: what is new
///    from one look to the next would tell whose it is. That holds for everybody, but where answers are confidential:
///    there Admins who neither are the person nor lead them read whose they are.
pub fn shown(
    asker: Asker,
    moment: Moment,
    hiding: Hiding,
    side: ReviewRelation,
    reader: ReviewReader,
    is_admin: bool,
    answers: usize,
) -> Shown {
    let own = asker.stands == Stands::Subject && side == ReviewRelation::Own;
    let owes = asker.owes && !is_over(moment.stage);
    let may = match asker.stands {
        Stands::Subject => own || (moment.released && reader == ReviewReader::Subject),
        Stands::Above => !owes && (reader >= ReviewReader::Manager || is_admin),
        Stands::Admin => !owes,
        Stands::Viewer => !owes && reader >= ReviewReader::Manager,
    };
    if !may {
        return Shown::Nothing;
    }
    if !is_hidden_from(asker.stands, side, hiding.naming) {
        return if answers == 0 { Shown::Nothing } else { Shown::Named };
    }
    let over = matches!(moment.stage, ReviewStage::Sharing | ReviewStage::Closed);
    match over {
        false => Shown::Nothing,
        true if answers < hiding.minimum => Shown::TooFew,
        true => Shown::Unnamed,
    }
}

/// What somebody reads of a side as of a day that has passed, who reads `now` of it and would have read `then`: never more than
/// either. Answers without names are read only where the person had it then and has it now (`released`), and then as they stand
/// now: whatever changed from one day to the next would tell whose it is, to Admins too.
pub fn shown_as_of(now: Shown, then: Shown, side: ReviewRelation, naming: ReviewNaming, released: bool) -> Shown {
    if is_hidden(side, naming) && !released {
        return Shown::Nothing;
    }
    match (now, then) {
        (Shown::Nothing, _) | (_, Shown::Nothing) => Shown::Nothing,
        (Shown::TooFew, _) | (_, Shown::TooFew) => Shown::TooFew,
        (Shown::Unnamed, _) | (_, Shown::Unnamed) => Shown::Unnamed,
        (Shown::Named, Shown::Named) => Shown::Named,
    }
}

/// How much somebody reads in the end of what these sides are asked: once the person has it, nobody owes anything, and
/// enough have answered. `None` if nothing of it is for them.
pub fn sight(
    stands: Stands,
    hiding: Hiding,
    is_admin: bool,
    form: &ReviewForm,
    sides: &[ReviewRelation],
) -> Option<RecordSight> {
    let asker = Asker { stands, owes: false };
    let moment = Moment { stage: ReviewStage::Sharing, released: true };
    let enough = hiding.minimum.max(1);
    let (mut whole, mut any) = (true, false);
    for question in form.questions() {
        for side in question.answered_by.iter().filter(|side| sides.contains(side)) {
            match shown(asker, moment, hiding, *side, question.read_by, is_admin, enough) {
                Shown::Named | Shown::Unnamed => any = true,
                Shown::TooFew | Shown::Nothing => whole = false,
            }
        }
    }
    any.then_some(if whole { RecordSight::All } else { RecordSight::Part })
}

/// Whether `asker` reads the rating that calibration settles: the person once they have the packet; others with what the
/// manager answered, from calibrating on. Nobody reads it of who is above them (`below`) before that person has it;
/// as little does whoever keeps out of their card, for whom `below` holds as long as ratings are compared.
pub fn shows_rating(asker: Asker, moment: Moment, below: bool) -> bool {
    let settling = matches!(moment.stage, ReviewStage::Calibrating | ReviewStage::Sharing | ReviewStage::Closed);
    match asker.stands {
        Stands::Subject => moment.released,
        Stands::Above | Stands::Admin | Stands::Viewer => settling && (moment.released || !below),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn asker() -> impl Strategy<Value = (Asker, bool)> {
        let stands = prop_oneof![Just(Stands::Subject), Just(Stands::Above), Just(Stands::Admin), Just(Stands::Viewer)];
        (stands, any::<bool>(), any::<bool>())
            .prop_map(|(stands, owes, admin)| (Asker { stands, owes }, admin || stands == Stands::Admin))
    }

    fn moment() -> impl Strategy<Value = Moment> {
        (prop::sample::select(ReviewStage::ALL), any::<bool>()).prop_map(|(stage, released)| Moment { stage, released })
    }

    proptest! {
        #[test]
        fn names_of_peers_and_reports_are_never_shown_where_that_was_promised(
            (asker, admin) in asker(), moment in moment(), minimum in 3usize..=10, answers in 0usize..20,
            side in prop::sample::select(ReviewRelation::ALL), reader in prop::sample::select(ReviewReader::ALL),
            confidential in any::<bool>(),
        ) {
            let naming = if confidential { ReviewNaming::Confidential } else { ReviewNaming::Unnamed };
            let hiding = Hiding { naming, minimum };
            let shown = shown(asker, moment, hiding, side, reader, admin, answers);
            let promised = !confidential || asker.stands != Stands::Admin;
            if promised && matches!(side, ReviewRelation::Peer | ReviewRelation::Upward) {
                prop_assert_ne!(shown, Shown::Named);
                prop_assert!(shown != Shown::Unnamed || answers >= minimum);
                prop_assert!(shown == Shown::Nothing || moment.stage >= ReviewStage::Sharing);
            }
        }

        #[test]
        fn confidential_is_with_names_for_admins_and_without_for_all_others(
            (asker, admin) in asker(), moment in moment(), answers in 0usize..20,
            side in prop::sample::select(ReviewRelation::ALL), reader in prop::sample::select(ReviewReader::ALL),
        ) {
            let by = |naming| shown(asker, moment, Hiding { naming, minimum: 4 }, side, reader, admin, answers);
            let as_if = if asker.stands == Stands::Admin { ReviewNaming::Named } else { ReviewNaming::Unnamed };
            prop_assert_eq!(by(ReviewNaming::Confidential), by(as_if));
        }

        #[test]
        fn the_person_reads_others_only_once_it_is_released_and_only_what_is_for_them(
            stage in prop::sample::select(ReviewStage::ALL), side in prop::sample::select(ReviewRelation::ALL),
            reader in prop::sample::select(ReviewReader::ALL), released in any::<bool>(), admin in any::<bool>(),
            naming in prop::sample::select(ReviewNaming::ALL),
        ) {
            let asker = Asker { stands: Stands::Subject, owes: false };
            let hiding = Hiding { naming, minimum: 4 };
            let shown = shown(asker, Moment { stage, released }, hiding, side, reader, admin, 9);
            if side != ReviewRelation::Own && (!released || reader != ReviewReader::Subject) {
                prop_assert_eq!(shown, Shown::Nothing);
            }
        }

        #[test]
        fn a_rating_is_shown_upwards_and_to_the_person_only_once_it_is_released(
            (asker, _) in asker(), moment in moment(), below in any::<bool>(),
        ) {
            let shows = shows_rating(asker, moment, below);
            if asker.stands == Stands::Subject || below {
                prop_assert!(!shows || moment.released);
            }
            prop_assert!(!shows || asker.stands == Stands::Subject || moment.stage >= ReviewStage::Calibrating);
        }

        #[test]
        fn whoever_was_given_sight_reads_no_more_than_a_manager(
            moment in moment(), owes in any::<bool>(), side in prop::sample::select(ReviewRelation::ALL),
            reader in prop::sample::select(ReviewReader::ALL), naming in prop::sample::select(ReviewNaming::ALL),
            answers in 0usize..9,
        ) {
            let hiding = Hiding { naming, minimum: 4 };
            let by = |stands| shown(Asker { stands, owes }, moment, hiding, side, reader, false, answers);
            prop_assert_eq!(by(Stands::Viewer), by(Stands::Above));
            if reader == ReviewReader::Admin {
                prop_assert_eq!(by(Stands::Viewer), Shown::Nothing);
            }
        }

        #[test]
        fn a_day_that_has_passed_shows_no_more_than_now_or_then_and_nothing_of_hidden_sides_before_the_release(
            (asker, admin) in asker(), now in moment(), then in moment(), answers in 0usize..20,
            side in prop::sample::select(ReviewRelation::ALL), reader in prop::sample::select(ReviewReader::ALL),
            naming in prop::sample::select(ReviewNaming::ALL),
        ) {
            let hiding = Hiding { naming, minimum: 4 };
            let at = |moment| shown(asker, moment, hiding, side, reader, admin, answers);
            let found = shown_as_of(at(now), at(then), side, naming, now.released && then.released);
            let much = |shown| match shown {
                Shown::Nothing => 0,
                Shown::TooFew => 1,
                Shown::Unnamed => 2,
                Shown::Named => 3,
            };
            prop_assert!(much(found) <= much(at(now)) && much(found) <= much(at(then)));
            if is_hidden(side, naming) && !(now.released && then.released) {
                prop_assert_eq!(found, Shown::Nothing);
            }
        }

        #[test]
        fn who_owes_a_review_reads_nobody_elses(
            (asker, admin) in asker(), moment in moment(), side in prop::sample::select(ReviewRelation::ALL),
            reader in prop::sample::select(ReviewReader::ALL),
        ) {
            let asker = Asker { owes: true, ..asker };
            prop_assume!(asker.stands != Stands::Subject && !is_over(moment.stage));
            let hiding = Hiding { naming: ReviewNaming::Named, minimum: 4 };
            prop_assert_eq!(shown(asker, moment, hiding, side, reader, admin, 9), Shown::Nothing);
        }
    }
}
