//! The published Security page. A change here is a change of what is promised: `docs/promises.md` says of each promise what
//! proves it, and a test compares the two.

/// A part of the page.
pub struct Section {
    pub title: &'static str,
    /// Paragraphs before the promises.
    pub words: &'static [&'static str],
    pub promises: &'static [Promise],
    /// Paragraphs after them.
    pub after: &'static [&'static str],
}

/// One thing that is promised.
pub struct Promise {
    /// A lead-in; some have none.
    pub lead: &'static str,
    pub words: &'static str,
    /// How it is kept.
    pub kept: &'static str,
}

pub const TITLE: &str = "Security";
pub const LEAD: &str = "How we protect your data and your team's information.";
pub const UPDATED: &str = "Last updated: 29 November 2026";
pub const INTRODUCTION: &str = "At PerfTrack, security is not an afterthought: it is built into how we design and operate the platform. Here is what we do to keep your data safe, and how each promise is kept. Admins see the evidence in the app, on the page Trust.";
pub const HOW: &str = "How it is kept";
pub const REPORT: &str = "Report a vulnerability";

pub const SECTIONS: [Section; 6] = [
    Section {
        title: "Data Encryption",
        words: &[],
        promises: &[
            Promise {
                lead: "In transit:",
                words: "All data between your browser and our servers is encrypted using TLS 1.2+ (HTTPS). Your browser will show a padlock icon confirming this.",
                kept: "In production PerfTrack refuses to start without TLS of its own or a TLS proxy that it was told to trust. Browsers are told to come by HTTPS alone for two years (HSTS). Mail leaves encrypted, and a database on another machine is reached with its certificate verified.",
            },
            Promise {
                lead: "At rest:",
                words: "Passwords are hashed using bcrypt before storage. We never store plaintext passwords.",
                kept: "With cost 12 or what the installation sets above 10, mixed with a secret that the database doesn't hold, and without cutting long passwords. Private notes of one-on-ones and the secrets of your settings are encrypted with keys that the database doesn't hold either.",
            },
            Promise {
                lead: "Payment data:",
                words: "We never store credit or debit card numbers. All payment processing is handled by Flutterwave, a PCI DSS-compliant payment provider.",
                kept: "You pay on a page of Flutterwave's. There is no field, in any form or table, that a card number belongs in; where it is asked who is billed, what could be one is refused, and so is any field that we don't know. What people write of their own accord, such as a comment, isn't looked through. A payment counts once our server has asked Flutterwave about it, whatever a browser or a notification says.",
            },
        ],
        after: &[],
    },
    Section {
        title: "Authentication",
        words: &[],
        promises: &[
            Promise {
                lead: "",
                words: "Session tokens are signed with a secure JWT secret and expire after 7 days",
                kept: "One algorithm, keys of 256 random bits that can be replaced without logging anybody out, and exactly seven days. A session also ends at log-out, when it or the person is revoked, when the password changes, and after three days without use, or when the organisation says: at once, since every request looks.",
            },
            Promise {
                lead: "",
                words: "HTTP-only cookies prevent JavaScript access to session tokens",
                kept: "The cookie is HttpOnly, Secure, SameSite and bound to this very host; the token stands in no address, no answer and no storage that scripts can read. Changes have to prove that they come from our own pages.",
            },
            Promise {
                lead: "",
                words: "All API endpoints require valid authentication, but for a short list that comes before a log-in or does without one by design",
                kept: "Anybody may sign up, log in, ask for a new password and set it by a link, read and accept an invitation, read a calendar by its secret address, unsubscribe by a mail's link, answer a pulse by an anonymous ballot, write a review that they were asked for from outside, look at prices, pay an invoice by its link, and report a vulnerability; mail servers hand in answers with a key of their own, the payment provider tells of payments, and apps that you let in exchange codes for tokens. The list is reviewed, every operation on it is limited in how often it can be asked, and a test asks every other one without credentials.",
            },
            Promise {
                lead: "",
                words: "Organisation data is strictly isolated. Users can only access data belonging to their organisation",
                kept: "By two walls: the server opens the database for the organisation of the session and no other, and Postgres itself shows a transaction that organisation's rows alone. The tests take the first wall away and find that the second one holds; Admins can try it themselves.",
            },
        ],
        after: &[],
    },
    Section {
        title: "Infrastructure",
        words: &[],
        promises: &[
            Promise {
                lead: "",
                words: "Our own service is hosted on Render, a SOC 2 Type II certified cloud platform",
                kept: "PerfTrack can also run on an organisation's own machines: then hosting is theirs. The certificate is Render's, about Render's platform.",
            },
            Promise {
                lead: "",
                words: "PostgreSQL database with automated daily backups",
                kept: "PerfTrack makes a backup of its own each day, encrypted, besides what the host keeps, and reads it back. Whoever runs it is told when the last one is older than 26 hours.",
            },
            Promise {
                lead: "",
                words: "Automatic SSL certificate management",
                kept: "On Render the platform renews them. Where PerfTrack ends TLS itself, it gets certificates from Let's Encrypt and renews them before they expire.",
            },
            Promise {
                lead: "",
                words: "Regular dependency updates to patch known vulnerabilities",
                kept: "Updates are proposed every week. What we use is held against the databases of known holes, of licences and of sources; each library has to have a purpose that is written down.",
            },
        ],
        after: &[],
    },
    Section {
        title: "Access Controls",
        words: &[],
        promises: &[
            Promise {
                lead: "",
                words: "Role-based access: Admin, Manager, and Employee roles with different permission levels",
                kept: "One table says who may do what, and server and app are both compiled against it. A test tries every operation as each role in each relation.",
            },
            Promise {
                lead: "",
                words: "Admins can view and manage all data within their organisation",
                kept: "But for what is nobody else's by design: private notes of one-on-ones, notes to oneself, and who said what in an anonymous pulse or review. What two people noted together in a one-on-one opens to an Admin only with a reason, and both are told. Of what was written about them, Admins read as little as anybody.",
            },
            Promise {
                lead: "",
                words: "Employees can only access their own data and what's explicitly shared with them",
                kept: "What the whole organisation sees, such as its directory, an Admin decides. Each thing says who can see it and why; a share that ends is gone at the next request.",
            },
            Promise {
                lead: "",
                words: "No cross-organisation data access is possible",
                kept: "Not through the app, nor through the API. Whoever runs the database holds all of it, as with any service, and does so outside PerfTrack.",
            },
        ],
        after: &[],
    },
    Section {
        title: "Reporting a Vulnerability",
        words: &[
            "If you discover a security vulnerability in PerfTrack, please report it responsibly by emailing support@perftrackapp.com with the subject line \"Security Vulnerability\", or by the form below, which needs no account. We will acknowledge your report within 48 hours and work to resolve confirmed issues promptly.",
        ],
        promises: &[],
        after: &[
            "Please do not publicly disclose the vulnerability until we have had a reasonable opportunity to address it.",
        ],
    },
    Section {
        title: "Contact",
        words: &["For security-related questions, contact us at support@perftrackapp.com."],
        promises: &[],
        after: &[],
    },
];
