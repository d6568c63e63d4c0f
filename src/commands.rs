//! One file a command: inputs → library → text.
