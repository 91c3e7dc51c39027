/** Loaded before the bundle: notes when each stage ends, and writes it to standard error at the end. */

const { writeSync } = require('node:fs');

const marks = [];
const mark = (stage) => marks.push([stage, process.uptime() * 1000]);
globalThis.notifyWalkMeMark = mark;
process.on('exit', () => {
  mark('report');
  writeSync(2, JSON.stringify(marks));
});
