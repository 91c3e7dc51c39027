/** Loaded before the bundle: writes to standard error for how long at most the event loop stood still, in ms. */

const { writeSync } = require('node:fs');

let longestMs = 0;
let lastMs = performance.now();
const beat = () => {
  longestMs = Math.max(longestMs, performance.now() - lastMs);
  lastMs = performance.now();
};
setInterval(beat, 1).unref();
process.on('exit', () => {
  beat();
  writeSync(2, String(longestMs));
});
