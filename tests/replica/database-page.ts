/** The page on which the database's tests run: it hands the tests what they drive. */
import { openDatabase } from '../../src/replica/database.ts'
import { earlyDatabase } from '../../src/replica/early-database.ts'
import { readFirst } from '../../src/replica/first-reading.ts'

Object.assign(globalThis, { openDatabase, earlyDatabase, readFirst })
