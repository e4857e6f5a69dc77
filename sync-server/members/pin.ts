/** PINs: how they are kept, and which are too easily guessed to be given to anybody. */
import { type Cost, hashSecret, isSecretRight } from './scrypt.ts'

/** A PIN has few digits, so the back-off protects it and not this; the cost only spares a stolen database the quickest guess. */
const cost: Cost = { N: 16_384, r: 8, p: 1 }

export const hashPin = (pin: string): Promise<string> => hashSecret(pin, cost)

/** Compares in constant time. A kept text that this version cannot read matches no PIN. */
export const isPinRight = (pin: string, kept: string): Promise<boolean> => isSecretRight(pin, kept)

/** One digit over and over, a run up or down, or a pair repeated: what a colleague would try first. */
export function isPinEasilyGuessed(pin: string): boolean {
  const digits = [...pin].map(Number)
  const steps = new Set(digits.slice(1).map((digit, nth) => digit - (digits[nth] ?? 0)))
  const [only] = steps
  if (steps.size === 1 && only !== undefined && Math.abs(only) <= 1) return true
  return pin.length % 2 === 0 && pin === pin.slice(0, 2).repeat(pin.length / 2)
}
