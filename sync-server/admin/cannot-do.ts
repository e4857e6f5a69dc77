/** What ends a command in vain. */

/** Something that the person at the command line can put right; its message says how. */
export class CannotDo extends Error {}
