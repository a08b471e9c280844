-- Centres and people in numbers, straight into the tables of PostgreSQL: to be read from, never for a server that is
-- used. The realm ${realm} is there, with one centre made through a door (R0001), whose rows are the pattern for those
-- of Keycloak's tables.
--   ${centres}  how many centres, the first ${large} of them with ${largePeople} people, the others with 10 to 300
-- The first person of a centre keeps it, the second is its exams officer, the others are teachers. One centre in a
-- hundred is an associate, and looks after two thirds of the others. Three centres in a hundred have no User Manager,
-- one in a hundred is suspended; two invitations in a hundred are open, one has expired.

create temporary table seed_realm as
select r.id as realm_id, o.id as org_id, o.group_id,
    (select k.id from keycloak_role k where k.realm_id = r.id and k.name = 'default-roles-' || r.name) as role_id,
    (select u.id from user_entity u where u.realm_id = r.id and u.username = 'spare-0@spare.example') as user_id,
    (extract(epoch from now()) * 1000)::bigint as now
from realm r join org o on o.realm_id = r.id and o.alias = 'R0001' where r.name = '${realm}';

create temporary table seed_centre as
select c.*, md5('centre' || c.i)::uuid::text as id, md5('group' || c.i)::uuid::text as group_id,
    case when c.type = 'ASSOCIATE_CENTRE' then ${large} + 1 + c.i % (${centres} / 100) end as parent,
    case when c.i <= ${large} then 'L' when c.type = 'ASSOCIATE' then 'A' else 'C' end
        || lpad(c.i::text, 5, '0') as number,
    'School of ' || (array['Amber', 'Birch', 'Cedar', 'Dover', 'Elm', 'Forest', 'Garden', 'Harbour', 'Island', 'Juniper'])[1 + c.i % 10]
        || ' ' || (array['Hill', 'Road', 'Green', 'Park', 'Field', 'Bay', 'Gate', 'Wood', 'Lane', 'Bridge'])[1 + c.i / 10 % 10] as name
from (
    select i,
        case when i <= ${large} then ${largePeople}
            -- Many small ones, few large ones: 50 on an average.
            else 10 + floor(291 * power((i::bigint * 7919 % ${centres}) / ${centres}.0, ${skew}))::int end as people,
        case when i > ${large} and i <= ${large} + ${centres} / 100 then 'ASSOCIATE'
            when i % 3 > 0 then 'ASSOCIATE_CENTRE' else 'CENTRE' end as type
    from generate_series(1, ${centres}) i) c;

create temporary table seed_person as
select p.*, md5('person' || p.p)::uuid::text as id,
    case when p.n = 1 then 'officer' else lower(p.first_name || '.' || p.last_name) || '.' || p.p end
        || '@' || lower(p.number) || '.example' as email
from (
    select row_number() over (order by c.i, n) as p, c.i, c.id as centre_id, c.group_id, c.number, n,
        (array['Ad', 'Bel', 'Car', 'Dan', 'El', 'Fer', 'Gal', 'Han', 'Il', 'Jan', 'Kal', 'Len', 'Mar', 'Nor', 'Ol', 'Pet', 'Ral', 'San', 'Tam', 'Vel'])[1 + (c.i * 13 + n) % 20]
            || (array['a', 'an', 'dra', 'eth', 'ia', 'ik', 'in', 'ise', 'ita', 'len', 'mon', 'na', 'ni', 'or', 'ra', 'rik', 'son', 'ta', 'us', 'yn'])[1 + (c.i * 7 + n / 20) % 20] as first_name,
        case when n = 7 and c.i > ${centres} - 20 then 'Quillfeather' else
            (array['Ash', 'Brad', 'Cal', 'Dun', 'Ever', 'Fair', 'Gold', 'Hart', 'Ing', 'Jes', 'Kirk', 'Lang', 'Mill', 'New', 'Oak', 'Pres', 'Quin', 'Rad', 'Stan', 'Thorn'])[1 + (c.i * 31 + n * 17) % 20]
            || (array['al', 'en', 'er', 'field', 'ham', 'il', 'ing', 'land', 'ley', 'man', 'or', 'row', 'sey', 'shaw', 'ston', 'thwa', 'ton', 'ver', 'well', 'wick'])[1 + (c.i + n * 3) % 20]
            || (array['', 'a', 'by', 'd', 'e', 'ez', 'i', 'ic', 'is', 'o', 'ov', 's', 'sen', 'ski', 'te', 'u', 'vic', 'y', 'yan', 'z'])[1 + (c.i * 3 + n * 7) % 20] end as last_name,
        case when n > 2 and (c.i + n) % 100 in (1, 2) then 'OPEN' when n > 2 and (c.i + n) % 100 = 3 then 'EXPIRED' end as invitation,
        n > 2 and (c.i + n) % 100 = 4 as disabled,
        case when n = 1 then case when c.i % 100 in (97, 98, 99) then null else 'centre.user-management' end
            when n = 2 then 'sfa.exams-officer' else 'sfa.teacher' end as role
    from seed_centre c cross join lateral generate_series(1, c.people) n) p;

-- Somebody with two roles in each of fifty centres, whose tokens are measured.
create temporary table seed_traveller as
select md5('traveller')::uuid::text as id, c.id as centre_id, c.group_id from seed_centre c where c.i > ${centres} - 50;

-- Made again below, which is quicker than row by row; that rows lead somewhere is seen to here.
create temporary table seed_index as
select i.indexname as name, i.indexdef as definition from pg_indexes i
where i.schemaname = 'public' and (i.tablename like 'mc\_%' or i.tablename in
        ('keycloak_group', 'org', 'user_entity', 'user_role_mapping', 'user_group_membership'))
    and not exists (select 1 from pg_constraint c where c.conname = i.indexname and c.contype in ('p', 'u'));

do $$ declare i record; begin for i in select * from seed_index loop execute 'drop index ' || i.name; end loop; end $$;

set session_replication_role = replica;

set maintenance_work_mem = '512MB';

-- ------------------------------------------------------------------ Keycloak's tables

insert into keycloak_group
select made.*
from seed_realm s join keycloak_group pattern on pattern.id = s.group_id cross join seed_centre c
cross join lateral jsonb_populate_record(pattern, jsonb_build_object('id', c.group_id, 'name', c.id)) made;

insert into org
select made.*
from seed_realm s join org pattern on pattern.id = s.org_id cross join seed_centre c
cross join lateral jsonb_populate_record(pattern, jsonb_build_object('id', c.id, 'group_id', c.group_id,
    'alias', c.number, 'name', c.number || ' - ' || c.name)) made;

insert into user_entity
select made.*
from seed_realm s join user_entity pattern on pattern.id = s.user_id
cross join (
    select id, email, invitation, first_name, last_name from seed_person
    union all select distinct id, 'traveller@bench.example', null, 'Tracy', 'Traveller' from seed_traveller) p
cross join lateral jsonb_populate_record(pattern, jsonb_build_object('id', p.id, 'username', p.email,
    'email', p.email, 'email_constraint', p.email, 'email_verified', p.invitation is null,
    'first_name', p.first_name, 'last_name', p.last_name)) made;

insert into user_role_mapping (role_id, user_id)
select s.role_id, p.id from seed_realm s cross join (
    select id from seed_person union all select distinct id from seed_traveller) p;

insert into user_group_membership (group_id, user_id, membership_type)
select group_id, id, 'UNMANAGED' from seed_person
union all select group_id, id, 'UNMANAGED' from seed_traveller;

-- ------------------------------------------------------------------ ours

insert into mc_centre (id, realm_id, centre_number, name, search_key, centre_type, status, parent_id, link_status, created_at, version)
select c.id, s.realm_id, c.number, c.name, lower(c.number || ' ' || c.name), c.type,
    case when c.i % 100 = 96 then 'SUSPENDED' else 'ACTIVE' end, parent.id,
    case when parent.id is null then null when c.i % 50 = 0 then 'PROPOSED' else 'APPROVED' end, s.now, 0
from seed_realm s cross join seed_centre c left join seed_centre parent on parent.i = c.parent;

insert into mc_assignment (user_id, centre_id, realm_id, parent_id, assigned_at)
select p.id, c.id, s.realm_id, p.centre_id, s.now
from seed_realm s cross join (
    select c.*, row_number() over (partition by c.parent order by c.i) as place
    from seed_centre c where c.parent is not null and c.i % 50 > 0) c
join seed_person p on p.i = c.parent and p.n = 1 + (c.place - 1) / 50
where c.place <= 500;

insert into mc_person (user_id, realm_id, first_sign_in, last_sign_in, made_by_centre_id)
select p.id, s.realm_id, case when p.invitation is null then s.now - 86400000::bigint * (1 + p.p % 300) end,
    case when p.invitation is null then s.now - 86400000::bigint * (p.p % 30) end, p.centre_id
from seed_realm s cross join seed_person p
union all select distinct t.id, s.realm_id, s.now - 86400000, s.now - 86400000, null from seed_realm s cross join seed_traveller t;

insert into mc_membership (id, realm_id, centre_id, user_id, typed_first_name, typed_last_name, name_key, search_key,
    disabled, invited_until, joined_at, version)
select md5('membership' || p.p)::uuid::text, s.realm_id, p.centre_id, p.id,
    case when p.invitation is not null then p.first_name end, case when p.invitation is not null then p.last_name end,
    lower(p.first_name || ' ' || p.last_name), lower(p.first_name || ' ' || p.last_name || ' ' || p.email), p.disabled,
    case p.invitation when 'OPEN' then s.now + 86400000::bigint * 5 when 'EXPIRED' then s.now - 86400000::bigint * 30 end,
    s.now - 86400000::bigint * (p.p % 300), 0
from seed_realm s cross join seed_person p
union all
select md5('travels' || t.centre_id)::uuid::text, s.realm_id, t.centre_id, t.id, null, null, 'tracy traveller',
    'tracy traveller traveller@bench.example', false, null, s.now, 0
from seed_realm s cross join seed_traveller t;

insert into mc_grant (centre_id, user_id, role_id, realm_id, seat, granted_at, granted_by)
select p.centre_id, p.id, p.role, s.realm_id, null, s.now, null from seed_realm s cross join seed_person p where p.role is not null
union all
select t.centre_id, t.id, r.role, s.realm_id, null, s.now, null
from seed_realm s cross join seed_traveller t cross join (values ('sfa.exams-officer'), ('sfa.teacher')) r(role);

insert into mc_invitation (id, realm_id, centre_id, user_id, new_account, created_at, ends_at, state)
select md5('invitation' || p.p)::uuid::text, s.realm_id, p.centre_id, p.id, true,
    s.now - 86400000::bigint * (p.p % 300), coalesce(m.invited_until, s.now), case when p.invitation is null then 'USED' else 'OPEN' end
from seed_realm s cross join seed_person p join mc_membership m on m.centre_id = p.centre_id and m.user_id = p.id;

insert into mc_history (realm_id, centre_id, actor_id, relation, subject_id, kind, detail, happened_at)
select s.realm_id, p.centre_id, 'board', 'BOARD', p.id, 'user-added',
    '{"granted":["' || coalesce(p.role, '') || '"],"invited":true}', s.now - 86400000::bigint * (p.p % 300)
from seed_realm s cross join seed_person p;

insert into mc_delivery (id, realm_id, kind, recipient_id, centre_id, state, created_at, due_at, attempts, last_error, done_at)
select md5('mail' || p.p)::uuid::text, s.realm_id, 'invitation', p.id, p.centre_id,
    case when p.p % 5000 = 0 then 'DUE' else 'SENT' end, s.now - 86400000,
    case when p.p % 5000 = 0 then s.now + 86400000 else s.now - 86400000 end, 1,
    case when p.p % 5000 = 0 then 'ConnectException' end, case when p.p % 5000 = 0 then null else s.now - 86400000 end
from seed_realm s cross join seed_person p;

insert into mc_service (realm_id, service_id, batch)
select s.realm_id, 'submit-for-assessment', 1 + max(p.p) / 1000 from seed_realm s cross join seed_person p group by s.realm_id
on conflict (realm_id, service_id) do update set batch = excluded.batch;

insert into mc_change (public_id, realm_id, service_id, centre_id, centre_number, person_id, kind, detail, happened_at, batch, state)
select md5('change' || p.p)::uuid::text, s.realm_id, 'submit-for-assessment', p.centre_id, p.number, p.id, 'user-added',
    '{"granted":["' || p.role || '"],"revoked":[]}', s.now - 86400000::bigint * (p.p % 60), 1 + p.p / 1000, 'NONE'
from seed_realm s cross join seed_person p where p.role like 'sfa.%';

set session_replication_role = default;

do $$ declare i record; begin for i in select * from seed_index loop execute i.definition; end loop; end $$;

drop table seed_realm;

vacuum analyze;
