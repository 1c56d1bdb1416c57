//! The edge: what is answered beside the operations.

mod bodies;
mod methods;
mod text_pages;
