//! Where a cluster lives, whose it is, and what an earlier run left behind.

use std::{
    fs,
    os::unix::{
        ffi::OsStrExt,
        fs::{PermissionsExt, chown},
    },
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, Instant},
};

use crate::{
    say::{self, Failed},
    shell,
};

/// Who runs Postgres: it refuses to run as root.
pub enum Owner {
    /// Whoever we are.
    Us,
    /// The user that Debian made for it, since we are root.
    Postgres {
        /// User id.
        uid: u32,
        /// Group id.
        gid: u32,
    },
}

/// A socket's path may have 107 bytes; its name takes 14.
const LONGEST: usize = 90;

impl Owner {
    pub fn find() -> Result<Self, Failed> {
        if !shell::is_root() {
            return Ok(Self::Us);
        }
        let id = |flag: &str| {
            let asked = shell::output(&mut shell::command("id", &[flag, "postgres"])).ok()?;
            asked.parse::<u32>().ok()
        };
        match (id("-u"), id("-g")) {
            (Some(uid), Some(gid)) => Ok(Self::Postgres { uid, gid }),
            _ => Err(Failed(
                "as root Postgres needs a user of its own; type: adduser --system --group postgres".to_owned(),
            )),
        }
    }
}

/// `wanted`, or a folder elsewhere when the owner can't reach it or its path is too long for a socket.
pub fn reachable(wanted: &Path, owner: &Owner) -> Result<PathBuf, Failed> {
    let short = wanted.as_os_str().len() <= LONGEST;
    let open = |folder: &Path| folder.metadata().is_ok_and(|meta| meta.permissions().mode() & 0o001 != 0);
    let passable = match owner {
        Owner::Us => true,
        Owner::Postgres { .. } => wanted.ancestors().skip(1).filter(|folder| folder.exists()).all(open),
    };
    if short && passable {
        return Ok(wanted.to_owned());
    }
    let base = match owner {
        Owner::Us => shell::cache(),
        Owner::Postgres { .. } => PathBuf::from("/var/lib/perftrack"),
    };
    let other = base.join(format!("{:016x}", fnv(wanted.as_os_str().as_bytes())));
    say::doing(format!("Postgres can't use {}: its data is in {}", wanted.display(), other.display()));
    Ok(other)
}

/// FNV-1a: the same for every version of the compiler, or the data would not be found again.
fn fnv(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

/// Makes the folder, for its owner alone.
pub fn prepare(folder: &Path, owner: &Owner) -> Result<(), Failed> {
    let failed = |error| Failed::doing(&folder.display().to_string(), error);
    fs::create_dir_all(folder).map_err(failed)?;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(failed)?;
    if let Owner::Postgres { uid, gid } = owner {
        chown(folder, Some(*uid), Some(*gid)).map_err(failed)?;
    }
    Ok(())
}

/// A run that was killed leaves its server behind: end it, so that the data has one master.
pub fn end_leftover(data: &Path) -> Result<(), Failed> {
    let file = data.join("postmaster.pid");
    let Some(pid) = fs::read_to_string(&file).ok().and_then(|text| text.lines().next().map(str::to_owned)) else {
        return Ok(());
    };
    let process = PathBuf::from("/proc").join(&pid);
    let is_ours =
        || fs::read_to_string(process.join("cmdline")).is_ok_and(|line| line.contains(&*data.to_string_lossy()));
    if !is_ours() {
        return Ok(()); // Postgres removes a stale file itself
    }
    say::doing("an earlier run left its Postgres behind: stopping it");
    // The shell's own: a bare machine has no program of that name.
    let _ = Command::new("sh").args(["-c", "kill -INT \"$0\"", &pid]).status();
    let started = Instant::now();
    while is_ours() {
        if started.elapsed() > Duration::from_secs(30) {
            return Err(Failed(format!("the Postgres of an earlier run does not stop; type: kill -9 {pid}")));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
