//! How somebody stands, competency by competency, and as a picture.

use leptos::prelude::*;
use shared::development::{ASSESS, Assessment, CompetencyStanding, Development};

use super::assess::AssessForm;
use crate::{
    fetch::Fetch,
    session::Session,
    text::{development as text, format},
    ui::{Badge, Button, ButtonSize, Column, DataTable, Dialog, Ink, Outline, RadarChart, Rows, Tone},
};

/// The chart and the table.
#[component]
pub fn StandingCard(now: Development, development: Fetch<Development>) -> impl IntoView {
    let subject = RwSignal::new(None::<CompetencyStanding>);
    let open = RwSignal::new(false);
    let may = Session::here().can(&ASSESS, now.relation);
    let (id, relation) = (now.person.id, now.relation);
    let levels = StoredValue::new(now.levels.clone());
    let track = now.track.as_ref().map(|track| view! { <p class="small muted">{text::on_track(&track.name)}</p> });
    let chart = (now.standings.len() >= 3).then(|| chart(&now));
    let said = move |one: Option<&Assessment>| {
        one.map(|one| {
            let comment = (!one.comment.is_empty()).then(|| view! { <p class="small muted">{one.comment.clone()}</p> });
            let level = levels.with_value(|levels| text::level(levels, one.level));
            view! { <div><p>{level}</p>{comment}<p class="tiny faint">{format::ago(one.created_at)}</p></div> }
        })
    };
    let columns = vec![
        Column::new("competency", text::COMPETENCY, |one: &CompetencyStanding| {
            view! { <div><p class="strong">{one.competency.name.clone()}</p><p class="small muted">{one.competency.description.clone()}</p></div> }
        }),
        Column::new("expected", text::EXPECTED, move |one: &CompetencyStanding| {
            one.expected.map(|level| levels.with_value(|levels| text::level(levels, level)))
        }),
        Column::new("own", text::OWN, move |one: &CompetencyStanding| said(one.own.as_ref())),
        Column::new("manager", text::MANAGER, move |one: &CompetencyStanding| said(one.manager.as_ref())),
        Column::new("gap", text::GAP, |one: &CompetencyStanding| {
            let waits = one.other_waits.then(|| view! { <Badge tone=Tone::Accent>{text::OTHER_WAITS}</Badge> });
            let gap = one.gap.map(|gap| {
                let tone = if gap == 0 { Tone::Good } else { Tone::Warn };
                view! { <Badge tone>{text::gap(gap)}</Badge> }
            });
            view! { <span>{gap}{waits}</span> }
        }),
        Column::new("actions", text::ACTIONS, move |one: &CompetencyStanding| {
            let mine = one.own.is_some() && relation == shared::access::Relation::Own
                || one.manager.is_some() && relation == shared::access::Relation::Report;
            let (deed, one) = (if mine { text::SAY_AGAIN } else { text::SAY }, one.clone());
            let named = text::of(deed, &one.competency.name);
            may.then(|| {
                view! {
                    <Button size=ButtonSize::Small on_press=move || {
                        subject.set(Some(one.clone()));
                        open.set(true);
                    }>
                        <span aria-hidden="true">{deed}</span><span class="visually-hidden">{named}</span>
                    </Button>
                }
            })
        })
        .end(),
    ];
    let title = move || subject.with(|one| one.as_ref().map(|one| one.competency.name.clone())).unwrap_or_default();
    let form = move || {
        subject.get_untracked().map(|standing| {
            let done = move |now| {
                open.set(false);
                development.replace(now);
            };
            view! { <AssessForm id standing levels=levels.get_value() done /> }
        })
    };
    view! {
        <section class="card flush">
            <div class="card-head"><div><h2>{text::STANDING}</h2><p class="small muted">{text::STANDING_LEAD}</p>{track}</div></div>
            {chart}
            <DataTable caption=text::STANDING columns rows=Rows::Ready(now.standings) empty=|| () />
        </section>
        <Dialog open title wide=true>{form()}</Dialog>
    }
}

fn chart(now: &Development) -> impl IntoView + use<> {
    let axes = now.standings.iter().map(|one| one.competency.name.clone()).collect();
    let values = |level: fn(&CompetencyStanding) -> Option<u8>| -> Vec<Option<f64>> {
        now.standings.iter().map(|one| level(one).map(f64::from)).collect()
    };
    let outlines = vec![
        Outline { label: text::EXPECTED.to_owned(), values: values(|one| one.expected), ink: Ink::Plain },
        Outline {
            label: text::OWN.to_owned(),
            values: values(|one| one.own.as_ref().map(|own| own.level)),
            ink: Ink::First,
        },
        Outline {
            label: text::MANAGER.to_owned(),
            values: values(|one| one.manager.as_ref().map(|manager| manager.level)),
            ink: Ink::Second,
        },
    ];
    let outlines: Vec<Outline> =
        outlines.into_iter().filter(|outline| outline.values.iter().any(Option::is_some)).collect();
    let most = u8::try_from(now.levels.len()).unwrap_or(5);
    view! {
        <div class="radar-frame">
            <RadarChart title=text::CHART description=text::CHART_DETAIL axes outlines most />
        </div>
    }
}
