//! What pages say, in every language (DESIGN section 3): the message files are whole and fit their uses (`files`), no page has words
//! of its own (`pages`), who reads which language (`chosen`), and in which jobs are done (`jobs`).

mod chosen;
mod files;
mod jobs;
mod pages;
mod uses;
