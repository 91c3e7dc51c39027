import { expect, it } from 'vitest';
import { notify } from '../support/story.ts';

const about = { issue: { pull_request: { url: 'https://api.github.com/x' } } };
const files = { 'p.yml': 'notification: {runtimeTitle: a}', 'm.yml': '{}', 'c.json': '{}' };

it.each<[string, unknown, Readonly<Record<string, string>>, readonly string[]]>([
  ['pull_request_target', {}, { 'payload-file': 'p.yml' }, ['payload-file']],
  ['workflow_run', {}, { 'payload-file': 'p.yml' }, ['payload-file']],
  ['issue_comment', about, { 'user-map': 'm.yml', context: '@c.json' }, ['user-map', 'context']],
  ['pull_request_target', {}, { payload: 'notification: {runtimeTitle: a}' }, []],
  ['issue_comment', { issue: {} }, { 'user-map': 'm.yml' }, []],
  ['push', {}, { 'payload-file': 'p.yml' }, []],
])('on %s with %j and %j, the warning names %j', async (name, event, inputs, named) => {
  const run = await notify({ inputs, env: { GITHUB_EVENT_NAME: name }, event, files });
  expect(run.report.exitCode).toBe(0);
  const warnings = run.annotations.filter(({ level }) => level === 'warning');
  const names = named.map((it) => `\`${it}\``).join(' and ');
  expect(warnings.map(({ text }) => text)).toEqual(
    named.length === 0 ? [] : [expect.stringMatching(`untrusted.*${names}\\..*base branch`)],
  );
});
