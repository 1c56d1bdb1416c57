//! What somebody gets of a cycle: peers to be named, what was answered, the summary, and what they say to it.

mod addenda;
mod corrections;
mod dispute;
mod externals;
mod former;
mod past;
mod pausing;
mod peers;
mod rating;
mod release;
mod reopen;
mod reviewers;
mod score;
mod suggestions;
mod withdraw;
mod withhold;

use leptos::prelude::*;
use shared::{
    access::Relation,
    operation::Nothing,
    privacy::RetentionKind,
    reviews::{
        ACKNOWLEDGE, ExportReviewPacketPdf, NOMINATE, PAUSE, PacketAnswer, PacketQuestion, PacketSection, PacketState,
        RATE, RELEASE, ReadReviewPacket, ReviewPacketDetail, ReviewPacketPath, ReviewStage, ScaleStep, WITHDRAW,
        WITHHOLD, rules::score::nearest_step,
    },
};

use self::{
    addenda::Addenda,
    corrections::Corrections,
    dispute::Dispute,
    externals::Externals,
    former::{BeforeYou, Former},
    past::{Days, Past},
    pausing::{Away, Pause},
    peers::Peers,
    rating::{Rate, Rating},
    release::{Acknowledge, Release},
    reopen::HandedIn,
    reviewers::Reviewers,
    withdraw::{Withdraw, Withdrawn},
    withhold::{Withheld, Withhold},
};
use super::{answers::said_by_levels, cycle_href, marked::marked, packet_badge, stage_badge};
use crate::{
    address::Kept,
    attempt::{Attempt, AttemptNews},
    client::call,
    download::save,
    fetch::Fetch,
    pages::{
        privacy::DeletedOn,
        shares::{Record, WhoReads, openings},
    },
    session::Session,
    text::{format, review_appointments, review_ends, review_externals, review_papers, reviews as text},
    ui::{Banner, Button, Crumb, EmptyState, Glyph, LinkButton, PageHeader, Tone, live},
};

/// `/reviews/packets/{id}?as_of=…`
#[component]
pub fn PacketPage() -> impl IntoView {
    let packet = Fetch::of_address(|id| call::<ReadReviewPacket>(ReviewPacketPath { id }, Nothing {}, ()));
    let (as_of, today) = (Kept::new("as_of"), Session::here().org_today());
    let day = Memo::new(move |_| past::day_of(as_of, today));
    let body = move || match day.get() {
        Some(day) => view! { <Past day as_of /> }.into_any(),
        None => packet.view(move |detail| view! { <Shown detail fetch=packet /> }),
    };
    view! { <div class="page"><Days as_of />{live(body)}</div> }
}

#[component]
fn Shown(detail: ReviewPacketDetail, fetch: Fetch<ReviewPacketDetail>) -> impl IntoView {
    let packet = detail.packet.clone();
    let session = Session::here();
    let is_mine = packet.relation == Relation::Own;
    let may = |permission| session.can(permission, packet.relation);
    let in_time = packet.stage == ReviewStage::Nominating && may(&NOMINATE) && !(is_mine && packet.peers_settled);
    let nominating = in_time || detail.may_name_late;
    let (is_withheld, withholds) = (detail.withheld.is_some(), may(&WITHHOLD));
    let sharing = packet.stage == ReviewStage::Sharing;
    // What is withheld is for Admins to give, after the cycle too.
    let releasing = (sharing || (is_withheld && packet.stage == ReviewStage::Closed))
        && (may(&RELEASE) && (withholds || !is_withheld))
        && packet.state != PacketState::Acknowledged
        && !detail.is_reopened;
    let withhold = (sharing && withholds && !is_withheld && packet.state == PacketState::Collecting)
        .then(|| view! { <Withhold detail=detail.clone() fetch /> });
    let withheld = detail.withheld.clone().map(|withheld| view! { <Withheld withheld is_mine /> });
    let withdraw = (sharing && packet.state == PacketState::Released && may(&WITHDRAW))
        .then(|| view! { <Withdraw id=packet.id version=packet.version fetch /> });
    let withdrawn = detail.withdrawn.clone().map(|withdrawn| view! { <Withdrawn withdrawn /> });
    let away = detail.pause.clone().map(|pause| view! { <Away pause is_mine /> });
    let runs = !matches!(packet.stage, ReviewStage::Draft | ReviewStage::Closed | ReviewStage::Cancelled);
    let pause = (runs && may(&PAUSE)).then(|| view! { <Pause detail=detail.clone() fetch /> });
    let added = detail.may_add || !detail.addenda.is_empty();
    let addenda = added.then(|| view! { <Addenda detail=detail.clone() fetch /> });
    let late = packet.unanswered && packet.stage == ReviewStage::Closed;
    let answering = packet.state == PacketState::Released && may(&ACKNOWLEDGE) && !late;
    let title = if is_mine { text::YOURS_OF.to_owned() } else { packet.subject.name.clone() };
    let crumbs = vec![
        Crumb::new(text::REVIEWS, shared::pages::REVIEWS),
        Crumb::new(packet.cycle.name.clone(), cycle_href(packet.cycle.id)),
    ];
    let peers = nominating.then(|| view! { <Peers detail=detail.clone() fetch /> });
    let release = releasing.then(|| view! { <Release detail=detail.clone() fetch /> });
    let by = detail.answer_by.filter(|_| !packet.unanswered);
    let acknowledge = answering.then(|| view! { <Acknowledge id=packet.id by fetch /> });
    let reread = detail.dispute.as_ref().and_then(|dispute| dispute.rating);
    let rating =
        detail.rating.clone().map(|rating| view! { <Rating rating scale=detail.scale.clone() is_mine reread /> });
    let rates = packet.stage == ReviewStage::Calibrating && may(&RATE);
    let rate = detail
        .rating
        .as_ref()
        .filter(|rating| (rates && rating.alone) || rating.may_decide)
        .map(|rating| view! { <Rate detail=detail.clone() fetch gives=rating.may_decide /> });
    let named = detail.may_appoint || detail.may_replace || !detail.appointed.is_empty();
    let reviewers = named.then(|| view! { <Reviewers detail=detail.clone() fetch /> });
    let asked_outside = detail.may_invite || !detail.externals.is_empty();
    let outside = asked_outside.then(|| view! { <Externals detail=detail.clone() fetch /> });
    let dispute = detail.dispute.clone().map(|dispute| {
        let scale = detail.rating.as_ref().map(|_| detail.scale.clone());
        view! { <Dispute dispute id=packet.id version=packet.version scale fetch /> }
    });
    let one_by_one = (!detail.handed_in.is_empty()).then(|| view! { <HandedIn detail=detail.clone() fetch /> });
    let former = (!detail.former.is_empty()).then(|| view! { <Former detail=detail.clone() fetch /> });
    let before = (detail.owes && !is_mine && !detail.sections.is_empty()).then(|| view! { <BeforeYou /> });
    let sections = detail.sections.clone();
    let saving = Attempt::new();
    let (id, file) = (packet.id, text::file(&packet.subject.name, &packet.cycle.name));
    let keep = move || {
        let file = file.clone();
        let paper = call::<ExportReviewPacketPdf>(ReviewPacketPath { id }, Nothing {}, ());
        saving.run(paper, move |bytes| save(&file, &bytes));
    };
    let released = packet.state != PacketState::Collecting;
    let paper = released.then(|| {
        view! { <Button icon=Glyph::Download busy=saving.busy on_press=keep>{text::AS_PDF}</Button> }
    });
    let owes = detail.owes.then(|| {
        view! {
            <Banner tone=Tone::Warn title=text::OWES>
                <LinkButton href=shared::pages::REVIEWS>{text::TO_WRITE}</LinkButton>
            </Banner>
        }
    });
    let reopened = detail.is_reopened.then(|| {
        view! {
            <Banner tone=Tone::Warn title=review_ends::IS_REOPENED><p class="small">{review_ends::IS_REOPENED_DETAIL}</p></Banner>
        }
    });
    let lately = detail.disputed_before.map(|day| {
        let words = review_ends::after_a_dispute(&format::date(day));
        view! { <Banner tone=Tone::Warn title=review_ends::AFTER_A_DISPUTE><p class="small">{words}</p></Banner> }
    });
    view! {
        <PageHeader title lead=packet.cycle.name.clone() crumbs>{stage_badge(packet.stage)}{packet_badge(packet.state, packet.unanswered)}{paper}</PageHeader>
        <AttemptNews attempt=saving />
        {owes}
        {away}
        {withheld}
        {withdrawn}
        {reopened}
        {lately}
        <div class="with-aside">
            <div class="stack">
                {peers}
                {acknowledge}
                {dispute}
                {before}
                <Answers detail=detail.clone() is_mine />
                {addenda}
                {release}
            </div>
            <div class="stack">
                {rating}
                {rate}
                <Facts detail />
                {reviewers}
                {former}
                {outside}
                <Corrections id sections />
                {one_by_one}
                {pause}
                {withhold}
                {withdraw}
                <section class="card"><WhoReads record=Record::Packet(id) on_page=true /></section>
                {openings::of_packet(id, packet.relation)}
            </div>
        </div>
    }
}

/// Where it stands, in a few lines.
#[component]
fn Facts(detail: ReviewPacketDetail) -> impl IntoView {
    let packet = detail.packet;
    let fact = |name: &'static str, value: String| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let score = detail.score.map(|score| {
        let steps = detail.scale.len();
        let step = nearest_step(score, steps);
        let word = detail.scale.get(step - 1).map(|step| step.word.clone()).unwrap_or_default();
        fact(text::SCORE, text::scored(score, &word))
    });
    let opens = detail.score.map(|_| view! { <score::Opens id=packet.id /> });
    // What was released says who led them then, not who does now.
    let then = match detail.paper {
        Some(paper) => vec![
            paper.job_title.map(|job| fact(review_papers::JOB_TITLE, job)),
            paper.team.map(|team| fact(review_papers::TEAM, team)),
            paper.manager.map(|manager| fact(review_papers::MANAGER, manager.name)),
        ],
        None => vec![packet.manager.map(|manager| fact(text::MANAGER, manager.name))],
    };
    let said = detail.acknowledgement.map(|said| fact(text::ANSWERED, text::acknowledgement(said).to_owned()));
    let unanswered = detail
        .answer_by
        .filter(|_| packet.unanswered)
        .map(|day| fact(text::ANSWERED, review_ends::unanswered(&format::date(day))));
    let comment = (!detail.comment.is_empty()).then(|| fact(text::COMMENT, detail.comment.clone()));
    let declined = detail.declined.into_iter().map(|it| {
        let who = text::declined(&it.person.name, it.relation);
        view! { <li><p class="strong">{who}</p><p class="said-text">{it.reason}</p></li> }
    });
    let declined = declined.collect::<Vec<_>>();
    let declined = (!declined.is_empty()).then(|| view! { <ul class="stack tight small">{declined}</ul> });
    // Until the cycle is closed nothing of it is deleted.
    let kept = detail.released_at.filter(|_| packet.stage == ReviewStage::Closed).map(|at| {
        view! { <DeletedOn kind=RetentionKind::Reviews since=at.date_naive() /> }
    });
    view! {
        <section class="card stack">
            <dl class="facts">
                {fact(text::PERSON, packet.subject.name)}
                {then}
                {fact(text::HANDED_IN_COUNT, text::of_all(packet.submitted, packet.reviews))}
                {score}
                {detail.released_at.map(|at| fact(text::RELEASED, format::date(format::local(at).0)))}
                {said}
                {unanswered}
                {comment}
            </dl>
            {opens}
            {declined}
            {kept}
        </section>
    }
}

/// What was answered, question by question.
#[component]
fn Answers(detail: ReviewPacketDetail, is_mine: bool) -> impl IntoView {
    let summary = (!detail.summary.is_empty() && detail.packet.state != PacketState::Collecting).then(|| {
        view! {
            <section class="card stack">
                <h2>{text::SUMMARY}</h2>
                {marked(&detail.summary)}
            </section>
        }
    });
    let nothing = (detail.sections.is_empty() && !detail.owes).then(|| {
        let words = if is_mine { text::NOTHING_YET_MINE } else { text::NOTHING_YET };
        view! { <section class="card flush"><EmptyState glyph=Glyph::Lock title=text::NOTHING_TO_READ detail=words /></section> }
    });
    let answers = written(detail.sections, detail.scale, detail.levels);
    view! { {summary}{nothing}{answers} }
}

/// Section by section, question by question.
fn written(sections: Vec<PacketSection>, scale: Vec<ScaleStep>, levels: Vec<String>) -> AnyView {
    let (scale, levels) = (StoredValue::new(scale), StoredValue::new(levels));
    let section = move |section: PacketSection| {
        let question = move |question: PacketQuestion| {
            view! { <Question question scale=scale.get_value() levels=levels.get_value() /> }
        };
        view! {
            <section class="card stack">
                <h2>{section.title}</h2>
                {section.questions.into_iter().map(question).collect_view()}
            </section>
        }
    };
    sections.into_iter().map(section).collect_view().into_any()
}

#[component]
fn Question(question: PacketQuestion, scale: Vec<ScaleStep>, levels: Vec<String>) -> impl IntoView {
    let asked = question.question.clone();
    let one = |answer: PacketAnswer| {
        let side = match answer.external {
            true => review_externals::from_outside(text::side(answer.relation)),
            false => review_appointments::whose(text::side(answer.relation), answer.capacity),
        };
        let who = match answer.author {
            Some(author) => format!("{side}: {author}"),
            None => side,
        };
        let names = measured(answer.names, &answer.progress);
        let words = said_by_levels(&asked, (&scale, &levels), &answer.answer, names);
        view! { <div class="review-answer stack snug"><p class="small muted">{who}</p>{words}</div> }
    };
    let too_few = question.too_few.iter().map(|side| {
        view! { <p class="small muted">{text::too_few(*side)}</p> }
    });
    view! {
        <div class="stack snug review-question">
            <h3 class="review-ask">{asked.text.clone()}</h3>
            <div class="review-answers">{question.answers.into_iter().map(one).collect_view()}</div>
            {too_few.collect_view()}
        </div>
    }
}

/// Goals with how far they had come at the end of what is looked back on, where that is known.
fn measured(names: Vec<String>, progress: &[Option<f64>]) -> Vec<String> {
    let one = |(at, name): (usize, String)| match progress.get(at).copied().flatten() {
        Some(share) => review_papers::measured(&name, &format::percent(share)),
        None => name,
    };
    names.into_iter().enumerate().map(one).collect()
}
