/**
 * A build step of the panel, for its 15 KB, and of the staff app: says to the minifier that Solid's transitions, hydration and
 * MathML are never used here, so that it can leave out a fifth of Solid. The panel does without suspense, error boundaries and
 * templates of SVG and custom elements as well. Nothing is rewritten but what switches them on; where a new Solid no longer has
 * that as expected, the build fails and says so.
 */
import type { Plugin } from 'vite'

type Edit = readonly [expected: RegExp, instead: string]
type Edits = Readonly<Record<string, readonly Edit[]>>

const runtime = 'solid-js/dist/solid.js'
const web = 'solid-js/web/dist/web.js'

const unusedAnywhere: Edits = {
  [runtime]: [
    [/^let Transition = null;$/m, 'const Transition = null;'],
    [/\(Transition = \{$/m, '({'],
    [/^ +Transition = null;$/m, ''],
    [/sharedConfig\.effects \|\| \(sharedConfig\.effects = \[\]\);/, ''],
    [/^ +delete sharedConfig\.effects;$/m, ''],
    [/sharedConfig\.context\b(?! = )/g, 'undefined'],
    [/sharedConfig\.effects\b(?! = )/g, 'undefined'],
  ],
  [web]: [
    [/(?<!function )isHydrating\(\w+\)/g, 'false'],
    [/isMathML \? document\.createElementNS\([^)]*\) : /, ''],
    [/isMathML \? t\.firstChild : /, ''],
  ],
}

const unusedInPanel: Edits = {
  [runtime]: [
    [/SuspenseContext && useContext\(SuspenseContext\)/g, 'undefined'],
    [/node\.suspense && untrack\(node\.suspense\.inFallback\)/, 'false'],
    [/if \(node\.tOwned\)/, 'if (false)'],
    [/ERROR && owner && owner\.context && owner\.context\[ERROR\]/, 'undefined'],
  ],
  [web]: [[/\b(isSVG|isImportNode) \?(?= document\.create| t\.| \(\))/g, 'false ?']],
}

export function leanSolid(of: 'panel' | 'staff'): Plugin {
  return {
    name: 'lean-solid',
    enforce: 'pre',
    transform(code, id) {
      const file = [runtime, web].find((file) => id.split('?')[0]?.endsWith(file))
      if (!file) return null
      const edits = [...(unusedAnywhere[file] ?? []), ...((of === 'panel' && unusedInPanel[file]) || [])]
      return edits.reduce((text, [expected, instead]) => {
        if (text.search(expected) < 0) this.error(`This Solid has no ${expected} in ${file}: see src/lean-solid.ts.`)
        return text.replace(expected, instead)
      }, code)
    },
  }
}
