/** Publishes a report: log and annotations, outputs, job summary. */

import type { World } from '../world.ts';
import { logReport } from './log.ts';
import { toOutputs } from './outputs.ts';
import type { Report } from './report.ts';
import { toSummary } from './summary.ts';

/** @throws {Error} if the outputs or the job summary cannot be written. */
export function publish(
  report: Report,
  world: Pick<World, 'log' | 'env' | 'setOutputs' | 'writeSummary'>,
): void {
  const { outputs, warning } = toOutputs(report);
  const warnings = warning === undefined ? report.warnings : [...report.warnings, warning];
  const published = { ...report, warnings };
  logReport(published, world.log);
  try {
    world.setOutputs(outputs);
  } finally {
    // The job summary shows how each delivery ended, even where the outputs cannot.
    if (report.config?.summary !== false) world.writeSummary(toSummary(published, world.env));
  }
}
