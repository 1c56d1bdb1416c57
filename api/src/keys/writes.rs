//! Writing anew what is sealed: only where it still is what was read, so that whoever was quicker is never undone.

use diesel::{
    PgConnection, QueryResult, RunQueryDsl, sql_query,
    sql_types::{Array, Binary, Nullable, Text, Uuid as SqlUuid},
};
use uuid::Uuid;

use super::queries::Sealed;

/// Binds the transaction to the one person whose something is, as its row's fence demands.
pub(super) fn act_for(conn: &mut PgConnection, person: Uuid) -> QueryResult<()> {
    let bind = sql_query("SELECT set_config('app.person_id', $1, true)");
    bind.bind::<Text, _>(person.to_string()).execute(conn)?;
    Ok(())
}

/// Puts `anew` in the place of `old`; `false` if something else is there by now, or nothing.
pub(super) fn put(conn: &mut PgConnection, statement: &str, old: &Sealed, anew: &[u8]) -> QueryResult<bool> {
    let written = sql_query(statement)
        .bind::<Binary, _>(anew)
        .bind::<Binary, _>(&old.sealed)
        .bind::<Nullable<SqlUuid>, _>(old.org_id)
        .bind::<Array<Text>, _>(&old.key)
        .execute(conn)?;
    Ok(written == 1)
}

/// How what stands in a place of `queries/places.sql` is written: $1 over $2, in organisation $3, in the row that $4 names.
pub(super) fn statement(place: &str) -> Option<&'static str> {
    Some(match place {
        "private_notes.sealed" => {
            "UPDATE private_notes SET sealed = $1
             WHERE org_id = $3 AND meeting_id = ($4)[1]::uuid AND writer_id = ($4)[2]::uuid AND sealed = $2"
        }
        "team_channels.address" => {
            "UPDATE team_channels SET address = $1 WHERE org_id = $3 AND team_id = ($4)[1]::uuid AND address = $2"
        }
        "sso_connections.client_secret" => {
            "UPDATE sso_connections SET client_secret = $1
             WHERE org_id = $3 AND client_secret = $2 AND cardinality($4) = 0"
        }
        "webhook_endpoints.secret" => {
            "UPDATE webhook_endpoints SET secret = $1 WHERE org_id = $3 AND id = ($4)[1]::uuid AND secret = $2"
        }
        "webhook_endpoints.old_secret" => {
            "UPDATE webhook_endpoints SET old_secret = $1 WHERE org_id = $3 AND id = ($4)[1]::uuid AND old_secret = $2"
        }
        "pulse_surveys.seed" => {
            "UPDATE pulse_surveys SET seed = $1 WHERE org_id = $3 AND id = ($4)[1]::uuid AND seed = $2"
        }
        "pulse_ballots.sheet" => {
            "UPDATE pulse_ballots SET sheet = $1
             WHERE org_id = $3 AND survey_id = ($4)[1]::uuid AND token_hash = decode(($4)[2], 'hex') AND sheet = $2"
        }
        "totp_factors.secret" => {
            "UPDATE totp_factors SET secret = $1 WHERE $3 IS NULL AND account_id = ($4)[1]::uuid AND secret = $2"
        }
        "certificates.sealed" => {
            "UPDATE certificates SET sealed = $1 WHERE $3 IS NULL AND name = ($4)[1] AND sealed = $2"
        }
        "acme_accounts.sealed" => {
            "UPDATE acme_accounts SET sealed = $1 WHERE $3 IS NULL AND name = ($4)[1] AND sealed = $2"
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whatever_is_sealed_can_be_written() {
        let places = include_str!("queries/places.sql").split("SELECT '").skip(1);
        let places: Vec<_> = places.filter_map(|branch| branch.split_once('\'')).map(|(place, _)| place).collect();
        assert!(places.len() > 7, "{places:?}");
        for place in places {
            let (table, column) = place.split_once('.').unwrap();
            let statement = statement(place).unwrap_or_else(|| panic!("nothing writes {place}"));
            assert!(statement.starts_with(&format!("UPDATE {table} SET {column} = $1")), "{statement}");
            assert!(statement.contains(&format!("{column} = $2")), "{statement}");
        }
    }
}
