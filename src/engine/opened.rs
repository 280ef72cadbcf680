//! A Transaction that was opened under its lease: where it stands.

use super::model::{CycleNow, Entry};
use super::plans::{Connection, Plan};
use super::steps::takes_tasks;
use crate::flows::model::Step;
use crate::flows::walk::Went;
use crate::mapping::values::Data;
use std::sync::Arc;
use uuid::Uuid;

/// Where a Transaction stands, as its log says.
pub(crate) struct Opened {
    pub plan: Arc<Plan>,
    pub connections: Vec<Connection>,
    pub cycle: CycleNow,
    /// The parent that waits for it as one of its items.
    pub counted_by: Option<Uuid>,
    /// Its place in its parent's collection.
    pub item: Option<i32>,
    pub children_open: bool,
    pub entries: Vec<Entry>,
    /// What the steps of its parents gave, the nearest parent first.
    pub outer: Vec<(String, Data)>,
}

impl Opened {
    /// Tasks that it may come to need until its end: one for each of its steps that takes any and has not run.
    pub(super) fn needs(&self) -> i32 {
        let ran = |step: &Step| self.entries.iter().any(|entry| entry.step == step.key && entry.went != Went::Again);
        let left = self.plan.flow.steps.iter().filter(|step| takes_tasks(&step.does) && !ran(step)).count();
        i32::try_from(left).unwrap_or(i32::MAX).max(1)
    }
}
