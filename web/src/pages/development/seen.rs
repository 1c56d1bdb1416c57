//! Somebody's development as somebody else sees it: to look at, not to use.

use leptos::prelude::*;
use shared::development::{Assessment, CompetencyStanding, Development, DevelopmentStep};

use crate::{
    text::{development as text, format},
    ui::{Badge, Tone},
};

/// How they stand, and the plan.
#[component]
pub fn Seen(detail: Development) -> impl IntoView {
    let levels = detail.levels;
    let word = |level: u8| text::level(&levels, level);
    let said = |word_of: Option<&Assessment>| word_of.map(|said| word(said.level));
    let standing = |one: CompetencyStanding| {
        let line = text::standing(one.expected.map(word), said(one.own.as_ref()), said(one.manager.as_ref()));
        let waits = one.other_waits.then(|| view! { <Badge tone=Tone::Accent>{text::OTHER_WAITS}</Badge> });
        view! {
            <li class="spread">
                <div class="grow">
                    <p class="strong">{one.competency.name}</p>
                    <p class="small muted">{line}</p>
                </div>
                {one.gap.map(|gap| view! { <Badge bare=true>{text::gap(gap)}</Badge> })}
                {waits}
            </li>
        }
    };
    let step = |one: DevelopmentStep| {
        let due = one.due_on.map(|day| {
            view! { <p class="small muted">{format!("{} {}", text::UNTIL, format::day(day))}</p> }
        });
        let agreed = if one.agreed_by_person && one.agreed_by_manager { text::AGREED } else { text::NOT_AGREED };
        view! {
            <li class="spread">
                <div class="grow"><p class="strong">{one.body}</p>{due}</div>
                <Badge bare=true>{agreed}</Badge>
            </li>
        }
    };
    let standings = detail.standings.into_iter().map(standing).collect_view();
    let none = detail.steps.is_empty().then(|| view! { <p class="small muted">{text::NO_STEPS}</p> });
    let steps = detail.steps.into_iter().map(step).collect_view();
    view! {
        <section class="card stack"><h2>{text::STANDING}</h2><ul class="stack tight">{standings}</ul></section>
        <section class="card stack"><h2>{text::PLAN}</h2>{none}<ul class="stack tight">{steps}</ul></section>
    }
}
