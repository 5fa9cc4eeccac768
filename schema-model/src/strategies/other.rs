//! Objects of the kinds that little stands on: one of a kind, by number, in a few variants.

use std::collections::BTreeSet;

use super::names::name;
use super::recipe::OtherRecipe;
use crate::kinds::*;
use crate::{
    CastName, Kind, MethodName, Name, ObjectId, OperatorName, QualifiedName, RoutineName, Schema,
    TransformName, Why,
};

/// Makes one in a schema. What is taken already is left out.
type Make = fn(&mut Schema, &OtherRecipe) -> Option<ObjectId>;

const MAKE: &[Make] = &[
    collation,
    base_type,
    range,
    operator,
    operator_family,
    operator_class,
    cast,
    language,
    transform,
    access_method,
    conversion,
    text_search_parser,
    text_search_template,
    text_search_dictionary,
    text_search_configuration,
    foreign_table,
    subscription,
];

/// Makes the object of a recipe, with its comment.
pub(super) fn make(schema: &mut Schema, it: &OtherRecipe) {
    let made = MAKE.get(usize::from(it.kind) % MAKE.len()).and_then(|make| make(schema, it));
    if let (Some(id), true) = (made, it.comment) {
        schema.insert(id.into(), Comment::new("One of the others"));
    }
}

fn insert<K: Kind>(schema: &mut Schema, id: K::Id, payload: K) -> Option<ObjectId> {
    let object_id = K::object_id(id.clone());
    if schema.contains(&object_id) {
        return None;
    }
    schema.insert(id, payload);
    Some(object_id)
}

fn public(it: &OtherRecipe) -> QualifiedName {
    QualifiedName::new("public", name(it.name))
}

fn system(name: &str) -> QualifiedName {
    QualifiedName::new("pg_catalog", name)
}

fn collation(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let locale = if it.variant == 0 { "C" } else { "POSIX" };
    let mut collation = Collation::new(CollationProvider::Libc, locale);
    collation.character_type = (it.variant == 2).then(|| "C".into());
    insert(schema, public(it), collation)
}

fn subscription(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let mut subscription =
        Subscription::new(["one", "it's"].into_iter().take(1 + usize::from(it.variant % 2)));
    subscription.binary = it.variant == 2;
    subscription.slot_name = (it.variant == 1).then(|| Name::from("slot"));
    insert(schema, name(it.name), subscription)
}

/// With its server and its wrapper.
fn foreign_table(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let server = Name::from(format!("far {}", it.variant % 2));
    insert(schema, Name::from("far"), ForeignDataWrapper::new());
    insert(schema, server.clone(), ForeignServer::new("far"));
    // A name that no other relation can have.
    let id = QualifiedName::new("public", format!("far {}", it.name));
    let mut table = Table::new();
    table.server = Some(server);
    table.foreign_options.insert("number".into(), it.variant.to_string().into());
    let made = insert(schema, id.clone(), table)?;
    let mut column = Column::new("integer", 1);
    if it.variant != 1 {
        column.foreign_options.insert("it's".into(), it.variant.to_string().into());
    }
    insert(schema, id.member("id"), column);
    Some(made)
}

fn base_type(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let id = QualifiedName::new("public", format!("base {}", it.name));
    insert(schema, id.clone(), ShellType::new())?;
    let shell = ObjectId::ShellType(id.clone());
    if it.variant == 0 {
        return Some(shell);
    }
    let type_name = id.to_string();
    let mut function = |name: &str, argument: &str, result: &str, source: &str| {
        let id = RoutineName::new("public", format!("{name} {}", it.name), [argument]);
        let mut function =
            Function::new([Argument::new(argument)], result, "internal", RoutineBody::Source(source.into()));
        function.strict = true;
        schema.insert(id.clone(), function);
        schema.depend(ObjectId::Function(id.clone()), shell.clone(), Why::Auto);
        id
    };
    let input = function("in", "cstring", &type_name, "textin");
    let output = function("out", &type_name, "cstring", "textout");
    let name = |function: &RoutineName| QualifiedName::new(function.schema.clone(), function.name.clone());
    let mut base = BaseType::new(name(&input), name(&output));
    base.category = if it.variant == 1 { "U" } else { "S" }.into();
    let id = insert(schema, id, base)?;
    for function in [input, output] {
        schema.depend(id.clone(), ObjectId::Function(function), Why::Normal);
    }
    Some(id)
}

fn range(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    // A name that no other type can have.
    let id = QualifiedName::new("public", format!("range {}", it.name));
    let subtype = ["integer", "date", "text"][usize::from(it.variant) % 3];
    let mut range = RangeType::new(subtype, QualifiedName::new("public", format!("ranges {}", it.name)));
    range.operator_class = (it.variant == 2).then(|| "pg_catalog.text_pattern_ops".into());
    range.subtype_diff = (it.variant == 1).then(|| system("daterange_subdiff"));
    insert(schema, id, range)
}

fn operator(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let id = OperatorName {
        schema: "public".into(),
        name: ["===", "<@>", "!~~*", "&&&&"][usize::from(it.name) % 4].into(),
        left: Some("integer".into()),
        right: "integer".into(),
    };
    let mut operator = Operator::new(system("int4eq"));
    operator.restrict = (it.variant > 0).then(|| system("eqsel"));
    operator.join = (it.variant > 1).then(|| system("eqjoinsel"));
    operator.hashes = it.variant > 1;
    insert(schema, id, operator)
}

fn method(it: &OtherRecipe) -> MethodName {
    MethodName { schema: "public".into(), name: name(it.name), method: "btree".into() }
}

fn operator_family(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let mut family = OperatorFamily::new();
    if it.variant > 0 {
        family.operators.insert(FamilyOperator {
            strategy: i16::from(it.variant),
            left: "integer".into(),
            right: "bigint".into(),
            operator: system(if it.variant == 1 { "<" } else { "<=" }),
            order_by: None,
        });
    }
    insert(schema, method(it), family)
}

fn operator_class(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let id = MethodName { name: format!("class {}", it.name).into(), ..method(it) };
    schema.insert(id.clone(), OperatorFamily::new());
    let mut class = OperatorClass::new("integer", QualifiedName::new("public", id.name.clone()));
    let (left, right) = ("integer", "integer");
    class.functions = BTreeSet::from([FamilyFunction {
        number: 1,
        left: left.into(),
        right: right.into(),
        function: "btint4cmp(integer,integer)".into(),
    }]);
    if it.variant > 0 {
        class.operators.insert(FamilyOperator {
            strategy: 3,
            left: left.into(),
            right: right.into(),
            operator: system("="),
            order_by: None,
        });
    }
    insert(schema, id, class)
}

fn cast(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let source = ["point", "box", "circle", "uuid"][usize::from(it.name) % 4];
    let mut cast = Cast::new(CastMethod::InOut);
    cast.context =
        [CastContext::Explicit, CastContext::Assignment, CastContext::Implicit][usize::from(it.variant) % 3];
    insert(schema, CastName::new(source, "integer"), cast)
}

fn language(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let mut language = Language::new(system("plpgsql_call_handler"));
    language.trusted = it.variant > 1;
    language.validator = (it.variant > 0).then(|| system("plpgsql_validator"));
    insert(schema, Name::from(format!("language {}", it.name)), language)
}

fn transform(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let (type_name, receive) =
        [("money", "cash_recv"), ("inet", "inet_recv"), ("path", "path_recv")][usize::from(it.name) % 3];
    let to_sql = (it.variant > 0).then(|| system(receive));
    let from_sql = (it.variant < 2).then(|| system("prsd_lextype"));
    let id = TransformName { type_name: type_name.into(), language: "sql".into() };
    insert(schema, id, Transform::new(from_sql, to_sql))
}

fn access_method(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let method = match it.variant {
        0 => AccessMethod::new(AccessMethodType::Table, system("heap_tableam_handler")),
        1 => AccessMethod::new(AccessMethodType::Index, system("hashhandler")),
        _ => AccessMethod::new(AccessMethodType::Index, system("ginhandler")),
    };
    insert(schema, Name::from(format!("method {}", it.name)), method)
}

fn conversion(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let to = ["LATIN2", "LATIN3", "LATIN4"][usize::from(it.variant) % 3];
    insert(schema, public(it), Conversion::new("UTF8", to, system("utf8_to_iso8859")))
}

fn text_search_parser(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let [start, token, end, types] = ["prsd_start", "prsd_nexttoken", "prsd_end", "prsd_lextype"].map(system);
    let mut parser = TextSearchParser::new(start, token, end, types);
    parser.headline = (it.variant > 0).then(|| system("prsd_headline"));
    insert(schema, public(it), parser)
}

fn text_search_template(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let mut template = TextSearchTemplate::new(system("dsimple_lexize"));
    template.init = (it.variant > 0).then(|| system("dsimple_init"));
    insert(schema, public(it), template)
}

fn text_search_dictionary(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let mut dictionary = TextSearchDictionary::new(system("simple"));
    if it.variant > 0 {
        let value = if it.variant == 1 { "'true'" } else { "'false'" };
        dictionary.options.push(DictionaryOption::new("accept", value));
    }
    insert(schema, public(it), dictionary)
}

fn text_search_configuration(schema: &mut Schema, it: &OtherRecipe) -> Option<ObjectId> {
    let mut configuration = TextSearchConfiguration::new(system("default"));
    configuration.mappings.insert("word".into(), vec![system("simple")]);
    // One of the dictionaries that were made before, if there is one.
    let dictionary = schema.all::<TextSearchDictionary>().next().map(|(id, _)| id.clone());
    let dictionary = dictionary.filter(|_| it.variant == 1);
    if it.variant > 0 {
        let asked = dictionary.clone().unwrap_or_else(|| system("english_stem"));
        configuration.mappings.insert("email".into(), vec![asked, system("simple")]);
    }
    let id = insert(schema, public(it), configuration)?;
    if let Some(dictionary) = dictionary {
        schema.depend(id.clone(), ObjectId::TextSearchDictionary(dictionary), Why::Normal);
    }
    Some(id)
}
