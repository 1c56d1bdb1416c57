//! Dates, numbers and money as the reader's browser writes them.

use std::cell::Cell;

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, Timelike, Utc};
use js_sys::{Array, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// What stands where there is no value.
pub const NONE: &str = "–";

fn options(pairs: &[(&str, JsValue)]) -> Object {
    let object = Object::new();
    for (name, value) in pairs {
        // Setting a plain property of a fresh object can't fail.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object
}

fn call(format: &Function, value: &JsValue) -> String {
    format.call1(&JsValue::UNDEFINED, value).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

fn number_with(value: f64, pairs: &[(&str, JsValue)]) -> String {
    let options = options(pairs);
    // What rounds to nothing has no sign: 0%, never -0%.
    let _ = Reflect::set(&options, &"signDisplay".into(), &"negative".into());
    call(&Intl::NumberFormat::new(&Array::new(), &options).format(), &JsValue::from_f64(value))
}

fn date_with(date: &js_sys::Date, pairs: &[(&str, JsValue)]) -> String {
    call(&Intl::DateTimeFormat::new(&Array::new(), &options(pairs)).format(), date)
}

/// A number with at most two decimals.
pub fn number(value: f64) -> String {
    number_with(value, &[("maximumFractionDigits", 2.into())])
}

/// A number with so many decimals, no more and no fewer.
pub fn fixed(value: f64, decimals: u8) -> String {
    let decimals = f64::from(decimals);
    number_with(value, &[("minimumFractionDigits", decimals.into()), ("maximumFractionDigits", decimals.into())])
}

/// A share of one as percent, with so many decimals.
pub fn percent_fixed(share: f64, decimals: u8) -> String {
    let decimals = f64::from(decimals);
    let digits = [
        ("style", "percent".into()),
        ("minimumFractionDigits", decimals.into()),
        ("maximumFractionDigits", decimals.into()),
    ];
    number_with(share, &digits)
}

/// The last day of something that ends at a moment: at midnight the day before is the last.
pub fn last_day(end: DateTime<Utc>) -> String {
    date((end - chrono::TimeDelta::seconds(1)).date_naive())
}

/// A count.
pub fn count(value: usize) -> String {
    number_with(u32::try_from(value).map_or(f64::from(u32::MAX), f64::from), &[])
}

/// A large number in little room: 1.2M.
pub fn compact(value: f64) -> String {
    number_with(value, &[("notation", "compact".into()), ("maximumFractionDigits", 1.into())])
}

/// A share of one, as percent.
pub fn percent(share: f64) -> String {
    number_with(share, &[("style", "percent".into()), ("maximumFractionDigits", 0.into())])
}

/// A measured share of one, as percent with at most two decimals.
pub fn percent_exactly(share: f64) -> String {
    number_with(share, &[("style", "percent".into()), ("maximumFractionDigits", 2.into())])
}

/// Money in minor units. How many decimals a currency has is the browser's knowledge.
pub fn money(minor: i64, currency: &str) -> String {
    let format = money_format(currency);
    // Amounts beyond 2^53 minor units lose their last digits; no organisation has such prices.
    #[expect(clippy::cast_precision_loss, reason = "see above")]
    let amount = minor as f64 / 10_f64.powf(digits_of(&format));
    call(&format.format(), &JsValue::from_f64(amount))
}

/// Money in minor units, in little room: without cents from a thousand on.
pub fn money_rounded(minor: f64, currency: &str) -> String {
    let format = money_format(currency);
    let amount = minor / 10_f64.powf(digits_of(&format));
    if amount.abs() < 1_000.0 {
        return call(&format.format(), &JsValue::from_f64(amount));
    }
    let style = [("style", "currency".into()), ("currency", currency.into()), ("maximumFractionDigits", 0.into())];
    number_with(amount, &style)
}

/// Hundredths of a percent: 750 is 7.5%.
pub fn basis_points(points: impl Into<f64>) -> String {
    percent_exactly(points.into() / 10_000.0)
}

/// What countries are called in the reader's language, by their two letters; the letters, if the browser doesn't know.
pub fn countries() -> impl Fn(&str) -> String {
    let made = region_names();
    move |code| {
        let name = made.as_ref().and_then(|(names, of)| of.call1(names, &JsValue::from_str(code)).ok());
        name.and_then(|name| name.as_string()).unwrap_or_else(|| code.to_owned())
    }
}

fn region_names() -> Option<(JsValue, Function)> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let kind: Function = Reflect::get(&intl, &"DisplayNames".into()).ok()?.dyn_into().ok()?;
    let names = Reflect::construct(&kind, &Array::of2(&Array::new(), &options(&[("type", "region".into())]))).ok()?;
    let of: Function = Reflect::get(&names, &"of".into()).ok()?.dyn_into().ok()?;
    Some((names, of))
}

/// How many decimals a currency has. Two, if the browser doesn't know it.
pub fn minor_digits(currency: &str) -> f64 {
    // Anything but three letters makes the browser throw.
    let known = currency.len() == 3 && currency.bytes().all(|byte| byte.is_ascii_alphabetic());
    if known { digits_of(&money_format(currency)) } else { 2.0 }
}

fn money_format(currency: &str) -> Intl::NumberFormat {
    let style = [("style", "currency".into()), ("currency", currency.into())];
    Intl::NumberFormat::new(&Array::new(), &options(&style))
}

fn digits_of(format: &Intl::NumberFormat) -> f64 {
    let digits = Reflect::get(&format.resolved_options(), &"maximumFractionDigits".into());
    digits.ok().and_then(|digits| digits.as_f64()).unwrap_or(2.0)
}

fn local_day(date: NaiveDate) -> js_sys::Date {
    let month = i32::try_from(date.month0()).unwrap_or(0);
    let day = i32::try_from(date.day()).unwrap_or(1);
    let year = u32::try_from(date.year()).unwrap_or(1970);
    js_sys::Date::new_with_year_month_day(year, month, day)
}

/// A day: 3 Nov 2026.
pub fn date(date: NaiveDate) -> String {
    date_with(&local_day(date), &[("dateStyle", "medium".into())])
}

/// A day of this or a near year, without the year: 3 Nov.
pub fn day(date: NaiveDate) -> String {
    date_with(&local_day(date), &[("day", "numeric".into()), ("month", "short".into())])
}

/// A day of this or a near year with its weekday: Tue, 3 Nov.
pub fn weekday(date: NaiveDate) -> String {
    let parts = [("weekday", "short".into()), ("day", "numeric".into()), ("month", "short".into())];
    date_with(&local_day(date), &parts)
}

/// The last day of what ends where this one begins.
pub fn day_before(day: NaiveDate) -> String {
    date(day.pred_opt().unwrap_or(day))
}

/// A month: Nov 2026.
pub fn month(date: NaiveDate) -> String {
    date_with(&local_day(date), &[("month", "short".into()), ("year", "numeric".into())])
}

/// A month in full: November 2026.
pub fn month_long(date: NaiveDate) -> String {
    date_with(&local_day(date), &[("month", "long".into()), ("year", "numeric".into())])
}

/// A month of this or a near year, in little room: Nov.
pub fn month_short(date: NaiveDate) -> String {
    date_with(&local_day(date), &[("month", "short".into())])
}

/// A moment, in the reader's time zone.
pub fn moment(at: DateTime<Utc>) -> String {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds fit until the year 287396")]
    let millis = at.timestamp_millis() as f64;
    date_with(
        &js_sys::Date::new(&JsValue::from_f64(millis)),
        &[("dateStyle", "medium".into()), ("timeStyle", "short".into())],
    )
}

/// A full hour of the day: 8:00 AM.
pub fn hour(hour: u8) -> String {
    let date = js_sys::Date::new_with_year_month_day_hr(2026, 0, 1, hour.into());
    date_with(&date, &[("timeStyle", "short".into())])
}

/// A time of day: 10:30 AM.
pub fn clock(time: NaiveTime) -> String {
    let date = js_sys::Date::new_with_year_month_day_hr_min(2026, 0, 1, hour_of(time), minute_of(time));
    date_with(&date, &[("timeStyle", "short".into())])
}

fn hour_of(time: NaiveTime) -> i32 {
    i32::try_from(time.hour()).unwrap_or(0)
}

fn minute_of(time: NaiveTime) -> i32 {
    i32::try_from(time.minute()).unwrap_or(0)
}

/// How long ago, in words: "3 hours ago".
pub fn ago(at: DateTime<Utc>) -> String {
    let past = Utc::now().signed_duration_since(at);
    let (amount, unit) = match (past.num_days(), past.num_hours(), past.num_minutes()) {
        (days, ..) if days.abs() >= 60 => return date(at.date_naive()),
        (days, ..) if days != 0 => (days, "day"),
        (_, hours, _) if hours != 0 => (hours, "hour"),
        (.., minutes) => (minutes, "minute"),
    };
    let format = Intl::RelativeTimeFormat::new(&Array::new(), &options(&[("numeric", "auto".into())]));
    let amount = i32::try_from(-amount).unwrap_or(0);
    format.format(f64::from(amount), unit).into()
}

thread_local! {
    /// By how many days the organisation's clock is ahead of the browser's: a sandbox's.
    static AHEAD: Cell<u16> = const { Cell::new(0) };
}

/// Has what is said of today and now go by a clock that is so many days ahead.
pub fn go_by(days_ahead: u16) {
    AHEAD.set(days_ahead);
}

fn ahead(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(AHEAD.get().into())).unwrap_or(day)
}

/// The moment it is by the organisation's clock.
pub fn now() -> DateTime<Utc> {
    Utc::now() + TimeDelta::days(AHEAD.get().into())
}

/// Today, where the reader is, by the organisation's clock.
pub fn today() -> NaiveDate {
    ahead(real_today())
}

/// Today by the real clock, for what no sandbox puts forward.
pub fn real_today() -> NaiveDate {
    let now = js_sys::Date::new_0();
    let year = i32::try_from(now.get_full_year()).unwrap_or(1970);
    NaiveDate::from_ymd_opt(year, now.get_month() + 1, now.get_date()).unwrap_or_else(|| Utc::now().date_naive())
}

/// Today, in a time zone; where the reader is, if the browser doesn't know it.
pub fn today_in(zone: &str) -> NaiveDate {
    day_in(zone, &js_sys::Date::new_0()).map_or_else(today, ahead)
}

fn day_in(zone: &str, moment: &js_sys::Date) -> Option<NaiveDate> {
    let parts = [("timeZone", zone), ("year", "numeric"), ("month", "numeric"), ("day", "numeric")];
    let options = options(&parts.map(|(name, value)| (name, value.into())));
    // Built this way since an unknown zone makes the constructor throw.
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let kind: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let made = Reflect::construct(&kind, &Array::of2(&"en-u-ca-gregory-nu-latn".into(), &options)).ok()?;
    let parts = made.dyn_into::<Intl::DateTimeFormat>().ok()?.format_to_parts(moment);
    let number = |wanted: &str| {
        let is = |part: &JsValue| {
            Reflect::get(part, &"type".into()).is_ok_and(|kind| kind.as_string().as_deref() == Some(wanted))
        };
        let part = parts.iter().find(is)?;
        Reflect::get(&part, &"value".into()).ok()?.as_string()?.parse::<u32>().ok()
    };
    NaiveDate::from_ymd_opt(i32::try_from(number("year")?).ok()?, number("month")?, number("day")?)
}

/// All IANA time zones that the browser knows; none in a browser too old to say.
pub fn time_zones() -> Vec<String> {
    let intl = Reflect::get(&js_sys::global(), &"Intl".into());
    let ask = intl.and_then(|intl| Reflect::get(&intl, &"supportedValuesOf".into()));
    let ask = ask.ok().and_then(|ask| ask.dyn_into::<Function>().ok());
    let all = ask.and_then(|ask| ask.call1(&JsValue::UNDEFINED, &"timeZone".into()).ok());
    let names = all.map(|all| Array::from(&all)).unwrap_or_default();
    // Browsers leave out the one that needs no place.
    names.iter().filter_map(|name| name.as_string()).chain(["UTC".to_owned()]).collect()
}

/// The reader's IANA time zone.
pub fn time_zone() -> Option<String> {
    let settled = Intl::DateTimeFormat::new(&Array::new(), &Object::new()).resolved_options();
    Reflect::get(&settled, &"timeZone".into()).ok().and_then(|zone| zone.as_string())
}

/// Day and time of day of a moment, where the reader is.
pub fn local(at: DateTime<Utc>) -> (NaiveDate, NaiveTime) {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds fit until the year 287396")]
    let there = js_sys::Date::new(&JsValue::from_f64(at.timestamp_millis() as f64));
    let year = i32::try_from(there.get_full_year()).unwrap_or(1970);
    let day = NaiveDate::from_ymd_opt(year, there.get_month() + 1, there.get_date());
    let time = NaiveTime::from_hms_opt(there.get_hours(), there.get_minutes(), 0);
    (day.unwrap_or_else(|| at.date_naive()), time.unwrap_or_else(|| at.time()))
}

/// The moment of a day and a time of day where the reader is.
pub fn instant(day: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
    let there = local_day(day);
    there.set_hours(time.hour());
    there.set_minutes(time.minute());
    #[expect(clippy::cast_possible_truncation, reason = "whole milliseconds, far below 2^53")]
    DateTime::from_timestamp_millis(there.get_time() as i64)
}
