//! A finished review on paper: the same for all who may see it, and what the person reads.

use perftrack_tests::{Client, Refused, pdf};
use serde_json::json;
use shared::{
    operation::Nothing,
    problem::Code,
    reviews::{
        AcknowledgeReviewPacket, Acknowledgement, ExportReviewPacketPdf, NewAcknowledgement, ReviewCycle,
        ReviewPacketPath, ReviewStage,
    },
};

use super::{Ground, write};

fn paper(ground: &Ground, by: &Client, cycle: &ReviewCycle) -> Result<Vec<u8>, shared::problem::Problem> {
    by.call::<ExportReviewPacketPdf>(ReviewPacketPath { id: ground.packet(cycle).id }, Nothing {}, ())
}

#[test]
fn both_keep_the_same_and_it_is_what_the_person_reads() {
    let ground = Ground::new();
    let cycle = ground.writing(&ground.peers[..4], &json!({ "naming": "unnamed" }));
    let said = ["Calm in the rush", "Knows every berth", "Says what is wrong", "Asks before judging"];
    ground.peers.iter().zip(said).for_each(|(peer, said)| drop(write(peer, said)));
    write(&ground.manager, "#panic(1) $A dependable$ year");
    ground.until(&cycle, ReviewStage::Sharing);
    paper(&ground, &ground.manager, &cycle).refused(Code::Conflict);
    ground.release(&cycle);
    let answer = NewAcknowledgement {
        answer: Acknowledgement::Disagree,
        comment: "The harbour was closed for a month".to_owned(),
    };
    let path = ReviewPacketPath { id: ground.packet(&cycle).id };
    ground.subject.call::<AcknowledgeReviewPacket>(path, Nothing {}, answer).expect("answered");

    let keeps = |by: &Client| paper(&ground, by, &cycle).expect("the document");
    let theirs = keeps(&ground.subject);
    assert!(theirs == keeps(&ground.manager) && theirs == keeps(ground.org.admin()), "the same for all");
    let text = pdf::text(&theirs);
    for words in ["A good half-year", "#panic(1) $A dependable$ year", "The harbour was closed", &ground.subject.name] {
        assert!(text.contains(words), "{words} is in {text}");
    }
    for (peer, words) in ground.peers.iter().zip(said) {
        assert!(text.contains(words) && !text.contains(&peer.name), "{words} without a name is in {text}");
    }
    assert!(String::from_utf8_lossy(&theirs).contains("pdfuaid"), "it is tagged for screen readers");
    paper(&ground, &ground.peers[0], &cycle).refused(Code::NotFound);
}

#[test]
fn what_is_marked_up_is_printed_so_and_what_is_hostile_is_text() {
    let ground = Ground::new();
    let cycle = ground.writing(&[], &json!({ "naming": "named" }));
    let said = "## Afterwards\n\n**Calm**, as ever\n\n- ropes\n- knots\n\n3. third\n\n> said so\n\n```\n#panic(2)\n```\n\n\
                [the log](https://example.com/log) [a trap](javascript:alert(1)) <b>no tag</b> #eval(3) ![](https://example.com/a.png)";
    write(&ground.manager, said);
    ground.until(&cycle, ReviewStage::Sharing);
    ground.release(&cycle);
    let file = paper(&ground, &ground.subject, &cycle).expect("the document");
    let text = pdf::text(&file);
    for words in
        ["Afterwards", "Calm", "ropes", "third", "said so", "#panic(2)", "the log", "<b>no tag</b>", "#eval(3)"]
    {
        assert!(text.contains(words), "{words} is in {text}");
    }
    assert!(!text.contains("**Calm**") && !text.contains("## After"), "{text}");
}
