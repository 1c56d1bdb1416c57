use chrono::{DateTime, Utc};
use diesel::{
    prelude::*,
    sql_types::{Bool, Nullable, Text, Timestamptz, Uuid as SqlUuid},
};
use shared::{
    notifications::{Notice, NoticeKind},
    people::PersonRef,
    wire::NoticeId,
};
use uuid::Uuid;

/// A notice with what its reader sees of its thing.
#[derive(Debug, QueryableByName)]
pub(super) struct NoticeRow {
    #[diesel(sql_type = SqlUuid)]
    pub id: NoticeId,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = SqlUuid)]
    about: Uuid,
    #[diesel(sql_type = SqlUuid)]
    place: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Nullable<SqlUuid>)]
    actor_id: Option<Uuid>,
    #[diesel(sql_type = Nullable<Text>)]
    actor_name: Option<String>,
    #[diesel(sql_type = Timestamptz)]
    created_at: DateTime<Utc>,
    #[diesel(sql_type = Bool)]
    read: bool,
}

impl NoticeRow {
    /// As its reader gets it; `None` if this version doesn't know the kind.
    pub(super) fn shown(self) -> Option<Notice> {
        let kind = NoticeKind::parse(&self.kind)?;
        let actor = self.actor_id.zip(self.actor_name).map(|(id, name)| PersonRef { id: id.into(), name });
        Some(Notice {
            id: self.id,
            kind,
            subject: kind.facts().subject,
            about: self.about,
            place: self.place,
            title: self.title,
            actor: actor.filter(|_| kind.facts().names_actor),
            created_at: self.created_at,
            read: self.read,
        })
    }
}
