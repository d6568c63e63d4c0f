//! The author's proof: a course's cases accept every right answer, catch every known mistake, and tell them apart.

mod degenerate;
mod digest;
mod merit;
mod skeleton;
mod submissions;
mod trials;

pub use digest::of as exercise_digest;
pub use skeleton::{SkeletonError, write_skeleton};

use crate::course::{Catalogue, Course, Exercise, Mistake, Stored};
use crate::grade::{GradeError, Grader, Verdict, matching_mistakes};
use crate::sandbox::Cancel;
use trials::{Tried, Version};

/// What was found.
#[derive(Clone, Debug, Default)]
pub struct Audit {
    /// What makes the course unsound.
    pub faults: Vec<Finding>,
    /// What an author may want to know.
    pub notes: Vec<Note>,
    /// One for each exercise, in course order.
    pub exercises: Vec<Audited>,
}

/// One sentence on one exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The function's name; the course's id where all of them are to blame.
    pub exercise: String,
    /// For the author: what is wrong, and mostly what to do.
    pub text: String,
}

/// Something counted, of one exercise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The function's name.
    pub exercise: String,
    /// How many, and of what.
    pub text: String,
    /// What was counted.
    pub names: Vec<String>,
}

/// The figures of an exercise.
#[derive(Clone, Debug)]
pub struct Audited {
    /// The function's name.
    pub exercise: String,
    /// Hidden ones included.
    pub cases: usize,
    /// Right answers in different styles, the solution included.
    pub styles: usize,
    /// Catalogued ones.
    pub mistakes: usize,
    /// Mistakes that pass every case with a legacy seed: what one published example would accept.
    pub pass_published: usize,
    /// What belongs into `mistakes.npz`.
    pub archive: Vec<u8>,
}

/// Where the stored outputs of the mistakes stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storing {
    /// They are there, and must be those of the sources.
    Compared,
    /// They are about to be written.
    Renewed,
}

/// The most bytes that the stored outputs of a course's mistakes may take up.
const MOST_STORED: usize = 4_000_000;
/// Right answers that an exercise has at least: the solution, and one in another style.
const FEWEST_STYLES: usize = 2;

/// Proves a course. `tell` hears how many of all versions are judged.
///
/// # Errors
/// When the tool fails, or `cancel` is asked for; never because of what is wrong with the course.
pub fn audit(
    grader: &Grader,
    storing: Storing,
    cancel: &Cancel,
    tell: &(dyn Fn(usize, usize) + Sync),
) -> Result<Audit, GradeError> {
    let course = grader.course();
    let mut audit = Audit::default();
    audit.faults.extend(submissions::not_started(grader, cancel)?);
    audit.faults.extend(submissions::solved(grader, cancel)?);
    let mut tried = trials::run(grader, cancel, tell)?;
    for exercise in &course.exercises {
        let (own, others) = tried.into_iter().partition(|tried: &Tried| tried.exercise == exercise.name);
        tried = others;
        audit.exercise(course, exercise, own, storing)?;
    }
    let stored: usize = audit.exercises.iter().map(|exercise| exercise.archive.len()).sum();
    if stored > MOST_STORED {
        let text =
            format!("the outputs of the mistakes take up {stored} bytes, and may take up {MOST_STORED}");
        audit.faults.push(Finding { exercise: course.id.clone(), text });
    }
    Ok(audit)
}

impl Audit {
    /// Whether the course proves what it should.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    fn exercise(
        &mut self,
        course: &Course,
        exercise: &Exercise,
        tried: Vec<Tried>,
        storing: Storing,
    ) -> Result<(), GradeError> {
        let (mistakes, styles): (Vec<Tried>, Vec<Tried>) =
            tried.into_iter().partition(|tried| tried.version == Version::Mistake);
        let fault = |text: String| Finding { exercise: exercise.name.clone(), text };
        self.faults.extend(styles.iter().filter_map(style_fault).map(fault));
        if styles.len() + 1 < FEWEST_STYLES {
            self.faults.push(fault(NO_STYLE.to_owned()));
        }
        self.faults.extend(degenerate::faults(exercise)?.into_iter().map(fault));
        let stored = Stored {
            digest: digest::of(course, exercise)?,
            signatures: mistakes.iter().map(|tried| (tried.id.clone(), tried.signature(exercise))).collect(),
        };
        let archive = stored.archive()?;
        let mut known = exercise.clone();
        known.catalogue = Catalogue::of(stored);
        self.faults.extend(exercise.mistakes.iter().filter_map(wording_fault).map(fault));
        self.faults.extend(mistakes.iter().filter_map(|tried| mistake_fault(&known, tried)).map(fault));
        if storing == Storing::Compared {
            self.faults.extend(stale(exercise, &known)?.map(fault));
        }
        let (faults, notes) = merit::of_cases(exercise, &mistakes);
        self.faults.extend(faults.into_iter().map(fault));
        self.notes.extend(notes);
        self.exercises.push(Audited {
            exercise: exercise.name.clone(),
            cases: exercise.cases.len(),
            styles: styles.len() + 1,
            mistakes: mistakes.len(),
            pass_published: merit::pass_published(exercise, &mistakes),
            archive,
        });
        Ok(())
    }
}

fn style_fault(tried: &Tried) -> Option<String> {
    let id = &tried.id;
    match &tried.judged {
        Err(unfit) => Some(format!("the alternative `{id}` cannot be judged: {}", unfit.reason)),
        Ok(cases) => cases.iter().find(|(case, _)| case.verdict != Verdict::Passed).map(|(case, _)| {
            format!("the alternative `{id}` does not pass {}: {}", case.id, case.verdict.words())
        }),
    }
}

/// A message teaches without giving the line away.
fn wording_fault(mistake: &Mistake) -> Option<String> {
    let Mistake { id, belief, message, .. } = mistake;
    if !belief.ends_with('.') || !message.ends_with(['.', '?']) {
        Some(format!("the texts of the mistake `{id}` are no whole sentences: each ends with a full stop"))
    } else if message.contains(CODE) {
        Some(format!("the message of the mistake `{id}` holds code: say it in words"))
    } else {
        None
    }
}

fn mistake_fault(known: &Exercise, tried: &Tried) -> Option<String> {
    let id = &tried.id;
    let cases = match &tried.judged {
        Err(unfit) => return Some(format!("the mistake `{id}` cannot be judged: {}", unfit.reason)),
        Ok(cases) => cases,
    };
    let told = |verdict| matches!(verdict, Verdict::Passed | Verdict::WrongAnswer | Verdict::WrongShape);
    let answers = |verdict| told(verdict) || verdict == Verdict::Panicked;
    if let Some((case, _)) = cases.iter().find(|(case, _)| !answers(case.verdict)) {
        let verdict = case.verdict.words();
        return Some(format!(
            "the mistake `{id}` grades as {verdict} in {}: it must answer or panic",
            case.id
        ));
    }
    if cases.iter().all(|(case, _)| case.verdict == Verdict::Passed) {
        return Some(format!("the mistake `{id}` passes every case: add one that it fails, or drop it"));
    }
    if !cases.iter().any(|(case, _)| told(case.verdict)) {
        return Some(format!("the mistake `{id}` panics in every case, like any program that does: drop it"));
    }
    let like = matching_mistakes(known, cases);
    let others: Vec<String> =
        like.iter().filter(|other| other.id != *id).map(|other| format!("`{}`", other.id)).collect();
    let others = others.join(", ");
    (!others.is_empty())
        .then(|| format!("the mistake `{id}` cannot be told from {others}: add a case, or drop one of them"))
}

/// Why the stored outputs are not those of the sources.
fn stale(exercise: &Exercise, known: &Exercise) -> Result<Option<String>, GradeError> {
    let (stored, wanted) = (exercise.catalogue.stored()?, known.catalogue.stored()?);
    if exercise.mistakes.is_empty() && exercise.catalogue.size() == 0 {
        return Ok(None);
    }
    let reason = if exercise.catalogue.size() == 0 {
        "there is no `mistakes.npz`"
    } else if stored.digest != wanted.digest {
        "`mistakes.npz` is older than the mistakes, the cases or the solutions"
    } else if !stored.matches(wanted) {
        "`mistakes.npz` does not hold what the mistakes give"
    } else {
        return Ok(None);
    };
    Ok(Some(format!("{reason}; write it with `tensorlings course check DIR --write`")))
}

/// Characters of code rather than of prose.
const CODE: [char; 3] = ['`', '[', '='];

const NO_STYLE: &str = "there is one style only: put another right answer into `alternatives`";
