/**
 * Draws a notification on a locked screen, as systems show it: `?state=ring`, `words=de` in another language. No browser can be
 * photographed with what the desktop shows, so this is a drawing; what is drawn is the very notification that the worker makes of
 * a message, and that real browsers hand to a real desktop in ../../browser/firefox-push.spec.ts and chromium-push.spec.ts.
 */
import { formatsFor } from '../../../src/locales/formats.ts'
import { workerWordsFor } from '../../../src/locales/worker/dictionary.ts'
import { notificationFor } from '../../../src/service-worker/notification.ts'
import { now } from '../fixtures/rows.ts'
import { type NotificationState, shownIn } from './notification-states.ts'
import './notifications.css'

const asked = new URLSearchParams(location.search)
const language = asked.get('words') ?? 'en'
const formats = formatsFor(language === 'en' ? 'en-GB' : language)
const { title, options } = shownIn(
  (asked.get('state') ?? 'ring') as NotificationState,
  workerWordsFor([language]),
  notificationFor,
)
document.documentElement.lang = language

const make = (tag: string, name: string, text = ''): HTMLElement =>
  Object.assign(document.createElement(tag), { className: name, textContent: text })
const picture = (name: string, src: string): HTMLElement => Object.assign(make('img', name), { src, alt: '' })

const head = make('div', 'notice-head')
const badge = make('span', 'notice-badge')
badge.style.setProperty('--badge', `url("${options.badge}")`)
head.append(badge, make('span', '', 'Shopbell'), make('span', 'notice-when', formats.time(now)))
const words = make('div', 'notice-words')
words.append(make('h1', 'notice-title', title), make('p', 'notice-text', options.body))
const body = make('div', 'notice-body')
body.append(words, picture('notice-icon', String(options.icon)))
const notice = make('main', 'notice')
notice.append(head, body)
if (options.actions) {
  const buttons = make('div', 'notice-buttons')
  buttons.append(...options.actions.map((action) => make('button', 'notice-button', action.title)))
  notice.append(buttons)
}
const clock = make('div', 'lock-clock')
clock.append(make('div', 'lock-time', formats.time(now)), make('div', 'lock-day', formats.day(now)))
document.body.append(clock, notice)
document.title = title
