//! Who pays.

use leptos::prelude::*;
use shared::{
    billing::{BillingDetails, SetBillingDetails},
    operation::Nothing,
};

use super::desk::Desk;
use crate::{
    attempt::{Attempt, AttemptNews},
    client::call,
    session::Session,
    text::{billing as text, format, ui::SAVE},
    ui::{Actions, Button, ButtonKind, Choice, Dialog, Field, Form, Select, TextArea, TextInput, Toasts, live},
};

/// ISO 3166-1, alpha-2.
const COUNTRIES: &str = "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT \
    BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK \
    FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE \
    JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ \
    MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO \
    RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW \
    TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

/// Who is named, and the way to change that.
#[component]
pub fn Details(details: Option<BillingDetails>, desk: Desk) -> impl IntoView {
    let deed = if details.is_some() { text::DETAILS_CHANGE } else { text::DETAILS_SET };
    let named = match details {
        None => view! { <p class="small muted">{text::DETAILS_NONE}</p> }.into_any(),
        Some(BillingDetails { name, email, address, country, tax_number }) => {
            let lines = address.lines().map(|line| view! { <span>{line.to_owned()}<br /></span> }).collect_view();
            view! {
                <div class="stack snug">
                    <strong>{name}</strong>
                    <span>{lines}{format::countries()(&country)}</span>
                    {tax_number.map(|number| view! { <span>{text::TAX_NUMBER}": "{number}</span> })}
                    <span class="truncate">{email}</span>
                </div>
            }
            .into_any()
        }
    };
    view! {
        <section class="card stack">
            <h2>{text::DETAILS}</h2>
            {named}
            <div class="row"><Button on_press=move || desk.asks_details.set(true)>{deed}</Button></div>
        </section>
    }
}

/// The form over the page: beside what the page shows, so that nothing that changes there takes away what is typed.
#[component]
pub fn DetailsDialog(desk: Desk) -> impl IntoView {
    let open = desk.asks_details;
    view! {
        <Dialog open title=text::DETAILS>
            {live(move || open.get().then(|| view! { <DetailsForm desk /> }))}
        </Dialog>
    }
}

#[component]
fn DetailsForm(desk: Desk) -> impl IntoView {
    let now = untrack(|| desk.all.get()).and_then(|(now, _)| now.details).unwrap_or_else(suggested);
    let [name, email, address, country] = [now.name, now.email, now.address, now.country].map(RwSignal::new);
    let tax_number = RwSignal::new(now.tax_number.unwrap_or_default());
    let (attempt, toasts) = (Attempt::new(), Toasts::here());
    let submit = move || {
        let typed = |field: RwSignal<String>| field.with_untracked(|text| text.trim().to_owned());
        let body = BillingDetails {
            name: typed(name),
            email: typed(email),
            address: typed(address),
            country: typed(country),
            tax_number: Some(typed(tax_number)).filter(|number| !number.is_empty()),
        };
        attempt.send(
            body,
            |body| call::<SetBillingDetails>(Nothing {}, Nothing {}, body),
            move |_| {
                toasts.good(text::DETAILS_SAVED);
                desk.asks_details.set(false);
                desk.reload();
            },
        );
    };
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <p class="small muted">{text::DETAILS_LEAD}</p>
            <AttemptNews attempt />
            <Field label=text::NAME name="name" hint=text::NAME_HINT required=true>
                <TextInput value=name autocomplete="organization" />
            </Field>
            <Field label=text::ADDRESS name="address" hint=text::ADDRESS_HINT required=true><TextArea value=address /></Field>
            <Field label=text::COUNTRY name="country" required=true>
                <Select value=country options=countries() any=text::COUNTRY_ANY />
            </Field>
            <Field label=text::TAX_NUMBER name="tax_number" hint=text::TAX_NUMBER_HINT><TextInput value=tax_number /></Field>
            <Field label=text::MAIL name="email" required=true><TextInput value=email kind="email" autocomplete="email" /></Field>
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{SAVE}</Button></Actions>
        </Form>
    }
}

/// What most would type.
fn suggested() -> BillingDetails {
    let me = Session::here().me();
    BillingDetails {
        name: me.as_ref().map(|me| me.organisation.name.clone()).unwrap_or_default(),
        email: me.as_ref().map(|me| me.email.clone()).unwrap_or_default(),
        ..BillingDetails::default()
    }
}

/// All countries, by what the reader calls them.
fn countries() -> Vec<Choice> {
    let name = format::countries();
    let mut all: Vec<_> = COUNTRIES.split_whitespace().map(|code| Choice::new(code, name(code))).collect();
    all.sort_by(|one, other| one.label.cmp(&other.label));
    all
}
