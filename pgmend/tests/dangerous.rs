//! `docs/dangerous-changes.md` is true: each plan in it is what the program prints for the corpus case that it names.
//!
//! The line `<!-- plan: CASE forward|backward plain|online MAJOR -->` stands before each block. A `sql` block is the script that
//! `pgmend plan --mode sync --sql` prints when every loss is consented to, with the renames of the case; a `text` block is how it
//! refuses. `PGMEND_BLESS=1` writes what is printed.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test fails loudly
#![cfg(unix)]

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use schema_diff::Loss;
use testkit::corpus::{self, Case, Direction};
use testkit::{TestServer, servers};

mod common;

use common::pgmend;

const MARK: &str = "<!-- plan: ";

fn page() -> PathBuf {
    testkit::cache::workspace().join("docs/dangerous-changes.md")
}

/// What stands under a heading: its title and its lines.
struct Section<'a> {
    title: &'a str,
    lines: Vec<&'a str>,
}

fn sections(text: &str) -> Vec<Section<'_>> {
    let mut sections: Vec<Section<'_>> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix("## "), sections.last_mut()) {
            (Some(title), _) => sections.push(Section { title, lines: Vec::new() }),
            (None, Some(section)) => section.lines.push(line),
            (None, None) => {}
        }
    }
    sections
}

/// A plan on the page: what it is of, and the lines between its fences with the number of the first.
struct Block<'a> {
    mark: &'a str,
    case: &'a str,
    direction: Direction,
    strategy: &'a str,
    major: u16,
    language: &'a str,
    start: usize,
    lines: Vec<&'a str>,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let lines: Vec<&str> = text.lines().collect();
    let marks = lines.iter().enumerate().filter_map(|(at, line)| Some((at, line.strip_prefix(MARK)?)));
    marks
        .map(|(at, mark)| {
            let mark = mark.strip_suffix(" -->").unwrap_or_else(|| panic!("`{mark}` has no end"));
            let [case, direction, strategy, major] = mark.split(' ').collect::<Vec<_>>()[..] else {
                panic!("`{mark}` is not `CASE forward|backward plain|online MAJOR`")
            };
            let fence = lines.get(at + 1).and_then(|line| line.strip_prefix("```"));
            let rest = &lines[at + 2..];
            let length = rest.iter().position(|line| *line == "```").expect("a block ends");
            Block {
                mark,
                case,
                direction: match direction {
                    "forward" => Direction::Forward,
                    "backward" => Direction::Backward,
                    _ => panic!("`{mark}`: {direction} is no direction"),
                },
                strategy,
                major: major.parse().unwrap_or_else(|_| panic!("`{mark}`: {major} is no major version")),
                language: fence.unwrap_or_else(|| panic!("`{mark}` is not followed by a block")),
                start: at + 2,
                lines: rest[..length].to_vec(),
            }
        })
        .collect()
}

/// What the program prints for a block.
fn printed(server: &TestServer, case: &Case, block: &Block<'_>) -> String {
    let (start, goal) = match block.direction {
        Direction::Forward => (&case.a, "b.sql"),
        Direction::Backward => (&case.b, "a.sql"),
    };
    let database = server.database("dangerous");
    database.execute(start);
    if let (Direction::Forward, Some(seed)) = (block.direction, &case.seed) {
        database.execute(seed);
    }
    let (url, goal) = (database.url(), corpus::folder().join(&case.name).join(goal));
    let mut arguments =
        vec!["plan", "--mode", "sync", "--sql", "--database", &url, "--strategy", block.strategy];
    arguments.extend(["--expected", goal.to_str().expect("UTF-8")]);
    arguments.extend(Loss::ALL.iter().flat_map(|loss| ["--allow", loss.class()]));
    arguments.extend(case.way(block.direction).rename.iter().flat_map(|rename| ["--rename", rename]));
    let ran = pgmend(&arguments);
    // A note says which server the SQL was loaded on, and where its file is.
    let said: String =
        ran.err.lines().filter(|line| !line.starts_with("note: ")).map(|line| format!("{line}\n")).collect();
    match block.language {
        "sql" => {
            assert_eq!(ran.status, 2, "`{}`: no plan: {said}", block.mark);
            unannotated(&ran.out)
        }
        "text" => {
            assert_eq!(ran.status, 3, "`{}`: not refused:\n{}{said}", block.mark, ran.out);
            assert_eq!(ran.out, "", "`{}`: what is refused comes with a script", block.mark);
            said
        }
        other => panic!("`{}`: a block of {other:?} is none that can be printed", block.mark),
    }
}

/// The page says why in its own words, and names no database, no file and no size.
fn unannotated(sql: &str) -> String {
    let says = |line: &str| {
        let warning = ["-- DESTROYS ", "-- MAY LOSE "].iter().any(|start| line.starts_with(start));
        warning || !line.starts_with("-- ")
    };
    let lines: String = sql.lines().filter(|line| says(line)).map(|line| format!("{line}\n")).collect();
    lines.trim_start().to_owned()
}

#[test]
fn the_page_is_whole() {
    let text = fs::read_to_string(page()).unwrap();
    let known: BTreeSet<String> = corpus::cases().into_iter().map(|case| case.name).collect();
    let sections = sections(&text);
    assert!(sections.len() >= 20, "only {} changes", sections.len());
    let listed: Vec<&str> = text
        .lines()
        .take_while(|line| !line.starts_with("## "))
        .filter_map(|line| {
            line.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix(". [")?.split_once("](#")
        })
        .map(|(title, _)| title)
        .collect();
    let titles: Vec<&str> = sections.iter().map(|section| section.title).collect();
    assert_eq!(listed, titles, "the list of contents names the headings in their order");
    for Section { title, lines } in &sections {
        let cases: Vec<&str> =
            lines.iter().filter_map(|line| line.strip_prefix(MARK)?.split(' ').next()).collect();
        assert!(!cases.is_empty(), "`{title}` has no plan");
        for case in cases {
            assert!(known.contains(case), "`{title}`: there is no case {case}");
            let link = format!("](../corpus/{case})");
            assert!(lines.iter().any(|line| line.contains(&link)), "`{title}` has no link to {case}");
        }
    }
}

#[test]
fn the_plans_are_what_is_printed() {
    let text = fs::read_to_string(page()).unwrap();
    let cases = corpus::cases();
    let blocks = blocks(&text);
    let mut wrong = Vec::new();
    let mut ran = 0;
    for block in &blocks {
        // One session at a time is not enough to load SQL beside the database that it is compared with.
        let server = servers().iter().find(|s| s.major() == block.major && s.many_connections());
        let Some(server) = server else {
            eprintln!("not looked at, PostgreSQL {} is not at hand: {}", block.major, block.mark);
            continue;
        };
        let case = cases.iter().find(|case| case.name == block.case);
        let case = case.unwrap_or_else(|| panic!("there is no case {}", block.case));
        assert!(case.applies_to(block.major), "`{}`: the case is for other versions", block.mark);
        let printed = printed(server, case, block);
        ran += 1;
        let said: String = block.lines.iter().map(|line| format!("{line}\n")).collect();
        if said != printed {
            wrong.push((
                block,
                format!("`{}`: the page says\n{said}--- and it prints\n{printed}", block.mark),
                printed,
            ));
        }
    }
    let oldest = blocks.iter().map(|block| block.major).min().expect("there are plans on the page");
    let at_hand = servers().iter().any(|server| server.many_connections() && server.major() >= oldest);
    assert!(ran > 0 || !at_hand, "there are servers, and no plan was looked at");
    if std::env::var_os("PGMEND_BLESS").is_some() {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (block, _, printed) in wrong.into_iter().rev() {
            let range = block.start..block.start + block.lines.len();
            lines.splice(range, printed.lines().map(str::to_owned));
        }
        fs::write(page(), lines.join("\n") + "\n").unwrap();
        return;
    }
    let wrong: Vec<String> = wrong.into_iter().map(|(_, words, _)| words).collect();
    assert!(
        wrong.is_empty(),
        "run it once with PGMEND_BLESS=1 and look at the change\n{}",
        wrong.join("\n\n")
    );
}
