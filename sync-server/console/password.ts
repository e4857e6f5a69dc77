/** Passwords of the console: how they are kept, and which are not taken. */
import { type Cost, hashSecret, isSecretRight } from '../members/scrypt.ts'

/** About a tenth of a second and 64 MiB for each guess at a stolen database. */
const cost: Cost = { N: 65_536, r: 8, p: 1 }

export const hashPassword = (password: string): Promise<string> => hashSecret(password.normalize('NFC'), cost)

/** Takes as long where there is no password at all, so that nobody learns which accounts there are. */
export async function isPasswordRight(password: string, kept: string | null): Promise<boolean> {
  // Made on first use: no start waits for it.
  nobodys ??= hashPassword('')
  const isRight = await isSecretRight(password.normalize('NFC'), kept ?? (await nobodys))
  return isRight && kept !== null
}

let nobodys: Promise<string> | null = null

/** Long enough and still among the first that anybody would try, whatever follows them. */
const wornOut =
  /^(?:password|passwort|motdepasse|contrasena|contraseña|shopbell|letmein|welcome|qwerty|qwertz|azerty|asdf|iloveyou|admin)+[\W\d_]*$/i

/**
 * Why a password is not taken, or `null` where it will do: its length is the schema's business. `about` is what everybody knows
 * of its owner.
 */
export function passwordWeakness(password: string, about: readonly string[]): string | null {
  const plain = password.normalize('NFKC').toLowerCase()
  if (new Set(plain).size < 5) return 'repeats too few characters'
  if (/^\d+$/.test(plain)) return 'has only digits'
  if (isRun(plain)) return 'is a row of neighbouring characters'
  if (wornOut.test(plain)) return 'is one that everybody would try'
  const known = about.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 4)
  const left = known.reduce((rest, word) => rest.replaceAll(word, ''), plain)
  return left.length < 8 ? 'is little more than your name or address' : null
}

/** “abcdefghijkl”, “123456789012” */
function isRun(text: string): boolean {
  const codes = [...text].map((letter) => letter.codePointAt(0) ?? 0)
  const steps = codes.slice(1).map((code, nth) => code - (codes[nth] ?? 0))
  return (
    steps.filter((step) => step === 1).length >= steps.length - 2 ||
    steps.filter((step) => step === -1).length >= steps.length - 2
  )
}
