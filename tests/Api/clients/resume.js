// Follows a performance at one server, kills that server, and goes on at another from the version seen last.
// Usage: node resume.js <address> <its process id> <other address> <token> <performance>
import assert from 'node:assert/strict'
import { changes, eventClient, follow, hold, socketClient, until } from './following.js'

const [, , url, pid, other, token, performance] = process.argv

function seen (client, since) {
  const events = []
  const first = new Promise((resolve, reject) => {
    follow(client, changes, { p: performance, since }, event => { events.push(event); resolve() }).then(() => reject(new Error('It ended.')), reject)
  })
  return { events, first }
}

const clients = [socketClient(url, token), eventClient(url, token)]
const followed = clients.map(client => {
  const events = []
  let onFirst
  const first = new Promise(resolve => { onFirst = resolve })
  const broken = assert.rejects(follow(client, changes, { p: performance }, event => { events.push(event); onFirst() }))
  return { events, first, broken }
})
// A server knows what changed since it has followed the performance itself, so somebody follows it there too.
await seen(socketClient(other, token)).first
await Promise.all(followed.map(one => one.first))
process.kill(Number(pid), 'SIGKILL')
await Promise.all(followed.map(one => one.broken))

const version = await hold(other, token, performance, 'P-1-2')
for (const [i, client] of [socketClient(other, token), eventClient(other, token)].entries()) {
  const last = followed[i].events.at(-1).to
  const again = seen(client, last)
  await again.first
  assert.equal(again.events[0].reset, false)
  assert.equal(again.events[0].from, last)
  await until(() => again.events.at(-1).to >= version)

  // A place is told by its number in four bytes and its state in two.
  const bytes = Buffer.from(again.events.map(event => event.changes).join(''), 'base64')
  assert.ok(bytes.length >= 6)
}

console.log('ok')
process.exit(0)
