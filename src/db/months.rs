//! Months of the tables that are parts by time, over all accounts (T10): making them ahead, and dropping those whose time
//! is over. The functions that make and drop run as the owner and know by themselves what they may (`sql/keeping.sql`).

use super::tx::Database;
use crate::error::AppResult;
use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::{Date, Text, Timestamptz};

mod sql {
    //! The calls of `sql/keeping.sql`.
    use super::*;
    diesel::define_sql_function! { #[sql_name = "maintenance.missing_months"] fn missing_months(at: Timestamptz) -> Jsonb; }
    diesel::define_sql_function! { #[sql_name = "maintenance.make_month"] fn make_month(parent: Text, month: Date) -> Bool; }
    diesel::define_sql_function! { #[sql_name = "maintenance.month_at_rest"] fn month_at_rest(month: Date) -> Bool; }
    diesel::define_sql_function! { #[sql_name = "maintenance.months_before"] fn months_before(of_parent: Text, until: Date) -> Array<Date>; }
    diesel::define_sql_function! { #[sql_name = "maintenance.drop_month"] fn drop_month(parent: Text, month: Date) -> Bool; }
    diesel::define_sql_function! { #[sql_name = "maintenance.kept_since"] fn kept_since(of_parent: Text) -> Nullable<Date>; }
}

impl Database {
    /// Makes the months ahead that are not there; says how many it made. Each in a transaction of its own.
    pub(crate) fn make_months(&self) -> AppResult<usize> {
        let now = self.clock.now();
        let missing: serde_json::Value =
            self.maintain(|conn| Ok(diesel::select(sql::missing_months(now)).get_result(conn)?))?;
        let missing: Vec<(String, NaiveDate)> = serde_json::from_value(missing)?;
        let mut made = 0;
        for (parent, month) in missing {
            let done =
                self.maintain(|conn| Ok(diesel::select(sql::make_month(&parent, month)).get_result::<bool>(conn)?));
            made += usize::from(done?);
        }
        Ok(made)
    }

    /// Months of a table from before one, the oldest first.
    pub(crate) fn months_before(&self, parent: &str, until: NaiveDate) -> AppResult<Vec<NaiveDate>> {
        self.maintain(|conn| Ok(diesel::select(sql::months_before(parent, until)).get_result(conn)?))
    }

    /// Whether nothing of a month is under way or waits to be counted any more.
    pub(crate) fn month_at_rest(&self, month: NaiveDate) -> AppResult<bool> {
        self.maintain(|conn| Ok(diesel::select(sql::month_at_rest(month)).get_result(conn)?))
    }

    /// Drops a month of a table. False: somebody was at work on the table, and it is to be tried again later.
    ///
    /// # Errors
    /// When it is none that may be dropped.
    pub(crate) fn drop_month(&self, parent: &str, month: NaiveDate) -> AppResult<bool> {
        self.maintain(|conn| Ok(diesel::select(sql::drop_month(parent, month)).get_result(conn)?))
    }

    /// The first day of which a table still has everything; None: nothing of it was ever dropped.
    pub(crate) fn kept_since(&self, parent: &str) -> AppResult<Option<NaiveDate>> {
        self.maintain(|conn| Ok(diesel::select(sql::kept_since(parent)).get_result(conn)?))
    }
}
