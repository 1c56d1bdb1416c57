//! Views that change.

use leptos::prelude::*;

/// A view that is made anew whenever a signal that `show` reads changes. The same as the closure itself, but
/// for the code around it: that is then one for all, where the compiler would make one for each closure.
pub fn live<V: IntoView + 'static>(show: impl Fn() -> V + Send + 'static) -> AnyView {
    let show: Box<dyn FnMut() -> AnyView + Send> = Box::new(move || show().into_any());
    show.into_any()
}
