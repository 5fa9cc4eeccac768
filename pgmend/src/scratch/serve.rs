//! A scratch server for another process.

use std::io::{BufRead, Write};

use super::error::{Error, Result};
use super::open::{Kind, Scratch, ScratchDatabase, ScratchOptions};

/// Serves scratch databases to whoever started this program, until `input` ends.
///
/// Writes the URL of an empty database at once, and of another one for every line `new`; a line with such a URL drops
/// that database. Only servers without passwords are served: [`Kind::Local`] and [`Kind::Embedded`].
pub fn serve(kind: Kind, input: impl BufRead, mut output: impl Write) -> Result<()> {
    if !matches!(kind, Kind::Local | Kind::Embedded) {
        return Err(Error::failed(format!("a {kind} server cannot be served to others: use its own URL")));
    }
    let scratch = Scratch::open(&ScratchOptions::new().only(kind))?;
    let mut served: Vec<(String, ScratchDatabase)> = Vec::new();
    let mut add = |served: &mut Vec<(String, ScratchDatabase)>| -> Result<()> {
        let database = scratch.database()?;
        let url = scratch.url(&database).ok_or_else(|| Error::failed("the scratch database has no URL"))?;
        writeln!(output, "{url}")
            .and_then(|()| output.flush())
            .map_err(|error| Error::failed("nobody reads the URL").caused_by(error))?;
        served.push((url, database));
        Ok(())
    };
    add(&mut served)?;
    for line in input.lines() {
        let line = line.map_err(|error| Error::failed("cannot read the next line").caused_by(error))?;
        match line.trim() {
            "" => {}
            "new" => add(&mut served)?,
            url => {
                let place = served
                    .iter()
                    .position(|(known, _)| known == url)
                    .ok_or_else(|| Error::failed(format!("{url} was not served here")))?;
                served.swap_remove(place).1.finish()?;
            }
        }
    }
    Ok(())
}
