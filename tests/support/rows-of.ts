/** Every row of a database in which a word occurs: whatever is of a retailer all of whose names begin with it. */
import { DatabaseSync } from 'node:sqlite'

/** As text, in a fixed order, each row with its table; of tables that one day will be there too. */
export function rowsWith(file: string, word: string): readonly string[] {
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
      .filter((row) => row.includes(word))
      .sort()
  } finally {
    database.close()
  }
}
