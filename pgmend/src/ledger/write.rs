//! Migrations as files: in the tool's own directory, after what is there, and never over it.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Draft, Entry, Existing, Format, Migration, Numbering, Piece, Tool};
use crate::error::{Error, Result};

/// Where a migration goes, and what it is called.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Migrating {
    /// The tool's directory of migrations; otherwise where the tool looks for them by itself.
    #[arg(long, value_name = "DIR")]
    dir: Option<PathBuf>,
    /// The migration's name.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The migration's version, where the tool counts; otherwise the next one after what is there.
    #[arg(long, value_name = "VERSION")]
    number: Option<String>,
}

impl Migrating {
    /// Whether nothing was said.
    pub(crate) fn is_empty(&self) -> bool {
        self.dir.is_none() && self.name.is_none() && self.number.is_none()
    }

    /// Whether a directory was named.
    pub(crate) fn has_directory(&self) -> bool {
        self.dir.is_some()
    }

    fn directory(&self, format: &dyn Format) -> PathBuf {
        self.dir.clone().unwrap_or_else(|| PathBuf::from(format.directory()))
    }

    /// The name as tools take it.
    fn name(&self, otherwise: &str) -> Result<String> {
        let Some(name) = &self.name else { return Ok(otherwise.to_owned()) };
        let plain: String = name
            .trim()
            .chars()
            .map(|c| if matches!(c, ' ' | '-') { '_' } else { c.to_ascii_lowercase() })
            .collect();
        let fits = plain.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
            && plain.starts_with(|c: char| c.is_ascii_lowercase())
            && !plain.contains("__")
            && !plain.ends_with('_')
            && plain.len() <= 100;
        if fits {
            return Ok(plain);
        }
        Err(Error::failed(format!(
            "--name {name:?}: a migration's name is letters, digits and single underscores, and begins with a letter"
        )))
    }
}

/// Migrations that are still to be written to their files.
#[derive(Debug)]
pub(crate) struct Drafted {
    tool: Tool,
    directory: PathBuf,
    migrations: Vec<Migration>,
    /// They are there already, to the letter.
    there: bool,
}

impl Drafted {
    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.migrations.iter().map(|migration| migration.entry.clone()).collect()
    }

    /// Writes the files, all or none. Gives back what to say.
    pub(crate) fn write(&self) -> Result<Vec<String>> {
        if self.there {
            return Ok(self.paths().map(|path| format!("{} is there already", path.display())).collect());
        }
        if let Some(path) = self.paths().find(|path| path.exists()) {
            return Err(Error::refused(format!(
                "{} is there already, and is not written over",
                path.display()
            )));
        }
        let mut written: Vec<PathBuf> = Vec::new();
        for (file, text) in self.migrations.iter().flat_map(|migration| &migration.files) {
            let path = self.directory.join(file);
            if let Err(error) = write_new(&path, text) {
                for path in &written {
                    // What can't be taken back is named by the error that follows.
                    let _ = fs::remove_file(path);
                }
                return Err(Error::failed(format!("{} can't be written", path.display())).caused_by(error));
            }
            written.push(path);
        }
        Ok(self
            .paths()
            .map(|path| format!("{}: migration written to {}", self.tool, path.display()))
            .collect())
    }

    /// The migrations' own files, without those that go with them.
    fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.migrations.iter().map(|migration| self.directory.join(&migration.entry.file))
    }
}

fn write_new(path: &Path, text: &str) -> std::io::Result<()> {
    if let Some(parent) = path.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut file = OpenOptions::new().write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

/// The migrations of a directory, for tools that know them by their names; none where there is no directory.
pub(super) fn existing<F: Format + ?Sized>(format: &F, directory: &Path) -> Result<Vec<Existing>> {
    let unreadable =
        |e: std::io::Error| Error::failed(format!("{} can't be read", directory.display())).caused_by(e);
    let mut found = Vec::new();
    for entry in fs::read_dir(directory).map_err(unreadable)? {
        let name = entry.map_err(unreadable)?.file_name();
        found.extend(name.to_str().and_then(|name| format.parse(name)));
    }
    found.sort_by_cached_key(|one: &Existing| (number(&one.version), one.name.clone()));
    Ok(found)
}

/// What a version counts as: its first number.
fn number(version: &str) -> u64 {
    let end = version.find(|c: char| !c.is_ascii_digit()).unwrap_or(version.len());
    version[..end].parse().unwrap_or(u64::MAX)
}

fn now() -> String {
    Timestamp::now().to_zoned(TimeZone::UTC).strftime("%Y%m%d%H%M%S").to_string()
}

/// Versions after those that are there, counted as they are.
fn versions(
    format: &dyn Format,
    existing: &[Existing],
    wanted: Option<&str>,
    how_many: usize,
) -> Result<Vec<String>> {
    let last = existing.iter().max_by_key(|one| number(&one.version));
    let (first, digits) = match (wanted, last) {
        _ if format.numbering() == Numbering::Contents => match wanted {
            None => return Ok(vec![String::new(); how_many]),
            Some(_) => {
                return Err(Error::failed(
                    "--number: Alembic's revisions are no numbers, and come of what is in them",
                ));
            }
        },
        (Some(wanted), last) => {
            let taken = last.map_or(0, |last| number(&last.version));
            let first: u64 = wanted
                .parse()
                .map_err(|_| Error::failed(format!("--number {wanted}: a version is a whole number")))?;
            if first <= taken {
                return Err(Error::refused(format!(
                    "--number {wanted}: {taken} is there, and tools pass over what comes before it"
                )));
            }
            (first, wanted.len())
        }
        (None, Some(last)) => {
            let taken = number(&last.version);
            let next = taken.checked_add(1).ok_or_else(|| {
                Error::failed(format!(
                    "the version {} can't be counted on from: name the next with --number",
                    last.version
                ))
            })?;
            let time: u64 = now().parse().unwrap_or_default();
            // Times have 14 digits; what was dated into the future is counted on from.
            let dated = taken.to_string().len() == 14;
            (if dated { next.max(time) } else { next }, last.version.len())
        }
        (None, None) => match format.numbering() {
            Numbering::Time => (now().parse().unwrap_or_default(), 14),
            Numbering::Sequence(digits) => (1, digits),
            Numbering::Contents => (0, 0),
        },
    };
    Ok((first..).take(how_many).map(|number| format!("{number:0digits$}")).collect())
}

/// A name that none of these has: Rails wants every class once, and people do, too.
fn free_name(existing: &[Existing], name: &str, after: usize) -> String {
    (after.max(1)..)
        .map(|n| if n == 1 { name.to_owned() } else { format!("{name}_{n}") })
        .find(|name| existing.iter().all(|one| one.name != *name))
        .unwrap_or_else(|| name.to_owned())
}

/// The migrations that come next after those that are there.
pub(crate) fn next(tool: Tool, pieces: &[Piece], how: &Migrating) -> Result<(Drafted, Vec<String>)> {
    let format = tool.format();
    let directory = how.directory(format);
    if !directory.is_dir() {
        return Err(Error::failed(format!(
            "there is no directory {} with migrations of {tool}: name it with --dir (a history begins with `pgmend baseline --for`)",
            directory.display()
        )));
    }
    let existing = format.existing(&directory)?;
    let head = format.head(&directory, &existing)?;
    let name = how.name("pgmend_repair")?;
    let drafted = draft(tool, pieces, &directory, &name, &existing, head, how.number.as_deref(), false)?;
    Ok((drafted, existing.into_iter().map(|one| one.version).collect()))
}

/// The migration with which a history begins. If it was written before, and is the same, it stays.
pub(crate) fn baseline(tool: Tool, pieces: &[Piece], how: &Migrating) -> Result<Drafted> {
    let format = tool.format();
    let directory = how.directory(format);
    let existing = if directory.is_dir() { format.existing(&directory)? } else { Vec::new() };
    if existing.is_empty() {
        let name = how.name("baseline")?;
        return draft(tool, pieces, &directory, &name, &[], None, how.number.as_deref(), true);
    }
    let mut again = Drafted { tool, directory: directory.clone(), migrations: Vec::new(), there: true };
    let mut after: Option<String> = None;
    for (n, (piece, one)) in pieces.iter().zip(&existing).enumerate() {
        let (version, name) = (one.version.as_str(), one.name.as_str());
        let after_it = after.as_deref();
        let draft = Draft {
            version,
            name,
            after: after_it,
            piece,
            first: n == 0,
            baseline: true,
            directory: &directory,
        };
        let migration = format.draft(draft)?;
        after = Some(migration.entry.version.clone());
        again.migrations.push(migration);
    }
    let same =
        existing.len() == pieces.len()
            && again.migrations.iter().flat_map(|migration| &migration.files).all(|(file, text)| {
                fs::read_to_string(directory.join(file)).is_ok_and(|there| there == *text)
            });
    if same {
        return Ok(again);
    }
    Err(Error::refused(format!(
        "{} has {} already ({}), and {} not what pgmend would write of this database: a baseline is where a history begins. \
         What the database has beside it is written by `pgmend plan --as`; a history that is to begin anew goes into another \
         directory (--dir)",
        directory.display(),
        crate::report::counted(existing.len(), "migration"),
        existing.iter().take(3).map(|one| one.version.as_str()).collect::<Vec<_>>().join(", "),
        if existing.len() == 1 { "it is" } else { "they are" },
    )))
}

#[allow(clippy::too_many_arguments)] // of two callers
fn draft(
    tool: Tool,
    pieces: &[Piece],
    directory: &Path,
    name: &str,
    existing: &[Existing],
    head: Option<String>,
    number: Option<&str>,
    baseline: bool,
) -> Result<Drafted> {
    let format = tool.format();
    let mut known = existing.to_vec();
    let mut after = head;
    let mut migrations = Vec::with_capacity(pieces.len());
    for (n, (version, piece)) in
        versions(format, existing, number, pieces.len())?.iter().zip(pieces).enumerate()
    {
        let name = free_name(&known, name, 1);
        let draft = Draft {
            version,
            name: &name,
            after: after.as_deref(),
            piece,
            first: n == 0,
            baseline,
            directory,
        };
        let migration = format.draft(draft)?;
        after = Some(migration.entry.version.clone());
        known.push(Existing { version: migration.entry.version.clone(), name });
        migrations.push(migration);
    }
    Ok(Drafted { tool, directory: directory.to_owned(), migrations, there: false })
}
