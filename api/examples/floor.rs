//! The floor of the benchmark: the same queries with actix and diesel alone. No sessions, no permissions,
//! no checks of what comes in, no audit of who asked: what is missing here is what PerfTrack costs.
//!
//! Who asks comes in the header `x-actor`: organisation, person and role, parted by commas.

use actix_web::{App, Error, HttpRequest, HttpServer, error::ErrorInternalServerError, web};
use anyhow::Context;
use chrono::NaiveDate;
use diesel::{
    PgConnection, QueryResult, QueryableByName, RunQueryDsl,
    connection::Connection,
    r2d2::{ConnectionManager, Pool},
    sql_query,
    sql_types::{Date, Double, Nullable, Text, Uuid as SqlUuid},
};
use serde::Serialize;
use uuid::Uuid;

type Database = Pool<ConnectionManager<PgConnection>>;

#[derive(QueryableByName, Serialize)]
struct Objective {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Text)]
    state: String,
    #[diesel(sql_type = Text)]
    status: String,
    #[diesel(sql_type = Text)]
    owner_name: String,
    #[diesel(sql_type = Nullable<Double>)]
    progress: Option<f64>,
    #[diesel(sql_type = Date)]
    starts_on: NaiveDate,
    #[diesel(sql_type = Date)]
    ends_on: NaiveDate,
    #[diesel(sql_type = Text)]
    relation: String,
}

#[derive(QueryableByName, Serialize)]
struct KeyResult {
    #[diesel(sql_type = SqlUuid)]
    id: Uuid,
    #[diesel(sql_type = Text)]
    title: String,
    #[diesel(sql_type = Nullable<Double>)]
    value: Option<f64>,
    #[diesel(sql_type = Nullable<Double>)]
    progress: Option<f64>,
}

const COLUMNS: &str = "SELECT id, title, state, status, owner_name, progress, starts_on, ends_on, relation \
    FROM visible_objectives WHERE org_id = $1";

async fn list(request: HttpRequest, database: web::Data<Database>) -> Result<web::Json<Vec<Objective>>, Error> {
    let page = |conn: &mut PgConnection, actor: &Actor| {
        sql_query(format!("{COLUMNS} ORDER BY id DESC LIMIT 21")).bind::<SqlUuid, _>(actor.org).load(conn)
    };
    answer(&request, database, page).await
}

async fn detail(
    request: HttpRequest,
    database: web::Data<Database>,
    id: web::Path<Uuid>,
) -> Result<web::Json<(Objective, Vec<KeyResult>)>, Error> {
    let both = move |conn: &mut PgConnection, actor: &Actor| {
        let one = sql_query(format!("{COLUMNS} AND id = $2"));
        let objective = one.bind::<SqlUuid, _>(actor.org).bind::<SqlUuid, _>(*id).get_result(conn)?;
        let of =
            "SELECT id, title, value, progress FROM key_results WHERE org_id = $1 AND objective_id = $2 ORDER BY id";
        let of = sql_query(of).bind::<SqlUuid, _>(actor.org).bind::<SqlUuid, _>(*id);
        Ok((objective, of.load(conn)?))
    };
    answer(&request, database, both).await
}

const CHECK_IN: [&str; 4] = [
    "INSERT INTO check_ins (org_id, id, key_result_id, as_of, value, status, author_id) \
     VALUES ($1, gen_random_uuid(), $2, current_date, 50, 'on_track', $3)",
    "UPDATE key_results SET value = 50, progress = 0.5, last_on = current_date WHERE org_id = $1 AND id = $2",
    "UPDATE objectives o SET progress = (SELECT avg(k.progress) FROM key_results k \
         WHERE k.org_id = o.org_id AND k.objective_id = o.id) \
     WHERE org_id = $1 AND id = (SELECT objective_id FROM key_results WHERE org_id = $1 AND id = $2)",
    "WITH head AS (UPDATE audit_heads SET seq = seq + 1 WHERE org_id = $1 RETURNING seq) \
     INSERT INTO audit_events (org_id, seq, id, actor_id, kind, resource_kind, resource_id, address, request_id) \
     SELECT $1, seq, gen_random_uuid(), $3, 'check_ins.created', 'check_in', $2, '', '' FROM head",
];

async fn check_in(
    request: HttpRequest,
    database: web::Data<Database>,
    id: web::Path<Uuid>,
    _body: web::Json<serde_json::Value>,
) -> Result<web::Json<Uuid>, Error> {
    let all = move |conn: &mut PgConnection, actor: &Actor| {
        for (number, statement) in CHECK_IN.into_iter().enumerate() {
            let bound = sql_query(statement).bind::<SqlUuid, _>(actor.org).bind::<SqlUuid, _>(*id);
            match number {
                0 | 3 => bound.bind::<SqlUuid, _>(actor.person).execute(conn)?,
                _ => bound.execute(conn)?,
            };
        }
        Ok(*id)
    };
    answer(&request, database, all).await
}

struct Actor {
    org: Uuid,
    person: Uuid,
    role: String,
}

impl Actor {
    fn of(request: &HttpRequest) -> Option<Self> {
        let mut words = request.headers().get("x-actor")?.to_str().ok()?.split(',');
        Some(Self { org: words.next()?.parse().ok()?, person: words.next()?.parse().ok()?, role: words.next()?.into() })
    }
}

/// One transaction as that actor.
async fn answer<T: Serialize + Send + 'static>(
    request: &HttpRequest,
    database: web::Data<Database>,
    work: impl FnOnce(&mut PgConnection, &Actor) -> QueryResult<T> + Send + 'static,
) -> Result<web::Json<T>, Error> {
    let actor = Actor::of(request).ok_or_else(|| ErrorInternalServerError("no actor"))?;
    let done = web::block(move || {
        let mut conn = database.get()?;
        let bind = "SELECT set_config('app.org_id', $1::text, true), set_config('app.person_id', $2::text, true), \
                    set_config('app.role', $3, true)";
        let value = conn.transaction(|conn| {
            let bind = sql_query(bind).bind::<SqlUuid, _>(actor.org).bind::<SqlUuid, _>(actor.person);
            bind.bind::<Text, _>(&actor.role).execute(conn)?;
            work(conn, &actor)
        })?;
        Ok::<_, anyhow::Error>(value)
    });
    done.await?.map(web::Json).map_err(ErrorInternalServerError)
}

#[actix_web::main]
async fn main() -> anyhow::Result<()> {
    let url = std::env::var("DATABASE_URL").context("DATABASE_URL")?;
    let database = Pool::builder().max_size(16).build(ConnectionManager::<PgConnection>::new(url))?;
    let listener = std::net::TcpListener::bind("127.0.0.1:0")?;
    println!("listening on http://{}", listener.local_addr()?);
    let app = move || {
        App::new()
            .app_data(web::Data::new(database.clone()))
            .route("/list", web::get().to(list))
            .route("/detail/{id}", web::get().to(detail))
            .route("/check-in/{id}", web::post().to(check_in))
    };
    Ok(HttpServer::new(app).workers(2).listen(listener)?.run().await?)
}
