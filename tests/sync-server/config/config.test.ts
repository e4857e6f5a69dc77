/** The command line and the environment: what wins, what is refused, and that the help says everything. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { type Config, isLoopbackHost, readConfig, settings } from '../../../sync-server/config.ts'

const read = (argv: readonly string[], env: Readonly<Record<string, string>> = {}): Config => {
  const found = readConfig(argv, env)
  if (found.is !== 'config') throw new Error(`No configuration: ${JSON.stringify(found)}`)
  return found.config
}
const problem = (argv: readonly string[], env: Readonly<Record<string, string>> = {}) => {
  const found = readConfig(argv, env)
  return found.is === 'problem' ? found.message : found
}

test('without anything: this machine, port 8080, the demo, nobody to trust', () => {
  expect(read([])).toEqual({
    port: 8080,
    host: '127.0.0.1',
    dataDir: './data',
    pagesDir: null,
    makesDemo: true,
    demoOnNetwork: false,
    logLevel: 'info',
    trustProxy: false,
    metricsToken: null,
    ratesPerMinute: { address: 600, questions: 120, shift: 1_200, shopper: 240 },
    pushContact: 'mailto:operator@shopbell.example',
    pushHosts: [
      { name: 'fcm.googleapis.com', isWildcard: false, port: null },
      { name: 'updates.push.services.mozilla.com', isWildcard: false, port: null },
      { name: 'push.services.mozilla.com', isWildcard: true, port: null },
      { name: 'web.push.apple.com', isWildcard: false, port: null },
      { name: 'push.apple.com', isWildcard: true, port: null },
      { name: 'notify.windows.com', isWildcard: true, port: null },
    ],
  })
})

test('an argument wins over its environment name, which wins over the default; an empty one is none', () => {
  const env = { SHOPBELL_PORT: '9000', SHOPBELL_HOST: '::1', SHOPBELL_DATA: '' }
  expect(read(['--port', '9001', '--data=/srv/bell'], env)).toMatchObject({ port: 9_001, host: '::1', dataDir: '/srv/bell' })
  expect(read([], env)).toMatchObject({ port: 9_000, dataDir: './data' })
})

test('every setting by its environment name', () => {
  const env = {
    SHOPBELL_PORT: '0',
    SHOPBELL_HOST: '0.0.0.0',
    SHOPBELL_DATA: '/srv/bell',
    SHOPBELL_PAGES: '/srv/pages',
    SHOPBELL_NO_DEMO: 'yes',
    SHOPBELL_DEMO_ON_NETWORK: 'true',
    SHOPBELL_LOG_LEVEL: 'debug',
    SHOPBELL_TRUST_PROXY: 'loopback, 10.0.0.0/8',
    SHOPBELL_METRICS_TOKEN: 'sesame',
    SHOPBELL_RATE_PER_ADDRESS: '1',
    SHOPBELL_RATE_QUESTIONS: '4',
    SHOPBELL_RATE_PER_SHIFT: '2',
    SHOPBELL_RATE_PER_SHOPPER: '3',
    SHOPBELL_PUSH_CONTACT: 'https://bell.example/contact',
    SHOPBELL_PUSH_HOSTS: 'push.example, *.push.example, localhost:8443',
  }
  expect(Object.keys(env).sort()).toEqual(
    Object.values(settings)
      .map((setting) => setting.env as string)
      .sort(),
  )
  expect(read([], env)).toEqual({
    port: 0,
    host: '0.0.0.0',
    dataDir: '/srv/bell',
    pagesDir: '/srv/pages',
    makesDemo: false,
    demoOnNetwork: true,
    logLevel: 'debug',
    trustProxy: ['loopback', '10.0.0.0/8'],
    metricsToken: 'sesame',
    ratesPerMinute: { address: 1, questions: 4, shift: 2, shopper: 3 },
    pushContact: 'https://bell.example/contact',
    pushHosts: [
      { name: 'push.example', isWildcard: false, port: null },
      { name: 'push.example', isWildcard: true, port: null },
      { name: 'localhost', isWildcard: false, port: 8_443 },
    ],
  })
})

test.each([
  ['--port', '80800'],
  ['--port', '-1'],
  ['--port', 'http'],
  ['--port', '80.5'],
  ['--port', ''],
  ['--host', 'http://localhost'],
  ['--data', '  '],
  ['--log-level', 'loud'],
  ['--trust-proxy', 'everybody'],
  ['--rate-per-shift', '0'],
  ['--push-contact', 'me@bell.example'],
  ['--push-contact', 'http://bell.example'],
])('%s %j is refused, by name', (flag, value) => {
  expect(problem([`${flag}=${value}`])).toContain(`${flag} is `)
})

test.each(['', 'https://push.example', '127.0.0.1:8443', '*', 'push.example/path', 'a.example,,b.example', 'localhost:99999'])(
  'push services %j are refused',
  (hosts) => expect(problem(['--push-hosts', hosts])).toContain('--push-hosts has '),
)

test('a bad environment name is refused by that name', () => {
  expect(problem([], { SHOPBELL_PORT: 'x' })).toBe('SHOPBELL_PORT is “x”, but must be a whole number from 0 to 65535.')
  expect(problem([], { SHOPBELL_NO_DEMO: 'maybe' })).toContain('SHOPBELL_NO_DEMO')
})

test.each([[['--prot', '80']], [['serve']], [['--port']], [['--no-demo=yes']]])('an unknown or broken argument: %j', (argv) => {
  expect(problem(argv)).toContain('--help')
})

test('the metrics token cannot be given where others can read it', () => {
  expect(problem(['--metrics-token', 'sesame'])).toContain('--help')
})

test('the help names every argument, its environment name, its default and its meaning', () => {
  const found = readConfig(['--help'], { SHOPBELL_PORT: 'x' })
  if (found.is !== 'help') throw new Error('No help.')
  for (const { flag, env, fallback, meaning } of Object.values(settings)) {
    for (const word of [flag === null ? '' : `--${flag}`, env, fallback, meaning]) expect(found.text).toContain(word)
  }
  expect(readConfig(['-h'], {})).toEqual(found.text === '' ? null : { is: 'help', text: found.text })
})

describe('which hosts are this machine only', () => {
  test.each(['127.0.0.1', '127.8.8.8', '::1', 'localhost'])('%s is', (host) => expect(isLoopbackHost(host)).toBe(true))
  test.each(['0.0.0.0', '::', '192.168.0.4', 'bell.example', '127.0.0.1.example', 'localhost.example'])('%s is not', (host) =>
    expect(isLoopbackHost(host)).toBe(false),
  )
})

test('README lists every setting as it is', () => {
  const readme = readFileSync(new URL('../../../README.md', import.meta.url), 'utf8')
  for (const { env, fallback, meaning } of Object.values(settings)) {
    expect(readme).toContain(`| \`${env}\` | ${fallback} | ${meaning} |`)
  }
})
