//! Strategies for `proptest`: valid schemas and realistic mutations.
