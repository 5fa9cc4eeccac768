//! The second observer: `pg_dump` of the database against `pg_dump` of what is expected.

use std::path::PathBuf;

use schema_model::{DiagnosticKind, Selector};

use crate::commands::baseline;
use crate::connect::Target;
use crate::error::{Error, Result, server_message};
use crate::load::{LoadOptions, Loaded, Loader};
use crate::report::SecondObserver;
use crate::source::Source;
use crate::witness::{Dump, DumpOptions, PgDump, statements_of};

/// Sequences that belong to these tables.
const SEQUENCES: &str = "\
SELECT d.objid::pg_catalog.regclass::pg_catalog.text
FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class s ON s.oid = d.objid AND s.relkind = 'S'
WHERE d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.deptype = 'a'
  AND d.refobjid = ANY ($1::pg_catalog.text[]::pg_catalog.regclass[])";

/// Who was asked for, and whether the question makes sense.
pub(super) struct Asked {
    program: std::result::Result<PgDump, String>,
}

impl Asked {
    /// From the option: a program, `auto` or `none`.
    pub(super) fn new(option: &str, options: &LoadOptions) -> Result<Self> {
        let program = match option {
            "none" => Err("--pg-dump none".into()),
            _ if options.selector != Selector::everything() => {
                Err("--include and --exclude are not pg_dump's language: it was not asked".into())
            }
            "auto" => PgDump::on_this_machine([]).ok_or_else(|| {
                "there is no pg_dump on this machine: install PostgreSQL's client programs, or name it with --pg-dump"
                    .into()
            }),
            program => Ok(PgDump::at(PathBuf::from(program))?),
        };
        Ok(Self { program })
    }
}

/// Dumps both sides and compares. What is expected is dumped where it was loaded; a model is loaded for it.
pub(super) fn ask(
    asked: &Asked,
    target: &Target,
    expected: &Source,
    (actual, wanted): (&Loaded, &Loaded),
    loader: &mut Loader,
) -> Result<SecondObserver> {
    let silent = |why: String| Ok(SecondObserver { silent: Some(why), ..SecondObserver::default() });
    let program = match &asked.program {
        Ok(program) => program,
        Err(why) => return silent(why.clone()),
    };
    let majors = (actual.schema.server.major(), wanted.schema.server.major());
    if majors.0 != majors.1 {
        return silent(format!(
            "PostgreSQL {} and {} write the same thing differently: name a --scratch server of version {}",
            majors.0, majors.1, majors.0
        ));
    }
    if u32::from(program.major()) < majors.0 {
        return silent(format!(
            "pg_dump {} can't dump PostgreSQL {}: install newer client programs, or name them with --pg-dump",
            program.version(),
            majors.0
        ));
    }
    match observe(program, target, expected, (actual, wanted), loader) {
        Ok(differences) => Ok(SecondObserver {
            version: Some(program.version().to_owned()),
            equal: Some(differences.is_empty()),
            differences,
            silent: None,
        }),
        // A role that may not lock a table can't dump it; that is no answer about the schema.
        Err(error) => silent(error.to_string()),
    }
}

fn observe(
    program: &PgDump,
    target: &Target,
    expected: &Source,
    (actual, wanted): (&Loaded, &Loaded),
    loader: &mut Loader,
) -> Result<Vec<String>> {
    let mut options = DumpOptions::default().without_column_order().argument("--lock-wait-timeout=15s");
    if wanted.loaded_by.is_some() {
        // The role that loaded it owns everything there, by accident.
        options = options.argument("--no-owner");
    }
    let ours = program.text(target, &without_ledgers(options.clone(), target, actual)?)?;
    let held;
    let theirs = match expected {
        Source::Database(other) => program.text(other, &without_ledgers(options.clone(), other, wanted)?)?,
        _ => {
            if let Some(kept) = loader.kept() {
                program.text(kept.target(), &without_ledgers(options.clone(), kept.target(), wanted)?)?
            } else {
                let major = u16::try_from(wanted.schema.server.major()).ok();
                let described;
                (held, described) = loader.database_like(&wanted.source, major)?;
                must_be_of(held.target(), wanted.schema.server.major(), &described)?;
                load(held.target(), &[baseline::script(&wanted.schema)?])?;
                program.text(held.target(), &options)?
            }
        }
    };
    let parse = |text: &str| Dump::parse(text, "", &options);
    let first = parse(&ours).difference(&parse(&theirs));
    if first.is_empty() {
        return Ok(first);
    }
    // What PostgreSQL writes of some expressions is no fixed point: what went through it once and what went through it twice
    // differ, and mean the same. So both sides go through it once more.
    match (again(program, &ours, &options, loader), again(program, &theirs, &options, loader)) {
        (Ok(ours), Ok(theirs)) => Ok(ours.difference(&theirs)),
        // Roles that the scratch server does not know, and the like: then the first look counts.
        _ => Ok(first),
    }
}

/// The same schema is written differently on another major version.
fn must_be_of(target: &Target, major: u32, described: &str) -> Result<()> {
    let row = target
        .connect()?
        .query_one("SELECT pg_catalog.current_setting('server_version_num')::pg_catalog.int4 / 10000", &[])
        .map_err(|e| Error::failed(server_message(&e)))?;
    let own: i32 = row.get(0);
    if u32::try_from(own) == Ok(major) {
        return Ok(());
    }
    Err(Error::failed(format!(
        "the expected schema would be loaded into {described}, and is of version {major}: name a --scratch server of that version"
    )))
}

/// Loads a dump and dumps that.
fn again(program: &PgDump, text: &str, options: &DumpOptions, loader: &mut Loader) -> Result<Dump> {
    let (database, _) = loader.scratch_database("a dump")?;
    load(database.target(), &statements_of(text))?;
    let text = program.text(database.target(), options)?;
    Ok(Dump::parse(&text, "", options))
}

fn load(target: &Target, statements: &[String]) -> Result<()> {
    let mut client = target.connect()?;
    for statement in statements {
        client.batch_execute(statement).map_err(|e| Error::failed(server_message(&e)))?;
    }
    Ok(())
}

/// The books of migration tools are data.
fn without_ledgers(options: DumpOptions, target: &Target, loaded: &Loaded) -> Result<DumpOptions> {
    let ledgers: Vec<&str> = loaded
        .diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.kind == DiagnosticKind::Ledger)
        .filter_map(|diagnostic| diagnostic.object.strip_prefix("table "))
        .collect();
    if ledgers.is_empty() {
        return Ok(options);
    }
    let mut client = target.connect()?;
    client
        .batch_execute("SET search_path = ''")
        .and_then(|()| client.query(SEQUENCES, &[&ledgers]))
        .map(|rows| {
            let sequences = rows.iter().map(|row| row.get::<_, String>(0));
            ledgers
                .iter()
                .map(|ledger| (*ledger).to_owned())
                .chain(sequences)
                .fold(options, |options, name| options.argument(format!("--exclude-table={name}")))
        })
        .map_err(|e| Error::failed(server_message(&e)))
}
