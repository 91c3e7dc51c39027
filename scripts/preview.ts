/**
 * Shows what a payload file would send, by the same code as a dry run, without network:
 * `npm run preview -- payload.yml`. `--help` lists the options.
 */

import { watch } from 'node:fs';
import { basename, dirname } from 'node:path';
import { styleText } from 'node:util';
import { type PreviewOptions, readOptions, sampleEvent, usage } from './preview-options.ts';
import { printReport } from './preview-report.ts';
import { renderPreview, sendPreview } from './preview-run.ts';

const dim = (text: string): void => console.log(styleText('dim', text));

async function preview(options: PreviewOptions): Promise<void> {
  if (options.event === sampleEvent) dim('Event: a recorded release');
  const report = await renderPreview(options, (which) => dim(`Run: ${which}`));
  printReport(report);
  process.exitCode = report.errors.length === 0 ? 0 : 1;
  if (!options.send || report.errors.length > 0) return;
  const { exitCode, log } = await sendPreview(options);
  for (const line of log) console.log(line);
  process.exitCode = exitCode ?? 1;
  if (log.some((line) => line.includes('ECONNREFUSED'))) {
    console.log(`\nNo simulator runs at ${options.simulator}. To start one: npm run simulator`);
  }
}

function watchFiles(options: PreviewOptions): void {
  dim(`\nWatching ${options.file}. To stop, press Ctrl+C.`);
  let timer: NodeJS.Timeout | undefined;
  const again = (): void => {
    console.clear();
    preview(options).catch((error) => console.error(String(error)));
  };
  for (const file of [options.file, options.event, ...[options.context ?? []].flat()]) {
    watch(dirname(file), (_, name) => {
      if (name !== basename(file)) return;
      clearTimeout(timer);
      timer = setTimeout(again, 50);
    });
  }
}

try {
  // npm changes into the project's folder; paths are relative to where it was called.
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
