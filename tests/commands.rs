//! The commands as a shell runs them: exit code, standard output and standard error, all of them stated.

#[cfg(test)]
#[path = "common/cache.rs"]
mod cache;
#[cfg(test)]
#[path = "common/command.rs"]
mod command;

#[cfg(test)]
#[path = "commands/bad_courses.rs"]
mod bad_courses;
#[cfg(test)]
#[path = "commands/bad_sources.rs"]
mod bad_sources;
#[cfg(test)]
#[path = "commands/bad_use.rs"]
mod bad_use;
#[cfg(test)]
#[path = "commands/bad_workspaces.rs"]
mod bad_workspaces;
#[cfg(test)]
#[path = "commands/grading.rs"]
mod grading;
#[cfg(test)]
#[path = "commands/place.rs"]
mod place;
#[cfg(test)]
#[path = "commands/practice.rs"]
mod practice;
#[cfg(test)]
#[path = "commands/reports.rs"]
mod reports;
#[cfg(test)]
#[path = "commands/starter.rs"]
mod starter;
#[cfg(test)]
#[path = "commands/surroundings.rs"]
mod surroundings;
#[cfg(test)]
#[path = "commands/workspaces.rs"]
mod workspaces;
