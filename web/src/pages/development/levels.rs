//! What the levels are called.

use leptos::prelude::*;
use shared::{
    development::{EditFramework, Framework, FrameworkChanges, ReadFramework},
    operation::Nothing,
};

use crate::{
    attempt::{Attempt, AttemptNews},
    client::{call, change},
    conflict::{BothChanged, Edited, merged},
    text::{development as text, ui as words},
    ui::{Actions, Button, ButtonKind, Field, Form, TextInput},
};

/// The form. `seen` gets what was read after a lost race.
#[component]
pub fn LevelsForm(
    framework: Framework,
    #[prop(into)] seen: Callback<(Framework,)>,
    #[prop(into)] done: Callback<(Framework,)>,
) -> impl IntoView {
    let typed: Vec<RwSignal<String>> = framework.levels.iter().cloned().map(RwSignal::new).collect();
    let (attempt, all) = (Attempt::new(), StoredValue::new(typed.clone()));
    let edited = Edited::new(Some(framework), attempt);
    let submit = move || {
        let levels = all.with_value(|all| all.iter().map(|word| word.get_untracked().trim().to_owned()).collect());
        let version = edited.before().map_or(0, |before| before.version);
        attempt.send(
            FrameworkChanges { levels },
            move |body| change::<EditFramework>(Nothing {}, body, version),
            move |now| done.run((now,)),
        );
    };
    let reload = move || {
        let merge = move |old: &Framework, new: &Framework| {
            let words = all.get_value().into_iter().zip(old.levels.iter().zip(&new.levels)).enumerate();
            let merge = |(at, (mine, (old, new))): (usize, (RwSignal<String>, (&String, &String)))| {
                merged(text::level_number(at + 1), mine, old, new.clone(), String::clone)
            };
            words.map(merge).collect()
        };
        let read = call::<ReadFramework>(Nothing {}, Nothing {}, ());
        edited.reload(read, |now| Some(now.clone()), merge, move |now| seen.run((now,)));
    };
    let fields = typed.into_iter().enumerate().map(|(at, word)| {
        view! {
            <Field label=text::level_number(at + 1) name=format!("levels[{at}]") required=true><TextInput value=word /></Field>
        }
    });
    view! {
        <Form errors=attempt.errors busy=attempt.busy on_submit=submit>
            <AttemptNews attempt reload />
            <BothChanged conflict=edited.conflict />
            <p class="small muted">{text::LEVELS_DETAIL}</p>
            {fields.collect_view()}
            <Actions><Button submit=true kind=ButtonKind::Primary busy=attempt.busy>{words::SAVE}</Button></Actions>
        </Form>
    }
}
