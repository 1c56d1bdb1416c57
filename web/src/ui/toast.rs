//! Short news at the edge of the screen, read out politely.

use std::time::Duration;

use leptos::prelude::*;

use super::{
    button::{ButtonSize, IconButton},
    icon::{Glyph, Icon},
    tone::Tone,
};
use crate::text;

#[derive(Clone, PartialEq, Eq)]
struct Toast {
    number: u32,
    tone: Tone,
    sentence: String,
}

/// The news of the moment. Get it with [`Toasts::here`].
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    count: StoredValue<u32>,
}

impl Toasts {
    /// Makes the one list of the app and puts it in the context.
    pub fn provide() {
        provide_context(Self { shown: RwSignal::new(Vec::new()), count: StoredValue::new(0) });
    }

    /// The app's list.
    pub fn here() -> Self {
        use_context().unwrap_or_else(|| Self { shown: RwSignal::new(Vec::new()), count: StoredValue::new(0) })
    }

    /// Something worked. Goes away by itself.
    pub fn good(self, sentence: impl Into<String>) {
        let number = self.add(Tone::Good, sentence.into());
        set_timeout(move || self.remove(number), Duration::from_secs(7));
    }

    /// Something failed. Stays until dismissed.
    pub fn bad(self, sentence: impl Into<String>) {
        self.add(Tone::Bad, sentence.into());
    }

    fn add(self, tone: Tone, sentence: String) -> u32 {
        let number = self.count.get_value();
        self.count.set_value(number.wrapping_add(1));
        self.shown.update(|shown| {
            // Said again, it is the same news.
            shown.retain(|toast| toast.sentence != sentence);
            shown.push(Toast { number, tone, sentence });
        });
        number
    }

    fn remove(self, number: u32) {
        self.shown.update(|shown| shown.retain(|toast| toast.number != number));
    }
}

/// Where toasts appear; once, in the app's frame.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = Toasts::here();
    let one = move |toast: Toast| {
        let glyph = if toast.tone == Tone::Bad { Glyph::CircleAlert } else { Glyph::CircleCheck };
        view! {
            <div class=format!("toast {}", toast.tone.class())>
                <Icon glyph />
                <p class="grow">{toast.sentence}</p>
                <IconButton glyph=Glyph::X label=text::ui::DISMISS size=ButtonSize::Small on_press=move || toasts.remove(toast.number) />
            </div>
        }
    };
    view! {
        <div class="toasts" role="status" aria-live="polite" aria-relevant="additions">
            <For each=move || toasts.shown.get() key=|toast| toast.number children=one />
        </div>
    }
}
