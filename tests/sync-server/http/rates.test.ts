/** Rates over a real connection: who is counted, where there is nobody to count. */
import Fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { limitRates } from '../../../sync-server/http/rates.ts'

test('a request whose client has hung up is counted, and fails nothing', async () => {
  const app = Fastify()
  onTestFinished(() => app.close())
  const rates = await limitRates(app, { address: 10, questions: 10, shift: 10, shopper: 10 })
  const counted = Promise.withResolvers<void>()
  app.get('/', async (request) => {
    const hungUp = new Promise((resolve) => request.raw.socket.once('close', resolve))
    request.raw.socket.destroy()
    await hungUp
    expect(request.raw.socket.remoteAddress).toBeUndefined()
    rates.byAddress(request).then(counted.resolve, counted.reject)
  })
  await expect(fetch(await app.listen({ host: '127.0.0.1', port: 0 }))).rejects.toThrow('fetch failed')
  await counted.promise
})
