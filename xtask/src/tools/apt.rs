//! Debian packages, where this is Debian and we may install them.

use std::path::Path;

use crate::{
    say::{self, Failed},
    shell,
};

/// Installs packages, as root or by sudo without a password; otherwise names the command to type.
pub fn install(what: &str, packages: &[&str]) -> Result<(), Failed> {
    let by_hand = format!("apt-get install {}", packages.join(" "));
    if shell::on_path("apt-get").is_none() {
        return Err(Failed(format!("{what} is missing; install what your system calls: {}", packages.join(" "))));
    }
    let prefix: &[&str] = if shell::is_root() {
        &[]
    } else if shell::succeeds(&mut shell::command("sudo", &["-n", "true"])) {
        &["sudo", "-n"]
    } else {
        return Err(Failed(format!("{what} is missing; type: sudo {by_hand}")));
    };
    say::timed(&format!("{what} is missing: {by_hand}"), || {
        let apt = |arguments: &[&str]| {
            let words = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"], arguments].concat();
            run_words(&words)
        };
        apt(&["update"])?;
        if packages.contains(&"postgresql") {
            // The programs are wanted, not a server of the system's that takes a port.
            apt(&["install", "--no-install-recommends", "postgresql-common"])?;
            let no_server = r"s/^#?\s*create_main_cluster.*/create_main_cluster = false/";
            let words = [prefix, &["sed", "-E", "-i", no_server, "/etc/postgresql-common/createcluster.conf"]].concat();
            run_words(&words)?;
        }
        apt(&[&["install", "--no-install-recommends"], packages].concat())
    })
    .map_err(|Failed(reason)| Failed(format!("{what} could not be installed ({reason}); type: {by_hand}")))
}

/// Unpacks a package into a folder, without installing it.
pub fn unpack(what: &str, package: &str, place: &Path) -> Result<(), Failed> {
    let by_hand = format!("apt-get install {package}");
    if shell::on_path("apt-get").is_none() {
        return Err(Failed(format!("{what} is missing; install what your system calls: {package}")));
    }
    let wrong = |error: std::io::Error| Failed::doing(&place.display().to_string(), error);
    say::timed(&format!("{what} is missing: apt-get download {package}"), || {
        let fetched = place.join("fetched");
        std::fs::create_dir_all(&fetched).map_err(wrong)?;
        // The lists may be there already, and renewing them may not be allowed.
        shell::succeeds(&mut shell::command("apt-get", &["-q", "update"]));
        shell::quietly(shell::command("apt-get", &["-q", "download", package]).current_dir(&fetched))?;
        for file in std::fs::read_dir(&fetched).map_err(wrong)?.flatten() {
            shell::run(shell::command("dpkg-deb", &["-x"]).arg(file.path()).arg(place))?;
        }
        Ok(())
    })
    .map_err(|Failed(reason)| Failed(format!("{what} could not be fetched ({reason}); type: sudo {by_hand}")))
}

fn run_words(words: &[&str]) -> Result<(), Failed> {
    let (program, rest) = words.split_first().ok_or_else(|| Failed("nothing to run".to_owned()))?;
    shell::run(shell::command(program, rest).stdout(std::process::Stdio::null()))
}
