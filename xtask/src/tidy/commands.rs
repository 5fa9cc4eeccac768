//! The commands that papers show are commands of the program: it is asked for its help, and told apart by its words.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use super::{Tree, has_word};

/// The program's own help by subcommand; that of the program itself is under the empty word.
type Help = BTreeMap<String, String>;

pub(super) fn check(tree: &Tree, program: &Path, found: &mut Vec<String>) {
    match ask_all(program) {
        Err(why) => found.push(format!("pgmend does not say what it can do: {why}")),
        Ok(help) => compare(tree, &help, found),
    }
}

fn ask(program: &Path, words: &[&str]) -> Result<String, String> {
    let output = Command::new(program)
        .arg("pgmend")
        .args(words)
        .arg("--help")
        .output()
        .map_err(|error| format!("{} can't be run: {error}", program.display()))?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into_owned());
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

fn ask_all(program: &Path) -> Result<Help, String> {
    let own = ask(program, &[])?;
    let mut help = Help::new();
    for command in subcommands(&own) {
        let text = ask(program, &[&command])?;
        help.insert(command, text);
    }
    help.insert(String::new(), own);
    Ok(help)
}

/// The words below `Commands:`.
fn subcommands(help: &str) -> Vec<String> {
    help.lines()
        .skip_while(|line| line.trim() != "Commands:")
        .skip(1)
        .take_while(|line| !line.trim().is_empty())
        // What goes on in a second line is indented deeper.
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|word| *word != "help")
        .map(str::to_owned)
        .collect()
}

fn compare(tree: &Tree, help: &Help, found: &mut Vec<String>) {
    let papers = tree.files.iter().filter(|path| path.ends_with(".md") && !path.starts_with("corpus/"));
    for path in papers {
        let text = tree.text(path).unwrap_or_default();
        for (line, words) in shown(&text) {
            for wrong in unknown(&words, help) {
                found.push(format!("{path}:{line}: pgmend knows no `{wrong}`"));
            }
        }
    }
    let readme = tree.text("README.md").unwrap_or_default();
    let said: BTreeSet<String> =
        shown(&readme).into_iter().filter_map(|(_, words)| words.first().cloned()).collect();
    for command in help.keys().filter(|command| !command.is_empty()) {
        let named = said.contains(command) || readme.contains(&format!("`{command}`"));
        if !named && !readme.contains(&format!("`pgmend {command}")) {
            found.push(format!("README.md says nothing of `pgmend {command}`"));
        }
    }
}

/// The arguments of every call of the program in a code block, with the line.
fn shown(text: &str) -> Vec<(usize, Vec<String>)> {
    let mut all = Vec::new();
    let mut in_code = false;
    let mut lines = (1..).zip(text.lines());
    while let Some((number, line)) = lines.next() {
        if line.trim_start().starts_with("```") {
            in_code = !in_code;
            continue;
        }
        if !in_code {
            continue;
        }
        let mut call = line.trim_start().trim_start_matches("$ ").to_owned();
        while let Some(start) = call.strip_suffix('\\') {
            let next = lines.next().map_or("", |(_, next)| next.trim());
            call = format!("{start}{next}");
        }
        let call = call.split(" #").next().unwrap_or_default();
        for part in call.split([';', '|', '>']) {
            let mut words: Vec<&str> = part.split_whitespace().collect();
            // Variables that are set for the one command.
            let start = words.iter().position(|word| !word.contains('=')).unwrap_or(words.len());
            words.drain(..start);
            let arguments = match words.as_slice() {
                ["pgmend", rest @ ..] => rest,
                ["cargo", "run", rest @ ..] if part.contains("-p pgmend ") => {
                    rest.split(|word| *word == "--").nth(1).unwrap_or_default()
                }
                _ => continue,
            };
            if !arguments.is_empty() {
                all.push((number, arguments.iter().map(|word| (*word).to_owned()).collect()));
            }
        }
    }
    all
}

/// The words of a call that its help does not have.
fn unknown(words: &[String], help: &Help) -> Vec<String> {
    let Some(command) = words.first() else { return Vec::new() };
    let own = help.get("").map_or("", String::as_str);
    let text = match help.get(command) {
        Some(text) => text,
        None if command.starts_with('-') => own,
        None => return vec![command.clone()],
    };
    let options = words.iter().filter(|word| word.starts_with('-') && word.len() > 1);
    options
        .filter_map(|option| option.split('=').next())
        .filter(|option| {
            let listed = |line: &str| {
                let line = line.trim_start();
                line.starts_with('-') && line.split([' ', ',']).any(|word| word == *option)
            };
            !text.lines().any(listed)
        })
        .map(|option| format!("{command} {option}"))
        .filter(|wrong| !has_word(wrong, "--help"))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::Made;
    use super::*;

    const OWN: &str = "Mends.\n\nCommands:\n  check  Looks,\n         and looks again\n  plan   Plans\n  help   Helps\n\nOptions:\n  -V, --version\n";
    const CHECK: &str =
        "Options:\n      --expected <SOURCE>\n          What --it should be\n  -o, --output <FILE>\n";

    fn help() -> Help {
        [("", OWN), ("check", CHECK), ("plan", CHECK)]
            .map(|(word, text)| (word.to_owned(), text.to_owned()))
            .into()
    }

    #[test]
    fn commands_are_read_from_the_help() {
        assert_eq!(subcommands(OWN), ["check", "plan"]);
    }

    #[test]
    fn what_the_program_does_not_know_is_found() {
        let readme = "pgmend gone --x is prose\n```console\n$ pgmend check --expected a -o b\n$ A=b pgmend check --it\n\
            $ pgmend mend | pgmend plan \\\n    --expect=x\n$ cargo run --release -p pgmend -- check --wrong # --why\n\
            pgmend --version\noutput --of something\n```\n";
        let found = Made::new(&[("README.md", readme)]).found(|tree, found| compare(tree, &help(), found));
        assert_eq!(
            found,
            [
                "README.md:4: pgmend knows no `check --it`",
                "README.md:5: pgmend knows no `mend`",
                "README.md:5: pgmend knows no `plan --expect`",
                "README.md:7: pgmend knows no `check --wrong`",
            ]
        );
    }

    #[test]
    fn every_command_is_named() {
        let readme = "```\npgmend check\n```\n";
        let found = Made::new(&[("README.md", readme)]).found(|tree, found| compare(tree, &help(), found));
        assert_eq!(found, ["README.md says nothing of `pgmend plan`"]);
    }
}
