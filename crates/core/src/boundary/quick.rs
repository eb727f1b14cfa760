//! What the untraced way needs of a plan beside its code.

use std::sync::{Arc, OnceLock};

use super::brief::Brief;
use super::cases::Direct;
use super::pieces::{Pieces, is_watched};
use crate::decide::Decision;
use crate::program::Plan;
use crate::untraced::Untraced;

/// The code of a plan, how its cases are read, and how its decisions are told, each made when it is first
/// needed.
#[derive(Debug)]
pub(super) struct Quick {
    pub untraced: Arc<Untraced>,
    /// Nothing where decisions tell of alerts or targets, which are asked of a [`Case`].
    pub direct: Option<Direct>,
    pieces: OnceLock<Option<Pieces>>,
    brief: OnceLock<Brief>,
}

impl Quick {
    pub(super) fn new(plan: &Arc<Plan>) -> Self {
        let untraced = Untraced::new(Arc::clone(plan));
        let program = plan.program();
        let direct = (!is_watched(program)).then(|| Direct::new(program, &untraced));
        Self { untraced, direct, pieces: OnceLock::new(), brief: OnceLock::new() }
    }

    /// How decisions are told as text, given one without results; nothing where there is no short way.
    pub(super) fn pieces(&self, plan: &Plan, blank: impl FnOnce() -> Decision) -> Option<&Pieces> {
        self.pieces.get_or_init(|| Pieces::of(plan, &blank())).as_ref()
    }

    /// How decisions are told in brief, given one without results; nothing where none is.
    pub(super) fn brief(&self, plan: &Plan, blank: impl FnOnce() -> Decision) -> Option<&Brief> {
        self.direct.as_ref()?;
        Some(self.brief.get_or_init(|| Brief::of(plan, blank())))
    }
}
