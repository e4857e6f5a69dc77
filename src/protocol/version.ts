/** The protocol's version: raised when an old app could not understand a new server, or the other way round. */
export const protocolVersion = 1
