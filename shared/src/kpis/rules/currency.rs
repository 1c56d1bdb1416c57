//! How many minor units make one of a currency (ISO 4217): files hold amounts, the API holds minor units.

/// Currencies without a smaller unit in use.
const NONE: [&str; 16] =
    ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF"];
/// Currencies of thousandths.
const THREE: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// How many decimals amounts in a currency have.
pub fn decimals(code: &str) -> i32 {
    if NONE.contains(&code) {
        0
    } else if THREE.contains(&code) {
        3
    } else {
        2
    }
}

/// How many minor units one is.
pub fn minor_units(code: &str) -> f64 {
    10_f64.powi(decimals(code))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn most_are_hundredths() {
        assert_eq!((minor_units("EUR"), minor_units("JPY"), minor_units("KWD")), (100.0, 1.0, 1000.0));
    }
}
