/** The page on which the database's tests run: it hands the tests what they drive. */
import { openDatabase } from '../../src/replica/database.ts'

Object.assign(globalThis, { openDatabase })
