/**
 * As much of protobuf's wire format as a stand-in for a browser's push service needs: numbers, fixed 64-bit numbers and bytes,
 * by the number of their field.
 */

const varint = 0
const fixed64 = 1
const bytes = 2
const fixed32 = 5

/** What a message holds, in the order in which it stands there: numbers are `bigint`, texts and messages within are bytes. */
export type ProtobufFields = ReadonlyMap<number, readonly (bigint | Buffer)[]>

/** Reads a whole message. Throws where it is none. */
export function readProtobuf(message: Buffer): ProtobufFields {
  const fields = new Map<number, (bigint | Buffer)[]>()
  for (let at = 0; at < message.length; ) {
    const key = readVarint(message, at)
    if (!key) throw new Error('The message ends in the middle of a key.')
    const [field, kind] = [Number(key.value >> 3n), Number(key.value & 7n)]
    const { value, end } = readValue(message, key.end, kind)
    fields.set(field, [...(fields.get(field) ?? []), value])
    at = end
  }
  return fields
}

function readValue(message: Buffer, at: number, kind: number): { value: bigint | Buffer; end: number } {
  switch (kind) {
    case fixed64:
      return { value: message.readBigUInt64LE(at), end: at + 8 }
    case fixed32:
      return { value: BigInt(message.readUInt32LE(at)), end: at + 4 }
    case varint:
    case bytes: {
      const read = readVarint(message, at)
      if (!read) throw new Error('The message ends in the middle of a number.')
      if (kind === varint) return read
      const end = read.end + Number(read.value)
      return { value: message.subarray(read.end, end), end }
    }
    default:
      throw new Error(`There is no kind ${kind} here.`)
  }
}

/** The number that begins at `at`, and where it ends; `null` where not all of it is there yet. */
export function readVarint(message: Buffer, at: number): { value: bigint; end: number } | null {
  let value = 0n
  for (let nth = 0; at + nth < message.length; nth++) {
    const byte = message[at + nth] ?? 0
    value |= BigInt(byte & 0x7f) << BigInt(7 * nth)
    if (byte < 0x80) return { value, end: at + nth + 1 }
  }
  return null
}

export function varintOf(value: number | bigint): Buffer {
  const low: number[] = []
  for (let left = BigInt(value); ; left >>= 7n) {
    if (left < 0x80n) return Buffer.from([...low, Number(left)])
    low.push(Number(left & 0x7fn) | 0x80)
  }
}

/** A number of the kind `int32`, `int64`, `bool` or an enumeration. */
export function numberField(field: number, value: number | bigint): Buffer {
  return Buffer.concat([varintOf((field << 3) | varint), varintOf(value)])
}

export function fixed64Field(field: number, value: bigint): Buffer {
  const eight = Buffer.alloc(8)
  eight.writeBigUInt64LE(value)
  return Buffer.concat([varintOf((field << 3) | fixed64), eight])
}

/** A text, bytes, or a message within. */
export function bytesField(field: number, value: string | Buffer): Buffer {
  const content = Buffer.from(value as string)
  return Buffer.concat([varintOf((field << 3) | bytes), varintOf(content.length), content])
}
