import { give, now, pay } from '../shared/api'
import { RefusedError } from '../shared/command'
import { fetchGeometry } from '../shared/geometry'
import { Kept } from '../shared/kept'
import { element, readPerformance, say, tell } from '../shared/page'
import { Seats } from '../shared/seats'
import { Areas } from './areas'
import { keepUp } from './live'
import { Plan } from './plan'

interface Wish { commandId: string, performance: string, places: string[], areas: Array<{ area: string, quantity: number }> }

const [holdButton, payButton, giveUpButton] = ['hold', 'pay', 'give-up'].map(id => element<HTMLButtonElement>(id)) as [HTMLButtonElement, HTMLButtonElement, HTMLButtonElement]

async function open () {
  const { id: performance, availability, startsAt, timeZone } = await readPerformance()
  element('date').textContent = new Date(startsAt).toLocaleString(undefined, { timeZone, dateStyle: 'full', timeStyle: 'short' })
  const geometry = await fetchGeometry(availability.geometry.url)
  const seats = new Seats()
  seats.apply({ reset: true, to: availability.version, state: availability.state, changes: '' })
  const plan = new Plan(element('plan'), geometry, update)
  const areas = new Areas(element('areas'), geometry, update)
  // What was asked for, until it is sold, given up, refused or run out. Its command's id names the hold.
  const wish = new Kept<Wish>(`wish ${performance}`)
  let held: { places: readonly string[], until: number } | null = null
  let busy = false

  function update () {
    plan.show(seats)
    areas.show(seats)
    holdButton.disabled = busy || held !== null || (wish.value === null && plan.selected.size === 0 && areas.wanted.length === 0)
    payButton.disabled = giveUpButton.disabled = busy || held === null
    element('chosen').textContent = [...plan.selected, ...areas.wanted.map(({ area, quantity }) => `${quantity} × ${area}`)].join(', ')
    countDown()
  }

  function countDown () {
    const left = Math.ceil(((held?.until ?? 0) - now()) / 1_000)
    if (held !== null && left <= 0 && !busy) {
      end('Your hold has run out, and its places are free again. Choose anew.')
    }

    element('left').textContent = held === null ? '' : `${Math.floor(left / 60)}:${`${left % 60}`.padStart(2, '0')} left to pay`
  }

  function end (text: string) {
    held = null
    wish.value = null
    say(text)
    update()
  }

  /** Runs something that a button asks for, one thing at a time. What is refused ends the wish, except that another card may do. */
  async function run (work: () => Promise<void>) {
    busy = true
    update()
    try {
      await work()
    } catch (problem) {
      tell(problem as Error)
      if (problem instanceof RefusedError && !problem.refusals.some(({ code, retryAfterMs }) => code === 'CARD_DECLINED' || retryAfterMs !== null)) {
        end(problem.message)
      }
    } finally {
      busy = false
      update()
    }
  }

  async function hold () {
    wish.value ??= { commandId: crypto.randomUUID(), performance, places: [...plan.selected], areas: areas.wanted }
    const made = (await give('HoldPlaces', wish.value)).hold!
    held = { places: made.places, until: Date.parse(made.until) }
    plan.clear()
    areas.clear()
    say(`Held for you: ${held.places.join(', ')}.`)
  }

  holdButton.addEventListener('click', () => { void run(hold) })
  payButton.addEventListener('click', () => {
    void run(async () => {
      await pay({ performance, hold: wish.value!.commandId, card: element<HTMLInputElement>('card').value })
      end(`Sold: ${held!.places.join(', ')}.`)
    })
  })
  giveUpButton.addEventListener('click', () => {
    void run(async () => {
      await give('ReleaseHold', { performance, hold: wish.value!.commandId })
      end('Given up.')
    })
  })

  update()
  setInterval(countDown, 1_000)
  void keepUp(performance, seats, update)
  if (wish.value !== null) {
    await run(hold)
  }
}

open().catch(tell)
