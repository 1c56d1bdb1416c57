//! What is still to be done in a cycle, by whom, and reminding them.

use chrono::NaiveDate;
use leptos::prelude::*;
use shared::{
    people::PersonRef,
    reviews::{
        ExtendReviewDuty, ListReviewDuties, NewReviewReminder, REMIND, RUN, RemindOfReviews, ReviewCycle,
        ReviewCyclePath, ReviewDuty, ReviewDutyFilter, ReviewDutyKind, ReviewDutyPath, ReviewExtension, ReviewStage,
    },
    wire::Limit,
};

use super::groups::Whose;
use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::call,
    listing::Listing,
    session::Session,
    text::{format, reviews as text},
    ui::{
        Actions, Badge, Button, ButtonKind, ButtonSize, Choice, Column, DataTable, DateInput, Dialog, EmptyState,
        Field, Form, Glyph, Select, Toasts, Tone,
    },
};

/// The list; `?due=late` shows what is late alone. It is read again when `again` changes.
#[component]
pub fn Duties(cycle: ReviewCycle, whose: Whose, again: RwSignal<u32>) -> impl IntoView {
    let id = cycle.id;
    let due = Kept::new("due");
    let listing = Listing::new(move |cursor| {
        again.track();
        let (team, manager) = (whose.team(), whose.manager());
        let filter = ReviewDutyFilter { late: due.get().is_some(), team, manager, limit: Limit::new(50), cursor };
        call::<ListReviewDuties>(ReviewCyclePath { id }, filter, ())
    });
    let session = Session::here();
    let may_remind = session.can(&REMIND, cycle.relation);
    let may_extend = session.can(&RUN, cycle.relation) && cycle.stage == ReviewStage::Writing;
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let remind = move |whom: NewReviewReminder| {
        attempt.send(
            whom,
            move |body| call::<RemindOfReviews>(ReviewCyclePath { id }, shared::operation::Nothing {}, body),
            move |reminded| {
                toasts.good(text::reminded(reminded.count));
                listing.reload();
            },
        );
    };
    let extending = RwSignal::new(None::<ReviewDuty>);
    let today = session.org_today();
    let deeds = move |duty: &ReviewDuty| {
        let person = duty.person.clone();
        let fresh = duty.reminded_on != Some(today) && session.person() != Some(person.id);
        let again = duty.clone();
        let more = (may_extend && duty.duty == ReviewDutyKind::Write).then(|| {
            view! { <Button size=ButtonSize::Small kind=ButtonKind::Quiet on_press=move || extending.set(Some(again.clone()))>{text::MORE_TIME}</Button> }
        });
        let remind = (may_remind && fresh).then(|| {
            let named = text::remind_who(&person.name);
            view! {
                <Button size=ButtonSize::Small busy=attempt.busy on_press=move || remind(NewReviewReminder { people: vec![person.id], ..Default::default() })>
                    <span aria-hidden="true">{text::REMIND}</span><span class="visually-hidden">{named}</span>
                </Button>
            }
        });
        view! { <span class="row snug">{more}{remind}</span> }
    };
    let columns = move || {
        let who = Column::new("person", text::PERSON, |duty: &ReviewDuty| duty.person.name.clone());
        let manager = Column::new("manager", text::MANAGER, |duty: &ReviewDuty| {
            duty.manager.as_ref().map_or_else(|| format::NONE.to_owned(), |manager| manager.name.clone())
        });
        let what = Column::new("duty", text::TO_DO, |duty: &ReviewDuty| text::duty(duty.duty, duty.count));
        let due = Column::new("due", text::DUE, move |duty: &ReviewDuty| {
            let late = (duty.due_on < today).then(|| view! { <Badge tone=Tone::Warn>{text::LATE}</Badge> });
            view! { <span class="row snug">{format::day(duty.due_on)}{late}</span> }
        });
        let reminded = Column::new("reminded", text::REMINDED_ON, |duty: &ReviewDuty| {
            duty.reminded_on.map_or_else(|| format::NONE.to_owned(), format::day)
        });
        let mut columns = vec![who, manager, what, due, reminded];
        columns.extend((may_remind || may_extend).then(|| Column::new("deeds", text::ACTIONS, deeds).end()));
        columns
    };
    let empty = || view! { <EmptyState glyph=Glyph::CircleCheck title=text::ALL_DONE detail=text::ALL_DONE_DETAIL /> };
    // All whom the list shows.
    let all = move || {
        let (team, manager, late) = untrack(|| (whose.team(), whose.manager(), due.get().is_some()));
        remind(NewReviewReminder { people: Vec::new(), team, manager, late });
    };
    let all = may_remind.then(|| {
        view! { <Button size=ButtonSize::Small busy=attempt.busy on_press=all>{text::REMIND_ALL}</Button> }
    });
    view! {
        <section class="card flush" id="duties">
            <div class="card-head">
                <h2>{text::STILL_TO_DO}</h2>
                <Field label=text::DUE filter=true>
                    <Select value=due.value options=vec![Choice::new("late", text::LATE)] any=text::ANY_DAY />
                </Field>
                {all}
            </div>
            <AttemptNews attempt />
            <DataTable caption=text::STILL_TO_DO columns=columns() rows=listing.rows() more=listing.more() retry=move || listing.reload() empty />
        </section>
        <MoreTime cycle extending done=move || listing.reload() />
    }
}

/// Until when instead.
#[component]
fn MoreTime(
    cycle: ReviewCycle,
    extending: RwSignal<Option<ReviewDuty>>,
    #[prop(into)] done: Callback<()>,
) -> impl IntoView {
    let (id, write_by) = (cycle.id, cycle.write_by);
    let open = RwSignal::new(false);
    let due_on = RwSignal::new(None::<NaiveDate>);
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    Effect::new(move |_| {
        if let Some(duty) = extending.get() {
            due_on.set(Some(duty.due_on));
            open.set(true);
        }
    });
    let whom = move || extending.with(|duty| duty.as_ref().map(|duty| duty.person.clone()));
    let submit = move || {
        let (Some(PersonRef { id: person_id, .. }), Some(due_on)) = (untrack(whom), due_on.get_untracked()) else {
            return;
        };
        attempt.send(
            ReviewExtension { due_on },
            move |body| call::<ExtendReviewDuty>(ReviewDutyPath { id, person_id }, shared::operation::Nothing {}, body),
            move |()| {
                open.set(false);
                toasts.good(text::EXTENDED);
                done.run(());
            },
        );
    };
    let title = move || text::more_time_for(&whom().map(|person| person.name).unwrap_or_default());
    let hint = StoredValue::new(text::more_time_hint(&format::day(write_by)));
    view! {
        <Dialog open title=Signal::derive(title)>
            <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
                <AttemptNews attempt />
                <Field label=text::NEW_DUE name="due_on" hint=hint.get_value() required=true><DateInput value=due_on /></Field>
                <Actions>
                    <Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{text::MORE_TIME}</Button>
                </Actions>
            </Form>
        </Dialog>
    }
}
