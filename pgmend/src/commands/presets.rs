//! `pgmend presets`.

use crate::cli::Output;
use crate::error::{Error, Result};
use crate::presets::{PRESETS, Preset};

/// Lists the presets, or prints one as the file that it is.
pub(crate) fn presets(name: Option<&str>, output: &mut Output<'_>) -> Result<u8> {
    let Some(name) = name else {
        for preset in PRESETS {
            output.print(&format!("{:<12} {}\n", preset.name, preset.title()))?;
        }
        return Ok(0);
    };
    let preset = Preset::named(name).ok_or_else(|| {
        let names: Vec<&str> = PRESETS.iter().map(|preset| preset.name).collect();
        Error::failed(format!("no preset is called `{name}`: there are {}", names.join(", ")))
    })?;
    output.print(preset.text)?;
    Ok(0)
}
