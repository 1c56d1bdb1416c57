//! Fields that cycles and rolling reviews are both set up by.

use leptos::prelude::*;
use shared::{
    operation::Nothing,
    reviews::{ListReviewTemplates, ReviewNaming, ReviewTemplate, ReviewTemplateFilter},
    teams::ListTeams,
    wire::Limit,
};

use crate::{
    client::call,
    fetch::Fetch,
    text::reviews as text,
    to,
    ui::{Choice, Field, LinkButton, RadioGroup, Select, live},
};

/// What is asked, or the way to where templates are written.
#[component]
pub fn TemplateField(value: RwSignal<String>, #[prop(optional, into)] hint: Signal<String>) -> impl IntoView {
    let templates = Fetch::new(|| {
        let filter = ReviewTemplateFilter { limit: Limit::new(100), ..ReviewTemplateFilter::default() };
        call::<ListReviewTemplates>(Nothing {}, filter, ())
    });
    let options = Signal::derive(move || {
        let all = templates.get().map(|page| page.items).unwrap_or_default();
        let choice = |it: ReviewTemplate| Choice::new(it.id.to_string(), it.name).with_detail(it.description);
        all.into_iter().map(choice).collect::<Vec<_>>()
    });
    let none = move || templates.get().is_some_and(|page| page.items.is_empty());
    view! {
        <Field label=text::TEMPLATE name="template_id" hint required=true><Select value options any=text::CHOOSE_TEMPLATE /></Field>
        {live(move || none().then(|| view! {
            <p class="small muted">{text::NO_TEMPLATES_YET}" "<LinkButton href=to::REVIEW_TEMPLATES>{text::TEMPLATES}</LinkButton></p>
        }))}
    }
}

/// Of which team it takes people in.
#[component]
pub fn TeamField(value: RwSignal<String>) -> impl IntoView {
    let teams = Fetch::new(|| call::<ListTeams>(Nothing {}, Nothing {}, ()));
    let options = Signal::derive(move || {
        let teams = teams.get().map(|teams| teams.items).unwrap_or_default();
        teams.into_iter().map(|team| Choice::new(team.id.to_string(), team.name)).collect::<Vec<_>>()
    });
    view! { <Field label=text::TEAM name="team_id"><Select value options any=text::EVERYBODY /></Field> }
}

/// Who learns who wrote what.
#[component]
pub fn NamingField(value: RwSignal<String>, legend: &'static str) -> impl IntoView {
    let options: Vec<_> = ReviewNaming::ALL
        .iter()
        .map(|it| Choice::new(it.as_str(), text::naming(*it)).with_detail(text::naming_detail(*it)))
        .collect();
    view! { <RadioGroup value legend options /> }
}

/// How many have to have written before anything is shown together.
#[component]
pub fn MinimumField(value: RwSignal<String>) -> impl IntoView {
    let options: Vec<_> = (3..=10).map(|one: u8| Choice::new(one.to_string(), one.to_string())).collect();
    view! { <Field label=text::MINIMUM name="minimum" hint=text::MINIMUM_HINT required=true><Select value options /></Field> }
}
