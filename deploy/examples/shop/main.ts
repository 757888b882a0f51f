import { fetchGeometry } from '../shared/geometry'
import { Seats } from '../shared/seats'
import { give, http } from './api'
import { follow } from './live'
import { Plan } from './plan'
import { ConfirmHold, HoldPlaces, Performance, ReleaseHold } from './queries'

const element = <T extends HTMLElement>(id: string) => document.getElementById(id) as T
const [hold, pay, giveUp] = [element<HTMLButtonElement>('hold'), element<HTMLButtonElement>('pay'), element<HTMLButtonElement>('give-up')]
const say = (text: string) => { element('message').textContent = text }

const id = new URLSearchParams(location.search).get('performance') ?? ''
const { data, error } = await http.query(Performance, { id }).toPromise()
const performance = data?.performance
if (performance?.availability == null) {
  say(error?.message ?? 'There is no such performance: give its id in the address, as ?performance=…')
  throw new Error('Nothing to sell.')
}

element('title').textContent = `${performance.event?.name}, ${performance.name}`
element('date').textContent = new Date(performance.startsAt).toLocaleString(undefined, { timeZone: performance.timeZone, dateStyle: 'full', timeStyle: 'short' })

const seats = new Seats()
const plan = new Plan(element('plan'), await fetchGeometry(performance.availability.geometry.url), update)
let held: { id: string, places: readonly string[], until: string } | null = null

function update () {
  plan.show(seats)
  hold.disabled = held !== null || plan.selected.size === 0
  pay.disabled = giveUp.disabled = held === null
}

/** Runs something that a button asks for; what is refused is told in the API's own words. */
function on (button: HTMLButtonElement, work: () => Promise<void>) {
  button.addEventListener('click', () => {
    button.disabled = true
    work().catch((problem: Error) => { say(problem.message) }).finally(update)
  })
}

on(hold, async () => {
  const made = await give(HoldPlaces, { performance: performance.id, places: [...plan.selected] })
  held = made.hold ?? null
  plan.selected.clear()
  say(`Held for you until ${new Date(held!.until).toLocaleTimeString()}: ${held!.places.join(', ')}. Pay elsewhere, then come back.`)
})

on(pay, async () => {
  await give(ConfirmHold, { performance: performance.id, hold: held!.id, order: crypto.randomUUID() })
  say(`Sold: ${held!.places.join(', ')}.`)
  held = null
})

on(giveUp, async () => {
  await give(ReleaseHold, { performance: performance.id, hold: held!.id })
  say('Given up.')
  held = null
})

void follow(performance.id, seats, update)
