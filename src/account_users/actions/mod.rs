//! What staff does with the people of customers; one function a use case.

pub(super) mod access;
pub(super) mod person;
