import type { Refusal } from './command'

const taken = (place: string) => `${place} is not to be had any more: choose another place.`

/**
 * What a customer is told, by the code of a refusal. No document of this shop asks for the API's own messages: they are for the staff, and name orders, distributors and
 * what to do about them.
 */
const sentences: Record<string, (subject: string) => string> = {
  PLACE_HELD: taken,
  PLACE_SOLD: taken,
  PLACE_OFFERED: taken,
  PLACE_BLOCKED: taken,
  PLACE_ELSEWHERE: taken,
  NOT_ENOUGH_PLACES: () => 'There are not so many places any more.',
  LIMIT_EXCEEDED: () => 'That is more than one customer may hold.',
  HOLD_EXPIRED: () => 'Your hold has run out, and its places are free again.',
  HOLD_ENDED: () => 'You gave these places up.',
  HOLD_CONFIRMED: () => 'These places are yours already.',
  CARD_DECLINED: () => 'Your card was declined. Your places stay held: try another.',
  STORAGE_FAILED: () => 'Whether that was done is not known. Press again: it is done once.',
  OVERLOADED: () => 'Many people want places right now. Try again in a moment.',
  RATE_LIMITED: () => 'Many people want places right now. Try again in a moment.'
}

export const wordsOf = ({ code, subject }: Pick<Refusal, 'code' | 'subject'>) => sentences[code]?.(subject ?? '') ?? `This can't be done (${code}).`
