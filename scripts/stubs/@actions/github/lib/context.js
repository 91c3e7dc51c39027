// The action reads the event itself. The library's own reading throws at a byte order mark.
export class Context {}
