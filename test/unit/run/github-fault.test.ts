import { describe, expect, it } from 'vitest';
import { toFault } from '../../../src/run/github-fault.ts';
import type { GithubResponse } from '../../../src/world.ts';
import { ok, refused, subject } from './support.ts';

describe('a response that says nothing of the run says what to do', () => {
  it.each<[GithubResponse, RegExp, RegExp]>([
    [
      refused(401),
      /rejected `github-token` \(HTTP 401\)$/,
      /`github-token: \$\{\{ github\.token \}\}`.*`permissions: \{ actions: read \}`/,
    ],
    [
      refused(403),
      /lacks the permission `actions: read`/,
      /Add `actions: read` to the `permissions` of the job/,
    ],
    [refused(403, true), /limits the rate .*\(HTTP 403\)$/, /^Re-run the job later/],
    [refused(429, true), /limits the rate .*\(HTTP 429\)$/, /^Re-run the job later/],
    [refused(404), /no run 1658821493 of acme\/harbor that `github-token` can read/, /deleted/],
    [refused(502), /^GitHub returned HTTP 502$/, /githubstatus\.com/],
    [ok('<html>'), /^GitHub returned something that is not a run$/, /githubstatus\.com/],
    [
      { kind: 'no-response', because: 'network', detail: 'ECONNREFUSED' },
      /^GitHub cannot be reached: ECONNREFUSED$/,
      /`GITHUB_API_URL`.*proxy/,
    ],
  ])('%#', (response, message, hint) => {
    const fault = toFault(response, subject);
    expect(fault.message).toMatch(message);
    expect(fault.hint).toMatch(hint);
    expect(fault.code).toBe('value-missing');
  });

  it.each<['deadline' | 'cancelled', RegExp]>([
    ['deadline', /within the time of the step \(`timeout-seconds`\)/],
    ['cancelled', /The job was cancelled/],
  ])('is the end of the step where it is over: %s', (because, message) => {
    const fault = toFault({ kind: 'no-response', because, detail: '' }, subject);
    expect(fault.message).toMatch(message);
    expect(fault.code).toBe('deadline-exceeded');
    expect(fault.hint).toMatch(/^No one was notified/);
  });
});
