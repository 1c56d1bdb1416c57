//! All tests in one program, so that it links once and shares one server.

mod accounts;
mod agreement;
mod analytics;
mod catalogue;
mod demo;
mod development;
mod edge;
mod feedback;
mod goals;
mod improvement;
mod kpis;
mod mail;
mod notifications;
mod one_on_ones;
mod outage;
mod people;
mod pulse;
mod reviews;
mod search;
mod second_wall;
mod shares;
mod starting;
mod support;
mod walks;
mod weekly_check_ins;
