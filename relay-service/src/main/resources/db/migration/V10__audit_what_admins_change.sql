-- Who changed what and when through an operation for admins: written before it runs, the status of its response afterwards.
create table audit (
    id     bigint      generated always as identity constraint audit_pk primary key,
    at     timestamptz not null,
    who    text        not null,
    action text        not null,
    target text,
    detail text,
    status integer
);
