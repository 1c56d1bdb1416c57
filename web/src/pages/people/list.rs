//! The list of people, and what an Admin does with all of them.

use leptos::{prelude::*, task::spawn_local};
use shared::{
    access::Relation,
    operation::Nothing,
    people::{ExportPeople, InviteEverybody, ListPeople, ListSecondFactors, MANAGE, Person},
};

use super::{
    deeds::Deeds,
    filters::{Filters, Toolbar},
    lazy,
    table::columns,
};
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    download,
    listing::Listing,
    parts,
    session::Session,
    text::people as text,
    to,
    ui::{
        Button, ButtonKind, Confirm, DataTable, EmptyState, Glyph, Icon, LinkButton, Menu, MenuItem, MenuLink,
        PageHeader, Rows, Sort, Toasts, live,
    },
};

/// The page.
#[component]
pub fn People() -> impl IntoView {
    let session = Session::here();
    let filters = Filters::here();
    let people = Listing::new(move |cursor| call::<ListPeople>(Nothing {}, filters.query(cursor), ()));
    let deeds = Deeds::new(move |person| people.replace(&person, |known| known.id == person.id));
    let manages = Signal::derive(move || session.can(&MANAGE, Relation::Organisation));
    let holders = RwSignal::new(Vec::new());
    // Who may not know it isn't asked about it; and the list is as good without it.
    Effect::new(move |_| {
        if manages.get() {
            spawn_local(async move {
                if let Ok(list) = call::<ListSecondFactors>(Nothing {}, Nothing {}, ()).await {
                    holders.try_set(list.people);
                }
            });
        }
    });
    let adding = RwSignal::new(false);
    let toasts = Toasts::here();
    let added = move |person: Person| {
        adding.set(false);
        toasts.good(text::added(&person.name));
        people.reload();
    };
    let sort = move |sort: Sort| filters.set_sort(&sort);
    view! {
        <div class="page">
            <PageHeader title=text::PEOPLE lead=move || if manages.get() { text::LEAD_ADMIN } else { text::LEAD }.to_owned()>
                <LinkButton href=to::CHART icon=Glyph::Network>{text::SHOW_CHART}</LinkButton>
                <Show when=move || manages.get()>
                    <Button kind=ButtonKind::Primary icon=Glyph::UserPlus on_press=move || adding.set(true)>{text::ADD}</Button>
                    <Everybody filters changed=move || people.reload() />
                </Show>
            </PageHeader>
            <Toolbar filters />
            {deeds.dialogs(move || people.reload())}
            <div class="card flush people-list">
                {live(move || view! {
                    <DataTable
                        caption=text::PEOPLE
                        columns=columns(session.role(), deeds, holders)
                        rows=people.rows()
                        sort=filters.sort()
                        on_sort=sort
                        more=people.more()
                        retry=move || people.reload()
                        empty=move || nobody(filters.any(), manages.get(), adding)
                    />
                })}
            </div>
            <Show when=move || manages.get() && !filters.any() && alone(&people.rows().read())>
                <div class="card flush">{nobody(false, true, adding)}</div>
            </Show>
            {parts::once(move || adding.get(), move || lazy::add(adding, Callback::from(added)))}
        </div>
    }
}

/// Whoever signed up is there alone.
fn alone(rows: &Rows<Person>) -> bool {
    matches!(rows, Rows::Ready(people) if people.len() == 1)
}

/// Nobody at all says how to begin; nobody found, how to find.
fn nobody(filtered: bool, manages: bool, adding: RwSignal<bool>) -> AnyView {
    if filtered || !manages {
        return view! { <EmptyState glyph=Glyph::Search title=text::NONE_FOUND detail=text::NONE_FOUND_DETAIL /> }
            .into_any();
    }
    view! {
        <EmptyState glyph=Glyph::Users title=text::NOBODY detail=text::NOBODY_DETAIL>
            <div class="row">
                <LinkButton href=to::IMPORT kind=ButtonKind::Primary icon=Glyph::Upload>{text::IMPORT}</LinkButton>
                <Button icon=Glyph::UserPlus on_press=move || adding.set(true)>{text::ADD}</Button>
            </div>
        </EmptyState>
    }
    .into_any()
}

/// What is done with everybody: import, export, invitations.
#[component]
fn Everybody(filters: Filters, #[prop(into)] changed: Callback<()>) -> impl IntoView {
    let asking = RwSignal::new(false);
    let attempt = Attempt::new();
    let toasts = Toasts::here();
    let export = move || {
        attempt.run(call::<ExportPeople>(Nothing {}, filters.export(), ()), |file| {
            download::save(text::EXPORT_FILE, file.as_bytes())
        });
    };
    let invite = move || {
        attempt.run(call::<InviteEverybody>(Nothing {}, Nothing {}, ()), move |answer| {
            asking.set(false);
            toasts.good(text::invited_many(answer.invited));
            changed.run(());
        });
    };
    view! {
        <Menu trigger=|| view! { <Icon glyph=Glyph::Ellipsis /> } label=text::MORE class="btn btn-plain btn-icon">
            <MenuLink href=to::IMPORT icon=Glyph::Upload>{text::IMPORT}</MenuLink>
            <MenuItem icon=Glyph::Download on_pick=export>{text::EXPORT}</MenuItem>
            <MenuItem icon=Glyph::Mail on_pick=move || asking.set(true)>{text::INVITE_EVERYBODY}</MenuItem>
        </Menu>
        <AttemptNews attempt />
        <Confirm open=asking title=text::INVITE_EVERYBODY_ASK deed=text::INVITE_EVERYBODY busy=attempt.busy on_confirm=invite>
            <p>{text::INVITE_EVERYBODY_DETAIL}</p>
        </Confirm>
    }
}
