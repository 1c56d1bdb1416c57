//! Yes or no, and one of a few shown at once.

use leptos::prelude::*;

use super::{
    choice::Choice,
    form::FormErrors,
    icon::{Glyph, Icon, IconSize},
    id,
    live::live,
};

/// A box to tick. `switch` draws it as a switch: for what takes effect at once, without a save button.
#[component]
pub fn Checkbox(
    checked: RwSignal<bool>,
    #[prop(into)] label: String,
    #[prop(optional, into)] hint: String,
    #[prop(optional)] switch: bool,
    /// What it is called where the label alone, among others of the same words, doesn't say it. Begins with the label.
    #[prop(optional, into)]
    named: Option<String>,
    /// Takes no change for now; it keeps its focus.
    #[prop(optional, into)]
    busy: Signal<bool>,
    #[prop(optional, into)] on_change: Option<Callback<(bool,)>>,
) -> impl IntoView {
    let hint_id = id::fresh("hint");
    let described = (!hint.is_empty()).then(|| hint_id.clone());
    view! {
        <label class="choice">
            <input
                type="checkbox"
                class=switch.then_some("switch")
                role=switch.then_some("switch")
                aria-label=named
                aria-describedby=described
                aria-disabled=move || busy.get().then_some("true")
                prop:checked=move || checked.get()
                on:click=move |event| {
                    if busy.get_untracked() {
                        event.prevent_default();
                    }
                }
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    checked.set(on);
                    if let Some(act) = on_change {
                        act.run((on,));
                    }
                }
            />
            <span class="choice-text">
                <span>{label}</span>
                {(!hint.is_empty()).then(|| view! { <span class="small muted" id=hint_id>{hint}</span> })}
            </span>
        </label>
    }
}

/// Controls under one legend. With a `field` it shows the error that the form's [`FormErrors`] hold for it.
#[component]
fn Group(
    legend: String,
    field: String,
    /// What it is where something has to be chosen in it.
    #[prop(optional)]
    role: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    let error_id = format!("{}-error", id::fresh("group"));
    let named = !field.is_empty();
    let errors = use_context::<FormErrors>().filter(|_| named);
    if let Some(errors) = errors {
        errors.at_home(field.clone());
    }
    let corrected = {
        let field = field.clone();
        move || errors.into_iter().for_each(|errors| errors.forget(&field))
    };
    let shown = Memo::new(move |_| errors.and_then(|errors| errors.of(&field)));
    let invalid = move || shown.read().is_some();
    let described = {
        let error_id = error_id.clone();
        move || invalid().then(|| error_id.clone())
    };
    view! {
        <fieldset
            class="field"
            role=role.filter(|_| named)
            tabindex=named.then_some("-1")
            aria-required=role.filter(|_| named).map(|_| "true")
            aria-invalid=move || invalid().then_some("true")
            aria-describedby=described
            on:change=move |_| corrected()
        >
            <legend class="field-label">{legend}</legend>
            {live(move || {
                shown.get().map(|sentence| view! {
                    <p class="field-error" id=error_id.clone()>
                        <Icon glyph=Glyph::CircleAlert size=IconSize::Small />
                        {sentence}
                    </p>
                })
            })}
            {children()}
        </fieldset>
    }
}

/// Some of a few, all in sight, each a box of its own.
#[component]
pub fn CheckboxGroup(
    #[prop(into)] legend: String,
    boxes: Vec<(String, RwSignal<bool>)>,
    #[prop(optional, into)] field: String,
) -> impl IntoView {
    let one = |(label, checked)| view! { <Checkbox checked label /> };
    view! { <Group legend field><div class="choices inline">{boxes.into_iter().map(one).collect_view()}</div></Group> }
}

/// One of a few, all in sight, each with room for a line that says what it means. A `field` is for a choice that isn't
/// made from the start.
#[component]
pub fn RadioGroup(
    value: RwSignal<String>,
    #[prop(into)] legend: String,
    #[prop(into)] options: Signal<Vec<Choice>>,
    #[prop(optional)] inline: bool,
    #[prop(optional, into)] field: String,
) -> impl IntoView {
    let name = id::fresh("radio");
    let radio = move |choice: Choice| {
        let own = choice.value.clone();
        let name = name.clone();
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name=name
                    value=choice.value.clone()
                    prop:checked=move || value.with(|now| *now == own)
                    on:change=move |_| value.set(choice.value.clone())
                />
                <span class="choice-text">
                    <span>{choice.label}</span>
                    {(!choice.detail.is_empty()).then(|| view! { <span class="small muted">{choice.detail}</span> })}
                </span>
            </label>
        }
    };
    view! {
        <Group legend field role="radiogroup">
            <div class=if inline { "choices inline" } else { "choices" }>
                {live(move || options.get().into_iter().map(radio.clone()).collect_view())}
            </div>
        </Group>
    }
}

/// Two to four views of the same thing, side by side: list or tree, light or dark.
#[component]
pub fn Segments(
    #[prop(into)] label: String,
    #[prop(into)] value: Signal<String>,
    options: Vec<Choice>,
    #[prop(into)] on_pick: Callback<(String,)>,
) -> impl IntoView {
    let segment = move |choice: Choice| {
        let own = choice.value.clone();
        view! {
            <button
                type="button"
                aria-pressed=move || if value.with(|now| *now == own) { "true" } else { "false" }
                on:click=move |_| on_pick.run((choice.value.clone(),))
            >
                {choice.label}
            </button>
        }
    };
    view! { <div class="segments" role="group" aria-label=label>{options.into_iter().map(segment).collect_view()}</div> }
}
