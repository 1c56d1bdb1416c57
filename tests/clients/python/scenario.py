"""What a program of a customer's does, by a client made of openapi.yaml (openapi-python-client)."""

import os
import sys
from datetime import date
from io import BytesIO
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parent / "generated"))

from perftrack_client import AuthenticatedClient
from perftrack_client.api.kpis import (
    archive_kpi,
    create_kpi,
    create_measurement,
    edit_kpi,
    ingest_measurements,
    list_kpis,
    list_measurements,
    read_kpi,
)
from perftrack_client.api.people import list_people, start_import, sync_people
from perftrack_client.api.reviews import list_review_packets, read_review_packet
from perftrack_client.models import (
    Aggregation,
    Code,
    Gauge,
    Grain,
    KpiChanges,
    KpiDirection,
    KpiKind,
    MeasurementBatch,
    NewKpi,
    NewMeasurement,
    PeopleBatch,
    Problem,
    SentMeasurement,
    SentPerson,
    Visibility,
)
from perftrack_client.types import UNSET, File


def client(token):
    return AuthenticatedClient(base_url=os.environ["PERFTRACK_URL"], token=token)


def good(answer):
    """What was answered; a problem is a failure."""
    assert answer.parsed is not None and not isinstance(answer.parsed, Problem), answer
    return answer.parsed


def bad(answer, status, code):
    """It went wrong, and in this way."""
    problem = answer.parsed
    assert isinstance(problem, Problem), answer
    assert (answer.status_code, problem.status, problem.code) == (status, status, code), problem
    return problem


api = client(os.environ["PERFTRACK_TOKEN"])
narrow = client(os.environ["PERFTRACK_NARROW_TOKEN"])
unique = uuid4().hex[:8]

# People from an HR system, sent twice; and a file of them, looked at.
people = PeopleBatch(
    people=[
        SentPerson(
            external_id=f"r-{unique}",
            name="Rae Report",
            email=f"rae-{unique}@example.com",
            manager_external_id=f"m-{unique}",
        ),
        SentPerson(external_id=f"m-{unique}", name="Mona Manager", email=f"mona-{unique}@example.com"),
    ]
)
for created in [2, 0]:
    counts = good(sync_people.sync_detailed(client=api, body=people)).counts
    assert (counts.created, counts.unchanged, counts.refused) == (created, 2 - created, 0), counts
found = good(list_people.sync_detailed(client=api, q="Rae Report", limit=5))
assert f"rae-{unique}@example.com" in [person.details.email for person in found.items], found
rows = f"name,email\nNed Newcomer,ned-{unique}@example.com\n"
looked = good(start_import.sync_detailed(client=api, body=File(payload=BytesIO(rows.encode()), file_name="people.csv")))
assert looked.counts.new == 1, looked

# A KPI and its values, page by page and sent twice.
new = NewKpi(
    name=f"Late deliveries {unique}",
    visibility=Visibility.ORGANISATION,
    kind=KpiKind.NUMBER,
    frequency=Grain.DAY,
    aggregation=Aggregation.SUM,
    gauge=Gauge(direction=KpiDirection.LOWER, target=2.0, unhealthy=10.0),
)
kpi = good(create_kpi.sync_detailed(client=api, body=new, idempotency_key=unique)).kpi
assert good(create_kpi.sync_detailed(client=api, body=new, idempotency_key=unique)).kpi.id == kpi.id
sent = [SentMeasurement(kpi_id=kpi.id, on=date(2026, 3, at + 1), value=float(value)) for at, value in enumerate([3, 1, 4])]
assert good(ingest_measurements.sync_detailed(client=api, body=MeasurementBatch(measurements=sent))).counts.added == 3
days, cursor = [], UNSET
while True:
    page = good(list_measurements.sync_detailed(kpi.id, client=api, limit=2, cursor=cursor))
    days += [one.on for one in page.items]
    cursor = page.next_cursor
    if not cursor:
        break
assert sorted(days) == [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)], days
empty = bad(ingest_measurements.sync_detailed(client=api, body=MeasurementBatch(measurements=[])), 422, Code.INVALID)
assert empty.errors[0].field == "measurements", empty


# Two who change the same.
version = good(read_kpi.sync_detailed(kpi.id, client=api)).kpi.version


def edit(name):
    return edit_kpi.sync_detailed(kpi.id, client=api, body=KpiChanges(name=name), if_match=f'"{version}"')


assert good(edit(f"On time {unique}")).kpi.name == f"On time {unique}"
bad(edit(f"Too late {unique}"), 412, Code.VERSION_MISMATCH)

# What contradicts what is there.
good(archive_kpi.sync_detailed(kpi.id, client=api))
late = NewMeasurement(value=1.0)
bad(create_measurement.sync_detailed(kpi.id, client=api, body=late), 409, Code.CONFLICT)

# Reviews.
packets = good(list_review_packets.sync_detailed(client=api, limit=10))
assert packets.items
good(read_review_packet.sync_detailed(packets.items[0].id, client=api))

# What may not be, isn't there, or is too much.
bad(list_kpis.sync_detailed(client=client("pt_nonsense")), 401, Code.UNAUTHENTICATED)
bad(create_kpi.sync_detailed(client=narrow, body=new), 403, Code.SCOPE_MISSING)
bad(read_kpi.sync_detailed(uuid4(), client=api), 404, Code.NOT_FOUND)
for _ in range(1000):
    answer = list_kpis.sync_detailed(client=narrow, limit=1)
    if answer.status_code != 200:
        break
bad(answer, 429, Code.TOO_MANY_REQUESTS)
assert int(answer.headers["retry-after"]) > 0
print("the scenario went as it should")
