//! Something the page has to say about itself.

use leptos::prelude::*;

use super::{
    icon::{Glyph, Icon},
    tone::Tone,
};

/// A line across the page. Bad news interrupts a screen reader, everything else waits its turn.
#[component]
pub fn Banner(
    #[prop(optional)] tone: Tone,
    #[prop(into)] title: String,
    #[prop(optional)] children: Option<Children>,
) -> impl IntoView {
    let glyph = match tone {
        Tone::Good => Glyph::CircleCheck,
        Tone::Warn => Glyph::TriangleAlert,
        Tone::Bad => Glyph::CircleAlert,
        Tone::Plain | Tone::Accent => Glyph::Info,
    };
    view! {
        <div class=format!("banner {}", tone.class()) role=if tone == Tone::Bad { "alert" } else { "status" }>
            <Icon glyph />
            <div class="banner-text"><p class="strong">{title}</p>{children.map(|children| children())}</div>
        </div>
    }
}
