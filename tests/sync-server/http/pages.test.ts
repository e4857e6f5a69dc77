/** The built pages: where they are served, for how long they may be kept, and what browsers may do with them. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import type { RetailerId, StoreId } from '../../../src/identifiers.ts'
import type { Problem } from '../../../src/protocol/problems.ts'
import { demoRetailer } from '../../../sync-server/demo/demo-data.ts'
import { type Answered, kindOf, openShop, oxfordStreet, type Shop } from './shop.ts'

const asBrowser = { accept: 'text/html,application/xhtml+xml' }

const framersIn = ({ headers }: Answered) =>
  /frame-ancestors ([^;]+)/.exec(String(headers['content-security-policy']))?.[1] ?? 'anybody'

function build(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'shopbell-pages-'))
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

describe('built', () => {
  let shop: Shop
  let built: string
  beforeAll(async () => {
    built = build({
      'staff/index.html': '<!doctype html><title>staff</title>',
      'staff/assets/index-BkH3x9Zq.js': 'staff()',
      'staff/sw.js': 'worker()',
      'widget/loader.js': 'loader()',
      'widget/loader.js.br': 'loader(), compressed',
      'widget/panel.html': '<!doctype html><title>panel</title>',
      'widget/assets/panel-C0ffee12.js': 'panel()',
      'console/index.html': '<!doctype html><title>console</title>',
      'console/assets/index-Ab12cd34.js': 'console()',
      'demo/index.html': '<!doctype html><title>demo</title>',
      'secret.txt': 'not to be served',
    })
    shop = await openShop({ builtPages: built })
  })
  afterAll(async () => {
    await shop.close()
    rmSync(built, { recursive: true })
  })

  test.each([
    ['/', 'staff', 'no-cache'],
    ['/index.html', 'staff', 'no-cache'],
    ['/chats/some-chat', 'staff', 'no-cache'],
    ['/assets/index-BkH3x9Zq.js', 'staff()', 'public, max-age=31536000, immutable'],
    ['/sw.js', 'worker()', 'no-cache'],
    ['/widget/loader.js', 'loader()', 'public, max-age=300'],
    ['/widget/panel.html', 'panel', 'no-cache'],
    ['/widget/assets/panel-C0ffee12.js', 'panel()', 'public, max-age=31536000, immutable'],
    ['/console/', 'console', 'no-cache'],
    ['/console/assets/index-Ab12cd34.js', 'console()', 'public, max-age=31536000, immutable'],
    ['/demo/', 'demo', 'no-cache'],
  ])('%s', async (path, content, caching) => {
    const answered = await shop.ask('GET', path, { headers: asBrowser })
    expect([answered.status, answered.headers['cache-control']]).toEqual([200, caching])
    expect(answered.text).toContain(content)
    expect(answered.headers['x-content-type-options']).toBe('nosniff')
  })

  test('/widget/loader.js is sent compressed where its brotli copy is there, and is kept for as long', async () => {
    const answered = await shop.ask('GET', '/widget/loader.js', { headers: { 'accept-encoding': 'br' } })
    expect([answered.headers['content-encoding'], answered.headers['cache-control']]).toEqual(['br', 'public, max-age=300'])
  })

  test('the console without its slash', async () => {
    const answered = await shop.ask('GET', '/console', { headers: asBrowser })
    expect([answered.status, answered.headers.location]).toEqual([301, '/console/'])
  })

  test('the demo shop without its slash', async () => {
    const answered = await shop.ask('GET', '/demo', { headers: asBrowser })
    expect([answered.status, answered.headers.location]).toEqual([301, '/demo/'])
  })

  test.each(['/assets/gone.js', '/gone.png', '/api/v1/gone', '/widget/gone', '/console/gone', '/demo/gone', '/problems/gone'])(
    '%s is not the staff app',
    async (path) => {
      expect(kindOf(await shop.ask('GET', path, { headers: asBrowser }))).toBe('not-found')
    },
  )

  test.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/widget/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '/widget/%2e%2e/%2e%2e/secret.txt',
  ])('nothing outside is served: %s', async (path) => {
    const answered = await shop.ask('GET', path)
    expect(answered.status).toBeGreaterThanOrEqual(400)
    expect(answered.text).not.toContain('not to be served')
    expect(answered.headers['content-type']).toBe('application/problem+json')
  })

  test('scripts and styles only from here, and no other site may frame the staff app', async () => {
    for (const path of ['/', '/chats/some-chat', '/console/']) {
      const policy = String((await shop.ask('GET', path, { headers: asBrowser })).headers['content-security-policy'])
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("style-src 'self';")
      expect(policy).toContain("frame-ancestors 'self'")
      expect(policy).not.toContain('unsafe')
    }
  })

  test('any shop may load the loader and frame the panel', async () => {
    const loader = await shop.ask('GET', '/widget/loader.js')
    expect(loader.headers['cross-origin-resource-policy']).toBe('cross-origin')
    expect(loader.headers['access-control-allow-origin']).toBe('*')
    const panel = await shop.ask('GET', `/widget/panel.html?store=${oxfordStreet}`)
    expect(framersIn(panel)).toBe('*')
    expect(panel.headers['content-security-policy']).not.toContain('unsafe')
    expect(panel.headers).not.toHaveProperty('x-frame-options')
  })

  test('a real retailer’s panel stands on the sites that it has named, and on no other', async () => {
    const retailer = { ...demoRetailer, signingSecret: 'x'.repeat(43), isDemo: false }
    const { storage } = shop
    await storage.directory.addRetailer({ ...retailer, id: 'quiet' as RetailerId, allowedSites: [] })
    const allowedSites = ['https://shop.example', 'http://localhost:3000', 'https://evil.example; script-src *', '*', 'https://']
    await storage.directory.addRetailer({ ...retailer, id: 'named' as RetailerId, allowedSites })
    for (const id of ['quiet', 'named']) {
      await storage.directory.addStore({
        id: `${id}-store` as StoreId,
        retailer: id as RetailerId,
        name: id,
        idleLockMs: 120_000,
      })
    }
    const framed = async (query: string) => framersIn(await shop.ask('GET', `/widget/panel.html${query}`))
    expect(await framed('?store=named-store')).toBe("'self' https://shop.example http://localhost:3000")
    expect(await framed('?store=quiet-store')).toBe("'self'")
    expect(await framed('?store=nowhere')).toBe("'self'")
    expect(await framed('?store=')).toBe("'self'")
    expect(await framed('')).toBe("'self'")
  })

  test('under Trusted Types, with the policies that each page needs and no other', async () => {
    const policies = async (path: string) =>
      String((await shop.ask('GET', path, { headers: asBrowser })).headers['content-security-policy']).match(
        /require-trusted-types-for 'script';trusted-types ([^;]+)/,
      )?.[1]
    expect(await policies('/')).toBe('solid service-worker')
    expect(await policies('/widget/panel.html')).toBe('solid')
    expect(await policies('/demo/')).toBe("'none'")
    expect(await policies('/api/v1/stores')).toBe('solid service-worker')
  })

  test('answers of the interface are kept by nobody', async () => {
    expect((await shop.ask('GET', '/api/v1/stores')).headers['cache-control']).toBe('no-store')
    expect((await shop.ask('GET', '/api/v1/session')).headers['cache-control']).toBe('no-store')
  })
})

test('not built: says what to run', async () => {
  const shop = await openShop()
  onTestFinished(() => shop.close())
  for (const path of ['/', '/widget/loader.js', '/demo/']) {
    const answered = await shop.ask('GET', path, { headers: asBrowser })
    expect([answered.status, (answered.body as Problem).detail]).toEqual([404, expect.stringContaining('npm run build')])
  }
})

test('no demo data, no demo shop', async () => {
  const built = build({ 'demo/index.html': 'demo' })
  const shop = await openShop({ hasDemo: false, builtPages: built })
  onTestFinished(async () => {
    await shop.close()
    rmSync(built, { recursive: true })
  })
  expect(kindOf(await shop.ask('GET', '/demo/'))).toBe('not-found')
})
