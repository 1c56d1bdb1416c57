//! A rule as it is typed.

use leptos::prelude::*;
use shared::{
    problem::{FieldError, Problem},
    reviews::{
        NewRollingReview, ReviewNaming, RollingReview, RollingReviewChanges, RollingReviewDetail, USUAL_MINIMUM,
    },
    wire::Patch,
};

use crate::{
    conflict::{Both, merged},
    drafts::Value,
    text::{reviews, rolling_reviews as text},
    ui::Choice,
};

/// How a rule on anniversaries is called among the choices.
pub const ANNIVERSARIES: &str = "anniversaries";
/// And one on days.
pub const DAYS: &str = "days";
/// The days of a new one.
const USUAL_DAYS: &[u16] = &[30, 60, 90];

/// The fields.
#[derive(Clone, Copy)]
pub struct Draft {
    pub name: RwSignal<String>,
    pub template: RwSignal<String>,
    pub when: RwSignal<String>,
    pub after_days: RwSignal<String>,
    pub writing_days: RwSignal<String>,
    pub sharing_days: RwSignal<String>,
    pub naming: RwSignal<String>,
    pub minimum: RwSignal<String>,
    pub team: RwSignal<String>,
    pub excluded: RwSignal<Vec<Choice>>,
    pub on: RwSignal<bool>,
}

impl Draft {
    /// As it is, or a new one for probations.
    pub fn of(detail: Option<&RollingReviewDetail>) -> Self {
        let rule = detail.map(|detail| &detail.rule);
        let number = |known: Option<u8>, usual: u8| RwSignal::new(known.unwrap_or(usual).to_string());
        let left_out = detail.into_iter().flat_map(|detail| &detail.excluded);
        let days = rule.map_or(USUAL_DAYS, |rule| rule.after_days.as_slice());
        let team = rule.and_then(|rule| rule.team.as_ref()).map(|team| team.id.to_string());
        Self {
            name: RwSignal::new(rule.map(|rule| rule.name.clone()).unwrap_or_default()),
            template: RwSignal::new(rule.map(|rule| rule.template_id.to_string()).unwrap_or_default()),
            when: RwSignal::new(if days.is_empty() { ANNIVERSARIES } else { DAYS }.to_owned()),
            after_days: RwSignal::new(text::listed(days)),
            writing_days: number(rule.map(|rule| rule.writing_days), 10),
            sharing_days: number(rule.map(|rule| rule.sharing_days), 7),
            naming: RwSignal::new(rule.map_or(ReviewNaming::Unnamed, |rule| rule.naming).to_string()),
            minimum: number(rule.map(|rule| rule.minimum), USUAL_MINIMUM),
            team: RwSignal::new(team.unwrap_or_default()),
            excluded: RwSignal::new(
                left_out.map(|person| Choice::new(person.id.to_string(), person.name.clone())).collect(),
            ),
            on: RwSignal::new(rule.is_some_and(|rule| rule.on_since.is_some())),
        }
    }

    /// What is kept on the device, with what each is called.
    pub fn kept(self) -> Vec<(&'static str, Value)> {
        vec![
            (text::NAME, self.name.into()),
            (reviews::TEMPLATE, self.template.into()),
            (text::WHEN, self.when.into()),
            (text::AFTER_DAYS, self.after_days.into()),
            (text::WRITING_DAYS, self.writing_days.into()),
            (text::SHARING_DAYS, self.sharing_days.into()),
            (text::NAMING, self.naming.into()),
            (reviews::MINIMUM, self.minimum.into()),
            (reviews::TEAM, self.team.into()),
            (reviews::EXCLUDED, self.excluded.into()),
            (text::IS_ON, self.on.into()),
        ]
    }

    /// What is to be sent, or all that is wrong with it.
    pub fn read(self) -> Result<NewRollingReview, Problem> {
        let mut faults = Vec::new();
        let template_id = self.template.read_untracked().parse().ok();
        if template_id.is_none() {
            faults.push(FieldError::new("template_id", "required"));
        }
        let after_days = self.days().unwrap_or_else(|code| {
            faults.push(FieldError::new("after_days", code));
            Vec::new()
        });
        let mut number = |field: &str, typed: RwSignal<String>| {
            typed.read_untracked().trim().parse::<u8>().unwrap_or_else(|_| {
                faults.push(FieldError::new(field, "not_whole"));
                0
            })
        };
        let (writing_days, sharing_days) =
            (number("writing_days", self.writing_days), number("sharing_days", self.sharing_days));
        let minimum = number("minimum", self.minimum);
        let Some(template_id) = template_id.filter(|_| faults.is_empty()) else { return Err(Problem::invalid(faults)) };
        Ok(NewRollingReview {
            name: self.name.read_untracked().trim().to_owned(),
            template_id,
            after_days,
            writing_days,
            sharing_days,
            naming: ReviewNaming::parse(&self.naming.read_untracked()).unwrap_or(ReviewNaming::Unnamed),
            minimum: Some(minimum),
            team_id: self.team.read_untracked().parse().ok(),
            excluded: self.excluded.read_untracked().iter().filter_map(|one| one.value.parse().ok()).collect(),
            on: self.on.get_untracked(),
        })
    }

    /// The days that are typed; none for anniversaries.
    fn days(self) -> Result<Vec<u16>, &'static str> {
        if *self.when.read_untracked() == ANNIVERSARIES {
            return Ok(Vec::new());
        }
        let typed = self.after_days.get_untracked();
        let mut numbers = typed.split([',', ';', ' ']).map(str::trim).filter(|one| !one.is_empty()).peekable();
        if numbers.peek().is_none() {
            return Err("required");
        }
        numbers.map(|one| one.parse().map_err(|_| "not_whole")).collect()
    }
}

/// All of it anew.
pub fn changes(new: NewRollingReview) -> RollingReviewChanges {
    RollingReviewChanges {
        name: Some(new.name),
        template_id: Some(new.template_id),
        after_days: Some(new.after_days),
        writing_days: Some(new.writing_days),
        sharing_days: Some(new.sharing_days),
        naming: Some(new.naming),
        minimum: new.minimum,
        team_id: Patch::from(new.team_id),
        excluded: Some(new.excluded),
        on: Some(new.on),
    }
}

/// After a lost race: takes over what they changed from `before` to `now`; names what both changed.
pub fn merge(mine: Draft, before: &RollingReviewDetail, now: &RollingReviewDetail) -> Vec<Option<Both>> {
    let (old, new) = (Draft::of(Some(before)), Draft::of(Some(now)));
    let words = |name, mine: RwSignal<String>, old: RwSignal<String>, new: RwSignal<String>| {
        merged(name, mine, &old.get_untracked(), new.get_untracked(), String::clone)
    };
    let rules = [before.rule.clone(), now.rule.clone()];
    let known = rules.clone();
    let template = move |id: &String| {
        let named = known.iter().find(|rule| rule.template_id.to_string() == *id);
        named.map_or_else(|| reviews::ANOTHER.to_owned(), |rule| rule.template_name.clone())
    };
    let team = move |id: &String| team_name(&rules, id);
    let when = |typed: &String| if typed == ANNIVERSARIES { text::ANNIVERSARIES } else { text::DAYS }.to_owned();
    let naming = |typed: &String| ReviewNaming::parse(typed).map(reviews::naming).unwrap_or_default().to_owned();
    let people = |all: &Vec<Choice>| all.iter().map(|one| one.label.clone()).collect::<Vec<_>>().join(", ");
    let flag = |on: &bool| if *on { reviews::YES } else { reviews::NO }.to_owned();
    vec![
        words(text::NAME, mine.name, old.name, new.name),
        merged(reviews::TEMPLATE, mine.template, &old.template.get_untracked(), new.template.get_untracked(), template),
        merged(text::WHEN, mine.when, &old.when.get_untracked(), new.when.get_untracked(), when),
        words(text::AFTER_DAYS, mine.after_days, old.after_days, new.after_days),
        words(text::WRITING_DAYS, mine.writing_days, old.writing_days, new.writing_days),
        words(text::SHARING_DAYS, mine.sharing_days, old.sharing_days, new.sharing_days),
        merged(text::NAMING, mine.naming, &old.naming.get_untracked(), new.naming.get_untracked(), naming),
        words(reviews::MINIMUM, mine.minimum, old.minimum, new.minimum),
        merged(reviews::TEAM, mine.team, &old.team.get_untracked(), new.team.get_untracked(), team),
        merged(reviews::EXCLUDED, mine.excluded, &old.excluded.get_untracked(), new.excluded.get_untracked(), people),
        merged(text::IS_ON, mine.on, &old.on.get_untracked(), new.on.get_untracked(), flag),
    ]
}

fn team_name(rules: &[RollingReview], id: &str) -> String {
    let mut teams = rules.iter().filter_map(|rule| rule.team.as_ref());
    let other = if id.is_empty() { reviews::EVERYBODY } else { reviews::ANOTHER };
    teams.find(|team| team.id.to_string() == id).map_or_else(|| other.to_owned(), |team| team.name.clone())
}
