import { Client, fetchExchange, type TypedDocumentNode } from '@urql/core'
import { createClient } from 'graphql-ws'
import { command, type Attempt, type Refusal } from '../shared/command'

export const http = new Client({ url: new URL('/graphql', location.href).href, exchanges: [fetchExchange] })

/** It does not reconnect by itself: who follows something subscribes again, from the version seen last. */
export const sockets = createClient({ url: new URL('/graphql', location.href.replace(/^http/, 'ws')).href, lazy: true, retryAttempts: 0 })

/** The one field of a mutation's answer. */
type PayloadOf<TData> = NonNullable<TData[keyof TData]>

/** Gives a command and answers its payload; what fails on the way is tried again under the same id. */
export async function give<TData, TInput> (
  document: TypedDocumentNode<TData, { input: TInput }>, input: Omit<NoInfer<TInput>, 'commandId'>) {
  return await command(async (commandId): Promise<Attempt<PayloadOf<TData>>> => {
    const { data, error } = await http.mutation(document, { input: { ...input, commandId } as TInput }).toPromise()
    const payload = Object.values(data ?? {})[0] as (PayloadOf<TData> & { userErrors: Refusal[] }) | null | undefined
    if (payload == null) {
      const refused = error?.graphQLErrors.filter(problem => problem.extensions.retry === false) ?? []
      return refused.length === 0
        ? { lost: error?.message ?? 'There was no answer.' }
        : { refused: refused.map(problem => ({ code: `${problem.extensions.code}`, message: problem.message, retry: false, retryAfterMs: null })) }
    }

    return payload.userErrors.length === 0 ? { done: payload } : { refused: payload.userErrors }
  })
}
