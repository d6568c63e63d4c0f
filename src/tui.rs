//! The workbench; the only user of ratatui and crossterm.
