/**
 * `npm run sizes`: what a browser must download, beside the design's budgets. The last line is one JSON object; ends with 1
 * where a budget is exceeded.
 */
import { isOverBudget, linesOf, measureSizes, sizesOf } from './measured-sizes.ts'

const parts = await measureSizes()
for (const line of linesOf(parts)) process.stdout.write(`${line}\n`)
process.stdout.write(`${JSON.stringify(sizesOf(parts))}\n`)
process.exitCode = parts.some(isOverBudget) ? 1 : 0
