import { RefusedError } from '../shared/command'
import { fetchGeometry } from '../shared/geometry'
import { element, readPerformance, say, tell } from '../shared/page'
import { Seats } from '../shared/seats'
import { Areas } from './areas'
import { Hold } from './hold'
import { keepUp } from './live'
import { Plan } from './plan'

const [holdButton, payButton, giveUpButton] = ['hold', 'pay', 'give-up'].map(id => element<HTMLButtonElement>(id)) as [HTMLButtonElement, HTMLButtonElement, HTMLButtonElement]

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`

/** What is refused ends what was begun, except that another card, or a moment later, may do. */
const isOver = (problem: unknown) => problem instanceof RefusedError
  && !problem.refusals.some(({ code, retryAfterMs }) => code === 'CARD_DECLINED' || retryAfterMs !== null)

async function open () {
  const { id, availability, startsAt, timeZone } = await readPerformance()
  element('date').textContent = new Date(startsAt).toLocaleString(undefined, { timeZone, dateStyle: 'full', timeStyle: 'short' })
  const geometry = await fetchGeometry(availability.geometry.url)
  const seats = new Seats()
  seats.apply({ reset: true, to: availability.version, state: availability.state, changes: '' })
  const plan = new Plan(element('plan'), geometry, update)
  const areas = new Areas(element('areas'), geometry, update)
  const hold = new Hold(id)
  let busy = false

  function update () {
    plan.show(seats)
    areas.show(seats)
    const chosen = [...plan.selected, ...areas.wanted.map(({ area, quantity }) => `${quantity} × ${area}`)]
    element('chosen').textContent = chosen.join(', ')
    if (!busy && hold.secondsLeft !== null && hold.secondsLeft <= 0) {
      hold.end()
      say('Your hold has run out, and its places are free again. Choose anew.')
    }

    const left = hold.secondsLeft
    element('left').textContent = left === null ? '' : `${clock(Math.max(0, left))} left to pay`
    holdButton.disabled = busy || left !== null || (chosen.length === 0 && !hold.isBegun)
    payButton.disabled = giveUpButton.disabled = busy || left === null
  }

  /** Runs something that a button asks for, one thing at a time. */
  async function run (work: () => Promise<void>) {
    busy = true
    update()
    try {
      await work()
    } catch (problem) {
      tell(problem as Error)
      if (isOver(problem)) {
        hold.end()
      }
    } finally {
      busy = false
      update()
    }
  }

  async function begin () {
    await hold.begin([...plan.selected], areas.wanted)
    plan.clear()
    areas.clear()
    say(`Held for you: ${hold.places.join(', ')}.`)
  }

  holdButton.addEventListener('click', () => { void run(begin) })
  payButton.addEventListener('click', () => {
    void run(async () => {
      await hold.pay(element<HTMLInputElement>('card').value)
      say(`Sold: ${hold.places.join(', ')}.`)
    })
  })
  giveUpButton.addEventListener('click', () => {
    void run(async () => {
      await hold.giveUp()
      say('Given up.')
    })
  })

  update()
  setInterval(update, 1_000)
  void keepUp(id, seats, update)
  if (hold.isBegun) {
    await run(begin)
  }
}

open().catch(tell)
