use proptest::prelude::*;

use super::*;

const DAY: Option<DateOrder> = Some(DateOrder::DayFirst);
const MONTH: Option<DateOrder> = Some(DateOrder::MonthFirst);

fn iso(cell: &str, order: Option<DateOrder>) -> String {
    parse(cell, order).map_or_else(|code| code.to_string(), |date| date.to_string())
}

#[test]
fn dates_that_need_no_order() {
    let twelfth = [
        "2024-03-12",
        " 2024-03-12 ",
        "2024-03-12T00:00:00.000Z",
        "2024-03-12 08:30",
        "2024/3/12",
        "20240312",
        "12.03.2024",
        "12.3.24",
        "12. März 2024",
        "12 Mar 2024",
        "12-Mar-2024",
        "12-MAR-24",
        "12th March 2024",
        "Mar 12, 2024",
        "March 12th, 2024",
        "12 mars 2024",
        "2024-Mar-12",
        "45363",
        "45363.75",
    ];
    for cell in twelfth {
        assert_eq!(iso(cell, None), "2024-03-12", "{cell}");
        assert_eq!(iso(cell, MONTH), "2024-03-12", "{cell}");
    }
    assert_eq!(iso("1er avril 2024", None), "2024-04-01");
    assert_eq!(iso("3/3/2024", None), "2024-03-03");
    assert_eq!(iso("1/2/70 12:00 AM", DAY), "1970-02-01");
}

#[test]
fn the_order_decides() {
    assert_eq!(iso("03/04/2024", DAY), "2024-04-03");
    assert_eq!(iso("03/04/2024", MONTH), "2024-03-04");
    assert_eq!(iso("03/04/2024", None), "ambiguous_date");
    assert_eq!(iso("14/3/2024", None), "2024-03-14");
    assert_eq!(iso("14/3/2024", MONTH), "bad_date");
    assert_eq!(iso("3-14-2024", MONTH), "2024-03-14");
}

#[test]
fn impossible_dates() {
    let bad = [
        "31.02.2024",
        "2023-02-29",
        "32/1/2024",
        "13/13/2024",
        "0/1/2024",
        "1899-12-31",
        "soon",
        "2024",
        "12/2024",
        "1/1/20245",
        "12 Foo 2024",
        "9999999",
        "99999999",
        "31 April 2024",
        "::",
        "T:",
        " :",
    ];
    for cell in bad {
        assert_eq!(iso(cell, None), "bad_date", "{cell}");
    }
}

#[test]
fn a_column_tells_its_order() {
    assert_eq!(order_of(["03/04/2024", "", "25/04/2024"]), DatesRead::DayFirst);
    assert_eq!(order_of(["03/04/2024", "04/25/2024", "nonsense"]), DatesRead::MonthFirst);
    assert_eq!(order_of(["03/04/2024", "05/06/2024"]), DatesRead::Ambiguous);
    assert_eq!(order_of(["14/04/2024", "04/14/2024"]), DatesRead::Mixed);
    assert_eq!(order_of(["2024-03-04", "5/5/2024", "12.03.2024", ""]), DatesRead::Clear);
}

proptest! {
    #[test]
    fn any_text_is_a_date_or_none(cell in "\\PC{0,20}", order in prop::option::of(prop::sample::select(DateOrder::ALL))) {
        let _ = parse(&cell, order);
        let _ = order_of([cell.as_str()]);
    }

    #[test]
    fn text_made_of_the_parts_of_dates_never_panics(cell in "[0-9/.:T -]{0,12}(Mar|é|T|:)?[0-9 ]{0,5}") {
        let _ = parse(&cell, None);
    }

    #[test]
    fn what_is_written_in_one_order_is_read_in_it(days in prop::collection::vec(-20_000..20_000i64, 1..30), day_first in any::<bool>()) {
        let dates: Vec<_> = days.iter().map(|days| NaiveDate::default() + chrono::Duration::days(*days)).collect();
        let written: Vec<_> = dates.iter()
            .map(|date| date.format(if day_first { "%d/%m/%Y" } else { "%m/%d/%Y" }).to_string()).collect();
        let read = order_of(written.iter().map(String::as_str));
        let order = if day_first { DateOrder::DayFirst } else { DateOrder::MonthFirst };
        prop_assert!(read.order().is_none_or(|found| found == order));
        prop_assert_ne!(read, DatesRead::Mixed);
        for (cell, date) in written.iter().zip(dates) {
            prop_assert_eq!(parse(cell, Some(order)), Ok(date));
        }
    }
}
