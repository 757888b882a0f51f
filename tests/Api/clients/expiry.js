// Follows a performance with a token that soon expires: both ways end, and say why.
// Usage: node expiry.js <address> <token> <performance>
import assert from 'node:assert/strict'
import { changes, eventClient, follow, socketClient } from './following.js'

const [, , url, token, performance] = process.argv
let closed
const sockets = socketClient(url, token, { on: { closed: event => { closed = event } } })
let events = 0

await assert.rejects(follow(sockets, changes, { p: performance }, () => { events++ }))
assert.equal(closed.code, 4403)
assert.match(closed.reason, /expired/)
assert.equal(events, 1)
await assert.rejects(follow(eventClient(url, token), changes, { p: performance }, () => {}), problem => /401|Unauthorized/.test(String(problem?.message ?? problem)))
console.log('ok')
process.exit(0)
