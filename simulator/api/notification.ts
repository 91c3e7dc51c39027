/** Validates the body of a send by the fields that WalkMe's article lists. */

import { decodeUtf8, hasDuplicateNames, isRecord, parseJson } from './request.ts';

type Check = (value: unknown, path: string) => readonly string[];

/** Each field that WalkMe documents, and what it must be. */
const checks: Readonly<Record<string, Check>> = {
  systemId: text,
  templateId: text,
  endUsersIds: texts,
  audiencesIds: texts,
  notificationType: type,
  title: text,
  runtimeTitle: text,
  runtimeDescription: text,
  startAt: date,
  endAt: date,
  override: overrides,
};

/** Everything wrong with a request body. The values of `extraFields` are not validated. */
export function bodyProblems(bytes: Uint8Array, extraFields: readonly string[]): readonly string[] {
  const body = decodeUtf8(bytes);
  if (body === null) return ['The body is not valid UTF-8.'];
  const document = parseJson(body);
  if (document === undefined) return ['The body is not JSON, or nested too deeply.'];
  if (!isRecord(document)) return ['The body must be a JSON object.'];
  const others = Object.keys(document).filter((name) => name !== 'notification');
  const problems = others.map((name) => `${name}: unknown member beside notification.`);
  if (hasDuplicateNames(body, document)) problems.push('The body has a name twice in one object.');
  const found = document['notification'];
  if (!Object.hasOwn(document, 'notification')) problems.push('notification: is missing.');
  else if (!isRecord(found)) problems.push('notification: must be an object.');
  else problems.push(...notificationProblems(found, extraFields));
  return problems;
}

/** @returns the notification in a request body, null without one. */
export function notificationOf(body: string): Readonly<Record<string, unknown>> | null {
  const document = parseJson(body);
  const found = isRecord(document) ? document['notification'] : null;
  return isRecord(found) ? found : null;
}

/**
 * Reads `YYYY-MM-DD` or `YYYY-MM-DD hh:mm` as UTC, in milliseconds since 1970; a date alone is
 * 00:00. Null for another format and for a day or time that does not exist.
 */
export function readDate(text: string): number | null {
  const parts = /^(\d{4})-(\d{2})-(\d{2})(?: (\d{2}):(\d{2}))?$/.exec(text);
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = parts
    .slice(1)
    .map((part: string | undefined) => Number(part ?? '0'));
  const moment = new Date(Date.UTC(year, month - 1, day, hour, minute));
  const same = moment.toISOString().startsWith(text.replace(' ', 'T'));
  return same ? moment.getTime() : null;
}

function notificationProblems(
  notification: Readonly<Record<string, unknown>>,
  extraFields: readonly string[],
): readonly string[] {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(notification)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check !== undefined) problems.push(...check(value, `notification.${name}`));
    else if (!extraFields.includes(name)) problems.push(`notification.${name}: unknown field.`);
  }
  const has = (name: string) => Object.hasOwn(notification, name);
  if (!has('templateId')) problems.push('notification.templateId: is missing.');
  if (!has('endUsersIds') && !has('audiencesIds')) {
    problems.push('notification: endUsersIds or audiencesIds is required.');
  }
  const { startAt, endAt } = notification;
  const start = typeof startAt === 'string' ? readDate(startAt) : null;
  const end = typeof endAt === 'string' ? readDate(endAt) : null;
  if (start !== null && end !== null && end <= start) {
    problems.push('notification.endAt: must be after startAt.');
  }
  return problems;
}

function text(value: unknown, path: string): readonly string[] {
  if (typeof value !== 'string') return [`${path}: must be a string, found ${kind(value)}.`];
  return value === '' ? [`${path}: must not be empty.`] : [];
}

function texts(value: unknown, path: string): readonly string[] {
  return list(value, path, text);
}

function type(value: unknown, path: string): readonly string[] {
  const known = value === 'Push' || value === 'Popup';
  return known ? [] : [`${path}: must be Push or Popup, found ${quote(value)}.`];
}

function date(value: unknown, path: string): readonly string[] {
  const known = typeof value === 'string' && readDate(value) !== null;
  const formats = 'an existing day as YYYY-MM-DD or YYYY-MM-DD hh:mm';
  return known ? [] : [`${path}: must be ${formats}, found ${quote(value)}.`];
}

function overrides(value: unknown, path: string): readonly string[] {
  const problems = list(value, path, override);
  if (problems.length > 0 || !Array.isArray(value)) return problems;
  const keys = value.map((item: unknown) => (isRecord(item) ? item['key'] : undefined));
  const duplicates = new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
  return [...duplicates].map((key) => `${path}: has the key ${quote(key)} more than once.`);
}

function override(value: unknown, path: string): readonly string[] {
  if (!isRecord(value)) return [`${path}: must be an object, found ${kind(value)}.`];
  const unknown = Object.keys(value).filter((name) => name !== 'key' && name !== 'value');
  const problems = unknown.map((name) => `${path}.${name}: unknown member.`);
  const key = value['key'];
  problems.push(...text(key, `${path}.key`));
  if (typeof key === 'string' && /^###|###$|^#.*#$/s.test(key)) {
    problems.push(`${path}.key: must be without the hashes, found ${quote(key)}.`);
  }
  if (value['value'] !== '') problems.push(...text(value['value'], `${path}.value`));
  return problems;
}

function list(value: unknown, path: string, check: Check): readonly string[] {
  if (!Array.isArray(value)) return [`${path}: must be a list, found ${kind(value)}.`];
  if (value.length === 0) return [`${path}: must not be empty.`];
  return value.flatMap((item: unknown, index) => check(item, `${path}[${index}]`));
}

function kind(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `${typeof value}`;
}

function quote(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : kind(value);
}
