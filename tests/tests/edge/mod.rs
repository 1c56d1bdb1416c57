//! The edge: what is answered beside the operations.

mod bodies;
mod compressed;
mod cross_origin;
mod guides;
mod methods;
mod reference;
mod text_pages;
