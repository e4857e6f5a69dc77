/** What a room needs of a connection: `ws` in the server, a simulated network in the simulator. */

export interface RoomSocket {
  /** Sends a binary frame; after a close, nothing. */
  send(frame: Uint8Array): void
  /** Says goodbye with a close code and a reason of at most 123 bytes. */
  close(code: number, reason: string): void
  /** Ends it at once, without a goodbye. */
  terminate(): void
  /** How much of what was sent has not left this process. */
  bufferedBytes(): number
  /** Called once. Whatever arrives before that is kept for the listener. */
  listen(listener: SocketListener): void
}

export interface SocketListener {
  /** `null` for a frame that is not binary. */
  frame(bytes: Uint8Array | null): void
  /** Called once, whoever ended it. */
  closed(): void
}
