//! The head of a KPI's page: name, state, latest value, and what may be done.

use leptos::prelude::*;
use shared::{
    kpis::{EDIT, ExportMeasurements, ExportQuery, Kpi, KpiPath, MEASURE, RestoreKpi},
    operation::Nothing,
    shares,
};

use super::{
    super::{
        href,
        marks::{Written, aim, span, state_badge},
    },
    desk::Desk,
};
use crate::{
    address::Kept,
    client::call,
    download,
    session::Session,
    text::{kpis as text, shares as share_words, ui as words},
    to,
    ui::{Badge, Button, ButtonKind, Glyph, Icon, Menu, MenuItem, MenuLink, PageTitle, Stat, Toasts},
};

/// The head.
#[component]
pub fn Head(kpi: Kpi, desk: Desk) -> impl IntoView {
    let archived = kpi.archived.then(|| view! { <Badge bare=true>{text::ARCHIVED}</Badge> });
    let description = Some(kpi.description.clone())
        .filter(|words| !words.is_empty())
        .map(|words| view! { <p class="kpi-description">{words}</p> });
    view! {
        <header class="page-head">
            <div class="grow">
                <nav aria-label=words::BREADCRUMBS><ol class="crumbs"><li><a href=to::KPIS>{text::KPIS}</a></li></ol></nav>
                <div class="row tight">
                    <PageTitle title=kpi.name.clone() />
                    {state_badge(kpi.state)}
                    {archived}
                </div>
            </div>
            <Deeds kpi=kpi.clone() desk />
        </header>
        {description}
        <Numbers kpi />
    }
}

/// Latest, the one before, target.
#[component]
pub fn Numbers(kpi: Kpi) -> impl IntoView {
    let written = Written::of(&kpi);
    let with_value: Vec<_> = kpi.recent.iter().filter(|one| one.value.is_some()).collect();
    let before = with_value.len().checked_sub(2).and_then(|place| with_value.get(place)).map(|one| (*one).clone());
    let day = |on: Option<chrono::NaiveDate>| on.map(|on| span(kpi.frequency, on)).unwrap_or_default();
    let latest = written.maybe(kpi.value);
    let previous = written.maybe(before.as_ref().and_then(|one| one.value));
    let (now_on, before_on) = (day(kpi.value_on), day(before.map(|one| one.starts_on)));
    view! {
        <div class="stats">
            <Stat label=text::NOW value=Signal::stored(latest) note=Signal::stored(now_on) />
            <Stat label=text::PREVIOUS value=Signal::stored(previous) note=Signal::stored(before_on) />
            <Stat label=text::TARGET value=Signal::stored(aim(&kpi)) note=Signal::stored(text::every(kpi.frequency).to_owned()) />
        </div>
    }
}

/// Whether values are entered for it, and by whoever looks.
pub fn measures(session: Session, kpi: &Kpi) -> bool {
    session.can(&MEASURE, kpi.relation) && kpi.formula.is_none() && !kpi.archived
}

/// What may be done with it, here and now.
#[component]
fn Deeds(kpi: Kpi, desk: Desk) -> impl IntoView {
    let session = Session::here();
    let (id, relation) = (kpi.id, kpi.relation);
    let toasts = Toasts::here();
    let measures = measures(session, &kpi);
    let changes = session.can(&EDIT, relation);
    let enter = measures.then(|| {
        view! { <Button kind=ButtonKind::Primary icon=Glyph::Plus on_press=move || desk.enter_at(None)>{text::ENTER}</Button> }
    });
    let change = (changes && !kpi.archived)
        .then(|| view! { <Button icon=Glyph::Pencil on_press=move || desk.change.set(true)>{text::EDIT}</Button> });
    let share = session.can(&shares::VIEW, relation).then(|| {
        view! { <Button icon=Glyph::Share2 on_press=move || desk.share.set(true)>{share_words::SHARE}</Button> }
    });
    let as_of = Kept::new("as_of");
    let export = move || {
        // As the chart shows it: by what was known on the day of the address, if it names one.
        let query = ExportQuery { as_of: untrack(|| as_of.read(|text| text.parse().ok())), ..ExportQuery::default() };
        desk.attempt.run(call::<ExportMeasurements>(KpiPath { id }, query, ()), move |file| {
            download::save("measurements.csv", file.as_bytes());
        });
    };
    let restore = move || {
        desk.attempt.run(call::<RestoreKpi>(KpiPath { id }, Nothing {}, ()), move |now| {
            desk.detail.replace(now);
            toasts.good(text::RESTORED);
        });
    };
    let import = move || {
        measures.then(|| {
            let address = format!("{}/import", href(id));
            view! { <MenuLink href=address icon=Glyph::Upload>{text::IMPORT}</MenuLink> }
        })
    };
    let archived = kpi.archived;
    let archive = move || {
        (changes && !archived).then(|| {
            view! { <MenuItem icon=Glyph::Archive on_pick=move || desk.archive.set(true)>{text::ARCHIVE}</MenuItem> }
        })
    };
    let back = move || {
        (changes && archived)
            .then(|| view! { <MenuItem icon=Glyph::RefreshCw on_pick=restore>{text::RESTORE}</MenuItem> })
    };
    view! {
        <div class="row tight">
            {share}{change}{enter}
            <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::MORE>
                {import()}
                <MenuItem icon=Glyph::Download on_pick=export>{text::EXPORT}</MenuItem>
                {archive()}
                {back()}
            </Menu>
        </div>
    }
}
