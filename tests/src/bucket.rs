//! A stand-in for an S3-compatible store: a real socket that keeps objects in memory. It holds what we ask to the rules that
//! matter to us, by code of its own: the signature of every address (SigV4), parts of a size, listings in pages. A store
//! of somebody else's would have to be fetched or compiled for each run of the tests, and would check no more of us.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use aws_lc_rs::{
    digest::{SHA256, digest},
    hmac,
};

/// The id of the key it takes.
pub const KEY_ID: &str = "AKIATESTTESTTEST";
/// That key's secret, with what has to be escaped in addresses.
pub const SECRET: &str = "s3cret/with+signs=and/more0123456789abcd";
/// Where it says it lies.
pub const REGION: &str = "eu-test-1";
const NAME: &str = "backups";
const SMALLEST_PART: usize = 5 << 20;
/// Few, so that listings have pages.
const PAGE: usize = 2;

/// Listens until the tests end.
pub struct Bucket {
    port: u16,
    kept: Arc<Mutex<Kept>>,
}

#[derive(Default)]
struct Kept {
    objects: BTreeMap<String, Vec<u8>>,
    uploads: BTreeMap<String, BTreeMap<u16, Vec<u8>>>,
    heard: Vec<String>,
    /// To which requests it says something instead of doing what they ask, and what, one after the other.
    moods: (String, Vec<u16>),
}

struct Request {
    method: String,
    path: String,
    query: BTreeMap<String, String>,
    host: String,
    body: Vec<u8>,
}

struct Answer(u16, String, Vec<u8>);

impl Bucket {
    /// An empty one.
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let kept: Arc<Mutex<Kept>> = Arc::default();
        let shared = kept.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = shared.clone();
                std::thread::spawn(move || serve(&stream, &kept));
            }
        });
        Self { port, kept }
    }

    /// The settings of a server that keeps its backups here.
    pub fn settings(&self) -> Vec<(String, String)> {
        let place = format!("http://127.0.0.1:{}/{NAME}/perftrack/eu", self.port);
        let settings = [
            ("PERFTRACK_BACKUP_S3", place.as_str()),
            ("PERFTRACK_BACKUP_S3_REGION", REGION),
            ("PERFTRACK_BACKUP_S3_KEY_ID", KEY_ID),
            ("PERFTRACK_BACKUP_S3_SECRET", SECRET),
        ];
        settings.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec()
    }

    /// Says this to the next requests that [`Self::heard`] calls so, or to all when it is empty.
    pub fn will_say(&self, to: &str, statuses: &[u16]) {
        self.kept().moods = (to.to_owned(), statuses.to_vec());
    }

    /// The names of what it keeps.
    pub fn names(&self) -> Vec<String> {
        self.kept().objects.keys().cloned().collect()
    }

    /// What was asked, as method and what of: `PUT part`, `GET object`.
    pub fn heard(&self) -> Vec<String> {
        self.kept().heard.clone()
    }

    /// Changes one byte in the middle of an object.
    pub fn spoil(&self, name: &str) {
        let mut kept = self.kept();
        let object = kept.objects.get_mut(name).expect("it is kept");
        let middle = object.len() / 2;
        object[middle] ^= 1;
    }

    /// Whether parts lie about that belong to nothing.
    pub fn has_unfinished(&self) -> bool {
        !self.kept().uploads.is_empty()
    }

    fn kept(&self) -> MutexGuard<'_, Kept> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn serve(stream: &TcpStream, kept: &Mutex<Kept>) {
    let mut reader = BufReader::new(stream);
    while let Some(request) = read(&mut reader) {
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        let kinds = [("list-type", "list"), ("partNumber", "part"), ("uploads", "upload"), ("uploadId", "upload")];
        let what = kinds.iter().find(|(name, _)| request.query.contains_key(*name)).map_or("object", |(_, kind)| *kind);
        let asked = format!("{} {what}", request.method);
        let refused = asked.starts_with(&kept.moods.0) && !kept.moods.1.is_empty();
        kept.heard.push(asked);
        let Answer(status, head, body) = if refused {
            Answer(kept.moods.1.remove(0), "location: http://127.0.0.1:1/\r\n".to_owned(), Vec::new())
        } else if is_signed(&request) {
            act(request, &mut kept)
        } else {
            refuse(403, "SignatureDoesNotMatch")
        };
        drop(kept);
        let length = if status == 204 { String::new() } else { format!("content-length: {}\r\n", body.len()) };
        let mut stream = stream;
        if write!(stream, "HTTP/1.1 {status} X\r\n{head}{length}\r\n").and_then(|()| stream.write_all(&body)).is_err() {
            return;
        }
    }
}

fn read(reader: &mut BufReader<&TcpStream>) -> Option<Request> {
    let mut line = String::new();
    reader.read_line(&mut line).ok()?;
    let mut words = line.split_whitespace();
    let (method, target) = (words.next()?.to_owned(), words.next()?.to_owned());
    let (mut host, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).ok()?;
        let Some((name, value)) = line.trim_end().split_once(": ") else { break };
        match name.to_ascii_lowercase().as_str() {
            "host" => host = value.to_owned(),
            "content-length" => length = value.parse().ok()?,
            _ => {}
        }
    }
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    let (path, query) = target.split_once('?').unwrap_or((&target, ""));
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let query = pairs.map(|(name, value)| (decoded(name), decoded(value))).collect();
    Some(Request { method, path: decoded(path), query, host, body })
}

fn decoded(text: &str) -> String {
    let (mut bytes, mut rest) = (Vec::new(), text.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let escaped = (*first == b'%').then(|| after.get(..2)).flatten();
        let byte = escaped.and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8(bytes).expect("text")
}

/// As AWS writes addresses before it signs them.
fn encoded(text: &str, but: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) || but.as_bytes().contains(&byte);
    text.bytes().fold(String::new(), |mut all, byte| {
        match plain(byte) {
            true => all.push(byte.into()),
            false => write!(all, "%{byte:02X}").expect("a string takes all"),
        }
        all
    })
}

/// Whether the address is signed as AWS describes it, by the one key.
fn is_signed(request: &Request) -> bool {
    let asked = |name: &str| request.query.get(name).map(String::as_str).unwrap_or_default();
    let moment = asked("X-Amz-Date");
    let day = moment.get(..8).unwrap_or_default();
    let scope = format!("{day}/{REGION}/s3/aws4_request");
    if asked("X-Amz-Credential") != format!("{KEY_ID}/{scope}") || asked("X-Amz-SignedHeaders") != "host" {
        return false;
    }
    let signed = request.query.iter().filter(|(name, _)| *name != "X-Amz-Signature");
    let mut pairs: Vec<_> =
        signed.map(|(name, value)| format!("{}={}", encoded(name, ""), encoded(value, ""))).collect();
    pairs.sort();
    let (method, path, query, host) = (&request.method, encoded(&request.path, "/"), pairs.join("&"), &request.host);
    let canonical = format!("{method}\n{path}\n{query}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD");
    let hashed = hex(digest(&SHA256, canonical.as_bytes()).as_ref());
    let to_sign = format!("AWS4-HMAC-SHA256\n{moment}\n{scope}\n{hashed}");
    let key = [day, REGION, "s3", "aws4_request"].iter().fold(format!("AWS4{SECRET}").into_bytes(), |key, word| {
        hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), word.as_bytes()).as_ref().to_vec()
    });
    let signature = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), to_sign.as_bytes());
    hex(signature.as_ref()) == asked("X-Amz-Signature")
}

fn act(request: Request, kept: &mut Kept) -> Answer {
    let Some(name) = request.path.strip_prefix(&format!("/{NAME}/")).map(str::to_owned) else {
        return refuse(404, "NoSuchBucket");
    };
    let asked = |key: &str| request.query.get(key).cloned();
    match (request.method.as_str(), asked("uploadId"), asked("partNumber")) {
        ("GET", ..) if name.is_empty() => list(kept, &asked("prefix").unwrap_or_default(), asked("continuation-token")),
        ("GET", ..) => match kept.objects.get(&name) {
            Some(object) => Answer(200, String::new(), object.clone()),
            None => refuse(404, "NoSuchKey"),
        },
        ("POST", None, _) if asked("uploads").is_some() => {
            let id = format!("upload-{}", kept.heard.len());
            kept.uploads.insert(id.clone(), BTreeMap::new());
            xml(&format!(
                "<InitiateMultipartUploadResult {NAMESPACE}><UploadId>{id}</UploadId></InitiateMultipartUploadResult>"
            ))
        }
        ("PUT", Some(id), Some(number)) => {
            let Some(parts) = kept.uploads.get_mut(&id) else { return refuse(404, "NoSuchUpload") };
            let number: u16 = number.parse().expect("a number");
            parts.insert(number, request.body);
            Answer(200, format!("etag: \"part-{number}\"\r\n"), Vec::new())
        }
        ("POST", Some(id), _) => put_together(kept, &id, name, &request.body),
        ("DELETE", Some(id), _) => {
            kept.uploads.remove(&id);
            Answer(204, String::new(), Vec::new())
        }
        ("PUT", ..) => {
            kept.objects.insert(name, request.body);
            Answer(200, "etag: \"whole\"\r\n".to_owned(), Vec::new())
        }
        ("DELETE", ..) => {
            kept.objects.remove(&name);
            Answer(204, String::new(), Vec::new())
        }
        _ => refuse(405, "MethodNotAllowed"),
    }
}

fn put_together(kept: &mut Kept, id: &str, name: String, body: &[u8]) -> Answer {
    let Some(parts) = kept.uploads.remove(id) else { return refuse(404, "NoSuchUpload") };
    let told = String::from_utf8_lossy(body);
    let all_told = parts.keys().all(|number| told.contains(&format!("part-{number}")));
    if !all_told || parts.is_empty() {
        return refuse(400, "InvalidPart");
    }
    if parts.values().rev().skip(1).any(|part| part.len() < SMALLEST_PART) {
        return refuse(400, "EntityTooSmall");
    }
    kept.objects.insert(name, parts.into_values().collect::<Vec<_>>().concat());
    xml(&format!("<CompleteMultipartUploadResult {NAMESPACE}><ETag>whole</ETag></CompleteMultipartUploadResult>"))
}

const NAMESPACE: &str = "xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"";

fn list(kept: &Kept, prefix: &str, after: Option<String>) -> Answer {
    let after = after.unwrap_or_default();
    let names: Vec<&String> = kept.objects.keys().filter(|name| name.starts_with(prefix) && **name > after).collect();
    let mut listed = format!("<ListBucketResult {NAMESPACE}><EncodingType>url</EncodingType>");
    for name in names.iter().take(PAGE) {
        let _ = write!(
            listed,
            "<Contents><Key>{}</Key><Size>{}</Size></Contents>",
            encoded(name, "/"),
            kept.objects[*name].len()
        );
    }
    let _ = write!(listed, "<IsTruncated>{}</IsTruncated>", names.len() > PAGE);
    if let Some(last) = names.get(PAGE - 1).filter(|_| names.len() > PAGE) {
        let _ = write!(listed, "<NextContinuationToken>{last}</NextContinuationToken>");
    }
    xml(&format!("{listed}</ListBucketResult>"))
}

fn xml(text: &str) -> Answer {
    Answer(200, "content-type: application/xml\r\n".to_owned(), text.as_bytes().to_vec())
}

fn refuse(status: u16, code: &str) -> Answer {
    Answer(status, String::new(), format!("<Error><Code>{code}</Code></Error>").into_bytes())
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut all, byte| {
        write!(all, "{byte:02x}").expect("a string takes all");
        all
    })
}
