/**
 * The only reader of the environment and of the command line. {@link settings} is the whole list: `--help` prints it, README
 * copies it.
 */
import { parseArgs } from 'node:util'
import { type PushHost, readPushHost } from './push/push-hosts.ts'

export interface Config {
  readonly port: number
  readonly host: string
  /** The folder with the SQLite file. */
  readonly dataDir: string
  /** The folder with `staff`, `widget` and `demo` in it; `null` for the one that the build writes. */
  readonly pagesDir: string | null
  /** Makes a demo store in an empty data directory. */
  readonly makesDemo: boolean
  /** Demo data may be served to other machines. */
  readonly demoOnNetwork: boolean
  readonly logLevel: LogLevel
  /** Whose `X-Forwarded-*` headers are believed: nobody’s, or those of these addresses. */
  readonly trustProxy: false | string[]
  /** Asked for at `/metrics`; without one, only this machine may read them. */
  readonly metricsToken: string | null
  readonly ratesPerMinute: RatesPerMinute
  /** `mailto:` or `https:`. */
  readonly pushContact: string
  readonly pushHosts: readonly PushHost[]
}

/** Requests a minute before `too-many-requests`. */
export interface RatesPerMinute {
  readonly address: number
  /** Questions from one address, whoever asks them: a visitor becomes another as often as they like. */
  readonly questions: number
  readonly shift: number
  readonly shopper: number
}

export type ReadConfig =
  | { readonly is: 'config'; readonly config: Config }
  /** The text to print, and to end well with. */
  | { readonly is: 'help'; readonly text: string }
  /** What is wrong and what to do, to print and to end with {@link badConfigExitCode}. */
  | { readonly is: 'problem'; readonly message: string }

export const badConfigExitCode = 2

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
type LogLevel = (typeof logLevels)[number]

interface Setting {
  /** `null`: by the environment only, because command lines can be read by others. */
  readonly flag: string | null
  readonly env: string
  /** What stands after the flag; `null` for a flag that stands alone. */
  readonly value: string | null
  readonly fallback: string
  readonly meaning: string
}

/** Those of Chrome, Edge, Firefox and Safari. */
const knownPushHosts = [
  'fcm.googleapis.com',
  'updates.push.services.mozilla.com',
  '*.push.services.mozilla.com',
  'web.push.apple.com',
  '*.push.apple.com',
  '*.notify.windows.com',
]

export const settings = {
  port: {
    flag: 'port',
    env: 'SHOPBELL_PORT',
    value: 'PORT',
    fallback: '8080',
    meaning: 'The port to listen on; 0 takes a free one.',
  },
  host: {
    flag: 'host',
    env: 'SHOPBELL_HOST',
    value: 'HOST',
    fallback: '127.0.0.1',
    meaning: 'The address to listen on; 0.0.0.0 for all.',
  },
  data: {
    flag: 'data',
    env: 'SHOPBELL_DATA',
    value: 'DIR',
    fallback: './data',
    meaning: 'The folder that everything is kept in; made if it is not there.',
  },
  pages: {
    flag: 'pages',
    env: 'SHOPBELL_PAGES',
    value: 'DIR',
    fallback: '',
    meaning: 'The folder with the built pages, where they are kept apart; without one, where the build has put them.',
  },
  noDemo: {
    flag: 'no-demo',
    env: 'SHOPBELL_NO_DEMO',
    value: null,
    fallback: 'no',
    meaning: 'Do not make a demo store in an empty data folder.',
  },
  demoOnNetwork: {
    flag: 'demo-on-network',
    env: 'SHOPBELL_DEMO_ON_NETWORK',
    value: null,
    fallback: 'no',
    meaning: 'Serve demo data, whose PINs everybody knows, to other machines too.',
  },
  logLevel: {
    flag: 'log-level',
    env: 'SHOPBELL_LOG_LEVEL',
    value: 'LEVEL',
    fallback: 'info',
    meaning: `How much to log: ${logLevels.join(', ')}.`,
  },
  trustProxy: {
    flag: 'trust-proxy',
    env: 'SHOPBELL_TRUST_PROXY',
    value: 'ADDRESSES',
    fallback: 'none',
    meaning:
      'Reverse proxies whose X-Forwarded-* headers are believed: addresses or networks, with commas; loopback for this machine.',
  },
  metricsToken: {
    flag: null,
    env: 'SHOPBELL_METRICS_TOKEN',
    value: 'TOKEN',
    fallback: '',
    meaning: 'The bearer token that /metrics asks for; without one only this machine may read it.',
  },
  ratePerAddress: {
    flag: 'rate-per-address',
    env: 'SHOPBELL_RATE_PER_ADDRESS',
    value: 'N',
    fallback: '600',
    meaning: 'Requests a minute from one address before it is known who asks.',
  },
  rateQuestions: {
    flag: 'rate-questions',
    env: 'SHOPBELL_RATE_QUESTIONS',
    value: 'N',
    fallback: '120',
    meaning: 'Questions a minute from one address, from all shoppers behind it together.',
  },
  ratePerShift: {
    flag: 'rate-per-shift',
    env: 'SHOPBELL_RATE_PER_SHIFT',
    value: 'N',
    fallback: '1200',
    meaning: 'Requests a minute from one shift.',
  },
  ratePerShopper: {
    flag: 'rate-per-shopper',
    env: 'SHOPBELL_RATE_PER_SHOPPER',
    value: 'N',
    fallback: '240',
    meaning: 'Requests a minute from one shopper.',
  },
  pushContact: {
    flag: 'push-contact',
    env: 'SHOPBELL_PUSH_CONTACT',
    value: 'URL',
    fallback: 'mailto:operator@shopbell.example',
    meaning:
      'Whom push services may turn to about this server: a mailto: or https: address. Name yours: some refuse made-up ones.',
  },
  pushHosts: {
    flag: 'push-hosts',
    env: 'SHOPBELL_PUSH_HOSTS',
    value: 'HOSTS',
    fallback: knownPushHosts.join(','),
    meaning:
      'The push services that may be sent to, with commas; *. for all below a name. One with a port (localhost:8443) may be on this machine.',
  },
} as const satisfies Readonly<Record<string, Setting>>

type SettingName = keyof typeof settings
const names = Object.keys(settings) as SettingName[]

/** Reads the arguments (without the program’s own name) and the environment; an argument wins over its environment name. */
export function readConfig(argv: readonly string[], env: Readonly<Record<string, string | undefined>> = process.env): ReadConfig {
  try {
    const flags = readFlags(argv)
    if (flags.help === true) return { is: 'help', text: helpText() }
    return { is: 'config', config: configOf((name) => given(name, flags, env)) }
  } catch (failure) {
    if (failure instanceof BadSetting) return { is: 'problem', message: failure.message }
    throw failure
  }
}

type Flags = Readonly<Record<string, string | boolean | undefined>>

/** A value as somebody gave it, and the name they gave it under. */
interface Given {
  readonly by: string
  readonly text: string
}

function readFlags(argv: readonly string[]): Flags {
  const flagged = names.flatMap((name) => {
    const { flag, value }: Setting = settings[name]
    return flag === null ? [] : [[flag, { type: value === null ? ('boolean' as const) : ('string' as const) }] as const]
  })
  try {
    const options = { ...Object.fromEntries(flagged), help: { type: 'boolean' as const, short: 'h' } }
    return parseArgs({ args: [...argv], options, strict: true, allowPositionals: false }).values
  } catch (failure) {
    const said = failure instanceof Error ? failure.message.split('. ')[0] : String(failure)
    throw new BadSetting(`${said}. Run with --help to see what there is.`)
  }
}

function given(name: SettingName, flags: Flags, env: Readonly<Record<string, string | undefined>>): Given {
  const { flag, env: variable, fallback }: Setting = settings[name]
  const flagged = flag === null ? undefined : flags[flag]
  if (flagged !== undefined) return { by: `--${flag}`, text: flagged === true ? 'yes' : String(flagged) }
  return { by: variable, text: env[variable] || fallback }
}

function configOf(read: (name: SettingName) => Given): Config {
  return {
    port: wholeNumber(read('port'), 0, 65_535),
    host: host(read('host')),
    dataDir: notEmpty(read('data')),
    pagesDir: read('pages').text || null,
    makesDemo: !yesOrNo(read('noDemo')),
    demoOnNetwork: yesOrNo(read('demoOnNetwork')),
    logLevel: oneOf(read('logLevel'), logLevels),
    trustProxy: proxies(read('trustProxy')),
    metricsToken: read('metricsToken').text || null,
    ratesPerMinute: {
      address: wholeNumber(read('ratePerAddress'), 1, 10_000_000),
      questions: wholeNumber(read('rateQuestions'), 1, 10_000_000),
      shift: wholeNumber(read('ratePerShift'), 1, 10_000_000),
      shopper: wholeNumber(read('ratePerShopper'), 1, 10_000_000),
    },
    pushContact: contact(read('pushContact')),
    pushHosts: pushHosts(read('pushHosts')),
  }
}

class BadSetting extends Error {}

function wholeNumber({ by, text }: Given, least: number, most: number): number {
  const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
  if (value >= least && value <= most) return value
  throw new BadSetting(`${by} is “${text}”, but must be a whole number from ${least} to ${most}.`)
}

function host({ by, text }: Given): string {
  if (/^[A-Za-z0-9.:_-]+$/.test(text)) return text
  throw new BadSetting(`${by} is “${text}”, but must be an address or a host's name, such as 127.0.0.1.`)
}

function notEmpty({ by, text }: Given): string {
  if (text.trim() !== '') return text
  throw new BadSetting(`${by} is empty, but must name a folder.`)
}

function yesOrNo({ by, text }: Given): boolean {
  if (['yes', 'true', '1'].includes(text.toLowerCase())) return true
  if (['no', 'false', '0'].includes(text.toLowerCase())) return false
  throw new BadSetting(`${by} is “${text}”, but must be yes or no.`)
}

function oneOf<Choice extends string>({ by, text }: Given, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === text)
  if (found !== undefined) return found
  throw new BadSetting(`${by} is “${text}”, but must be one of ${choices.join(', ')}.`)
}

function proxies({ by, text }: Given): false | string[] {
  if (text === 'none') return false
  const addresses = text.split(',').map((part) => part.trim())
  if (addresses.every((part) => part === 'loopback' || /^[0-9A-Fa-f.:]+(\/\d{1,3})?$/.test(part))) return addresses
  throw new BadSetting(`${by} is “${text}”, but must be none, loopback, or addresses such as 10.0.0.5 or 10.0.0.0/8 with commas.`)
}

function contact({ by, text }: Given): string {
  if (/^mailto:[^\s@]+@[^\s@]+$/.test(text) || (/^https:\/\/\S+$/.test(text) && URL.canParse(text))) return text
  throw new BadSetting(`${by} is “${text}”, but must be a mailto: or https: address, such as mailto:shop@example.com.`)
}

function pushHosts({ by, text }: Given): readonly PushHost[] {
  return text.split(',').map((part) => {
    const host = readPushHost(part.trim())
    if (host !== null) return host
    throw new BadSetting(
      `${by} has “${part.trim()}” in it, but must be hosts such as fcm.googleapis.com, *.push.apple.com or localhost:8443, with commas.`,
    )
  })
}

function helpText(): string {
  const rows = names.map((name) => {
    const { flag, env, value, fallback, meaning }: Setting = settings[name]
    const call = flag === null ? '' : value === null ? `--${flag}` : `--${flag} ${value}`
    return [call, env, fallback, meaning] as const
  })
  const head = ['argument', 'environment', 'unless given', 'meaning'] as const
  const all = [head, ...rows]
  const width = (column: 0 | 1 | 2) => Math.max(...all.map((row) => row[column].length))
  const widths = [width(0), width(1), width(2)] as const
  const lines = all.map(
    (row) => `  ${row[0].padEnd(widths[0])}  ${row[1].padEnd(widths[1])}  ${row[2].padEnd(widths[2])}  ${row[3]}`,
  )
  return ['Starts Shopbell.', '', ...lines, '', 'An argument wins over its environment name.'].join('\n')
}

/** Whether only this machine can reach a server that listens there. */
export function isLoopbackHost(name: string): boolean {
  return name === 'localhost' || name === '::1' || /^127(\.\d{1,3}){3}$/.test(name)
}
