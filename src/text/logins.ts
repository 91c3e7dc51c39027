/** Tells how the names of GitHub's accounts and teams are written: the only pattern. */

/** A login. Those of apps end in `[bot]`, those of an enterprise contain `_`. */
export const LOGIN = '[A-Za-z0-9_-]{1,39}(?:\\[bot\\])?';

/** A team: its organization, and the slug from its address. */
export const TEAM = '[A-Za-z0-9_-]{1,39}/[A-Za-z0-9_-]{1,255}';

const isWholeLogin = new RegExp(`^${LOGIN}$`, 'i');
const isWholeTeam = new RegExp(`^${TEAM}$`);

/** @returns whether a name, without `@`, is a login that GitHub allows. */
export function isLogin(name: string): boolean {
  return isWholeLogin.test(name);
}

/** @returns whether a name, without `@`, is that of a team: `org/team-slug`. */
export function isTeam(name: string): boolean {
  return isWholeTeam.test(name);
}

/** @returns whether a login is that of an app. */
export function isBot(login: string): boolean {
  return login.toLowerCase().endsWith('[bot]');
}
