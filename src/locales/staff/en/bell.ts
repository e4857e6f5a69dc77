/** Whether this device would ring, how it sounds, and the bell check. */
export const bell = {
  title: 'Bell check',
  thisDevice: 'This device',
  wouldRing: 'This device would ring.',
  wouldRingDetail: 'Also with the screen locked, or another app in front.',
  more: 'Bell check',

  /** What keeps the device from ringing: what is so, then how to mend it. */
  obstacle: {
    offline: { is: 'There is no connection.', mend: 'Nothing can ring here until it is back. Check the Wi-Fi.' },
    soundOff: { is: 'The bell is turned off on this device.', mend: 'It only shows a chat that rings.' },
    soundLocked: { is: 'The browser keeps this page silent until it is tapped once.', mend: 'Tap anywhere, or try the bell.' },
    notInstalled: {
      is: 'With the screen locked, this device stays silent.',
      mend: 'An iPhone or iPad rings for installed apps only: tap Share, then “Add to Home Screen”, and open Shopbell from there.',
    },
    impossible: {
      is: 'This browser rings only while Shopbell is in front.',
      mend: 'Leave it open, or use a browser that can show notifications.',
    },
    denied: {
      is: 'Notifications are blocked, so nothing rings with the screen locked.',
      mend: 'Tap the sign beside the address, allow notifications for this page, then come back.',
    },
    notAsked: {
      is: 'With the screen locked, this device stays silent.',
      mend: 'Allow notifications, and a chat rings then too.',
    },
    noService: {
      is: 'The browser’s push service does not answer, so nothing rings with the screen locked.',
      mend: 'The network may keep it away.',
    },
    notRegistered: {
      is: 'The server does not know how to ring this device with the screen locked.',
      mend: 'Try again; if it stays so, tell your manager.',
    },
  },
  allow: 'Allow notifications',
  turnOn: 'Turn it on',

  volume: 'Volume',
  volumeOf: (percent: number) => (percent === 0 ? 'Off' : `${percent} %`),
  test: 'Try the bell',
  vibrates: 'Vibrate as well',

  devices: 'Ring a device',
  devicesDetail: 'Rings it once, on purpose, and shows how far that got.',
  loading: 'Looking for devices',
  failed: 'The devices could not be shown',
  failedDetail: 'Check the Wi-Fi. It tries again by itself.',
  none: 'Nobody is signed in anywhere',
  noneDetail: 'Devices are here as long as somebody is signed in on them.',
  here: 'this device',
  open: 'Open now',
  heard: (time: string) => `Last heard at ${time}`,
  neverHeard: 'Not heard yet',
  push: { none: 'no push', working: 'push works', silent: 'last push not received' },
  ring: 'Ring it',
  ringOf: (name: string) => `of ${name}`,
  ringAgain: 'Ring again',

  page: 'In the app',
  pushed: 'As a notification',
  step: { sent: 'Sent', delivered: 'Arrived', displayed: 'On screen', tapped: 'Heard' },
  notYet: 'not yet',
  result: {
    underway: 'Ringing…',
    heard: 'It rings, and somebody there hears it.',
    rings: 'It rings. Nobody there has said yet that they hear it.',
    unseen: 'It arrived, and is on no screen. Wake the device and open Shopbell there.',
    silent: 'Nothing has arrived. Is the device switched on, and on the Wi-Fi?',
    failed: 'It could not be sent. Open Shopbell on that device, then ring again.',
    noWay: 'It cannot be reached: Shopbell is not open there, and notifications are not allowed. Open it there first.',
  },
  /** Why a notification could not be sent: what happened, then what to do. */
  failure: {
    gone: 'The push service no longer knows that browser. Open Shopbell there once, so that it registers again.',
    refused: 'The push service refused it. Switch notifications off and on again on that device.',
    expired: 'The push service could not be reached for a minute. Try again; if it stays so, tell whoever runs Shopbell.',
    replaced: 'A newer one took its place.',
    overflow: 'Too many notifications are waiting to go out. Try again in a minute.',
    stopped: 'The server was restarted before it went out. Try again.',
  },
  notStarted: 'The bell check could not be started.',
  tooMany: 'That was often. Wait a moment, then ring again.',
  gone: 'Nobody is signed in on that device any more.',

  rung: {
    title: (by: string) => `Bell check from ${by}`,
    detail: 'No customer waits. Somebody looks whether this device rings.',
    hear: 'I hear it',
  },
}
