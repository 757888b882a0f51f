// Drives the subscriptions of the tests' schema by the clients that front ends use; ends with 0 when all is as it should be.
// Usage: node subscriptions.js <address> <token>
import assert from 'node:assert/strict'
import { createClient as createSocketClient } from 'graphql-ws'
import { createClient as createEventClient } from 'graphql-sse'
import WebSocket from 'ws'

const [, , url, token] = process.argv

async function all (iterable) {
  const results = []
  for await (const result of iterable) {
    results.push(result)
  }

  return results
}

async function counts (client) {
  const results = await all(client.iterate({ query: 'subscription($to: Int!) { countTo(to: $to) { number name } }', variables: { to: 200 } }))
  assert.deepEqual(results.map(result => result.data.countTo.number), Array.from({ length: 200 }, (_, i) => i + 1))
  assert.equal(results[0].data.countTo.name, 'branch 1')
}

async function answersQueries (client) {
  assert.deepEqual(await all(client.iterate({ query: '{ hello }' })), [{ data: { hello: 'Hello world' } }])
}

async function runsManyAtOnce (client) {
  await Promise.all(Array.from({ length: 50 }, () => counts(client)))
}

const sockets = createSocketClient({
  url: url.replace('http', 'ws'),
  webSocketImpl: WebSocket,
  connectionParams: { Authorization: `Bearer ${token}` }
})
const events = createEventClient({ url, headers: { Authorization: `Bearer ${token}` } })

for (const client of [sockets, events]) {
  await counts(client)
  await answersQueries(client)
  await runsManyAtOnce(client)
}

await assert.rejects(all(sockets.iterate({ query: '{ nothing }' })), errors => errors[0].extensions.code === 'INVALID_DOCUMENT')
const [failed] = await all(events.iterate({ query: '{ nothing }' }))
assert.equal(failed.errors[0].extensions.code, 'INVALID_DOCUMENT')
await sockets.dispose()
events.dispose()
console.log('ok')
