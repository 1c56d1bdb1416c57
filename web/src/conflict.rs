//! After a lost race: what they changed goes where nothing was changed here, and what both changed stands side by side, so
//! that the next save is a decision.

use leptos::{html, prelude::*};

use crate::{
    text::problems as text,
    ui::{Banner, Button, ButtonSize, Toasts, Tone},
};

/// A field that both changed, each to something else.
#[derive(Clone)]
pub struct Both {
    name: &'static str,
    mine: Signal<String>,
    theirs: String,
    take: Callback<()>,
}

/// Takes over what they changed from `old` to `new`, unless it was changed here as well. `shown` says a value in words.
pub fn merged<T>(
    name: &'static str,
    mine: RwSignal<T>,
    old: &T,
    new: T,
    shown: impl Fn(&T) -> String + Send + Sync + 'static,
) -> Option<Both>
where
    T: PartialEq + Clone + Send + Sync + 'static,
{
    merged_by(name, mine.into(), move |new| mine.set(new), old, new, shown)
}

/// The same of what is typed into several boxes; `set` puts something in their place.
pub fn merged_by<T>(
    name: &'static str,
    mine: Signal<T>,
    set: impl Fn(T) + Send + Sync + 'static,
    old: &T,
    new: T,
    shown: impl Fn(&T) -> String + Send + Sync + 'static,
) -> Option<Both>
where
    T: PartialEq + Clone + Send + Sync + 'static,
{
    let typed = mine.get_untracked();
    if new == *old || typed == new {
        return None;
    }
    if typed == *old {
        set(new);
        return None;
    }
    let theirs = shown(&new);
    let take = Callback::new(move |()| set(new.clone()));
    Some(Both { name, mine: Signal::derive(move || mine.with(&shown)), theirs, take })
}

/// What both changed, above the form.
#[derive(Clone, Copy)]
pub struct Conflict {
    both: RwSignal<Vec<Both>>,
    toasts: Toasts,
}

impl Conflict {
    /// None yet.
    pub fn new() -> Self {
        Self { both: RwSignal::new(Vec::new()), toasts: Toasts::here() }
    }

    /// After the merge of all fields.
    pub fn tell(self, both: impl IntoIterator<Item = Option<Both>>) {
        let both: Vec<_> = both.into_iter().flatten().collect();
        if both.is_empty() {
            self.toasts.good(text::MERGED);
        }
        self.both.set(both);
    }
}

impl Default for Conflict {
    fn default() -> Self {
        Self::new()
    }
}

/// The fields that both changed: theirs beside one's own as it is typed.
#[component]
pub fn BothChanged(conflict: Conflict) -> impl IntoView {
    let Conflict { both, .. } = conflict;
    let node = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if both.with(|both| !both.is_empty()) {
            request_animation_frame(move || {
                if let Some(news) = node.get_untracked() {
                    let _ = news.focus();
                }
            });
        }
    });
    let one = move |field: Both| {
        let Both { name, mine, theirs, take } = field;
        let take = move || {
            take.run(());
            both.update(|both| both.retain(|other| other.name != name));
        };
        view! {
            <div class="both-changed">
                <p class="strong">{name}</p>
                <dl>
                    <div><dt>{text::MINE}</dt><dd>{move || mine.get()}</dd></div>
                    <div><dt>{text::THEIRS}</dt><dd>{theirs}</dd></div>
                </dl>
                <Button size=ButtonSize::Small on_press=take>
                    {text::TAKE_THEIRS}<span class="visually-hidden">{format!(": {name}")}</span>
                </Button>
            </div>
        }
    };
    view! {
        <div class="news" tabindex="-1" node_ref=node>
            <Show when=move || both.with(|both| !both.is_empty())>
                <Banner tone=Tone::Warn title=text::CHANGED_BY_BOTH>
                    <p>{text::CHANGED_BY_BOTH_DETAIL}</p>
                    <For each=move || both.get() key=|field| field.name children=one />
                </Banner>
            </Show>
        </div>
    }
}
