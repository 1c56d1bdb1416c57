//! Goals: objectives and key results, aligned in a tree.

pub mod rules;
