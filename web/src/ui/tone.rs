//! What a colour means.

/// The meaning behind a colour. Never alone: an icon or a word says the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No judgement.
    #[default]
    Plain,
    /// Chosen, new, worth a look.
    Accent,
    /// On track, done.
    Good,
    /// At risk, soon due.
    Warn,
    /// Off track, failed, irreversible.
    Bad,
}

impl Tone {
    /// The class that carries the tone.
    pub const fn class(self) -> &'static str {
        match self {
            Self::Plain => "tone-plain",
            Self::Accent => "tone-accent",
            Self::Good => "tone-good",
            Self::Warn => "tone-warn",
            Self::Bad => "tone-bad",
        }
    }

    /// The tone's short name, for `data-tone`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Accent => "accent",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
        }
    }
}
