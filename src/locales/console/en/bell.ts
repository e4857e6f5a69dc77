/** Whether a device would ring, and what came of ringing it on purpose. */

export const bell = {
  would: {
    open: 'Would ring: Shopbell is open there.',
    push: 'Would ring, as a notification.',
    silent: 'May not ring: the last notification did not arrive. Open Shopbell there.',
    none: 'Would not ring: Shopbell is not open there, and notifications are not allowed. Open it there, and allow them.',
    nobody: 'Rings for nobody until somebody signs in.',
  },
  never: 'Never rung on purpose.',
  last: (when: string, by: string | null) => (by === null ? `Bell check, ${when}:` : `Bell check by ${by}, ${when}:`),
  ring: 'Ring it',
  nobodyThere: 'Nobody is signed in there any more, so there is nobody to ring.',
  steps: 'Step by step',
  page: 'In the app',
  pushed: 'As a notification',
  step: { sent: 'Sent', delivered: 'Arrived', displayed: 'On screen', tapped: 'Heard' },
  notYet: 'not yet',
  result: {
    underway: 'Ringing…',
    heard: 'It rang, and somebody there heard it.',
    rings: 'It was on screen. Nobody there has said that they hear it.',
    unseen: 'It arrived, and was on no screen. Wake the device and open Shopbell there.',
    silent: 'Nothing arrived. Is the device switched on, and on the Wi-Fi?',
    failed: 'It could not be sent. Open Shopbell on that device, then ring again.',
    noWay: 'It could not be reached: Shopbell was not open there, and notifications were not allowed. Open it there first.',
  },
  failure: {
    gone: 'The push service no longer knows that browser. Open Shopbell there once, so that it registers again.',
    refused: 'The push service refused it. Switch notifications off and on again on that device.',
    expired: 'The push service could not be reached for a minute. Try again; if it stays so, tell whoever runs Shopbell.',
    replaced: 'A newer one took its place.',
    overflow: 'Too many notifications are waiting to go out. Try again in a minute.',
    stopped: 'The server was restarted before it went out. Try again.',
  },
}
