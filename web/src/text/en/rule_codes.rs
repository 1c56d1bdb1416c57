//! Sentences for the codes of goals, shares and people.

/// What is wrong with a field, by a rule of one feature.
pub fn sentence(code: &str, limit: &str) -> Option<String> {
    let words = match code {
        "oneself" => "Choose somebody else.",
        "bad_rule" | "never" => "There is no such day. Choose another rhythm.",
        "minutes_out_of_range" => "Between 5 minutes and 8 hours.",
        "held_too_early" => "It can be held from the day before on.",
        "not_from_here" => "It isn't in the state for that any more. Reload the page.",
        "circle" => "This would make a circle.",
        "not_used_here" => "This isn't used here; leave it empty.",
        // Shares are typed as per cent; the other limits are so large that none of them is a help.
        "number_out_of_range" => match limit {
            "1" => "Between 0 and 100.",
            "10" => "Between 0 and 10.",
            _ => "This number is too large.",
        },
        "weight_out_of_range" => "Between 0 and 1000.",
        "start_equals_target" => "Start and target are the same: there would be no way to go.",
        "target_below_start" => "Below the start. Choose Decrease, or a higher target.",
        "target_above_start" => "Above the start. Choose Increase, or a lower target.",
        "only_increase" => "Milestones only ever increase.",
        "not_whole" => "Whole numbers only.",
        "not_positive" => "More than 0, please.",
        "not_one_line" => "Keep it to one line.",
        "high_not_above_low" => "The upper bound has to lie above the lower one.",
        "currency_required" => "Give the currency by its three letters, such as EUR.",
        "value_missing" => "Some key results have no value yet: check in on them first.",
        "not_allowed" => "Your role doesn't allow this.",
        "closed" => "It is closed: nothing can be aligned under it any more.",
        "not_allowed_now" => "It isn't in the state for that any more. Reload the page.",
        "deactivated" => "They have been deactivated.",
        "not_deactivated" => "They aren't deactivated.",
        "last_admin" => "The organisation needs at least one active Admin.",
        "has_account" => "They have an account, so only they can change this.",
        "has_check_ins" => "There are check-ins on it already.",
        "in_the_past" => "This lies in the past.",
        "in_the_future" => "This lies in the future.",
        "too_early" => "Nothing was known of it on that day.",
        "bad_link" => "Each line has to be an address that begins with https:// or http://.",
        "too_few" => return Some(format!("At least {limit}.")),
        "too_many" => return Some(format!("At most {limit}.")),
        "field_twice" => "Another column holds this already.",
        "not_oneself" => "Choose somebody else: this isn't for oneself.",
        "nobody_there" => "They report to nobody at the moment.",
        "identity_required" => "One column has to hold the e-mail address, or the number in the HR system.",
        "forbidden_character" => "Please remove invisible characters.",
        _ => return None,
    };
    Some(words.to_owned())
}
