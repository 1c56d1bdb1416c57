//! The shares of one thing: who sees it and why, with whom it is shared, and a new share.

use leptos::prelude::*;
use shared::{
    access::Relation,
    problem::{Code, Problem},
    shares::{AudienceQuery, GRANT, Share},
};

use super::{
    Thing,
    audience::AudienceList,
    deeds::Desk,
    form::ShareForm,
    lazy,
    list::{end, grantee},
    openings,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    fetch::Fetch,
    parts,
    session::Session,
    text::shares as text,
    ui::Badge,
};

/// What stands in the drawer.
#[component]
pub fn ShareDrawer(thing: Thing, relation: Relation) -> impl IntoView {
    let shares = Fetch::new(move || {
        let asked = thing.shares();
        async move {
            match asked {
                Some(asked) => asked.await,
                None => Err(Problem::new(Code::NotFound)),
            }
        }
    });
    let may_grant = Session::here().can(&GRANT, relation);
    let trial = RwSignal::new(AudienceQuery::default());
    let turn = RwSignal::new(0_u32);
    let changed = move || {
        shares.reload();
        turn.update(|turn| *turn = turn.wrapping_add(1));
    };
    let (looking, whom) = (RwSignal::new(false), RwSignal::new(None));
    let view_as = move |person| {
        whom.set(Some(person));
        looking.set(true);
    };
    let attempt = Attempt::new();
    let desk = Desk::new(attempt, changed);
    let one = move |share: Share| view! { <li><Row share may_grant desk /></li> };
    view! {
        {may_grant.then(|| view! { <section class="card stack"><h3>{text::SHARE}</h3><ShareForm thing trial done=changed /></section> })}
        <AudienceList thing query=trial turn view_as />
        {match thing {
            Thing::Objective(Some(id)) => openings::of_objective(id, relation),
            Thing::Kpi(Some(id)) => openings::of_kpi(id, relation),
            _ => ().into_any(),
        }}
        <section class="stack tight">
            <h3>{text::SHARED_WITH}</h3>
            <AttemptNews attempt reload=changed />
            {shares.view(move |list| {
                if list.items.is_empty() {
                    return view! { <p class="small muted">{text::NOT_SHARED}</p> }.into_any();
                }
                let several = may_grant && list.items.iter().filter(|share| share.holds).count() > 1;
                let revoke = several.then(|| desk.revoke_all(text::REVOKE_ALL.to_owned(), text::revoke_all_ask(), move || thing.revoke_all()));
                view! {
                    <ul class="share-list">{list.items.into_iter().map(one).collect_view()}</ul>
                    {revoke}
                }
                .into_any()
            })}
        </section>
        {desk.question()}
        {parts::once(move || looking.get(), move || lazy::view_as(thing, looking, whom))}
    }
}

#[component]
fn Row(share: Share, may_grant: bool, desk: Desk) -> impl IntoView {
    let past = (!share.holds).then(|| {
        let word = if share.revoked_at.is_some() { text::WAS_REVOKED } else { text::ENDED };
        view! { <Badge bare=true>{word}</Badge> }
    });
    let facts = format!("{} · {}", share.reason, text::until(&share.granted_by.name, &end(&share)));
    let named = grantee(&share.grantee);
    let level = text::level_of(&share);
    let deeds = (may_grant && share.holds).then(|| desk.deeds(&share));
    view! {
        <div class="stack snug">
            <div class="row tight"><span class="strong">{named}</span><Badge bare=true>{level}</Badge>{past}</div>
            <p class="small muted">{facts}</p>
            {deeds}
        </div>
    }
}
