//! The design system. Colours, type and space are tokens in `style/tokens.css`; no component fetches anything.
//!
//! | to | use |
//! |---|---|
//! | frame a page | `<div class="page"><PageHeader title="People" lead=".." crumbs=vec![Crumb::new("Home", "/home")]>actions</PageHeader> ..</div>` |
//! | press | `<Button kind=ButtonKind::Primary icon=Glyph::Plus busy on_press=move \|\| ..>"Add"</Button>`, `<IconButton glyph label on_press/>`, `<LinkButton href>` |
//! | send a form | `let errors = FormErrors::new();` `<Form errors busy on_submit=move \|\| ..>fields, <Actions>buttons</Actions></Form>` |
//! | name a control | `<Field label="E-mail" name="email" hint=".." required=true><TextInput value kind="email"/></Field>`; `filter=true` in toolbars |
//! | type | `TextInput`, `TextArea`, `PasswordInput` with `value: RwSignal<String>`; `DateInput value: RwSignal<Option<NaiveDate>>` |
//! | pick of few | `<Select value options=choices any="All teams"/>`, `<RadioGroup value legend options/>`, some of few `<CheckboxGroup legend boxes/>`, `<Segments label value options on_pick/>` |
//! | pick of many | `<Combobox value: RwSignal<Option<Choice>> search=Search::new(\|typed\| async { .. })/>`, `Search::among(choices)` |
//! | let rows be moved | `Ordered::new(values)`, `<For each=move || rows.rows() key=|row| row.number children/>`, `<OrderedButtons ordered number labels/>`, `rows.settle()` before sending |
//! | say yes or no | `<Checkbox checked label hint/>`, with `switch=true` as a switch |
//! | list | `<DataTable caption columns=vec![Column::new("name", "Name", \|row\| ..).sortable()] rows sort on_sort more retry empty/>` inside `<div class="card flush">` |
//! | ask over the page | `<Dialog open title>..</Dialog>`, `<Confirm open title deed danger on_confirm>`, `<Drawer open title>` |
//! | offer more | `<Menu trigger=\|\| .. label="More"><MenuItem icon on_pick>..</MenuItem><MenuLink href>..</MenuLink><MenuChoice chosen on_pick>..</MenuChoice></Menu>` |
//! | switch views | `<Tabs label tabs=vec![Tab::new("goals", "Goals")] active on_pick/>`, `<TabPanel key>`; the page keeps `active` in its URL |
//! | tell | `Toasts::here().good("Saved")`, `.bad("..")`; `<Banner tone=Tone::Warn title>details</Banner>` |
//! | show people | `<Who name detail href/>`, `<Avatar name size/>` |
//! | show states | `<Badge tone=Tone::Good>"On track"</Badge>`, `<Progress label done pace tone/>`, `<Stat label value note href/>` in `<div class="stats">` |
//! | show a tree | `<Tree label items: Vec<TreeItem> open: RwSignal<HashSet<String>> on_open/>` |
//! | draw | `<LineChart title description points plan axis/>`, `<BarChart amounts/>`, `<DonutChart slices total links/>`, `<StackedBar label parts/>`, `<StackedColumns columns legend/>`, `<RadarChart axes outlines most/>`, `<SeriesChart drawing axis/>` with thresholds, `<Spark values ink/>` in a table |
//! | wait, or have nothing | `<Skeleton lines=3/>`, `<EmptyState glyph title detail>next step</EmptyState>` |
//! | lead through | `<Stepper label steps current/>`, `<FileDrop label accept on_file/>` |
//! | draw an icon | `<Icon glyph=Glyph::Target/>` |
//!
//! Layout is classes (`style/layout.css`): `stack`, `row`, `spread`, `grid`, `halves`, `with-aside`; gaps `snug`, `tight`, `loose`;
//! `card` (`flush` with `card-head`, `rows`), `toolbar`, `facts`; text `muted`, `faint`, `small`, `tiny`, `strong`, `truncate`.
//! Never `style="…"`: the Content-Security-Policy forbids it; `style=("--name", value)` is fine.

pub mod avatar;
pub mod badge;
pub mod banner;
pub mod button;
pub mod chart;
pub mod choice;
pub mod combobox;
pub mod dialog;
pub mod empty;
pub mod field;
pub mod file_drop;
pub mod filter_bar;
pub mod form;
pub mod icon;
pub mod id;
pub mod input;
pub mod live;
pub mod logo;
pub mod menu;
pub mod navigation;
pub mod ordered;
pub mod page;
pub mod progress;
pub mod select;
pub mod skeleton;
pub mod stat;
pub mod stepper;
pub mod table;
pub mod tabs;
pub mod toast;
pub mod toggle;
pub mod tone;
pub mod tree;
pub mod unsaved;

pub use self::{
    avatar::{Avatar, AvatarSize, Who},
    badge::Badge,
    banner::Banner,
    button::{Button, ButtonKind, ButtonSize, IconButton, LinkButton},
    chart::{
        Amount, Band, BarChart, DonutChart, Drawing, Ink, Level, LineChart, Outline, Point, RadarChart, SeriesChart,
        Spark, StackedBar, StackedColumn, StackedColumns, drawn,
    },
    choice::Choice,
    combobox::{Combobox, Search},
    dialog::{Actions, Confirm, Dialog, Drawer},
    empty::EmptyState,
    field::{Field, FieldContext},
    file_drop::FileDrop,
    filter_bar::FilterBar,
    form::{Form, FormErrors},
    icon::{Glyph, Icon, IconSize},
    input::{DateInput, PasswordInput, TextArea, TextInput},
    live::live,
    logo::{Logo, LogoMark},
    menu::{Menu, MenuChoice, MenuItem, MenuLink},
    ordered::{Ordered, OrderedButtons, OrderedRow},
    page::{Crumb, PageHeader, PageTitle},
    progress::Progress,
    select::Select,
    skeleton::Skeleton,
    stat::Stat,
    stepper::Stepper,
    table::{Column, DataTable, LoadMore, More, Rows, Sort},
    tabs::{Tab, TabPanel, Tabs},
    toast::{ToastRegion, Toasts},
    toggle::{Checkbox, CheckboxGroup, RadioGroup, Segments},
    tone::Tone,
    tree::{Tree, TreeItem},
};
