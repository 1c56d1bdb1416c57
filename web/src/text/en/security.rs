//! The published Security page, word for word. A change here is a change of what is promised.

/// A part of the page.
pub struct Section {
    pub title: &'static str,
    /// Paragraphs before the points.
    pub words: &'static [&'static str],
    /// Points, some with a lead-in.
    pub points: &'static [(&'static str, &'static str)],
    /// Paragraphs after the points.
    pub after: &'static [&'static str],
}

pub const TITLE: &str = "Security";
pub const LEAD: &str = "How we protect your data and your team's information.";
pub const UPDATED: &str = "Last updated: 16 March 2026";
pub const INTRODUCTION: &str = "At PerfTrack, security is not an afterthought. it's built into how we design and operate the platform. Here's what we do to keep your data safe.";

pub const SECTIONS: [Section; 6] = [
    Section {
        title: "Data Encryption",
        words: &[],
        points: &[
            (
                "In transit:",
                "All data between your browser and our servers is encrypted using TLS 1.2+ (HTTPS). Your browser will show a padlock icon confirming this.",
            ),
            (
                "At rest:",
                "Sensitive data including passwords are hashed using bcrypt before storage. We never store plaintext passwords.",
            ),
            (
                "Payment data:",
                "We never store credit or debit card numbers. All payment processing is handled by Flutterwave, a PCI DSS-compliant payment provider.",
            ),
        ],
        after: &[],
    },
    Section {
        title: "Authentication",
        words: &[],
        points: &[
            ("", "Session tokens are signed with a secure JWT secret and expire after 7 days"),
            ("", "HTTP-only cookies prevent JavaScript access to session tokens"),
            ("", "All API endpoints require valid authentication"),
            ("", "Organisation data is strictly isolated. users can only access data belonging to their organisation"),
        ],
        after: &[],
    },
    Section {
        title: "Infrastructure",
        words: &[],
        points: &[
            ("", "Hosted on Render. a SOC 2 Type II certified cloud platform"),
            ("", "PostgreSQL database with automated daily backups"),
            ("", "Automatic SSL certificate management via Let's Encrypt"),
            ("", "Regular dependency updates to patch known vulnerabilities"),
        ],
        after: &[],
    },
    Section {
        title: "Access Controls",
        words: &[],
        points: &[
            ("", "Role-based access: Admin, Manager, and Employee roles with different permission levels"),
            ("", "Admins can view and manage all data within their organisation"),
            ("", "Employees can only access their own data and what's explicitly shared with them"),
            ("", "No cross-organisation data access is possible"),
        ],
        after: &[],
    },
    Section {
        title: "Reporting a Vulnerability",
        words: &[
            "If you discover a security vulnerability in PerfTrack, please report it responsibly by emailing support@perftrackapp.com with the subject line \"Security Vulnerability\". We will acknowledge your report within 48 hours and work to resolve confirmed issues promptly.",
        ],
        points: &[],
        after: &[
            "Please do not publicly disclose the vulnerability until we have had a reasonable opportunity to address it.",
        ],
    },
    Section {
        title: "Contact",
        words: &["For security-related questions, contact us at support@perftrackapp.com."],
        points: &[],
        after: &[],
    },
];
