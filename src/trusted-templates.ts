/**
 * A build step for pages under Trusted Types, where no script may make HTML of a text but through a policy that the page names.
 * Solid makes its elements of HTML that the compiler has written; this gives that one place a policy of its own, which no other
 * code can get hold of. So whatever else would make HTML of a text, ours or a package's, is refused by the browser.
 */
import type { Plugin } from 'vite'

/** The policy's name: see `trusted-types` in sync-server/http/security-headers.ts. */
const policy = 'solid'
const expected = 't.innerHTML = html;'

export function trustedTemplates(): Plugin {
  return {
    name: 'trusted-templates',
    enforce: 'pre',
    apply: 'build',
    transform(code, id) {
      if (!id.split('?')[0]?.endsWith('solid-js/web/dist/web.js')) return null
      if (code.split(expected).length !== 2) this.error(`This Solid has no single “${expected}”: see src/trusted-templates.ts.`)
      return `${code.replace(expected, 't.innerHTML = templates?.createHTML(html) ?? html;')}
const templates = self.trustedTypes?.createPolicy('${policy}', { createHTML: (t) => t });`
    },
  }
}
