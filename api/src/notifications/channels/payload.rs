//! What Slack's incoming webhooks and the webhook workflows of Teams take.

use serde_json::{Value, json};
use shared::notifications::ChannelKind;

const OPEN: &str = "Open in PerfTrack";

/// A message of one sentence with a link, as bytes of JSON.
pub fn of(kind: ChannelKind, text: &str, link: &str) -> Vec<u8> {
    match kind {
        ChannelKind::Slack => slack(text, link),
        ChannelKind::Teams => teams(text, link),
    }
    .to_string()
    .into_bytes()
}

/// Blocks are shown, `text` is for notifications and screen readers. In both, `<…>` would call people or link
/// anywhere, so what people wrote is escaped as Slack asks: `&`, `<` and `>`, nothing else.
fn slack(text: &str, link: &str) -> Value {
    let text = escaped(text);
    json!({
        "text": text,
        "blocks": [
            { "type": "section", "text": { "type": "mrkdwn", "text": text, "verbatim": true } },
            { "type": "context", "elements": [
                { "type": "mrkdwn", "text": format!("<{}|{OPEN}>", escaped(link)), "verbatim": true },
            ] },
        ],
        "unfurl_links": false,
        "unfurl_media": false,
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// An Adaptive Card. A `TextBlock` would read Markdown in what people wrote, and so links to anywhere; a `TextRun` shows
/// it as it is.
fn teams(text: &str, link: &str) -> Value {
    json!({
        "type": "message",
        "attachments": [{
            "contentType": "application/vnd.microsoft.card.adaptive",
            "contentUrl": null,
            "content": {
                "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
                "type": "AdaptiveCard",
                "version": "1.4",
                "fallbackText": text,
                "body": [{ "type": "RichTextBlock", "inlines": [{ "type": "TextRun", "text": text }] }],
                "actions": [{ "type": "Action.OpenUrl", "title": OPEN, "url": link }],
            },
        }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(kind: ChannelKind, text: &str) -> Value {
        serde_json::from_slice(&of(kind, text, "https://p.example/goals/1?a=1&b=2")).unwrap()
    }

    #[test]
    fn slack_is_given_nothing_it_would_take_for_a_command() {
        let sent = read(ChannelKind::Slack, "“<!channel> R&D <http://evil.example|goals>” is achieved.");
        let said = "“&lt;!channel&gt; R&amp;D &lt;http://evil.example|goals&gt;” is achieved.";
        assert_eq!(sent["text"], said);
        assert_eq!(sent["blocks"][0]["text"]["text"], said);
        let link = "<https://p.example/goals/1?a=1&amp;b=2|Open in PerfTrack>";
        assert_eq!(sent["blocks"][1]["elements"][0]["text"], link);
    }

    #[test]
    fn teams_is_given_text_that_is_not_read_as_markdown() {
        let sent = read(ChannelKind::Teams, "[Click](http://evil.example) **now**");
        let card = &sent["attachments"][0]["content"];
        assert_eq!((&sent["type"], &card["type"]), (&json!("message"), &json!("AdaptiveCard")));
        let run = &card["body"][0]["inlines"][0];
        assert_eq!((&run["type"], &run["text"]), (&json!("TextRun"), &json!("[Click](http://evil.example) **now**")));
        assert_eq!(card["actions"][0]["url"], "https://p.example/goals/1?a=1&b=2");
    }
}
