/** Stands for a part of `@actions/core` that loads `fs.promises`; `io/runner.ts` writes the job summary. */
export const summary = undefined;
export const markdownSummary = undefined;
