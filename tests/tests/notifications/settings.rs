//! How one wants to be told: one's own, kind by kind, but for what nobody can do without.

use perftrack_tests::Refused;
use shared::{
    notifications::{
        EditNoticeSettings, KindChange, MailWhen, NoticeKind, NoticeSettings, NoticeSettingsChanges, QuietHours,
        ReadNoticeSettings,
    },
    operation::Nothing,
    problem::Code,
    wire::Patch,
};

use super::{Ground, told, unread};

impl Ground {
    fn settings(&self) -> NoticeSettings {
        self.owner.call::<ReadNoticeSettings>(Nothing {}, Nothing {}, ()).expect("settings")
    }

    fn change(&self, version: i64, changes: NoticeSettingsChanges) -> Result<NoticeSettings, shared::problem::Problem> {
        self.owner.change::<EditNoticeSettings>(Nothing {}, version, changes)
    }
}

fn kind(kind: NoticeKind, in_app: bool, mail: MailWhen) -> NoticeSettingsChanges {
    NoticeSettingsChanges { kinds: Some(vec![KindChange { kind, in_app, mail }]), ..Default::default() }
}

#[test]
fn they_begin_as_usual_and_are_changed_piece_by_piece() {
    let ground = Ground::new();
    let usual = ground.settings();
    assert_eq!((usual.digest_hour, usual.quiet), (8, Some(QuietHours { from: 20, to: 7 })));
    assert_eq!((usual.usual_time_zone.as_str(), usual.time_zone.as_ref(), usual.version), ("UTC", None, 1));
    assert_eq!(usual.kinds.len(), NoticeKind::ALL.len());

    let lagos = NoticeSettingsChanges { time_zone: Patch::Set("Africa/Lagos".to_owned()), ..Default::default() };
    let now = ground.change(1, lagos.clone()).expect("it is changed");
    assert_eq!((now.time_zone.as_deref(), now.digest_hour, now.version), (Some("Africa/Lagos"), 8, 2));
    ground.change(1, lagos).refused(Code::VersionMismatch);
    let loud = NoticeSettingsChanges { quiet: Patch::Clear, digest_hour: Some(6), ..Default::default() };
    let now = ground.change(2, loud).expect("it is changed");
    assert_eq!((now.time_zone.as_deref(), now.quiet, now.digest_hour), (Some("Africa/Lagos"), None, 6));
}

#[test]
fn a_kind_that_is_hidden_is_neither_shown_nor_counted() {
    let ground = Ground::new();
    let objective = ground.hidden();
    ground.share(&objective, "comment");
    ground.comment(&ground.guest, &objective, "Hello.");
    assert_eq!(unread(&ground.owner), 1);
    let commented = NoticeKind::ObjectiveCommented;
    let now = ground.change(1, kind(commented, false, MailWhen::Off)).expect("it is hidden");
    let setting = now.kinds.iter().find(|setting| setting.kind == commented).expect("its setting");
    assert_eq!((setting.in_app, setting.mail), (false, MailWhen::Off));
    assert_eq!((told(&ground.owner), unread(&ground.owner)), (vec![], 0));
    ground.change(2, kind(commented, true, MailWhen::Digest)).expect("it is shown");
    assert_eq!(unread(&ground.owner), 1);
}

#[test]
fn nobody_switches_off_what_they_cannot_do_without() {
    let ground = Ground::new();
    for (in_app, mail) in [(false, MailWhen::Now), (true, MailWhen::Off), (true, MailWhen::Digest)] {
        ground.change(1, kind(NoticeKind::ObjectiveShared, in_app, mail)).refused_at("kinds[0]", "not_allowed");
    }
}

#[test]
fn hours_and_zones_are_real() {
    let ground = Ground::new();
    let with = |changes| ground.change(1, changes);
    let usual = NoticeSettingsChanges::default;
    with(NoticeSettingsChanges { time_zone: Patch::Set("Mars/Base".to_owned()), ..usual() })
        .refused_at("time_zone", "unknown");
    with(NoticeSettingsChanges { digest_hour: Some(24), ..usual() }).refused(Code::Invalid);
    let late = QuietHours { from: 5, to: 24 };
    with(NoticeSettingsChanges { quiet: Patch::Set(late), ..usual() }).refused(Code::Invalid);
}
