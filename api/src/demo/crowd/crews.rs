//! The areas and teams that a larger demo organisation has, and what each team wants this quarter.

use crate::demo::goals::Measured;

/// Several teams under a head.
pub(super) struct Area {
    pub name: &'static str,
    /// The team above it.
    pub above: &'static str,
    /// What its head does.
    pub head: &'static str,
    /// To whom its head reports.
    pub manager: &'static str,
    /// What its teams' goals are aligned under.
    pub goal: &'static str,
}

/// A team below an area.
pub(in crate::demo) struct Crew {
    pub name: &'static str,
    pub area: &'static str,
    /// What its lead does.
    pub lead: &'static str,
    /// What its members do, in turn.
    pub does: [&'static str; 4],
    /// Its goal.
    pub aim: &'static str,
    /// What the goal is measured by, which is watched as a KPI as well.
    pub measured: Measured,
}

const fn area(
    name: &'static str,
    above: &'static str,
    head: &'static str,
    manager: &'static str,
    goal: &'static str,
) -> Area {
    Area { name, above, head, manager, goal }
}

const SHIP: &str = "Ship a platform people don't think about";
const GROW: &str = "Grow with customers who stay";
const WORK: &str = "Be a place where people do their best work";

/// Their heads stand one step below the top, or two.
pub(super) static AREAS: [Area; 6] = [
    area("Payments", "Product & Engineering", "Head of Payments", "Tomas Novak", SHIP),
    area("Regions", "Revenue", "Head of Regions", "Ines Duarte", GROW),
    area("Customer Care", "Revenue", "Head of Customer Care", "Ines Duarte", GROW),
    area("Operations", "Company", "Chief Operating Officer", "Helen Marsh", WORK),
    area("Legal & Risk", "Company", "General Counsel", "Helen Marsh", WORK),
    area("Data", "Product & Engineering", "Head of Data", "Tomas Novak", SHIP),
];

/// In the order in which they fill up.
pub(super) static CREWS: [Crew; 24] = [
    Crew {
        name: "Card Payments",
        area: "Payments",
        lead: "Payments Lead",
        does: ["Backend Engineer", "Payments Engineer", "Quality Engineer", "Product Manager"],
        aim: "Cards that go through the first time",
        measured: Measured("Card payments that go through", "%", 91.0, 96.0, &[8, 21, 37, 52, 66]),
    },
    Crew {
        name: "Lagos Office",
        area: "Regions",
        lead: "Regional Sales Lead",
        does: ["Account Executive", "Sales Development", "Sales Engineer", "Partner Manager"],
        aim: "Known by every carrier in Lagos",
        measured: Measured("Carriers in talks", "carriers", 12.0, 40.0, &[5, 12, 30, 41]),
    },
    Crew {
        name: "Care Desk Accra",
        area: "Customer Care",
        lead: "Care Lead",
        does: ["Support Engineer", "Success Manager", "Care Specialist", "Trainer"],
        aim: "One answer, and it is the right one",
        measured: Measured("Tickets closed by the first answer", "%", 52.0, 70.0, &[10, 28, 44, 61, 73]),
    },
    Crew {
        name: "Field Service",
        area: "Operations",
        lead: "Field Service Lead",
        does: ["Field Technician", "Dispatcher", "Field Technician", "Planner"],
        aim: "At the customer's door on the promised day",
        measured: Measured("Visits on the promised day", "%", 78.0, 94.0, &[0, 9, 18, 26]),
    },
    Crew {
        name: "Contracts",
        area: "Legal & Risk",
        lead: "Contracts Lead",
        does: ["Legal Counsel", "Contract Manager", "Paralegal", "Legal Counsel"],
        aim: "Contracts that are read in an hour",
        measured: Measured("Days from draft to signature", "days", 24.0, 10.0, &[14, 33, 50, 70, 82]),
    },
    Crew {
        name: "Reporting",
        area: "Data",
        lead: "Reporting Lead",
        does: ["Data Analyst", "Data Engineer", "Report Designer", "Data Analyst"],
        aim: "One number for one question",
        measured: Measured("Reports from the common tables", "reports", 9.0, 40.0, &[6, 20, 31, 47]),
    },
    Crew {
        name: "Mobile Money",
        area: "Payments",
        lead: "Mobile Money Lead",
        does: ["Backend Engineer", "Integration Engineer", "Quality Engineer", "Product Manager"],
        aim: "Paid by phone in three taps",
        measured: Measured("Payments by phone", "%", 18.0, 35.0, &[8, 21, 37, 52, 66]),
    },
    Crew {
        name: "Nairobi Office",
        area: "Regions",
        lead: "Regional Sales Lead",
        does: ["Account Executive", "Sales Development", "Sales Engineer", "Partner Manager"],
        aim: "A second home in Nairobi",
        measured: Measured("Customers along the coast", "customers", 6.0, 24.0, &[5, 12, 30, 41]),
    },
    Crew {
        name: "Care Desk Nairobi",
        area: "Customer Care",
        lead: "Care Lead",
        does: ["Support Engineer", "Success Manager", "Care Specialist", "Trainer"],
        aim: "Nobody waits over the weekend",
        measured: Measured("Messages answered on the same day", "%", 64.0, 88.0, &[10, 28, 44, 61, 73]),
    },
    Crew {
        name: "Device Supply",
        area: "Operations",
        lead: "Supply Lead",
        does: ["Supply Planner", "Warehouse Specialist", "Buyer", "Warehouse Specialist"],
        aim: "A spare device wherever one is needed",
        measured: Measured("Days until a device is replaced", "days", 9.0, 3.0, &[0, 9, 18, 26]),
    },
    Crew {
        name: "Compliance",
        area: "Legal & Risk",
        lead: "Compliance Lead",
        does: ["Compliance Officer", "Privacy Officer", "Risk Analyst", "Compliance Officer"],
        aim: "Audits without a surprise",
        measured: Measured("Findings still open", "findings", 31.0, 8.0, &[14, 33, 50, 70, 82]),
    },
    Crew {
        name: "Data Quality",
        area: "Data",
        lead: "Data Quality Lead",
        does: ["Data Engineer", "Data Steward", "Data Analyst", "Data Engineer"],
        aim: "Addresses that lead somewhere",
        measured: Measured("Addresses that are right", "%", 83.0, 95.0, &[6, 20, 31, 47]),
    },
    Crew {
        name: "Bank Transfers",
        area: "Payments",
        lead: "Transfers Lead",
        does: ["Backend Engineer", "Payments Engineer", "Quality Engineer", "Product Manager"],
        aim: "Transfers that arrive before lunch",
        measured: Measured("Transfers settled within the day", "%", 74.0, 92.0, &[8, 21, 37, 52, 66]),
    },
    Crew {
        name: "Accra Office",
        area: "Regions",
        lead: "Regional Sales Lead",
        does: ["Account Executive", "Sales Development", "Sales Engineer", "Partner Manager"],
        aim: "Every port office in Tema by name",
        measured: Measured("Port offices that work with us", "offices", 5.0, 20.0, &[5, 12, 30, 41]),
    },
    Crew {
        name: "Care Desk Durban",
        area: "Customer Care",
        lead: "Care Lead",
        does: ["Support Engineer", "Success Manager", "Care Specialist", "Trainer"],
        aim: "Calls that end with a thank-you",
        measured: Measured("Calls rated good", "%", 71.0, 86.0, &[10, 28, 44, 61, 73]),
    },
    Crew {
        name: "Purchasing",
        area: "Operations",
        lead: "Purchasing Lead",
        does: ["Buyer", "Supplier Manager", "Cost Analyst", "Buyer"],
        aim: "Suppliers who are asked once a year",
        measured: Measured("Suppliers with a frame contract", "suppliers", 14.0, 45.0, &[0, 9, 18, 26]),
    },
    Crew {
        name: "Cape Town Office",
        area: "Regions",
        lead: "Regional Sales Lead",
        does: ["Account Executive", "Sales Development", "Sales Engineer", "Partner Manager"],
        aim: "From pilot to contract in a quarter",
        measured: Measured("Pilots that became contracts", "%", 28.0, 50.0, &[14, 33, 50, 70, 82]),
    },
    Crew {
        name: "Onboarding",
        area: "Customer Care",
        lead: "Onboarding Lead",
        does: ["Onboarding Specialist", "Trainer", "Solutions Engineer", "Onboarding Specialist"],
        aim: "At work in the first week",
        measured: Measured("Days from contract to first use", "days", 21.0, 7.0, &[6, 20, 31, 47]),
    },
    Crew {
        name: "Fraud Watch",
        area: "Payments",
        lead: "Fraud Lead",
        does: ["Fraud Analyst", "Machine Learning Engineer", "Backend Engineer", "Fraud Analyst"],
        aim: "Thieves who give up early",
        measured: Measured("Fraud stopped before it cost anything", "%", 69.0, 90.0, &[8, 21, 37, 52, 66]),
    },
    Crew {
        name: "Forecasting",
        area: "Data",
        lead: "Forecasting Lead",
        does: ["Data Scientist", "Machine Learning Engineer", "Data Analyst", "Data Scientist"],
        aim: "Tomorrow's load, known today",
        measured: Measured("Forecast off by", "%", 19.0, 8.0, &[5, 12, 30, 41]),
    },
    Crew {
        name: "Lisbon Office",
        area: "Regions",
        lead: "Regional Sales Lead",
        does: ["Account Executive", "Sales Development", "Sales Engineer", "Partner Manager"],
        aim: "A first ten in southern Europe",
        measured: Measured("Customers in southern Europe", "customers", 2.0, 12.0, &[10, 28, 44, 61, 73]),
    },
    Crew {
        name: "Facilities",
        area: "Operations",
        lead: "Facilities Lead",
        does: ["Facilities Specialist", "Reception", "Safety Officer", "Facilities Specialist"],
        aim: "Offices that just work",
        measured: Measured("Faults open for over a week", "faults", 26.0, 6.0, &[0, 9, 18, 26]),
    },
    Crew {
        name: "Payroll",
        area: "Legal & Risk",
        lead: "Payroll Lead",
        does: ["Payroll Specialist", "Accountant", "Payroll Specialist", "Benefits Specialist"],
        aim: "Paid right in five countries",
        measured: Measured("Pay runs with a correction", "%", 12.0, 3.0, &[14, 33, 50, 70, 82]),
    },
    Crew {
        name: "Internal Audit",
        area: "Legal & Risk",
        lead: "Audit Lead",
        does: ["Auditor", "Risk Analyst", "Auditor", "Process Analyst"],
        aim: "Fewer rules, and all of them kept",
        measured: Measured("Rules nobody follows", "rules", 38.0, 10.0, &[6, 20, 31, 47]),
    },
];
