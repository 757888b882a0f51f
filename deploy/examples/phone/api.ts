import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import { command, type Attempt, type Refusal } from '../shared/command'

interface Answer<T> { data?: T | null, errors?: Array<{ message: string, extensions: { code: string, retry: boolean } }> }

const accept = { Accept: 'application/graphql-response+json, application/json;q=0.9' }

/** A query by GET, which caches and proxies on the way may keep. */
export async function ask<TData, TVariables> (document: TypedDocumentNode<TData, TVariables>, variables: TVariables): Promise<TData> {
  const address = new URL('/graphql', location.href)
  address.searchParams.set('query', print(document))
  address.searchParams.set('variables', JSON.stringify(variables))
  const { data, errors } = await (await fetch(address, { headers: accept })).json() as Answer<TData>
  if (data == null) {
    throw new Error(errors?.map(error => error.message).join(' ') ?? 'There was no answer.')
  }

  return data
}

/** A mutation by POST, tried again under the same id where no answer came. */
export async function give<TData, TInput> (document: TypedDocumentNode<TData, { input: TInput }>, input: Omit<NoInfer<TInput>, 'commandId'>) {
  return await command(async (commandId): Promise<Attempt<NonNullable<TData[keyof TData]>>> => {
    try {
      const body = JSON.stringify({ query: print(document), variables: { input: { ...input, commandId } } })
      const response = await fetch('/graphql', { method: 'POST', headers: { ...accept, 'Content-Type': 'application/json' }, body })
      const { data, errors } = await response.json() as Answer<TData>
      const payload = Object.values(data ?? {})[0] as (NonNullable<TData[keyof TData]> & { userErrors: Refusal[] }) | null | undefined
      if (payload == null) {
        const refused = (errors ?? []).filter(error => !error.extensions.retry)
        return refused.length === 0
          ? { lost: errors?.[0]?.message ?? 'There was no answer.' }
          : { refused: refused.map(error => ({ code: error.extensions.code, message: error.message, retry: false, retryAfterMs: null })) }
      }

      return payload.userErrors.length === 0 ? { done: payload } : { refused: payload.userErrors }
    } catch (problem) {
      return { lost: String(problem) }
    }
  })
}
