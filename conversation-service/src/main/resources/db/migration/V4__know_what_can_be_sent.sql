-- What a phone's own messages tell of it: when it last wrote to a number of ours, and whether it wants to hear from there (STOP, START).
create table phone_contact (
    address         text        not null,
    proxy_address   text        not null,
    last_inbound_at timestamptz not null,
    opted_out       boolean,
    opted_at        timestamptz,
    constraint phone_contact_pk primary key (address, proxy_address)
);
insert into phone_contact (address, proxy_address, last_inbound_at, opted_out, opted_at)
select p.address, p.proxy_address, max(m.created_at),
       (array_agg(upper(btrim(m.body)) not in ('START', 'UNSTOP') order by m.created_at desc)
           filter (where upper(btrim(m.body)) in ('STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL',
                                                  'START', 'UNSTOP')))[1],
       max(m.created_at)
           filter (where upper(btrim(m.body)) in ('STOP', 'UNSUBSCRIBE', 'END', 'QUIT', 'STOPALL', 'REVOKE', 'OPTOUT', 'CANCEL',
                                                  'START', 'UNSTOP'))
  from message m join participant p on p.sid = m.participant_sid
 where p.address is not null and p.proxy_address is not null and m.author = p.address
   and coalesce(m.source, '') not in ('API', 'SDK') and m.attributes not like '%"clientId"%'
 group by p.address, p.proxy_address;
