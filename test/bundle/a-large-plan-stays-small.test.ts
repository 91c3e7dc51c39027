import { expect, it } from 'vitest';
import { runStep } from '../../scripts/run-step.ts';
import { folderWith } from '../support/folder-with.ts';

/** Writes the peak memory of the process, in MiB, to standard error. */
const meter = encodeURIComponent(
  "process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS / 1024)))",
);

const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const head = 'templateId: t\n  audiencesIds: [a]';
const large = 'v'.repeat(43_000);

it.each<[string, number, string, string?]>([
  [
    '14 systems and 20,000 overrides',
    14,
    `notification:\n  ${head}\n  override:\n${many(20_000, (n) => `    KEY_${n}: value ${n}`)}\n`,
  ],
  [
    '500 systems and requests of 1 MiB',
    500,
    `notification:\n  ${head}\n  override:\n${many(24, (n) => `    K${n}: ${large}`)}\n`,
  ],
  [
    '500 notifications that share a text of 900 kB',
    1,
    `notifications:\n- templateId: t\n  audiencesIds: [a]\n  title: &text ${large.repeat(20)}\n${many(
      499,
      (n) => `- {templateId: t${n}, audiencesIds: [a], title: *text}`,
    )}\n`,
  ],
  [
    'a list of 90,000 items',
    1,
    `notification:\n  ${head}\n  additionalFields:\n    items:\n${many(90_000, (n) => `    - ${n % 1000}`)}\n`,
  ],
  [
    '30,000 overrides in one request',
    1,
    `notification:\n  ${head}\n  override:\n${many(30_000, (n) => `    K${n}: v`)}\n`,
  ],
  [
    '4 notifications that share 20,000 overrides',
    1,
    `notification:\n  ${head}\n  override:\n${many(20_000, (n) => `    KEY_${n}: value ${n}`)}\n`,
    JSON.stringify({
      notifications: Array.from({ length: 4 }, (_, n) => ({ title: `${n}`, override: { N: n } })),
    }),
  ],
])('a dry run with %s takes less than 200 MiB, and its log is whole', async (...scene) => {
  const [, systems, yaml, payload = ''] = scene;
  const { exitCode, stdout, stderr, outputs, summary } = await runStep({
    inputs: {
      'dry-run': 'true',
      'payload-file': 'n.yml',
      payload,
      'system-ids': many(systems, (n) => `system-${n}`),
    },
    env: {
      GITHUB_WORKSPACE: folderWith({ 'n.yml': yaml }),
      NODE_OPTIONS: `--import=data:text/javascript,${meter}`,
    },
  });
  expect(exitCode).toBe(0);
  expect(outputs['outcome']).toBe('dry-run');
  expect(stdout).toMatch(/\nDry run: \d+ deliver(y|ies) would be sent\.\n$/);
  expect(stdout.length).toBeLessThan(100_000);
  expect(summary.length).toBeLessThan(200_000);
  expect(Number(stderr)).toBeGreaterThan(40);
  expect(Number(stderr)).toBeLessThan(200);
});
