-- The reason of a decision that follows a policy is a code: who reads it reads it in their own language. What a person typed
-- stays as typed, in reason.
alter table returns.claim add column reason_code text not null default ''
  check (reason_code in ('', 'reship', 'refund', 'credit', 'late_credit'));
update returns.claim
set reason_code = case when decision = 'credit' and kind = 'late' then 'late_credit' else decision end, reason = ''
where decision in ('reship', 'refund', 'credit') and decided_by = '' and decided_by_id = '';
