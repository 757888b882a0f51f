import { print } from 'graphql'
import type { AvailabilityChangedSubscription } from '../shared/generated/graphql'
import type { Seats } from '../shared/seats'
import { sockets } from './api'
import { AvailabilityChanged } from './queries'

const query = print(AvailabilityChanged)
const pause = async (milliseconds: number) => { await new Promise(resolve => setTimeout(resolve, milliseconds)) }

/** Keeps the seats up to date for as long as the page is open. After a break it goes on from the version that was seen, at whichever process answers. */
export async function follow (performance: string, seats: Seats, changed: () => void) {
  for (;;) {
    try {
      const events = sockets.iterate<AvailabilityChangedSubscription>({ query, variables: { performance, since: seats.version } })
      for await (const { data } of events) {
        if (data?.availabilityChanged != null) {
          seats.apply(data.availabilityChanged)
          changed()
        }
      }
    } catch (problem) {
      console.warn('The connection broke:', problem)
    }

    await pause(500 + Math.random() * 1_000)
  }
}
