/** Runs a workflow on act as it is written, with the repositories, secrets, and event that it needs. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { onTestFailed } from 'vitest';
import { textAt } from '../../src/text/property.ts';
import { folderWith } from '../support/folder-with.ts';
import type { Occasion } from '../support/occasion.ts';
import { runnerEnvironment } from '../support/workflow-event.ts';
import { startAct } from './act.ts';
import { type ActLog, readActLog } from './act-log.ts';
import { makeRepositories } from './repositories.ts';

type Texts = Readonly<Record<string, string>>;

/** What a workflow runs with. */
export interface ActSurroundings {
  /** Files of the repository, the workflow among them. Those of others are under `owner/name/`. */
  readonly files: Texts;
  readonly secrets: Texts;
  /** The address of the simulator. */
  readonly baseUrl: string;
  /** A folder that stands for the cache of GitHub, to keep it from one run to the next. */
  readonly cache?: string | undefined;
  /** Cancels the run as soon as this text is in the log. */
  readonly cancelAt?: string | undefined;
}

/** What a run left behind. */
export interface ActRun extends ActLog {
  readonly exitCode: number | null;
  readonly stderr: string;
}

/** The token that GitHub creates for a run. */
export const token = 'ghs_sampleTokenOfTheRun0123456789';

/**
 * Runs the workflow at a path of the repository.
 * @throws if act had to look for an action on GitHub.
 */
export async function runOnAct(
  path: string,
  occasion: Occasion,
  surroundings: ActSurroundings,
): Promise<ActRun> {
  const folder = folderWith();
  const name = textAt(occasion.payload, 'repository', 'full_name') || 'acme/harbor';
  const repositories = makeRepositories(join(folder, 'repositories'), { ...surroundings, name });
  const processes = join(folder, 'processes');
  const cache = surroundings.cache ?? join(folder, 'cache');
  mkdirSync(cache, { recursive: true });
  const { exitCode, stdout, stderr } = await startAct({
    args: [
      ...runnerFlags(path, occasion, folder),
      ...repositories.flags,
      ...contextFlags(occasion, surroundings),
      ...pairs('--env', {
        STAND_IN_REPOSITORIES: repositories.folder,
        STAND_IN_CACHE: cache,
        STAND_IN_PROCESSES: processes,
        STAND_IN_FAILING_JOBS: failing(occasion),
      }),
    ],
    cwd: repositories.own,
    env: environment(folder),
    cancelAt: surroundings.cancelAt,
  });
  endProcesses(processes);
  const log = readActLog(stdout);
  onTestFailed(() => console.error(stderr, log.text));
  const searched = /LocalRepositoryCache not matched .*/.exec(log.text);
  if (searched !== null) throw new Error(`act looked for an action on GitHub: ${searched[0]}`);
  return { ...log, exitCode, stderr };
}

/** Everything happens in the folder, on this machine, without containers. */
function runnerFlags(
  path: string,
  { event, payload }: Occasion,
  folder: string,
): readonly string[] {
  const eventFile = join(folder, 'event.json');
  writeFileSync(eventFile, JSON.stringify(payload));
  const labels = ['ubuntu-latest', 'windows-latest', 'macos-latest', 'self-hosted'];
  return [
    ...[event, '--eventpath', eventFile, '--workflows', path, '--defaultbranch', 'main'],
    ...['--json', '--rm', '--no-cache-server', '--concurrent-jobs', '1'],
    ...['--action-cache-path', join(folder, 'act')],
    ...labels.flatMap((label) => ['--platform', `${label}=-self-hosted`]),
  ];
}

/** Ends what a step left running, as the runner does at the end of a job. */
function endProcesses(file: string): void {
  if (!existsSync(file)) return;
  for (const line of readFileSync(file, 'utf8').trim().split('\n')) {
    try {
      process.kill(-Number(line), 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** What GitHub knows of a run, beyond its event. */
function contextFlags(occasion: Occasion, surroundings: ActSurroundings): readonly string[] {
  const env = runnerEnvironment(occasion);
  const numbers = ['GITHUB_RUN_ID', 'GITHUB_RUN_NUMBER', 'GITHUB_RUN_ATTEMPT'];
  return [
    ...['--actor', env['GITHUB_ACTOR'] ?? ''],
    ...pairs('--var', occasion.vars ?? {}),
    ...pairs('--secret', {
      ...(occasion.secrets ?? surroundings.secrets),
      GITHUB_TOKEN: token,
    }),
    ...pairs('--env', {
      ...Object.fromEntries(numbers.map((name) => [name, env[name] ?? ''])),
      ...occasion.env,
    }),
  ];
}

function pairs(flag: string, values: Texts): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => [flag, `${name}=${value}`]);
}

function failing({ results = {} }: Occasion): string {
  return Object.entries(results)
    .filter(([, result]) => result === 'failure')
    .map(([job]) => job)
    .join(' ');
}

/** act passes its own environment on to the steps, so this is all that they get. */
function environment(folder: string): Texts {
  const path = [
    join(import.meta.dirname, 'stand-ins', 'bin'),
    dirname(process.execPath),
    process.env['PATH'] ?? '',
  ];
  return { PATH: path.join(delimiter), HOME: join(folder, 'home') };
}
