//! From the words of `exercise.toml` to an exercise: every name known, every formula parsed, every case complete.

mod cases;
mod hints;
mod steps;
mod tensors;

use super::answers::Answers;
use super::exercise::Files;
use super::manifest::{Document, ExerciseEntry, ExerciseFile, PrintoutEntry, SymbolEntry, Word};
use super::{
    Alternative, Argument, Case, Catalogue, Content, CourseError, Exercise, Formula, Mistake, Printout,
    Symbol, SymbolKind,
};
use std::collections::BTreeMap;

/// An exercise's texts.
pub(super) struct Texts {
    pub(super) lesson: String,
    pub(super) start: String,
    pub(super) solution: String,
    pub(super) alternatives: Vec<Alternative>,
    pub(super) mistakes: Vec<Mistake>,
    pub(super) catalogue: Catalogue,
}

/// The symbol that counts the elements of an `each`.
const COUNTER: &str = "t";

/// Checks an exercise's manifest.
pub(super) fn exercise(
    document: &Document,
    entry: &ExerciseEntry,
    file: ExerciseFile,
    texts: Texts,
    answers: Answers,
    files: Files,
) -> Result<Exercise, CourseError> {
    let reader = Reader { document, symbols: symbols(document, file.symbols)? };
    let arguments = collect(&file.arguments, |entry| reader.argument(entry))?;
    let outputs = collect(&file.outputs, |entry| reader.output(entry, &arguments))?;
    unique(document, "arguments", file.arguments.iter().map(|entry| &entry.name))?;
    unique(document, "outputs", file.outputs.iter().map(|entry| &entry.name))?;
    unique(document, "cases", file.cases.iter().map(|entry| &entry.id))?;
    let cases = collect(&file.cases, |entry| reader.case(entry, &arguments))?;
    if cases.is_empty() {
        return Err(document.error(&(0..0), "an exercise needs at least one case"));
    }
    let vocabulary = hints::Vocabulary {
        mistakes: &texts.mistakes,
        symbols: &reader.symbols,
        arguments: &arguments,
        outputs: &outputs,
    };
    Ok(Exercise {
        name: entry.name.get_ref().clone(),
        points: entry.points,
        standing: entry.standing,
        needs: entry.needs.iter().map(|need| need.get_ref().clone()).collect(),
        title: file.title,
        summary: file.summary,
        signature: file.signature,
        step_roles: steps::steps(document, file.family, &file.step, &arguments, &outputs)?,
        family: file.family,
        gradient_of: file.gradient_of.map(Word::into_inner),
        draw_order: draw_order(document, file.draw_order.as_deref(), &arguments)?,
        printouts: collect(&file.printouts, |entry| printout(document, entry, &cases))?,
        hints: hints::hints(document, file.hints, &vocabulary)?,
        symbols: reader.symbols,
        arguments,
        outputs,
        cases,
        lesson: texts.lesson,
        start: texts.start,
        solution: texts.solution,
        alternatives: texts.alternatives,
        mistakes: texts.mistakes,
        catalogue: texts.catalogue,
        answers,
        added: BTreeMap::new(),
        files,
    })
}

fn collect<E, T>(entries: &[E], read: impl Fn(&E) -> Result<T, CourseError>) -> Result<Vec<T>, CourseError> {
    entries.iter().map(read).collect()
}

fn unique<'a>(
    document: &Document,
    what: &str,
    names: impl Iterator<Item = &'a Word>,
) -> Result<(), CourseError> {
    let mut seen: Vec<&str> = Vec::new();
    for name in names {
        if seen.contains(&name.get_ref().as_str()) {
            return Err(document.wrong(name, format!("there are two {what} named `{}`", name.get_ref())));
        }
        seen.push(name.get_ref());
    }
    Ok(())
}

/// The symbols in the order of the file; a formula may use only those before it.
fn symbols(document: &Document, table: BTreeMap<Word, SymbolEntry>) -> Result<Vec<Symbol>, CourseError> {
    let mut entries: Vec<(Word, SymbolEntry)> = table.into_iter().collect();
    entries.sort_by_key(|(name, _)| name.span().start);
    let mut reader = Reader { document, symbols: Vec::new() };
    for (name, entry) in entries {
        let text = name.get_ref();
        if !is_symbol(text) || text == COUNTER {
            let message =
                format!("`{text}` cannot name a symbol: letters, digits and `_`, and not `{COUNTER}`");
            return Err(document.wrong(&name, message));
        }
        let kind = match entry {
            SymbolEntry::Range([low, high]) if low <= high => SymbolKind::Range(low, high),
            SymbolEntry::Range(_) => {
                return Err(document.wrong(&name, format!("the range of `{text}` is empty")));
            }
            SymbolEntry::Choice(variants) if variants.is_empty() => {
                return Err(document.wrong(&name, format!("`{text}` has no variant to choose from")));
            }
            SymbolEntry::Choice(variants) => SymbolKind::Choice(variants),
            SymbolEntry::Formula(formula) => {
                SymbolKind::Formula(reader.parse(&formula, &name.span(), Counter::Absent)?)
            }
        };
        reader.symbols.push(Symbol { name: name.into_inner(), kind });
    }
    Ok(reader.symbols)
}

fn is_symbol(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// Positions of the drawn arguments: as `draw_order` says, else in their own order.
fn draw_order(
    document: &Document,
    order: Option<&[Word]>,
    arguments: &[Argument],
) -> Result<Vec<usize>, CourseError> {
    let is_drawn = |position: &usize| matches!(arguments[*position].content, Content::Drawn(_));
    let drawn: Vec<usize> = (0..arguments.len()).filter(is_drawn).collect();
    let Some(order) = order else { return Ok(drawn) };
    unique(document, "entries of `draw_order`", order.iter())?;
    let mut positions = Vec::new();
    for word in order {
        let name = word.get_ref();
        let position = drawn.iter().copied().find(|&position| arguments[position].name == *name);
        let message = || format!("`draw_order` names `{name}`, which is no drawn argument");
        positions.push(position.ok_or_else(|| document.wrong(word, message()))?);
    }
    if let Some(&missing) = drawn.iter().find(|position| !positions.contains(position)) {
        let place = order.last().map_or(0..0, Word::span);
        return Err(document.error(&place, format!("`draw_order` leaves out `{}`", arguments[missing].name)));
    }
    Ok(positions)
}

fn printout(document: &Document, entry: &PrintoutEntry, cases: &[Case]) -> Result<Printout, CourseError> {
    let case = entry.case.get_ref();
    if !cases.iter().any(|known| known.id == *case) {
        return Err(
            document.wrong(&entry.case, format!("a printout names the case `{case}`, which does not exist"))
        );
    }
    Ok(Printout { case: case.clone(), template: entry.template.clone(), expected: entry.expected.clone() })
}

/// Whether the counter `t` has a value where a formula stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counter {
    Present,
    Absent,
}

/// Reads what may use the exercise's symbols.
struct Reader<'a> {
    document: &'a Document,
    symbols: Vec<Symbol>,
}

impl Reader<'_> {
    fn formula(&self, word: &Word, counter: Counter) -> Result<Formula, CourseError> {
        self.parse(word.get_ref(), &word.span(), counter)
    }

    fn optional(&self, word: Option<&Word>, counter: Counter) -> Result<Option<Formula>, CourseError> {
        word.map(|word| self.formula(word, counter)).transpose()
    }

    fn parse(
        &self,
        text: &str,
        place: &std::ops::Range<usize>,
        counter: Counter,
    ) -> Result<Formula, CourseError> {
        let formula = Formula::parse(text).map_err(|error| self.document.error(place, error.to_string()))?;
        let known = |name: &str| {
            (name == COUNTER && counter == Counter::Present)
                || self.symbols.iter().any(|symbol| symbol.name == name)
        };
        match formula.symbols().into_iter().find(|name| !known(name)) {
            Some(name) => {
                let message = format!("`{text}` uses `{name}`, which is no symbol known here");
                Err(self.document.error(place, message))
            }
            None => Ok(formula),
        }
    }
}
