/**
 * Shows what a payload file would send, by the same code as a dry run, without network:
 * `npm run preview -- payload.yml`. `--help` lists the options.
 */

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

async function preview(options: PreviewOptions): Promise<void> {
  const note = (text: string): void => {
    if (!options.json) console.log(styleText('dim', text));
  };
  if (options.event === sampleEvent) note('Event: a recorded release');
  const { report, errors } = await renderPreview(options, (which) => note(`Run: ${which}`));
  if (options.json) printJson(report, errors);
  else printReport(report, errors);
  process.exitCode = errors.length === 0 ? 0 : 1;
  if (!options.send || errors.length > 0) return;
  const { exitCode, log, isUnreachable } = await sendPreview(options);
  const print = options.json ? console.error : console.log;
  for (const line of log) print(line);
  process.exitCode = exitCode ?? 1;
  if (isUnreachable) {
    print(`\nNo simulator runs at ${options.simulator}. To start one: npm run simulator`);
  }
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

try {
  // npm changes into the project's folder; paths are relative to where it was called.
  checkNpm(process.env);
  const here = process.env['INIT_CWD'] ?? process.cwd();
  const options = readOptions(process.argv.slice(2), here);
  if (options === undefined) {
    console.log(usage);
  } else {
    await preview(options);
    if (options.watch) watchFiles(options);
  }
} catch (error) {
  console.error(`${error instanceof Error ? error.message : error}\n\n${usage}`);
  process.exitCode = 2;
}
