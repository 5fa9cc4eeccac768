//! Where a command writes.

use std::io::Write;
use std::path::PathBuf;

use crate::error::{Error, Result};
use crate::report::Style;

/// Where a command writes.
pub(crate) struct Output<'a> {
    pub(super) out: &'a mut dyn Write,
    pub(super) err: &'a mut dyn Write,
    pub(crate) style: Style,
    pub(crate) terminal: bool,
    /// Say what is done, not each statement.
    pub(crate) brief: bool,
    /// Where messages are kept with their times.
    pub(crate) log: Option<std::fs::File>,
}

impl<'a> Output<'a> {
    /// One that nobody reads.
    pub(crate) fn silent(out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self { out, err, style: Style::Plain, terminal: false, brief: false, log: None }
    }
}

impl Output<'_> {
    /// Data: standard output.
    pub(crate) fn print(&mut self, text: &str) -> Result<()> {
        self.out
            .write_all(text.as_bytes())
            .and_then(|()| self.out.flush())
            .map_err(|e| Error::failed("standard output can't be written").caused_by(e))
    }

    /// Messages: standard error, or along with a story that is told. Nobody may be there to read them.
    pub(crate) fn say(&mut self, text: &str) {
        let _ = if self.brief { writeln!(self.out, "{text}") } else { writeln!(self.err, "{text}") };
        self.log(text);
    }

    /// A message that people were told already.
    pub(crate) fn log(&mut self, text: &str) {
        if let Some(log) = &mut self.log {
            // A full disk must not stop a repair; what counts is in the journal.
            let _ = writeln!(log, "{:.3} {text}", jiff::Timestamp::now());
        }
    }

    /// What a reading wants to be known.
    pub(crate) fn notes(&mut self, notes: &[String]) {
        for note in notes {
            self.say(&format!("note: {note}"));
        }
    }

    /// Data to a file or to standard output.
    pub(crate) fn deliver(&mut self, text: &str, file: Option<&PathBuf>) -> Result<()> {
        match file {
            None => self.print(text),
            Some(path) => std::fs::write(path, text)
                .map_err(|e| Error::failed(format!("{} can't be written", path.display())).caused_by(e)),
        }
    }
}
