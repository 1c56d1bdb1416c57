//! A text in which `@` opens a list of people who may see what it is about.

use leptos::{ev::KeyboardEvent, html, prelude::*, task::spawn_local};
use shared::{
    goals::ObjectivePath,
    kpis::KpiPath,
    mentions::{self, Piece},
    operation::Nothing,
    pages,
    people::{PersonPath, PersonRef},
    shares::{ListKpiMentionable, ListMentionable, NamedLike},
    weekly_check_ins::ListWeeklyReaders,
    wire::{KpiId, ObjectiveId, PersonId},
};

use crate::{
    client::call,
    drafts::Value,
    pages::people::find_people,
    text::mentions as text,
    ui::{Choice, FieldContext, id, live},
};

/// Among whom people are named: those who see what the text is about.
#[derive(Clone, Copy)]
pub enum Among {
    /// Whoever sees an objective.
    Objective(ObjectiveId),
    /// Whoever sees a KPI.
    Kpi(KpiId),
    /// Whoever reads somebody's weekly check-ins.
    Weeks(PersonId),
    /// Everybody: of what the whole organisation sees.
    Everybody,
}

impl Among {
    /// The first of those whose name begins like this. A failed search looks like an empty one: the next key asks again.
    async fn offered(self, typed: String) -> Vec<PersonRef> {
        let named = || NamedLike { q: (!typed.is_empty()).then(|| typed.clone()) };
        match self {
            Self::Objective(id) => {
                let found = call::<ListMentionable>(ObjectivePath { id }, named(), ()).await;
                found.map(|list| list.items).unwrap_or_default()
            }
            Self::Kpi(id) => {
                let found = call::<ListKpiMentionable>(KpiPath { id }, named(), ()).await;
                found.map(|list| list.items).unwrap_or_default()
            }
            Self::Weeks(id) => {
                let found = call::<ListWeeklyReaders>(PersonPath { id }, Nothing {}, ()).await;
                let readers = found.map(|list| list.items).unwrap_or_default();
                let people = readers.into_iter().map(|reader| reader.person);
                people.filter(|person| begins(&person.name, &typed)).take(OFFERED).collect()
            }
            Self::Everybody => {
                let found = find_people(typed.clone()).await;
                let people = found
                    .into_iter()
                    .filter_map(|choice| Some(PersonRef { id: choice.value.parse().ok()?, name: choice.label }));
                people.filter(|person| begins(&person.name, &typed)).take(OFFERED).collect()
            }
        }
    }
}

/// How many are offered.
const OFFERED: usize = 8;

/// Whether any part of a name begins like this.
fn begins(name: &str, typed: &str) -> bool {
    let (name, typed) = (name.to_lowercase(), typed.trim().to_lowercase());
    name.starts_with(&typed) || name.split_whitespace().any(|part| part.starts_with(&typed))
}

/// What is typed, and whom it names so far.
#[derive(Clone, Copy)]
pub struct Mentioning {
    pub typed: RwSignal<String>,
    named: RwSignal<Vec<Choice>>,
}

impl Default for Mentioning {
    fn default() -> Self {
        Self::new()
    }
}

impl Mentioning {
    pub fn new() -> Self {
        Self { typed: RwSignal::new(String::new()), named: RwSignal::new(Vec::new()) }
    }

    /// Of a text that names these already: by reference, however long their names, it isn't too long when it is sent again.
    pub fn naming(people: &[PersonRef]) -> Self {
        let named = people.iter().map(|person| Choice::new(person.id.to_string(), person.name.clone())).collect();
        Self { typed: RwSignal::new(String::new()), named: RwSignal::new(named) }
    }

    /// Another text about the same, which names people of the same list.
    pub fn beside(self, typed: String) -> Self {
        Self { typed: RwSignal::new(typed), named: self.named }
    }

    /// With references where it names somebody that was chosen.
    pub fn referring(self) -> String {
        let one = |chosen: &Choice| Some((chosen.label.clone(), chosen.value.parse::<PersonId>().ok()?));
        let named: Vec<_> = self.named.with_untracked(|named| named.iter().filter_map(one).collect());
        mentions::referring(&self.typed.read_untracked(), &named)
    }

    /// What is kept on the device, the text by its label: also whom it names, or what comes back would only look as if it
    /// did.
    pub fn kept(self, label: &'static str) -> Vec<(&'static str, Value)> {
        vec![(label, self.typed.into()), self.names()]
    }

    /// Whom it names, as what is kept on the device.
    pub fn names(self) -> (&'static str, Value) {
        (text::MENTION, self.named.into())
    }

    pub fn clear(self) {
        self.typed.set(String::new());
        self.named.set(Vec::new());
    }
}

/// What is read with names, with links to those whom it names.
pub fn linked(said: &str, people: &[PersonRef]) -> impl IntoView + use<> {
    let named: Vec<_> = people.iter().map(|person| (person.name.clone(), person.id)).collect();
    let piece = |piece: Piece<'_>| match piece {
        Piece::Text(words) => words.to_owned().into_any(),
        Piece::Person(id) => match people.iter().find(|person| person.id == id) {
            Some(person) => {
                let (href, name) = (format!("{}/{id}", pages::PEOPLE), format!("@{}", person.name));
                view! { <a class="mention" href=href>{name}</a> }.into_any()
            }
            None => format!("@{{{id}}}").into_any(),
        },
    };
    mentions::pieces(&mentions::referring(said, &named)).into_iter().map(piece).collect_view()
}

/// The list under the text.
#[derive(Clone, Copy)]
struct Offer {
    people: RwSignal<Vec<PersonRef>>,
    at: RwSignal<usize>,
    /// Which of the answers on their way is the newest.
    asked: StoredValue<u32>,
}

impl Offer {
    fn close(self) {
        self.asked.update_value(|asked| *asked += 1);
        self.people.set(Vec::new());
    }

    /// Asks for those whose name begins like this.
    fn ask(self, among: Among, typed: String) {
        self.asked.update_value(|asked| *asked += 1);
        let turn = self.asked.get_value();
        spawn_local(async move {
            let found = among.offered(typed).await;
            if self.asked.try_get_value() == Some(turn) {
                self.at.set(0);
                self.people.set(found);
            }
        });
    }
}

/// The text with its list, inside a `Field`.
#[component]
pub fn MentionArea(among: Among, mentioning: Mentioning, #[prop(default = 2)] rows: u32) -> impl IntoView {
    let field = FieldContext::here();
    let list = id::fresh("mentions");
    let node = NodeRef::<html::Textarea>::new();
    let offer = Offer { people: RwSignal::new(Vec::new()), at: RwSignal::new(0), asked: StoredValue::new(0) };
    let before_caret = move || {
        let node = node.get_untracked()?;
        let caret = usize::try_from(node.selection_start().ok()??).ok()?;
        // The browser counts in UTF-16.
        Some(String::from_utf16_lossy(&node.value().encode_utf16().take(caret).collect::<Vec<_>>()))
    };
    let look = move || match before_caret().as_deref().and_then(mentions::being_typed) {
        Some(typed) => offer.ask(among, typed.to_owned()),
        None => offer.close(),
    };
    let choose = move |person: PersonRef| {
        let (Some(before), Some(node)) = (before_caret(), node.get_untracked()) else { return };
        let Some(typed) = mentions::being_typed(&before) else { return };
        let head = before.strip_suffix(typed).unwrap_or(&before);
        let rest = node.value().chars().skip(before.chars().count()).collect::<String>();
        let start = format!("{head}{} ", person.name);
        let caret = u32::try_from(start.encode_utf16().count()).unwrap_or(u32::MAX);
        let text = format!("{start}{}", rest.strip_prefix(' ').unwrap_or(&rest));
        node.set_value(&text);
        mentioning.typed.set(text);
        mentioning.named.update(|named| named.push(Choice::new(person.id.to_string(), person.name)));
        offer.close();
        let _ = node.focus();
        let _ = node.set_selection_range(caret, caret);
    };
    let press = move |event: KeyboardEvent| {
        let many = offer.people.with_untracked(Vec::len);
        if many == 0 || event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "ArrowDown" => offer.at.update(|at| *at = (*at + 1) % many),
            "ArrowUp" => offer.at.update(|at| *at = (*at + many - 1) % many),
            "Enter" | "Tab" => {
                let chosen = offer.people.with_untracked(|people| people.get(offer.at.get_untracked()).cloned());
                chosen.into_iter().for_each(choose);
            }
            "Escape" => offer.close(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    };
    let options = StoredValue::new(list);
    let option_id = move |index: usize| options.with_value(|list| format!("{list}-{index}"));
    let active = move || (!offer.people.read().is_empty()).then(|| option_id(offer.at.get()));
    let shown = live(move || {
        let people = offer.people.get();
        if people.is_empty() {
            return ().into_any();
        }
        let option = |(index, person): (usize, PersonRef)| {
            let name = person.name.clone();
            // Pressed, not clicked: the text must not lose its focus before.
            let pick = move |event: leptos::ev::MouseEvent| {
                event.prevent_default();
                choose(person.clone());
            };
            view! {
                <li
                    role="option"
                    id=option_id(index)
                    class="combo-option"
                    data-active=move || (offer.at.get() == index).then_some("true")
                    aria-selected=move || (offer.at.get() == index).to_string()
                    on:mousedown=pick
                    on:mouseenter=move |_| offer.at.set(index)
                >
                    <span class="combo-name">{name}</span>
                </li>
            }
        };
        view! {
            <ul class="combo-list" role="listbox" id=options.get_value() aria-label=text::MENTION>
                {people.into_iter().enumerate().map(option).collect_view()}
            </ul>
        }
        .into_any()
    });
    view! {
        <div class="combo">
            <textarea
                node_ref=node
                id=field.id.clone()
                class="input"
                rows=rows
                aria-required=field.required.then_some("true")
                aria-invalid=field.aria_invalid()
                aria-describedby=field.described_by
                aria-autocomplete="list"
                aria-controls=move || active().map(|_| options.get_value())
                aria-activedescendant=active
                prop:value=move || mentioning.typed.get()
                on:input=move |event| {
                    mentioning.typed.set(event_target_value(&event));
                    look();
                }
                on:click=move |_| look()
                on:keydown=press
                on:blur=move |_| offer.close()
            ></textarea>
            {shown}
            <span class="visually-hidden" role="status">{move || match offer.people.read().len() {
                0 => String::new(),
                many => text::offered(many),
            }}</span>
        </div>
    }
}
