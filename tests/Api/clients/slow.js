// Two who stop reading a seat map while much happens: each is given what it missed, merged, and nothing is kept for it.
// Usage: node slow.js <address> <token> <performance> <contingent> <places of block P, in one row> <"late" if the server gives up on who does not read>
import assert from 'node:assert/strict'
import { ask, changes, command, eventClient, follow, socketClient, until } from './following.js'

const [, , url, token, performance, contingent, size, late] = process.argv
const rounds = 80
// So large that what lies in the buffers of the sockets is little beside it.
const wide = Array.from({ length: 90 }, (_, i) => `c${i}: changes`).join(' ')
const query = `subscription($p: ID!, $since: Long) { availabilityChanged(performance: $p, since: $since) { from to reset state changes ${wide} } }`
const places = Array.from({ length: Number(size) }, (_, i) => `P-1-${i + 1}`)

class Gate {
  constructor () { this.resume() }
  pause () { this.opened = new Promise(resolve => { this.open = resolve }) }
  resume () { this.open?.(); this.opened = Promise.resolve() }
}

// What `ws` and `fetch` read from the network goes through a gate.
const gate = new Gate()
let socket
const sockets = socketClient(url, token, { on: { opened: opened => { socket = opened } } })
const events = eventClient(url, token, {
  fetchFn: async (...request) => {
    const response = await fetch(...request)
    async function * read () {
      for await (const chunk of response.body) {
        await gate.opened
        yield chunk
      }
    }
    return new Response(ReadableStream.from(read()), response)
  }
})

const followed = [sockets, events].map(client => {
  const one = { seen: [], client }
  one.ended = follow(client, query, { p: performance }, event => apply(one, event)).then(() => assert.fail('It ended.'), problem => { one.problem = problem })
  return one
})

// A place is told by its number in four bytes and its state in two.
function apply (one, event) {
  one.seen.push(event)
  if (event.reset) {
    one.state = Buffer.from(event.state, 'base64')
    return
  }

  const bytes = Buffer.from(event.changes, 'base64')
  for (let at = 0; at < bytes.length; at += 6) {
    bytes.copy(one.state, 2 * bytes.readUInt32LE(at), at + 4, at + 6)
  }
}

// One who reads, so that each round is told by itself.
let told = -1
follow(eventClient(url, token), changes, { p: performance }, event => { told = event.to }).catch(problem => { console.error(problem); process.exit(1) })
await until(() => told >= 0 && followed.every(one => one.seen.length > 0))
socket.pause()
gate.pause()
let version
for (let i = 0; i < rounds; i++) {
  version = (await command(url, token, i % 2 === 0 ? 'assignPlaces' : 'takeBackPlaces', { performance, contingent, places }, 'placesChanged { version }')).version
  await until(() => told >= version)
}

socket.resume()
gate.resume()
if (late) {
  await until(() => followed.every(one => one.problem))
  for (const one of followed) {
    const last = one.seen.at(-1).to
    assert.ok(last < version)
    one.problem = undefined
    follow(one.client, query, { p: performance, since: last }, event => apply(one, event)).catch(problem => { one.problem = problem })
  }
}

await until(() => followed.every(one => one.problem || one.seen.at(-1).to >= version))
const { availability } = await ask(url, token, 'query($p: ID!, $v: Long) { availability(performance: $p, atLeast: $v) { state } }', { p: performance, v: version })
for (const one of followed) {
  assert.equal(one.problem, undefined)
  assert.ok(one.seen.length < rounds / 2, `${one.seen.length} events`)
  assert.ok(one.state.equals(Buffer.from(availability.state, 'base64')))
}

console.log('ok')
process.exit(0)
