/**
 * Stands in the bundle for `@actions/exec`, which `@actions/core` imports at load for its `platform`
 * helper. Nothing in this action starts a process.
 */
export function getExecOutput() {
  throw new Error('left out of the bundle: see scripts/build.ts');
}
