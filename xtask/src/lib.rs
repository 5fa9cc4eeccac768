//! Chores of the pgmend workspace.
