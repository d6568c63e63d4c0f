//! `gradebook` as a teacher runs it: exports of learning platforms in, a row for everyone out.

#[cfg(test)]
#[path = "gradebook/archives.rs"]
mod archives;
#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "gradebook/class.rs"]
mod class;
#[cfg(test)]
#[path = "common/command.rs"]
mod command;
#[cfg(test)]
#[path = "gradebook/comparing.rs"]
mod comparing;
#[cfg(test)]
#[path = "gradebook/exports.rs"]
mod exports;
#[cfg(test)]
#[path = "gradebook/merging.rs"]
mod merging;
#[cfg(test)]
#[path = "gradebook/resuming.rs"]
mod resuming;
#[cfg(test)]
#[path = "gradebook/rosters.rs"]
mod rosters;
#[cfg(test)]
#[path = "gradebook/trouble.rs"]
mod trouble;
