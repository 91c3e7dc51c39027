import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { errorCodes } from '../../src/diagnostics.ts';
import { standardOverrideNames } from '../../src/text/names.ts';
import { read } from '../support/project.ts';
import { runAction } from '../support/world.ts';

// What users rely on. A change here is a change of the interface: see CONTRIBUTING, "What is
// promised to users".

const action = parse(read('action.yml'));

it('inputs and their defaults', () => {
  const defaults = Object.entries(action.inputs).map(([name, it]) => [
    name,
    Object(it).default ?? '',
  ]);
  expect(Object.fromEntries(defaults)).toEqual({
    'client-id': '',
    'client-secret': '',
    region: 'us',
    'base-url': '',
    'payload-file': '',
    payload: '',
    'template-id': '',
    'system-ids': '',
    'end-user-ids': '',
    'audience-ids': '',
    'test-recipients': '',
    'notification-type': '',
    title: '',
    'runtime-title': '',
    'runtime-description': '',
    'start-at': '',
    'end-at': '',
    overrides: '',
    'standard-overrides': 'false',
    context: '',
    needs: '',
    'user-map': '',
    'github-token': '',
    'unresolved-recipients': 'error',
    'event-file': '',
    'missing-values': 'error',
    when: 'always',
    'dry-run': 'false',
    delivery: 'at-most-once',
    'max-attempts': '4',
    'request-timeout-seconds': '30',
    'timeout-seconds': '120',
    'on-failure': 'fail',
    'on-missing-credentials': 'fail',
    summary: 'true',
    job: '${{ toJSON(job) }}',
    matrix: '${{ toJSON(matrix) }}',
    strategy: '${{ toJSON(strategy) }}',
  });
});

it('outputs', () => {
  expect(Object.keys(action.outputs).join(' ')).toBe(
    'outcome deliveries payload status-code request-id response attempts duration-ms ' +
      'error-code error-message',
  );
});

it('members of a delivery', async () => {
  const run = await runAction({
    inputs: { 'dry-run': 'true', 'template-id': 't', 'audience-ids': 'a' },
  });
  expect(run.deliveries).toEqual([
    {
      name: 'Notification',
      systemId: null,
      templateId: 't',
      status: 'skipped',
      statusCode: null,
      requestId: null,
      attempts: 0,
      durationMs: 0,
      errorCode: null,
      errorMessage: null,
      response: null,
    },
  ]);
});

it('error codes', () => {
  expect(Object.keys(errorCodes).join(' ')).toBe(
    'inputs-invalid credentials-missing payload-unreadable payload-invalid ' +
      'expression-invalid value-missing recipient-unresolved github-unavailable ' +
      'token-refused token-unavailable permission-denied request-refused rate-limited ' +
      'unreachable delivery-unknown deadline-exceeded internal',
  );
});

it('fields of a payload document', () => {
  const schema = JSON.parse(read('schema/payload.schema.json'));
  expect(Object.keys(schema.properties)).toEqual(['$schema', 'notification', 'notifications']);
  expect(Object.keys(schema.definitions.notification.properties).join(' ')).toBe(
    'if templateId systemId endUsersIds audiencesIds notificationType title runtimeTitle ' +
      'runtimeDescription startAt endAt override additionalFields',
  );
});

it('standard overrides', () => {
  expect(standardOverrideNames.join(' ')).toBe(
    'REPOSITORY REPOSITORY_URL REF_NAME HEAD_REF COMMIT_SHA COMMIT_SHORT_SHA COMMIT_URL ' +
      'COMMIT_MESSAGE ACTOR EVENT_NAME WORKFLOW JOB JOB_STATUS RUN_ID RUN_NUMBER RUN_ATTEMPT ' +
      'RUN_URL RELEASE_NAME RELEASE_TAG RELEASE_URL DEPLOYMENT_ENVIRONMENT DEPLOYMENT_STATE ' +
      'DEPLOYMENT_URL PULL_REQUEST_NUMBER PULL_REQUEST_TITLE PULL_REQUEST_URL ISSUE_NUMBER ' +
      'ISSUE_TITLE ISSUE_URL JOB_URL DURATION FAILED_JOBS PREVIOUS_RESULT EVENT_TITLE EVENT_URL',
  );
});
