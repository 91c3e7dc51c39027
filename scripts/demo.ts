/**
 * Shows the main job: starts the simulator, runs the built action on a recorded release and an
 * example payload file, and prints what the step, the service and the person at the desktop see.
 * With `--open` the simulator's inbox stays open to look at.
 */

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

  --open   keeps the simulator running, to look at its inbox in a browser
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

function heading(number: number, text: string): void {
  console.log(`\n${styleText(['bold', 'magenta'], ` ${number} `)} ${styleText('bold', text)}\n`);
}

function print(lines: readonly string[]): void {
  for (const line of lines) console.log(`    ${line}`);
}

function printWrapped(lines: readonly string[]): void {
  print(
    lines.flatMap((line) =>
      wrap(line, COLUMNS - 6).map((it, index) => (index === 0 ? it : `  ${it}`)),
    ),
  );
}

function describeRequest({ method, path, status, authorization }: LedgerEntry): string {
  return `${method} ${path}  ${styleText('dim', `${authorization?.scheme ?? 'no'} authorization →`)} ${status}`;
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

  console.log(`\n${styleText('bold', 'Notify WalkMe Workstation')}`);
  heading(1, 'A release was published, and this step runs');
  const step = workflow.slice(workflow.indexOf('      - name: Notify')).trimEnd().split('\n');
  print(step.map((line) => styleText('dim', line.slice(6))));

  const result = await runStep({
    inputs: { ...inputs, 'base-url': simulator.url },
    event: JSON.parse(readFileSync(join(example, 'event.json'), 'utf8')),
    env: {
      GITHUB_WORKSPACE: workspace,
      GITHUB_EVENT_NAME: 'release',
      GITHUB_REPOSITORY: 'acme/harbor',
      GITHUB_SERVER_URL: 'https://github.com',
    },
  });
  heading(2, 'Its log');
  printWrapped(visibleLog(result.stdout));

  heading(3, 'What the service received (here a simulator on this machine)');
  print(simulator.ledger.entries.map(describeRequest));
  const notification = simulator.ledger.accepted()[0]?.notification;
  const body = JSON.stringify({ notification }, null, 2).split('\n');
  console.log();
  printWrapped(body);

  heading(4, 'What the person at the desktop sees');
  print(card(notification));
  console.log(`\n    outcome: ${styleText('green', result.outputs['outcome'] ?? '')}\n`);
  process.exitCode = result.exitCode ?? 1;

  if (options.open) {
    console.log(`    The inbox is open at ${simulator.url}/ until you press Ctrl+C.\n`);
    await new Promise((resolve) => process.once('SIGINT', resolve));
  }
} finally {
  await simulator.close();
  rmSync(workspace, { recursive: true, force: true });
}
