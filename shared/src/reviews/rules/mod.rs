//! What holds for reviews, wherever they are.

pub mod answers;
pub mod calibration;
pub mod coverage;
pub mod dates;
pub mod form;
pub mod pauses;
pub mod peers;
pub mod reading;
pub mod release;
pub mod rolling;
pub mod score;
pub mod stages;
pub mod times;
pub mod wording;
pub mod worth;
