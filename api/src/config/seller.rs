//! Who sells PerfTrack here, as invoices say it.

use super::{Check, given};

const NAME: &str = "PERFTRACK_SELLER_NAME";
const ADDRESS: &str = "PERFTRACK_SELLER_ADDRESS";
const TAX_NUMBER: &str = "PERFTRACK_SELLER_TAX_NUMBER";
/// What stands on invoices unless somebody says otherwise.
const NOBODY: &str = "PerfTrack";
/// So that they fit beside whoever is billed.
const MOST: usize = 200;

/// The settings as given.
#[derive(Debug, Clone, Default, clap::Args)]
pub struct SellerSettings {
    /// Who sells, as registered: the name on invoices and receipts.
    #[arg(long, env = NAME)]
    pub seller_name: Option<String>,
    /// Its address, lines separated by semicolons: 12 Ring Road; Accra; Ghana.
    #[arg(long, env = ADDRESS)]
    pub seller_address: Option<String>,
    /// Its tax number, such as VAT GB123456789.
    #[arg(long, env = TAX_NUMBER)]
    pub seller_tax_number: Option<String>,
}

/// Who sells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seller {
    /// As registered.
    pub name: String,
    /// Line by line.
    pub address: Vec<String>,
    /// As what the tax office knows it.
    pub tax_number: Option<String>,
}

impl SellerSettings {
    /// `sells`: whether anybody pays here, so that there will be invoices.
    pub(super) fn check(&self, sells: bool, check: &mut Check) -> Option<Seller> {
        let name = given(&self.seller_name);
        if sells && check.mode.is_production() && name.is_none() {
            check.warnings.push(format!("{NAME} is not set: invoices name {NOBODY} as who sells"));
        }
        let name = check.faults.take(NAME, short(name.unwrap_or(NOBODY)));
        let address = check.faults.take(ADDRESS, short(given(&self.seller_address).unwrap_or_default()));
        let tax_number = check.faults.take(TAX_NUMBER, short(given(&self.seller_tax_number).unwrap_or_default()));
        let lines =
            |text: &str| text.split(';').map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Some(Seller {
            name: name?.to_owned(),
            address: lines(address?),
            tax_number: Some(tax_number?.to_owned()).filter(|number| !number.is_empty()),
        })
    }
}

fn short(text: &str) -> Result<&str, String> {
    if text.chars().count() > MOST { Err(format!("has at most {MOST} characters")) } else { Ok(text) }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Mode, tests::bare},
        *,
    };

    #[test]
    fn the_address_has_lines_and_whoever_is_not_named_is_perftrack() {
        let settings = |name: Option<&str>, address: &str| SellerSettings {
            seller_name: name.map(str::to_owned),
            seller_address: Some(address.to_owned()),
            seller_tax_number: None,
        };
        let read = |seller| super::super::Settings { seller, ..bare(Mode::Development) }.serving().map(|it| it.seller);
        let seller = read(settings(Some("Heron Ltd"), "12 Ring Road; Accra ;; Ghana")).unwrap();
        assert_eq!(seller.name, "Heron Ltd");
        assert_eq!(seller.address, ["12 Ring Road", "Accra", "Ghana"]);
        assert_eq!(read(settings(None, "")).unwrap().name, NOBODY);
        assert!(read(settings(Some(&"x".repeat(MOST + 1)), "")).is_err());
    }
}
