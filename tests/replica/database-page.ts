/** The page on which the database's tests run: it hands the tests what they drive. */
import { openDatabase } from '../../src/replica/database.ts'
import { beginWith, readFirst } from '../../src/replica/first-reading.ts'

Object.assign(globalThis, { openDatabase, beginWith, readFirst })
