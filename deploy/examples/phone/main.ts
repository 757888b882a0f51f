import { Seats } from '../shared/seats'
import { ask, give } from './api'
import { Availability, AvailabilityChanges, Confirm, HoldBest } from './queries'

const poll = 3_000
const element = <T extends HTMLElement>(id: string) => document.getElementById(id) as T
const say = (text: string) => { element('message').textContent = text }

const performance = new URLSearchParams(location.search).get('performance') ?? ''
const start = await ask(Availability, { performance })
const availability = start.availability
if (availability == null) {
  say('There is no such performance: give its id in the address, as ?performance=…')
  throw new Error('Nothing to sell.')
}

element('title').textContent = `${start.performance?.event?.name}, ${start.performance?.name}`
const seats = new Seats()
seats.apply({ reset: true, to: availability.version, state: availability.state, changes: '' })
show()

function show () {
  element('free').textContent = `${Array.from({ length: availability!.geometry.places }, (_, place) => seats.isFree(place)).filter(Boolean).length}`
}

/** Only what changed since the version that is shown. */
async function refresh () {
  const { availabilityChanges } = await ask(AvailabilityChanges, { performance, since: seats.version! })
  if (availabilityChanges != null) {
    seats.apply(availabilityChanges)
    show()
  }
}

async function buy () {
  const { hold } = await give(HoldBest, { performance, quantity: element<HTMLInputElement>('quantity').valueAsNumber })
  // Here the customer pays, which is your shop's own business; 15 minutes are left for it.
  await give(Confirm, { performance, hold: hold!.id, order: crypto.randomUUID() })
  say(`Yours: ${hold!.places.join(', ')}`)
}

element('buy').addEventListener('click', () => { buy().then(refresh).catch((problem: Error) => { say(problem.message) }) })
setInterval(() => { refresh().catch(console.warn) }, poll)
