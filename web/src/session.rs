//! Who is using the app.

use std::{cell::RefCell, sync::Arc};

use futures::channel::oneshot;
use leptos::{prelude::*, reactive::graph::Observer};
use shared::{
    access::{Permission, Relation, Role, can},
    accounts::{Me, ReadMe},
    operation::{Access, Nothing, Operation},
    problem::{Code, Problem},
};

use crate::client;

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
    expired: RwSignal<bool>,
}

thread_local! {
    // Not in the context, because calls need it after their component's `await`.
    static HERE: RefCell<Option<Session>> = const { RefCell::new(None) };
    static WAITING: RefCell<Vec<oneshot::Sender<bool>>> = const { RefCell::new(Vec::new()) };
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
                Self { visitor, role, expired: RwSignal::new(false) }
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
            Ok(me) => Visitor::Member(Arc::new(me)),
            Err(problem) if problem.code == Code::Unauthenticated => Visitor::Nobody,
            Err(problem) => Visitor::Unreachable(problem),
        };
        self.visitor.set(visitor);
    }

    /// Somebody has logged in, or goes on in another organisation.
    pub fn enter(self, me: Me) {
        self.visitor.set(Visitor::Member(Arc::new(me)));
        self.settle(true);
    }

    /// Nobody is logged in any more.
    pub fn leave(self) {
        self.visitor.set(Visitor::Nobody);
        self.settle(false);
    }

    /// Whether somebody was logged in a moment ago.
    pub fn is_member(self) -> bool {
        self.visitor.with_untracked(|visitor| matches!(visitor, Visitor::Member(_)))
    }

    /// Whether the log-in sheet lies over the page.
    pub const fn expired(self) -> RwSignal<bool> {
        self.expired
    }

    /// Opens the log-in sheet and waits: true once logged in again, false if the visitor leaves instead.
    pub async fn log_in_again(self) -> bool {
        let (done, outcome) = oneshot::channel();
        WAITING.with_borrow_mut(|waiting| waiting.push(done));
        self.expired.set(true);
        outcome.await.unwrap_or(false)
    }

    /// Whether requests wait for the log-in sheet.
    pub fn is_waiting(self) -> bool {
        WAITING.with_borrow(|waiting| !waiting.is_empty())
    }

    fn settle(self, entered: bool) {
        // First the requests, so that the closing sheet isn't taken for somebody leaving.
        for waiting in WAITING.take() {
            // A page that no longer waits needs no answer.
            let _ = waiting.send(entered);
        }
        self.expired.set(false);
    }
}
