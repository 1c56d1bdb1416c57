//! A bucket of an S3-compatible store. What is asked is signed by its address, no redirect is followed, and a large file
//! goes up in parts: it is there when the store has all of them, and not before.

use std::{
    fs::File,
    io::{Read, Write},
    path::Path,
    time::Duration,
};

use anyhow::{Context, anyhow, ensure};
use reqwest::{Client, Method, Response, StatusCode, header::ETAG, redirect::Policy};
use rusty_s3::{
    Credentials, UrlStyle,
    actions::{
        CompleteMultipartUpload, CompleteMultipartUploadResponse, CreateMultipartUpload, ListObjectsV2, S3Action,
    },
};
use secrecy::ExposeSecret;
use tokio::runtime::Handle;
use url::Url;

use super::Store;
use crate::{config, worker::outgoing};

/// How long what we sign is good for: a part may go up slowly.
const GOOD_FOR: Duration = Duration::from_secs(3600);
const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Between two things heard of the store.
const SILENCE: Duration = Duration::from_secs(120);
/// What goes up at once; S3 takes at least five mebibytes of all parts but the last.
const PART: u64 = 8 << 20;
/// S3 takes ten thousand.
const MOST_PARTS: u64 = 9_000;
const TRIES: u32 = 3;
/// Longer than any list of a thousand files.
const LARGEST: usize = 8 << 20;

/// A bucket that keeps backups.
pub(in crate::backup) struct Bucket {
    client: Client,
    bucket: rusty_s3::Bucket,
    credentials: Credentials,
    prefix: String,
    /// Everything here waits on a thread of its own, on which nothing else is served.
    runtime: Handle,
}

impl Bucket {
    /// By the settings; connects to nothing yet. Only on threads that may wait, of a runtime.
    pub(in crate::backup) fn new(settings: &config::Bucket) -> anyhow::Result<Self> {
        let client = Client::builder()
            .tls_backend_preconfigured(outgoing::tls()?)
            .redirect(Policy::none())
            .referer(false)
            .no_proxy()
            .connect_timeout(CONNECT_TIMEOUT)
            .read_timeout(SILENCE)
            .user_agent("PerfTrack")
            .build()
            .context("no client for the bucket")?;
        let (name, region) = (settings.name.clone(), settings.region.clone());
        let bucket = rusty_s3::Bucket::new(settings.endpoint.clone(), UrlStyle::Path, name, region)?;
        let credentials = Credentials::new(settings.key_id.as_str(), settings.secret.expose_secret());
        let (prefix, runtime) = (settings.prefix.clone(), Handle::try_current()?);
        Ok(Self { client, bucket, credentials, prefix, runtime })
    }

    fn object(&self, file: &str) -> String {
        format!("{}{file}", self.prefix)
    }

    /// Asks again when the store is away for a moment; `sign` makes the address anew each time.
    async fn ask(&self, method: Method, sign: impl Fn() -> Url, body: &[u8]) -> anyhow::Result<Response> {
        let mut tried = 0;
        loop {
            tried += 1;
            let asked = self.client.request(method.clone(), sign()).body(body.to_vec()).send().await;
            match asked {
                Ok(response) if response.status().is_success() => return Ok(response),
                Ok(response) if response.status().is_server_error() && tried < TRIES => {}
                Ok(response) => return Err(refusal(response).await),
                Err(_) if tried < TRIES => {}
                // The address holds the signature.
                Err(error) => return Err(error.without_url().into()),
            }
            tokio::time::sleep(Duration::from_secs(1 << tried)).await;
        }
    }

    async fn list(&self) -> anyhow::Result<Vec<String>> {
        let (mut files, mut further) = (Vec::new(), None::<String>);
        loop {
            let mut action = ListObjectsV2::new(&self.bucket, Some(&self.credentials));
            action.with_prefix(self.prefix.as_str());
            if let Some(token) = further {
                action.with_continuation_token(token);
            }
            let answer = said(self.ask(Method::GET, || action.sign(GOOD_FOR), &[]).await?).await?;
            let listed = ListObjectsV2::parse_response(&answer).map_err(|error| anyhow!("the list is odd: {error}"))?;
            let names = listed.contents.into_iter().map(|object| object.key);
            files.extend(names.filter_map(|key| key.strip_prefix(&self.prefix).map(str::to_owned)));
            further = listed.next_continuation_token;
            if further.is_none() {
                return Ok(files);
            }
        }
    }

    async fn upload(&self, object: &str, path: &Path) -> anyhow::Result<()> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        if length <= PART {
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes)?;
            let action = self.bucket.put_object(Some(&self.credentials), object);
            self.ask(Method::PUT, || action.sign(GOOD_FOR), &bytes).await?;
            return Ok(());
        }
        let action = CreateMultipartUpload::new(&self.bucket, Some(&self.credentials), object);
        let answer = said(self.ask(Method::POST, || action.sign(GOOD_FOR), &[]).await?).await?;
        let begun = CreateMultipartUpload::parse_response(&answer).map_err(|error| anyhow!("odd answer: {error}"))?;
        let done = self.upload_parts(object, begun.upload_id(), file, PART.max(length / MOST_PARTS)).await;
        if done.is_err() {
            let action = self.bucket.abort_multipart_upload(Some(&self.credentials), object, begun.upload_id());
            if let Err(error) = self.ask(Method::DELETE, || action.sign(GOOD_FOR), &[]).await {
                tracing::warn!(%error, "parts of a backup may lie in the bucket; a rule of its own should remove them");
            }
        }
        done
    }

    async fn upload_parts(&self, object: &str, upload: &str, mut file: File, part: u64) -> anyhow::Result<()> {
        let mut etags: Vec<String> = Vec::new();
        loop {
            let mut bytes = Vec::new();
            (&mut file).take(part).read_to_end(&mut bytes)?;
            if bytes.is_empty() {
                break;
            }
            let number = u16::try_from(etags.len() + 1).context("too many parts")?;
            let action = self.bucket.upload_part(Some(&self.credentials), object, number, upload);
            let answer = self.ask(Method::PUT, || action.sign(GOOD_FOR), &bytes).await?;
            let etag = answer.headers().get(ETAG).context("a part was taken without an ETag")?;
            etags.push(etag.to_str()?.to_owned());
        }
        let tags = etags.iter().map(String::as_str);
        let action = CompleteMultipartUpload::new(&self.bucket, Some(&self.credentials), object, upload, tags);
        let body = action.clone().body();
        let answer = said(self.ask(Method::POST, || action.sign(GOOD_FOR), body.as_bytes()).await?).await?;
        // S3 may say 200 and tell of the failure in the body.
        let done = CompleteMultipartUploadResponse::parse(&answer);
        done.map_err(|_| anyhow!("the parts were not put together"))?;
        Ok(())
    }

    async fn download(&self, object: &str, into: &mut dyn Write) -> anyhow::Result<()> {
        let action = self.bucket.get_object(Some(&self.credentials), object);
        let mut answer = self.ask(Method::GET, || action.sign(GOOD_FOR), &[]).await?;
        while let Some(bytes) = answer.chunk().await.map_err(reqwest::Error::without_url)? {
            into.write_all(&bytes)?;
        }
        Ok(())
    }
}

/// The answer's text. An error names no address: it is signed.
async fn said(mut response: Response) -> anyhow::Result<String> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(reqwest::Error::without_url)? {
        ensure!(bytes.len() + chunk.len() <= LARGEST, "the store's answer is too long");
        bytes.extend_from_slice(&chunk);
    }
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// What the store says, as far as it is told to people: never the address, which is signed.
async fn refusal(response: Response) -> anyhow::Error {
    let status = response.status();
    let text = said(response).await.unwrap_or_default();
    match (status, code(&text)) {
        (StatusCode::NOT_FOUND, None) => anyhow!("the store has no such file"),
        (status, Some(code)) => anyhow!("the store refused with {status}: {code}"),
        (status, None) => anyhow!("the store refused with {status}"),
    }
}

/// The word by which S3 says what was wrong. Whatever else may stand there isn't told on.
fn code(said: &str) -> Option<&str> {
    let (_, rest) = said.split_once("<Code>")?;
    let (code, _) = rest.split_once("</Code>")?;
    let is_word = (1..=64).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric());
    is_word.then_some(code)
}

impl Store for Bucket {
    fn label(&self) -> String {
        format!("bucket {}", self.bucket.name())
    }

    fn files(&self) -> anyhow::Result<Vec<String>> {
        self.runtime.block_on(self.list())
    }

    fn put(&self, file: &str, path: &Path) -> anyhow::Result<()> {
        self.runtime.block_on(self.upload(&self.object(file), path))
    }

    fn get(&self, file: &str, into: &mut dyn Write) -> anyhow::Result<()> {
        self.runtime.block_on(self.download(&self.object(file), into))
    }

    fn remove(&self, file: &str) -> anyhow::Result<()> {
        let object = self.object(file);
        let action = self.bucket.delete_object(Some(&self.credentials), &object);
        self.runtime.block_on(self.ask(Method::DELETE, || action.sign(GOOD_FOR), &[]))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::http::nasty;

    const REFUSED: &str = "<Error><Code>SignatureDoesNotMatch</Code><Message>Not the same.</Message></Error>";
    const LISTED: &str = "<ListBucketResult><Contents><Key>pt/a.dump</Key><ETag>1</ETag><Size>3</Size>\
        <LastModified>2026-11-29T02:00:00.000Z</LastModified></Contents></ListBucketResult>";
    const BEGUN: &str =
        "<InitiateMultipartUploadResult><UploadId>VXBsb2FkIElE</UploadId></InitiateMultipartUploadResult>";

    #[test]
    fn of_a_refusal_its_word_is_told_and_nothing_else() {
        assert_eq!(code(REFUSED), Some("SignatureDoesNotMatch"));
        for said in
            ["", "<Code></Code>", "<Code>Look at https://example.com</Code>", "<Code>a</Co", "<Code>a\nb</Code>"]
        {
            assert_eq!(code(said), None, "{said}");
        }
    }

    proptest! {
        #[test]
        fn whatever_a_store_says_it_is_read_or_refused(said in nasty::text(&[REFUSED, LISTED, BEGUN])) {
            let _ = (ListObjectsV2::parse_response(&said).is_ok(), CreateMultipartUpload::parse_response(&said).is_ok());
            let _ = CompleteMultipartUploadResponse::parse(&said).is_ok();
            prop_assert!(code(&said).is_none_or(|code| code.chars().all(char::is_alphanumeric)));
        }
    }
}
