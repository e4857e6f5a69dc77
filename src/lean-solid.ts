/**
 * A build step of the panel, for its 15 KB, and of the staff app: says to the minifier that Solid's transitions, hydration and
 * MathML are never used here, so that it can leave out a fifth of Solid. Nothing is rewritten but what switches them on; where a
 * new Solid no longer has them as expected, the build fails and says so.
 */
import type { Plugin } from 'vite'

type Edit = readonly [expected: RegExp, instead: string]

const edits: Record<string, readonly Edit[]> = {
  'solid-js/dist/solid.js': [
    [/^let Transition = null;$/m, 'const Transition = null;'],
    [/\(Transition = \{$/m, '({'],
    [/^ +Transition = null;$/m, ''],
    [/sharedConfig\.effects \|\| \(sharedConfig\.effects = \[\]\);/, ''],
    [/^ +delete sharedConfig\.effects;$/m, ''],
    [/sharedConfig\.context\b(?! = )/g, 'undefined'],
    [/sharedConfig\.effects\b(?! = )/g, 'undefined'],
  ],
  'solid-js/web/dist/web.js': [
    [/(?<!function )isHydrating\(\w+\)/g, 'false'],
    [/isMathML \? document\.createElementNS\([^)]*\) : /, ''],
    [/isMathML \? t\.firstChild : /, ''],
  ],
}

export function leanSolid(): Plugin {
  return {
    name: 'lean-solid',
    enforce: 'pre',
    transform(code, id) {
      const file = Object.keys(edits).find((file) => id.split('?')[0]?.endsWith(file))
      if (!file) return null
      return (edits[file] ?? []).reduce((text, [expected, instead]) => {
        if (text.search(expected) < 0) this.error(`This Solid has no ${expected} in ${file}: see src/lean-solid.ts.`)
        return text.replace(expected, instead)
      }, code)
    },
  }
}
