//! The one text form of ids: `kind:name`, names joined by dots and quoted as SQL quotes identifiers where they are
//! not plain lower-case words.

use std::fmt::{self, Write};

use super::{
    CastName, DefaultPrivilegeName, Grantee, MemberName, MembershipName, MethodName, OperatorName, PartName,
    PrivilegeName, PublicationMember, QualifiedName, RoutineName, SecurityLabelName, Target, TransformName,
};
use crate::{DefaultPrivilegeObjects, Error, Name, ObjectId, SqlText};

/// Something that an id is made of.
pub(crate) trait IdPart: Sized {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result;
    fn read(reader: &mut Reader<'_>) -> Result<Self, Error>;
}

/// Reads an id from left to right.
pub(crate) struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self { text, at: 0 }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(crate) fn fail<T>(&self, reason: impl Into<String>) -> Result<T, Error> {
        Err(Error::id(self.text, reason))
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.rest().starts_with(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    fn expect(&mut self, c: char) -> Result<(), Error> {
        if self.eat(c) {
            return Ok(());
        }
        self.fail(format!("`{c}` is missing at byte {}", self.at))
    }

    pub(crate) fn end(&self) -> Result<(), Error> {
        match self.rest() {
            "" => Ok(()),
            rest => self.fail(format!("`{rest}` is left over")),
        }
    }

    /// The word before the first `:`.
    pub(crate) fn kind(&mut self) -> Result<&'a str, Error> {
        match self.rest().split_once(':') {
            Some((word, _)) => {
                self.at += word.len() + 1;
                Ok(word)
            }
            None => self.fail("it has no kind"),
        }
    }

    fn plain(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest
            .bytes()
            .position(|b| !(b.is_ascii_alphanumeric() || b == b'_' || b == b'$'))
            .unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn quoted(&mut self) -> Result<String, Error> {
        self.expect('"')?;
        let mut name = String::new();
        loop {
            let rest = self.rest();
            let Some(end) = rest.find('"') else {
                return self.fail("a quote is not closed");
            };
            name.push_str(&rest[..end]);
            self.at += end + 1;
            if !self.eat('"') {
                return Ok(name);
            }
            name.push('"');
        }
    }

    /// Server text up to a `,` or `)` outside quotes and brackets.
    fn argument(&mut self) -> Result<SqlText, Error> {
        let mut depth = 0_usize;
        let mut quoted = false;
        let rest = self.rest();
        for (at, c) in rest.char_indices() {
            match c {
                '"' => quoted = !quoted,
                '(' if !quoted => depth += 1,
                ')' if !quoted && depth > 0 => depth -= 1,
                ',' | ')' if !quoted && depth == 0 => {
                    self.at += at;
                    return Ok(SqlText::from(&rest[..at]));
                }
                _ => {}
            }
        }
        self.fail("the argument list is not closed")
    }
}

impl IdPart for Name {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_plain() {
            return f.write_str(self);
        }
        f.write_char('"')?;
        for (n, part) in self.split('"').enumerate() {
            if n > 0 {
                f.write_str("\"\"")?;
            }
            f.write_str(part)?;
        }
        f.write_char('"')
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let name = if reader.rest().starts_with('"') {
            Name::from(reader.quoted()?)
        } else {
            let name = Name::from(reader.plain());
            if !name.is_empty() && !name.is_plain() {
                return reader.fail(format!("the name `{name}` needs double quotes"));
            }
            name
        };
        if name.is_empty() {
            return reader.fail("a name is empty");
        }
        Ok(name)
    }
}

impl IdPart for QualifiedName {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.schema.write(f)?;
        f.write_char('.')?;
        self.name.write(f)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let schema = Name::read(reader)?;
        reader.expect('.')?;
        Ok(Self { schema, name: Name::read(reader)? })
    }
}

impl IdPart for MemberName {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.schema.write(f)?;
        f.write_char('.')?;
        self.parent.write(f)?;
        f.write_char('.')?;
        self.name.write(f)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let parent = QualifiedName::read(reader)?;
        reader.expect('.')?;
        Ok(parent.member(Name::read(reader)?))
    }
}

impl IdPart for PartName {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parent.write(f)?;
        f.write_char('.')?;
        self.name.write(f)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let parent = Name::read(reader)?;
        reader.expect('.')?;
        Ok(Self { parent, name: Name::read(reader)? })
    }
}

impl IdPart for RoutineName {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.schema.write(f)?;
        f.write_char('.')?;
        self.name.write(f)?;
        f.write_char('(')?;
        for (n, argument) in self.arguments.iter().enumerate() {
            if n > 0 {
                f.write_char(',')?;
            }
            f.write_str(argument)?;
        }
        f.write_char(')')
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let name = QualifiedName::read(reader)?;
        reader.expect('(')?;
        let mut arguments: Vec<SqlText> = Vec::new();
        if !reader.eat(')') {
            loop {
                arguments.push(reader.argument()?);
                if !reader.eat(',') {
                    reader.expect(')')?;
                    break;
                }
            }
        }
        Ok(Self { schema: name.schema, name: name.name, arguments: arguments.into() })
    }
}

impl IdPart for OperatorName {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.schema.write(f)?;
        f.write_char('.')?;
        self.name.write(f)?;
        // A type of that name would need quotes: it is upper case.
        let left = self.left.as_ref().map_or("NONE", |left| left.as_str());
        write!(f, "({left},{})", self.right)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let QualifiedName { schema, name } = QualifiedName::read(reader)?;
        reader.expect('(')?;
        let left = Some(reader.argument()?).filter(|left| *left != "NONE");
        reader.expect(',')?;
        let right = reader.argument()?;
        reader.expect(')')?;
        Ok(Self { schema, name, left, right })
    }
}

impl IdPart for MethodName {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.schema.write(f)?;
        f.write_char('.')?;
        self.name.write(f)?;
        f.write_char('(')?;
        self.method.write(f)?;
        f.write_char(')')
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let QualifiedName { schema, name } = QualifiedName::read(reader)?;
        reader.expect('(')?;
        let method = Name::read(reader)?;
        reader.expect(')')?;
        Ok(Self { schema, name, method })
    }
}

impl IdPart for CastName {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({},{})", self.source, self.target)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        reader.expect('(')?;
        let source = reader.argument()?;
        reader.expect(',')?;
        let target = reader.argument()?;
        reader.expect(')')?;
        Ok(Self::new(source, target))
    }
}

impl IdPart for TransformName {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "({},", self.type_name)?;
        self.language.write(f)?;
        f.write_char(')')
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        reader.expect('(')?;
        let type_name = reader.argument()?;
        reader.expect(',')?;
        let language = Name::read(reader)?;
        reader.expect(')')?;
        Ok(Self { type_name, language })
    }
}

impl IdPart for Target {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_char('(')?;
        self.id().write(f)?;
        f.write_char(')')
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        reader.expect('(')?;
        let id = ObjectId::read(reader)?;
        reader.expect(')')?;
        Ok(id.into())
    }
}

impl IdPart for Grantee {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            // A role of that name would need quotes: it is upper case.
            Self::Public => f.write_str("PUBLIC"),
            Self::Owner => f.write_str("OWNER"),
            Self::Role(name) => name.write(f),
        }
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let before = reader.at;
        match reader.plain() {
            "PUBLIC" => Ok(Self::Public),
            "OWNER" => Ok(Self::Owner),
            _ => {
                reader.at = before;
                Ok(Self::Role(Name::read(reader)?))
            }
        }
    }
}

impl IdPart for PrivilegeName {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.target.write(f)?;
        f.write_char('.')?;
        self.grantee.write(f)?;
        if let Some(grantor) = &self.grantor {
            f.write_char('.')?;
            grantor.write(f)?;
        }
        Ok(())
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let target = Target::read(reader)?;
        reader.expect('.')?;
        let grantee = Grantee::read(reader)?;
        let grantor = if reader.eat('.') { Some(Name::read(reader)?) } else { None };
        Ok(Self { target, grantee, grantor })
    }
}

impl IdPart for MembershipName {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.role.write(f)?;
        f.write_char('.')?;
        self.member.write(f)?;
        if let Some(grantor) = &self.grantor {
            f.write_char('.')?;
            grantor.write(f)?;
        }
        Ok(())
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let role = Name::read(reader)?;
        reader.expect('.')?;
        let member = Name::read(reader)?;
        let grantor = if reader.eat('.') { Some(Name::read(reader)?) } else { None };
        Ok(Self { role, member, grantor })
    }
}

impl IdPart for SecurityLabelName {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.target.write(f)?;
        f.write_char('.')?;
        self.provider.write(f)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let target = Target::read(reader)?;
        reader.expect('.')?;
        Ok(Self { target, provider: Name::read(reader)? })
    }
}

impl IdPart for DefaultPrivilegeName {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.role.write(f)?;
        write!(f, ".{}.", self.objects.word())?;
        self.grantee.write(f)?;
        if let Some(schema) = &self.schema {
            f.write_char('.')?;
            schema.write(f)?;
        }
        Ok(())
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let role = Name::read(reader)?;
        reader.expect('.')?;
        let word = reader.plain();
        let Some(objects) = DefaultPrivilegeObjects::ALL.iter().find(|objects| objects.word() == word) else {
            return reader.fail(format!("there are no default privileges for `{word}`"));
        };
        reader.expect('.')?;
        let grantee = Grantee::read(reader)?;
        let schema = if reader.eat('.') { Some(Name::read(reader)?) } else { None };
        Ok(Self { role, objects: *objects, grantee, schema })
    }
}

impl IdPart for PublicationMember {
    fn write(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.publication.write(f)?;
        f.write_char('.')?;
        self.target.write(f)
    }

    fn read(reader: &mut Reader<'_>) -> Result<Self, Error> {
        let publication = Name::read(reader)?;
        reader.expect('.')?;
        Ok(Self { publication, target: Target::read(reader)? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn both_ways(text: &str) {
        assert_eq!(text.parse::<ObjectId>().unwrap().to_string(), text);
    }

    #[test]
    fn ids_round_trip() {
        both_ways("schema:public");
        both_ways("column:public.users.email");
        both_ways(r#"column:public."Weird ""Name"."🐘""#);
        both_ways(r#"user_mapping:far."Weird ""Role""#);
        both_ways("function:public.f(integer,text)");
        both_ways("function:public.f()");
        both_ways(r#"function:public.f(character varying,s."a,b)"[],numeric(10,2))"#);
        both_ways("default_privilege:boss.tables.PUBLIC");
        both_ways(r#"default_privilege:boss.large_objects."Weird ""Role".app"#);
        both_ways(r#"operator:public."+"(integer,text)"#);
        both_ways(r#"operator:public."!"(NONE,s."a,b"[])"#);
        both_ways(r#"operator_class:public."Weird ""Name"(btree)"#);
        both_ways("cast:(character varying,public.code)");
        both_ways(r#"transform:(public.code,"PL")"#);
        both_ways(r#"comment:(cast:(text,s."a)b"))"#);
        both_ways("comment:(table:public.users)");
        both_ways("owner:(function:public.f(integer))");
        both_ways(r#"publication_table:"Weird ""Name".(table:public.users)"#);
        both_ways("privilege:(column:public.users.email).PUBLIC");
        both_ways(r#"privilege:(table:public.users)."PUBLIC".admin"#);
    }

    #[test]
    fn what_is_no_id_says_why() {
        for (text, reason) in [
            ("public.users", "no kind"),
            ("colum:public.users.email", "no kind is called"),
            ("table:public", "`.` is missing"),
            ("table:public.Users", "needs double quotes"),
            ("table:public.\"users", "not closed"),
            ("table:public.users.x", "left over"),
            ("function:public.f(integer", "not closed"),
            ("table:public.", "empty"),
            ("comment:table:public.users", "`(` is missing"),
        ] {
            let error = text.parse::<ObjectId>().unwrap_err();
            assert!(error.to_string().contains(reason), "{text}: {error}");
        }
    }
}
