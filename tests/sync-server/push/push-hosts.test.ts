/** Where a push may go: known push services over https, and no machine that is not on the public internet. */
import { describe, expect, test } from 'vitest'
import { isLoopbackAddress, isPublicAddress } from '../../../sync-server/push/public-address.ts'
import { type PushHost, readEndpoint, readPushHost } from '../../../sync-server/push/push-hosts.ts'

const hosts = ['fcm.googleapis.com', '*.push.apple.com', 'localhost:8443'].map((text) => readPushHost(text) as PushHost)
const whyRefused = (endpoint: string) => {
  const read = readEndpoint(endpoint, hosts)
  return read.is === 'refused' ? read.why : read
}

describe('endpoints', () => {
  test('of a push service are let through, with what is needed to send there', () => {
    expect(readEndpoint('https://fcm.googleapis.com/fcm/send/abc?x=1', hosts)).toEqual({
      is: 'allowed',
      host: 'fcm.googleapis.com',
      port: 443,
      path: '/fcm/send/abc?x=1',
      mayBeOnThisMachine: false,
    })
    expect(readEndpoint('https://FCM.googleapis.com:443/x', hosts)).toMatchObject({ host: 'fcm.googleapis.com', port: 443 })
    expect(readEndpoint('https://eu.web.push.apple.com/x', hosts)).toMatchObject({ host: 'eu.web.push.apple.com' })
    expect(readEndpoint('https://localhost:8443/x', hosts)).toMatchObject({ port: 8_443, mayBeOnThisMachine: true })
  })

  test.each([
    ['http://fcm.googleapis.com/x', 'is not https'],
    ['wss://fcm.googleapis.com/x', 'is not https'],
    ['file:///etc/passwd', 'is not https'],
    ['https://', 'is not an address'],
    ['fcm.googleapis.com', 'is not an address'],
    ['https://me:secret@fcm.googleapis.com/x', 'has a user in it'],
    ['https://fcm.googleapis.com@10.0.0.1/x', 'has a user in it'],
    ['https://fcm.googleapis.com:8443/x', 'is on another port than its push service'],
    ['https://fcm.googleapis.com:22/x', 'is on another port than its push service'],
    ['https://localhost/x', 'is on another port than its push service'],
    ['https://localhost:8444/x', 'is on another port than its push service'],
    ['https://10.0.0.1/x', 'names a machine by its address'],
    ['https://127.1/x', 'names a machine by its address'],
    ['https://2130706433/x', 'names a machine by its address'],
    ['https://0x7f.0.0.1/x', 'names a machine by its address'],
    ['https://[::1]:8443/x', 'names a machine by its address'],
    ['https://[::ffff:169.254.169.254]/x', 'names a machine by its address'],
    ['https://push.apple.com/x', 'is not of a push service that this server sends to'],
    ['https://evilpush.apple.com/x', 'is not of a push service that this server sends to'],
    ['https://fcm.googleapis.com.evil.example/x', 'is not of a push service that this server sends to'],
    ['https://fcm.googleapis.com./x', 'is not of a push service that this server sends to'],
    ['https://metadata.google.internal/x', 'is not of a push service that this server sends to'],
    ['https://fcm。googleapis.com.evil.example/x', 'is not of a push service that this server sends to'],
  ])('%s is refused: it %s', (endpoint, why) => expect(whyRefused(endpoint)).toBe(why))

  test('what is said of a refused one holds nothing of its secret', () => {
    expect(JSON.stringify(readEndpoint('https://elsewhere.example/secret?key=secret', hosts))).not.toContain('secret')
  })
})

describe('addresses', () => {
  test.each([
    '8.8.8.8',
    '142.250.1.1',
    '100.63.255.255',
    '100.128.0.0',
    '172.15.0.1',
    '172.32.0.1',
    '2a00:1450:4001::5f',
    '2606:4700::1',
  ])('%s is public', (address) => expect(isPublicAddress(address)).toBe(true))

  test.each([
    ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '100.127.255.255', '127.0.0.1', '127.255.0.1', '169.254.169.254'],
    ...['172.16.0.1', '172.31.255.255', '192.0.0.8', '192.0.2.1', '192.168.1.1', '198.18.0.1', '198.51.100.7'],
    ...['203.0.113.5', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', '::ffff:8.8.8.8', '::ffff:10.0.0.1', '::8.8.8.8', '64:ff9b::808:808', '64:ff9b:1::1', '100::1'],
    ...['2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fec0::1', 'ff02::1'],
    ...['', 'localhost', '8.8.8', 'fe80::1%eth0'],
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false))

  test('this machine’s own are known as such', () => {
    expect(['127.0.0.1', '127.9.9.9', '::1'].map(isLoopbackAddress)).toEqual([true, true, true])
    expect(['10.0.0.1', '::', '::ffff:127.0.0.1', 'localhost'].map(isLoopbackAddress)).toEqual([false, false, false, false])
  })
})
