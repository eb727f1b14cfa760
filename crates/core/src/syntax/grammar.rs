//! The parser that pest generates from the grammar.
#![allow(missing_docs, clippy::indexing_slicing, clippy::panic, clippy::unwrap_used, clippy::expect_used)]

#[derive(pest_derive::Parser)]
#[grammar = "../../grammar/huimin.pest"]
pub struct Grammar;
