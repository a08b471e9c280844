-- What is always so in the tables of My Cambridge identity, whatever was killed, cut off or restarted: each select finds
-- those for whom it is not so. A sound database answers nothing. For PostgreSQL and H2; it only reads.
--
--   psql -At -f docs/invariants.sql "$DATABASE_URL"
--
-- INVARIANT says what is broken, OFFENDER by which ids. What is about jobs (mail-forgotten, message-forgotten,
-- password-outlived) means something only where a node has been running for the last quarter of an hour.
-- Times are milliseconds since 1970.

-- ---------------------------------------------------------------- no orphans

select 'row-of-no-realm' as INVARIANT, r.WHAT || ' ' || r.REALM_ID as OFFENDER
from (select 'MC_CENTRE' as WHAT, REALM_ID from MC_CENTRE
      union select 'MC_ASSIGNMENT', REALM_ID from MC_ASSIGNMENT
      union select 'MC_PERSON', REALM_ID from MC_PERSON
      union select 'MC_MEMBERSHIP', REALM_ID from MC_MEMBERSHIP
      union select 'MC_GRANT', REALM_ID from MC_GRANT
      union select 'MC_INVITATION', REALM_ID from MC_INVITATION
      union select 'MC_HISTORY', REALM_ID from MC_HISTORY
      union select 'MC_DELIVERY', REALM_ID from MC_DELIVERY
      union select 'MC_POLICY', REALM_ID from MC_POLICY
      union select 'MC_SERVICE', REALM_ID from MC_SERVICE
      union select 'MC_CHANGE', REALM_ID from MC_CHANGE
      union select 'MC_ANSWER', REALM_ID from MC_ANSWER) r
where not exists (select 1 from REALM k where k.ID = r.REALM_ID);

select 'centre-without-organisation' as INVARIANT, c.CENTRE_NUMBER as OFFENDER
from MC_CENTRE c left join ORG o on o.ID = c.ID
where o.ID is null or o.REALM_ID <> c.REALM_ID or o.ALIAS <> c.CENTRE_NUMBER;

select 'centre-without-its-parent' as INVARIANT, c.CENTRE_NUMBER as OFFENDER
from MC_CENTRE c left join MC_CENTRE p on p.ID = c.PARENT_ID and p.REALM_ID = c.REALM_ID
where (c.PARENT_ID is null and c.LINK_STATUS is not null)
   or (c.PARENT_ID is not null and (p.ID is null or c.LINK_STATUS is null))
   or (c.CENTRE_TYPE = 'ASSOCIATE_CENTRE' and p.CENTRE_TYPE <> 'ASSOCIATE')
   or (c.CENTRE_TYPE = 'PARTNER_SCHOOL' and p.CENTRE_TYPE <> 'BRITISH_COUNCIL')
   or (c.CENTRE_TYPE in ('CENTRE', 'ASSOCIATE', 'BRITISH_COUNCIL') and c.PARENT_ID is not null);

select 'membership-without-centre-or-account' as INVARIANT, m.CENTRE_ID || ' ' || m.USER_ID as OFFENDER
from MC_MEMBERSHIP m
     left join MC_CENTRE c on c.ID = m.CENTRE_ID and c.REALM_ID = m.REALM_ID
     left join USER_ENTITY u on u.ID = m.USER_ID and u.REALM_ID = m.REALM_ID
where c.ID is null or u.ID is null;

select 'membership-without-organisation-member' as INVARIANT, m.CENTRE_ID || ' ' || m.USER_ID as OFFENDER
from MC_MEMBERSHIP m join ORG o on o.ID = m.CENTRE_ID
where not exists (select 1 from USER_GROUP_MEMBERSHIP g where g.GROUP_ID = o.GROUP_ID and g.USER_ID = m.USER_ID);

select 'organisation-member-without-membership' as INVARIANT, o.ID || ' ' || g.USER_ID as OFFENDER
from USER_GROUP_MEMBERSHIP g join ORG o on o.GROUP_ID = g.GROUP_ID join MC_CENTRE c on c.ID = o.ID
where not exists (select 1 from MC_MEMBERSHIP m where m.CENTRE_ID = o.ID and m.USER_ID = g.USER_ID);

select 'grant-without-membership' as INVARIANT, g.CENTRE_ID || ' ' || g.USER_ID || ' ' || g.ROLE_ID as OFFENDER
from MC_GRANT g
where not exists (select 1 from MC_MEMBERSHIP m
                  where m.CENTRE_ID = g.CENTRE_ID and m.USER_ID = g.USER_ID and m.REALM_ID = g.REALM_ID);

select 'assignment-without-centre-or-parent' as INVARIANT, a.CENTRE_ID || ' ' || a.USER_ID as OFFENDER
from MC_ASSIGNMENT a
where not exists (select 1 from MC_CENTRE c where c.ID = a.CENTRE_ID and c.REALM_ID = a.REALM_ID)
   or not exists (select 1 from MC_MEMBERSHIP m where m.CENTRE_ID = a.PARENT_ID and m.USER_ID = a.USER_ID);

select 'assignment-through-another-parent' as INVARIANT, a.CENTRE_ID || ' ' || a.USER_ID as OFFENDER
from MC_ASSIGNMENT a join MC_CENTRE c on c.ID = a.CENTRE_ID
where c.PARENT_ID is null or c.PARENT_ID <> a.PARENT_ID;

select 'person-without-account' as INVARIANT, p.USER_ID as OFFENDER
from MC_PERSON p
where not exists (select 1 from USER_ENTITY u where u.ID = p.USER_ID and u.REALM_ID = p.REALM_ID);

select 'invitation-without-centre-or-account' as INVARIANT, i.ID as OFFENDER
from MC_INVITATION i
where not exists (select 1 from MC_CENTRE c where c.ID = i.CENTRE_ID and c.REALM_ID = i.REALM_ID)
   or not exists (select 1 from USER_ENTITY u where u.ID = i.USER_ID and u.REALM_ID = i.REALM_ID);

select 'history-of-no-centre' as INVARIANT, cast(h.ID as varchar(20)) as OFFENDER
from MC_HISTORY h
where h.CENTRE_ID is not null and not exists (select 1 from MC_CENTRE c where c.ID = h.CENTRE_ID);

select 'mail-to-nobody' as INVARIANT, d.ID as OFFENDER
from MC_DELIVERY d
where not exists (select 1 from USER_ENTITY u where u.ID = d.RECIPIENT_ID and u.REALM_ID = d.REALM_ID)
   or (d.CENTRE_ID is not null and not exists (select 1 from MC_CENTRE c where c.ID = d.CENTRE_ID));

select 'change-of-no-centre' as INVARIANT, cast(x.ID as varchar(20)) as OFFENDER
from MC_CHANGE x
where x.CENTRE_ID is not null and not exists (select 1 from MC_CENTRE c where c.ID = x.CENTRE_ID);

-- ---------------------------------------------------------------- nothing half done

-- Each membership and each role is there by an act that stands in the centre's history, unless it is older than all that
-- is kept of the realm's.
select 'membership-without-act' as INVARIANT, m.CENTRE_ID || ' ' || m.USER_ID as OFFENDER
from MC_MEMBERSHIP m
where not exists (select 1 from MC_HISTORY h
                  where h.CENTRE_ID = m.CENTRE_ID and h.SUBJECT_ID = m.USER_ID
                    and h.KIND in ('user-added', 'email-corrected', 'outside-joined'))
  and m.JOINED_AT >= (select min(o.HAPPENED_AT) from MC_HISTORY o where o.REALM_ID = m.REALM_ID);

select 'grant-without-act' as INVARIANT, g.CENTRE_ID || ' ' || g.USER_ID || ' ' || g.ROLE_ID as OFFENDER
from MC_GRANT g
where not exists (select 1 from MC_HISTORY h
                  where h.CENTRE_ID = g.CENTRE_ID and h.SUBJECT_ID = g.USER_ID
                    and h.KIND in ('user-added', 'email-corrected', 'roles-changed', 'holder-replaced')
                    and h.DETAIL like '%"' || g.ROLE_ID || '"%')
  and g.GRANTED_AT >= (select min(o.HAPPENED_AT) from MC_HISTORY o where o.REALM_ID = g.REALM_ID);

select 'invited-without-invitation' as INVARIANT, m.CENTRE_ID || ' ' || m.USER_ID as OFFENDER
from MC_MEMBERSHIP m
where m.INVITED_UNTIL is not null
  and not exists (select 1 from MC_INVITATION i
                  where i.CENTRE_ID = m.CENTRE_ID and i.USER_ID = m.USER_ID and i.STATE = 'OPEN'
                    and i.ENDS_AT = m.INVITED_UNTIL);

select 'invitation-without-invited' as INVARIANT, i.ID as OFFENDER
from MC_INVITATION i
where i.STATE = 'OPEN'
  and not exists (select 1 from MC_MEMBERSHIP m
                  where m.CENTRE_ID = i.CENTRE_ID and m.USER_ID = i.USER_ID and m.INVITED_UNTIL is not null);

select 'two-open-invitations' as INVARIANT, i.CENTRE_ID || ' ' || i.USER_ID as OFFENDER
from MC_INVITATION i
where i.STATE = 'OPEN'
group by i.CENTRE_ID, i.USER_ID
having count(*) > 1;

select 'answer-half-kept' as INVARIANT, a.ACTOR_ID || ' ' || a.IDEMPOTENCY_KEY as OFFENDER
from MC_ANSWER a
where a.STATUS < 200 or a.STATUS > 399 or a.BODY is null;

select 'policy-version-missing' as INVARIANT, p.REALM_ID as OFFENDER
from MC_POLICY p
group by p.REALM_ID
having max(p.VERSION) <> count(*) or min(p.VERSION) <> 1;

-- ---------------------------------------------------------------- one holder, a manager left

-- Of roles with one holder (those for which a seat is taken somewhere). An invitation that had expired when the centre's last
-- act was done holds nothing.
select 'two-holders' as INVARIANT, g.CENTRE_ID || ' ' || g.ROLE_ID as OFFENDER
from MC_GRANT g join MC_MEMBERSHIP m on m.CENTRE_ID = g.CENTRE_ID and m.USER_ID = g.USER_ID
where (m.INVITED_UNTIL is null
       or m.INVITED_UNTIL > (select max(h.HAPPENED_AT) from MC_HISTORY h where h.CENTRE_ID = g.CENTRE_ID))
  and exists (select 1 from MC_GRANT s where s.REALM_ID = g.REALM_ID and s.SEAT = g.ROLE_ID)
group by g.CENTRE_ID, g.ROLE_ID
having count(*) > 1;

select 'seat-of-another-role' as INVARIANT, g.CENTRE_ID || ' ' || g.USER_ID || ' ' || g.ROLE_ID as OFFENDER
from MC_GRANT g
where g.SEAT <> g.ROLE_ID;

-- D30: but for the board and Keycloak's own console, nobody takes the last User Manager from a centre without a parent.
select 'centre-without-manager' as INVARIANT, c.CENTRE_NUMBER as OFFENDER
from MC_CENTRE c
where c.CENTRE_TYPE in ('CENTRE', 'ASSOCIATE', 'BRITISH_COUNCIL')
  and not exists (select 1 from MC_GRANT g
                       join MC_MEMBERSHIP m on m.CENTRE_ID = g.CENTRE_ID and m.USER_ID = g.USER_ID
                       join MC_PERSON p on p.USER_ID = g.USER_ID
                  where g.CENTRE_ID = c.ID and g.ROLE_ID = 'centre.user-management' and m.DISABLED = false
                    and m.INVITED_UNTIL is null and p.FIRST_SIGN_IN is not null)
  and exists (select 1 from MC_HISTORY h
              where h.CENTRE_ID = c.ID and h.RELATION = 'OWN'
                and h.KIND in ('roles-changed', 'removed', 'disabled')
                and h.DETAIL like '%"revoked":[%"centre.user-management"%'
                and not exists (select 1 from MC_HISTORY l
                                where l.CENTRE_ID = h.CENTRE_ID and l.ID > h.ID
                                  and (l.RELATION is null or l.RELATION <> 'OWN')
                                  and l.DETAIL like '%"revoked":[%"centre.user-management"%'));

-- ---------------------------------------------------------------- no mail forgotten

-- Forgotten after 90 days, as the outbox does.
select 'invitation-without-mail' as INVARIANT, i.ID as OFFENDER
from MC_INVITATION i
where i.CREATED_AT > cast(extract(epoch from current_timestamp) * 1000 as bigint) - 6912000000
  and not exists (select 1 from MC_DELIVERY d where d.REFERENCE = i.ID and d.KIND = 'invitation');

-- Due for a quarter of an hour, and no node has it.
select 'mail-forgotten' as INVARIANT, d.ID as OFFENDER
from MC_DELIVERY d
where d.STATE = 'DUE'
  and d.DUE_AT < cast(extract(epoch from current_timestamp) * 1000 as bigint) - 900000
  and (d.LEASE_UNTIL is null
       or d.LEASE_UNTIL < cast(extract(epoch from current_timestamp) * 1000 as bigint) - 900000);

-- A lease is for two minutes.
select 'mail-held-for-ever' as INVARIANT, d.ID as OFFENDER
from MC_DELIVERY d
where d.STATE = 'DUE' and d.LEASE_UNTIL > cast(extract(epoch from current_timestamp) * 1000 as bigint) + 3600000;

select 'mail-neither-owed-nor-done' as INVARIANT, d.ID as OFFENDER
from MC_DELIVERY d
where d.STATE not in ('DUE', 'SENT', 'ENDED')
   or (d.STATE = 'DUE' and d.DONE_AT is not null)
   or (d.STATE <> 'DUE' and d.DONE_AT is null)
   or (d.STATE = 'SENT' and d.ATTEMPTS = 0);

-- The timer ends it within a minute.
select 'password-outlived' as INVARIANT, p.USER_ID as OFFENDER
from MC_PERSON p
where p.TEMPORARY_UNTIL < cast(extract(epoch from current_timestamp) * 1000 as bigint) - 3600000;

-- ---------------------------------------------------------------- services are told

-- An act about roles is a change of at least one service; kept for 90 days.
select 'act-without-change' as INVARIANT, cast(h.ID as varchar(20)) as OFFENDER
from MC_HISTORY h
where h.HAPPENED_AT > cast(extract(epoch from current_timestamp) * 1000 as bigint) - 6912000000
  and ((h.KIND in ('user-added', 'email-corrected', 'roles-changed', 'removed', 'disabled', 'outside-left')
        and (h.DETAIL like '%"granted":["%' or h.DETAIL like '%"revoked":["%'))
       or h.KIND in ('holder-replaced', 'policy-replaced'))
  and not exists (select 1 from MC_CHANGE x
                  where x.REALM_ID = h.REALM_ID and x.KIND = h.KIND and x.HAPPENED_AT = h.HAPPENED_AT
                    and (x.CENTRE_ID = h.CENTRE_ID or h.CENTRE_ID is null));

select 'change-without-act' as INVARIANT, cast(x.ID as varchar(20)) as OFFENDER
from MC_CHANGE x
where x.CENTRE_ID is not null
  and not exists (select 1 from MC_HISTORY h
                  where h.CENTRE_ID = x.CENTRE_ID and h.KIND = x.KIND and h.HAPPENED_AT = x.HAPPENED_AT)
  and x.HAPPENED_AT >= (select min(o.HAPPENED_AT) from MC_HISTORY o where o.REALM_ID = x.REALM_ID);

-- The head of a lane, due for a quarter of an hour, that no node has, of a receiver that does not fail.
select 'message-forgotten' as INVARIANT, cast(x.ID as varchar(20)) as OFFENDER
from MC_CHANGE x join MC_SERVICE s on s.REALM_ID = x.REALM_ID and s.SERVICE_ID = x.SERVICE_ID
where s.WEBHOOK_ENABLED = true and s.FAILURES < 3 and x.STATE = 'WAITING'
  and x.DUE_AT < cast(extract(epoch from current_timestamp) * 1000 as bigint) - 900000
  and (x.LEASE_UNTIL is null
       or x.LEASE_UNTIL < cast(extract(epoch from current_timestamp) * 1000 as bigint) - 900000)
  and not exists (select 1 from MC_CHANGE e
                  where e.REALM_ID = x.REALM_ID and e.SERVICE_ID = x.SERVICE_ID
                    and e.CENTRE_NUMBER = x.CENTRE_NUMBER and e.STATE = 'WAITING'
                    and (e.BATCH < x.BATCH or (e.BATCH = x.BATCH and e.ID < x.ID)));

select 'message-without-position' as INVARIANT, cast(x.ID as varchar(20)) as OFFENDER
from MC_CHANGE x join MC_SERVICE s on s.REALM_ID = x.REALM_ID and s.SERVICE_ID = x.SERVICE_ID
where s.WEBHOOK_ENABLED = true and x.BATCH is null
  and x.HAPPENED_AT < cast(extract(epoch from current_timestamp) * 1000 as bigint) - 900000;

select 'position-beyond-the-last' as INVARIANT, s.REALM_ID || ' ' || s.SERVICE_ID as OFFENDER
from MC_SERVICE s
where s.TAKEN_BATCH > s.BATCH or s.FORGOTTEN_BATCH > s.BATCH
   or exists (select 1 from MC_CHANGE x
              where x.REALM_ID = s.REALM_ID and x.SERVICE_ID = s.SERVICE_ID and x.BATCH > s.BATCH);
