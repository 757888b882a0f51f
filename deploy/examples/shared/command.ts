import { wordsOf } from './words'

export interface Refusal { code: string, subject: string | null, retry: boolean, retryAfterMs: number | null }

/** What became of one attempt: `lost` where there was no answer, or one that says that nothing is known. */
export type Attempt<T> = { done: T } | { refused: Refusal[] } | { lost: string }

export class RefusedError extends Error {
  readonly refusals: Refusal[]

  constructor (refusals: Refusal[]) {
    super(refusals.map(wordsOf).join(' '))
    this.refusals = refusals
  }
}

const pause = async (milliseconds: number) => { await new Promise(resolve => setTimeout(resolve, milliseconds)) }

/**
 * Sends a command until it is done or refused for good, always the very same under the same id: the system does it once, however often it arrives.
 * So an answer that got lost costs nothing but the wait.
 */
export async function command<T> (send: () => Promise<Attempt<T>>, attempts = 6): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    const outcome = await send()
    if ('done' in outcome) {
      return outcome.done
    }

    const overloaded = 'refused' in outcome ? outcome.refused.find(refusal => refusal.retryAfterMs != null) : undefined
    if (attempt === attempts || ('refused' in outcome && overloaded === undefined)) {
      throw 'refused' in outcome ? new RefusedError(outcome.refused) : new Error(outcome.lost)
    }

    // Not all at the same moment, and less often each time.
    await pause((overloaded?.retryAfterMs ?? 250) * 2 ** (attempt - 1) * (0.5 + Math.random()))
  }
}
