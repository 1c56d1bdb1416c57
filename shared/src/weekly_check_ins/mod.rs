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
    /// Whether it does at all, when a week is due, whether the mood is asked, and the questions that take turns.
    /// Everybody who is logged in gets the same.
    ReadWeeklySettings: Get "/api/v1/weekly-check-ins/settings" { answer: Json<WeeklySettings>, who: session }
    /// Change how the organisation checks in by the week.
    /// What was written stays, and keeps the question that it was written under.
    EditWeeklySettings: Patch "/api/v1/weekly-check-ins/settings" { body: Json<WeeklySettingsChanges>, answer: Json<WeeklySettings>, who: may SET }
    /// The caller's week: what they wrote, or what there is to begin with.
    /// `week` is any day of it, this week if unsaid; it is answered as the Monday. `unfinished` is what is left of the
    /// week before, and `due_on` the day on which it is due.
    ReadMyWeek: Get "/api/v1/weekly-check-ins/mine" { query: WeekQuery, answer: Json<MyWeek>, who: session }
    /// The week of everybody who reports to the caller directly.
    /// `week` is any day of it, this week if unsaid. Who hasn't written stands there without a check-in.
    ReadTeamWeek: Get "/api/v1/weekly-check-ins/team" { query: WeekQuery, answer: Json<TeamWeek>, who: may ANSWER }
    /// Weekly check-ins the caller may read, latest week first.
    /// One's own, those of people below one, and for Admins everybody's, the mood included. `person` narrows the list.
    ListWeeklyCheckIns: Get "/api/v1/weekly-check-ins" { query: WeeklyFilter, answer: Json<Page<WeeklyCheckIn>>, who: may VIEW }
    /// Write one's check-in for this week or the one before.
    /// The manager is told, and whom its lines name and who reads it, but not again by a line that is carried over. 409 if the
    /// organisation doesn't check in by the week; 422 for another week, for a mood where none is asked, for lines of a week
    /// away, and for naming somebody who doesn't read it.
    CreateWeeklyCheckIn: Post "/api/v1/weekly-check-ins" { body: Json<NewWeeklyCheckIn>, answer: Made<WeeklyCheckIn>, who: may WRITE }
    /// Exactly who reads what somebody writes by the week, and why.
    /// It is the same list for every week of theirs, written or to be.
    ListWeeklyReaders: Get "/api/v1/people/{id}/weekly-check-ins/readers" { params: PersonPath, answer: Json<RecordReaders>, who: may VIEW }
    /// One weekly check-in.
    /// For whoever wrote it, those above them and Admins; 404 for everybody else. `answer` is there once it was
    /// answered.
    ReadWeeklyCheckIn: Get "/api/v1/weekly-check-ins/{id}" { params: WeeklyPath, answer: Json<WeeklyCheckIn>, who: may VIEW }
    /// Change it, as long as it has not been read.
    /// Whoever wrote it does; whom its lines name now and didn't before is told. 409 once it was read; 422 for a mood where
    /// none is asked, for lines of a week away, and for naming somebody who doesn't read it.
    EditWeeklyCheckIn: Patch "/api/v1/weekly-check-ins/{id}" { params: WeeklyPath, body: Json<WeeklyChanges>, answer: Json<WeeklyCheckIn>, who: may WRITE }
    /// Say that it has been read: from then on it stays as it is.
    /// Whoever stands above its author does, or an Admin; their notice of it is settled. 409 if it was read already.
    MarkWeeklyRead: Post "/api/v1/weekly-check-ins/{id}/read" { params: WeeklyPath, answer: Json<WeeklyCheckIn>, who: may ANSWER }
    /// Answer it, which closes it.
    /// Whoever stands above its author does, or an Admin; the author is told. 409 if it was answered already.
    AnswerWeeklyCheckIn: Post "/api/v1/weekly-check-ins/{id}/answer" { params: WeeklyPath, body: Json<NewWeeklyAnswer>, answer: Json<WeeklyCheckIn>, who: may ANSWER }
}
