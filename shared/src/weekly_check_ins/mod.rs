//! The weekly check-in of a person: what they did, will do, where they are stuck, how they are. Theirs until their
//! manager has read it; the manager's answer closes it.

mod dto;
pub mod rules;
mod settings;

pub use dto::{
    Intention, MyWeek, NewWeeklyAnswer, NewWeeklyCheckIn, TeamWeek, TeamWeekItem, WeekQuery, WeeklyAnswer,
    WeeklyChanges, WeeklyCheckIn, WeeklyFilter, WeeklyPath,
};
pub use settings::{Weekday, WeeklySettings, WeeklySettingsChanges};

use crate::{
    operation::{Json, Made},
    operations,
    people::PersonPath,
    permissions,
    readers::RecordReaders,
    wire::Page,
};

permissions! { weekly_check_ins;
    /// Read a weekly check-in, the mood in it included.
    VIEW "view" Employee, Manager, never, Admin;
    /// Write one's weekly check-in.
    WRITE "write" Employee, never, never, never;
    /// Mark a weekly check-in read, and answer it.
    ANSWER "answer" never, Manager, never, Admin;
    /// Set how the organisation checks in by the week.
    SET "set" never, never, never, Admin;
}

operations! { "weekly_check_ins";
    /// How the organisation checks in by the week.
    ReadWeeklySettings: Get "/api/v1/weekly-check-ins/settings" { answer: Json<WeeklySettings>, who: session }
    /// Change how the organisation checks in by the week.
    EditWeeklySettings: Patch "/api/v1/weekly-check-ins/settings" { body: Json<WeeklySettingsChanges>, answer: Json<WeeklySettings>, who: may SET }
    /// The caller's week: what they wrote, or what there is to begin with.
    ReadMyWeek: Get "/api/v1/weekly-check-ins/mine" { query: WeekQuery, answer: Json<MyWeek>, who: session }
    /// The week of everybody who reports to the caller directly.
    ReadTeamWeek: Get "/api/v1/weekly-check-ins/team" { query: WeekQuery, answer: Json<TeamWeek>, who: may ANSWER }
    /// Weekly check-ins the caller may read, latest week first.
    ListWeeklyCheckIns: Get "/api/v1/weekly-check-ins" { query: WeeklyFilter, answer: Json<Page<WeeklyCheckIn>>, who: may VIEW }
    /// Write one's check-in for this week or the one before.
    CreateWeeklyCheckIn: Post "/api/v1/weekly-check-ins" { body: Json<NewWeeklyCheckIn>, answer: Made<WeeklyCheckIn>, who: may WRITE }
    /// Exactly who reads what somebody writes by the week, and why.
    ListWeeklyReaders: Get "/api/v1/people/{id}/weekly-check-ins/readers" { params: PersonPath, answer: Json<RecordReaders>, who: may VIEW }
    /// One weekly check-in.
    ReadWeeklyCheckIn: Get "/api/v1/weekly-check-ins/{id}" { params: WeeklyPath, answer: Json<WeeklyCheckIn>, who: may VIEW }
    /// Change it, as long as it has not been read.
    EditWeeklyCheckIn: Patch "/api/v1/weekly-check-ins/{id}" { params: WeeklyPath, body: Json<WeeklyChanges>, answer: Json<WeeklyCheckIn>, who: may WRITE }
    /// Say that it has been read: from then on it stays as it is.
    MarkWeeklyRead: Post "/api/v1/weekly-check-ins/{id}/read" { params: WeeklyPath, answer: Json<WeeklyCheckIn>, who: may ANSWER }
    /// Answer it, which closes it.
    AnswerWeeklyCheckIn: Post "/api/v1/weekly-check-ins/{id}/answer" { params: WeeklyPath, body: Json<NewWeeklyAnswer>, answer: Json<WeeklyCheckIn>, who: may ANSWER }
}
