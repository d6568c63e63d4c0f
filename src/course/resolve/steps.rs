//! The `[step]` table: every role fits the family, every name is known.

use crate::course::manifest::{Document, Word};
use crate::course::{Argument, CourseError, Family, Output, StepRole, StepRoles};
use std::collections::BTreeMap;

/// Checks the roles of a stepper.
pub(super) fn steps(
    document: &Document,
    family: Option<Family>,
    table: &BTreeMap<StepRole, Word>,
    arguments: &[Argument],
    outputs: &[Output],
) -> Result<StepRoles, CourseError> {
    let Some(first) = table.values().next() else { return Ok(StepRoles::new()) };
    let Some(family) = family else {
        return Err(document.wrong(first, "`[step]` needs a `family`, which says what is stepped through"));
    };
    let (required, optional) = family.roles();
    if let Some(missing) = required.iter().find(|role| !table.contains_key(role)) {
        let message = format!("`[step]` of this family lacks `{}`", missing.name());
        return Err(document.wrong(first, message));
    }
    let check = |(role, word): (&StepRole, &Word)| {
        let name = word.get_ref();
        if !required.contains(role) && !optional.contains(role) {
            return Err(document.wrong(word, format!("this family has no role `{}`", role.name())));
        }
        let (known, kind) = if role.is_argument() {
            (arguments.iter().any(|argument| argument.name == *name), "argument")
        } else {
            (outputs.iter().any(|output| output.name == *name), "output")
        };
        if known {
            Ok((*role, name.clone()))
        } else {
            Err(document.wrong(word, format!("`{name}` is no {kind} of this function")))
        }
    };
    table.iter().map(check).collect()
}
