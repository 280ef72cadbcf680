//! Data to begin with, for the operator: a demo that tells a story (`demo`), and any number of realistic accounts
//! (`bulk`) for benchmarks and trials, with what they used (`usage`) or with cycles that run (`cycles`). Both work in each partner's scope, behind the same policies as the pages.

pub(crate) mod bulk;
mod chance;
mod customers;
pub(crate) mod cycles;
pub(crate) mod demo;
pub(crate) mod sign_ins;
pub(crate) mod usage;
