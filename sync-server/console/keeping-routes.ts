/** The console's keeping: a shopper's data exported and erased, and how long anything is kept. */
import { byConsole } from '../http/description.ts'
import type { App } from '../http/typed.ts'
import { keepingRoutes } from '../keeping/keeping-routes.ts'
import type { ConsoleParts } from './console-parts.ts'
import type { Manager } from './console-sessions.ts'
import { adminOf, managerOf } from './in-console.ts'

/** Needs a scope that requires a manager. */
export function consoleKeepingRoutes(app: App, parts: ConsoleParts): void {
  keepingRoutes(app, {
    ...parts,
    place: { prefix: '/console', tag: 'Console', security: byConsole, named: (operation) => `${operation}InConsole` },
    askers: {
      admin: (request) => askerOf(adminOf(request)),
      managerOrAdmin: (request) => askerOf(managerOf(request)),
    },
  })
}

const askerOf = ({ retailer, member }: Manager) => ({ retailer, member: member.id })
