/** Stands for a part of `@actions/core` that loads what starts processes; nobody calls it here. */
export const platform = process.platform;
