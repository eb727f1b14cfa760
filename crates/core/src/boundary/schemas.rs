//! The schemas of all that crosses the boundary as JSON.

use std::collections::BTreeMap;

use schemars::Schema;

use super::json_schema::{read, written};
use super::schedule::ScheduleReply;
use super::timelines::ScheduleRequest;
use super::wire::{
    BadRequest, CompileReply, CompileRequest, DecideReply, DecideRequest, FormatReply, FormatRequest, Forms,
    OutdatedReply, OutdatedRequest, PolicyInfo, TestReply, VerifyReply, VerifyRequest,
};
use crate::decide::Decision;
use crate::stacking::Stacking;

/// The JSON Schema of every request and reply by its name, from the types of [`wire`](super::wire). What [`BadRequest`]
/// describes may come instead of any reply.
#[must_use]
pub fn schemas() -> BTreeMap<&'static str, Schema> {
    BTreeMap::from([
        ("BadRequest", written::<BadRequest>()),
        ("CompileReply", written::<CompileReply>()),
        ("CompileRequest", read::<CompileRequest>()),
        ("DecideReply", written::<DecideReply>()),
        ("DecideRequest", read::<DecideRequest<'_>>()),
        ("Decision", written::<Decision>()),
        ("Forms", written::<Forms>()),
        ("FormatReply", written::<FormatReply>()),
        ("FormatRequest", read::<FormatRequest>()),
        ("OutdatedReply", written::<OutdatedReply>()),
        ("OutdatedRequest", read::<OutdatedRequest>()),
        ("PolicyInfo", written::<PolicyInfo>()),
        ("ScheduleReply", written::<ScheduleReply>()),
        ("ScheduleRequest", read::<ScheduleRequest<'_>>()),
        ("Stacking", written::<Stacking>()),
        ("TestReply", written::<TestReply>()),
        ("VerifyReply", written::<VerifyReply>()),
        ("VerifyRequest", read::<VerifyRequest<'_>>()),
    ])
}
