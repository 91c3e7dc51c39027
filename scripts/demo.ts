/**
 * Shows the main job: starts the simulator, runs the built action on a recorded release and an
 * example payload file, and prints what the step, the service and the person at the desktop see.
 * With `--open` the simulator's inbox opens in a browser.
 */

import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, styleText } from 'node:util';
import { defaultClient, type LedgerEntry, startSimulator } from '../simulator/simulator.ts';
import { card } from './card.ts';
import { runStep, visibleLog } from './run-step.ts';
import { COLUMNS, wrap } from './terminal.ts';
import { stepInputs } from './workflow.ts';

const usage = `npm run demo -- [options]

  --open   opens the inbox of the simulator in a browser
  --help   shows this text`;

const { values: options } = parseArgs({
  options: { open: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
if (options.help) {
  console.log(usage);
  process.exit(0);
}

const root = join(import.meta.dirname, '..');
const example = join(root, 'examples', 'release-announcement');

const INDENT = '   ';

function heading(number: number, text: string): void {
  console.log(`\n${styleText(['bold', 'magenta'], ` ${number} `)}${styleText('bold', text)}`);
}

function print(lines: readonly string[]): void {
  for (const line of lines) console.log(INDENT + line);
}

function printWrapped(lines: readonly string[]): void {
  print(
    lines.flatMap((line) =>
      wrap(line, COLUMNS - INDENT.length).map((it, index) => (index === 0 ? it : `  ${it}`)),
    ),
  );
}

function describeRequest({ method, path, status, authorization }: LedgerEntry): string {
  return `${method} ${path}  ${styleText('dim', `${authorization?.scheme ?? 'no'} authorization →`)} ${status}`;
}

/** Opens a page in the browser of the desktop. Where there is none, the address is printed. */
function openInBrowser(url: string): void {
  const [command = 'xdg-open', ...args] =
    process.platform === 'win32'
      ? ['cmd', '/c', 'start', '']
      : process.platform === 'darwin'
        ? ['open']
        : [];
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => undefined);
  child.unref();
}

const simulator = await startSimulator();
const workspace = mkdtempSync(join(tmpdir(), 'demo-'));
try {
  mkdirSync(join(workspace, '.github', 'walkme'), { recursive: true });
  cpSync(join(example, 'release.yml'), join(workspace, '.github', 'walkme', 'release.yml'));
  const workflow = readFileSync(join(example, 'workflow.yml'), 'utf8');
  const inputs = await stepInputs(workflow, join(root, 'action.yml'), {
    secrets: { WALKME_CLIENT_ID: defaultClient.id, WALKME_CLIENT_SECRET: defaultClient.secret },
    job: { status: 'success' },
    matrix: null,
    strategy: {},
  });

  heading(1, 'A release is published, and this step runs');
  const step = workflow.slice(workflow.indexOf('      - name: Notify')).trimEnd().split('\n');
  print(step.map((line) => styleText('dim', line.slice(6))));

  const result = await runStep({
    inputs: { ...inputs, 'base-url': simulator.url },
    event: JSON.parse(readFileSync(join(example, 'event.json'), 'utf8')),
    env: {
      GITHUB_WORKSPACE: workspace,
      GITHUB_EVENT_NAME: 'release',
      GITHUB_REPOSITORY: 'acme/harbor',
      GITHUB_RUN_NUMBER: '42',
      GITHUB_SERVER_URL: 'https://github.com',
    },
  });
  heading(2, 'Its log');
  printWrapped(visibleLog(result.stdout));

  heading(3, 'What the service receives (here a simulator on this machine)');
  print(simulator.ledger.entries.map(describeRequest));

  heading(4, 'What the person at the desktop sees');
  print(card(simulator.ledger.accepted()[0]?.notification));
  process.exitCode = result.exitCode ?? 1;

  if (options.open) {
    openInBrowser(`${simulator.url}/`);
    console.log(`\n${INDENT}The inbox is open at ${simulator.url}/ until you press Ctrl+C.\n`);
    await new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve));
  } else {
    console.log(
      `${INDENT}To see it in a browser, with the whole request: npm run demo -- --open\n`,
    );
  }
} finally {
  await simulator.close();
  rmSync(workspace, { recursive: true, force: true });
}
