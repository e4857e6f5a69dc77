/** PINs to suggest: drawn evenly, and none that a colleague would try first. */

const digits = 4

/** `draw` gives a whole number from 0 to 9,999. */
export function suggestPin(draw: () => number = drawEvenly): string {
  for (;;) {
    const pin = String(draw()).padStart(digits, '0')
    if (!isEasilyGuessed(pin)) return pin
  }
}

/** Four of one digit, two pairs, a run, a recent year: the server refuses most of them too. */
function isEasilyGuessed(pin: string): boolean {
  const isRun = '01234567890'.includes(pin) || '09876543210'.includes(pin)
  return new Set(pin).size < 3 || isRun || /^(19|20)/.test(pin)
}

function drawEvenly(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
  return drawn < 4_294_960_000 ? drawn % 10_000 : drawEvenly()
}
