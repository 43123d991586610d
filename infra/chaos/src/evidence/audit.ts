/** A record of every write, kept by the throw-away database itself: what the rows looked like later proves less. */
import type { Rows } from '../stack/rows.ts';

/** Each written point with its attempt in the order of the writes, and each job that changed after its end. */
const INSTALL = `
  create schema chaos;
  create table chaos.written (
    seq bigint generated always as identity, job_id uuid, what text, step int, attempt int);
  create table chaos.undead (job_id uuid, was text, became text);
  create function chaos.note_metric() returns trigger language plpgsql as $$
    begin
      insert into chaos.written (job_id, what, step, attempt) values (new.job_id, new.name, new.step, new.attempt);
      return null;
    end $$;
  create function chaos.note_evaluation() returns trigger language plpgsql as $$
    begin
      insert into chaos.written (job_id, what, step, attempt)
        values (new.job_id, 'evaluation ' || new.place_key, new.step, new.attempt);
      return null;
    end $$;
  create function chaos.note_state() returns trigger language plpgsql as $$
    begin
      insert into chaos.undead values (new.id, old.state, new.state);
      return null;
    end $$;
  create trigger chaos_metrics after insert or update on metric_points
    for each row execute function chaos.note_metric();
  create trigger chaos_evaluations after insert or update on evaluation_points
    for each row execute function chaos.note_evaluation();
  create trigger chaos_states after update on jobs for each row
    when (old.state in ('completed', 'failed', 'cancelled') and new.state <> old.state)
    execute function chaos.note_state();`;

export async function installAudit(rows: Rows): Promise<void> {
  await rows.query(INSTALL);
}

export interface AuditReport {
  /** Training steps whose results were written by more than one attempt. */
  recomputedSteps: number;
  /** Writes of an attempt after a newer one had written: the fence has a hole. */
  lateWrites: number;
  /** Jobs that left a terminal state. */
  undead: number;
}

const RECOMPUTED = `
  select coalesce(sum(times - 1), 0)::int as windows from (
    select count(distinct attempt) as times from chaos.written where what = 'learningRate' group by job_id, step
  ) windows`;
const LATE = `
  select count(*)::int as late from (
    select attempt, max(attempt) over (partition by job_id order by seq) as newest from chaos.written
  ) writes where attempt < newest`;

/** `metricsEverySteps`: of the sweeps, all of them the same. */
export async function readAudit(rows: Rows, metricsEverySteps: number): Promise<AuditReport> {
  const [recomputed] = await rows.query<{ windows: number }>(RECOMPUTED);
  const [late] = await rows.query<{ late: number }>(LATE);
  const [undead] = await rows.query<{ undead: number }>('select count(*)::int as undead from chaos.undead');
  return {
    recomputedSteps: recomputed!.windows * metricsEverySteps,
    lateWrites: late!.late,
    undead: undead!.undead,
  };
}
