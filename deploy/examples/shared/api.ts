import { RefusedError, command, type Refusal } from './command'
import type { Operations } from './operations'
import { wordsOf } from './words'

/** What a page says; who the customer is, how long a hold lasts and under which id it is given up, the backend decides. */
type Said<Name extends keyof Operations> = Omit<Operations[Name]['variables'], Name extends 'ReleaseHold' ? 'commandId' : 'customer' | 'seconds'>

/** The one field of a mutation's answer. */
type PayloadOf<Name extends keyof Operations> = NonNullable<Operations[Name]['data'][keyof Operations[Name]['data']]>

interface Answer<T> { data?: T | null, errors?: Array<{ extensions: { code: string, subject?: string, retry: boolean } }> }

let skew = 0

/** The shop's time in milliseconds: a customer's clock may be wrong, and a hold runs out by the shop's. */
export const now = () => Date.now() + skew

async function post (path: string, content: object, accept = 'application/graphql-response+json, application/json;q=0.9') {
  const response = await fetch(path, { method: 'POST', headers: { Accept: accept, 'Content-Type': 'application/json' }, body: JSON.stringify(content) })
  skew = Date.parse(response.headers.get('Date') ?? '') - Date.now() || 0
  return response
}

const noAnswer = 'There was no answer. Try again in a moment.'

const refusalsOf = (errors: Answer<unknown>['errors']): Refusal[] => (errors ?? [])
  .filter(({ extensions }) => !extensions.retry)
  .map(({ extensions: { code, subject } }) => ({ code, subject: subject ?? null, retry: false, retryAfterMs: null }))

/** What is told of an answer without data: refused for good, or not known. */
function withoutData (errors: Answer<unknown>['errors']): { refused: Refusal[] } | { lost: string } {
  const refused = refusalsOf(errors)
  return refused.length > 0 ? { refused } : { lost: errors?.[0] === undefined ? noAnswer : wordsOf({ subject: null, ...errors[0].extensions }) }
}

/** A query by its name. */
export async function ask<Name extends keyof Operations> (documentId: Name, variables: Said<Name>): Promise<Operations[Name]['data']> {
  const { data, errors } = await (await post('/graphql', { documentId, variables })).json() as Answer<Operations[Name]['data']>
  if (data != null) {
    return data
  }

  const reason = withoutData(errors)
  throw 'refused' in reason ? new RefusedError(reason.refused) : new Error(reason.lost)
}

async function order<Name extends keyof Operations> (path: string, content: object): Promise<PayloadOf<Name>> {
  return await command(async () => {
    try {
      const { data, errors } = await (await post(path, content)).json() as Answer<Operations[Name]['data']>
      const payload = Object.values(data ?? {})[0] as (PayloadOf<Name> & { userErrors: Refusal[] }) | null | undefined
      if (payload == null) {
        return withoutData(errors)
      }

      const unknown = payload.userErrors.find(({ code }) => code === 'STORAGE_FAILED')
      return unknown !== undefined ? { lost: wordsOf(unknown) } : payload.userErrors.length === 0 ? { done: payload } : { refused: payload.userErrors }
    } catch (problem) {
      return { lost: `There was no answer (${problem}). Press again: it is done once.` }
    }
  })
}

/** A mutation by its name, tried again under the same id where no answer came. */
export const give = async <Name extends keyof Operations> (documentId: Name, variables: Said<Name>) => await order<Name>('/graphql', { documentId, variables })

/** Pays for a hold, named as when it was made, and so buys its places. Trying again is harmless: a hold is one order, and one payment. */
export const pay = async (purchase: { performance: string, hold: string, card: string }) => await order<'ConfirmHold'>('/pay', purchase)

/** What a subscription tells until it ends, by GraphQL over server-sent events. It does not begin again by itself. */
export async function * follow<Name extends keyof Operations> (documentId: Name, variables: Said<Name>): AsyncGenerator<Answer<Operations[Name]['data']>> {
  const response = await post('/graphql', { documentId, variables }, 'text/event-stream')
  if (!response.headers.get('Content-Type')?.startsWith('text/event-stream')) {
    const reason = withoutData(((await response.json()) as Answer<never>).errors)
    throw 'refused' in reason ? new RefusedError(reason.refused) : new Error(reason.lost)
  }

  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let unread = ''
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    const events = (unread + part.value).split('\n\n')
    unread = events.pop()!
    for (const event of events.filter(event => event.startsWith('event: next'))) {
      yield JSON.parse(event.slice(event.indexOf('data:') + 5))
    }
  }
}
