/** All routes of the console, each family in a scope of its own. */
import type { FastifyInstance } from 'fastify'
import type { HttpParts } from '../http/parts.ts'
import type { Rates } from '../http/rates.ts'
import type { App } from '../http/typed.ts'
import { accountRoutes } from './account-routes.ts'
import { auditRoutes } from './audit-routes.ts'
import { consolePartsOf } from './console-parts.ts'
import { consoleDeviceRoutes } from './device-routes.ts'
import { consoleHoursRoutes } from './hours-routes.ts'
import { requireManager } from './in-console.ts'
import { consoleKeepingRoutes } from './keeping-routes.ts'
import { memberAccountRoutes } from './member-account-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { passwordLinkRoutes } from './password-link-routes.ts'
import { retailerRoutes } from './retailer-routes.ts'
import { consoleSessionRoutes } from './session-routes.ts'
import { setupRoutes } from './setup-routes.ts'
import { shiftRoutes } from './shift-routes.ts'
import { storeRoutes } from './store-routes.ts'

export async function consoleRoutes(api: FastifyInstance, given: HttpParts & { readonly rates: Rates }): Promise<void> {
  const parts = consolePartsOf(given)
  for (const routes of [setupRoutes, consoleSessionRoutes, passwordLinkRoutes]) {
    await api.register(async (scope: App) => routes(scope, parts))
  }
  const forManagers = [
    accountRoutes,
    storeRoutes,
    consoleHoursRoutes,
    memberRoutes,
    memberAccountRoutes,
    consoleDeviceRoutes,
    shiftRoutes,
    retailerRoutes,
    consoleKeepingRoutes,
    auditRoutes,
  ]
  for (const routes of forManagers) {
    await api.register(async (scope: App) => {
      requireManager(scope, parts)
      routes(scope, parts)
    })
  }
}
