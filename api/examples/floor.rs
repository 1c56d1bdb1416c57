//! The floor of the benchmark: the same queries with actix and diesel alone. No sessions, no permissions,
//! no checks of what comes in, no audit of who asked: what is missing here is what PerfTrack costs.
//!
//! Who asks comes in the header `x-actor`: organisation, person and role, parted by commas.

use actix_web::{App, Error, HttpRequest, HttpServer, error::ErrorInternalServerError, web};
use anyhow::Context;
use chrono::NaiveDate;
use diesel::{
    connection::Connection,
    prelude::*,
    r2d2::{ConnectionManager, Pool},
    sql_query,
    sql_types::{Text, Uuid as SqlUuid},
};
use schema::{key_results, visible_objectives};
use serde::Serialize;
use uuid::Uuid;

type Database = Pool<ConnectionManager<PgConnection>>;

mod schema {
    diesel::table! {
        visible_objectives (org_id, id) {
            org_id -> Uuid, id -> Uuid, title -> Text, state -> Text, status -> Text, owner_name -> Text,
            progress -> Nullable<Double>, starts_on -> Date, ends_on -> Date, relation -> Text,
        }
    }

    diesel::table! {
        key_results (org_id, id) {
            org_id -> Uuid, id -> Uuid, objective_id -> Uuid, title -> Text, value -> Nullable<Double>,
            progress -> Nullable<Double>,
        }
    }
}

#[derive(Queryable, Selectable, Serialize)]
#[diesel(table_name = visible_objectives)]
struct Objective {
    id: Uuid,
    title: String,
    state: String,
    status: String,
    owner_name: String,
    progress: Option<f64>,
    starts_on: NaiveDate,
    ends_on: NaiveDate,
    relation: String,
}

#[derive(Queryable, Selectable, Serialize)]
#[diesel(table_name = key_results)]
struct KeyResult {
    id: Uuid,
    title: String,
    value: Option<f64>,
    progress: Option<f64>,
}

async fn list(request: HttpRequest, database: web::Data<Database>) -> Result<web::Json<Vec<Objective>>, Error> {
    use visible_objectives::dsl;
    let page = |conn: &mut PgConnection, actor: &Actor| {
        let all = dsl::visible_objectives.filter(dsl::org_id.eq(actor.org)).order(dsl::id.desc());
        all.limit(21).select(Objective::as_select()).load(conn)
    };
    answer(&request, database, page).await
}

async fn detail(
    request: HttpRequest,
    database: web::Data<Database>,
    id: web::Path<Uuid>,
) -> Result<web::Json<(Objective, Vec<KeyResult>)>, Error> {
    let both = move |conn: &mut PgConnection, actor: &Actor| {
        let one = visible_objectives::table.find((actor.org, *id));
        let objective = one.select(Objective::as_select()).first(conn)?;
        let of = key_results::org_id.eq(actor.org).and(key_results::objective_id.eq(*id));
        let of = key_results::table.filter(of).order(key_results::id);
        Ok((objective, of.select(KeyResult::as_select()).load(conn)?))
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
    // As the server has it: planning anew each time would be most of the work.
    let url = format!("{url}?options=-c%20plan_cache_mode%3Dforce_generic_plan");
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
