/** The installed app: how to install it, and how a newer version of it is taken. */
export const newVersion = {
  held: 'A new version is ready. You can load it once everything is sent.',
  taking: 'Loading the new version…',
  olderServer: 'The server is older than this app',
  olderServerDetail: 'It is probably being updated. This page tries again by itself; what you typed is kept.',
}

export const install = {
  title: 'Install Shopbell on this device',
  why: 'It opens from the home screen, in a window of its own, and also without a network.',
  button: 'Install',
  notNow: 'No, thanks',
  /** Where the browser has no button for it (Safari on an iPhone or iPad). */
  byHand: 'Two taps in Safari:',
  share: 'Tap Share in the browser’s bar',
  add: 'Choose “Add to Home Screen”',
}

/** The icon’s shortcut, which asks before it does anything: a link may have led here as well. */
export const shortcut = {
  ask: 'Go available?',
  detail: 'Shopbell was opened to make you available. Chats then ring for you.',
  notNow: 'Not now',
}
