//! Who is using the app.

use std::{cell::RefCell, sync::Arc};

use chrono::NaiveDate;
use futures::channel::oneshot;
use leptos::{prelude::*, reactive::graph::Observer};
use shared::{
    access::{Permission, Relation, Role, can},
    accounts::{Me, ReadMe},
    operation::{Access, Nothing, Operation},
    problem::{Code, Problem},
    wire::PersonId,
};

use crate::{client, text::format};

/// Three-valued, so that nothing flashes while the answer is on its way.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Visitor {
    /// Not known yet.
    #[default]
    Unknown,
    /// The question failed: no connection, or the server is down.
    Unreachable(Problem),
    /// Not logged in.
    Nobody,
    /// Logged in.
    Member(Arc<Me>),
}

/// The session, the same everywhere in the app.
#[derive(Clone, Copy)]
pub struct Session {
    visitor: RwSignal<Visitor>,
    role: Memo<Option<Role>>,
    asking: RwSignal<bool>,
    lapsed: RwSignal<bool>,
    proving: RwSignal<bool>,
}

thread_local! {
    // Not in the context, because calls need it after their component's `await`.
    static HERE: RefCell<Option<Session>> = const { RefCell::new(None) };
    static WAITING: RefCell<Vec<oneshot::Sender<bool>>> = const { RefCell::new(Vec::new()) };
    static UNPROVED: RefCell<Vec<oneshot::Sender<bool>>> = const { RefCell::new(Vec::new()) };
}

impl Session {
    /// The session. First called by the app's frame, whose life its signals share.
    pub fn here() -> Self {
        HERE.with_borrow_mut(|here| {
            *here.get_or_insert_with(|| {
                let visitor = RwSignal::new(Visitor::Unknown);
                let role = Memo::new(move |_| match &*visitor.read() {
                    Visitor::Member(me) => Some(me.role),
                    _ => None,
                });
                let off = || RwSignal::new(false);
                Self { visitor, role, asking: off(), lapsed: off(), proving: off() }
            })
        })
    }

    /// Who it is. Reactive.
    pub fn visitor(self) -> Visitor {
        self.visitor.get()
    }

    /// Who is logged in, if anybody. Reactive where something can react; a component's body asks once, since another
    /// visitor draws the frame anew.
    pub fn me(self) -> Option<Arc<Me>> {
        let visitor = if Observer::get().is_some() { self.visitor.get() } else { self.visitor.get_untracked() };
        match visitor {
            Visitor::Member(me) => Some(me),
            _ => None,
        }
    }

    /// The day it is in the organisation: what is due, and which week it is, goes by its days and not the reader's.
    pub fn org_today(self) -> NaiveDate {
        let zone = self.visitor.with_untracked(|visitor| match visitor {
            Visitor::Member(me) => Some(me.organisation.time_zone.clone()),
            _ => None,
        });
        zone.map_or_else(format::today, |zone| format::today_in(&zone))
    }

    /// The role, if anybody is logged in. Reactive, as [`me`](Self::me); but whoever logs in again in the same role
    /// changes nothing, so that no page is drawn anew over what was being typed.
    pub fn role(self) -> Option<Role> {
        if Observer::get().is_some() { self.role.get() } else { self.role.get_untracked() }
    }

    /// Whether to offer something, at the relation in which the visitor stands to it. Reactive.
    pub fn can(self, permission: &Permission, relation: Relation) -> bool {
        self.role().is_some_and(|role| can(role, permission, relation))
    }

    /// Whether an operation is ever open to the visitor. Reactive.
    pub fn may<O: Operation>(self) -> bool {
        match (O::ACCESS, self.role()) {
            (Access::Public, _) | (Access::Session, Some(_)) => true,
            (Access::May(permission), Some(role)) => shared::access::can_ever(role, permission),
            (_, None) => false,
        }
    }

    /// Asks the server who is logged in.
    pub async fn load(self) {
        let visitor = match client::call::<ReadMe>(Nothing {}, Nothing {}, ()).await {
            Ok(me) => {
                format::go_by(me.organisation.sandbox_days_ahead.unwrap_or_default());
                Visitor::Member(Arc::new(me))
            }
            Err(problem) if problem.code == Code::Unauthenticated => Visitor::Nobody,
            Err(problem) => Visitor::Unreachable(problem),
        };
        self.visitor.set(visitor);
    }

    /// Somebody has logged in, or goes on in another organisation.
    pub fn enter(self, me: Me) {
        self.lapsed.set(false);
        format::go_by(me.organisation.sandbox_days_ahead.unwrap_or_default());
        self.visitor.set(Visitor::Member(Arc::new(me)));
        self.settle(true);
    }

    /// Nobody is logged in any more. What waited is not sent.
    pub fn leave(self) {
        self.lapsed.set(false);
        self.visitor.set(Visitor::Nobody);
        self.settle(false);
        self.proved(false);
    }

    /// The visitor has put the log-in sheet away. What waited fails; the page stays, with all that was typed.
    pub fn put_off(self) {
        self.lapsed.set(true);
        self.settle(false);
    }

    /// As whom the app is used: a membership, so that another organisation is another person.
    pub fn person(self) -> Option<PersonId> {
        self.visitor.with_untracked(|visitor| match visitor {
            Visitor::Member(me) => Some(me.person_id),
            _ => None,
        })
    }

    /// Whether the log-in sheet lies over the page.
    pub const fn asking(self) -> RwSignal<bool> {
        self.asking
    }

    /// Whether the session has ended and the sheet was put away. Reactive.
    pub fn lapsed(self) -> bool {
        self.lapsed.get()
    }

    /// Opens the log-in sheet and waits: true once `person` is back. False if they put it off or leave, and if somebody
    /// else came instead: what was asked in one name must never be done in another.
    pub async fn log_in_again(self, person: PersonId) -> bool {
        let (done, outcome) = oneshot::channel();
        WAITING.with_borrow_mut(|waiting| waiting.push(done));
        self.asking.set(true);
        outcome.await.unwrap_or(false) && self.person() == Some(person)
    }

    /// Whether the sheet was put away already, so that reading must not open it again and again.
    pub fn is_put_off(self) -> bool {
        self.lapsed.get_untracked()
    }

    /// Does something when the visitor is back who had put the sheet off: what failed meanwhile is asked again.
    pub fn on_return(self, act: impl Fn() + 'static) {
        let act: Box<dyn Fn()> = Box::new(act);
        Effect::new(move |before: Option<bool>| {
            let lapsed = self.lapsed.get();
            if before == Some(true) && !lapsed && self.person().is_some() {
                act();
            }
            lapsed
        });
    }

    /// Whether requests wait for the log-in sheet.
    pub fn is_waiting(self) -> bool {
        WAITING.with_borrow(|waiting| !waiting.is_empty())
    }

    /// Whether the question lies over the page if it's still who logged in.
    pub const fn proving(self) -> RwSignal<bool> {
        self.proving
    }

    /// Opens that question and waits: true once `person` has answered it.
    pub async fn prove(self, person: PersonId) -> bool {
        let (done, outcome) = oneshot::channel();
        UNPROVED.with_borrow_mut(|waiting| waiting.push(done));
        self.proving.set(true);
        outcome.await.unwrap_or(false) && self.person() == Some(person)
    }

    /// The question was answered, or put away: then what waited fails.
    pub fn proved(self, answered: bool) {
        for waiting in UNPROVED.take() {
            // A page that no longer waits needs no answer.
            let _ = waiting.send(answered);
        }
        self.proving.set(false);
    }

    fn settle(self, entered: bool) {
        // First the requests, so that the closing sheet isn't taken for somebody leaving.
        for waiting in WAITING.take() {
            // A page that no longer waits needs no answer.
            let _ = waiting.send(entered);
        }
        self.asking.set(false);
    }
}

#[cfg(test)]
mod tests {
    use futures::FutureExt;
    use shared::organisations::{Directory, Organisation};
    use uuid::Uuid;

    use super::*;

    fn somebody(person: u128) -> Me {
        let person_id = PersonId(Uuid::from_u128(person));
        Me {
            person_id,
            name: "Ada".to_owned(),
            email: "ada@example.com".to_owned(),
            role: Role::Employee,
            organisation: Organisation {
                name: "Heron Works".to_owned(),
                time_zone: "UTC".to_owned(),
                week_starts_on: shared::organisations::WeekStart::Monday,
                directory: Directory::Organisation,
                check_in_days: 7,
                second_factor: shared::accounts::SecondFactorPolicy::Optional,
                closes_at: None,
                sandbox_days_ahead: None,
                version: 1,
            },
            organisations: Vec::new(),
            second_factor: shared::accounts::SecondFactorState::Optional,
            by_provider: false,
            expires_at: chrono::DateTime::UNIX_EPOCH,
        }
    }

    /// Whether a request of person 1 that waits for the sheet is sent after what `happens`.
    fn is_sent_after(happens: impl FnOnce(Session)) -> bool {
        Owner::new().with(|| {
            HERE.set(None);
            let session = Session::here();
            session.enter(somebody(1));
            let mut waiting = Box::pin(session.log_in_again(PersonId(Uuid::from_u128(1))));
            assert_eq!((&mut waiting).now_or_never(), None);
            assert!(session.is_waiting() && session.asking.get_untracked());
            happens(session);
            assert!(!session.asking.get_untracked());
            waiting.now_or_never().expect("settled")
        })
    }

    #[test]
    fn what_waited_is_sent_for_the_same_person_only() {
        assert!(is_sent_after(|session| session.enter(somebody(1))));
        assert!(!is_sent_after(|session| session.enter(somebody(2))));
        assert!(!is_sent_after(Session::leave));
        assert!(!is_sent_after(Session::put_off));
    }

    #[test]
    fn what_waits_for_a_proof_is_sent_once_it_is_given_and_else_fails() {
        let is_sent_after = |happens: fn(Session)| {
            Owner::new().with(|| {
                HERE.set(None);
                let session = Session::here();
                session.enter(somebody(1));
                let mut waiting = Box::pin(session.prove(PersonId(Uuid::from_u128(1))));
                assert_eq!((&mut waiting).now_or_never(), None);
                assert!(session.proving.get_untracked());
                happens(session);
                assert!(!session.proving.get_untracked());
                waiting.now_or_never().expect("settled")
            })
        };
        assert!(is_sent_after(|session| session.proved(true)));
        assert!(!is_sent_after(|session| session.proved(false)));
        assert!(!is_sent_after(Session::leave));
    }

    #[test]
    fn whoever_puts_the_sheet_off_stays_on_the_page() {
        assert!(!is_sent_after(|session| {
            session.put_off();
            assert!(session.person().is_some() && session.is_put_off());
            session.enter(somebody(1));
            assert!(!session.is_put_off());
        }));
    }
}
