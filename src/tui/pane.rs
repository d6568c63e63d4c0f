//! The panes that show the selected function.

/// One way to look at the selected function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Pane {
    #[default]
    Lesson,
    Cases,
    Tensors,
    Step,
    Compiler,
    Output,
    Hints,
}

impl Pane {
    /// In the order of the tabs.
    pub(super) const ALL: [Self; 7] =
        [Self::Lesson, Self::Cases, Self::Tensors, Self::Step, Self::Compiler, Self::Output, Self::Hints];

    /// The name on the tab.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Lesson => "Lesson",
            Self::Cases => "Cases",
            Self::Tensors => "Tensors",
            Self::Step => "Step",
            Self::Compiler => "Compiler",
            Self::Output => "Output",
            Self::Hints => "Hints",
        }
    }

    /// The tab to the right; after the last comes the first.
    pub(super) fn next(self) -> Self {
        Self::ALL[(self.position() + 1) % Self::ALL.len()]
    }

    /// The tab to the left; before the first comes the last.
    pub(super) fn previous(self) -> Self {
        Self::ALL[(self.position() + Self::ALL.len() - 1) % Self::ALL.len()]
    }

    /// From 0.
    pub(super) fn position(self) -> usize {
        Self::ALL.iter().position(|pane| *pane == self).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tabs_form_a_ring() {
        assert_eq!(Pane::Hints.next(), Pane::Lesson);
        assert_eq!(Pane::Lesson.previous(), Pane::Hints);
        for pane in Pane::ALL {
            assert_eq!(pane.next().previous(), pane);
        }
    }
}
