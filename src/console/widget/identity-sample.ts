/** A module for the retailer's own server that vouches for its customers. A test runs it and shows the token to the real server. */

export const identitySample = `import { createHmac } from 'node:crypto'
import { env } from 'node:process'

// Keep the secret on your server: whoever has it can speak for any customer.
const secret = Buffer.from(env.SHOPBELL_SIGNING_SECRET, 'base64url')
const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * For a customer who is signed in to your shop. Put the result into the script tag:
 * data-identity="…". It is good for five minutes, so make a new one for each page.
 */
export function shopperIdentity(customerNumber, name) {
  const now = Math.floor(Date.now() / 1000)
  const content = [
    part({ alg: 'HS256', typ: 'JWT' }),
    part({ sub: customerNumber, name, iat: now, exp: now + 300 }),
  ].join('.')
  const signature = createHmac('sha256', secret).update(content).digest('base64url')
  return content + '.' + signature
}
`
