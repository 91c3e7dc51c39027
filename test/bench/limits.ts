/**
 * The rows of the bench and their limits. The first four are what people feel, since the service is a
 * network away; the others keep the program itself light.
 */

/** The network of the first rows: a relay delays each direction by half of this. */
export const ROUND_TRIP_MS = 40;

/** How long the slow server waits before it responds, in the rows with several systems. */
export const RESPONSE_MS = 150;

/** The limit of each row's median. */
export const limits = {
  'Over 40 ms: inputs only ÷ the same two requests by Node.js': 1.06,
  'Over 40 ms: YAML file and ten expressions ÷ inputs only': 1.02,
  'Over 40 ms: inputs only ÷ bash, curl, and jq': 0.87,
  'Over 40 ms: `builtin:release` ÷ inputs only': 1.03,
  'HTTPS ÷ `node -e 0`': 2.75,
  'HTTPS ÷ the same two requests by Node.js': 1.45,
  'HTTPS ÷ bash, curl, and jq': 1.03,
  'HTTPS ÷ slackapi/slack-github-action v4': 0.45,
  'HTTP, YAML file and ten expressions ÷ `node -e 0`': 3.1,
  'Responses of 150 ms that 40 systems wait longer than one': 9,
  'Peak resident memory over HTTPS': 60,
  'Largest plan: peak resident memory': 200,
  'Largest plan: longest time without hearing a signal': 1000,
  'Archive of the action': 240,
  '`dist/`': 720,
  'Files in `dist/`': 40,
} as const;

/** A row of the bench. */
export type RowName = keyof typeof limits;
