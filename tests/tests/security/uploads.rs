//! Files that are made to hurt: each is refused or read in bounds, and none changes anybody by itself.

use perftrack_tests::{
    Org,
    db::{count, organisation_of},
};

use super::is_answered_well;

const MOST: usize = 10 << 20;

fn filled(unit: &str) -> Vec<u8> {
    unit.repeat(MOST / unit.len()).into_bytes()
}

fn headed(unit: &str) -> Vec<u8> {
    [b"name,email\n".as_slice(), &filled(unit)[..MOST - 100]].concat()
}

#[test]
fn a_file_that_is_made_to_hurt_is_read_in_bounds() {
    let org = Org::db_new();
    let mut conn = org.server.database.admin();
    let org_id = organisation_of(&mut conn, org.admin().id);
    let people = format!("people WHERE org_id = '{org_id}'");
    let before = count(&mut conn, &people);
    let files: Vec<(&str, Vec<u8>)> = vec![
        ("nothing but columns", filled(",")),
        ("nothing but lines", headed("\n")),
        ("nothing but quotes", filled("\"")),
        ("quotes in quotes", headed("\"\"\"\",")),
        ("one cell", headed("a")),
        ("nothing but rows", headed("a,b@c.d\n")),
        ("carriage returns", headed("\r")),
        ("separators of all kinds", headed("a;b\tc|d,e\n")),
        ("not UTF-8", headed("a").into_iter().map(|byte| if byte == b'a' { 0xFF } else { byte }).collect()),
        ("half a character", [b"name,email\nA\xC3".as_slice(), b",a@b.co\n"].concat()),
        ("surrogates", [b"\xFF\xFE".as_slice(), [0x00_u8, 0xD8].repeat(1000).as_slice()].concat()),
        ("a byte order mark alone", b"\xEF\xBB\xBF".to_vec()),
        ("a workbook", [b"PK\x03\x04".as_slice(), b"xl/workbook.xml", &[0; 500]].concat()),
        ("gzip", [b"\x1F\x8B\x08\0".as_slice(), &[0x5A; 500]].concat()),
        ("HTML", b"<html><script>alert(1)</script></html>".to_vec()),
        ("headings twice", b"name,email,email\nA,a@b.co,c@d.co\n".to_vec()),
        ("a person who is their own manager", b"name,email,manager email\nA,a@b.co,a@b.co\n".to_vec()),
        ("a circle", b"name,email,manager email\nA,a@b.co,b@b.co\nB,b@b.co,a@b.co\n".to_vec()),
        ("dates that are none", b"name,email,start date\nA,a@b.co,99/99/9999\nB,b@b.co,1e9\n".to_vec()),
    ];
    for (what, file) in files {
        let response = org.admin().raw("POST", "/api/v1/people/imports").body("text/csv", file).send();
        is_answered_well(what, &response);
        assert_eq!(count(&mut conn, &people), before, "{what} changed people by itself");
    }
}
