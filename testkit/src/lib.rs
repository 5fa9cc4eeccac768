//! Throwaway PostgreSQL servers, the corpus and the proof loop of the pgmend workspace.
