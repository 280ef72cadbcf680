//! Every component with sample content, for whoever builds pages; developer mode only.

use crate::web::page::Page;
use crate::web::routes::Public;
use crate::web::shell::Shell;
use crate::web::state::App;
use actix_web::{Responder, web};
use askama::Template;

#[derive(Template)]
#[template(path = "dev/components.html")]
struct ComponentsPage {
    shell: Shell,
}

pub(super) async fn components(_: Public, app: web::Data<App>) -> impl Responder {
    Page::new(ComponentsPage { shell: Shell::plain(&app.look, "Components") })
}
