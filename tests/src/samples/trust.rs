use super::Sample;
use crate::Stage;

pub(super) fn sample(name: &str, _: &Stage<'_>) -> Option<Sample> {
    matches!(name, "ReadTrust" | "TryIsolation").then(Sample::plain)
}
