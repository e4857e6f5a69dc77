/** Tells addresses on the internet from those inside: this machine, its network, and everything else that is not for the public. */
import { BlockList, isIPv4, isIPv6 } from 'node:net'

const insideV4 = blockList('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
])
/** Everything public lies in here: not loopback, unique local, link local, multicast, nor any way of writing an IPv4 address. */
const publicV6 = blockList('ipv6', ['2000::/3'])
/** But for these: protocol assignments (Teredo among them), documentation, 6to4. */
const insideV6 = blockList('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'])
const loopback = blockList('ipv4', ['127.0.0.0/8'])

export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !insideV4.check(address)
  return isIPv6(address) && publicV6.check(address, 'ipv6') && !insideV6.check(address, 'ipv6')
}

export function isLoopbackAddress(address: string): boolean {
  return isIPv4(address) ? loopback.check(address) : address === '::1'
}

function blockList(family: 'ipv4' | 'ipv6', subnets: readonly string[]): BlockList {
  const list = new BlockList()
  for (const subnet of subnets) {
    const [net = '', prefix] = subnet.split('/')
    list.addSubnet(net, Number(prefix), family)
  }
  return list
}
