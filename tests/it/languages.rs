//! What pages say, in every language (DESIGN section 3): the message files are whole and fit their uses (`files`), no page has words
//! of its own (`pages`), and who reads which language (`chosen`).

mod chosen;
mod files;
mod pages;
mod uses;
