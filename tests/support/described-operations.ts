/**
 * The HTTP interface as it describes itself, in the form that generated requests need: what every operation takes. A route that
 * is added to the interface is in its description, and so in every test that goes by this.
 */

/** As much of JSON Schema as the description uses, with references replaced by what they refer to. */
export interface Schema {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly pattern?: string
  readonly minimum?: number
  readonly maximum?: number
  readonly minLength?: number
  readonly maxLength?: number
  readonly maxItems?: number
  readonly examples?: readonly unknown[]
}

interface DescribedParameter {
  readonly in: 'path' | 'query' | 'header'
  readonly name: string
  readonly required: boolean
  readonly schema: Schema
}

export interface DescribedOperation {
  readonly id: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'PATCH'
  /** With its parameters in braces: `/api/v1/chats/{chat}/messages`. */
  readonly path: string
  readonly parameters: readonly DescribedParameter[]
  readonly body: Schema | null
  /** By what it is known who asks; nothing where anybody may ask. */
  readonly security: readonly string[]
  /** It answers with a stream that stays open. */
  readonly isStream: boolean
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
}
interface Operation {
  readonly operationId: string
  readonly parameters?: readonly (Omit<DescribedParameter, 'required'> & { readonly required?: boolean })[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
  readonly security?: readonly Readonly<Record<string, unknown>>[]
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>
}

export function describedOperations(document: object): readonly DescribedOperation[] {
  const { paths } = withoutReferences(document) as Document
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      id: operation.operationId,
      method: method.toUpperCase() as DescribedOperation['method'],
      path,
      parameters: (operation.parameters ?? []).map((parameter) => ({ ...parameter, required: parameter.required ?? false })),
      body: operation.requestBody?.content['application/json']?.schema ?? null,
      security: (operation.security ?? []).flatMap((one) => Object.keys(one)),
      isStream: 'text/event-stream' in (operation.responses['200']?.content ?? {}),
    })),
  )
}

/** There are no circles. */
function withoutReferences(document: object): unknown {
  const resolve = (reference: string) =>
    reference
      .split('/')
      .slice(1)
      .reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document)
  const read = (node: unknown): unknown => {
    if (typeof node !== 'object' || node === null) return node
    if (Array.isArray(node)) return node.map(read)
    if ('$ref' in node && typeof node.$ref === 'string') return read(resolve(node.$ref))
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, read(inner)]))
  }
  return read(document)
}
