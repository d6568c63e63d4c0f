//! A plane of a tensor as abstract painted cells; `style` turns them into colours.
