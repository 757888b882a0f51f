// Two clients that connect again by themselves, as they do by default: the server dies and comes back at the same address.
// Usage: node reconnect.js <address> <token> <performance>
import assert from 'node:assert/strict'
import { changes, eventClient, follow, hold, socketClient, step, until } from './following.js'

const [, , url, token, performance] = process.argv
const patient = { retryAttempts: 1_000, retryWait: () => new Promise(resolve => setTimeout(resolve, 50)), shouldRetry: () => true }
const followed = [socketClient(url, token, patient), eventClient(url, token, patient)].map(client => {
  const events = []
  follow(client, changes, { p: performance }, event => events.push(event)).then(() => assert.fail('It ended.')).catch(problem => { console.error(problem); process.exit(1) })
  return events
})

await until(() => followed.every(events => events.length === 1))
await step('following')
// The variables are those of the beginning, so each begins anew.
await until(() => followed.every(events => events.length === 2 && events[1].reset))
const version = await hold(url, token, performance, 'P-1-1')
await until(() => followed.every(events => events.at(-1).to >= version && !events.at(-1).reset))
console.log('ok')
process.exit(0)
