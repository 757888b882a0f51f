// What the scripts that follow a performance share.
import { createClient as createSocketClient } from 'graphql-ws'
import { createClient as createEventClient } from 'graphql-sse'
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

export function eventClient (url, token) {
  return createEventClient({ url, headers: { Authorization: `Bearer ${token}` }, retryAttempts: 0 })
}

// Calls back with each event; resolves when it ends, and rejects when it breaks.
export function follow (client, query, variables, onEvent) {
  return new Promise((resolve, reject) => {
    client.subscribe({ query, variables }, {
      next: result => result.errors ? reject(result.errors[0]) : onEvent(Object.values(result.data)[0]),
      error: reject,
      complete: resolve
    })
  })
}

export async function ask (url, token, query) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ query })
  })
  const answer = await response.json()
  if (answer.errors) {
    throw new Error(JSON.stringify(answer.errors))
  }

  return answer.data
}

// Holds one place of block P, and answers the version from which on it is held.
export async function hold (url, token, performance, place) {
  const answer = await ask(url, token, `mutation { holdPlaces(input: { commandId: "${crypto.randomUUID()}", performance: "${performance}", places: ["${place}"] }) { hold { version } userErrors { message } } }`)
  if (answer.holdPlaces.userErrors.length > 0) {
    throw new Error(answer.holdPlaces.userErrors[0].message)
  }

  return answer.holdPlaces.hold.version
}
