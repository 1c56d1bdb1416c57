//! Dashboards, their files, and a person's story: what the lists hold, counted and put in order of time.
//!
//! Nothing here has rows of its own. Every number is that of a list with the same filters, as the same caller sees it.

mod check_ins;
mod feedback;
mod filters;
mod goals;
mod kpis;
mod reviews;
pub mod rules;
mod story;

pub use self::{
    check_ins::{CheckInDashboard, CheckInHealth, CheckInHealthFilter, CheckInWeek, HealthCounts, KeyResultHealth},
    feedback::{
        FeedbackCounts, FeedbackDashboard, FeedbackPiece, FeedbackPieceFilter, FeedbackPieceKind, FeedbackWeek,
    },
    filters::{DashboardFilter, Stretch},
    goals::{GoalDashboard, GoalFigures, TeamFigures},
    kpis::{KpiCounts, KpiDashboard, KpiMoment, KpiStanding, KpiStandingFilter, TeamKpis},
    reviews::{
        CycleRatings, CycleRatingsBefore, RatingCount, RatingsApart, ReviewCounts, ReviewDashboard, ReviewStanding,
        ReviewStandingFilter, TeamReviews,
    },
    story::{Coverage, CoverageFilter, CoverageMonth, KindCount, StoryEntry, StoryFilter, StoryKind},
};

use crate::{
    feedback::VIEW as VIEW_FEEDBACK,
    goals::VIEW as VIEW_GOALS,
    kpis::VIEW as VIEW_KPIS,
    operation::{Csv, File, Json, Pdf, Xlsx},
    operations,
    people::{PersonPath, VIEW as VIEW_PEOPLE},
    reviews::VIEW as VIEW_REVIEWS,
    wire::Page,
};

operations! { "analytics";
    /// How the goals of a period stand, as a whole and by team, beside the period before. Counts objectives that were
    /// agreed, neither drafts nor proposals. Looks at what the caller answers for; with `scope=seen` also at what is
    /// shared with or published to them. Progress is a mean of those that have one, 0 to 1, beside where they would be
    /// if all went evenly. With `as_of` as it was known at the end of a day, by whatever the caller may see now.
    ReadGoalDashboard: Get "/api/v1/dashboards/goals" { query: DashboardFilter, answer: Json<GoalDashboard>, who: may VIEW_GOALS }
    /// The objectives behind the goal dashboard as a CSV file, safe to open in a spreadsheet. By owner and title, those
    /// that the dashboard counts with the same filters. 50,000 rows at most, or 422: narrow it to a team. Who took the
    /// file stands in the audit log.
    ExportGoalsCsv: Get "/api/v1/dashboards/goals.csv" { query: DashboardFilter, answer: Csv, who: may VIEW_GOALS }
    /// The goal dashboard as a workbook: its table, and the objectives behind it. A sheet for each, with the filters of
    /// the dashboard. 50,000 rows at most, or 422: narrow it to a team. Who took the file stands in the audit log.
    ExportGoalsXlsx: Get "/api/v1/dashboards/goals.xlsx" { query: DashboardFilter, answer: File<Xlsx>, who: may VIEW_GOALS }
    /// The goal dashboard as a document: its table, and the objectives behind it. At most 1,000 of them.
    ExportGoalsPdf: Get "/api/v1/dashboards/goals.pdf" { query: DashboardFilter, answer: File<Pdf>, who: may VIEW_GOALS }
    /// How many key results of a period had their check-in on time, late or not at all, week by week. Says how key
    /// results stood at the end of each week up to today: `late` is due within the days of grace, `outdated` for
    /// longer. The period before comes as a total. Looks at what the caller answers for; with `scope=seen` also at what
    /// is shared with or published to them.
    ReadCheckInDashboard: Get "/api/v1/dashboards/check-ins" { query: DashboardFilter, answer: Json<CheckInDashboard>, who: may VIEW_GOALS }
    /// The key results behind one week of the check-in dashboard, longest due first. The week is the one of the day in
    /// `week`, or the latest. `health` narrows to those that stood like this; a week outside the period is an empty
    /// page.
    ListCheckInHealth: Get "/api/v1/dashboards/check-ins/key-results" { query: CheckInHealthFilter, answer: Json<Page<KeyResultHealth>>, who: may VIEW_GOALS }
    /// The key results of the latest week as a CSV file, safe to open in a spreadsheet. Each with its owner, how it
    /// stood, its last check-in and when the next was due. 50,000 rows at most, or 422: narrow it to a team. Who took
    /// the file stands in the audit log.
    ExportCheckInsCsv: Get "/api/v1/dashboards/check-ins.csv" { query: DashboardFilter, answer: Csv, who: may VIEW_GOALS }
    /// The check-in dashboard as a workbook: its weeks, and the key results of the latest. A sheet for each, with the
    /// filters of the dashboard. 50,000 rows at most, or 422: narrow it to a team. Who took the file stands in the
    /// audit log.
    ExportCheckInsXlsx: Get "/api/v1/dashboards/check-ins.xlsx" { query: DashboardFilter, answer: File<Xlsx>, who: may VIEW_GOALS }
    /// The check-in dashboard as a document: its weeks, and the key results of the latest. At most 1,000 of them.
    ExportCheckInsPdf: Get "/api/v1/dashboards/check-ins.pdf" { query: DashboardFilter, answer: File<Pdf>, who: may VIEW_GOALS }
    /// How much praise and feedback there was, week by week, as far as the caller may read it. Counts praise that
    /// stands, private feedback and answers, but no notes to oneself. `team`, `person` and `scope` speak of whom it is
    /// about.
    ReadFeedbackDashboard: Get "/api/v1/dashboards/feedback" { query: DashboardFilter, answer: Json<FeedbackDashboard>, who: may VIEW_FEEDBACK }
    /// The praise and feedback behind the dashboard, latest first: who said something to whom, not what. Only what the
    /// caller may read is among it. `week` narrows to the week of a day; without it, it is the period up to today.
    ListFeedbackPieces: Get "/api/v1/dashboards/feedback/pieces" { query: FeedbackPieceFilter, answer: Json<Page<FeedbackPiece>>, who: may VIEW_FEEDBACK }
    /// Who said something to whom in the period, as a CSV file, safe to open in a spreadsheet. Only what the caller may
    /// read is among it, and no text. 50,000 rows at most, or 422: narrow it to a team. Who took the file stands in the
    /// audit log.
    ExportFeedbackCsv: Get "/api/v1/dashboards/feedback.csv" { query: DashboardFilter, answer: Csv, who: may VIEW_FEEDBACK }
    /// The feedback dashboard as a workbook: its weeks, and who said something to whom. A sheet for each, with the
    /// filters of the dashboard and no text. 50,000 rows at most, or 422: narrow it to a team. Who took the file stands
    /// in the audit log.
    ExportFeedbackXlsx: Get "/api/v1/dashboards/feedback.xlsx" { query: DashboardFilter, answer: File<Xlsx>, who: may VIEW_FEEDBACK }
    /// The feedback dashboard as a document: its weeks, and who said something to whom. At most 1,000 rows.
    ExportFeedbackPdf: Get "/api/v1/dashboards/feedback.pdf" { query: DashboardFilter, answer: File<Pdf>, who: may VIEW_FEEDBACK }
    /// How many KPIs stand how, as a whole and by team: at the end of a period by what was known then, or today while
    /// it runs; beside the end of the period before. Counts those that were there on that day and not put away;
    /// `no_data` means that nothing is known, or nothing new for too long. Looks at what the caller answers for; with
    /// `scope=seen` also at what is shared with or published to them.
    ReadKpiDashboard: Get "/api/v1/dashboards/kpis" { query: DashboardFilter, answer: Json<KpiDashboard>, who: may VIEW_KPIS }
    /// The KPIs behind the dashboard, worst first, each with how it stood at the end of the period before. Unhealthy
    /// ones come first, then those to watch, those without data and healthy ones, each by name. `state` narrows to one
    /// of these; `before` is absent if the KPI wasn't there then.
    ListKpiStandings: Get "/api/v1/dashboards/kpis/standings" { query: KpiStandingFilter, answer: Json<Page<KpiStanding>>, who: may VIEW_KPIS }
    /// The KPIs behind the dashboard as a CSV file, safe to open in a spreadsheet. In the order of the list, with the
    /// filters of the dashboard. 50,000 rows at most, or 422: narrow it to a team. Who took the file stands in the
    /// audit log.
    ExportKpisCsv: Get "/api/v1/dashboards/kpis.csv" { query: DashboardFilter, answer: Csv, who: may VIEW_KPIS }
    /// The KPI dashboard as a workbook: its table, and the KPIs behind it. A sheet for each, with the filters of the
    /// dashboard. 50,000 rows at most, or 422: narrow it to a team. Who took the file stands in the audit log.
    ExportKpisXlsx: Get "/api/v1/dashboards/kpis.xlsx" { query: DashboardFilter, answer: File<Xlsx>, who: may VIEW_KPIS }
    /// The KPI dashboard as a document: its table, and the KPIs behind it. At most 1,000 of them.
    ExportKpisPdf: Get "/api/v1/dashboards/kpis.pdf" { query: DashboardFilter, answer: File<Pdf>, who: may VIEW_KPIS }
    /// How much of the reviews due in a period is written, released and answered, as a whole and by team, beside the
    /// period before; and which ratings came of it. Counts what the caller sees of cycles whose writing was due in the
    /// period, but not cancelled ones; that of the period before as it stands today. Ratings are of those alone whose
    /// rating the caller reads, and only of cycles that calibrate. `scope` changes nothing here.
    ReadReviewDashboard: Get "/api/v1/dashboards/reviews" { query: DashboardFilter, answer: Json<ReviewDashboard>, who: may VIEW_REVIEWS }
    /// What stands behind the dashboard, person by person, by name. Nothing of what was written is told, and a rating
    /// only where the caller reads it. `rating` asks for a step of the cycle's scale, from 1, or for 0: those who have
    /// none.
    ListReviewStandings: Get "/api/v1/dashboards/reviews/standings" { query: ReviewStandingFilter, answer: Json<Page<ReviewStanding>>, who: may VIEW_REVIEWS }
    /// What stands behind the dashboard as a CSV file, safe to open in a spreadsheet. With the filters of the
    /// dashboard; a rating only where the caller reads it. 50,000 rows at most, or 422: narrow it to a team. Who took
    /// the file stands in the audit log.
    ExportReviewsCsv: Get "/api/v1/dashboards/reviews.csv" { query: DashboardFilter, answer: Csv, who: may VIEW_REVIEWS }
    /// The review dashboard as a workbook: its table, and what stands behind it. A sheet for each, with the filters of
    /// the dashboard; a rating only where the caller reads it. 50,000 rows at most, or 422: narrow it to a team. Who
    /// took the file stands in the audit log.
    ExportReviewsXlsx: Get "/api/v1/dashboards/reviews.xlsx" { query: DashboardFilter, answer: File<Xlsx>, who: may VIEW_REVIEWS }
    /// The review dashboard as a document: its table, and what stands behind it. At most 1,000 rows.
    ExportReviewsPdf: Get "/api/v1/dashboards/reviews.pdf" { query: DashboardFilter, answer: File<Pdf>, who: may VIEW_REVIEWS }
    /// What is known of a person's work, latest first. Each entry only for those who may see the thing it tells of.
    ListStory: Get "/api/v1/people/{id}/story" { params: PersonPath, query: StoryFilter, answer: Json<Page<StoryEntry>>, who: may VIEW_PEOPLE }
    /// How much of a person's story there is in each month of a year, by kind. The twelve months end with that of
    /// `until`, or today's. Counted is what the caller may see of it, up to today.
    ReadCoverage: Get "/api/v1/people/{id}/coverage" { params: PersonPath, query: CoverageFilter, answer: Json<Coverage>, who: may VIEW_PEOPLE }
}
