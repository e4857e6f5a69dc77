/** Every row of a database in which one of these words occurs: whatever is of a retailer, by the names of what it has. */
import { DatabaseSync } from 'node:sqlite'

/** As text, in a fixed order, each row with its table; of tables that one day will be there too. */
export function rowsWith(file: string, words: readonly string[]): readonly string[] {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const tables = database.prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'").all()
    return tables
      .flatMap(({ name }) =>
        database
          .prepare(`select * from "${name}"`)
          .all()
          .map((row) => `${name} ${JSON.stringify(row)}`),
      )
      .filter((row) => words.some((word) => row.includes(word)))
      .sort()
  } finally {
    database.close()
  }
}
