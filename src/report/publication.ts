/** Publishes a report: log and annotations, outputs, job summary. */

import type { WarningDiagnostic } from '../diagnostics.ts';
import type { World } from '../world.ts';
import { logReport } from './log.ts';
import { toOutputs } from './outputs.ts';
import type { Report } from './report.ts';
import { toSummary } from './summary.ts';

type PublicationWorld = Pick<World, 'log' | 'redactor' | 'setOutputs' | 'writeSummary'>;

/**
 * Publishes a report. A job summary that cannot be written is a warning, because it changes nothing
 * about what was delivered.
 * @throws {Error} if the outputs cannot be written.
 */
export function publish(report: Report, world: PublicationWorld): void {
  const { outputs, warnings } = toOutputs(report);
  const bounded = { ...report, warnings: [...report.warnings, ...warnings] };
  try {
    world.setOutputs(outputs);
  } finally {
    // Log and job summary show how each delivery ended, even where the outputs cannot.
    const unwritten = writeSummary(bounded, world);
    logReport({ ...bounded, warnings: [...bounded.warnings, ...unwritten] }, world.log);
  }
}

/**
 * Renders a report without publishing it, so that a run that cannot be reported fails before it sends
 * anything. It also compiles the code while connections are being opened, which saves 8 ms later.
 */
export function tryOut(report: Report, { redactor }: Pick<World, 'redactor'>): void {
  toOutputs(report);
  toSummary(report, redactor.redact);
}

/** @returns a warning if the job summary cannot be written. */
function writeSummary(report: Report, world: PublicationWorld): readonly WarningDiagnostic[] {
  if (report.config?.summary === false) return [];
  try {
    world.writeSummary(toSummary(report, world.redactor.redact));
    return [];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ level: 'warning', message: `The job summary could not be written: ${why}` }];
  }
}
