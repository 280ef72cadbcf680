//! Staff who see an account as its people do (MODEL section 3): one account, in the session in which they began to, for half an
//! hour at most. Whether it still holds is the gate's to say (`sql/view_as.sql`), at each request; here it is begun and ended.
//! Who works so is in the audit log as themselves and as whom (`db::Facts::as_whom`). The page that asks is in `accounts`.

pub(crate) mod actions;

/// It ends by itself after so long.
pub(crate) const MINUTES: i64 = 30;
