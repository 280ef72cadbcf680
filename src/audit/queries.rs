//! Reading the log, newest first, paged by (instant, number).
