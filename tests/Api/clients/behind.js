// Two who are left behind by a stream that can't be merged: each is told so, and subscribes again.
// Usage: node behind.js <address> <token>
import assert from 'node:assert/strict'
import { eventClient, follow, socketClient, step, until } from './following.js'

const [, , url, token] = process.argv
const query = 'subscription { numbers }'
const clients = [socketClient(url, token), eventClient(url, token)]
const ends = Promise.all(clients.map(client => follow(client, query, {}, () => {}).then(() => assert.fail('It ended.'), problem => problem)))
await step('following')

for (const { extensions, message } of await ends) {
  assert.equal(extensions.code, 'TOO_SLOW')
  assert.equal(extensions.retry, true)
  assert.match(message, /subscribe again/)
}

const numbers = []
for (const client of clients) {
  follow(client, query, {}, number => numbers.push(number)).catch(problem => { console.error(problem); process.exit(1) })
}

await step('following again')
await until(() => numbers.length === 2)
assert.deepEqual(numbers, [7, 7])
console.log('ok')
process.exit(0)
