/** Describes each field of a notification, for editors (`schema/`) and for `docs/payload.md`. */

import type { fields } from '../src/fields.ts';

const date =
  '`YYYY-MM-DD` or `YYYY-MM-DD hh:mm` (UTC, or followed by a time zone such as `Europe/Berlin`), ISO 8601 with `Z` or an offset, `+30m`, `+2h`, `+7d` from now,';

/** Markdown without links, one or two sentences. */
export const fieldDescriptions: Readonly<Record<(typeof fields)[number]['name'], string>> = {
  templateId: '**Required.** Custom template in the Communication Center.',
  systemId: 'Workstation system. **Required** if the account has more than one.',
  endUsersIds:
    'List of people: WalkMe user IDs, which come from your identity provider, or GitHub logins and teams as `@login` and `@org/team`. This or `audiencesIds` is **required**.',
  audiencesIds: 'List of audiences.',
  notificationType: "`push` (WalkMe's default) or `popup`.",
  title: 'Name in the Communication Center table. End users do not see it.',
  runtimeTitle: 'Title that end users see.',
  runtimeDescription: 'Text that end users see.',
  startAt: `Start: ${date} or hours such as \`Mon-Fri 09:00-17:00 Europe/Berlin\`. WalkMe's default is now.`,
  endAt: `End: ${date} or \`start+8h\`. A bare date ends as that day begins. WalkMe's default is 30 days from now.`,
  override:
    "Values for the `###KEY###` placeholders of the template: a mapping, or WalkMe's list of `{key, value}`. Copy the name between the hashes exactly. An empty string is a value.",
  additionalFields: 'Mapping of fields that this action does not know. They are sent unchanged.',
};
