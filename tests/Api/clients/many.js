// Many subscribers of one performance, half over graphql-ws, each on a WebSocket of its own, and half over graphql-sse, in turn at each address.
// Prints what it took as one JSON line.
// Usage: node many.js <addresses, with commas> <token> <performance> <subscribers> <process ids of the servers, with commas>
import { readFileSync } from 'node:fs'
import { changes, eventClient, follow, hold, socketClient, until } from './following.js'

const [, , addresses, token, performance, count, pids] = process.argv
const urls = addresses.split(',')

function kilobytes () {
  return pids.split(',')
    .map(pid => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]))
    .reduce((sum, one) => sum + one, 0)
}

class Follower {
  constructor (number) {
    this.opened = new Promise(resolve => { this.onOpened = resolve })
    const url = urls[number % urls.length]
    const client = number % (2 * urls.length) < urls.length ? socketClient(url, token) : eventClient(url, token)
    this.ended = follow(client, changes, { p: performance }, event => {
      this.version = event.to
      this.at = Date.now()
      this.onOpened()
    })
    this.ended.catch(problem => { console.error(problem); process.exit(1) })
  }
}

// The first of each kind brings up what all of them share.
await Promise.all(urls.flatMap((_, i) => [new Follower(i), new Follower(urls.length + i)]).map(follower => follower.opened))
const before = kilobytes()
const started = Date.now()
const followers = []
while (followers.length < Number(count)) {
  const some = Array.from({ length: Math.min(100, Number(count) - followers.length) }, (_, i) => new Follower(followers.length + i))
  await Promise.all(some.map(follower => follower.opened))
  followers.push(...some)
}

const openMs = Date.now() - started
const kilobytesEach = (kilobytes() - before) / followers.length
const asked = Date.now()
const version = await hold(urls[0], token, performance, 'P-1-1')
await until(() => followers.every(follower => follower.version >= version))
const delays = followers.map(follower => follower.at - asked).sort((a, b) => a - b)
console.log(JSON.stringify({
  subscribers: followers.length,
  openMs,
  kilobytesEach: Math.round(kilobytesEach * 10) / 10,
  medianMs: delays[Math.floor(delays.length / 2)],
  lastMs: delays[delays.length - 1]
}))
process.exit(0)
