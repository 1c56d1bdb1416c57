use super::*;

#[test]
fn every_kind_says_something_and_has_a_name() {
    for kind in NoticeKind::ALL {
        let facts = kind.facts();
        assert!(!facts.name.is_empty() && facts.says.contains("{what}"), "{kind}");
        assert_eq!(facts.says.contains("{who}"), facts.names_actor, "{kind}");
        assert!(!facts.must_have || facts.mail == MailWhen::Now, "{kind} is a must and would wait");
    }
}

#[test]
fn names_stay_in_their_places() {
    let says = |who, what| NoticeKind::ObjectiveCommented.sentence(who, what);
    assert_eq!(says(Some("Ada {what}"), "Fewer {who} delays"), "Ada {what} commented on “Fewer {who} delays”");
    assert_eq!(says(None, "X"), "Somebody commented on “X”");
}
