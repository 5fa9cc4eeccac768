//! Functions: `pg_proc` with `prokind` `f` and `w`; the statement reads procedures as well.

use schema_model::{
    Argument, ArgumentMode, Function, Name, ObjectId, Options, Parallel, RoutineBody, RoutineName, SqlText,
    Volatility,
};

use super::Read;
use crate::Error;
use crate::build::Builder;
use crate::catalog::{Acl, Catalog, named, relation, types};
use crate::intern::Oid;
use crate::parse::canonical::canonical;
use crate::parse::options;
use crate::row::Row;
use crate::statement::{Statement, statement};

/// A row of `pg_proc`.
pub(crate) struct RoutineRow {
    pub(crate) oid: Oid,
    pub(crate) namespace: Oid,
    pub(crate) schema: Name,
    pub(crate) name: Name,
    /// `f`, `w`, `p` or `a`.
    pub(crate) kind: char,
    /// Its name with its types, once all is read.
    pub(crate) id: Option<RoutineName>,
    /// Whether it is part of the model: see [`Catalog::settle_texts`].
    pub(crate) ours: bool,
    pub(crate) owner: Oid,
    language: Oid,
    cost: SqlText,
    rows: SqlText,
    support: Oid,
    pub(crate) security_definer: bool,
    leakproof: bool,
    strict: bool,
    returns_set: bool,
    volatility: char,
    parallel: char,
    inputs: Vec<Oid>,
    all: Vec<Oid>,
    modes: Vec<char>,
    names: Vec<Name>,
    pub(crate) transforms: Vec<Oid>,
    pub(crate) body: RoutineBody,
    pub(crate) configuration: Options,
    pub(crate) acl: Acl,
    /// NULL for procedures.
    pub(crate) result: Option<SqlText>,
}

pub(crate) const FUNCTION: Statement = statement!(Texts, "function", decode);
pub(crate) const ARGUMENT_DEFAULT: Statement = statement!(Texts, "argument_default", decode_default);

fn decode(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let name = catalog.interner.name(row.text()?);
    let namespace = row.oid()?;
    let kind = row.letter()?;
    let owner = row.oid()?;
    let language = row.oid()?;
    let cost = catalog.interner.text(row.text()?);
    let rows = catalog.interner.text(row.text()?);
    let support = row.oid()?;
    let security_definer = row.flag()?;
    let leakproof = row.flag()?;
    let strict = row.flag()?;
    let returns_set = row.flag()?;
    let volatility = row.letter()?;
    let parallel = row.letter()?;
    let inputs = row.numbers()?;
    let all = row.numbers()?;
    let modes = row.texts()?.into_iter().flatten().filter_map(|mode| mode.chars().next()).collect();
    let names = row.texts()?.into_iter().map(|n| catalog.interner.name(&n.unwrap_or_default())).collect();
    let _defaults: i16 = row.number()?;
    let transforms = row.numbers()?;
    let source = row.text()?;
    let file = row.optional()?;
    let configuration = options::parse(&row.texts()?, "", &mut catalog.interner);
    let acl = relation::acl(row)?;
    let result = row.optional()?;
    let is_sql = row.flag()?;
    let sql = row.optional()?;
    let body = match (is_sql, sql, file) {
        (true, Some(sql), _) => RoutineBody::Sql(SqlText::from(canonical(sql).as_ref())),
        (true, None, _) => return Err(Error::skew(format!("function {name}"), "it was dropped")),
        (false, _, Some(file)) => {
            RoutineBody::Library { file: catalog.interner.text(file), symbol: SqlText::from(source) }
        }
        (false, _, None) => RoutineBody::Source(SqlText::from(source)),
    };
    if kind != 'p' && result.is_none_or(|text| text.contains("???")) {
        return Err(Error::skew(format!("function {name}"), "it was dropped"));
    }
    let result = result.map(|text| catalog.interner.text(text));
    catalog.routines.push(RoutineRow {
        oid,
        namespace,
        schema: catalog.namespace_name(namespace),
        name,
        kind,
        id: None,
        ours: false,
        owner,
        language,
        cost,
        rows,
        support,
        security_definer,
        leakproof,
        strict,
        returns_set,
        volatility,
        parallel,
        inputs,
        all,
        modes,
        names,
        transforms,
        body,
        configuration,
        acl,
        result,
    });
    Ok(())
}

fn decode_default(catalog: &mut Catalog, row: &mut Row<'_>) -> Result<(), Error> {
    let oid = row.oid()?;
    let number = row.number()?;
    // NULL for arguments without one.
    if let Some(text) = row.optional()? {
        let text = catalog.interner.expression(text);
        catalog.argument_defaults.insert((oid, number), text);
    }
    Ok(())
}

impl RoutineRow {
    /// The name with the input arguments' types.
    pub(crate) fn make_id(&self, catalog: &Catalog) -> Result<RoutineName, Error> {
        let types = catalog.type_texts(&self.inputs)?;
        Ok(RoutineName::new(self.schema.clone(), self.name.clone(), types))
    }

    /// The same as an object's id.
    pub(crate) fn object_id(&self) -> Option<ObjectId> {
        let id = self.id.clone()?;
        Some(match self.kind {
            'p' => ObjectId::Procedure(id),
            'a' => ObjectId::Aggregate(id),
            _ => ObjectId::Function(id),
        })
    }

    /// The arguments, output ones and all.
    pub(crate) fn arguments(&self, catalog: &Catalog) -> Result<Vec<Argument>, Error> {
        let types = if self.all.is_empty() { &self.inputs } else { &self.all };
        let mut arguments = Vec::with_capacity(types.len());
        for (at, type_name) in catalog.type_texts(types)?.into_iter().enumerate() {
            let mut argument = Argument::new(type_name);
            argument.mode = match self.modes.get(at) {
                None | Some('i') => ArgumentMode::In,
                Some('o') => ArgumentMode::Out,
                Some('b') => ArgumentMode::InOut,
                Some('v') => ArgumentMode::Variadic,
                Some('t') => ArgumentMode::Table,
                Some(other) => return Err(Error::answer(FUNCTION.name, format!("proargmodes `{other}`"))),
            };
            argument.name = self.names.get(at).filter(|name| !name.is_empty()).cloned();
            argument.default = catalog.argument_defaults.get(&(self.oid, at + 1)).cloned();
            arguments.push(argument);
        }
        Ok(arguments)
    }

    pub(crate) fn parallel(&self) -> Result<Parallel, Error> {
        Ok(match self.parallel {
            'u' => Parallel::Unsafe,
            'r' => Parallel::Restricted,
            's' => Parallel::Safe,
            other => return Err(Error::answer(FUNCTION.name, format!("proparallel `{other}`"))),
        })
    }

    pub(crate) fn language(&self, catalog: &Catalog) -> Result<Name, Error> {
        catalog.language(self.language).cloned()
    }
}

impl Read for Function {
    const STATEMENTS: &'static [&'static Statement] =
        &[&types::ARGUMENT_TYPE, &named::NAMED, &named::NAMED_FUNCTION, &FUNCTION, &ARGUMENT_DEFAULT];

    fn build(catalog: &Catalog, out: &mut Builder) -> Result<(), Error> {
        for row in catalog.routines.iter().filter(|row| row.ours && matches!(row.kind, 'f' | 'w')) {
            let Some(id) = row.id.clone() else { continue };
            let function = function(catalog, row).map_err(|e| e.about(format!("function {id}")))?;
            out.insert_row(row.oid, 0, id, function);
        }
        Ok(())
    }
}

fn function(catalog: &Catalog, row: &RoutineRow) -> Result<Function, Error> {
    let result =
        row.result.clone().ok_or_else(|| Error::skew(format!("function {}", row.name), "it was dropped"))?;
    let language = row.language(catalog)?;
    let usual_cost = if matches!(language.as_str(), "c" | "internal") { "1" } else { "100" };
    let mut function = Function::new(row.arguments(catalog)?, result, language, row.body.clone());
    function.window = row.kind == 'w';
    function.volatility = match row.volatility {
        'v' => Volatility::Volatile,
        's' => Volatility::Stable,
        'i' => Volatility::Immutable,
        other => return Err(Error::answer(FUNCTION.name, format!("provolatile `{other}`"))),
    };
    function.parallel = row.parallel()?;
    function.strict = row.strict;
    function.leakproof = row.leakproof;
    function.security_definer = row.security_definer;
    function.cost = (row.cost != usual_cost).then(|| row.cost.clone());
    function.rows = (row.returns_set && row.rows != "1000").then(|| row.rows.clone());
    function.support = catalog.function_name(row.support);
    function.configuration = row.configuration.clone();
    function.transforms = catalog.type_texts(&row.transforms)?;
    Ok(function)
}

impl Catalog {
    pub(crate) fn type_texts(&self, types: &[Oid]) -> Result<Vec<SqlText>, Error> {
        types
            .iter()
            .map(|oid| {
                self.argument_types.get(*oid).cloned().ok_or_else(|| {
                    Error::answer(types::ARGUMENT_TYPE.name, format!("the type {oid} was not read"))
                })
            })
            .collect()
    }
}
