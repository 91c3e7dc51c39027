/** The story: one line a stage. The only place that knows their order. */

import { describeRerun, findCautions } from './config/caution.ts';
import type { Config } from './config/config.ts';
import { findMissingCredentials } from './config/credentials.ts';
import { readFlag } from './config/values.ts';
import { deliverAll } from './delivery/deliver.ts';
import { notSent, type Outcome } from './delivery/outcome.ts';
import { type Delivery, planDeliveries } from './delivery/plan.ts';
import { ActionError, createFindings, type Findings, type Problem, throwIfAny } from './errors.ts';
import { cut, inert } from './inert.ts';
import { createContexts } from './payload/contexts.ts';
import type { Notification } from './payload/notification.ts';
import { standardOverrides } from './payload/overrides.ts';
import { buildNotifications } from './payload/payload.ts';
import { tellOutcome, tellPlan, tellReport } from './report/log.ts';
import { toOutputs } from './report/outputs.ts';
import { judgeRun, problemText, type Report } from './report/report.ts';
import { toSummary } from './report/summary.ts';
import { registerSecrets, registerToken } from './secrets.ts';
import { openEvent, readPayloadFile, readSettings, type Settings } from './sources.ts';
import type { World } from './world.ts';

/** Runs the action. Never throws; outputs and receipt are published on every path. */
export async function main(world: World): Promise<Report> {
  const { redactor, now, signal } = world;
  const startedMs = now();
  const findings = createFindings((text, length = 60) => cut(inert(redactor.redact(text)), length));
  const run: Run = { world, findings, config: undefined, outcomes: [] };
  try {
    registerSecrets(world);
    await runStages(run);
  } catch (error) {
    if (!(error instanceof ActionError)) {
      const what = 'This is a fault of the action itself';
      findings.problems.push(internal(what, error, run.outcomes, world));
    }
  }
  const { config, outcomes } = run;
  const durationMs = now() - startedMs;
  const results = { ...findings, config, outcomes, durationMs, cancelled: signal.aborted };
  const report = judgeRun(results, redactor.redact);
  try {
    publish(report, world);
    return report;
  } catch (error) {
    const what = 'The outputs or the receipt could not be written';
    world.log.annotate('error', problemText(internal(what, error, outcomes, world)));
    return { ...report, exitCode: 1 };
  }
}

/** What the stages leave behind, however far they come. */
interface Run {
  readonly world: World;
  readonly findings: Findings;
  config: Config | undefined;
  outcomes: readonly Outcome[];
}

/** @throws {ActionError} when a stage found problems. */
async function runStages(run: Run): Promise<void> {
  const { world, findings } = run;
  const { env, log, redactor } = world;
  const settings = await readSettings(world, findings);
  const { config } = settings;
  run.config = config;
  world.mark?.('config');
  findings.remarks.push(...findCautions(config, env));
  const rerun = describeRerun(env);
  if (rerun !== undefined) log.info(rerun);

  const event = openEvent(world, findings);
  const notifications = await readNotifications(config, event, world, findings);
  const deadlineMs = world.now() + config.rules.timeoutMs;
  const people = await findPeople(notifications, settings, deadlineMs, world, findings);
  const { holdsSecret } = redactor;
  const plan = planDeliveries(notifications, { people, holdsSecret }, findings);
  throwIfAny(findings.problems);
  tellPlan(plan, config, log);
  world.mark?.('payload');
  if (config.dryRun) {
    run.outcomes = plan.map((delivery) => notSent(delivery, 'skipped', null));
    return;
  }

  const missing = findMissingCredentials(config, env, event);
  if (missing !== undefined) {
    const fate = config.onMissingCredentials === 'fail' ? 'unsent' : 'skipped';
    run.outcomes = plan.map((delivery) => notSent(delivery, fate, missing));
    return;
  }
  await deliver(plan, config, deadlineMs, run);
  world.mark?.('send');
}

/** Delivers the plan. What became of it is kept in the run, even where a fault of ours ends it. */
async function deliver(
  plan: readonly Delivery[],
  config: Config,
  deadlineMs: number,
  run: Run,
): Promise<void> {
  const { world, findings } = run;
  const mask = (token: string): void => {
    registerToken(token, world, findings);
    world.mark?.('token');
  };
  const redact = world.redactor.redactCut;
  const delivering = { ...world, ...config, deadlineMs, mask, redact };
  const ended = new Map<Delivery, Outcome>();
  try {
    run.outcomes = await deliverAll(plan, delivering, (outcome) => {
      ended.set(outcome.delivery, outcome);
      tellOutcome(outcome, world.log);
    });
  } catch (error) {
    run.outcomes = plan.map(
      (delivery) => ended.get(delivery) ?? notSent(delivery, 'unknown', null),
    );
    throw error;
  }
}

/** Reads the payload. Its problems go to `findings`. */
async function readNotifications(
  config: Config,
  event: () => unknown,
  world: World,
  findings: Findings,
): Promise<readonly Notification[]> {
  const { env, redactor } = world;
  const file = readPayloadFile(config.payloadFile, world, findings);
  const contexts = createContexts({ ...config, env, event, holdsSecret: redactor.holdsSecret });
  const { jobStatus } = contexts;
  const overrides = standardOverrides(config.standardOverrides, { env, event, jobStatus });
  return buildNotifications({ config, file, contexts, overrides, world }, findings);
}

/**
 * Resolves recipients written as `@login`; what that takes is loaded only then. GitHub is not asked
 * where something else is wrong already.
 * @throws {ActionError} if any stays unknown, or if there was a problem before.
 */
async function findPeople(
  notifications: readonly Notification[],
  { config, userMap }: Settings,
  deadlineMs: number,
  world: World,
  findings: Findings,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const logins = new Map(notifications.flatMap((it) => [...(it.loginPlaces ?? [])]));
  if (logins.size === 0) {
    throwIfAny(findings.problems);
    return new Map();
  }
  const { resolveRecipients } = await import(
    /* webpackChunkName: "people" */ './payload/recipients.ts'
  );
  const { env, signal, lookUpIdentities } = world;
  const token = config.githubToken();
  const lookUp = (logins: readonly string[]) => {
    const timeout = AbortSignal.timeout(Math.max(0, Math.floor(deadlineMs - world.now())));
    const organization = env['GITHUB_REPOSITORY_OWNER'] ?? '';
    return lookUpIdentities(logins, {
      token,
      organization,
      signal: AbortSignal.any([signal, timeout]),
    });
  };
  const sources = {
    userMap,
    eventName: env['GITHUB_EVENT_NAME'] ?? '',
    lookUp: token === '' ? undefined : lookUp,
    offline: config.dryRun || findings.problems.length > 0,
  };
  const people = await resolveRecipients(logins, sources, findings);
  throwIfAny(findings.problems);
  return people;
}

function internal(
  what: string,
  error: unknown,
  outcomes: readonly Outcome[],
  { log }: World,
): Problem {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  for (const line of stack.split('\n')) log.debug(line);
  const mayHaveSent = outcomes.some(({ fate }) => fate === 'accepted' || fate === 'unknown');
  return {
    code: 'internal',
    message: `${what}: ${message}`,
    hint: mayHaveSent
      ? 'Requests may have been accepted, and a re-run sends them again: look at the log first. With `dry-run: true` and debug logging it shows more and sends nothing; report that.'
      : 'Run the job again with debug logging, and report what the log shows.',
  };
}

function publish(report: Report, world: World): void {
  const { outputs, remark } = toOutputs(report);
  const remarks = remark === undefined ? report.remarks : [...report.remarks, remark];
  const told = { ...report, remarks };
  tellReport(told, world.log);
  try {
    world.setOutputs(outputs);
  } finally {
    // The receipt tells what became of the requests, even where the outputs cannot.
    const wanted = report.config?.summary ?? readFlag(world.input('summary')) ?? true;
    if (wanted) world.writeSummary(toSummary(told, world.env));
  }
}
