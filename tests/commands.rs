//! The commands as a shell runs them: exit code, standard output and standard error, all of them stated.

#[path = "common/cache.rs"]
mod cache;
#[path = "common/command.rs"]
mod command;

#[path = "commands/bad_courses.rs"]
mod bad_courses;
#[path = "commands/bad_sources.rs"]
mod bad_sources;
#[path = "commands/bad_use.rs"]
mod bad_use;
#[path = "commands/bad_workspaces.rs"]
mod bad_workspaces;
#[path = "commands/grading.rs"]
mod grading;
#[path = "commands/place.rs"]
mod place;
#[path = "commands/practice.rs"]
mod practice;
#[path = "commands/surroundings.rs"]
mod surroundings;
#[path = "commands/workspaces.rs"]
mod workspaces;
