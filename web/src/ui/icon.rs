//! Icons from one sprite (`style/icons.svg`, Lucide, ISC), which `index.html` carries.

use leptos::prelude::*;

/// The drawings at hand. A new one: add its `<symbol>` to the sprite and a variant here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Glyph {
    House,
    Users,
    User,
    UserPlus,
    Target,
    Share2,
    Settings,
    LogOut,
    Menu,
    X,
    Check,
    ChevronRight,
    ChevronDown,
    ChevronLeft,
    ChevronsUpDown,
    ArrowUp,
    ArrowDown,
    ArrowRight,
    Plus,
    Search,
    Ellipsis,
    Pencil,
    Trash2,
    Upload,
    Download,
    Eye,
    EyeOff,
    Lock,
    Mail,
    ShieldCheck,
    Calendar,
    CircleAlert,
    TriangleAlert,
    CircleCheck,
    Info,
    Sun,
    Moon,
    Monitor,
    Building2,
    Network,
    Flag,
    TrendingUp,
    MessageSquare,
    History,
    Link,
    List,
    ListTree,
    Funnel,
    KeyRound,
    Clock,
    Bell,
    FileText,
    RefreshCw,
    Copy,
    Pause,
    Archive,
    Sparkles,
    Activity,
    CalendarCheck,
    LayoutDashboard,
    MessagesSquare,
    Sprout,
    CreditCard,
}

impl Glyph {
    const fn href(self) -> &'static str {
        match self {
            Self::House => "#i-house",
            Self::Users => "#i-users",
            Self::User => "#i-user",
            Self::UserPlus => "#i-user-plus",
            Self::Target => "#i-target",
            Self::Share2 => "#i-share-2",
            Self::Settings => "#i-settings",
            Self::LogOut => "#i-log-out",
            Self::Menu => "#i-menu",
            Self::X => "#i-x",
            Self::Check => "#i-check",
            Self::ChevronRight => "#i-chevron-right",
            Self::ChevronDown => "#i-chevron-down",
            Self::ChevronLeft => "#i-chevron-left",
            Self::ChevronsUpDown => "#i-chevrons-up-down",
            Self::ArrowUp => "#i-arrow-up",
            Self::ArrowDown => "#i-arrow-down",
            Self::ArrowRight => "#i-arrow-right",
            Self::Plus => "#i-plus",
            Self::Search => "#i-search",
            Self::Ellipsis => "#i-ellipsis",
            Self::Pencil => "#i-pencil",
            Self::Trash2 => "#i-trash-2",
            Self::Upload => "#i-upload",
            Self::Download => "#i-download",
            Self::Eye => "#i-eye",
            Self::EyeOff => "#i-eye-off",
            Self::Lock => "#i-lock",
            Self::Mail => "#i-mail",
            Self::ShieldCheck => "#i-shield-check",
            Self::Calendar => "#i-calendar",
            Self::CircleAlert => "#i-circle-alert",
            Self::TriangleAlert => "#i-triangle-alert",
            Self::CircleCheck => "#i-circle-check",
            Self::Info => "#i-info",
            Self::Sun => "#i-sun",
            Self::Moon => "#i-moon",
            Self::Monitor => "#i-monitor",
            Self::Building2 => "#i-building-2",
            Self::Network => "#i-network",
            Self::Flag => "#i-flag",
            Self::TrendingUp => "#i-trending-up",
            Self::MessageSquare => "#i-message-square",
            Self::History => "#i-history",
            Self::Link => "#i-link",
            Self::List => "#i-list",
            Self::ListTree => "#i-list-tree",
            Self::Funnel => "#i-funnel",
            Self::KeyRound => "#i-key-round",
            Self::Clock => "#i-clock",
            Self::Bell => "#i-bell",
            Self::FileText => "#i-file-text",
            Self::RefreshCw => "#i-refresh-cw",
            Self::Copy => "#i-copy",
            Self::Pause => "#i-pause",
            Self::Archive => "#i-archive",
            Self::Sparkles => "#i-sparkles",
            Self::Activity => "#i-activity",
            Self::CalendarCheck => "#i-calendar-check",
            Self::LayoutDashboard => "#i-layout-dashboard",
            Self::MessagesSquare => "#i-messages-square",
            Self::Sprout => "#i-sprout",
            Self::CreditCard => "#i-credit-card",
        }
    }
}

/// How large an icon is drawn, in step with the text beside it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IconSize {
    /// 15 px: inside badges and small buttons.
    Small,
    /// 18 px: beside ordinary text.
    #[default]
    Medium,
    /// 24 px: alone, as the mark of an empty page.
    Large,
}

/// A drawing that says nothing to a screen reader: whatever it means must also stand in text or in a label.
#[component]
pub fn Icon(glyph: Glyph, #[prop(optional)] size: IconSize) -> impl IntoView {
    let class = match size {
        IconSize::Small => "icon small",
        IconSize::Medium => "icon",
        IconSize::Large => "icon large",
    };
    view! {
        <svg class=class aria-hidden="true">
            <use_ href=glyph.href() />
        </svg>
    }
}
