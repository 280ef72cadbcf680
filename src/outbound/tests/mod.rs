//! The way out against real servers on loopback, and its rules as tables (R5).

mod addresses;
mod answers;
mod encrypted;
mod names;
mod redirects;
