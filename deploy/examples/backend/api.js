import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { Refused } from './answers.js'

const patience = 60_000
const passedOn = ['content-type', 'cache-control', 'etag', 'retry-after']

/** The API, asked with the seller's token, which stays here. */
export class Api {
  constructor (address, token) {
    this.address = address
    this.token = token
  }

  /** Asks, and hands the answer on as it comes, a stream of events for as long as the visitor listens. */
  async pass (path, { body, accept }, response) {
    const gone = new AbortController()
    response.on('close', () => gone.abort())
    const answer = await this.#send(path, body, accept, gone.signal)
    response.writeHead(answer.status, passedOn.flatMap(name => answer.headers.has(name) ? [name, answer.headers.get(name)] : []))
    await pipeline(answer.body === null ? Readable.from([]) : Readable.fromWeb(answer.body), response)
  }

  /** Gives a command of the shop's own, and answers its payload. What is thrown says by `retry` whether the command may have been done. */
  async give (query, variables) {
    const answer = await this.#send('/graphql', { query, variables }, 'application/json', AbortSignal.timeout(patience))
    const { data, errors } = await answer.json()
    const payload = Object.values(data ?? {})[0]
    if (payload == null) {
      const { code, retry } = errors?.[0]?.extensions ?? {}
      throw new Refused(503, code ?? 'UNAVAILABLE', errors?.[0]?.message ?? 'There was no answer.', retry ?? true)
    }

    return payload
  }

  async #send (path, body, accept, signal) {
    const headers = { Authorization: `Bearer ${this.token}`, Accept: accept }
    try {
      return await fetch(new URL(path, this.address), body === undefined
        ? { headers, signal }
        : { method: 'POST', headers: { ...headers, 'Content-Type': 'application/json' }, body: JSON.stringify(body), signal })
    } catch (problem) {
      throw new Refused(502, 'UNAVAILABLE', `The box office did not answer (${problem.cause?.code ?? problem.name}). Try again in a moment.`, true)
    }
  }
}
