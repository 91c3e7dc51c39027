/** Runs the stages of the action. The only place that knows their order. */

import type { Config } from './config/config.ts';
import { findMissingCredentials, registerSecrets, registerToken } from './config/credentials.ts';
import {
  openEvent,
  readConfig,
  readPayloadFile,
  readUserMapFile,
  rehearse,
} from './config/sources.ts';
import { describeRerun, findWarnings } from './config/warnings.ts';
import { deliverAll } from './delivery/deliver.ts';
import { type DeliveryWorld, openConnections } from './delivery/delivery-world.ts';
import { notSent, type Outcome, warnOfContradiction } from './delivery/outcome.ts';
import { collectPlan, type Delivery, planDeliveries, reachesNobody } from './delivery/plan.ts';
import { checkKey } from './delivery/token-source.ts';
import { createDiagnostics, type Diagnostics } from './diagnostics.ts';
import type { Notification } from './payload/notification.ts';
import { buildNotifications } from './payload/payload.ts';
import { findPeople, readUserMap } from './payload/people.ts';
import { findOverrides } from './payload/standard-overrides.ts';
import { toError } from './report/errors.ts';
import { logError, logOutcome, logPlan } from './report/log.ts';
import { docsUrl } from './report/messages.ts';
import { publish, tryOut } from './report/publication.ts';
import { type Report, toReport } from './report/report.ts';
import { applyWhen, createRunSource } from './run/run-source.ts';
import type { Skip } from './run/when.ts';
import { cut, escapeForLog, hideMailboxes } from './text/escape.ts';
import { once } from './text/once.ts';
import type { World } from './world.ts';

/** Runs the action. Never throws; outputs and job summary are published on every path. */
export async function main(world: World): Promise<Report> {
  const { redactor, now } = world;
  const startedMs = now();
  world.mark?.('load');
  const diagnostics = createDiagnostics((text, length = 60) =>
    cut(escapeForLog(hideMailboxes(redactor.redact(text))), length),
  );
  const run: Run = { world, diagnostics, config: undefined, skip: undefined, outcomes: [] };
  try {
    registerSecrets(world, diagnostics);
    await Promise.race([runStages(run), world.stalled ?? new Promise<never>(() => undefined)]);
  } catch (error) {
    diagnostics.errors.push(toError(error, run.outcomes, world.log));
  }
  const report = reportOf(run, now() - startedMs);
  try {
    publish(report, world);
    return report;
  } catch (error) {
    const what = 'The outputs could not be written';
    logError(toError(error, run.outcomes, world.log, what), report, world.log);
    return { ...report, exitCode: 1 };
  }
}

/** The results of the stages, however far the run got. */
interface Run {
  readonly world: World;
  readonly diagnostics: Diagnostics;
  config: Config | undefined;
  /** What `when` decided, where nothing is sent. */
  skip: Skip | undefined;
  outcomes: readonly Outcome[];
}

function reportOf({ world, diagnostics, config, skip, outcomes }: Run, durationMs: number): Report {
  const { errors, warnings } = diagnostics;
  const ending = { durationMs, cancelled: world.signal.aborted, docs: docsUrl(world.env) };
  const results = { config, ...skip, errors, warnings, outcomes, ...ending };
  return toReport(results, world.redactor.redact);
}

/** Runs stage after stage, and stops after the one that found an error. */
async function runStages(run: Run): Promise<void> {
  const { diagnostics } = run;
  const given = await readConfig(run.world, diagnostics);
  run.config = given;
  const { world, config } = await rehearse(run.world, given, diagnostics);
  const { env, log } = world;
  const userMap = await readUserMap(readUserMapFile(world, diagnostics), diagnostics);
  world.mark?.('config');
  const event = openEvent(world, diagnostics);
  diagnostics.warnings.push(...findWarnings(config, world, event));
  const rerun = describeRerun(env);
  if (rerun !== undefined) log.info(rerun);

  // Network time begins when it is first asked for.
  const deadlineMs = once(() => world.now() + config.rules.timeoutMs);
  const { askRun, authors } = createRunSource({ config, event, deadlineMs, world });
  const facts = { event, askRun };
  run.skip = await applyWhen(config, facts, world, diagnostics);
  const isSkipped = run.skip !== undefined;
  if (!isSkipped && diagnostics.errors.length === 0) await openConnections(config, world);
  const notifications = await readNotifications(config, isSkipped, facts, world, diagnostics);
  const recipients = { config, userMap, event, deadlineMs: deadlineMs(), authors };
  const people = await findPeople(notifications, recipients, world, diagnostics);
  const { holdsSecret } = world.redactor;
  const isTest = config.testRecipients !== undefined;
  const planning = planDeliveries(notifications, { people, holdsSecret, isTest }, diagnostics);
  const plan = await collectPlan(planning, world);
  const isKeyUsed = !isSkipped && needsKey(plan, config);
  const missing = isKeyUsed ? findMissingCredentials(config, env, event) : undefined;
  if (diagnostics.errors.length > 0) {
    const isError = config.onMissingCredentials === 'fail';
    if (missing !== undefined && isError) diagnostics.errors.push(missing);
    return;
  }
  logPlan(plan, config, log);
  world.mark?.('payload');
  await finish(plan, missing, deliveryWorld(config, deadlineMs(), run), config, run);
}

/** Whether anything is to be sent or checked. After an error, there is no plan. */
function needsKey(plan: readonly Delivery[], config: Config): boolean {
  if (config.dryRun) return config.checksKey;
  return plan.length === 0 || !plan.every(reachesNobody);
}

/** Delivers the plan, unless there are no credentials or nothing is to be sent. */
async function finish(
  plan: readonly Delivery[],
  missing: ReturnType<typeof findMissingCredentials>,
  delivering: DeliveryWorld,
  config: Config,
  run: Run,
): Promise<void> {
  const endAll = (status: Parameters<typeof notSent>[1], error: Outcome['error'] = null): void => {
    run.outcomes = plan.map((delivery) =>
      notSent(delivery, reachesNobody(delivery) ? 'skipped' : status, error),
    );
  };
  if (missing !== undefined) {
    return endAll(config.onMissingCredentials === 'fail' ? 'unsent' : 'skipped', missing);
  }
  if (run.skip !== undefined) return endAll('skipped');
  if (config.dryRun) {
    const refusal = config.checksKey ? await checkKey(delivering) : undefined;
    endAll(refusal === undefined ? 'skipped' : 'unsent', refusal);
    const unreached = run.outcomes.filter(({ delivery }) => reachesNobody(delivery));
    for (const outcome of unreached) logOutcome(outcome, run.world.log);
    return;
  }
  // What has not ended when a bug ends the run is unknown.
  endAll('unknown');
  const [first] = run.outcomes;
  if (first !== undefined) tryOut(reportOf({ ...run, outcomes: [first] }, 0), run.world);
  await deliverAll(plan, delivering, (ended) => {
    run.outcomes = run.outcomes.map((it) => (it.delivery === ended.delivery ? ended : it));
    run.diagnostics.warnings.push(...warnOfContradiction(ended));
    logOutcome(ended, run.world.log);
  });
  run.world.mark?.('send');
}

function deliveryWorld(config: Config, deadlineMs: number, run: Run): DeliveryWorld {
  const { world, diagnostics } = run;
  return {
    ...world,
    config,
    deadlineMs,
    registerToken(token) {
      registerToken(token, world, diagnostics);
      world.mark?.('token');
    },
  };
}

/**
 * Reads the payload. Its errors go to `diagnostics`.
 * @param isSkipped whether `when` decided that nothing is sent. Then only syntax and names are judged.
 */
async function readNotifications(
  config: Config,
  isSkipped: boolean,
  facts: Parameters<typeof findOverrides>[1],
  world: World,
  diagnostics: Diagnostics,
): Promise<readonly Notification[]> {
  const { env, redactor } = world;
  const file = await readPayloadFile(config.payloadFile, world, diagnostics);
  const contexts = once(async () => {
    const { createContexts } = await import(
      /* webpackChunkName: "document" */ './expressions/contexts.ts'
    );
    return createContexts({ ...config, ...facts, env, holdsSecret: redactor.holdsSecret });
  });
  const overrides = isSkipped ? [] : await findOverrides(config, facts, world, diagnostics);
  const sources = { config, file, contexts, overrides, world, isSkipped };
  return buildNotifications(sources, diagnostics);
}
