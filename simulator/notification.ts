/** The fields of a notification, as WalkMe's article lists them: a value in, its problems out. */

import { readDate } from './dates.ts';
import { isRecord } from './json.ts';

type Check = (value: unknown, place: string) => readonly string[];

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

/** Everything wrong with a notification; the values of `extraFields` are not looked at. */
export function notificationProblems(
  notification: Readonly<Record<string, unknown>>,
  extraFields: readonly string[],
): readonly string[] {
  const problems: string[] = [];
  for (const [name, value] of Object.entries(notification)) {
    const check = Object.hasOwn(checks, name) ? checks[name] : undefined;
    if (check !== undefined) problems.push(...check(value, `notification.${name}`));
    else if (!extraFields.includes(name)) problems.push(`notification.${name}: unknown field.`);
  }
  const given = (name: string) => Object.hasOwn(notification, name);
  if (!given('templateId')) problems.push('notification.templateId: is missing.');
  if (!given('endUsersIds') && !given('audiencesIds')) {
    problems.push('notification: needs endUsersIds or audiencesIds.');
  }
  const { startAt, endAt } = notification;
  const start = typeof startAt === 'string' ? readDate(startAt) : null;
  const end = typeof endAt === 'string' ? readDate(endAt) : null;
  if (start !== null && end !== null && end <= start) {
    problems.push('notification.endAt: must be after startAt.');
  }
  return problems;
}

function text(value: unknown, place: string): readonly string[] {
  if (typeof value !== 'string') return [`${place}: must be a string, found ${kind(value)}.`];
  return value === '' ? [`${place}: must not be empty.`] : [];
}

function texts(value: unknown, place: string): readonly string[] {
  return list(value, place, text);
}

function type(value: unknown, place: string): readonly string[] {
  const known = value === 'Push' || value === 'Popup';
  return known ? [] : [`${place}: must be Push or Popup, found ${quote(value)}.`];
}

function date(value: unknown, place: string): readonly string[] {
  const known = typeof value === 'string' && readDate(value) !== null;
  const forms = 'a day of the calendar as YYYY-MM-DD or YYYY-MM-DD hh:mm';
  return known ? [] : [`${place}: must be ${forms}, found ${quote(value)}.`];
}

function overrides(value: unknown, place: string): readonly string[] {
  const problems = list(value, place, override);
  if (problems.length > 0 || !Array.isArray(value)) return problems;
  const keys = value.map((item: unknown) => (isRecord(item) ? item['key'] : undefined));
  const repeated = new Set(keys.filter((key, index) => keys.indexOf(key) !== index));
  return [...repeated].map((key) => `${place}: has the key ${quote(key)} more than once.`);
}

function override(value: unknown, place: string): readonly string[] {
  if (!isRecord(value)) return [`${place}: must be an object, found ${kind(value)}.`];
  const unknown = Object.keys(value).filter((name) => name !== 'key' && name !== 'value');
  const problems = unknown.map((name) => `${place}.${name}: unknown member.`);
  const key = value['key'];
  problems.push(...text(key, `${place}.key`));
  if (typeof key === 'string' && /^###|###$|^#.*#$/s.test(key)) {
    problems.push(`${place}.key: must be without the hashes, found ${quote(key)}.`);
  }
  if (value['value'] !== '') problems.push(...text(value['value'], `${place}.value`));
  return problems;
}

function list(value: unknown, place: string, check: Check): readonly string[] {
  if (!Array.isArray(value)) return [`${place}: must be a list, found ${kind(value)}.`];
  if (value.length === 0) return [`${place}: must not be empty.`];
  return value.flatMap((item: unknown, index) => check(item, `${place}[${index}]`));
}

function kind(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `${typeof value}`;
}

function quote(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 80)) : kind(value);
}
