//! What others wait for: reviews to write, feedback one is asked for, one's week, the weeks and the proposals of one's
//! reports, whose other job is to be agreed to or decided, and what waits for another owner since its own has left.

use leptos::prelude::*;
use shared::{
    feedback::Ask,
    home::{Home, ProposedObjective},
    people::PersonRef,
};

use crate::{
    pages::{feedback::answer_href, goals, people},
    session::Session,
    text::{format, home as text},
    to,
    ui::{Badge, ButtonSize, LinkButton, Tone},
};

/// The list; nothing where nothing waits.
#[component]
pub fn Waiting(home: Home) -> impl IntoView {
    let today = Session::here().org_today();
    let week = home.week.map(|week| {
        let late = week.due_on < today;
        let due = view! { <Badge tone=if late { Tone::Warn } else { Tone::Accent }>{text::due_on(&format::day(week.due_on))}</Badge> };
        line(text::YOUR_WEEK.to_owned(), text::YOUR_WEEK_DETAIL.to_owned(), due.into_any(), to::WEEKLY.to_owned(), text::WRITE)
    });
    let team: Vec<_> = home.weeks_to_read.iter().map(week_to_read).collect();
    let asks = home.feedback_asks.into_iter().map(ask);
    let reviews = home.reviews_to_write.into_iter().map(|due| {
        let late = due.due_on < today;
        let mark = view! { <Badge tone=if late { Tone::Warn } else { Tone::Accent }>{text::due_on(&format::day(due.due_on))}</Badge> };
        let href = shared::pages::REVIEWS.to_owned();
        line(text::reviews(due.count), due.cycle.name, mark.into_any(), href, text::WRITE)
    });
    let proposals = home.proposals.into_iter().map(proposal);
    let levels = home.level_proposals.into_iter().map(level);
    let left = home.without_owner.unwrap_or_default();
    let left = [
        (
            left.objectives,
            text::objectives_without_owner(left.objectives),
            format!("{}?state=without_owner", to::GOALS),
        ),
        (left.kpis, text::kpis_without_owner(left.kpis), format!("{}?which=without_owner", to::KPIS)),
    ];
    let left = left
        .into_iter()
        .filter(|(count, ..)| *count > 0)
        .map(|(_, title, href)| line(title, text::WITHOUT_OWNER_DETAIL.to_owned(), ().into_any(), href, text::READ));
    let asked = reviews.chain(week).chain(team).chain(proposals).chain(levels).chain(asks);
    let lines: Vec<_> = asked.chain(left).collect();
    (!lines.is_empty()).then(|| {
        view! {
            <section class="card flush">
                <div class="card-head"><h2>{text::WAITING}</h2></div>
                <ul class="rows">{lines}</ul>
            </section>
        }
    })
}

/// A week of somebody's that is to be read.
pub fn week_to_read(person: &PersonRef) -> AnyView {
    let href = format!("{}?tab=team", to::WEEKLY);
    line(text::week_to_read(&person.name), text::WEEK_TO_READ.to_owned(), ().into_any(), href, text::READ)
}

/// An objective to agree to.
pub fn proposal(objective: ProposedObjective) -> AnyView {
    let href = goals::href(objective.id);
    line(objective.title, text::PROPOSAL.to_owned(), ().into_any(), href, text::READ)
}

/// Another job for somebody, to agree to or to decide.
pub fn level(person: PersonRef) -> AnyView {
    let href = format!("{}?tab=development", people::href(person.id));
    line(person.name, text::LEVEL_PROPOSAL.to_owned(), ().into_any(), href, text::READ)
}

/// Feedback that one is asked for.
pub fn ask(ask: Ask) -> AnyView {
    let late = ask.due_on < Session::here().org_today();
    let due = view! { <Badge tone=if late { Tone::Warn } else { Tone::Accent }>{text::due_on(&format::day(ask.due_on))}</Badge> };
    let href = answer_href(ask.id);
    line(text::asks(&ask.asker.name, &ask.subject.name), ask.question, due.into_any(), href, text::ANSWER)
}

/// How many things the page asks for: its lines, and the pulses above them.
pub fn things(home: &Home) -> usize {
    let weeks = usize::from(home.week.is_some()) + home.weeks_to_read.len();
    let proposals = home.proposals.len() + home.level_proposals.len();
    let others = home.reviews_to_write.len() + proposals + home.feedback_asks.len();
    let due = home.check_ins_due.len() + home.action_items.len() + home.values_due.len();
    let left = home.without_owner.unwrap_or_default();
    let left = usize::from(left.objectives > 0) + usize::from(left.kpis > 0);
    home.open_pulses.len() + weeks + others + due + left
}

/// A line of the page's lists: what it is, how it stands, and where it is done.
pub fn line(title: String, detail: String, mark: AnyView, href: String, deed: &'static str) -> AnyView {
    view! {
        <li class="home-due">
            <div class="grow"><p class="strong">{title.clone()}</p><p class="small muted truncate">{detail}</p></div>
            {mark}
            <LinkButton href size=ButtonSize::Small>{deed}<span class="visually-hidden">{title}</span></LinkButton>
        </li>
    }
    .into_any()
}
