/** The import's command line: what may be said there, and what is wrong with what was. */
import { parseArgs } from 'node:util'
import { dateReader, defaultDateFormat, type ReadDate } from './date-format.ts'
import { type Columns, defaultColumns, type Field } from './order-line.ts'

export interface Arguments {
  readonly files: readonly string[]
  readonly retailer: string
  /** `null` where the setting that the server knows too decides. */
  readonly data: string | null
  readonly columns: Columns
  readonly encoding: string
  readonly dateFormat: string
  readonly readDate: ReadDate
  readonly cancellationPrefix: string
  /** `null` for a place in the data directory. */
  readonly report: string | null
}

export type ReadArguments =
  | { readonly is: 'arguments'; readonly arguments: Arguments }
  | { readonly is: 'help' }
  /** What is wrong, to print above {@link usage}. */
  | { readonly is: 'problem'; readonly message: string }

const fields = Object.keys(defaultColumns) as Field[]

export const usage = `npm run import -- orders FILE.csv [MORE.csv …] --retailer ID

Takes a retailer's orders as the shopping history of its customers. Repeating it adds nothing twice.

  --retailer ID           whose orders they are
  --data DIR              the server's data directory; it may be running
  --map FIELD=COLUMN      which column has a field; once for each that is not
                          ${fields.map((field) => `${field}=${defaultColumns[field]}`).join(' ')}
  --encoding NAME         of the files; utf-8 unless said (the original Online Retail is latin1)
  --date-format PATTERN   of YYYY MM M DD D HH H mm ss; ${defaultDateFormat} unless said, read as UTC
                          (the original Online Retail is M/D/YYYY H:mm)
  --cancellation-prefix P orders whose number begins so are cancellations; C unless said; '' for any negative quantity
  --report FILE           where lines that cannot be taken go, with number and reason; a file in the data directory unless said`

export function readArguments(argv: readonly string[]): ReadArguments {
  const problem = (message: string): ReadArguments => ({ is: 'problem', message })
  const parsed = parse(argv)
  if ('message' in parsed) return problem(parsed.message)
  const { values, positionals } = parsed
  if (values.help) return { is: 'help' }

  const [what, ...files] = positionals
  if (what !== 'orders') return problem(what ? `There is no import of “${what}”, only of orders.` : 'Say what to import: orders.')
  if (files.length === 0) return problem('Name at least one CSV file.')
  if (!values.retailer) return problem('Say whose orders they are with --retailer.')
  const columns = columnsOf(values.map)
  if ('message' in columns) return problem(columns.message)
  const dateFormat = values['date-format']
  const readDate = dateReader(dateFormat)
  if (!readDate)
    return problem(`The date format “${dateFormat}” needs a year, a month and a day, each once, such as D/M/YYYY H:mm.`)
  return {
    is: 'arguments',
    arguments: {
      files,
      retailer: values.retailer,
      data: values.data ?? null,
      columns,
      encoding: values.encoding,
      dateFormat,
      readDate,
      cancellationPrefix: values['cancellation-prefix'],
      report: values.report ?? null,
    },
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        retailer: { type: 'string' },
        data: { type: 'string' },
        map: { type: 'string', multiple: true, default: [] },
        encoding: { type: 'string', default: 'utf-8' },
        'date-format': { type: 'string', default: defaultDateFormat },
        'cancellation-prefix': { type: 'string', default: 'C' },
        report: { type: 'string' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (failure) {
    return { message: failure instanceof Error ? failure.message : String(failure) }
  }
}

function columnsOf(mappings: readonly string[]): Columns | { readonly message: string } {
  const columns: Record<Field, string> = { ...defaultColumns }
  for (const mapping of mappings) {
    const [name = '', ...rest] = mapping.split('=')
    const field = fields.find((one) => one === name.trim())
    const column = rest.join('=').trim()
    if (!field || column === '')
      return { message: `--map is “${mapping}”, but has to be FIELD=COLUMN with a field of ${fields.join(', ')}.` }
    columns[field] = column
  }
  return columns
}
