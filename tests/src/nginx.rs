//! A real nginx in front of a server, with the configuration that the documentation gives.

use std::{fs::File, net::TcpStream, path::PathBuf};

use crate::{
    Server,
    encrypted::{Authority, Line, free_port, setting},
    eventually,
    guardian::Guardian,
    server::run_guarded,
    unique,
};

/// The configuration as it is documented.
const DOCUMENTED: &str = include_str!("../../docs/nginx/perftrack.conf");
/// What is around it on a machine of its own.
const AROUND: &str = "daemon off; master_process off; pid FOLDER/pid; error_log FOLDER/errors;
events { worker_connections 256; }
http {
    access_log off;
    client_body_temp_path FOLDER/body; proxy_temp_path FOLDER/proxy; fastcgi_temp_path FOLDER/fastcgi;
    uwsgi_temp_path FOLDER/uwsgi; scgi_temp_path FOLDER/scgi;
    include FOLDER/perftrack.conf;
}";

/// The name that the configuration is for.
pub const NAME: &str = "perftrack.example.com";

/// A running nginx. It ends when it is dropped.
pub struct Nginx {
    authority: Authority,
    encrypted: u16,
    /// The port of plain HTTP.
    pub plain: u16,
    folder: PathBuf,
    guardian: Option<Guardian>,
}

impl Nginx {
    /// One before `server`.
    pub fn before(server: &Server) -> Self {
        let folder = std::env::temp_dir().join(format!("perftrack-test-nginx-{}-{}", std::process::id(), unique()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        let authority = Authority::default();
        let (chain, key) = authority.issue(&[NAME]);
        let (encrypted, plain) = (free_port(), free_port());
        let changes = [
            ("listen 80;", format!("listen 127.0.0.1:{plain};")),
            ("listen 443 ssl http2;", format!("listen 127.0.0.1:{encrypted} ssl http2;")),
            ("/etc/ssl/perftrack", setting(&folder)),
            ("127.0.0.1:8080", server.url.trim_start_matches("http://").to_owned()),
        ];
        let here = changes.iter().fold(DOCUMENTED.to_owned(), |text, (documented, here)| {
            assert!(text.contains(documented), "the documented configuration has {documented}");
            text.replace(documented, here)
        });
        let around = AROUND.replace("FOLDER", &setting(&folder));
        for (file, text) in
            [("chain.pem", &chain), ("key.pem", &key), ("perftrack.conf", &here), ("nginx.conf", &around)]
        {
            std::fs::write(folder.join(file), text).expect("a file");
        }
        let program = std::env::var("PERFTRACK_NGINX").unwrap_or_else(|_| "nginx".to_owned());
        let (place, config) = (setting(&folder), setting(&folder.join("nginx.conf")));
        let (guardian, lines, _) = run_guarded(&[program.as_str(), "-p", &place, "-c", &config], |command| {
            command.stderr(File::create(folder.join("log")).expect("a log"));
        });
        lines.copy_to(File::create(folder.join("console")).expect("a console log"));
        eventually("nginx listens; `cargo xtask test` fetches it", || {
            TcpStream::connect(("127.0.0.1", encrypted)).is_ok()
        });
        Self { authority, encrypted, plain, folder, guardian: Some(guardian) }
    }

    /// A connection to it by TLS.
    pub fn line(&self) -> Line {
        Line::open(self.encrypted, NAME, &[self.authority.root()]).expect("nginx speaks TLS")
    }
}

impl Drop for Nginx {
    fn drop(&mut self) {
        drop(self.guardian.take());
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
