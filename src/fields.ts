/**
 * The fields of a notification: the only list. Types, inputs, the schema of payload documents, layers,
 * the request, the job summary and the tables of the docs derive from it.
 * @see https://support.walkme.com/knowledge-base/workstation-notifications-api
 */

/** How a field is written, checked and sent. */
type FieldKind =
  /** Text that people read. */
  | 'text'
  /** One id. */
  | 'id'
  /** Ids of Workstation systems: one delivery each. */
  | 'systems'
  /** Ids of people or audiences. */
  | 'recipients'
  /** How the notification shows. */
  | 'type'
  | 'date'
  /** Values for the placeholders of the template. */
  | 'override'
  /** Fields that WalkMe may add later. */
  | 'additional';

/** One field of a notification. */
export interface Field {
  /** As on the wire. */
  readonly name: string;
  /** As in `action.yml`; absent where no input sets the field. */
  readonly input?: string;
  readonly kind: FieldKind;
  /** Its row in the job summary, and what it shows when the field is not set: without, no row. */
  readonly row?: { readonly label: string; readonly absent?: string };
  /** What a recipient of this field is called, as one and as several. */
  readonly recipient?: readonly [one: string, many: string];
  /** Whether a recipient of this field may be written as `@login`. */
  readonly takesLogins?: true;
}

/** The fields, in the order in which they are documented and sent. */
export const fields = [
  { name: 'templateId', input: 'template-id', kind: 'id' },
  { name: 'systemId', input: 'system-ids', kind: 'systems' },
  {
    name: 'endUsersIds',
    input: 'end-user-ids',
    kind: 'recipients',
    recipient: ['person', 'people'],
    takesLogins: true,
  },
  {
    name: 'audiencesIds',
    input: 'audience-ids',
    kind: 'recipients',
    recipient: ['audience', 'audiences'],
  },
  {
    name: 'notificationType',
    input: 'notification-type',
    kind: 'type',
    row: { label: 'Type', absent: "push, WalkMe's default" },
  },
  { name: 'title', input: 'title', kind: 'text' },
  {
    name: 'runtimeTitle',
    input: 'runtime-title',
    kind: 'text',
    row: { label: 'Title', absent: 'from the template' },
  },
  {
    name: 'runtimeDescription',
    input: 'runtime-description',
    kind: 'text',
    row: { label: 'Text', absent: 'from the template' },
  },
  {
    name: 'startAt',
    input: 'start-at',
    kind: 'date',
    row: { label: 'From', absent: "now, WalkMe's default" },
  },
  {
    name: 'endAt',
    input: 'end-at',
    kind: 'date',
    row: { label: 'Until', absent: "30 days from now, WalkMe's default" },
  },
  { name: 'override', input: 'overrides', kind: 'override' },
  { name: 'additionalFields', kind: 'additional' },
] as const satisfies readonly Field[];

/** The fields with one text as their value. */
export const textFields = fields.filter(
  (field) =>
    field.kind === 'text' || field.kind === 'id' || field.kind === 'type' || field.kind === 'date',
);

/** The fields with a list of ids as their value. */
export const listFields = fields.filter(
  (field) => field.kind === 'systems' || field.kind === 'recipients',
);

/** The name of a field with one text as its value. */
export type TextField = (typeof textFields)[number]['name'];

/** The name of a field with a list of ids as its value. */
export type ListField = (typeof listFields)[number]['name'];

/** The name of a field whose value is a list of recipients. */
export type RecipientField = Extract<(typeof fields)[number], { kind: 'recipients' }>['name'];

/** The fields whose values are lists of recipients. */
export const recipientFields: readonly (Field & { readonly name: RecipientField })[] =
  fields.filter((field) => field.kind === 'recipients');

/** Ids of recipients by field. */
export type Recipients = Readonly<Partial<Record<RecipientField, readonly string[]>>>;

/** @returns the ids of all recipients, whatever their field. */
export function recipientIds(recipients: Recipients): readonly string[] {
  return recipientFields.flatMap(({ name }) => recipients[name] ?? []);
}

/**
 * @returns the field that a path of a payload document leads to or into, the name in its place, and the
 * steps below it.
 */
export function fieldAt(path: readonly (string | number)[]): {
  readonly field: Field | undefined;
  readonly name: string | number | undefined;
  readonly below: readonly (string | number)[];
} {
  const [root, ...steps] = path;
  const inside = root === 'notification' ? steps : root === 'notifications' ? steps.slice(1) : [];
  const [name, ...below] = inside;
  return { field: fields.find((field) => field.name === name), name, below };
}

/** @returns whether the value at a path is text for people, which may hold anything. */
export function isProse(path: readonly (string | number)[]): boolean {
  const { field, below } = fieldAt(path);
  const kind = field?.kind;
  return kind === 'text' || ((kind === 'override' || kind === 'additional') && below.length > 0);
}
