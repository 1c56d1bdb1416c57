//! Organisations that pay by the stand-in of the provider, and what the provider may do to them.

use std::sync::OnceLock;

use flutterwave::{Attempt, HASH, Shape, StandIn};
use perftrack_tests::{Client, Database, Org, Response, Server, eventually};
use shared::{
    billing::{
        Billing, BillingDetails, BillingPeriod, CheckOut, CheckPayment, Checkout, ChoosePlan, Currency, Invoice,
        InvoicePath, InvoiceState, PaymentCheck, PaymentPath, PlanChoice, PlanName, ReadBilling, ReadInvoice,
        SetBillingDetails,
    },
    operation::Nothing,
    problem::Problem,
};

const NOTIFICATIONS: &str = "/api/v1/billing/flutterwave/notifications";

/// A server, and what takes its payments.
#[derive(Clone)]
pub(super) struct Shop {
    pub(super) server: &'static Server,
    pub(super) stand_in: StandIn,
}

/// An organisation that pays there.
pub(super) struct Buyer {
    pub(super) org: Org,
    pub(super) shop: Shop,
}

impl Shop {
    /// The one that tests share which change nothing about the provider's mood.
    pub(super) fn shared() -> Self {
        static SHARED: OnceLock<Shop> = OnceLock::new();
        let open = || {
            let stand_in = StandIn::open();
            let server = with(&stand_in, |settings| Server::start(Database::fresh(), settings));
            Self { server: Box::leak(Box::new(server)), stand_in }
        };
        SHARED.get_or_init(open).clone()
    }

    /// One for the calling test.
    pub(super) fn alone() -> Self {
        Self::alone_with(&[])
    }

    /// The same with these settings.
    pub(super) fn alone_with(more: &[(&str, &str)]) -> Self {
        let stand_in = StandIn::open();
        let server = with(&stand_in, |settings| Server::alone(&[settings, more].concat()));
        // Or it might find what somebody pays before anybody asks about it.
        let is_compared = || stand_in.heard().iter().any(|call| call == "GET /transactions");
        eventually("the provider's list is compared with ours for the first time", is_compared);
        Self { server, stand_in }
    }

    /// An organisation of its own that has said who is billed.
    pub(super) fn buyer(&self) -> Buyer {
        let org = Org::db_on(self.server);
        let details = BillingDetails {
            name: org.name.clone(),
            email: "accounts@example.com".to_owned(),
            address: "12 Ring Road\nAccra".to_owned(),
            country: "GH".to_owned(),
            tax_number: None,
        };
        org.admin().call::<SetBillingDetails>(Nothing {}, Nothing {}, details).expect("who is billed");
        Buyer { org, shop: self.clone() }
    }

    /// Sends a notification as the provider would, with this secret.
    pub(super) fn notify(&self, hash: Option<&str>, body: &str) -> Response {
        // No browser sends it, so it says nothing of where it comes from.
        let request = Client::visitor(self.server).raw("POST", NOTIFICATIONS).without("origin");
        let request = request.body("application/json", body);
        match hash {
            Some(hash) => request.header("verif-hash", hash).send(),
            None => request.send(),
        }
    }

    /// The true notification of an attempt, which the server takes.
    pub(super) fn tell(&self, attempt: i64) {
        let answer = self.notify(Some(HASH), &self.stand_in.notification(attempt, Shape::Enveloped));
        assert_eq!(answer.status, 200, "nothing else counts as taken: {}", answer.text());
    }

    /// Waits until the server has asked what became of a payment, so many times in all.
    #[track_caller]
    pub(super) fn is_asked(&self, times: usize) {
        let asked = |call: &&String| call.contains("verify");
        eventually("the provider is asked", || self.stand_in.heard().iter().filter(asked).count() >= times);
    }
}

impl Buyer {
    pub(super) fn billing(&self) -> Billing {
        self.org.admin().call::<ReadBilling>(Nothing {}, Nothing {}, ()).expect("how it stands")
    }

    /// The invoice of a first term.
    pub(super) fn first_invoice(&self) -> Invoice {
        self.chooses(PlanName::Team)
    }

    /// The invoice of a first term on that plan.
    pub(super) fn chooses(&self, plan: PlanName) -> Invoice {
        let choice = PlanChoice { plan, period: BillingPeriod::Monthly, currency: Currency::Ghs };
        let billing = self.org.admin().call::<ChoosePlan>(Nothing {}, Nothing {}, choice).expect("a plan is chosen");
        billing.open.into_iter().next().expect("it is billed at once")
    }

    pub(super) fn try_check_out(&self, invoice: &Invoice) -> Result<Checkout, Problem> {
        self.org.admin().call::<CheckOut>(InvoicePath { id: invoice.id }, Nothing {}, ())
    }

    /// The reference under which an invoice can be paid.
    pub(super) fn checks_out(&self, invoice: &Invoice) -> String {
        self.try_check_out(invoice).expect("a checkout").tx_ref
    }

    /// An open invoice and the reference under which it can be paid.
    pub(super) fn begins_to_pay(&self) -> (Invoice, String) {
        let invoice = self.first_invoice();
        let tx_ref = self.checks_out(&invoice);
        (invoice, tx_ref)
    }

    pub(super) fn try_check(&self, tx_ref: &str) -> Result<PaymentCheck, Problem> {
        self.org.admin().call::<CheckPayment>(PaymentPath { tx_ref: tx_ref.to_owned() }, Nothing {}, ())
    }

    /// What comes of asking the provider.
    pub(super) fn checks(&self, tx_ref: &str) -> PaymentCheck {
        self.try_check(tx_ref).expect("an answer")
    }

    pub(super) fn invoice(&self, invoice: &Invoice) -> Invoice {
        self.org.admin().call::<ReadInvoice>(InvoicePath { id: invoice.id }, Nothing {}, ()).expect("the invoice")
    }

    pub(super) fn has_paid(&self, invoice: &Invoice) -> bool {
        self.invoice(invoice).state == InvoiceState::Paid
    }

    /// Somebody pays what is asked.
    pub(super) fn pays(&self, tx_ref: &str) -> i64 {
        self.attempts(tx_ref, |_| {})
    }

    /// Somebody tries to, as it is shaped.
    pub(super) fn attempts(&self, tx_ref: &str, shape: impl FnOnce(&mut Attempt)) -> i64 {
        self.shop.stand_in.attempt(tx_ref, shape)
    }

    /// Nothing was granted: the invoice is open, and there is no term.
    #[track_caller]
    pub(super) fn got_nothing(&self, invoice: &Invoice) {
        assert_eq!(self.invoice(invoice).state, InvoiceState::Open);
        assert_eq!(self.billing().subscription, None);
    }

    /// One term was granted for that invoice, exactly as long as it says, and one receipt was written.
    #[track_caller]
    pub(super) fn got_one_term(&self, invoice: &Invoice) {
        let (paid, billing) = (self.invoice(invoice), self.billing());
        assert_eq!(paid.state, InvoiceState::Paid);
        assert!(paid.receipt_number.is_some() && billing.open.is_empty(), "{billing:?}");
        let subscription = billing.subscription.expect("a subscription");
        assert_eq!((subscription.from_on, subscription.until_on), (paid.from_on, paid.until_on));
    }
}

/// The provider's own work goes on in the background, so the server goes rounds.
fn with<T>(stand_in: &StandIn, start: impl FnOnce(&[(&str, &str)]) -> T) -> T {
    let settings = stand_in.settings();
    let mut told: Vec<(&str, &str)> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    told.push(("PERFTRACK_ROUNDS", "on"));
    start(&told)
}
