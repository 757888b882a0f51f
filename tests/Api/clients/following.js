// What the scripts that follow something share.
import { createClient as createSocketClient } from 'graphql-ws'
import { createClient as createEventClient } from 'graphql-sse'
import { createInterface } from 'node:readline'
import WebSocket from 'ws'

export const changes = 'subscription($p: ID!, $since: Long) { availabilityChanged(performance: $p, since: $since) { from to reset changes } }'

export function socketClient (url, token, more = {}) {
  return createSocketClient({
    url: url.replace('http', 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { Authorization: `Bearer ${token}` },
    retryAttempts: 0,
    ...more
  })
}

export function eventClient (url, token, more = {}) {
  return createEventClient({ url, headers: { Authorization: `Bearer ${token}` }, retryAttempts: 0, ...more })
}

// Calls back with each event; resolves when it ends, and rejects when it breaks.
export function follow (client, query, variables, onEvent) {
  return new Promise((resolve, reject) => {
    client.subscribe({ query, variables }, {
      next: result => result.errors ? reject(result.errors[0]) : onEvent(Object.values(result.data)[0]),
      error: problem => reject(Array.isArray(problem) ? problem[0] : problem),
      complete: resolve
    })
  })
}

export async function until (condition) {
  const end = Date.now() + 60_000
  while (!await condition()) {
    if (Date.now() > end) {
      throw new Error(`In a minute it was never so: ${condition}`)
    }

    await new Promise(resolve => setTimeout(resolve, 20))
  }
}

// What the test says, a line each time.
const heard = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

// Tells the test how far the script is, and waits until it may go on.
export async function step (line) {
  console.log(line)
  await heard.next()
}

export async function ask (url, token, query, variables) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query, variables })
  })
  const answer = await response.json()
  if (answer.errors) {
    throw new Error(JSON.stringify(answer.errors))
  }

  return answer.data
}

// Gives a command, and answers what it made.
export async function command (url, token, name, input, selection) {
  const type = `${name[0].toUpperCase()}${name.slice(1)}Input!`
  const answer = await ask(url, token, `mutation($input: ${type}) { ${name}(input: $input) { ${selection} userErrors { message } } }`, { input: { commandId: crypto.randomUUID(), ...input } })
  if (answer[name].userErrors.length > 0) {
    throw new Error(answer[name].userErrors[0].message)
  }

  return Object.values(answer[name])[0]
}

// Holds one place of block P, and answers the version from which on it is held.
export async function hold (url, token, performance, place) {
  return (await command(url, token, 'holdPlaces', { performance, places: [place] }, 'hold { version }')).version
}
