/** The push service for tests is worth believing: it decrypts as RFC 8291 says, and its certificate is one. */
import { createECDH, X509Certificate } from 'node:crypto'
import { request } from 'node:https'
import { expect, onTestFinished, test } from 'vitest'
import { makeCertificate } from './certificate.ts'
import { decryptPush } from './push-decryption.ts'
import { startPushService } from './push-service.ts'

test('a push is decrypted as in RFC 8291, appendix A', () => {
  const browser = createECDH('prime256v1')
  browser.setPrivateKey(Buffer.from('q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94', 'base64url'))
  const auth = Buffer.from('BTBZMqHH6r4Tts7J_aSIgg', 'base64url')
  const body = Buffer.from(
    'DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN',
    'base64url',
  )
  expect(decryptPush(body, browser, auth).toString()).toBe('When I grow up, I want to be a watermelon')
  const changed = Buffer.from(body)
  changed[body.length - 1] = (changed[body.length - 1] ?? 0) ^ 1
  expect(() => decryptPush(changed, browser, auth)).toThrow()
})

test('its certificate is its own authority, for its names', () => {
  const certificate = new X509Certificate(makeCertificate(['localhost', 'push.example']).cert)
  expect([certificate.ca, certificate.verify(certificate.publicKey)]).toEqual([true, true])
  expect(certificate.subjectAltName).toBe('DNS:localhost, DNS:push.example, IP Address:127.0.0.1')
  expect(certificate.checkHost('push.example')).toBe('push.example')
  expect(certificate.checkHost('elsewhere.example')).toBeUndefined()
})

test('it is reached over HTTPS by whoever trusts it, and by nobody else', async () => {
  const service = await startPushService()
  onTestFinished(() => service.close())
  const ask = (ca?: string) =>
    new Promise((resolve) => {
      request(`${service.origin}/push/nothing`, { method: 'POST', ...(ca ? { ca } : {}) }, (response) => {
        response.resume()
        resolve(response.statusCode)
      })
        .on('error', (failure) => resolve('code' in failure ? failure.code : failure))
        .end()
    })
  expect(await ask(service.certificate.cert)).toBe(404)
  expect(await ask()).toMatch(/CERT|SIGNATURE/)
})
