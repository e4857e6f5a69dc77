/** The policy's figures as a person types them: times in seconds, with up to three places; everything else as it is counted. */

export const figureGroups = {
  ringing: ['places', 'countdownMs', 'requestLifeMs', 'askAgainAfterMs', 'leastRingMs', 'deliverWithinMs', 'answerMarginMs'],
  talking: ['capacity', 'handBackWithinMs', 'rescueSilentAfterMs', 'rescueUnansweredAfterMs', 'endAfterLeftMs', 'visitMs'],
  missing: ['missesInRow', 'shopperLeftAfterMs'],
  connection: ['reachableWithinMs', 'downtimeGivenBackMs', 'stampAheadMs'],
} as const

export type Figure = (typeof figureGroups)[keyof typeof figureGroups][number]

export function shownFigure(figure: Figure, value: number): string {
  return String(figure.endsWith('Ms') ? value / 1_000 : value)
}

/** The figure in the policy's own unit; `null` for what is none, or lies outside its bounds. */
export function readFigure(figure: Figure, typed: string, [least, most]: readonly [number, number]): number | null {
  const text = typed.trim().replace(',', '.')
  const isTime = figure.endsWith('Ms')
  if (!(isTime ? /^\d{1,6}(\.\d{1,3})?$/ : /^\d{1,6}$/).test(text)) return null
  const value = isTime ? Math.round(Number(text) * 1_000) : Number(text)
  return value >= least && value <= most ? value : null
}
