//! What is said of files and tensors that are not as the others.

use super::{drawn, text};
use crate::formats::{Archive, FormatError};
use crate::tensor::Tolerance;
use crate::tui::viewer::Purpose;
use crate::tui::viewer::sample::{COLOUR, archive, begun, counting, file, keys, model_file};

#[test]
fn only_one_of_several_tensors_leads_back_to_a_list() {
    let shown = |files| text(&drawn(&begun(files, Purpose::Look, (130, 20)), COLOUR));
    assert!(!shown(vec![file("x.npy", &counting(&[3, 3]))]).contains("Esc list"));
    let mut model = begun(vec![model_file(&["a", "b"])], Purpose::Look, (130, 20));
    keys(&mut model, "Enter");
    assert!(text(&drawn(&model, COLOUR)).contains("Esc list"));
}

#[test]
fn a_tensor_of_one_of_two_files_says_of_which() {
    let files = [("old", ["a", "b"]), ("new", ["b", "c"])]
        .map(|(name, tensors)| archive(name, &tensors.map(|tensor| (tensor, [1, 2, 3].as_slice()))));
    let mut model = begun(files.into(), Purpose::Compare(Tolerance::EXACT), (120, 20));
    keys(&mut model, "Enter");
    let shown = text(&drawn(&model, COLOUR));
    assert!(shown.contains("a  only expected: uint8 (3,)"), "{shown}");
    assert!(shown.contains("missing: only old has it"), "{shown}");
}

#[test]
fn a_file_that_cannot_be_read_is_listed_among_the_others() {
    let mut broken = file("broken.npy", &counting(&[1]));
    broken.archive = Archive::unreadable(&FormatError::NotNpy);
    let mut model = begun(vec![file("x.npy", &counting(&[3])), broken], Purpose::Look, (60, 14));
    let shown = text(&drawn(&model, COLOUR));
    assert!(shown.contains("broken.npy  cannot be read: it is not a NumPy array"), "{shown}");
    keys(&mut model, "Down Enter");
    let shown = text(&drawn(&model, COLOUR));
    assert!(shown.contains("It cannot be read: it is not a NumPy array (`.npy`)."), "{shown}");
}
