/** The bell: two struck tones, made by the browser, every so often while something rings. No file to load, none to lose. */
import { type Accessor, createEffect, createSignal, onCleanup, untrack } from 'solid-js'
import type { BellSettings } from '../../replica/bell-settings.ts'

const everyMs = 1_800
/** With the strikes: shake, rest, shake. */
const shakesMs = [150, 70, 250]
/** A brass desk bell: the strike tone and its inharmonic partials. */
const partials = [
  { ratio: 1, level: 0.5, seconds: 1.4 },
  { ratio: 2.76, level: 0.25, seconds: 0.7 },
  { ratio: 5.4, level: 0.12, seconds: 0.3 },
]
const strikes = [
  { at: 0, hertz: 880 },
  { at: 0.22, hertz: 1_174.7 },
]

export interface Bell {
  /** False until the browser lets the page sound, which takes a first tap or key. */
  readonly canSound: Accessor<boolean>
  /** Once, for trying it out. */
  strike(): void
}

/** Rings while `isRinging`, as the device is set. Lives as long as the shift. */
export function createBell(isRinging: Accessor<boolean>, settings: Accessor<BellSettings>): Bell {
  const [canSound, setCanSound] = createSignal(false)
  let context: AudioContext | null = null

  const unlock = () => {
    context ??= new AudioContext()
    const opened = context
    if (opened.state === 'running') setCanSound(true)
    // A refusal leaves the hint on screen, and the next tap tries again.
    else
      void opened.resume().then(
        () => setCanSound(opened.state === 'running'),
        () => setCanSound(false),
      )
  }
  for (const kind of ['pointerup', 'keydown'] as const) {
    addEventListener(kind, unlock, { passive: true })
    onCleanup(() => removeEventListener(kind, unlock))
  }
  // The tap that signed in may already have been the one that the browser waits for.
  if (navigator.userActivation?.hasBeenActive) unlock()
  onCleanup(() => void context?.close())

  const strikeNow = () => {
    const { volume, vibrates } = untrack(settings)
    // Refused without a tap, like sound, and not there on many devices.
    if (vibrates) navigator.vibrate?.(shakesMs)
    if (context && canSound() && volume > 0) strike(context, volume)
  }
  createEffect(() => {
    if (!isRinging()) return
    strikeNow()
    const timer = setInterval(strikeNow, everyMs)
    onCleanup(() => {
      clearInterval(timer)
      navigator.vibrate?.(0)
    })
  })
  return { canSound, strike: () => untrack(strikeNow) }
}

function strike(context: AudioContext, volume: number): void {
  for (const { at, hertz } of strikes) {
    const begin = context.currentTime + at
    for (const { ratio, level, seconds } of partials) {
      const tone = context.createOscillator()
      const loudness = context.createGain()
      tone.frequency.value = hertz * ratio
      loudness.gain.setValueAtTime(0, begin)
      loudness.gain.linearRampToValueAtTime(level * 0.5 * volume, begin + 0.004)
      loudness.gain.exponentialRampToValueAtTime(0.0001 * volume, begin + seconds)
      tone.connect(loudness).connect(context.destination)
      tone.start(begin)
      tone.stop(begin + seconds)
    }
  }
}
