//! A box that takes effect at once: it shows what the server says.

use std::future::Future;

use leptos::prelude::*;
use shared::problem::Problem;

use crate::{attempt::Attempt, ui::Checkbox};

/// One box with an attempt of its own, whose news belong beside it.
#[derive(Clone, Copy)]
pub struct Tick {
    /// What went wrong with it.
    pub attempt: Attempt,
    shown: RwSignal<bool>,
    known: StoredValue<bool>,
}

impl Tick {
    /// A box that is ticked or not, as was read.
    pub fn new(ticked: bool) -> Self {
        Self { attempt: Attempt::new(), shown: RwSignal::new(ticked), known: StoredValue::new(ticked) }
    }

    /// Asks for a change; `ticked` reads from the answer how the box stands now.
    pub fn send<T: 'static>(
        self,
        work: impl Future<Output = Result<T, Problem>> + 'static,
        ticked: impl FnOnce(&T) -> bool + 'static,
        done: impl FnOnce(T) + 'static,
    ) {
        let work = async move {
            let answer = work.await;
            if let Ok(answer) = &answer {
                self.known.try_update_value(|known| *known = ticked(answer));
            }
            // Also after what failed: it stands as the server has it. The page may be gone by now.
            if let Some(known) = self.known.try_get_value() {
                self.shown.try_set(known);
            }
            answer
        };
        self.attempt.run(work, done);
    }

    /// The box. While a change is on its way it takes no other.
    pub fn view(self, label: String, hint: String, change: impl Fn(bool) + Send + Sync + 'static) -> AnyView {
        let change = move |(on,): (bool,)| change(on);
        let on_change = Callback::new(change);
        view! { <Checkbox checked=self.shown label hint busy=self.attempt.busy on_change /> }.into_any()
    }
}
