/** Holds an answer against the API's description: its status is one the operation can give, and its body is as described. */
import { Compile } from 'typebox/compile'

type Node = { readonly [key: string]: Node } & { readonly $ref?: string }

const compiled = new Map<string, (value: unknown) => readonly unknown[]>()

/** Throws where the answer is not as described. Addresses that are no part of the interface (pages) are passed over. */
export function describedAnswer(
  document: object,
  method: string,
  path: string,
  answered: { readonly status: number; readonly body: unknown; readonly headers: Readonly<Record<string, unknown>> },
): void {
  const root = document as unknown as Node
  const template = templateOf(root, path)
  const operation = template === undefined ? undefined : root.paths?.[template]?.[method.toLowerCase()]
  if (!operation) return
  const response = resolved(root, operation.responses?.[String(answered.status)])
  const where = `${method} ${template} ${answered.status}`
  if (!response) throw new Error(`${where} is not described. It was: ${JSON.stringify(answered.body)}`)
  const mediaType = String(answered.headers['content-type'] ?? '').split(';')[0] ?? ''
  const media = response.content?.[mediaType]
  if (!media) {
    if (mediaType !== '') throw new Error(`${where} is described without ${mediaType}.`)
    return
  }
  if (!mediaType.includes('json')) return
  const check = compiled.get(where) ?? checker(inlined(root, media.schema))
  compiled.set(where, check)
  const mistakes = check(answered.body)
  if (mistakes.length > 0)
    throw new Error(`${where} is not as described: ${JSON.stringify(mistakes)} in ${JSON.stringify(answered.body)}`)
}

/** What is wrong with a value by a schema of the description. */
export function mistakesIn(document: object, schema: object, value: unknown): readonly unknown[] {
  return checker(inlined(document as unknown as Node, schema as Node))(value)
}

function checker(schema: Node | undefined): (value: unknown) => readonly unknown[] {
  const check = Compile(schema as object)
  return (value) => (check.Check(value) ? [] : check.Errors(value))
}

function templateOf(root: Node, path: string): string | undefined {
  const templates = Object.keys(root.paths ?? {}).sort((a, b) => a.split('{').length - b.split('{').length)
  return templates.find((template) => new RegExp(`^${template.replace(/\{[^}]+\}/g, '[^/]+')}$`).test(path))
}

function resolved(root: Node, node: Node | undefined): Node | undefined {
  const { $ref } = node ?? {}
  if ($ref === undefined) return node
  return $ref
    .split('/')
    .slice(1)
    .reduce<Node | undefined>((at, key) => at?.[key], root)
}

/** References replaced by what they refer to; there are no circles. */
function inlined(root: Node, node: Node | undefined): Node {
  if (typeof node !== 'object' || node === null) return node as unknown as Node
  if (Array.isArray(node)) return node.map((inner) => inlined(root, inner)) as unknown as Node
  if (node.$ref !== undefined) return inlined(root, resolved(root, node))
  return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, inlined(root, inner as Node)])) as Node
}
