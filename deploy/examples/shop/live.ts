import { follow } from '../shared/api'
import type { Seats } from '../shared/seats'

const pause = async (milliseconds: number) => { await new Promise(resolve => setTimeout(resolve, milliseconds)) }

/** Keeps the seats up to date for as long as the page is open. After a break it goes on from the version that was seen, at whichever process answers. */
export async function keepUp (performance: string, seats: Seats, changed: () => void) {
  for (;;) {
    try {
      for await (const { data } of follow('AvailabilityChanged', { performance, since: seats.version })) {
        if (data != null) {
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
