import { ask, give, pay } from '../shared/api'
import { RefusedError } from '../shared/command'
import { Kept } from '../shared/kept'
import { element, readPerformance, say, tell } from '../shared/page'
import { Seats } from '../shared/seats'

const poll = 3_000

async function open () {
  const { id: performance, availability } = await readPerformance()
  const seats = new Seats()
  const [quantity, button] = [element<HTMLInputElement>('quantity'), element<HTMLButtonElement>('buy')]
  // Kept until it is answered, so that neither a second press nor a reload buys twice.
  const begun = new Kept<{ commandId: string, performance: string, quantity: number }>(`purchase ${performance}`)
  seats.apply({ reset: true, to: availability.version, state: availability.state, changes: '' })
  show()

  function show () {
    element('free').textContent = `${seats.countFree(0, availability.geometry.places)}`
  }

  /** Only what changed since the version that is shown. */
  async function refresh () {
    const { availabilityChanges } = await ask('AvailabilityChanges', { performance, since: seats.version! })
    if (availabilityChanges != null) {
      seats.apply(availabilityChanges)
      show()
    }
  }

  async function buy () {
    button.disabled = true
    say('One moment…')
    try {
      const purchase = begun.value ??= { commandId: crypto.randomUUID(), performance, quantity: quantity.valueAsNumber }
      const { hold } = await give('HoldBest', purchase)
      await pay({ performance, hold: purchase.commandId, card: '1' })
      begun.value = null
      say(`Yours: ${hold!.places.join(', ')}`)
      await refresh()
    } catch (problem) {
      tell(problem as Error)
      if (problem instanceof RefusedError) {
        begun.value = null
      }
    } finally {
      button.disabled = false
    }
  }

  button.addEventListener('click', () => {
    if (quantity.reportValidity()) {
      void buy()
    }
  })
  setInterval(() => { refresh().catch(console.warn) }, poll)
  if (begun.value !== null) {
    await buy()
  }

  button.disabled = false
}

open().catch(tell)
