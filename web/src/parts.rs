//! The parts of the app that are loaded when one of their pages is first opened. What more than one part needs is
//! split off by itself, and what the frame needs is in the first download (`xtask/src/web/split.rs`).

use std::{future::Future, pin::Pin};

use leptos::{prelude::*, reactive::computed::ScopedFuture};
use send_wrapper::SendWrapper;
use wasm_split_helpers::SplitLoaderError;

use crate::{
    text,
    ui::{Banner, Button, Tone, live},
};

/// The part did not come: the network is away, or this app is older than what the server has.
pub struct NotLoaded;

impl From<SplitLoaderError> for NotLoaded {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// A view on its way.
pub type Loading = Pin<Box<dyn Future<Output = Result<AnyView, NotLoaded>>>>;

/// Declares, in the module of a feature's pages, a module `lazy` of the views named: each shows the view of the same name
/// once its part is here. Parts are few and shared by features, or what they have in common would fall into many
/// small files: `visitors`, `everyday`, `settings`, and those of the large features.
macro_rules! parts {
    ($($part:ident: $($view:ident($($arg:ident: $type:ty),*)),+;)+) => {
        /// The same views, loaded when they are first shown.
        pub mod lazy {
            use super::*;

            $($(
                /// The view of the same name, once it is here.
                pub fn $view($($arg: $type),*) -> AnyView {
                    $crate::parts::shown(move || Box::pin(split::$view($($arg),*)))
                }
            )+)+

            mod split {
                use super::*;

                $($(
                    #[wasm_split_helpers::wasm_split($part, fallible)]
                    pub fn $view($($arg: $type),*) -> Result<AnyView, $crate::parts::NotLoaded> {
                        Ok(super::super::$view($($arg),*))
                    }
                )+)+
            }
        }
    };
}

pub(crate) use parts;

/// A view that is made when `wanted` is first true, and kept: dialogs.
pub fn once(wanted: impl Fn() -> bool + Send + Sync + 'static, view: impl Fn() -> AnyView + Send + 'static) -> AnyView {
    let wanted = Memo::new(move |before: Option<&bool>| before.copied().unwrap_or_default() || wanted());
    live(move || wanted.get().then(&view))
}

/// Shows a page once its part is here, at once if it is already; else offers to try again.
pub fn shown(page: impl Fn() -> Loading + Send + 'static) -> AnyView {
    arriving(Box::new(page))
}

/// Apart from `shown`, or all of this would be there once for each page.
fn arriving(page: Box<dyn Fn() -> Loading + Send>) -> AnyView {
    let turn = RwSignal::new(0_u32);
    live(move || {
        turn.track();
        // What a page reads while it is made must not make it anew.
        let page = ScopedFuture::new_untracked(SendWrapper::new(page()));
        Suspend::new(async move {
            match page.await {
                Ok(page) => page,
                Err(NotLoaded) => not_loaded(turn),
            }
        })
        .into_any()
    })
}

fn not_loaded(turn: RwSignal<u32>) -> AnyView {
    let again = move || turn.update(|turn| *turn = turn.wrapping_add(1));
    view! {
        <Banner tone=Tone::Bad title=text::ui::NOT_LOADED>
            <p>{text::ui::NOT_LOADED_DETAIL}</p>
            <Button on_press=again>{text::ui::TRY_AGAIN}</Button>
        </Banner>
    }
    .into_any()
}
