//! A user as the API has one.

use crate::error::{AppError, AppResult};
use crate::people::model::{EmailAddress, PersonName, Role, UserName, shortened};
use crate::web::api::Given;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a call says of a user.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "PascalCase", default)]
#[schemars(rename = "UserGiven", example = serde_json::json!({"UserName": "ada@customer.example", "Role": "Administrator"}))]
pub(super) struct UserBody {
    pub user_name: Given<String>,
    pub password: Given<String>,
    pub name: Given<String>,
    /// Administrator, Standard or Viewer.
    pub role: Given<String>,
    /// Whether the grant goes on to sub-accounts.
    pub with_sub_accounts: Given<bool>,
}

impl UserBody {
    /// Whom it is about.
    ///
    /// # Errors
    /// `BadRequest`.
    pub fn user_name(&self) -> AppResult<UserName> {
        let given = self.user_name.clone().or(String::new());
        UserName::parse(&given).map_err(|why| AppError::BadRequest(format!("UserName: {why}")))
    }

    /// The role that it gives, where it gives one.
    ///
    /// # Errors
    /// `BadRequest`.
    pub fn role(&self) -> AppResult<Option<Role>> {
        let Given::Value(text) = &self.role else { return Ok(None) };
        let role = Role::ALL.into_iter().find(|role| role.key().eq_ignore_ascii_case(text.trim()));
        let why = || format!("Role ({}): must be Administrator, Standard or Viewer.", shortened(text));
        role.map(Some).ok_or_else(|| AppError::BadRequest(why()))
    }

    /// What the person is called; made of the user name where nothing is said.
    ///
    /// # Errors
    /// `BadRequest`.
    pub fn person_name(&self, address: &EmailAddress) -> AppResult<PersonName> {
        let usual = || crate::account_users::model::name_in(address);
        let text = match &self.name {
            Given::Value(name) if !name.trim().is_empty() => name.clone(),
            _ => usual(),
        };
        PersonName::parse(&text).map_err(|why| AppError::BadRequest(format!("Name: {why}")))
    }
}

/// A user of an account.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "PascalCase")]
#[schemars(rename = "User")]
pub(super) struct UserObject {
    pub user_name: String,
    pub name: String,
    /// Administrator, Standard or Viewer.
    pub role: String,
    pub with_sub_accounts: bool,
    /// Invited, Active or Disabled.
    pub state: String,
    pub last_sign_in_date: Option<String>,
}

/// A row of a list of users.
#[derive(Clone, Debug, Serialize, JsonSchema)]
#[serde(untagged)]
pub(super) enum NameOrUser {
    /// As clients know it.
    Name(String),
    /// All that is known of the user.
    User(UserObject),
}
