//! Dialogs and drawers: the browser's own `<dialog>`, which traps the focus, closes on Escape and gives the focus back.
//! Escape, the cross and a press outside ask first where something was typed and not sent.

use leptos::{html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    button::{Button, ButtonKind, IconButton},
    icon::Glyph,
    live::live,
    unsaved,
};
use crate::text;

/// A question or a form over the page. Does not close on a press outside, which would throw away what was typed.
#[component]
pub fn Dialog(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(optional)] wide: bool,
    children: ChildrenFn,
) -> impl IntoView {
    modal(if wide { "dialog wide" } else { "dialog" }, false, open, title, children)
}

/// A sheet at the side: details of a row, filters, navigation on a phone. A press outside closes it.
#[component]
pub fn Drawer(open: RwSignal<bool>, #[prop(into)] title: Signal<String>, children: ChildrenFn) -> impl IntoView {
    modal("drawer", true, open, title, children)
}

fn modal(
    class: &'static str,
    light: bool,
    open: RwSignal<bool>,
    title: Signal<String>,
    children: ChildrenFn,
) -> AnyView {
    let node = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        let Some(dialog) = node.get() else { return };
        match (open.get(), dialog.open()) {
            // `show_modal` only fails for a dialog outside the document, which this one is not.
            (true, false) => {
                let _ = dialog.show_modal();
                focus_first_control(&dialog);
            }
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    let asking = RwSignal::new(false);
    let keep = NodeRef::<html::Div>::new();
    // Whether it has to stay open for now: what was typed is worth a question.
    let stays = move || {
        let unsent = node.get_untracked().is_some_and(|dialog| unsaved::within(&dialog));
        asking.set(unsent);
        unsent
    };
    let shut = move || {
        if !stays() {
            open.set(false);
        }
    };
    Effect::new(move |_| {
        if !open.get() {
            asking.set(false);
        } else if asking.get() {
            request_animation_frame(move || focus_first_button(keep));
        }
    });
    let outside = move |event: leptos::ev::MouseEvent| {
        // The backdrop belongs to the dialog element; everything else inside it is somebody else's target.
        let on_backdrop = event.target().is_some_and(|target| {
            node.get_untracked().is_some_and(|dialog| *AsRef::<web_sys::EventTarget>::as_ref(&*dialog) == target)
        });
        if light && on_backdrop {
            shut();
        }
    };
    let question = move || {
        asking.get().then(|| {
            view! {
                <div class="dialog-ask" role="alertdialog" aria-label=text::ui::SHUT node_ref=keep>
                    <p class="grow strong">{text::ui::SHUT}</p>
                    <Button on_press=move || asking.set(false)>{text::ui::KEEP_EDITING}</Button>
                    <Button kind=ButtonKind::Danger on_press=move || open.set(false)>{text::ui::SHUT_DO}</Button>
                </div>
            }
        })
    };
    let body = move || {
        open.get().then(|| {
            view! {
                <div class="dialog-head">
                    <h2>{live(move || title.get())}</h2>
                    <IconButton glyph=Glyph::X label=text::ui::CLOSE on_press=shut />
                </div>
                {live(question)}
                <div class="dialog-body">{children()}</div>
            }
        })
    };
    view! {
        <dialog
            class=class
            node_ref=node
            aria-label=move || title.get()
            on:keydown=move |event: leptos::ev::KeyboardEvent| {
                // A browser doesn't ask twice whether Escape may close it.
                if event.key() == "Escape" && !event.default_prevented() {
                    event.prevent_default();
                    event.stop_propagation();
                    shut();
                }
            }
            on:cancel=move |event: leptos::ev::Event| {
                if stays() {
                    event.prevent_default();
                }
            }
            on:close=move |_| {
                // Told a moment later: it may have been opened again.
                if !node.get_untracked().is_some_and(|dialog| dialog.open()) {
                    open.set(false);
                }
            }
            on:mousedown=outside
        >
            {body}
        </dialog>
    }
    .into_any()
}

/// Into the first control of the form, past the closing button. Once the inside of the dialog is drawn.
fn focus_first_control(dialog: &web_sys::HtmlDialogElement) {
    let dialog = dialog.clone();
    request_animation_frame(move || {
        let found = [".dialog-body [autofocus]", ".dialog-body :is(input:not([readonly]), select, textarea)"]
            .into_iter()
            .find_map(|wanted| dialog.query_selector(wanted).ok().flatten());
        if let Some(control) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = control.focus();
        }
    });
}

fn focus_first_button(place: NodeRef<html::Div>) {
    let found = place.get_untracked().and_then(|place| place.query_selector("button").ok().flatten());
    if let Some(button) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        let _ = button.focus();
    }
}

/// The row of buttons that ends a dialog or a form.
#[component]
pub fn Actions(children: Children) -> impl IntoView {
    view! { <div class="dialog-actions">{children()}</div> }
}

/// "Are you sure?": what will happen in `children`, and a button that says the deed, not "OK".
#[component]
pub fn Confirm(
    open: RwSignal<bool>,
    #[prop(into)] title: Signal<String>,
    #[prop(into)] deed: Signal<String>,
    #[prop(optional)] danger: bool,
    #[prop(optional, into)] busy: Signal<bool>,
    #[prop(into)] on_confirm: Callback<()>,
    children: ChildrenFn,
) -> impl IntoView {
    let kind = if danger { ButtonKind::Danger } else { ButtonKind::Primary };
    view! {
        <Dialog open title>
            {children()}
            <Actions>
                <Button on_press=move || open.set(false)>{text::ui::CANCEL}</Button>
                <Button kind busy on_press=on_confirm>{move || deed.get()}</Button>
            </Actions>
        </Dialog>
    }
}
