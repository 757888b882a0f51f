// Follows a performance with a token that soon expires: both ways end, and say why. With a new token both go on from the version they saw.
// Usage: node expiry.js <address> <token> <performance> <a token that lasts>
import assert from 'node:assert/strict'
import { changes, eventClient, follow, hold, socketClient, until } from './following.js'

const [, , url, token, performance, lasting] = process.argv
let closed
const sockets = socketClient(url, token, { on: { closed: event => { closed = event } } })
const events = eventClient(url, token)
const seen = [[], []]

const [socketEnd, eventsEnd] = await Promise.all([sockets, events].map((client, i) =>
  follow(client, changes, { p: performance }, event => seen[i].push(event)).then(() => assert.fail('It ended.'), problem => problem)))
assert.equal(closed.code, 4403)
assert.match(closed.reason, /expired/)
assert.equal(socketEnd.code, 4403)
assert.equal(eventsEnd.extensions.code, 'UNAUTHENTICATED')
assert.match(eventsEnd.message, /expired/)
assert.deepEqual(seen.map(all => all.length), [1, 1])
await assert.rejects(follow(events, changes, { p: performance }, () => {}), problem => /401|Unauthorized/.test(String(problem?.message ?? problem)))

const version = await hold(url, lasting, performance, 'P-1-1')
for (const [i, client] of [socketClient(url, lasting), eventClient(url, lasting)].entries()) {
  const since = seen[i][0].to
  follow(client, changes, { p: performance, since }, event => seen[i].push(event)).catch(problem => { console.error(problem); process.exit(1) })
}

await until(() => seen.every(all => all.at(-1).to >= version))
assert.ok(seen.every(([first, second]) => !second.reset && second.from === first.to))
console.log('ok')
process.exit(0)
