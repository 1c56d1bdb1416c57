//! What an objective supports, and what supports it.

use leptos::prelude::*;
use shared::goals::{EDIT, Objective};

use super::super::{href, marks};
use crate::{
    session::Session,
    text::goals as text,
    to,
    ui::{ButtonKind, ButtonSize, Glyph, LinkButton},
};

/// A card of links, with one more to something new unless it is to be read alone.
#[component]
pub fn Alignment(objective: Objective, children: Vec<Objective>, #[prop(optional)] read_only: bool) -> impl IntoView {
    let may_add = !read_only && Session::here().can(&EDIT, objective.relation) && !objective.state.is_closed();
    let add = may_add.then(|| {
        let new = format!("{}?parent={}", to::NEW_GOAL, objective.id);
        view! { <LinkButton href=new kind=ButtonKind::Quiet size=ButtonSize::Small icon=Glyph::Plus>{text::NEW}</LinkButton> }
    });
    let alone = objective.parent.is_none() && children.is_empty();
    let parent = objective.parent.map(|parent| {
        view! { <div class="stack snug"><h3 class="small muted">{text::ALIGNED_UNDER}</h3><a href=href(parent.id)>{parent.title}</a></div> }
    });
    let below = (!children.is_empty()).then(|| {
        let child = |child: Objective| {
            view! {
                <li class="stack snug">
                    <div class="spread"><a class="grow" href=href(child.id)>{child.title.clone()}</a>{marks::standing(&child)}</div>
                    {marks::progress(&child)}
                </li>
            }
        };
        view! {
            <div class="stack tight">
                <h3 class="small muted">{text::ALIGNED_BELOW}</h3>
                <ul class="stack">{children.into_iter().map(child).collect_view()}</ul>
            </div>
        }
    });
    view! {
        <section class="card stack">
            <div class="spread"><h2>{text::ALIGNMENT}</h2>{add}</div>
            {alone.then(|| view! { <p class="small muted">{text::UNALIGNED}</p> })}
            {parent}
            {below}
        </section>
    }
}
