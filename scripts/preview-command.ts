/** Runs the preview as its command line asks for. */

import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { styleText } from 'node:util';
import { isBuiltin } from '../src/text/names.ts';
import {
  checkNpm,
  type PreviewOptions,
  readOptions,
  sampleEvent,
  usage,
} from './preview-options.ts';
import { printJson, printReport } from './preview-report.ts';
import { renderPreview, sendPreview } from './preview-run.ts';

/** @returns the exit code. */
async function preview(options: PreviewOptions): Promise<number> {
  const note = (text: string): void => {
    if (!options.json) console.log(styleText('dim', text));
  };
  if (options.event === sampleEvent) note('Event: a recorded release');
  const { report, errors } = await renderPreview(options, (which) => note(`Run: ${which}`));
  if (options.json) printJson(report, errors);
  else printReport(report, errors);
  if (!options.send || errors.length > 0) return errors.length === 0 ? 0 : 1;
  const { exitCode, log, isUnreachable } = await sendPreview(options);
  const print = options.json ? console.error : console.log;
  for (const line of log) print(line);
  if (isUnreachable) {
    print(`\nNo simulator runs at ${options.simulator}. To start one: npm run simulator`);
  }
  return exitCode ?? 1;
}

function watchFiles(options: PreviewOptions): void {
  console.error(styleText('dim', `\nWatching ${options.file}. To stop, press Ctrl+C.`));
  let timer: NodeJS.Timeout | undefined;
  const again = (): void => {
    console.clear();
    preview(options).catch((error) => console.error(String(error)));
  };
  const files = [options.file, options.event, ...[options.context ?? []].flat()];
  for (const file of files.filter((it) => !isBuiltin(it))) {
    watch(dirname(file), (_, name) => {
      if (name !== basename(file)) return;
      clearTimeout(timer);
      timer = setTimeout(again, 50);
    });
  }
}

/** @returns the exit code. With `--watch`, it previews again whenever a file changes. */
export async function runPreview(
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<number> {
  try {
    // npm changes into the project's folder; paths are relative to where it was called.
    checkNpm(env);
    const options = readOptions(args, env['INIT_CWD'] ?? process.cwd());
    if (options === undefined) {
      console.log(usage);
      return 0;
    }
    const exitCode = await preview(options);
    if (options.watch) watchFiles(options);
    return exitCode;
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
    return 2;
  }
}
