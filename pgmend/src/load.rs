//! Reading sources into models.

use std::borrow::Cow;
use std::path::Path;

use postgres::Client;
use schema_model::{Database, Diagnostic, Name, Object, ObjectId, ObjectKind, Schema, Selector, Server};

use crate::connect::Target;
use crate::error::{Error, Result};
use crate::scratch::{Scratch, ScratchDatabase, ScratchOptions};
use crate::source::Source;
use crate::sql;

/// How to read.
#[derive(Clone, Debug, Default)]
pub struct LoadOptions {
    /// A scratch server for SQL.
    pub scratch: Option<Target>,
    /// The database that the whole is about: a temporary database on its server is a good scratch.
    pub target: Option<Target>,
    /// What counts.
    pub selector: Selector,
    /// Refuse to go on if something could not be read or is not modelled.
    pub strict: bool,
    /// Keep by which numbers a database knows its objects. It is done in any case where it is compared with a snapshot that
    /// has them.
    pub origins: bool,
}

impl LoadOptions {
    /// Takes out what does not count, and refuses what is not whole if that was asked for.
    fn finish(&self, loaded: &mut Loaded) -> Result<()> {
        if self.selector.includes_cluster() && !loaded.schema.server.cluster {
            return Err(Error::refused(format!(
                "{} does not say what the databases of its cluster share (roles, memberships, tablespaces, privileges on \
                 parameters), and that is asked for (--cluster): compare with a database, or with a model that `pgmend inspect \
                 --cluster` wrote",
                loaded.source
            )));
        }
        let said = says_something_of_the_database(&loaded.schema);
        let of_cluster = |schema: &Schema| schema.objects().any(|(id, _)| id.is_of_cluster());
        let cluster = of_cluster(&loaded.schema);
        self.selector.apply(&mut loaded.schema);
        if cluster && !of_cluster(&loaded.schema) {
            loaded.notes.push(format!(
                "left out: what {} says of the cluster (roles, memberships, tablespaces, privileges on parameters); --cluster \
                 compares it",
                loaded.source
            ));
        }
        if said && loaded.schema.of_kind(ObjectKind::Database).next().is_none() {
            loaded.notes.push(format!(
                "left out: what is said of the database of {} itself (settings, also of roles in it, connection limit, comment, \
                 privileges), in which copies differ; --include 'database:*' compares it",
                loaded.source
            ));
        }
        let gaps = || loaded.diagnostics.iter().filter(|d| d.kind.is_gap());
        match gaps().next() {
            Some(gap) if self.strict => Err(Error::refused(format!(
                "{} of {} can't be compared, and --strict was given; the first: {gap}",
                match gaps().count() {
                    1 => "one object".to_owned(),
                    count => format!("{count} objects"),
                },
                loaded.source
            ))),
            _ => Ok(()),
        }
    }

    /// How to read a database: no more of it than is selected.
    fn introspection(&self) -> pg_introspect::Options {
        let options = pg_introspect::Options::default();
        let options = if self.origins { options.with_origins() } else { options };
        let options = if self.selector.includes_cluster() { options.with_cluster() } else { options };
        match self.selector.only_schemas() {
            Some(schemas) => options.with_schemas(schemas),
            None => options,
        }
    }
}

/// A schema and what is to be known about its reading.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// The schema.
    pub schema: Schema,
    /// What is not in it.
    pub diagnostics: Vec<Diagnostic>,
    /// Where it came from, for people.
    pub source: String,
    /// The role that loaded it, where it came from SQL: what that role owns, it owns by accident.
    pub loaded_by: Option<Name>,
    /// What a person should know, e.g. that the scratch server is of another version.
    pub notes: Vec<String>,
    /// Owners that the schema had, and that don't count because the other side says none: whose rights are needed to change
    /// anything.
    pub unsaid_owners: Vec<(ObjectId, Object)>,
}

impl Loaded {
    /// The schema with all its owners.
    pub fn with_owners(&self) -> Cow<'_, Schema> {
        if self.unsaid_owners.is_empty() {
            return Cow::Borrowed(&self.schema);
        }
        let mut schema = self.schema.clone();
        for (id, object) in &self.unsaid_owners {
            // An owner's id goes with an owner.
            let _ = schema.insert_object(id.clone(), object.clone());
        }
        Cow::Owned(schema)
    }
}

/// Reads sources; the scratch server, if one is needed, is opened once.
#[derive(Debug)]
pub struct Loader {
    options: LoadOptions,
    /// Goes before the server that it is on.
    kept: Option<ScratchDatabase>,
    keep: bool,
    scratch: Option<Scratch>,
    major: Option<u16>,
}

impl Loader {
    /// A reader.
    pub fn new(options: LoadOptions) -> Self {
        Self { options, kept: None, keep: false, scratch: None, major: None }
    }

    /// The same, and the database into which SQL was loaded stays as long as the reader, for who wants to look at it too.
    #[must_use]
    pub(crate) fn keeping(mut self) -> Self {
        self.keep = true;
        self
    }

    /// The database into which SQL was loaded last, if it was kept.
    pub(crate) fn kept(&self) -> Option<&ScratchDatabase> {
        self.kept.as_ref()
    }

    /// Reads a source.
    ///
    /// # Errors
    ///
    /// Whatever keeps it from being read whole.
    pub fn load(&mut self, source: &Source) -> Result<Loaded> {
        let mut loaded = match source {
            Source::Database(target) => return self.database(target),
            Source::Model(path) => model(path)?,
            Source::Sql(path) => {
                let texts = sql::files(path)?;
                self.sql(source, &texts)?
            }
            Source::StandardInput => {
                let texts = sql::standard_input()?;
                self.sql(source, &texts)?
            }
            Source::Empty => empty(),
            Source::Ready(loaded) => (**loaded).clone(),
        };
        self.options.finish(&mut loaded)?;
        Ok(loaded)
    }

    /// Reads both sides of a comparison, a database before SQL: the scratch server is then chosen to match it. What one
    /// side owns by accident of loading is taken out of both.
    ///
    /// # Errors
    ///
    /// As [`load`](Self::load).
    pub fn load_pair(&mut self, from: &Source, to: &Source) -> Result<(Loaded, Loaded)> {
        let (mut first, mut second) = match (from.database(), to.database()) {
            (Some(a), Some(b)) => read_both(a, b, self)?,
            (Some(_), None) if matches!(to, Source::Model(_)) => {
                let second = self.load(to)?;
                self.options.origins |= second.schema.origins.is_some();
                (self.load(from)?, second)
            }
            (None, Some(_)) if matches!(from, Source::Model(_)) => {
                let first = self.load(from)?;
                self.options.origins |= first.schema.origins.is_some();
                (first, self.load(to)?)
            }
            _ if from.needs_scratch() && !to.needs_scratch() => {
                let second = self.load(to)?;
                self.major = u16::try_from(second.schema.server.major()).ok();
                (self.load(from)?, second)
            }
            _ => {
                let first = self.load(from)?;
                if !from.needs_scratch() && !matches!(from, Source::Empty) {
                    self.major = u16::try_from(first.schema.server.major()).ok();
                }
                (first, self.load(to)?)
            }
        };
        for (loaded, source, other) in [(&mut first, from, to), (&mut second, to, from)] {
            if matches!(source, Source::Empty) && !matches!(other, Source::Empty) {
                loaded.schema.server.version_num = 0;
            }
        }
        if first.schema.server.version_num == 0 {
            first.schema.server = second.schema.server.clone();
        }
        if second.schema.server.version_num == 0 {
            second.schema.server = first.schema.server.clone();
        }
        forget_accidental_owners(&mut first, &mut second);
        let speaks = |loaded: &Loaded| loaded.schema.of_kind(ObjectKind::Database).next().is_some();
        if speaks(&first) != speaks(&second) {
            // The other side says nothing of the database itself: that is no difference.
            forget_the_database(&mut first.schema);
            forget_the_database(&mut second.schema);
        }
        let (a, b) = (first.schema.server.major(), second.schema.server.major());
        if a != b {
            second.notes.push(format!(
                "{} was read from PostgreSQL {a}, {} from PostgreSQL {b}: texts that versions write differently may \
                 show as differences",
                first.source, second.source
            ));
        }
        Ok((first, second))
    }

    fn database(&self, target: &Target) -> Result<Loaded> {
        read_selected(&mut target.connect()?, &target.to_string(), &self.options)
    }

    fn sql(&mut self, source: &Source, texts: &[sql::SqlText]) -> Result<Loaded> {
        let (database, described) = self.scratch_database(&source.to_string())?;
        let loaded = load_into(database.target(), texts, &source.to_string());
        let finished = match (self.keep, &loaded) {
            (true, Ok(_)) => {
                self.kept = Some(database);
                Ok(())
            }
            _ => database.finish(),
        };
        let mut loaded = loaded?;
        finished.map_err(|e| Error::failed("the scratch database can't be dropped").caused_by(e))?;
        loaded.notes.push(format!("{source} was loaded into {described}"));
        Ok(loaded)
    }

    /// An empty database on the scratch server, and what server that is, in words. The database must not outlive the loader.
    pub(crate) fn scratch_database(&mut self, what: &str) -> Result<(ScratchDatabase, String)> {
        self.database_like(what, self.major)
    }

    /// The same, of this major version if there is a choice.
    pub(crate) fn database_like(
        &mut self,
        what: &str,
        major: Option<u16>,
    ) -> Result<(ScratchDatabase, String)> {
        let failed = |e| Error::failed(format!("{what} can't be loaded")).caused_by(e);
        let scratch = match self.scratch.take() {
            Some(scratch) => scratch,
            None => {
                let mut options = ScratchOptions::new();
                if let Some(given) = &self.options.scratch {
                    options = options.given(given.clone());
                }
                if let Some(target) = &self.options.target {
                    options = options.target(target.clone());
                }
                if let Some(major) = major {
                    options = options.major(major);
                }
                Scratch::open(&options).map_err(failed)?
            }
        };
        let scratch = self.scratch.insert(scratch);
        Ok((scratch.database().map_err(failed)?, scratch.describe()))
    }
}

fn load_into(target: &Target, texts: &[sql::SqlText], source: &str) -> Result<Loaded> {
    let mut client = target.connect()?;
    sql::load(&mut client, texts)?;
    let role: String = client
        .query_one("SELECT current_user::text", &[])
        .map_err(|e| Error::failed(crate::error::server_message(&e)))?
        .get(0);
    let mut loaded = read(&mut client, source, &pg_introspect::Options::default())?;
    // What is said there of the scratch database is nobody's.
    forget_the_database(&mut loaded.schema);
    loaded.loaded_by = Some(Name::from(role));
    Ok(loaded)
}

/// Reads what is selected of an open connection's database.
pub(crate) fn read_selected(client: &mut Client, source: &str, options: &LoadOptions) -> Result<Loaded> {
    let mut loaded = read(client, source, &options.introspection())?;
    options.finish(&mut loaded)?;
    Ok(loaded)
}

fn read(client: &mut Client, source: &str, options: &pg_introspect::Options) -> Result<Loaded> {
    let introspected = pg_introspect::read(client, options)
        .map_err(|e| Error::failed(format!("{source} can't be read")).caused_by(e))?;
    let mut schema = introspected.schema;
    let notes = match crate::keep::leave_out(&mut schema) {
        0 => Vec::new(),
        tables => vec![format!(
            "left out: {} of the schema {}, in which pgmend keeps what plans dropped (DROP SCHEMA {} CASCADE throws it away)",
            crate::report::counted(tables, "table"),
            crate::keep::KEPT_SCHEMA,
            crate::keep::KEPT_SCHEMA
        )],
    };
    Ok(Loaded {
        schema,
        diagnostics: introspected.diagnostics,
        source: source.to_owned(),
        loaded_by: None,
        notes,
        unsaid_owners: Vec::new(),
    })
}

fn forget_the_database(schema: &mut Schema) {
    schema.retain(|id, _| {
        !matches!(id.target().unwrap_or(id), ObjectId::Database(_) | ObjectId::RoleSetting(_))
    });
}

/// Whether something is said of the database itself that a new one has not.
fn says_something_of_the_database(schema: &Schema) -> bool {
    let unlike_new = schema.all::<Database>().any(|(_, database)| *database != Database::new());
    let said = |kind| schema.of_kind(kind).any(|(id, _)| matches!(id.target(), Some(ObjectId::Database(_))));
    let of_roles = schema.of_kind(ObjectKind::RoleSetting).next().is_some();
    unlike_new || of_roles || said(ObjectKind::Comment) || said(ObjectKind::Privilege)
}

/// Two databases are read at the same time.
fn read_both(a: &Target, b: &Target, loader: &Loader) -> Result<(Loaded, Loaded)> {
    let (first, second) = std::thread::scope(|scope| {
        let first = scope.spawn(|| loader.database(a));
        let second = loader.database(b);
        (first.join(), second)
    });
    let first = first.unwrap_or_else(|_| Err(Error::failed(format!("reading {a} broke off"))))?;
    Ok((first, second?))
}

fn model(path: &Path) -> Result<Loaded> {
    let text = std::fs::read_to_string(path)
        .map_err(|e| Error::failed(format!("{} can't be read", path.display())).caused_by(e))?;
    let schema =
        Schema::from_json(&text).map_err(|e| Error::failed(path.display().to_string()).caused_by(e))?;
    Ok(Loaded {
        schema,
        diagnostics: Vec::new(),
        source: path.display().to_string(),
        loaded_by: None,
        notes: Vec::new(),
        unsaid_owners: Vec::new(),
    })
}

fn empty() -> Loaded {
    // As a new database is: with the schema public.
    let mut schema = Schema::new(Server::new(180_000));
    schema.insert(Name::from("public"), schema_model::Namespace::new());
    // Nor is there anything in its cluster.
    schema.server.cluster = true;
    Loaded {
        schema,
        diagnostics: Vec::new(),
        source: "an empty database".into(),
        loaded_by: None,
        notes: Vec::new(),
        unsaid_owners: Vec::new(),
    }
}

/// What the loading role owns on one side says nothing about the other.
fn forget_accidental_owners(first: &mut Loaded, second: &mut Loaded) {
    for loaded in [&mut *first, &mut *second] {
        if let Some(role) = loaded.loaded_by.clone() {
            loaded.schema.retain(
                |_, object| !matches!(object, schema_model::Object::Owner(owner) if owner.role == role),
            );
        }
    }
    let said = |side: &Loaded| side.loaded_by.is_none();
    for (one, other) in [(0, 1), (1, 0)] {
        let sides = [&*first, &*second];
        if said(sides[one]) {
            continue;
        }
        let unsaid: Vec<ObjectId> = sides[other]
            .schema
            .of_kind(schema_model::ObjectKind::Owner)
            .map(|(id, _)| id.clone())
            .filter(|id| {
                id.target().is_some_and(|target| sides[one].schema.contains(target))
                    && !sides[one].schema.contains(id)
            })
            .collect();
        let side = if other == 0 { &mut *first } else { &mut *second };
        for id in unsaid {
            let owner = side.schema.remove(&id);
            side.unsaid_owners.extend(owner.map(|owner| (id, owner)));
        }
        side.schema.prune_dependencies();
    }
}
