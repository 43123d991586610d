-- What an attempt tells again, e.g. after its worker was restarted, is told once: also where both writes come at the same time.
delete from "events" later using "events" first
where later."id" > first."id" and later."job_id" = first."job_id" and later."attempt" = first."attempt"
  and later."type" = first."type" and later."message" = first."message";
create unique index "events_told_once" on "events" ("job_id", "attempt", "type", md5("message")) where "attempt" is not null;
